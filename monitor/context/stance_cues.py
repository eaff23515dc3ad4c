"""Words that say how a sentence puts a fact, and what each of them governs: data and their reading.

In: word hits (`words/stance.yaml`, `words/clauses.yaml`) and a sentence. Out: `Cue`s in order of the text.
Never says which of several cues wins; see `stance`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from monitor.context.words import WordHits
from monitor.model import Span, Stance


class Side(Enum):
    """Where the words stand that a cue governs."""

    BEHIND = auto()  # of the cue: 'denied sending mercenaries'
    EITHER = auto()  # 'the reports of mercenaries are false'
    BY_LANGUAGE = auto()  # behind where the verb stands before its object, either side elsewhere


@dataclass(frozen=True, slots=True)
class Kind:
    """What the words of one list mean. `reach`: how many words may stand between the cue and the words it governs."""

    words: str
    stance: Stance
    side: Side
    reach: int


FAR = 40
BACK = 14  # at most, from the matched words to a cue behind them
CLOSE = 4
KINDS = (
    Kind("denied", Stance.DENIED, Side.BY_LANGUAGE, FAR),
    Kind("denied-either", Stance.DENIED, Side.EITHER, FAR),
    Kind("negated", Stance.DENIED, Side.EITHER, CLOSE),
    Kind("demanded", Stance.DEMANDED, Side.BY_LANGUAGE, FAR),
    Kind("demanded-either", Stance.DEMANDED, Side.EITHER, FAR),
    Kind("planned", Stance.PLANNED, Side.EITHER, FAR),
    Kind("past", Stance.PAST, Side.EITHER, FAR),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words that make one cue together, at most `gap` characters apart: 'wies … Vorwürfe', 'il y a … ans'."""

    first: str
    second: str
    words: str  # the list whose kind the cue is of; `VOID` for none
    gap: int


VOID = "void"
PAIRS = (
    Pair("negated", "denied", VOID, 20),
    Pair("reject", "claim", "denied", 60),
    Pair("rule-out", "not-out", "planned", 120),
    Pair("ago", "years", "past", 30),
)
_KINDS = {kind.words: kind for kind in KINDS}
VERB_FIRST = frozenset({"en", "fr", "es", "pt", "it", "ar"})  # the verb stands before its object
VERB_LAST = frozenset({"tr", "fa"})  # the outer verb stands behind the inner one
_YEAR = re.compile(r"(?<![\d.,/-])(?:1[89]|20)\d\d(?![\d/]|[.,]\d)")  # also in Arabic and Persian digits
_OPENING = 2  # words between 'in' and the year
_GAP = 24  # characters between 'since', or 'resolution', and its year


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in the text. `year`: a year inside the sentence, which says less than words do."""

    start: int
    end: int
    kind: Kind
    year: bool = False

    def side(self, language: str | None) -> Side:
        """Where it governs in a language."""
        if self.kind.side is not Side.BY_LANGUAGE:
            return self.kind.side
        return Side.BEHIND if language in VERB_FIRST else Side.EITHER


@lru_cache(maxsize=4)
def cues_in(sentence: tuple[int, int], hits: WordHits) -> tuple[Cue, ...]:
    """The cues of a sentence, of several that overlap the longest; none that a void one touches and does not hold.

    Kept for the matches of an article that tell the same sentence.
    """
    found = [(span.start, span.end, name) for name in (*_KINDS, VOID) for span in hits.inside(*sentence, name)]
    found += _pairs(sentence, hits)
    void = [(start, end) for start, end, name in found if name == VOID]
    taken: list[tuple[int, int]] = []
    kept: list[Cue] = []
    for start, end, name in sorted(found, key=lambda item: item[0] - item[1]):
        undone = any(start < high and low < end and not start <= low < high <= end for low, high in void)
        if name != VOID and not undone and all(end <= low or start >= high for low, high in taken):
            taken.append((start, end))
            kept.append(Cue(start, end, _KINDS[name]))
    return tuple(sorted(kept, key=lambda cue: cue.start))


def _pairs(sentence: tuple[int, int], hits: WordHits) -> Iterator[tuple[int, int, str]]:
    for pair in PAIRS:
        for first in hits.inside(*sentence, pair.first):
            reach = min(first.end + pair.gap, sentence[1])
            second = next(hits.inside(first.end, reach, pair.second), None)
            if second is not None:
                yield first.start, second.end, pair.words


def years_in(text: str, sentence: tuple[int, int], hits: WordHits, *, before: int) -> Iterator[Cue]:
    """'Last year', and years of a sentence earlier than `before`, but for those that go on and those of resolutions."""
    void = [
        (span.start, span.end) for span in hits.inside(*sentence, VOID)
    ]  # 'unlike last year', 'since the 2020 truce'
    unless = [span for span in hits.inside(*sentence, "since", "word") if not _within(span, void)]
    for span in hits.inside(*sentence, "last-year"):
        if not _within(span, void):
            yield Cue(span.start, span.end, _KINDS["past"], year=True)
    for match in _YEAR.finditer(text, *sentence):
        bracketed = text[match.start() - 1 : match.start()] in ("(", "（")
        if int(match[0]) < before and not bracketed and not _behind(unless, match.start()):
            bare = not _opens(text, sentence, match.start(), hits)
            yield Cue(match.start(), match.end(), _KINDS["past"], year=bare)


def _within(span: Span, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(low <= span.start and span.end <= high for low, high in stretches)


def _opens(text: str, sentence: tuple[int, int], at: int, hits: WordHits) -> bool:
    """'In March 2011 the Council demanded …': all of it is past."""
    first = next(hits.inside(sentence[0], at, "in"), None)
    return first is not None and first.start == sentence[0] and len(text[first.end : at].split()) <= _OPENING


def _behind(words: Iterable[Span], at: int) -> bool:
    return any(0 <= at - span.end <= _GAP for span in words)

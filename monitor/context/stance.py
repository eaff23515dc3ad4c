"""How a text puts what matched: reported, denied, demanded, planned or past.

In: an article, its telling sentence, the matched spans, the word hits (`words/stance.yaml`). Out: one `Stance`.
A cue must govern matched words: in their clause, on its side of them, near. Of several the outermost wins: 'denied
plans to send' is denied. Never weighs who speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.context.layout import sentences_of
from monitor.context.resolution_years import possible_years
from monitor.context.stance_clauses import Clauses, clauses_of
from monitor.context.stance_cues import BACK, FAR, VERB_FIRST, VERB_LAST, Cue, Side, cues_in, years_in
from monitor.context.words import WordHits
from monitor.model import Article, Span, Stance

ORDER = (Stance.DENIED, Stance.DEMANDED, Stance.PLANNED, Stance.PAST)
_MUCH = 2  # concepts
_PAUSE = frozenset(",:;،؛，：")  # a bare 'not' does not reach across
_JOINT = 6  # characters of the longest 'and', with its space
_TAIL = 3  # words behind a cue that ends its sentence
_LETTERS = 900  # of a page without full stops
_YEAR_DIGITS = 4
_BEYOND = 1_000_000  # a number that no resolution has: the table's last year is the first that it can be of
Bounds = tuple[int, int]


def stance_of(sentences: Iterable[Bounds], hits: WordHits) -> Stance:
    """The stance of the first of these (start, end) sentences that has any, wherever its words stand in it."""
    for start, end in sentences:
        for stance in ORDER:
            if any(hits.inside(start, end, stance.value)):
                return stance
    return Stance.REPORTED


def stance_of_match(article: Article, telling: Sequence[Bounds], spans: Sequence[Span], hits: WordHits) -> Stance:
    """The stance of what these spans say in the first of the telling sentences; `REPORTED` when no cue governs them.

    What happens today is the news, however much of the past stands beside it: only what is past wherever much of it is
    said is past. A route that leaves the past out must not lose it.
    """
    if not telling:
        return Stance.REPORTED
    told = _stance_in(article, telling[0], spans, hits)
    if told is not Stance.PAST:
        return told
    others = (_stance_in(article, bounds, spans, hits) for bounds in _alike(article, telling[0], spans))
    return next((stance for stance in others if stance is not Stance.PAST), Stance.PAST)


def _stance_in(article: Article, bounds: Bounds, spans: Sequence[Span], hits: WordHits) -> Stance:
    sentence = _around(bounds, spans)
    told = _Told.of(article, sentence, spans, hits)
    cues = [cue for cue in cues_in(sentence, hits) if told.governed_by(cue)]
    if not any(hits.inside(*sentence, "present")):
        years = years_in(article.text, sentence, hits, before=_year_of(article))
        cues += [year for year in years if told.shares_clause(year)]
    return _outermost(cues, told.end, article.language.code)


def _alike(article: Article, telling: Bounds, spans: Sequence[Span]) -> Iterator[Bounds]:
    """The other sentences of the body that show much of what the telling one shows."""
    shown = {span.concept for span in spans if telling[0] <= span.start < telling[1]}
    enough = min(_MUCH, len(shown))
    sentences = sentences_of(article)
    held: dict[Bounds, set[str]] = {}
    for span in spans:
        if span.start >= article.title_end and not telling[0] <= span.start < telling[1]:
            held.setdefault(sentences.at(span.start), set()).add(span.concept)
    return (bounds for bounds, concepts in sorted(held.items()) if len(concepts & shown) >= enough)


def _around(sentence: Bounds, spans: Sequence[Span]) -> Bounds:
    """The sentence, of a page without full stops what stands around the first matched words."""
    first = next((span.start for span in spans if sentence[0] <= span.start < sentence[1]), sentence[0])
    return max(sentence[0], first - _LETTERS), min(sentence[1], first + 2 * _LETTERS)


@dataclass(frozen=True, slots=True)
class _Told:
    """The matched words of the clause that shows most of them."""

    text: str
    bounds: Bounds  # of the sentence
    language: str | None
    clauses: Clauses
    clause: int
    matched: tuple[Span, ...]
    hits: WordHits

    @classmethod
    def of(cls, article: Article, sentence: Bounds, spans: Sequence[Span], hits: WordHits) -> _Told:
        clauses = clauses_of(article.text, sentence, hits)
        inside = [span for span in spans if sentence[0] <= span.start < sentence[1]]
        clause = _telling(clauses, inside)
        matched = tuple(span for span in inside if clauses.at(span.start) == clause)
        return cls(article.text, sentence, article.language.code, clauses, clause, matched, hits)

    @property
    def end(self) -> int:
        """Where the last of the matched words ends."""
        return max((span.end for span in self.matched), default=0)

    def shares_clause(self, cue: Cue) -> bool:
        return self.clauses.at(cue.start) == self.clause

    def governed_by(self, cue: Cue) -> bool:
        """Whether the cue is in a clause that has a say, and near on its side; what is past need not be near."""
        at = self.clauses.at(cue.start)
        if cue.kind.stance is Stance.PAST:
            return at in (0, self.clause)
        if at != self.clause and not self._is_aside_behind(cue, at):
            return False
        return not self._goes_on(cue) and any(self._near(cue, span) for span in self.matched)

    def _is_aside_behind(self, cue: Cue, at: int) -> bool:
        """Of an aside that holds the match the main clause before it has a say: German infinitives stand like that."""
        return self.clause < 0 <= at and cue.end <= self.clauses.asides[-1 - self.clause][0]

    def _goes_on(self, cue: Cue) -> bool:
        """'... reached the port and will stay': said of what comes next."""
        if cue.start < self.end:
            return False
        return any(cue.start - joint.end <= 1 for joint in self.hits.inside(cue.start - _JOINT, cue.start, "and"))

    def _near(self, cue: Cue, span: Span) -> bool:
        if span.start < cue.end and cue.start < span.end:
            return True
        if cue.start < span.start:
            return self._reaches(cue.end, span.start, cue.kind.reach, close=cue.kind.reach < FAR)
        if self._other_verb(cue, span) or (cue.side(self.language) is Side.BEHIND and not self._ends_with(cue)):
            return False
        return self._reaches(span.end, cue.start, min(cue.kind.reach, BACK), close=cue.kind.reach < FAR)

    def _ends_with(self, cue: Cue) -> bool:
        """'..., the minister denied': said of all before it."""
        return len(self.text[cue.end : self.bounds[1]].split()) <= _TAIL and "," in self.text[self.end : cue.start]

    def _reaches(self, low: int, high: int, reach: int, *, close: bool) -> bool:
        between = self.text[low:high]
        if close and _PAUSE & set(between):
            return False
        return (len(between) // 2 if self.language == "zh" else len(between.split())) <= reach

    def _other_verb(self, cue: Cue, span: Span) -> bool:
        """'a firm that never answered': between what matched and a cue behind it another clause begins."""
        if self.language not in VERB_FIRST and cue.kind.reach == FAR:
            return False
        return any(self.hits.inside(span.end, cue.start, "relative"))


def _telling(clauses: Clauses, matched: Sequence[Span]) -> int:
    """The clause that shows most of the match; of several the first. An aside only when no main clause shows much."""
    concepts: dict[int, set[str]] = {}
    for span in matched:
        concepts.setdefault(clauses.at(span.start), set()).add(span.concept)
    main = {clause: found for clause, found in concepts.items() if clause >= 0 and len(found) >= _MUCH} or concepts
    return max(main, key=lambda clause: (len(main[clause]), clause >= 0, -clause), default=0)


def _outermost(cues: Sequence[Cue], end: int, language: str | None) -> Stance:
    """A denial behind everything it denies; else the first cue, where the outer verb comes last the last one."""
    worded = [cue for cue in cues if not cue.year] or list(cues)
    if not worded:
        return Stance.REPORTED
    ordered = sorted(worded, key=lambda cue: cue.start, reverse=language in VERB_LAST)
    tail = [cue for cue in ordered if cue.kind.words == "denied-either" and cue.start >= end]
    return (tail or ordered)[0].kind.stance


def _year_of(article: Article) -> int:
    """The year of writing, or the last that the shipped table of resolutions knows: no text read here is older news."""
    value = article.written.value
    return int(value[:_YEAR_DIGITS]) if value and value[:_YEAR_DIGITS].isdigit() else possible_years(_BEYOND)[0]

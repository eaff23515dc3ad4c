"""How a text puts what matched: reported, denied, demanded, planned or past.

In: an article, its telling sentence, the matched spans, the word hits (`words/stance.yaml`). Out: one `Stance`.
A cue must govern matched words: in their clause, on its side of them, near. Of several the outermost wins: 'denied
plans to send' is denied. Never weighs who speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.context.resolution_years import possible_years
from monitor.context.stance_clauses import Clauses, clauses_of
from monitor.context.stance_cues import FAR, VERB_LAST, Cue, Side, cues_in, years_in
from monitor.context.words import WordHits
from monitor.model import Article, Span, Stance

ORDER = (Stance.DENIED, Stance.DEMANDED, Stance.PLANNED, Stance.PAST)
_MUCH = 2  # concepts
_PAUSE = frozenset(",:;،؛，：")  # a bare 'not' does not reach across
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
    """The stance of what these spans say in the first of the telling sentences; `REPORTED` when no cue governs them."""
    if not telling:
        return Stance.REPORTED
    text, sentence = article.text, telling[0]
    clauses = clauses_of(text, sentence, hits)
    matched = [span for span in spans if sentence[0] <= span.start < sentence[1]]
    told = _telling(clauses, matched)
    matched = [span for span in matched if clauses.at(span.start) == told]
    cues = [cue for cue in cues_in(sentence, hits) if _governs(cue, article, clauses, told, matched)]
    if not any(hits.inside(*sentence, "present")):
        years = years_in(text, sentence, hits, before=_year_of(article))
        cues += [year for year in years if clauses.at(year.start) == told]
    return _outermost(cues, matched, article.language.code)


def _telling(clauses: Clauses, matched: Sequence[Span]) -> int:
    """The clause that shows most of the match; of several the first. An aside only when no main clause shows much."""
    concepts: dict[int, set[str]] = {}
    for span in matched:
        concepts.setdefault(clauses.at(span.start), set()).add(span.concept)
    main = {clause: found for clause, found in concepts.items() if clause >= 0 and len(found) >= _MUCH} or concepts
    return max(main, key=lambda clause: (len(main[clause]), clause >= 0, -clause), default=0)


def _governs(cue: Cue, article: Article, clauses: Clauses, told: int, matched: Sequence[Span]) -> bool:
    at = clauses.at(cue.start)
    if cue.kind.stance is Stance.PAST:
        return at in (0, told)
    if at != told and not (told < 0 <= at and cue.end <= clauses.asides[-1 - told][0]):
        return False  # of an aside that holds the match, the main clause before it governs too: German infinitives
    behind = cue.side(article.language.code) is Side.BEHIND
    return any(_near(cue, span, article, behind=behind) for span in matched)


def _near(cue: Cue, span: Span, article: Article, *, behind: bool) -> bool:
    if span.start < cue.end and cue.start < span.end:
        return True
    if span.end <= cue.start and behind:
        return False
    between = article.text[min(span.end, cue.end) : max(span.start, cue.start)]
    if cue.kind.reach < FAR and _PAUSE & set(between):
        return False
    return (len(between) // 2 if article.language.code == "zh" else len(between.split())) <= cue.kind.reach


def _outermost(cues: Sequence[Cue], matched: Sequence[Span], language: str | None) -> Stance:
    """A denial behind everything it denies; else the first cue, where the outer verb comes last the last one."""
    worded = [cue for cue in cues if not cue.year] or list(cues)
    if not worded:
        return Stance.REPORTED
    ordered = sorted(worded, key=lambda cue: cue.start, reverse=language in VERB_LAST)
    end = max((span.end for span in matched), default=0)
    tail = [cue for cue in ordered if cue.kind.words == "denied-either" and cue.start >= end]
    return (tail or ordered)[0].kind.stance


def _year_of(article: Article) -> int:
    """The year of writing, or the last that the shipped table of resolutions knows: no text read here is older news."""
    value = article.written.value
    return int(value[:_YEAR_DIGITS]) if value and value[:_YEAR_DIGITS].isdigit() else possible_years(_BEYOND)[0]

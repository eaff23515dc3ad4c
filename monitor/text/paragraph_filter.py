"""The paragraph filter: a text's paragraphs in, those of the story out, with everything that was taken out and why.

Text files and feed bodies never pass an HTML extractor, so comment forms, share buttons and date lines stand in them as
paragraphs. Patterns are data (`boilerplate.yaml`), anchored on whole paragraphs. Nothing vanishes: what is removed is
kept as `Removed`. The page's date line becomes evidence (`page_date`), never the time of writing.
Method and first patterns: nine patterns kept 12 of 17 paragraphs of two agency stories, all of them story.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from monitor.model import Removed
from monitor.text.attribution import BRACKETS, agency_of, byline_of, dateline_agency
from monitor.text.date_line import read_date_line
from monitor.text.patterns import (
    EDGES,
    LONGEST,
    SHORT_HEAD,
    heads,
    held,
    kinds,
    levelled,
    may_begin,
    may_hold,
    plain,
    trimmed,
)
from monitor.text.tail import SIGNED_END, cut_tail

_PARTS = re.compile(r"\s*[|•·]\s*")
_PARTING = ("|", "•", "·")
_PART_WORDS = 6  # a part of a line under a headline: a date, a name, a section
_LINE = 80  # characters: a longer one is no date, no agency and no by-line
_ODD_ENDS = SIGNED_END | {*EDGES}  # behind them, a look at the last two letters is not enough
_BETWEEN = "\0"  # paragraphs that are looked at together
_DATELINE_WITHIN = 3  # paragraphs: an agency's dateline stands at the start


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtered:
    """What is left and what was found. `page_date` is ISO 8601, `agency` the agencies' usual names, comma between."""

    paragraphs: tuple[str, ...]
    removed: tuple[Removed, ...] = ()
    byline: str | None = None
    agency: str | None = None
    page_date: str | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look at all paragraphs together tells."""

    glued: frozenset[int]  # the numbers of those with words that a pattern has which may stand behind other words
    parted: bool  # whether a mark that parts a line stands in any of them
    bracketed: bool  # whether a bracket does in which an agency may stand
    odd: Sequence[int]  # the numbers of those that may not be story, in order: few

    @classmethod
    def at(cls, paragraphs: Sequence[str]) -> _Look:
        text = _together(paragraphs)
        level = levelled(text)
        glued = frozenset([level.count(_BETWEEN.encode(), 0, place) for place in held(level)])
        parted = any(mark in text for mark in _PARTING)
        bracketed, first = "(" in text or "[" in text or "（" in text, heads()
        beginnings = plain(_together([paragraph[:SHORT_HEAD] for paragraph in paragraphs])).split(_BETWEEN)
        odd = [
            number
            for number, paragraph, head in zip(range(len(paragraphs)), paragraphs, beginnings, strict=False)
            if len(paragraph) <= _LINE
            or not paragraph[0].isalpha()
            or paragraph[-1] in _ODD_ENDS
            or paragraph[-2] in BRACKETS
            or ((head in first or head[:1] in first) and may_begin(paragraph))
            or (parted and any(mark in paragraph for mark in _PARTING))
        ]
        odd = sorted({*odd, *glued}) if glued else odd
        return cls(glued=glued, parted=parted, bracketed=bracketed, odd=odd)

    def is_story(self, paragraph: str, number: int) -> bool:
        """Whether nothing that is looked for is in the paragraph of this number: as in most."""
        if number in self.glued:
            return False
        core = trimmed(paragraph)
        if not core or paragraph[-1] in SIGNED_END:
            return False
        if len(core) > LONGEST:
            return True
        if may_begin(core):
            return False
        if len(core) > _LINE and not self.parted and core[0].isalnum() and core[-2:].strip(BRACKETS):
            return True
        return any(map(str.isalnum, core)) and not (_dated_line(core) or agency_of(core) or byline_of(core))


@dataclass(slots=True)
class _Sorting:
    """What has been found so far; the first of each field stands."""

    kept: list[str] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    byline: str | None = None
    agency: str | None = None
    page_date: str | None = None

    def sort(self, paragraph: str, *, glued: bool) -> None:
        kind = self._kind_of(paragraph, glued=glued)
        if kind:
            self.removed.append(Removed(kind=kind, text=paragraph))
            return
        story, tail = cut_tail(paragraph, glued=glued)
        for piece in tail:
            self._kind_of(piece.text, glued=glued)
        self.removed.extend(tail)
        if story:
            self.kept.append(story)

    def _kind_of(self, paragraph: str, *, glued: bool) -> str | None:
        """Why the paragraph is not story, or None; takes note of what it says."""
        core = trimmed(paragraph)
        if len(core) > LONGEST:
            return None
        if not core[:1].isalnum() and not any(map(str.isalnum, core)):
            return "separator"
        if when := _dated_line(core):
            return self._dated("page-date", when)
        for kind in kinds() if may_begin(core) or (glued and may_hold(core)) else ():
            if match := kind.whole.fullmatch(core):
                stated = next((text for text in match.groups() if text), "")
                return self._dated(kind.name, read_date_line(stated) if stated else None)
        return self._attribution(core)

    def _dated(self, kind: str, when: date | None) -> str:
        if when is not None:
            self.page_date = self.page_date or when.isoformat()
        return kind

    def _attribution(self, core: str) -> str | None:
        if agency := agency_of(core):
            self.agency = self.agency or agency
            return "agency"
        if byline := byline_of(core):
            self.byline = self.byline or byline
            return "byline"
        return None


def filter_paragraphs(paragraphs: Iterable[str]) -> Filtered:
    """Sort the paragraphs into story and the rest. The title is the caller's: do not pass it."""
    (filtered,) = filter_each([tuple(paragraphs)])
    return filtered


def filter_each(texts: Sequence[tuple[str, ...]]) -> list[Filtered]:
    """As `filter_paragraphs`, of each text; one look at all of them together tells where there is none to be sorted."""
    look = _Look.at([paragraph for text in texts for paragraph in text])
    if not look.odd and not look.bracketed:
        return [Filtered(paragraphs=text) for text in texts]
    ends = accumulate(map(len, texts), initial=0)
    return [_filtered(text, look, first) for text, first in zip(texts, ends, strict=False)]


def _filtered(paragraphs: tuple[str, ...], look: _Look, first: int) -> Filtered:
    """Of a text whose first paragraph has this number in what was looked at."""
    odd = look.odd[bisect_left(look.odd, first) : bisect_left(look.odd, first + len(paragraphs))]
    sorted_out = [number for number in odd if not look.is_story(paragraphs[number - first], number)]
    if not sorted_out:
        return Filtered(paragraphs=paragraphs, agency=_dateline_agency(paragraphs) if look.bracketed else None)
    sorting = _Sorting()
    for number, paragraph in enumerate(paragraphs, first):
        if number in sorted_out:
            sorting.sort(paragraph, glued=number in look.glued)
        else:
            sorting.kept.append(paragraph)
    return Filtered(
        paragraphs=tuple(sorting.kept),
        removed=tuple(sorting.removed),
        byline=sorting.byline,
        agency=sorting.agency or (_dateline_agency(sorting.kept) if look.bracketed else None),
        page_date=sorting.page_date,
    )


def _together(texts: Sequence[str]) -> str:
    """The texts in one, with a mark between two of them that stands in none."""
    if _BETWEEN in "".join(texts):
        texts = [text.replace(_BETWEEN, " ") for text in texts]
    return _BETWEEN.join(texts)


def _dateline_agency(paragraphs: Sequence[str]) -> str | None:
    return next(filter(None, map(dateline_agency, paragraphs[:_DATELINE_WITHIN])), None)


def _dated_line(core: str) -> date | None:
    """The date of a line that is nothing else, or of one of the parts of '3 May 2024 | Jane Doe'."""
    if "|" not in core and "•" not in core and "·" not in core:
        return read_date_line(core)
    parts = _PARTS.split(core)
    if any(len(part.split()) > _PART_WORDS for part in parts):
        return None
    return next(filter(None, map(read_date_line, parts)), None)


def is_date_line(paragraph: str) -> bool:
    """Whether the paragraph is nothing but a date: never a headline."""
    return read_date_line(trimmed(paragraph)) is not None

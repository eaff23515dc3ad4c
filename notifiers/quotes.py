"""The passages that made a rule fire, cut well, with the hits marked.

In: a finding's excerpts. Out: `Quote`s made of pieces, marked or not, clean and in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.model import AlertFinding, Excerpt
from notifiers.clean import clean_line, clean_piece, word_end
from notifiers.language import Reader

CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Part of a quote; `marked` for the words that a rule hit."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One passage. `lang` is its code for the markup, `language` its name if the reader reads another one."""

    pieces: tuple[Piece, ...]
    source: str
    lang: str = ""
    language: str = ""


def quotes(found: Sequence[AlertFinding], *, reader: Reader, limit: int, length: int) -> tuple[tuple[Quote, ...], int]:
    """At most `limit` passages, each of about `length` characters, and how many more there are.

    The first passage of every article comes before the second of any, the reader's own language before others;
    one text that several articles carry is shown once.
    """
    ranked = [
        (rank, (excerpt.language or reader.language) != reader.language, index, item, excerpt)
        for index, item in enumerate(found)
        for rank, excerpt in enumerate(item.finding.excerpts)
    ]
    ranked.sort(key=lambda entry: entry[:3])
    distinct: dict[str, tuple[AlertFinding, Excerpt]] = {}
    for *_, item, excerpt in ranked:
        distinct.setdefault(clean_line(excerpt.text, len(excerpt.text)), (item, excerpt))
    kept = list(distinct.values())
    made = tuple(_quote(item, excerpt, reader=reader, length=length) for item, excerpt in kept[:limit])
    return made, len(kept[limit:])


def with_all_marks(found: Sequence[AlertFinding]) -> tuple[AlertFinding, ...]:
    """The same findings, each passage marked wherever any rule hit it: rules often fire on one sentence."""
    marks: dict[tuple[int, str], dict[tuple[int, int], None]] = {}
    for item in found:
        for excerpt in item.finding.excerpts:
            marks.setdefault((item.article_id, excerpt.text), {}).update(dict.fromkeys(excerpt.marks))
    return tuple(replace(item, finding=replace(item.finding, excerpts=_remarked(item, marks))) for item in found)


def _remarked(item: AlertFinding, marks: dict[tuple[int, str], dict[tuple[int, int], None]]) -> tuple[Excerpt, ...]:
    return tuple(
        replace(excerpt, marks=tuple(marks[item.article_id, excerpt.text])) for excerpt in item.finding.excerpts
    )


def _quote(item: AlertFinding, excerpt: Excerpt, *, reader: Reader, length: int) -> Quote:
    code = excerpt.language if excerpt.language and CODE.fullmatch(excerpt.language) else ""
    foreign = bool(code) and code != reader.language
    return Quote(
        pieces=pieces(excerpt, length=length),
        source=clean_line(item.source.name, 80),
        lang=code,
        language=reader.language_name(code) if foreign else "",
    )


def pieces(excerpt: Excerpt, *, length: int) -> tuple[Piece, ...]:
    """The excerpt, or a window of it around the first hit, split at its marks."""
    text = excerpt.text
    marks = _tidy(excerpt.marks, text)
    start, end = _window(text, marks[0][0] if marks else 0, length)
    made, at = [], start
    for left, right in marks:
        left, right = max(left, at), min(right, end)  # noqa: PLW2901 - the mark as far as the window shows it
        if left < right:
            made += [Piece(text=clean_piece(text[at:left])), Piece(text=clean_piece(text[left:right]), marked=True)]
            at = right
    made.append(Piece(text=clean_piece(text[at:end])))
    before = [Piece(text="… ")] if start > 0 else []
    after = [Piece(text=" …")] if end < len(text.rstrip()) else []
    return tuple(piece for piece in (*before, *made, *after) if piece.text)


def _tidy(marks: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Marks inside the text, in order; those that overlap or have only a space between them are one."""
    size = len(text)
    made: list[tuple[int, int]] = []
    for start, end in sorted((max(start, 0), min(end, size)) for start, end in marks if max(start, 0) < min(end, size)):
        if made and not text[made[-1][1] : start].strip():
            first, last = made.pop()
            made.append((first, max(last, end)))
        else:
            made.append((start, end))
    return made


def _window(text: str, hit: int, length: int) -> tuple[int, int]:
    """Offsets of about `length` characters with the hit in their first third; both ends between words."""
    if len(text) <= length:
        return 0, len(text)
    start = min(max(hit - length // 3, 0), len(text) - length)
    if start > 0 and not text[start - 1].isspace():
        space = text.find(" ", start, hit)
        start = space + 1 if space >= 0 else start
    return start, max(start + word_end(text[start:], length), min(hit + 1, len(text)))

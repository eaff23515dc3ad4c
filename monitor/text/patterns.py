"""Paragraph patterns: the notation of `boilerplate.yaml` in, compiled expressions out.

The notation has three slots (`…`, `<n>`, `<date>`) and no operators. Matching is bounded: paragraphs longer than
`LONGEST` are not tried, and a slot spans a limited number of characters. Never takes a user's expression.
The expressions are slow; `begins` and `held` tell in a seventieth of their time that none of them can match.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import prod
from operator import itemgetter
from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from monitor.text.tables import table, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST = 300  # characters: boilerplate is short
_LONGEST_NUMBER = 4  # digits
_SLOTS = {
    "…": ".{0,160}",
    "<n>": rf"\d{{1,{_LONGEST_NUMBER}}}",
    # Perhaps a colon, then up to nine words of which an early one has a digit.
    "<date>": r"(?::?\s*(?=\D{0,24}\d)(?P<{name}>\S{1,20}(?:\s\S{1,20}){0,8}))?",
}
_WHITE = re.compile(r"\s")
# The other apostrophes, and what `re.IGNORECASE` takes for a pattern's letter besides the capital.
_ODD, _PLAIN = "’ʼİıſ\u212a\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86", "''iiskвдосттъ"
_HEAD = 24  # characters of a paragraph's beginning that are compared
SHORT_HEAD = 5  # with more, too many beginnings are shorter than that
_DIGIT = b"\xff"  # stands for all digits
_PLANE = 0x10000
_AT_ONCE, _FOUR = 64, 4  # strings, bytes
_SLOT = re.compile("(…|<n>|<date>)")
_NUMBER = re.compile(r"<n>|\d+")
EDGES = " \t*•·|–—:»›>\u200e\u200f-"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of boilerplate. `tail` finds it at the end of a longer paragraph; None where that is not looked for."""

    name: str
    whole: re.Pattern[str]
    tail: re.Pattern[str] | None


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """The kinds of `boilerplate.yaml`, in file order."""
    return tuple(_kind(name, spec) for name, spec in table("boilerplate.yaml")["kinds"].items())


def may_begin(core: str) -> bool:
    """Whether any kind's `whole` can match a paragraph that begins so; those that begin with anything aside."""
    return begins(levelled(core[: _LONGEST_NUMBER + 1 + _HEAD]))


def may_hold(text: str) -> bool:
    """Whether any kind's `tail`, or a `whole` that begins with anything, can match somewhere in the text."""
    return bool(held(levelled(text)))


def begins(level: bytes, at: int = 0) -> bool:
    """As `may_begin`, of what stands at an offset of a levelled text."""
    first = level[at : at + 1]
    if first != _DIGIT:
        return level.startswith(_beginnings().get(first, ()), at)
    behind = at + 1
    while level.startswith(_DIGIT, behind):
        behind += 1
    return behind - at <= _LONGEST_NUMBER and level.startswith(_behind_numbers(), behind)


@lru_cache(maxsize=1)
def heads() -> frozenset[bytes]:
    """`SHORT_HEAD` bytes of all that `begins` looks for behind no number; of a shorter one the first byte alone."""
    beginnings = (each for group in _beginnings().values() for each in group)
    return frozenset(each[: SHORT_HEAD if len(each) >= SHORT_HEAD else 1] for each in beginnings)


def held(level: bytes) -> tuple[int, ...]:
    """Where a levelled text holds what `may_hold` looks for: each kind needs a stretch of its own words, word for word.

    One look for all of them together, in any number of paragraphs; in hardly any text one stands.
    """
    rare, stretches, size = _rare_parts(), _stretches(), _longest_stretch()
    places = sorted([place for some in rare for _, place, _ in some.find_matches_as_indexes(level)])
    found, looked_until = set[int](), 0
    for place in places:
        if place >= looked_until:
            first, looked_until = max(place - size, 0), place + size
            around = level[first : looked_until + size]
            found.update([first + start for _, start, _ in stretches.find_matches_as_indexes(around)])
    return tuple(sorted(found))


def levelled(text: str) -> bytes:
    """One byte a character, the same for all writings of a letter, and 0 for what stands in no pattern."""
    if text.isascii():
        return text.encode("ascii").translate(_ascii_bytes())
    import numpy as np

    points = np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype="<u4")
    return _bytes_by_point().take(points, mode="clip").tobytes()


@lru_cache(maxsize=1)
def _beginnings() -> Mapping[bytes, tuple[bytes, ...]]:
    """How the patterns begin that begin with a word, by the first byte."""
    firsts = sorted({levelled(_SLOT.split(pattern)[0][:_HEAD]) for _, pattern in _patterns()} - {b""})
    return {first: tuple(group) for first, group in groupby(firsts, key=itemgetter(slice(1)))}


@lru_cache(maxsize=1)
def _behind_numbers() -> tuple[bytes, ...]:
    """How the patterns go on that begin with a number."""
    behind = (_NUMBER.sub("", pattern, count=1) for _, pattern in _patterns() if _NUMBER.match(pattern))
    return tuple(sorted({levelled(_SLOT.split(rest)[0][:_HEAD]) for rest in behind}))


@lru_cache(maxsize=1)
def _stretches() -> BytesAhoCorasick:
    """Finds the longest literal part of each pattern that has a `tail` or begins with anything."""
    return BytesAhoCorasick(_stretches_of_patterns(), implementation=Implementation.DFA)


@lru_cache(maxsize=1)
def _longest_stretch() -> int:
    return max(map(len, _stretches_of_patterns()))


@lru_cache(maxsize=1)
def _rare_parts() -> tuple[BytesAhoCorasick, ...]:
    """Find in a sixth of the time where one of the stretches may stand: the end of each, from its rarest letters on.

    Up to 64 strings at a time are looked for with vector instructions (Teddy, of the aho-corasick crate), which tell by
    the first four bytes where to look closer: these must not be those of common words.
    """
    common = Counter(letter for _, pattern in _patterns() for letter in levelled(pattern))
    ends = sorted({_from_rarest(stretch, common) for stretch in _stretches_of_patterns()})
    lots = [ends[start : start + _AT_ONCE] for start in range(0, len(ends), _AT_ONCE)]
    kind, way = MatchKind.LeftmostLongest, Implementation.DFA
    return tuple(BytesAhoCorasick(lot, matchkind=kind, implementation=way) for lot in lots)


def _from_rarest(stretch: bytes, common: Mapping[int, int]) -> bytes:
    fours = [stretch[start : start + _FOUR] for start in range(max(len(stretch) - _FOUR, 0) + 1)]
    return stretch[fours.index(min(fours, key=lambda four: prod(map(common.__getitem__, four)))) :]


def _stretches_of_patterns() -> list[bytes]:
    patterns = (pattern for spec, pattern in _patterns() if "tail" in spec or pattern.startswith(("…", "<date>")))
    parts = ((part.strip() for part in _SLOT.split(pattern) if part not in _SLOTS) for pattern in patterns)
    return sorted({levelled(max(each, key=len)) for each in parts})


def _patterns() -> Iterator[tuple[Mapping[str, object], str]]:
    """Every pattern, with the kind it belongs to."""
    for spec in table("boilerplate.yaml")["kinds"].values():
        for pattern in words(spec["patterns"]):
            yield spec, pattern


@lru_cache(maxsize=1)
def _bytes_by_point() -> NDArray[np.uint8]:
    """The byte of each character of the first plane; 64 KB, made once in 15 ms. The last one is for all others."""
    import numpy as np

    letters = sorted({letter for _, pattern in _patterns() for letter in _plain(pattern)})
    code_of = {letter: place % _DIGIT[0] or 1 for place, letter in enumerate(letters, start=1)}
    plane = "".join(map(chr, range(_PLANE)))
    codes = (_DIGIT[0] if letter.isdecimal() else code_of.get(letter, 0) for letter in _plain(plane))
    return np.fromiter(codes, dtype=np.uint8, count=_PLANE)


@lru_cache(maxsize=1)
def _ascii_bytes() -> bytes:
    return _bytes_by_point()[:256].tobytes()


def _plain(text: str) -> str:
    """In small letters, as `re.IGNORECASE` has it, with one kind of space and of apostrophe; as long as before."""
    for odd, plain in zip(_ODD, _PLAIN, strict=True):
        text = text.replace(odd, plain)
    return _WHITE.sub(" ", text).lower()


def trimmed(paragraph: str) -> str:
    """The paragraph without the stars, dashes and colons around it."""
    return paragraph.strip(EDGES)


def _kind(name: str, spec: Mapping[str, object]) -> Kind:
    alternatives = [_expression(pattern, number) for number, pattern in enumerate(words(spec["patterns"]))]
    either = "|".join(sorted(alternatives, key=len, reverse=True))
    tail = (
        re.compile(rf"(?:^|(?<=\s)|(?<=[.!?。！？]))(?:{either})[\s*.:]*$", re.IGNORECASE) if "tail" in spec else None
    )
    return Kind(name, re.compile(rf"(?:{either})\W*", re.IGNORECASE), tail)


def _expression(pattern: str, number: int) -> str:
    """The pattern as an expression; typographic and plain apostrophes are one."""
    parts = _SLOT.split(pattern)
    made = [_SLOTS[part].replace("{name}", f"date{number}") if part in _SLOTS else _literal(part) for part in parts]
    return "".join(made)


def _literal(text: str) -> str:
    escaped = re.escape(text).replace("’", "['’ʼ]")
    return escaped.replace(r"\ ", r"\s")

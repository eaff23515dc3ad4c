"""Paragraph patterns: the notation of `boilerplate.yaml` in, compiled expressions out.

The notation has three slots (`…`, `<n>`, `<date>`) and no operators. Matching is bounded: paragraphs longer than
`LONGEST` are not tried, and a slot spans a limited number of characters. Never takes a user's expression.
The expressions are slow; `may_begin` and `held` tell in a seventieth of their time that none of them can match.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from math import prod
from operator import itemgetter

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from monitor.text.tables import table, words

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
_ODD, _PLAIN = "’ʼİıſ\u212a\u212bẞ\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86", "''iiskåßвдосттъ"
_SPACES = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_ASCII_SPACES = b"\t\n\v\f\r\x1c\x1d\x1e\x1f"
_APOSTROPHE = "’".encode()  # by far the most frequent of them
_FIRST_BYTES = bytes(range(0xC2, 0xF5))  # in UTF-8, of a character of several bytes
_HEAD = 24  # characters of a paragraph's beginning that are compared
SHORT_HEAD = 5  # with more, too many beginnings are shorter than that
_AT_ONCE, _FOUR, _LEAST = 64, 4, 6  # strings, bytes, bytes
_SLOT = re.compile("(…|<n>|<date>)")
_NUMBER = re.compile(r"<n>|\d+")
EDGES = " \t*•·|–—:»›>\u200e\u200f-"


@dataclass(frozen=True)
class Kind:
    """One kind of boilerplate. Its expressions are made when they are first asked for, which takes 1 ms."""

    name: str
    either: str  # its patterns, as alternatives
    has_tail: bool

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """Matches a paragraph that is nothing else."""
        return re.compile(rf"(?:{self.either})\W*", re.IGNORECASE)

    @cached_property
    def tail(self) -> re.Pattern[str] | None:
        """Finds it at the end of a longer paragraph; None where that is not looked for."""
        behind = r"(?:^|(?<=\s)|(?<=[.!?。！？]))"
        return re.compile(rf"{behind}(?:{self.either})[\s*.:]*$", re.IGNORECASE) if self.has_tail else None


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """The kinds of `boilerplate.yaml`, in file order."""
    return tuple(_kind(name, spec) for name, spec in table("boilerplate.yaml")["kinds"].items())


def may_begin(core: str) -> bool:
    """Whether any kind's `whole` can match a paragraph that begins so; those that begin with anything aside."""
    first = core[:1]
    if first not in _first_letters() and not first.isdecimal():
        return False
    head = plain(core[: _LONGEST_NUMBER + 1 + _HEAD])
    if not head[:1].isdecimal():
        return head.startswith(_beginnings().get(head[:1], ()))
    behind = 1
    while head[behind : behind + 1].isdecimal():
        behind += 1
    return behind <= _LONGEST_NUMBER and head.startswith(_behind_numbers(), behind)


def may_hold(text: str) -> bool:
    """Whether any kind's `tail`, or a `whole` that begins with anything, can match somewhere in the text."""
    return bool(held(levelled(text)))


@lru_cache(maxsize=1)
def heads() -> frozenset[str]:
    """`SHORT_HEAD` letters of all that `may_begin` looks for behind no number; of a shorter one the first alone."""
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
    """A byte or two for a letter, the same for all writings of one that a pattern has; other letters may be like it.

    It is UTF-8 without the first byte of a character of several, of which the others tell more.
    """
    if text.isascii():
        return text.encode("ascii").translate(_level_bytes())
    data = text.encode("utf-8", "surrogatepass").replace(_APOSTROPHE, b"'")
    for first, (odd, plain_one) in _odd_bytes().items():
        if first in data:
            data = odd.sub(plain_one, data)
    return data.translate(_level_bytes(), _FIRST_BYTES)


def plain(text: str) -> str:
    """In small letters, as `re.IGNORECASE` has it, with one kind of space and of apostrophe; as long as before."""
    if not text.isascii():
        for odd, plain_one in zip(_ODD, _PLAIN, strict=True):
            text = text.replace(odd, plain_one)
    return _WHITE.sub(" ", text).lower()


@lru_cache(maxsize=1)
def _beginnings() -> Mapping[str, tuple[str, ...]]:
    """How the patterns begin that begin with a word, by the first letter."""
    firsts = sorted({plain(_SLOT.split(pattern)[0][:_HEAD]) for _, pattern in _patterns()} - {""})
    return {first: tuple(group) for first, group in groupby(firsts, key=itemgetter(slice(1)))}


@lru_cache(maxsize=1)
def _first_letters() -> frozenset[str]:
    """Every writing of a letter with which a pattern may begin; and what is odd."""
    return frozenset({*_beginnings(), *map(str.upper, _beginnings()), *_ODD})


@lru_cache(maxsize=1)
def _behind_numbers() -> tuple[str, ...]:
    """How the patterns go on that begin with a number."""
    behind = (_NUMBER.sub("", pattern, count=1) for _, pattern in _patterns() if _NUMBER.match(pattern))
    return tuple(sorted({plain(_SLOT.split(rest)[0][:_HEAD]) for rest in behind}))


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
    fours = [stretch[start : start + _FOUR] for start in range(max(len(stretch) - _LEAST, 0) + 1)]
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
def _odd_bytes() -> Mapping[bytes, tuple[re.Pattern[bytes], Callable[[re.Match[bytes]], bytes]]]:
    """By their first byte, what finds the odd letters and spaces: in UTF-8 none is as long as the plain one."""
    pairs = zip(_ODD + _SPACES, _PLAIN + " " * len(_SPACES), strict=True)
    plain_of = {odd.encode(): one.encode() for odd, one in pairs}
    return {
        first: (re.compile(b"|".join(map(re.escape, odd))), lambda match: plain_of[match[0]])
        for first, odd in groupby(sorted(plain_of), key=itemgetter(slice(1)))
    }


@lru_cache(maxsize=1)
def _level_bytes() -> bytes:
    """The byte that stands for each: one for all that have the same place in the two writings of a letter."""
    level = bytes(range(256))
    for letter in {letter for _, pattern in _patterns() for letter in pattern}:
        small, capital = letter.lower().encode(), letter.upper().encode()
        for one, same in (
            zip(small, capital, strict=False) if len(small) == len(capital) and len(letter.upper()) == 1 else ()
        ):
            level = level.replace(level[same : same + 1], level[one : one + 1])
    return level.translate(bytes.maketrans(_ASCII_SPACES, b" " * len(_ASCII_SPACES)))


def trimmed(paragraph: str) -> str:
    """The paragraph without the stars, dashes and colons around it."""
    return paragraph.strip(EDGES)


def _kind(name: str, spec: Mapping[str, object]) -> Kind:
    alternatives = [_expression(pattern, number) for number, pattern in enumerate(words(spec["patterns"]))]
    return Kind(name, "|".join(sorted(alternatives, key=len, reverse=True)), has_tail="tail" in spec)


def _expression(pattern: str, number: int) -> str:
    """The pattern as an expression; typographic and plain apostrophes are one."""
    parts = _SLOT.split(pattern)
    made = [_SLOTS[part].replace("{name}", f"date{number}") if part in _SLOTS else _literal(part) for part in parts]
    return "".join(made)


def _literal(text: str) -> str:
    escaped = re.escape(text).replace("’", "['’ʼ]")
    return escaped.replace(r"\ ", r"\s")

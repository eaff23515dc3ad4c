"""Paragraph patterns: the notation of `boilerplate.yaml` in, compiled expressions out.

The notation has three slots (`…`, `<n>`, `<date>`) and no operators. Matching is bounded: paragraphs longer than
`LONGEST` are not tried, and a slot spans a limited number of characters. Never takes a user's expression.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from monitor.text.tables import table, words

LONGEST = 300  # characters: boilerplate is short
_SLOTS = {
    "…": ".{0,160}",
    "<n>": r"\d{1,4}",
    # Perhaps a colon, then up to nine words of which an early one has a digit.
    "<date>": r"(?::?\s*(?=\D{0,24}\d)(?P<{name}>\S{1,20}(?:\s\S{1,20}){0,8}))?",
}
_LEVEL = str.maketrans({"’": "'", "ʼ": "'", "İ": "i", "ı": "i", "ſ": "s", "\u212a": "k"})
_WHITE = re.compile(r"\s")
_SLOT = re.compile("(…|<n>|<date>)")
_EDGES = " \t*•·|–—:»›>\u200e\u200f-"


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


def may_have_tail(text: str) -> bool:
    """Whether any kind's `tail` can match in the text: each needs a stretch of its own words, word for word.

    One look for all of them together; hardly any paragraph passes, and the expressions take fifty times as long.
    """
    return bool(_stretches().find_matches_as_indexes(_levelled(text)))


@lru_cache(maxsize=1)
def _stretches() -> ahocorasick_rs.AhoCorasick:
    """The longest literal part of each pattern that is looked for at a paragraph's end."""
    patterns = (
        pattern
        for spec in table("boilerplate.yaml")["kinds"].values()
        if "tail" in spec
        for pattern in words(spec["patterns"])
    )
    parts = ((part.strip() for part in _SLOT.split(pattern) if part not in _SLOTS) for pattern in patterns)
    return ahocorasick_rs.AhoCorasick(sorted({_levelled(max(each, key=len)) for each in parts}))


def _levelled(text: str) -> str:
    """In small letters, as `re.IGNORECASE` has it, with one kind of space and of apostrophe."""
    return _WHITE.sub(" ", text.translate(_LEVEL).lower())


def trimmed(paragraph: str) -> str:
    """The paragraph without the stars, dashes and colons around it."""
    return paragraph.strip(_EDGES)


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

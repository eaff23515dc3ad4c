"""What stands around a number: how far it holds, whether it refers back, what parts it from a noun.

In: plain text and places in it. Out: answers. The words are data (`words/bounds.yaml`, `words/breaks.yaml`). Reads no
number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.context.alternatives import any_of
from monitor.context.plain import Plain
from monitor.model import Bound

_REACH = 24  # characters before a number that are looked at
_SHORT_STEM = 3  # letters; such a stem takes an ending of two letters at most
_NO_LETTER_BEFORE = r"(?<![^\W\d_])"
_CHINESE_BEFORE = r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])"


class Bounds(BaseModel):
    """`words/bounds.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: dict[str, tuple[str, ...]]
    behind: dict[str, tuple[str, ...]]
    back: dict[str, tuple[str, ...]]
    open: tuple[str, ...]
    open_joints: tuple[str, ...]


class Breaks(BaseModel):
    """`words/breaks.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stems: dict[str, tuple[str, ...]]
    whole: tuple[str, ...]


def bound_of(text: str, begin: int, end: int) -> tuple[int, int, Bound]:
    """The number with the words that bound it: where they begin and end, and what they say."""
    stretch = text[max(0, begin - _REACH) : begin]
    before = _before().search(stretch) if stretch.rstrip().endswith(_before_ends()) else None
    behind = _behind().match(text, end)
    if before:
        begin -= len(before.group())
    if behind:
        end = behind.end()
    said = before or behind
    return begin, end, Bound(said.lastgroup.replace("_", " ")) if said and said.lastgroup else Bound.EXACT


def refers_back(text: str, begin: int, languages: tuple[str, ...]) -> bool:
    """Whether an article or the like before a number makes it one that is known already."""
    before = text[max(0, begin - _REACH) : begin].split()
    return bool(before) and (before[-1] in _back(languages) or ("zh" in languages and before[-1][-1] in _back(("zh",))))


def opens_range(text: str, begin: int, joint: str) -> bool:
    """'between 3 and 5': whether the number at `begin` and the next are joined by `joint`."""
    before = text[max(0, begin - _REACH) : begin].split()
    return joint in _plain(_bounds().open_joints) and bool(before) and before[-1] in _plain(_bounds().open)


def closes_range(text: str, end: int, joint: str) -> bool:
    """The Turkish '3 ile 5 arasında'."""
    return joint in {"ile", "ve"} and re.match(r"\s?(?:kisi\s)?arasi", text[end : end + _REACH]) is not None


def breaks(between: str, languages: tuple[str, ...]) -> bool:
    """Whether words between a number and a noun part them. `between` is plain."""
    if not between.strip():
        return False
    return _parting().search(between) is not None or other_unit(between, languages)


def other_unit(words: str, languages: tuple[str, ...]) -> bool:
    """Whether plain words behind a number name something that is no crowd: days, dollars, countries."""
    return _units(languages).search(words) is not None or _chinese_units().match(words) is not None


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:{_NO_LETTER_BEFORE}|{_CHINESE_BEFORE})(?:{_groups(_bounds().before, '{}[ ]?')})$")


@cache
def _before_ends() -> tuple[str, ...]:
    """The last words of what `_before` finds: no place that ends otherwise need be searched."""
    return tuple({term.split()[-1] for terms in _bounds().before.values() for term in _plain(terms)})


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{_groups(_bounds().behind, '{}')})(?![a-z])")


def _groups(words: dict[str, tuple[str, ...]], around: str) -> str:
    """A named group a bound; longer words first."""
    parts = []
    for name, terms in words.items():
        either = any_of(_plain(terms))
        parts.append(rf"(?P<{name.replace(' ', '_')}>{around.format(f'(?:{either})')})")
    return "|".join(parts)


@cache
def _back(languages: tuple[str, ...]) -> frozenset[str]:
    """Where the language is not sure, short articles are words of other languages."""
    words = _plain(word for language in languages for word in _bounds().back.get(language, ()))
    return words if len(languages) == 1 else frozenset(word for word in words if len(word) > 1)


@cache
def _units(languages: tuple[str, ...]) -> re.Pattern[str]:
    stems = _plain(word for lang in languages if lang != "zh" for word in _file_of_breaks().stems.get(lang, ()))
    parts = [
        rf"{re.escape(stem)}[^\W\d_]{{0,2}}(?![^\W\d_])" if len(stem) <= _SHORT_STEM else re.escape(stem)
        for stem in sorted(stems)
    ]
    return re.compile(rf"{_NO_LETTER_BEFORE}(?:{'|'.join(parts) or '(?!)'})")


@cache
def _chinese_units() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{'|'.join(map(re.escape, sorted(_plain(_file_of_breaks().stems['zh']))))})")


@cache
def _parting() -> re.Pattern[str]:
    whole = "|".join(map(re.escape, sorted(_plain(_file_of_breaks().whole))))
    return re.compile(rf"{_NO_LETTER_BEFORE}(?:{whole})(?![^\W\d_])")


def _plain(words: Iterable[str]) -> frozenset[str]:
    return frozenset(Plain.of(word).text for word in words)


@cache
def _bounds() -> Bounds:
    return Bounds.model_validate(strict_yaml.load(Path(__file__).parent / "words" / "bounds.yaml").data)


@cache
def _file_of_breaks() -> Breaks:
    return Breaks.model_validate(strict_yaml.load(Path(__file__).parent / "words" / "breaks.yaml").data)

"""Numbers written as words in thirteen languages: 'five thousand', 'zweihundert', 'пять тысяч', 'iki bin', 三百.

In: plain text and language codes. Out: `Numeral`s with plain offsets. The words and their values are data
(`words/numerals.yaml`); how they are put together is here: parts below a hundred add up, larger ones multiply what
stands before them. Never reads digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.context.alternatives import any_of, word_begins
from monitor.context.plain import Plain

_DOZEN, _HUNDRED, _THOUSAND = 12, 100, 1000
_MOST_PARTS = 8
_WORD_ENDS = r"(?![^\W\d_])"
WHOLE = ((0, 1_000_000_000),)  # of any text


class Words(BaseModel):
    """`words/numerals.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: dict[str, dict[int, tuple[str, ...]]]
    glued: tuple[str, ...]
    joints: dict[str, tuple[str, ...]]
    not_alone: tuple[str, ...]
    only_sure: tuple[str, ...]
    chinese: dict[str, int]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at [begin, end) of the plain text."""

    begin: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class _Tables:
    """The words of a language: what finds a number, what finds its parts, what each part is worth.

    `articles` are those parts that are none alone.
    """

    whole: re.Pattern[str]
    part: re.Pattern[str]
    values: Mapping[str, int]
    not_alone: frozenset[str]
    articles: frozenset[str]


def numerals(text: str, languages: tuple[str, ...], places: Sequence[tuple[int, int]] = WHOLE) -> list[Numeral]:
    """Every number in words of `languages`, in order; small ones that are articles too ('a', 'ein') left out.

    Looked for in these places, which begin and end with a word.

    With several languages each is read on its own, the longest number wins, and a single word that is an everyday
    word of another language ('on', 'once') is none.
    """
    unsure = _only_sure() if len(languages) > 1 else frozenset()
    found = [
        one
        for language in languages
        for place in places
        for one in _in_language(text, language, place)
        if text[one.begin : one.end] not in unsure
    ]
    if len(languages) > 1:
        found = _longest(found)
    return found


def _in_language(text: str, language: str, place: tuple[int, int]) -> Iterator[Numeral]:
    if language == "zh":
        yield from _chinese(text, place)
        return
    tables = _tables(language)
    for match in tables.whole.finditer(text, *place):
        if match.group() in tables.articles:  # most of the time
            continue
        for numeral in _runs(match, tables):
            if text[numeral.begin : numeral.end] not in tables.not_alone:
                yield numeral


def _longest(found: list[Numeral]) -> list[Numeral]:
    """Of those that overlap the longest, in order of the text."""
    kept: list[Numeral] = []
    for one in sorted(found, key=lambda one: (one.begin, -one.end)):
        if not kept or one.begin >= kept[-1].end:
            kept.append(one)
    return kept


def value_of(written: str, language: str) -> int | None:
    """What a plain number in words is worth; None if its parts do not make one number."""
    if language == "zh":
        return _chinese_value(written)
    tables = _tables(language)
    return _sum(tables.values[part] for part in tables.part.findall(written) if part in tables.values)


def small_number(language: str) -> str:
    """The source of a pattern that a number in words matches; articles ('a', 'ein') are numbers here."""
    return f"[{''.join(_file().chinese)}]{{1,3}}" if language == "zh" else f"(?:{_whole_source(language)})"


def _runs(match: re.Match[str], tables: _Tables) -> Iterator[Numeral]:
    """Cut a row of number words where the next one begins a new number: 'one three' are two."""
    run: list[re.Match[str]] = []
    value = 0
    for part in tables.part.finditer(match.string, match.start(), match.end()):
        if part.group() not in tables.values:
            continue
        longer = _sum(tables.values[one.group()] for one in (*run, part))
        if longer is None:
            yield Numeral(run[0].start(), run[-1].end(), value)
        run, value = ([*run, part], longer) if longer else ([part], tables.values[part.group()])
    if run:
        yield Numeral(run[0].start(), run[-1].end(), value)


def _sum(values: Iterable[int]) -> int | None:
    """Add parts that get smaller, multiply by parts that are larger than what stands before them."""
    total = current = 0
    for value in values:
        if value >= _THOUSAND:
            total, current = total + max(current, 1) * value, 0
        elif value == _HUNDRED and 0 < current < _HUNDRED:
            current *= _HUNDRED
        elif _fits(current, value):
            current += value
        elif value == _DOZEN and 0 < current < _DOZEN:
            current *= _DOZEN
        else:
            return None
    return total + current or None


def _fits(current: int, value: int) -> bool:
    """Whether a part adds to what stands before it: twenty and two, two and twenty, two hundred and two."""
    if not current or (current % _HUNDRED == 0 and value < _HUNDRED):
        return True
    ones, tens = sorted((current % _HUNDRED, value))
    return ones < 10 and tens >= 20 and tens % 10 == 0 and value < _HUNDRED  # noqa: PLR2004 - ones and tens


@cache
def _tables(language: str) -> _Tables:
    values = _values(language)
    part = re.compile(any_of({*values, *_joints(language)}))
    not_alone = frozenset(Plain.of(word).text for word in _file().not_alone)
    return _Tables(re.compile(_whole_source(language)), part, values, not_alone, not_alone & values.keys())


@cache
def _values(language: str) -> Mapping[str, int]:
    values: dict[str, int] = {}
    for value, words in _file().parts.get(language, {}).items():
        for word in words:
            values.setdefault(Plain.of(word).text, value)
    return values


@cache
def _joints(language: str) -> frozenset[str]:
    return frozenset(Plain.of(word).text for word in _file().joints.get(language, ()))


@cache
def _only_sure() -> frozenset[str]:
    return frozenset(Plain.of(word).text for word in _file().only_sure)


@cache
def _whole_source(language: str) -> str:
    """One or more parts with their joints. In the languages that glue, parts may follow without a space."""
    part = f"(?:{any_of(_values(language))})"
    joints = _joints(language)
    joint = rf"(?:[\s-](?:(?:{any_of(joints)})[\s-]|{'و' if 'و' in joints else '(?!)'})?)"
    if language in _file().glued:
        joint = rf"(?:{joint}|(?:{any_of(joints)})?)"
    many = rf"{part}(?:{joint}{part}){{0,{_MOST_PARTS}}}"
    proclitic = "[وف]?" if language == "ar" else ""
    return rf"{word_begins([*_values(language), *proclitic[1:-2]])}{proclitic}{many}{_WORD_ENDS}"


# --- Chinese --------------------------------------------------------------------------------------------------------


def _chinese(text: str, place: tuple[int, int]) -> Iterator[Numeral]:
    for match in _chinese_pattern().finditer(text, *place):
        value = _chinese_value(match.group())
        if value is not None and not (value == 1 or match.group()[0] in "百千万萬亿億"):
            yield Numeral(match.start(), match.end(), value)


@cache
def _chinese_pattern() -> re.Pattern[str]:
    letters = "".join(_file().chinese)
    return re.compile(rf"(?<![{letters}第数數几幾\d周期拜])[{letters}零]{{1,12}}")


def _chinese_value(written: str) -> int | None:
    """三百二十 is 320, 两千 2000, 十二万 120,000; None for digits in a row, which name no amount."""
    total = section = digit = 0
    for letter in written:
        value = _file().chinese.get(letter, 0)
        if value < 10:  # noqa: PLR2004 - a digit
            if digit and value:
                return None
            digit = value or digit
        elif value <= _THOUSAND:
            section, digit = section + max(digit, 1) * value, 0
        else:
            total, section, digit = total + max(section + digit, 1) * value, 0, 0
    return total + section + digit or None


@cache
def _file() -> Words:
    path = Path(__file__).parent / "words" / "numerals.yaml"
    return Words.model_validate(strict_yaml.load(path).data)

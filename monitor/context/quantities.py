"""How many of what: numbers and vague numbers before a noun of `words/quantities.yaml`.

In: an article, its word hits, spans whose numbers are something else. Out: `Quantity`s in order of the text; `of` is
the noun's canonical English. Never counts money, shares, years, ages, distances or things that are not in the file: a
number without a noun that we know is left alone. 'More than 200' is 200 with `Bound.AT_LEAST`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from monitor.context.bounds import bound_of, breaks, other_unit, refers_back
from monitor.context.calendar_names import languages_of
from monitor.context.date_patterns import words_before_year
from monitor.context.magnitudes import Amount, amounts
from monitor.context.plain import Plain, plain
from monitor.context.spans import Places, Taken
from monitor.context.words import WordHits, file
from monitor.model import Article, Bound, Quantity, Span

GAP_WORDS = 3  # between number and noun: 'hundreds of Wagner personnel'
GAP = 40  # characters, for the same
GAP_CHINESE = 8
_FATE_GAP = 30  # characters between 'thousands of people' and 'killed', either way
FATES = ("killed", "wounded", "missing", "displaced")
_BEFORE_NOUN, _BEHIND_NOUN = 200, 100  # characters around a noun that a number of it may reach to
_VAGUE = "number-"
_STOPS = frozenset('.,;:!?()[]\n«»“”"…—–。，、；')
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TURKISH_IN = re.compile(r"'[dt][ae](?![^\W\d_])")
_PERSON, _OF_CHINESE = "人", "的"
_YEARS = range(1900, 2100)
_SMALL = 100  # 'the two men' are men already named; 'the five hundred men' may be news


@dataclass(frozen=True, slots=True)
class _Count:
    """A number phrase in the original text."""

    start: int
    end: int
    low: int
    high: int
    bound: Bound = Bound.EXACT


def quantities(article: Article, taken: Iterable[Span], hits: WordHits) -> tuple[Quantity, ...]:
    """Every counted thing. `taken` are spans of resolutions and days."""
    nouns = hits.of(*_nouns())
    if not nouns:  # what becomes of people is among them
        return ()
    text, languages = article.text, languages_of(article)
    starts = [noun.start for noun in nouns]
    fates, occupied = Places(hits.of(*FATES)), Taken()
    pairs = []
    for count in _counts(plain(text), nouns, tuple(taken), hits, languages):
        noun = _noun(text, count, nouns[bisect_left(starts, count.end) :], languages) or _before(
            text, count, fates, languages
        )
        if noun is not None and occupied.take(min(count.start, noun.start), max(count.end, noun.end)):
            pairs.append((count, noun))
    counted = Places(
        Span(start=min(count.start, noun.start), end=max(count.end, noun.end), text="") for count, noun in pairs
    )
    return tuple(_quantity(text, count, noun, _fate(text, count, noun, counted, fates)) for count, noun in pairs)


def _quantity(text: str, count: _Count, noun: Span, fate: str | None) -> Quantity:
    start, end = min(count.start, noun.start), max(count.end, noun.end)
    span = Span(start=start, end=end, text=text[start:end], concept="quantity")
    return Quantity(span=span, low=count.low, high=count.high, of=fate or noun.concept, bound=count.bound)


# --- numbers ----------------------------------------------------------------------------------------------------


def _counts(
    text: Plain, nouns: Iterable[Span], taken: tuple[Span, ...], hits: WordHits, languages: tuple[str, ...]
) -> list[_Count]:
    """Number phrases near nouns in order, the longest of those that overlap; 'tens of thousands' is not thousands."""
    numbers = _numbers(text, tuple(_around(nouns, text)), languages)
    found = sorted((*numbers, *_vague(hits)), key=lambda count: (count.start - count.end, count.start))
    occupied = Taken(taken)
    return sorted((one for one in found if occupied.take(one.start, one.end)), key=lambda count: count.start)


def _around(nouns: Iterable[Span], text: Plain) -> Iterator[tuple[int, int]]:
    """Stretches of the plain text in which a number may count one of the nouns; those elsewhere need not be read.

    They begin and end with a word, and far enough away to hold the longest number in words.
    """
    start = end = 0
    for noun in nouns:
        low, high = text.position(noun.start) - _BEFORE_NOUN, text.position(noun.end) + _BEHIND_NOUN
        if low > end:
            if end:
                yield start, end
            start = max(0, text.text.rfind(" ", 0, low))
        if high > end:
            space = text.text.find(" ", high)
            end = space if space >= 0 else len(text.text)
    yield start, end


def _vague(hits: WordHits) -> Iterator[_Count]:
    for name, low, high in _vague_numbers():
        yield from (_Count(span.start, span.end, low, high) for span in hits.of(name))


@cache
def _nouns() -> tuple[str, ...]:
    """The lists of what is counted."""
    return tuple(name for name in file("quantities").terms if not name.startswith(_VAGUE))


@cache
def _vague_numbers() -> tuple[tuple[str, int, int], ...]:
    """The lists of words like 'hundreds', with the least and the most that they may mean."""
    bounds = (
        (name, *name.removeprefix(_VAGUE).split("-")) for name in file("quantities").terms if name.startswith(_VAGUE)
    )
    return tuple((name, int(low), int(high)) for name, low, high in bounds)


def _numbers(text: Plain, places: Sequence[tuple[int, int]], languages: tuple[str, ...]) -> Iterator[_Count]:
    for amount in amounts(text.text, languages, places):
        small = amount.spelled and amount.low < _SMALL
        if not _is_year(text.text, amount) and not (small and refers_back(text.text, amount.begin, languages)):
            begin, end, bound = bound_of(text.text, amount.begin, amount.end)
            span = text.span(begin, end)
            yield _Count(span.start, span.end, amount.low, amount.high, bound)


def _is_year(text: str, amount: Amount) -> bool:
    """Four digits behind a word of time, or with the Turkish ending for 'in'."""
    if not amount.bare or amount.low not in _YEARS:
        return False
    before = text[max(0, amount.begin - 16) : amount.begin].split()
    return bool(before and before[-1] in words_before_year()) or _TURKISH_IN.match(text, amount.end) is not None


# --- nouns ------------------------------------------------------------------------------------------------------


def _noun(text: str, count: _Count, nouns: tuple[Span, ...], languages: tuple[str, ...]) -> Span | None:
    """The first noun behind the number, no further than a few words and no stop away."""
    for noun in nouns[:2]:
        between = text[count.end : noun.start]
        near = len(between) <= (GAP_CHINESE if _CHINESE.search(between) else GAP) and len(between.split()) <= GAP_WORDS
        if near and not _STOPS & set(between) and not any(map(str.isdigit, between)):
            other = noun.text == _PERSON and _OF_CHINESE in between  # a person who is described is somebody special
            return None if other or breaks(Plain.of(between).text, languages) else noun
    return None


def _before(text: str, count: _Count, fates: Places, languages: tuple[str, ...]) -> Span | None:
    """'Killing 12': what became of them stands right before the number, and no noun behind it."""
    for fate in fates.around(count.start, count.start, _FATE_GAP):
        if fate.end < count.start and not text[fate.end : count.start].strip(" "):
            behind = Plain.of(text[count.end : count.end + _FATE_GAP]).text.split()
            return None if behind and other_unit(behind[0], languages) else fate
    return None


def _fate(text: str, count: _Count, noun: Span, counted: Places, fates: Places) -> str | None:
    """What became of people: 'thousands of people killed' counts the killed. Never across a stop or another count."""
    if noun.concept != "people":
        return None
    near: list[tuple[int, str]] = []
    for fate in fates.around(count.start, noun.end, _FATE_GAP * 2):
        behind = fate.start >= noun.end
        low, high = (noun.end, fate.start) if behind else (fate.end, count.start)
        stretch = (noun.end, fate.end) if behind else (fate.start, count.start)
        if 0 <= high - low <= _FATE_GAP and not counted.overlap(*stretch) and not _STOPS & set(text[low:high]):
            near.append((high - low, fate.concept))
    return min(near)[1] if near else None

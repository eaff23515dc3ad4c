"""How many of what: digits and vague numbers before a noun of `words/quantities.yaml`.

In: an article, its word hits, spans whose numbers are something else. Out: `Quantity`s in order of the text; `of` is
the noun's canonical English. Never counts money, shares or years: a number without a noun that we know is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.context.date_patterns import words_before_year
from monitor.context.magnitudes import Amount, amounts
from monitor.context.plain import Plain, plain
from monitor.context.words import WordHits, file
from monitor.model import Article, Quantity, Span

GAP_WORDS = 3  # between number and noun: 'hundreds of Wagner personnel'
GAP = 40  # characters, for the same
GAP_CHINESE = 8
_FATE_GAP = 30  # characters between 'thousands of people' and 'killed', either way
FATES = ("killed", "wounded", "missing", "displaced")
_STOPS = frozenset('.,;:!?()[]\n«»“”"…—–。，、；')
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TURKISH_IN = re.compile(r"'[dt][ae](?![^\W\d_])")
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class _Count:
    """A number phrase in the original text."""

    start: int
    end: int
    low: int
    high: int
    year_like: bool = False


_Pair = tuple[_Count, Span]  # a number and its noun


def quantities(article: Article, taken: Iterable[Span], hits: WordHits) -> tuple[Quantity, ...]:
    """Every counted thing. `taken` are spans of resolutions."""
    text = article.text
    nouns = hits.of(*(name for name in file("quantities").terms if not name.startswith("number-")))
    starts = [noun.start for noun in nouns]
    pairs = []
    for count in _counts(plain(text), tuple(taken), hits):
        noun = _noun(text, count, nouns[bisect_left(starts, count.end) :])
        if noun is not None:
            pairs.append((count, noun))
    fates = hits.of(*FATES)
    return tuple(_quantity(text, count, noun, _fate(text, (count, noun), pairs, fates)) for count, noun in pairs)


def _quantity(text: str, count: _Count, noun: Span, fate: str | None) -> Quantity:
    span = Span(start=count.start, end=noun.end, text=text[count.start : noun.end], concept="quantity")
    return Quantity(span=span, low=count.low, high=count.high, of=fate or noun.concept)


# --- numbers ----------------------------------------------------------------------------------------------------


def _counts(text: Plain, taken: tuple[Span, ...], hits: WordHits) -> list[_Count]:
    """Number phrases in order, the longest of those that overlap; 'tens of thousands' is not thousands."""
    found = sorted((*_vague(hits), *_digits(text)), key=lambda count: (count.start - count.end, count.start))
    kept: list[_Count] = []
    occupied = [(span.start, span.end) for span in taken]
    for count in found:
        if all(count.end <= low or high <= count.start for low, high in occupied):
            occupied.append((count.start, count.end))
            kept.append(count)
    return sorted(kept, key=lambda count: count.start)


def _vague(hits: WordHits) -> Iterator[_Count]:
    for name in file("quantities").terms:
        if name.startswith("number-"):
            _, low, high = name.split("-")
            yield from (_Count(span.start, span.end, int(low), int(high)) for span in hits.of(name))


def _digits(text: Plain) -> Iterator[_Count]:
    for amount in amounts(text.text):
        span = text.span(amount.begin, amount.end)
        yield _Count(span.start, span.end, amount.low, amount.high, year_like=_is_year(text.text, amount))


def _is_year(text: str, amount: Amount) -> bool:
    """Four digits behind a word of time, or with the Turkish ending for 'in'."""
    if not amount.bare or amount.low not in _YEARS:
        return False
    before = text[max(0, amount.begin - 16) : amount.begin].split()
    return bool(before and before[-1] in words_before_year()) or _TURKISH_IN.match(text, amount.end) is not None


# --- nouns ------------------------------------------------------------------------------------------------------


def _noun(text: str, count: _Count, nouns: tuple[Span, ...]) -> Span | None:
    """The first noun behind the number, no further than a few words and no stop away."""
    for noun in nouns[:2]:
        between = text[count.end : noun.start]
        near = len(between) <= (GAP_CHINESE if _CHINESE.search(between) else GAP) and len(between.split()) <= GAP_WORDS
        if near and not _STOPS & set(between) and not any(map(str.isdigit, between)) and not count.year_like:
            return noun
    return None


def _fate(text: str, pair: _Pair, pairs: Sequence[_Pair], fates: Sequence[Span]) -> str | None:
    """What became of people: 'thousands of people killed' counts the killed. Never across a stop or another count."""
    count, noun = pair
    if noun.concept != "people":
        return None
    near: list[tuple[int, str]] = []
    for fate in fates:
        low, high = (noun.end, fate.start) if fate.start >= noun.end else (fate.end, count.start)
        crossed = any(other is not count and other.start < high and low < end.end for other, end in pairs)
        own = any(end.start < fate.end and fate.start < end.end for _, end in pairs)
        if 0 <= high - low <= _FATE_GAP and not crossed and not own and not _STOPS & set(text[low:high]):
            near.append((high - low, fate.concept))
    return min(near)[1] if near else None

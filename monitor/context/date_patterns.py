"""The patterns of dates, over plain text, for a set of languages.

In: language codes. Out: compiled patterns with the groups day, month (a plain name or a number) and year, most exact
first.
Never runs a pattern that a user wrote; all repetitions are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from monitor.context.alternatives import any_of, word_begins
from monitor.context.calendar_names import date_words, months, weekdays
from monitor.context.plain import Plain
from monitor.context.relative_patterns import year_phrases

_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_OF = r"(?:of\s|de\s|del\s|di\s|d'|من\s|ماه\s)?"
_OF_YEAR = r"(?:of\s|de\s|del\s|d'|di\s|do\s|عام\s|سنه\s|لعام\s|سال\s|ميلادي\s)?"
_DAY = r"(?=\d)(?<![a-z\d/:])(?<!\d[.,-])(?P<day>\d{1,2})(?:st|nd|rd|th|er|o|a|\.|°|-?(?:го|е|ого))?"
_CONJUNCTIONS = "وف"  # Arabic ones are glued to the next word
_WORD_ENDS = r"(?![^\W\d_])"
_AROUND = 64  # characters on either side of a digit, or of a month's name, that may belong to its date

_CHINESE_DATES = (
    r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)\s?年|(?P<said>去年|今年|明年|前年))\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]",
    r"(?<!\d)(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]",
    r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)\s?年|(?P<said>去年|今年|明年|前年))\s?(?P<month>\d{1,2})\s?月",
)
_IN_FIGURES = (
    r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])",
    r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?" + _YEAR,
    r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/" + _YEAR,
)
_ALL_IN_FIGURES = re.compile(r"\d[-./]\s?\d{1,2}[-./]\s?\d")  # what every date in figures has
YEAR = re.compile(
    r"(?=[12])(?<![a-z\d#/$€£¥+№])(?<!\d[.,])(?<!№\s)" + r"(?P<year>(?:19|20)\d\d)"
    r"(?![\da-z%€$£°]|[.,]\d|/\d|\s?%|-?(?:х|ті|ых|их)(?![^\W\d_])|'(?:s|l[aeiu]r?)(?![^\W\d_])|\s?[名人万萬个個亿岁歲])"
)


def calendar_matches(text: str, languages: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """What may be a date of the calendar, the most exact kind first. Read is only what stands around what it needs.

    Those in words need a month's name; Chinese ones and those in figures need digits.
    """
    around_months = tuple(_around(_month_name(languages), text))
    for pattern in _written(languages):
        yield from chain.from_iterable(pattern.finditer(text, *place) for place in around_months)
    others = (*(_chinese() if "月" in text else ()), *(_in_figures() if _ALL_IN_FIGURES.search(text) else ()))
    if others:
        around_digits = tuple(_around(_anchors(languages), text))
        for pattern in others:
            yield from chain.from_iterable(pattern.finditer(text, *place) for place in around_digits)


@cache
def _written(languages: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Day, month and year in all their orders, month and year. Bare years and weekdays have patterns of their own."""
    month = rf"{word_begins(months(languages))}(?P<month>{any_of(months(languages))}){_WORD_ENDS}\.?"
    again = rf"(?:\s?[/(]\s?(?:{any_of(months(languages))}){_WORD_ENDS}\)?)?"  # أيلول/سبتمبر
    year = rf"(?:{_YEAR}|(?P<said>{year_phrases(languages)}){_WORD_ENDS})"
    written = (
        rf"{_DAY}\s{{0,2}}{_OF}{month}{again}(?:,?\s{_OF_YEAR}{year})?",
        rf"{month}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)(?:,?\s{year})?",
        rf"{month}{again},?\s{_OF_YEAR}{year}",
    )
    return tuple(map(re.compile, written))


@cache
def _chinese() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _CHINESE_DATES))


@cache
def _in_figures() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _IN_FIGURES))


def _around(anchor: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Stretches of the text in which a date with such an anchor may stand. The rest need not be read.

    They end with a word: cut off, 'marche' would be the month 'mar'.
    """
    start = end = 0
    for match in anchor.finditer(text):
        if match.start() - _AROUND > end:
            if end:
                yield start, end
            start = max(0, match.start() - _AROUND)
        if match.end() + _AROUND > end:
            space = text.find(" ", match.end() + _AROUND)
            end = space if space >= 0 else len(text)
    if end:
        yield start, end


@cache
def _month_name(languages: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{word_begins(months(languages))}(?:{any_of(months(languages))}){_WORD_ENDS}")


@cache
def _anchors(languages: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\d+|{year_phrases(languages)}")


@cache
def weekday_pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    """A weekday's name, in Arabic with the conjunction that may be glued to it."""
    names = weekdays(languages)
    begins = word_begins([*names, *_CONJUNCTIONS])
    spaced = rf"{begins}[{_CONJUNCTIONS}]?(?P<weekday>{any_of(names)})(?:s|'s)?{_WORD_ENDS}"
    # Chinese has no spaces: its names are found inside a run of letters.
    return re.compile(rf"{spaced}|(?P<cjk>{any_of(weekdays(('zh',)))})" if "zh" in languages else spaced)


@cache
def followers(language: str) -> tuple[str, ...]:
    """Plain words one of which must follow a weekday's name; none where the name stands for itself."""
    return tuple(Plain.of(word).text for word in date_words().weekday_followed_by.get(language, ()))


@cache
def words_before_year() -> frozenset[str]:
    """Plain words behind which a number is a year."""
    return frozenset(Plain.of(word).text for word in date_words().before_year)

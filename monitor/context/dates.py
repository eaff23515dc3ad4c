"""Dates that a text states: day, month and year in every order, month and year, year, weekday, in thirteen languages.

In: an article, what is a number of another kind, its word hits. Out: `DateMention`s in order of the text. A day without
a year takes it from `Article.written`; a weekday becomes a day only when the article's day of writing is known.
Never uses the page's date line or the clock. Relative dates ('last year') are not read here.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from monitor.context.calendar_names import LANGUAGES, Name, months, weekdays
from monitor.context.date_patterns import YEAR, date_patterns, followers, weekday_pattern, words_before_year
from monitor.context.layout import sentences_of
from monitor.context.plain import Plain, plain
from monitor.context.spans import Taken
from monitor.context.words import WordHits
from monitor.model import Article, DateMention, Precision, Span

_FAR_AHEAD = timedelta(days=300)  # 'December 28' in a text of January is of the year before
_JOINED = 3  # characters between 'Tuesday' and 'September 17' that make them one date
_BEGINS_SENTENCE = frozenset('.!?…:"“„«»”\n')
_LEAP_YEAR = 2024


def calendar_dates(article: Article, taken: Iterable[Span], hits: WordHits) -> tuple[DateMention, ...]:
    """Days and months of the calendar. `taken` are spans of resolutions."""
    return tuple(_apart(_Reader(article, hits).calendar(), taken))


def dates(
    article: Article, calendar_found: Iterable[DateMention], taken: Iterable[Span], hits: WordHits
) -> tuple[DateMention, ...]:
    """Every date: `calendar_found`, weekdays and years. `taken` are spans of resolutions and quantities."""
    found = [*calendar_found]
    others = _Reader(article, hits).weekdays_and_years()
    found += _apart(others, [*taken, *(mention.span for mention in found)])
    return _join_weekdays(sorted(found, key=lambda mention: mention.span.start), article.text)


def _apart(mentions: Iterable[DateMention], taken: Iterable[Span]) -> Iterator[DateMention]:
    """The mentions that touch neither what is taken nor one another; the first come first."""
    occupied = Taken(taken)
    return (mention for mention in mentions if occupied.take(mention.span.start, mention.span.end))


def _join_weekdays(mentions: list[DateMention], text: str) -> tuple[DateMention, ...]:
    """'Tuesday, September 17' is one date: the day's."""
    joined: list[DateMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.span.concept == "weekday"
            and mention.precision is Precision.DAY
            and mention.span.concept == "day"
            and mention.span.start - last.span.end <= _JOINED
            and not text[last.span.end : mention.span.start].strip(" ,،\u00a0")
        ):
            span = Span(start=last.span.start, end=mention.span.end, text=text[last.span.start : mention.span.end])
            joined[-1] = DateMention(span=span, value=mention.value, precision=mention.precision)
        else:
            joined.append(mention)
    return tuple(joined)


class _Reader:
    """One article's plain text, its languages and when it was written."""

    def __init__(self, article: Article, hits: WordHits) -> None:
        self._article = article
        self._hits = hits
        self._plain: Plain = plain(article.text)
        code = (article.language.code or "").split("-")[0]
        self._languages = (code,) if article.language.sure and code in LANGUAGES else LANGUAGES
        written = article.written
        self._year = int(written.value[:4]) if written.value else None
        exact = written.precision in {Precision.DAY, Precision.MINUTE}
        self._day = date.fromisoformat(written.value[:10]) if written.value and exact else None

    def calendar(self) -> Iterator[DateMention]:
        """Days and months, the most exact kind first; they may overlap."""
        for pattern in date_patterns(self._languages):
            for match in pattern.finditer(self._plain.text):
                mention = self._calendar_date(match)
                if mention is not None:
                    yield mention

    def weekdays_and_years(self) -> Iterator[DateMention]:
        """Weekdays, then bare years."""
        for match in weekday_pattern(self._languages).finditer(self._plain.text):
            mention = self._weekday(match)
            if mention is not None:
                yield mention
        yield from (self._mention(match, match["year"], Precision.YEAR) for match in self._years())

    # --- day, month, year -------------------------------------------------------------------------------------------

    def _calendar_date(self, match: re.Match[str]) -> DateMention | None:
        groups = match.groupdict()
        month = self._month(match)
        day = int(groups["day"]) if groups.get("day") else None
        year = int(groups["year"]) if groups.get("year") else None
        if month is None or (year is None and day is None):
            return None
        if day is None:
            return self._mention(match, f"{year}-{month:02}", Precision.MONTH)
        if "/" in match.group() and match["month"].isdigit() and not self._order_is_clear(day, month):
            return None
        return self._day_of(match, year, month, day)

    def _day_of(self, match: re.Match[str], year: int | None, month: int, day: int) -> DateMention | None:
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year or _LEAP_YEAR, month)[1]:  # noqa: PLR2004 - months of a year
            return None
        year = year if year is not None else self._year_for(month, day)
        value = f"{year}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"
        return self._mention(match, value, Precision.DAY)

    def _year_for(self, month: int, day: int) -> int | None:
        """The year of writing; the one before when the day would be most of a year ahead."""
        if self._year is None or day > calendar.monthrange(self._year, month)[1]:
            return None
        ahead = self._day is not None and date(self._year, month, day) - self._day > _FAR_AHEAD
        return self._year - 1 if ahead else self._year

    def _month(self, match: re.Match[str]) -> int | None:
        written = match["month"]
        if written.isdigit():
            return int(written)
        at = match.start("month")
        names = [name for name in months(self._languages)[written] if self._is_written_so(name, at, strict=False)]
        return names[0].number if names else None

    def _order_is_clear(self, day: int, month: int) -> bool:
        """17/9/2023 can be one date only; 5/4/2023 is May or April by country, except where English is not read."""
        return "en" not in self._languages or day == month

    # --- weekdays ---------------------------------------------------------------------------------------------------

    def _weekday(self, match: re.Match[str]) -> DateMention | None:
        group = "cjk" if match["cjk"] else "weekday"
        name = self._named(match, group)
        if name is None:
            return None
        span = self._plain.span(match.start(group), match.end(), "weekday")
        if self._day is None:
            return DateMention(span=span, value=calendar.day_name[name.number], precision=Precision.WEEKDAY)
        back = (self._day.weekday() - name.number) % 7
        day = self._day - timedelta(days=back)
        if back and any(self._hits.inside(*sentences_of(self._article).at(span.start), "planned")):
            day += timedelta(days=7)
        return DateMention(span=span, value=day.isoformat(), precision=Precision.DAY)

    def _named(self, match: re.Match[str], group: str) -> Name | None:
        """The weekday meant, if the name is written as its language writes it and followed by what it needs."""
        rest = self._plain.text[match.end() : match.end() + 12].split()
        for name in weekdays(self._languages)[match[group]]:
            needed = followers(name.language)
            fits = not needed or (rest and rest[0].startswith(needed))
            if fits and self._is_written_so(name, match.start(group), strict=True):
                return name
        return None

    def _is_written_so(self, name: Name, at: int, *, strict: bool) -> bool:
        """A capital where the language writes one; `strict`: none elsewhere but at the beginning of a sentence."""
        offset = self._plain.origins[at]
        letter = self._article.text[offset]
        if name.capital is None or letter.lower() == letter.upper():
            return True
        if letter.isupper() or not name.capital:
            return name.capital or letter.islower() or not strict or self._begins(offset)
        return False

    def _begins(self, offset: int) -> bool:
        before = self._article.text[max(0, offset - 3) : offset].rstrip(" ")
        return not before or before[-1] in _BEGINS_SENTENCE

    # --- years ------------------------------------------------------------------------------------------------------

    def _years(self) -> Iterator[re.Match[str]]:
        """Four digits that no counted thing follows, or that stand behind a word of time."""
        counted = {span.start for span in self._hits.of("counted")}
        for match in YEAR.finditer(self._plain.text):
            end = self._plain.span(match.start(), match.end()).end
            before = self._plain.text[max(0, match.start() - 16) : match.start()].split()
            timely = bool(before) and before[-1].strip("('\"") in words_before_year()
            if timely or not any(end <= at <= end + 2 for at in counted):
                yield match

    def _mention(self, match: re.Match[str], value: str, precision: Precision) -> DateMention:
        end = match.start() + len(match.group().rstrip("."))
        span = self._plain.span(match.start(), end, str(precision))
        return DateMention(span=span, value=value, precision=precision)

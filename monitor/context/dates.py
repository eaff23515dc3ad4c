"""Dates that a text states: day, month and year in every order, month and year, year, weekday, in thirteen languages.

In: an article, what is a number of another kind, its word hits. Out: `DateMention`s in order of the text. A day without
a year takes it from `Article.written`; a weekday becomes a day only when the article's day of writing is known;
'last year' and its like are `relative`. Never uses the page's date line or the clock.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import takewhile

from monitor.context.calendar_names import Name, languages_of, months, weekdays
from monitor.context.date_patterns import YEAR, calendar_matches, followers, weekday_pattern, words_before_year
from monitor.context.layout import sentences_of
from monitor.context.plain import Plain, plain
from monitor.context.relative import Relative
from monitor.context.relative_patterns import phrases, weekday_pattern_around
from monitor.context.spans import Taken
from monitor.context.stretch import Stretch
from monitor.context.words import WordHits
from monitor.model import Article, DateMention, Precision, Span

_FAR_AHEAD = timedelta(days=300)  # 'December 28' in a text of January is of the year before
_JOINED = 3  # characters between 'Tuesday' and 'September 17' that make them one date
_BEGINS_SENTENCE = frozenset('.!?…:"“„«»”\n')
_LEAP_YEAR = 2024
_WEEK_BEHIND, _WEEK_BEFORE = 12, 4  # characters between a weekday and the 'last week' that it belongs to
_WEEK_LONGEST = 40  # characters of 'last week' in any language
_WEEKS_NEAR = 16  # as many may begin within reach of one weekday
_ENDS = re.compile(r"[.!?,;:\n]")


def calendar_dates(article: Article, taken: Iterable[Span], hits: WordHits) -> tuple[DateMention, ...]:
    """Days and months of the calendar. `taken` are spans of resolutions."""
    return tuple(_apart(_Reader(article, hits).calendar(), taken))


def dates(
    article: Article, calendar_found: Iterable[DateMention], taken: Iterable[Span], hits: WordHits
) -> tuple[DateMention, ...]:
    """Every date: `calendar_found`, weekdays, relative ones, years. `taken` are spans of resolutions and quantities."""
    found = [*calendar_found]
    others = _Reader(article, hits).others()
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
        self._languages = languages_of(article)
        written = article.written
        self._relative = Relative(self._plain, self._languages, Stretch.of(written))
        self._year = int(written.value[:4]) if written.value else None
        exact = written.precision in {Precision.DAY, Precision.MINUTE}
        self._day = date.fromisoformat(written.value[:10]) if written.value and exact else None

    def calendar(self) -> Iterator[DateMention]:
        """Days and months, the most exact kind first; they may overlap."""
        for match in calendar_matches(self._plain.text, self._languages):
            mention = self._calendar_date(match)
            if mention is not None:
                yield mention

    def others(self) -> Iterator[DateMention]:
        """Weekdays, dates told from the time of writing, then bare years; they may overlap."""
        said = self._relative.said()
        weeks = [(match.start(), match.end(), phrase.away) for match, phrase in said if phrase.unit == "week"]
        for match in weekday_pattern(self._languages).finditer(self._plain.text):
            mention = self._weekday(match, weeks)
            if mention is not None:
                yield mention
        yield from self._relative.mentions(said)
        yield from (self._mention(match, match["year"], Precision.YEAR) for match in self._years())

    # --- day, month, year -------------------------------------------------------------------------------------------

    def _calendar_date(self, match: re.Match[str]) -> DateMention | None:
        groups = match.groupdict()
        month = self._month(match)
        day = int(groups["day"]) if groups.get("day") else None
        said = groups.get("said")
        year = int(groups["year"]) if groups.get("year") else self._said_year(said)
        if month is None or (year is None and day is None and not said):
            return None
        if day is None:
            in_year = 1 <= month <= 12  # noqa: PLR2004 - months of a year
            return self._mention(match, f"{year}-{month:02}" if year else None, Precision.MONTH) if in_year else None
        if "/" in match.group() and match["month"].isdigit() and not self._order_is_clear(day, month):
            return None
        return self._day_of(match, year, month, day)

    def _said_year(self, said: str | None) -> int | None:
        """The year that 'last year' is, where the year of writing is known."""
        phrase = phrases(self._languages).get(said or "")
        return self._year + phrase.away if phrase and self._year else None

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

    def _weekday(self, match: re.Match[str], weeks: Sequence[tuple[int, int, int]]) -> DateMention | None:
        group = match.lastgroup or "weekday"
        name = self._named(match, group)
        if name is None:
            return None
        begin, end, away = self._in_week(match.start(group), match.end(), weeks)
        which = None
        if away is None:
            begin, end, which = self._last_or_next(begin, end)
        span = self._plain.span(begin, end, "weekday")
        if self._day is None:
            return DateMention(span=span, value=calendar.day_name[name.number], precision=Precision.WEEKDAY)
        if away is not None:
            forward = 7 * away + name.number - self._day.weekday()
        else:
            forward = self._forward(name.number, which, span)
        return self._moved(span, forward)

    def _moved(self, span: Span, forward: int) -> DateMention | None:
        assert self._day is not None
        try:
            day = self._day + timedelta(days=forward)
        except OverflowError:
            return None
        return DateMention(span=span, value=day.isoformat(), precision=Precision.DAY)

    def _in_week(self, begin: int, end: int, weeks: Sequence[tuple[int, int, int]]) -> tuple[int, int, int | None]:
        """With 'last week' beside it ('Tuesday last week', 上周二) the name means the day of that week."""
        at = bisect_left(weeks, (begin - _WEEK_LONGEST, 0, 0))
        for first, last, away in takewhile(lambda week: week[0] <= end + _WEEK_BEHIND, weeks[at : at + _WEEKS_NEAR]):
            between = self._plain.text[end:first] if first >= end else self._plain.text[last:begin]
            if begin - last <= _WEEK_BEFORE and not _ENDS.search(between):
                return min(begin, first), max(end, last), away
        return begin, end, None

    def _last_or_next(self, begin: int, end: int) -> tuple[int, int, str | None]:
        """'last Tuesday', 'mardi prochain': the name with its word, and which it says."""
        for which in ("last", "next"):
            before, behind = weekday_pattern_around(self._languages, which)
            one = before.search(self._plain.text, max(0, begin - 24), begin)
            two = behind.match(self._plain.text, end)
            if one or two:
                return one.start() if one else begin, two.end() if two else end, which
        return begin, end, None

    def _forward(self, weekday: int, which: str | None, span: Span) -> int:
        """Days from the day of writing: back to the last such day, forward where that is planned."""
        assert self._day is not None
        back = (self._day.weekday() - weekday) % 7
        if which == "last":
            return -(back or 7)
        planned = back and any(self._hits.inside(*sentences_of(self._article).at(span.start), "planned"))
        return 7 - back if which == "next" or planned else -back

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

    def _mention(self, match: re.Match[str], value: str | None, precision: Precision) -> DateMention:
        end = match.start() + len(match.group().rstrip("."))
        span = self._plain.span(match.start(), end, str(precision))
        return DateMention(span=span, value=value, precision=precision)

"""What a reader makes of a file, before it is checked as a whole.

In: listings one by one. Out: a `Draft`: the listings with those of one id joined, and what the file states of itself.
Never decides whether the file may be used; `monitor.sanctions.read` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from sys import intern

from monitor.model.listing import ListedKind, Listing
from monitor.sanctions.names import clean, distinct

_ENGLISH = ("%d %b %Y", "%d %B %Y", "%d %b. %Y", "%d-%b-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y/%m/%d")
_AMERICAN = "%m/%d/%Y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`stated`: how many records the file says it has, or None. `complete`: the format shows its end."""

    format: str
    entries: tuple[Listing, ...]
    rows: int
    names_read: int
    complete: bool
    published: date | None = None
    stated: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Collected:
    """Listings as they come, those of one id joined."""

    entries: dict[str, Listing]
    rows: int = 0
    names: int = 0

    @classmethod
    def of(cls, listings: Iterable[Listing]) -> Collected:
        """Take them all."""
        collected = cls({})
        for listing in listings:
            collected.add(listing)
        return collected

    def add(self, listing: Listing) -> None:
        """Take one more."""
        self.rows += 1
        self.names += len(listing.names)
        known = self.entries.get(listing.id)
        self.entries[listing.id] = joined(known, listing) if known else replace(listing, names=distinct(listing.names))


def joined(first: Listing, second: Listing) -> Listing:
    """Two records of one listing: all that either says, and the earlier date."""
    dates = [day for day in (first.since, second.since) if day]
    remarks = [first.remarks] + [second.remarks] * (second.remarks not in first.remarks)
    return replace(
        first,
        kind=first.kind or second.kind,
        names=distinct((*first.names, *second.names)),
        programmes=once((*first.programmes, *second.programmes)),
        since=min(dates, default=None),
        countries=once((*first.countries, *second.countries)),
        identifiers=tuple(dict.fromkeys((*first.identifiers, *second.identifiers))),
        remarks=" ".join(filter(None, remarks)),
        link=first.link or second.link,
    )


def once(values: Iterable[str | None]) -> tuple[str, ...]:
    """Each value once, cleaned, in their order; equal ones of all listings share one string."""
    return tuple(dict.fromkeys(intern(text) for value in values if (text := clean(value))))


def pairs(identifiers: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """Identifiers that have a value, each once."""
    return tuple(dict.fromkeys((intern(kind), text) for kind, value in identifiers if (text := clean(value))))


def kind_of(word: str | None, kinds: dict[str, ListedKind]) -> ListedKind:
    """What a list's own word for the kind means; unknown words are kept as unknown."""
    return kinds.get(clean(word).casefold(), ListedKind.UNKNOWN)


def day_of(text: str | None, *, american: bool = False) -> date | None:
    """A whole date in one of the spellings that lists use, or None. `american`: month/day/year."""
    words = clean(text)
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        pass
    for form in (_AMERICAN,) if american else _ENGLISH:
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None

"""The date that stands beside a link: in a `<time>`, in its row, or over its list.

In: elements of a page. Out: an aware UTC time, or None when there is none or nobody can tell which.
"""

from __future__ import annotations

import re
from datetime import datetime

from lxml.html import HtmlElement

from monitor.ingest import dates
from monitor.ingest.page_area import is_small

LEVELS = 6  # up from the link
MOST_LINKS = 4  # in one item; more are a list
MOST_TEXT = 3_000  # letters of an element that is searched

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_AROUND = 24  # letters before and after a year in which the rest of its date stands
_ITEMS = frozenset({"li", "tr", "article", "dd"})
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption", "th", "time"})


def near(link: HtmlElement, *, title: str, until: HtmlElement) -> datetime | None:
    """The one date of the smallest element around the link that has any; None when that has several.

    A date within the title is of what it tells of: 'the decision of 12 May 2014'.
    """
    element: HtmlElement | None = link
    for _ in range(LEVELS):
        if element is None or element is until or not is_small(element):
            return None
        if len(element.findall(".//a")) > MOST_LINKS:
            return None
        found = dates_in(element, besides=title)
        if found:
            return found[0] if len({at.date() for at in found}) == 1 else None
        if element.tag in _ITEMS:  # what stands beyond is another item's
            return None
        element = element.getparent()
    return None


def dates_in(element: HtmlElement, *, besides: str) -> list[datetime]:
    """Dates that an element states: those of `<time datetime>` if there are any, else those in its text."""
    stamps = [it.get("datetime") for it in element.iter("time") if it.get("datetime")]
    found = [at for at in (dates.read(str(stamp), None) for stamp in stamps) if at]
    text = " ".join(" ".join(element.itertext()).split())
    return found or dates_of(text.replace(besides, " ", 1))


def dates_of(text: str) -> list[datetime]:
    """Dates with a year in a text, in order."""
    if len(text) > MOST_TEXT * 2:
        return []
    text = " ".join(text.split())[:MOST_TEXT]
    found = []
    for year in _YEAR.finditer(text):
        begin, end = max(year.start() - _AROUND, 0), year.end() + _AROUND
        if at := dates.read(text[begin:end], None):
            found.append(at)
    return found


def heads(element: HtmlElement) -> datetime | None:
    """The date that an element states over what follows it, when it is a heading of little else."""
    if element.tag not in _HEADS:
        return None
    text = " ".join(" ".join(element.itertext()).split())
    found = dates_of(text) if len(text) <= _AROUND * 2 else []
    return found[0] if found else None

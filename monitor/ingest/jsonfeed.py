"""Read a JSON Feed (1.0 and 1.1).

In: the document's text. Out: entries with the id as published, and a reason for each item that is none.
Raises `IngestError` when the text is no JSON, or JSON of another kind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.errors import IngestError
from monitor.ingest import dates, hubs
from monitor.ingest.entries import LONGEST_TEXT, LONGEST_TITLE
from monitor.ingest.json_cut import whole_part
from monitor.ingest.links import absolute
from monitor.ingest.mend import scrub
from monitor.model import Entry, HubLink

MOST_ITEMS = 20_000  # of a document that are looked at at all
VERSION = "https://jsonfeed.org/version/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFeed:
    """What the document holds, before ids are repaired."""

    entries: tuple[Entry, ...]
    title: str
    language: str | None
    failed: tuple[str, ...]
    notes: tuple[str, ...] = ()
    hub: HubLink | None = None


def read(text: str, *, url: str) -> JsonFeed:
    """The items of a JSON Feed. One that cannot be read is reported and loses nobody else.

    A document that breaks off gives the items that are whole; `notes` say so.
    """
    document, notes = _document(text)
    if not isinstance(document, dict) or not _is_feed(document):
        raise IngestError("this is JSON, but not a JSON Feed: it has no 'version' of jsonfeed.org and no 'items'")
    items = document.get("items")
    entries, failed = [], []
    for number, item in enumerate(items[:MOST_ITEMS] if isinstance(items, list) else [], start=1):
        if not isinstance(item, dict):
            failed.append(f"item {number}: it is not an object")
            continue
        try:
            entries.append(_entry(item, document, url))
        except ValueError as error:
            failed.append(f"item {number}: {error}")
    return JsonFeed(
        entries=tuple(entries),
        title=_text(document, "title"),
        language=_language(document),
        failed=tuple(failed),
        notes=(*notes, *too_many(items if isinstance(items, list) else ())),
        hub=hubs.from_json(document, url=url),
    )


def too_many(items: Sequence[object]) -> tuple[str, ...]:
    """A note when there are more items than are looked at."""
    over = len(items) > MOST_ITEMS
    return (f"the document has {len(items)} items; the first {MOST_ITEMS} were looked at",) if over else ()


def _document(text: str) -> tuple[object, tuple[str, ...]]:
    """The document, and a note if it breaks off."""
    try:
        return json.loads(text, strict=False), ()
    except json.JSONDecodeError as error:
        if (whole := whole_part(text, most=MOST_ITEMS)) is not None:
            return whole, ("the document breaks off or is malformed; what stands before that place is read",)
        raise IngestError(
            f"the JSON document breaks off or is malformed at line {error.lineno}: {error.msg}"
        ) from error
    except (RecursionError, ValueError) as error:
        raise IngestError("the JSON document is nested too deeply or holds a number too long to read") from error


def _is_feed(document: Mapping[str, Any]) -> bool:
    return str(document.get("version", "")).replace("http:", "https:").startswith(VERSION) or (
        isinstance(document.get("items"), list) and "version" in document
    )


def _entry(item: Mapping[str, Any], document: Mapping[str, Any], url: str) -> Entry:
    bases = (url, _text(document, "home_page_url"), _text(document, "feed_url"))
    links = (absolute(item.get(key), bases) for key in ("url", "external_url"))
    return Entry(
        id=_id(item),
        title=" ".join(_text(item, "title").split())[:LONGEST_TITLE],
        link=next((link for link in links if link), None),
        published=_moment(item.get("date_published")),
        updated=_moment(item.get("date_modified")),
        authors=_authors(item) or _authors(document),  # JSON Feed 1.1: the feed's apply
        summary=_text(item, "summary")[:LONGEST_TEXT] or None,
        content=(_text(item, "content_html") or _text(item, "content_text"))[:LONGEST_TEXT] or None,
        language=_language(item),
    )


def _id(item: Mapping[str, Any]) -> str:
    """The id as text: version 1 asks readers to take numbers too."""
    value = item.get("id")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _text(item, "id")


def _authors(item: Mapping[str, Any]) -> tuple[str, ...]:
    """`authors` of 1.1, or `author` of 1.0; the mail address of one without a name."""
    people = item.get("authors") or item.get("author")
    people = people if isinstance(people, list) else [people]
    names = [
        (_text(person, "name") or _mail(person)) if isinstance(person, dict) else person.strip()
        for person in people
        if isinstance(person, dict | str)
    ]
    return tuple(dict.fromkeys(name for name in names if name))


def _mail(person: Mapping[str, Any]) -> str:
    address = _text(person, "url")
    return address.removeprefix("mailto:") if address.startswith("mailto:") else ""


def _moment(value: object) -> datetime | None:
    """A time in UTC: RFC 3339, or what else feeds write; a time without offset is taken as UTC."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)  # seconds or milliseconds, as programs have it
    return dates.read(value, None) if isinstance(value, str) else None


def _language(holder: Mapping[str, Any]) -> str | None:
    return _text(holder, "language") or None


def _text(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    return scrub(value).strip() if isinstance(value, str) else ""

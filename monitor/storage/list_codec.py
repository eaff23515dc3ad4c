"""The entries of a list as a compressed document, and back. What goes in comes out equal.

In: listings, perhaps against those of an earlier version. Out: bytes; listings by id. A document holds only what is not
the default, so that 15,000 entries take about a megabyte, and a day's changes a few kilobytes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from monitor.errors import RowRefused
from monitor.model.listing import ListedKind, Listing, NameOfListing, Strength
from monitor.storage.columns import storable

_LATIN = "latin"


def whole(entries: Iterable[Listing]) -> bytes:
    """A document of all entries."""
    return _packed({"entries": [_entry(one) for one in entries]})


def differing(entries: Iterable[Listing], base: Mapping[str, Listing]) -> bytes:
    """A document of what differs from an earlier version's entries, and of the order."""
    now = tuple(entries)
    there = {one.id for one in now}
    return _packed(
        {
            "entries": [_entry(one) for one in now if base.get(one.id) != one],
            "gone": [id_ for id_ in base if id_ not in there],
        }
    )


def restored(content: bytes, list_name: str, base: Mapping[str, Listing]) -> dict[str, Listing]:
    """The entries by id; those of `base` that the document does not name stay. Raises `RowRefused`."""
    try:
        document = json.loads(zlib.decompress(content))
        entries = dict(base)
        for id_ in document.get("gone", ()):
            entries.pop(id_, None)
        once = _Once()
        for raw in document["entries"]:
            entries[raw["id"]] = _listing(raw, list_name, once)
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RowRefused(
            f'a stored version of the list "{list_name}" cannot be read; `vedette lists update` fetches it anew'
        ) from error
    return entries


def _packed(document: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"), 6)


def _entry(one: Listing) -> dict[str, Any]:
    fields = {
        "id": storable(one.id),
        "kind": one.kind.value,
        "names": [_name(name) for name in one.names],
        "programmes": list(one.programmes),
        "since": one.since.isoformat() if one.since else None,
        "by": one.on_list_by.isoformat() if one.on_list_by else None,
        "countries": list(one.countries),
        "numbers": [list(pair) for pair in one.identifiers],
        "remarks": one.remarks,
        "link": one.link,
    }
    return {key: value for key, value in fields.items() if value}


def _name(name: NameOfListing) -> list[Any] | str:
    weak = name.strength is Strength.WEAK
    if not weak and name.script == _LATIN and not name.generated:
        return name.text
    return [name.text, int(weak), name.script, *name.generated]


class _Once:
    """Values that many entries have, each once: programmes, countries, days, scripts, kinds of numbers."""

    def __init__(self) -> None:
        self._days: dict[str, date] = {}
        self._known: dict[Any, Any] = {}

    def text(self, text: str) -> str:
        """An equal text."""
        known: str = self._known.setdefault(text, text)
        return known

    def texts(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Equal texts."""
        found = tuple(map(self.text, texts))
        known: tuple[str, ...] = self._known.setdefault(found, found)
        return known

    def day(self, written: str | None) -> date | None:
        """The day of an ISO date, or None."""
        if written and written not in self._days:
            self._days[written] = date.fromisoformat(written)
        return self._days[written] if written else None


def _listing(raw: Mapping[str, Any], list_name: str, once: _Once) -> Listing:
    return Listing(
        list=list_name,
        id=raw["id"],
        kind=ListedKind(raw.get("kind", "")),
        names=tuple(_name_of(name, once) for name in raw.get("names", ())),
        programmes=once.texts(raw.get("programmes", ())),
        since=once.day(raw.get("since")),
        on_list_by=once.day(raw.get("by")),
        countries=once.texts(raw.get("countries", ())),
        identifiers=tuple((once.text(kind), value) for kind, value in raw.get("numbers", ())),
        remarks=once.text(raw.get("remarks", "")),
        link=raw.get("link", ""),
    )


def _name_of(raw: Any, once: _Once) -> NameOfListing:
    if isinstance(raw, str):
        return NameOfListing(raw)
    text, weak, script, *generated = raw
    return NameOfListing(text, Strength.WEAK if weak else Strength.STRONG, once.text(script), tuple(generated))

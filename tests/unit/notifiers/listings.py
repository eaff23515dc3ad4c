"""Alerts about a changed list, as `monitor.alerting.listings` makes them, in made-up names."""

from __future__ import annotations

from datetime import UTC, date, datetime

from monitor.alerting.listings import listing_alerts
from monitor.model.listing import ListedKind, Listing, ListVersion, NameOfListing
from monitor.screening.changes import changes

NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
GROUP, PERSON = ListedKind.GROUP, ListedKind.PERSON
_REASON = (
    "Supplies fighters and arms to the Northern Guard, and shipped them to Derna under the cover of a salvage company "
    "in breach of the embargo."
)


def _entry(number: int, name: str, *also: str, kind: ListedKind = GROUP, **more: object) -> Listing:
    fields = {"programmes": ("LIBYA3",), "since": date(2021, 5, 17), **more}
    names = tuple(NameOfListing(text) for text in (name, *also))
    return Listing(list="treasury", id=str(28_000 + number), kind=kind, names=names, **fields)  # type: ignore[arg-type]


_BEFORE = (
    _entry(
        1, "HERON SALVAGE", "Heron Marine", countries=("Orvane",), identifiers=(("imo", "9074729"),), remarks=_REASON
    ),
    _entry(2, "TIDEMARK, Orla", kind=PERSON),
)
_AFTER = (
    _entry(
        1,
        "HERON SALVAGE",
        "Heron Marine",
        programmes=("LIBYA3", "TCO"),
        countries=("Orvane",),
        identifiers=(("imo", "9074729"),),
        remarks=_REASON,
        link="https://lists.example/entry/28001",
    ),
    _entry(2, "TIDEMARK, Orla", kind=PERSON),
)
_MANY = tuple(
    _entry(100 + number, f"NORTHERN QUAY {number}", since=None, on_list_by=date(2025, 3, 2)) for number in range(30)
)


def _version(entries: tuple[Listing, ...]) -> ListVersion:
    return ListVersion(
        list="treasury",
        format="made",
        entries=entries,
        published=date(2025, 3, 2),
        sha256="7c" * 32,
        rows=len(entries),
        names_read=len(entries),
        complete=True,
    )


(PROGRAMME,) = listing_alerts(changes(_BEFORE, _AFTER), _version(_AFTER), now=NOW)
(FLOOD,) = listing_alerts(changes(_BEFORE, (*_AFTER[:1], *_MANY)), _version((*_AFTER[:1], *_MANY)), now=NOW)

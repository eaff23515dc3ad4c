"""Alerts about a sanctions list that changed: who was added, removed, renamed, or got another programme. Pure.

In: the difference between two versions. Out: alerts of kind `listing`, each told once by its key. A few changed entries
have an alert each; many, as when a list takes in a whole regime, have one alert with a table by kind of change, so that
a reader is told and not buried. Details (remarks, passports, …) are not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from monitor.model import Alert, AlertKind, Reason, Revision, Severity
from monitor.model.listing import Listing, ListingChange, ListVersion
from monitor.screening.changes import Change, ChangeKind

ALONE_AT_MOST = 10  # changed entries with an alert each
SHOWN_AT_MOST = 25  # entries of one kind of change in the table
NAMES_AT_MOST = 8  # of one entry
REMARKS_AT_MOST = 600  # characters
_GRAVE = frozenset({ChangeKind.ADDED, ChangeKind.PROGRAMME_ADDED})
_TOLD = (  # in this order: what is few first, so that it does not drown
    ChangeKind.PROGRAMME_ADDED,
    ChangeKind.PROGRAMME_GONE,
    ChangeKind.RENAMED,
    ChangeKind.REMOVED,
    ChangeKind.ADDED,
    ChangeKind.ALIAS_ADDED,
)
_PLURAL = {
    ChangeKind.PROGRAMME_ADDED: "with a new programme",
    ChangeKind.PROGRAMME_GONE: "with a programme gone",
    ChangeKind.ALIAS_ADDED: "with another name",
}


def listing_alerts(changes: Sequence[Change], version: ListVersion, *, now: datetime) -> tuple[Alert, ...]:
    """What to tell of a new version of a list."""
    told = [change for change in changes if change.kind in _TOLD]
    by_entry: dict[str, list[Change]] = {}
    for change in told:
        by_entry.setdefault(change.id, []).append(change)
    if len(by_entry) > ALONE_AT_MOST:
        return (_together(told, version, now=now),)
    return tuple(_alone(own, version, now=now) for own in by_entry.values())


def _alone(own: Sequence[Change], version: ListVersion, *, now: datetime) -> Alert:
    first = min(own, key=lambda change: _TOLD.index(change.kind))
    listing = _listing(first)
    happened = "; ".join(_headline(change) for change in own)
    return _alert(
        own,
        version,
        key=f"{version.sha256[:16]}:{first.id}",
        title=f"{version.list}: {listing.name}: {happened}",
        text="\n".join(_lines(own, listing, version)),
        now=now,
    )


def _together(told: Sequence[Change], version: ListVersion, *, now: datetime) -> Alert:
    of_kind = {kind: [change for change in told if change.kind is kind] for kind in _TOLD}
    counts = ", ".join(f"{len(own):,} {_PLURAL.get(kind, kind.value)}" for kind, own in of_kind.items() if own)
    blocks = [_block(kind, own, version) for kind, own in of_kind.items() if own]
    text = "\n\n".join((f"{_as_of(version)} Every change: `vedette lists diff {version.list}`.", *blocks))
    return _alert(
        told,
        version,
        key=version.sha256[:16],
        title=f"{version.list}: {len(told):,} changes: {counts}",
        text=text,
        now=now,
    )


def _alert(own: Sequence[Change], version: ListVersion, *, key: str, title: str, text: str, now: datetime) -> Alert:
    kinds = {change.kind for change in own}
    return Alert(
        kind=AlertKind.LISTING,
        key=f"listing:{version.list}:{key}",
        title=title,
        severity=Severity.HIGH if kinds & _GRAVE else Severity.MEDIUM,
        opened_at=now,
        text=text,
        labels={"list": version.list, **({"change": own[0].kind.value} if len(kinds) == 1 else {})},
        changes=tuple(map(_change, own)),
        revisions=(Revision(number=1, at=now, reasons=(Reason.NEW,)),),
    )


def _change(change: Change) -> ListingChange:
    listing = _listing(change)
    before, after = sides(change)
    return ListingChange(
        what=change.kind.value,
        list=change.list,
        entry=change.id,
        name=listing.name,
        kind=listing.kind.value,
        programmes=tuple(
            dict.fromkeys((*listing.programmes, *(change.what if "programme" in change.kind.value else ())))
        ),
        before=before,
        after=after,
    )


# --- words --------------------------------------------------------------------------------------------------------


def _headline(change: Change) -> str:
    if change.kind is ChangeKind.RENAMED:
        return f"renamed, before: {change.what[0]}"
    if change.kind is ChangeKind.ALIAS_ADDED:
        return f"also known as {_some(change.what, 2)}"
    what = _some(change.what, NAMES_AT_MOST)
    return f"{change.kind.value}: {what}" if what else change.kind.value


def _lines(own: Sequence[Change], listing: Listing, version: ListVersion) -> Iterator[str]:
    kind = listing.kind.value or "entry"
    yield f"{listing.name} ({kind}, {version.list} {listing.id})"
    yield ""
    for change in own:
        before, after = sides(change)
        if change.kind is ChangeKind.ADDED:
            yield "Added to the list."
        elif change.kind is ChangeKind.REMOVED:
            yield "No longer on the list."
        elif change.kind is ChangeKind.ALIAS_ADDED:
            yield f"New names: {_some(after, NAMES_AT_MOST)}"
        else:
            field = "Name" if change.kind is ChangeKind.RENAMED else "Programmes"
            yield f"{field}: {', '.join(before) or 'none'} → {', '.join(after) or 'none'}"
    if not any("programme" in change.kind.value for change in own) and listing.programmes:
        yield f"Programmes: {', '.join(listing.programmes)}"
    yield from _facts(listing)
    yield ""
    yield _as_of(version)


def _facts(listing: Listing) -> Iterator[str]:
    since = f"Listed since: {listing.since}" if listing.since else _by(listing.on_list_by)
    numbers = (f"{kind} {value}" for kind, value in listing.identifiers)
    facts = (
        since,
        _row("Also known as", (name.text for name in listing.names[1:])),
        _row("Countries", listing.countries),
        _row("Numbers", numbers),
        f"Reason: {_cut(listing.remarks)}" if listing.remarks else "",
        listing.link,
    )
    yield from filter(None, facts)


def _by(day: date | None) -> str:
    return f"On the list by {day}; the list does not say since when." if day else ""


def _row(label: str, items: Iterable[str]) -> str:
    own = tuple(items)
    return f"{label}: {_some(own, NAMES_AT_MOST)}" if own else ""


def _block(kind: ChangeKind, own: Sequence[Change], version: ListVersion) -> str:
    lines = [f"{_PLURAL.get(kind, kind.value).capitalize()} ({len(own):,})"]
    for change in own[:SHOWN_AT_MOST]:
        listing = _listing(change)
        said = _some(change.what, 3) if change.what else ", ".join(listing.programmes)
        lines.append(f"- {listing.name} ({listing.kind.value or 'entry'} {listing.id}){': ' + said if said else ''}")
    if len(own) > SHOWN_AT_MOST:
        lines.append(f"- and {len(own) - SHOWN_AT_MOST:,} more: `vedette lists diff {version.list}`")
    return "\n".join(lines)


def sides(change: Change) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stood there before and what stands there now."""
    before, after = change.before, change.after
    if before is None or after is None:
        return (before.name,) if before else (), (after.name,) if after else ()
    if change.kind is ChangeKind.RENAMED:
        return (before.name,), (after.name,)
    if change.kind is ChangeKind.ALIAS_ADDED:
        return (), change.what
    return before.programmes, after.programmes


def _listing(change: Change) -> Listing:
    listing = change.after or change.before
    if listing is None:
        raise ValueError(f"a change of {change.list} {change.id} has neither side")
    return listing


def _as_of(version: ListVersion) -> str:
    return f"The list as of {version.published}." if version.published else "The list states no date."


def _some(items: Sequence[str], most: int) -> str:
    more = f" and {len(items) - most} more" if len(items) > most else ""
    return ", ".join(items[:most]) + more


def _cut(text: str) -> str:
    return text if len(text) <= REMARKS_AT_MOST else text[:REMARKS_AT_MOST].rsplit(" ", 1)[0] + " …"

"""Give every entry of a document an id of its own that it keeps from poll to poll.

In: entries with the id as published, or none. Out: the same entries with unique ids, and those that the document
lists twice word for word. A published id that is unique in its document is never touched.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from monitor.model import Entry

LONGEST = 1000  # characters; an index of the database takes no more
_LESS_AND_LESS_SAFE = (("guid", "hashed guid"), ("guid+link", "link"), ("hash",))


def repair(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Entries with unique ids, in order; a reason for each that was listed twice.

    Published id → published id and link where several entries share it (all of them: which comes first changes from
    poll to poll) → link → hash of title, date and text → of all else too. An id too long for an index is hashed by
    itself. `id_from` says which: guid, hashed guid, guid+link, link or hash.
    """
    ids = {entry.id for entry in entries}
    if len(ids) == len(entries) and all(id_ and len(id_) <= LONGEST for id_ in ids):  # as in nearly every document
        return tuple(entries), ()
    repaired = [_first(entry) for entry in entries]
    for suspects in _LESS_AND_LESS_SAFE:
        repaired = _apart(repaired, *suspects)
    kept: dict[str, Entry] = {}
    held = []
    for entry in repaired:
        if entry.id in kept:
            held.append(f"'{entry.title[:80] or entry.id[:80]}' is listed twice")
        else:
            kept[entry.id] = entry
    return tuple(kept.values()), tuple(held)


def _first(entry: Entry) -> Entry:
    if entry.id and len(entry.id) <= LONGEST:
        return entry
    if entry.link and not entry.id:
        return replace(entry, id=entry.link, id_from="link")
    return replace(_with_digest(entry, (entry.id,)), id_from="hashed guid") if entry.id else _hashed(entry)


def _apart(entries: Sequence[Entry], *suspects: str) -> list[Entry]:
    """Different entries that got one id by a way among `suspects` take the next, safer way."""
    sharing: dict[str, set[Entry]] = defaultdict(set)
    for entry in entries:
        sharing[entry.id].add(entry)
    return [_next(entry) if len(sharing[entry.id]) > 1 and entry.id_from in suspects else entry for entry in entries]


def _next(entry: Entry) -> Entry:
    if entry.id_from in {"guid", "hashed guid"} and entry.link and entry.link != entry.id:
        return replace(entry, id=f"{entry.id} {entry.link}"[:LONGEST], id_from="guid+link")
    return _hashed_in_full(entry) if entry.id_from == "hash" else _hashed(entry)


def _hashed(entry: Entry) -> Entry:
    """Id from the text: an edit makes a new entry of it, which is the best that can be done without any id."""
    date = entry.published or entry.updated
    stated = (entry.id, entry.link or "", entry.title, date.isoformat() if date else "")
    return _with_digest(entry, (*stated, entry.summary or "", entry.content or ""))


def _hashed_in_full(entry: Entry) -> Entry:
    """Id from all that is stated, where only the authors or the language tell two entries apart."""
    updated = entry.updated.isoformat() if entry.updated else ""
    return _with_digest(entry, (entry.id, updated, entry.language or "", *entry.authors))


def _with_digest(entry: Entry, parts: tuple[str, ...]) -> Entry:
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
    return replace(entry, id=f"sha256:{digest}", id_from="hash")

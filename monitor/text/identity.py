"""What tells one published item from another: an `Entry` in, the hash of what it says out."""

from __future__ import annotations

import hashlib

from monitor.model import Entry


def entry_hash(entry: Entry) -> str:
    """SHA-256 (hex) over title, summary, content and link: changes when, and only when, one of them is edited.

    Each part goes in with its length, so that text moved from one field to the next is a change; a missing part and an
    empty one differ. Where it was taken already it is not taken again.
    """
    if entry.digest is not None:
        return entry.digest
    said: list[bytes] = []
    for part in (entry.title, entry.summary, entry.content, entry.link):
        if part is None:
            said.append(b"-")
        else:
            data = part.encode("utf-8", "surrogatepass")
            said += (b"%d:" % len(data), data)
    return hashlib.sha256(b"".join(said)).hexdigest()

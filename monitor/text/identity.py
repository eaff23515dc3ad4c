"""What tells one published item from another: an `Entry` in, the hash of what it says out."""

from __future__ import annotations

import hashlib

from monitor.model import Entry


def entry_hash(entry: Entry) -> str:
    """SHA-256 (hex) over title, summary, content and link: changes when, and only when, one of them is edited.

    Each part goes in with its length, so that text moved from one field to the next is a change; a missing part and an
    empty one differ.
    """
    digest = hashlib.sha256()
    for part in (entry.title, entry.summary, entry.content, entry.link):
        data = b"" if part is None else part.encode("utf-8", errors="surrogatepass")
        digest.update(b"-" if part is None else str(len(data)).encode() + b":" + data)
    return digest.hexdigest()

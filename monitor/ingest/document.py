"""What a reader of XML makes of a document, before entries are made of it. Values only.

`tolerant` (feedparser) fills it, and `quick` where a document is simple enough. `feed` and each of `entries` have
feedparser's keys: `title`, `title_detail`, `links`, `summary`, `content`, `published_parsed` and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`version` is feedparser's name of the format, empty for no feed; `failed` has a reason for each item left out."""

    version: str
    feed: dict[str, Any]
    entries: Sequence[dict[str, Any]]
    notes: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def is_atom(self) -> bool:
        """Whether the rules of Atom hold: authors are inherited, relative links start from the document's address."""
        return self.version.startswith("atom")

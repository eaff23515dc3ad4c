"""`ParsedFeed` as people read it in golden files."""

from __future__ import annotations

from typing import Any

from monitor.model import DocumentKind, Entry, ParsedFeed


def readable(parsed: ParsedFeed) -> dict[str, Any]:
    """For JSON; what most documents do not have is only said of those that do."""
    special: dict[str, Any] = {
        "kind": None if parsed.kind is DocumentKind.FEED else parsed.kind.value,
        "parts": list(parsed.parts),
        "paragraphs": list(parsed.paragraphs),
        "hub": {"hubs": list(parsed.hub.hubs), "topic": parsed.hub.topic} if parsed.hub else None,
    }
    return {
        "entries": [_entry(entry) for entry in parsed.entries],
        "title": parsed.title,
        "language": parsed.language,
        "ttl": parsed.ttl.total_seconds() if parsed.ttl else None,
        "failed": list(parsed.failed),
        "held": list(parsed.held),
        "notes": list(parsed.notes),
        **{key: value for key, value in special.items() if value},
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "id_from": entry.id_from,
        "title": entry.title,
        "link": entry.link,
        "published": entry.published.isoformat() if entry.published else None,
        "updated": entry.updated.isoformat() if entry.updated else None,
        "authors": list(entry.authors),
        "summary": entry.summary,
        "content": entry.content,
        "language": entry.language,
    }

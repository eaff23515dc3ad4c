"""`ParsedFeed` as JSON and back: what a child answers.

Dates are ISO 8601 with offset, durations seconds. Decoding is strict: a child's answer is checked like any input.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.errors import IngestError
from monitor.model import DocumentKind, Entry, HubLink, ParsedFeed

_OPTIONAL = ("link", "summary", "content", "language")


def to_json(parsed: ParsedFeed) -> dict[str, Any]:
    """A dictionary for `json.dumps`."""
    return {
        "entries": [entry_to_json(entry) for entry in parsed.entries],
        "title": parsed.title,
        "language": parsed.language,
        "ttl": parsed.ttl.total_seconds() if parsed.ttl else None,
        "failed": list(parsed.failed),
        "held": list(parsed.held),
        "notes": list(parsed.notes),
        **_special(parsed),
    }


def _special(parsed: ParsedFeed) -> dict[str, Any]:
    """What most documents do not have: only said of those that do."""
    stated: dict[str, Any] = {
        "kind": None if parsed.kind is DocumentKind.FEED else parsed.kind.value,
        "parts": list(parsed.parts),
        "paragraphs": list(parsed.paragraphs),
        "hub": {"hubs": list(parsed.hub.hubs), "topic": parsed.hub.topic} if parsed.hub else None,
    }
    return {key: value for key, value in stated.items() if value}


def from_json(data: Mapping[str, Any]) -> ParsedFeed:
    """The value again; raises `IngestError` when `data` is not what `to_json` makes."""
    try:
        return ParsedFeed(
            entries=tuple(entry_from_json(entry) for entry in data["entries"]),
            title=_text(data["title"]),
            language=_optional(data["language"]),
            ttl=timedelta(seconds=data["ttl"]) if data["ttl"] else None,
            failed=_texts(data["failed"]),
            held=_texts(data["held"]),
            notes=_texts(data["notes"]),
            kind=DocumentKind(data.get("kind", DocumentKind.FEED)),
            parts=_texts(data.get("parts", [])),
            paragraphs=_texts(data.get("paragraphs", [])),
            hub=_hub(data.get("hub")),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise IngestError("the parser gave an answer that cannot be read") from error


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """One entry; every key is always there, None for what is unstated."""
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


def entry_from_json(data: Mapping[str, Any]) -> Entry:
    """One entry again. Raises KeyError, TypeError or ValueError."""
    return Entry(
        id=_text(data["id"]),
        id_from=_text(data["id_from"]),
        title=_text(data["title"]),
        published=_moment(data["published"]),
        updated=_moment(data["updated"]),
        authors=_texts(data["authors"]),
        **{key: _optional(data[key]) for key in _OPTIONAL},
    )


def _hub(data: Mapping[str, Any] | None) -> HubLink | None:
    return HubLink(hubs=_texts(data["hubs"]), topic=_text(data["topic"])) if data else None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {type(value).__name__}")
    return value


def _optional(value: object) -> str | None:
    return None if value is None else _text(value)


def _texts(values: list[object]) -> tuple[str, ...]:
    return tuple(_text(value) for value in values)


def _moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).astimezone(UTC)

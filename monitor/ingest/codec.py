"""`ParsedFeed` as a child answers it, and back: JSON, and a body with the long texts in UTF-8, one behind the other.

An entry is a list, its summary and content the numbers of their bytes in the body. Dates are ISO 8601 with offset,
durations seconds. Decoding is strict: a child's answer is checked like any input.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.errors import IngestError
from monitor.model import DocumentKind, Entry, HubLink, ParsedFeed

ANY_TEXT = "surrogatepass"  # half a surrogate pair is text too


def to_answer(parsed: ParsedFeed) -> tuple[dict[str, Any], bytes]:
    """A dictionary for `json.dumps`, and the body that goes with it."""
    texts: list[bytes] = []
    return {
        "entries": [_row(entry, texts) for entry in parsed.entries],
        "title": parsed.title,
        "language": parsed.language,
        "ttl": parsed.ttl.total_seconds() if parsed.ttl else None,
        "failed": list(parsed.failed),
        "held": list(parsed.held),
        "notes": list(parsed.notes),
        **_special(parsed),
    }, b"".join(texts)


def _special(parsed: ParsedFeed) -> dict[str, Any]:
    """What most documents do not have: only said of those that do."""
    stated: dict[str, Any] = {
        "kind": None if parsed.kind is DocumentKind.FEED else parsed.kind.value,
        "parts": list(parsed.parts),
        "paragraphs": list(parsed.paragraphs),
        "hub": {"hubs": list(parsed.hub.hubs), "topic": parsed.hub.topic} if parsed.hub else None,
    }
    return {key: value for key, value in stated.items() if value}


def from_answer(data: Mapping[str, Any], body: bytes) -> ParsedFeed:
    """The value again; raises `IngestError` when it is not what `to_answer` makes."""
    try:
        return ParsedFeed(
            entries=_entries(data["entries"], body),
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


def _row(entry: Entry, texts: list[bytes]) -> tuple[Any, ...]:
    published, updated = entry.published, entry.updated
    return (
        entry.id,
        entry.id_from,
        entry.title,
        entry.authors,
        entry.link,
        entry.language,
        published.isoformat() if published else None,
        updated.isoformat() if updated else None,
        _put(entry.summary, texts),
        _put(entry.content, texts),
    )


def _put(text: str | None, texts: list[bytes]) -> int | None:
    if text is None:
        return None
    written = text.encode("utf-8", ANY_TEXT)
    texts.append(written)
    return len(written)


def _entries(rows: Iterable[list[Any]], body: bytes) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    place = 0
    for id_, id_from, title, authors, link, language, published, updated, of_summary, of_content in rows:
        "".join((id_, id_from, title, *authors))  # raises TypeError if one of them is no text
        middle = place + (of_summary or 0)
        end = middle + (of_content or 0)
        if not place <= middle <= end <= len(body):
            raise ValueError("a text ends before it begins")
        entries.append(
            Entry(
                id=id_,
                id_from=id_from,
                title=title,
                link=_optional(link),
                published=None if published is None else _moment(published),
                updated=None if updated is None else _moment(updated),
                authors=tuple(authors),
                summary=None if of_summary is None else body[place:middle].decode("utf-8", ANY_TEXT),
                content=None if of_content is None else body[middle:end].decode("utf-8", ANY_TEXT),
                language=_optional(language),
            )
        )
        place = end
    return tuple(entries)


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


def _moment(value: str) -> datetime:
    at = datetime.fromisoformat(value)
    return at if at.tzinfo is UTC else at.astimezone(UTC)

"""`ParsedFeed` as a child answers it, and back: JSON, and a body with the long texts in UTF-8, one behind the other.

Entries are written column by column: all ids, all titles, and so on, which are checked and taken apart together.
Summary and content are the numbers of their bytes in the body. Before these the body has the clean paragraphs of the
entries that were cleaned, which come without summary and content. Dates are ISO 8601 with offset, durations seconds.
Decoding is strict: a child's answer is checked like any input.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import starmap
from types import NoneType
from typing import Any

from monitor.errors import IngestError
from monitor.model import Cleaned, DocumentKind, Entry, HubLink, ParsedFeed, Removed, TextSource

ANY_TEXT = "surrogatepass"  # half a surrogate pair is text too
_DIGEST = 64  # hexadecimal digits
_BREAK, _BETWEEN = "\n", "\0"  # two paragraphs, two clean texts: in no paragraph is a control character
_TEXT: frozenset[type] = frozenset({str})
_TEXT_OR_NONE: frozenset[type] = frozenset({str, NoneType})
_SOURCES = {source.value: source for source in TextSource}


def to_answer(
    parsed: ParsedFeed, *, digests: Sequence[str] = (), cleaned: Sequence[Cleaned | None] = ()
) -> tuple[dict[str, Any], bytes]:
    """A dictionary for `json.dumps`, and the body that goes with it.

    `digests` and `cleaned` are those of the entries, if they are known. What was cleaned goes without its markup.
    """
    clean = [_told(one) for one in cleaned] or [None] * len(parsed.entries)
    told = _BETWEEN.join([text for text in clean if text is not None]).encode("utf-8", ANY_TEXT)
    rest: list[bytes] = []
    return {
        "entries": _columns(parsed.entries, digests, clean, rest),
        "cleaned": _clean_columns([one for one, text in zip(cleaned, clean, strict=False) if one and text is not None]),
        "clean": len(told),
        "title": parsed.title,
        "language": parsed.language,
        "ttl": parsed.ttl.total_seconds() if parsed.ttl else None,
        "failed": list(parsed.failed),
        "held": list(parsed.held),
        "notes": list(parsed.notes),
        **_special(parsed),
    }, b"".join((told, *rest))


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
            entries=_entries(data, body),
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


def _columns(
    entries: Sequence[Entry], digests: Sequence[str], clean: Sequence[str | None], rest: list[bytes]
) -> list[Sequence[Any]]:
    each = list(zip(entries, clean, strict=True))
    return [
        [entry.id for entry in entries],
        [entry.id_from for entry in entries],
        [entry.title for entry in entries],
        [entry.authors for entry in entries],
        [entry.link for entry in entries],
        [entry.language for entry in entries],
        [entry.published and entry.published.isoformat() for entry in entries],
        [entry.updated and entry.updated.isoformat() for entry in entries],
        digests or [None] * len(entries),
        [text is not None for text in clean],
        [
            (_put(entry.summary, rest), _put(entry.content, rest)) if text is None else (None, None)
            for entry, text in each
        ],
    ]


def _clean_columns(cleaned: Sequence[Cleaned]) -> list[Sequence[Any]]:
    return [
        [one.title for one in cleaned],
        [one.text_source for one in cleaned],
        [[(removed.kind, removed.text) for removed in one.removed] for one in cleaned],
        [one.byline for one in cleaned],
        [one.agency for one in cleaned],
        [one.page_date for one in cleaned],
        [one.link for one in cleaned],
        [one.canonical for one in cleaned],
    ]


def _told(cleaned: Cleaned | None) -> str | None:
    """The paragraphs in one text; None if they are not the same when it is taken apart again."""
    if cleaned is None:
        return None
    words = "".join(cleaned.paragraphs)
    apart = all(cleaned.paragraphs) and _BREAK not in words and _BETWEEN not in words
    return _BREAK.join(cleaned.paragraphs) if apart else None


def _put(text: str | None, texts: list[bytes]) -> int | None:
    if text is None:
        return None
    written = text.encode("utf-8", ANY_TEXT)
    texts.append(written)
    return len(written)


def _entries(data: Mapping[str, Any], body: bytes) -> tuple[Entry, ...]:
    ids, origins, titles, authors, links, languages, published, updated, digests, is_clean, sizes = data["entries"]
    _check(_TEXT, ids, origins, titles, *authors)
    _check(_TEXT_OR_NONE, links, languages)
    _check_digests(digests)
    cleaned = iter(_cleaned(data["cleaned"], body[: data["clean"]], sum(is_clean)))
    rest = _Rest(body, data["clean"])
    columns = (ids, origins, titles, authors, links, languages, published, updated, digests, is_clean, sizes)
    return tuple(
        [
            Entry(
                id=id_,
                id_from=id_from,
                title=title,
                link=link,
                published=None if out is None else _moment(out),
                updated=None if changed is None else _moment(changed),
                authors=tuple(people),
                summary=None if summary is None else rest.take(summary),
                content=None if content is None else rest.take(content),
                language=language,
                digest=digest,
                cleaned=next(cleaned) if clean else None,
            )
            for id_, id_from, title, people, link, language, out, changed, digest, clean, (summary, content) in zip(
                *columns, strict=True
            )
        ]
    )


def _cleaned(columns: Sequence[list[Any]], body: bytes, count: int) -> Iterator[Cleaned]:
    """Those of the entries that were cleaned."""
    titles, sources, removed, bylines, agencies, page_dates, links, canonicals = columns
    _check(_TEXT, titles, canonicals)
    _check(_TEXT_OR_NONE, bylines, agencies, page_dates, links)
    texts = body.decode("utf-8", ANY_TEXT).split(_BETWEEN) if count else []
    if not len(titles) == len(texts) == count:
        raise ValueError("there are more texts or fewer than entries that were cleaned")
    return starmap(
        Cleaned,
        zip(
            titles,
            [tuple(text.split(_BREAK)) if text else () for text in texts],
            [_SOURCES[source] for source in sources],
            [tuple([Removed(kind=_text(kind), text=_text(words)) for kind, words in each]) for each in removed],
            bylines,
            agencies,
            page_dates,
            links,
            canonicals,
            strict=True,
        ),
    )


class _Rest:
    """The texts of a body from a place on, taken one after the other."""

    def __init__(self, body: bytes, place: int) -> None:
        self._body = body
        self._place = place

    def take(self, length: int) -> str:
        """The next one, of so many bytes."""
        begin, end = self._place, self._place + length
        if not 0 <= begin <= end <= len(self._body):
            raise ValueError("a text ends before it begins, or behind the body")
        self._place = end
        return self._body[begin:end].decode("utf-8", ANY_TEXT)


def _check(kinds: frozenset[type], *columns: object) -> None:
    for column in columns:
        if not isinstance(column, list | tuple) or not kinds.issuperset(map(type, column)):
            raise TypeError("something else than text")


def _check_digests(digests: Sequence[str | None]) -> None:
    stated = [digest for digest in digests if digest is not None]
    if any(len(digest) != _DIGEST for digest in stated) or len(bytes.fromhex("".join(stated))) * 2 != _DIGEST * len(
        stated
    ):
        raise ValueError("no digest")


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

"""Read an XML feed with feedparser, which takes nearly anything: RSS 0.9x to 2.0, RDF, Atom, CDF, and damaged ones.

In: a document's text. Out: a `Document`. Raises `IngestError` when not even one item can be read. Loaded when the first
document needs it: `quick` reads most of them.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import feedparser

from monitor.errors import IngestError
from monitor.ingest.document import Document
from monitor.ingest.jsonfeed import MOST_ITEMS

MOST_SALVAGED = 500  # items that are read one by one in a document that cannot be read as a whole

_ROOT_ELEMENT = re.compile(r"(?i)<(?:rss|feed|rdf:RDF)\b[^>]*>")
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_DUBLIN_CORE_BEFORE = "http://purl.org/dc/elements/1.0/"  # the same elements, of which feedparser knows half
_BOX = re.compile(r"(?is)<(textinput|image|source)\b[^<>]*>.{0,5000}?</\1\s*>")
_PLAIN = re.compile(
    r"(?i)<(title|link|guid|id|pubDate|published|updated|description|summary|content:encoded|content|author)"
    r"(?:\s[^<>]*)?(?:/>|(?<!/)>[^<]*(?:<!\[CDATA\[(?:[^\]]|\](?!\]>))*+\]\]>[^<]*)?</\1\s*>)"
)
_BLOCK = re.compile(r"(?is)<(item|entry)\b[^>]*>.*?</\1\s*>")


def read(text: str) -> Document:
    """Feedparser's document; when one item makes it fail, the document of the others and what was left out."""
    failed: tuple[str, ...] = ()
    text = text.replace(_DUBLIN_CORE_BEFORE, _DUBLIN_CORE)
    try:
        parsed = _parse(text)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - feedparser raises what its handlers raise
        parsed, failed = _salvage(text, error)
    return Document(
        version=str(parsed.get("version") or ""),
        feed=dict(parsed.feed),  # without feedparser's own look-up: it answers for 'updated' what was 'published'
        entries=[_with_full_text(dict(entry)) for entry in parsed.entries],
        notes=_remarks(parsed),
        failed=failed,
    )


def _with_full_text(entry: dict[str, Any]) -> dict[str, Any]:
    """With what Russian feeds have as content under names of their own."""
    if full := entry.get("yandex_full-text") or entry.get("turbo_content"):
        entry["content"] = [*entry.get("content", ()), {"type": "text/html", "value": full}]
    return entry


def _parse(text: str) -> Any:
    # Already text: the declared type keeps feedparser from guessing encodings again. No address: it would resolve
    # ids too, which must stay as published. Neither option: both are quadratic on hostile markup.
    return feedparser.parse(
        BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _salvage(text: str, error: Exception) -> tuple[Any, tuple[str, ...]]:
    """Parse the items one by one inside the document's own header."""
    blocks = list(_BLOCK.finditer(text))
    if not blocks:
        raise IngestError(f"the feed cannot be parsed ({type(error).__name__})") from error
    header, whole = _header(text[: blocks[0].start()], error)
    failed = []
    for number, block in enumerate(blocks[:MOST_SALVAGED], start=1):
        try:
            whole.entries.extend(_entries(header, block))
        except Exception as reason:  # noqa: BLE001 - this item's fault
            failed.append(f"item {number}: it cannot be parsed ({type(reason).__name__})")
    left = min(len(blocks), MOST_ITEMS) - MOST_SALVAGED
    failed.extend(["an item too many in a document that had to be parsed item by item"] * max(left, 0))
    return whole, tuple(failed)


def _entries(header: str, block: re.Match[str]) -> list[Any]:
    """The entry of one item; if it makes feedparser fail, of its plain elements alone."""
    try:
        return list(_parse(header + block[0]).entries)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever else the item holds
        plain = _PLAIN.finditer(_BOX.sub("", block[0]))
        first = {found[1].lower(): found[0] for found in reversed(list(plain))}
        return list(_parse(f"{header}<{block[1]}>{''.join(first.values())}</{block[1]}>").entries)


def _header(text: str, error: Exception) -> tuple[str, Any]:
    """What stands before the first item, and its document; the bare root element when that is the culprit."""
    root = _ROOT_ELEMENT.search(text)
    for header in (text, f"{root[0]}<channel>" if root else ""):
        try:
            return header, _parse(header)
        except Exception as reason:  # noqa: BLE001 - the next header, then the end
            error = reason
    raise IngestError(f"the feed cannot be parsed ({type(error).__name__})") from error


def _remarks(parsed: Any) -> tuple[str, ...]:
    """Why the document is not well-formed, if it is not: a note, never a reason to drop entries."""
    error = parsed.get("bozo_exception") if parsed.get("bozo") else None
    if error is None:
        return ()
    line = error.getLineNumber() if hasattr(error, "getLineNumber") else None
    what = error.getMessage() if hasattr(error, "getMessage") else str(error)
    place = f" at line {line}" if line else ""
    return (f"not well-formed XML{place} ({str(what)[:100]}), read leniently",)

"""Texts from files and standard input: a path or bytes in, text out, or a sentence that says why not.

Plain text may come in any encoding that a feed may come in; JSON lines are UTF-8. Reads whole files, writes nothing.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator
from pathlib import Path

from monitor import text
from monitor.errors import VedetteError
from monitor.ingest.decode import decode

STDIN = "-"
JSON_LINES = frozenset({".jsonl", ".ndjson"})
_EXAMPLE = '{"id": "a1", "date": "2023-09", "text": "…"}'
_MARKED = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # UTF-16 text is full of zero bytes


def bytes_of(source: str) -> bytes:
    """The bytes of a file, or of standard input for `-`; raises `VedetteError` in plain words."""
    try:
        return sys.stdin.buffer.read() if source == STDIN else Path(source).read_bytes()
    except FileNotFoundError as error:
        raise VedetteError("there is no such file") from error
    except IsADirectoryError as error:
        raise VedetteError("this is a folder; name the files in it") from error
    except (OSError, ValueError) as error:  # ValueError: a zero in a path
        raise VedetteError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from error


def content_of(source: str) -> bytes:
    """`bytes_of`, its errors beginning with the source's name: for verbs that take one file."""
    try:
        return bytes_of(source)
    except VedetteError as error:
        raise VedetteError(f"{source}: {error}") from error


def plain_text(body: bytes) -> str:
    """Text in whatever encoding, lines ending in a line feed; raises `VedetteError` for what is no text at all."""
    if b"\0" in body and not body.startswith(_MARKED):
        raise VedetteError("this is not a text: it has zero bytes in it; give a text, HTML or .jsonl file")
    found, _ = decode(body)
    return found.replace("\r\n", "\n").replace("\r", "\n")


def records(body: bytes) -> Iterator[tuple[int, text.TextRecord | str]]:
    """The records of JSON lines, each with its line number; a line that is none comes as the sentence why."""
    try:
        content = body.decode("utf-16" if body.startswith(_MARKED) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        yield line, f"byte 0x{body[error.start]:02x} is not UTF-8; save the file with the encoding UTF-8"
        return
    for line, found in text.records_from_jsonl(content):
        yield line, found if isinstance(found, text.TextRecord) else f"{found}; write lines like {_EXAMPLE}"


def is_json_lines(body: bytes) -> bool:
    """Whether bytes without a name look like JSON lines: an object with a text on the first line."""
    first = body.lstrip().partition(b"\n")[0]
    if not first.startswith(b"{"):
        return False
    return any(isinstance(found, text.TextRecord) for _, found in records(first))


def is_page(body: bytes) -> bool:
    """Whether bytes are a whole HTML page, whatever their name says."""
    return body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))

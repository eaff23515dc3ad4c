"""The bytes of a list: from a file or from memory, packed or not.

In: a path or bytes. Out: a stream of the unpacked bytes, its first bytes, its hash. Raises `ListRefused` for what
cannot be read or unpacked. Never writes and never fetches.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from monitor.errors import ListRefused

MAX_BYTES = 1_000_000_000  # unpacked; SDN_ADVANCED.XML has some 130 MB
MAX_LINE = 10_000_000  # letters or bytes of one line
AGAIN = "fetch it again; the last good copy stays in use"
_HEAD = 16_384
_GZIP = b"\x1f\x8b"

Source = Path | bytes


class _Limited(io.RawIOBase):
    """A stream that refuses to give more than MAX_BYTES: a packed bomb ends here."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner, self._left = inner, MAX_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        data = self._inner.read(len(view))
        self._left -= len(data)
        if self._left < 0:
            raise ListRefused(f"the list is larger than {MAX_BYTES // 10**6} MB unpacked", AGAIN)
        view[: len(data)] = data
        return len(data)


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The unpacked bytes, with every way that they can fail to be read told as `ListRefused`."""
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as raw:
            packed = raw.read(len(_GZIP)) == _GZIP
            raw.seek(0)
            inner = cast("IO[bytes]", gzip.GzipFile(fileobj=raw) if packed else raw)
            yield cast("BinaryIO", io.BufferedReader(_Limited(inner), 65_536))
    except EOFError as error:
        raise ListRefused("the packed file breaks off", AGAIN) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise ListRefused("the packed file is damaged", AGAIN) from error
    except UnicodeDecodeError as error:
        raise ListRefused("a letter in it is not in UTF-8", AGAIN) from error
    except OSError as error:
        raise ListRefused(f"it cannot be read: {error.strerror or error}", "check the path") from error


def head_of(source: Source) -> bytes:
    """The first bytes of it, unpacked. Raises `ListRefused` when there are none."""
    with opened(source) as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise ListRefused("the file is empty", AGAIN)
    return head


def hash_of(sources: tuple[Source, ...]) -> str:
    """SHA-256 of the bytes as they were given, one file after the other."""
    digest = hashlib.sha256()
    for source in sources:
        if isinstance(source, bytes):
            digest.update(source)
            continue
        try:
            with source.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        except OSError as error:
            raise ListRefused(f"it cannot be read: {error.strerror or error}", "check the path") from error
    return digest.hexdigest()


def table(file: BinaryIO) -> Iterator[list[str]]:
    """The rows of a comma-separated table in UTF-8. Raises `ListRefused` for what is none, or breaks off in a line."""
    lines = _Lines(file)
    rows = csv.reader(lines, strict=True)
    try:
        yield from rows
    except csv.Error as error:
        raise ListRefused(f"line {rows.line_num} is not CSV ({error})", AGAIN) from error
    if not lines.ended:
        raise ListRefused("the file breaks off within its last line", AGAIN)


class _Lines:
    """Lines of text; `ended`: the last one has a line's end or the mark that ends an OFAC file."""

    def __init__(self, file: BinaryIO) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        self.ended = True

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(MAX_LINE):
            self.ended = line.endswith(("\n", "\x1a"))
            yield line

"""How parent and child talk: frames of a JSON header and a body, over pipes.

A frame is two big-endian 32-bit lengths, the header as UTF-8 JSON (an object), then the body's raw bytes. Never
pickle: a child that parses hostile input must not be able to run code in the parent.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:  # the child, which has no loop, would load it for a third of its start
    import asyncio

PREFIX = struct.Struct(">II")
MOST_HEADER = 64 * 1024 * 1024  # bytes
MOST_BODY = 64 * 1024 * 1024  # an answer carries the texts of 500 entries, half a million characters each at worst


class FrameError(Exception):
    """What came is no frame, or one over the bounds: the other side can no longer be trusted."""


def packed(header: dict[str, Any], body: bytes = b"") -> bytes:
    """A frame, ready to write."""
    head = json.dumps(header, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(head) > MOST_HEADER or len(body) > MOST_BODY:
        raise FrameError("the frame is over its bounds")
    return b"".join((PREFIX.pack(len(head), len(body)), head, body))


def read(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next frame of a blocking stream; None when the other side has closed it."""
    prefix = stream.read(PREFIX.size)
    if len(prefix) < PREFIX.size:
        return None
    head, body = _bounded(prefix)
    return _header(stream.read(head)), stream.read(body)


async def receive(stream: asyncio.StreamReader) -> tuple[dict[str, Any], bytes]:
    """The next frame. Raises `asyncio.IncompleteReadError` when the other side closes first."""
    head, body = _bounded(await stream.readexactly(PREFIX.size))
    header = _header(await stream.readexactly(head))
    return header, await stream.readexactly(body)


def _bounded(prefix: bytes) -> tuple[int, int]:
    head, body = PREFIX.unpack(prefix)
    if head > MOST_HEADER or body > MOST_BODY:
        raise FrameError("the frame is over its bounds")
    return head, body


def _header(data: bytes) -> dict[str, Any]:
    try:
        header = json.loads(data)
    except ValueError as error:
        raise FrameError("the frame's header is no JSON") from error
    if not isinstance(header, dict):
        raise FrameError("the frame's header is no object")
    return header

"""A server of feeds for measuring, in a process of its own, as cheap as can be: it must not be what is measured.

    python -m benchmarks.ingest_server SHAPE DOCUMENTS NOW

Prints its port. `/N` is feed N, which has the bytes of document N modulo DOCUMENTS. A request with `If-None-Match` is
answered by 304, but for each tenth feed, whose server knows no validators and sends the same bytes again.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime

from benchmarks.ingest_feeds import SHAPES, document

UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
PLAIN_TENTH = 10  # each tenth feed has no validators


class Serving(asyncio.Protocol):
    """One connection, kept alive. `answered` gives the answer to a request, by its path and itself."""

    def __init__(self, answered: Callable[[str, bytes], bytes]) -> None:
        self._answered = answered
        self._transport: asyncio.WriteTransport | None = None
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where to write to."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each whole request."""
        *whole, self._received = (self._received + data).split(b"\r\n\r\n")
        for request in whole:
            path = request.split(b" ", 2)[1].decode()[1:]
            if self._transport is not None:
                self._transport.write(self._answered(path, request))


def answer(body: bytes) -> bytes:
    """A whole document with its headers."""
    head = f'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "1"\r\nContent-Length: {len(body)}\r\n\r\n'
    return head.encode() + body


class Documents:
    """Answers in turn; to those who know a document, that it is unchanged."""

    def __init__(self, answers: list[bytes]) -> None:
        self._answers = answers

    def answered(self, path: str, request: bytes) -> bytes:
        """To a request for feed `path`."""
        number = int(path)
        known = number % PLAIN_TENTH and b"If-None-Match" in request
        return UNCHANGED if known else self._answers[number % len(self._answers)]


async def serve(answered: Callable[[str, bytes], bytes]) -> None:
    """Until killed."""
    server = await asyncio.get_running_loop().create_server(lambda: Serving(answered), "127.0.0.1", 0, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    shape, documents = SHAPES[int(sys.argv[1])], int(sys.argv[2])
    now = datetime.fromisoformat(sys.argv[3])
    made = Documents([answer(document(shape, number, now=now)) for number in range(documents)])
    asyncio.run(serve(made.answered))

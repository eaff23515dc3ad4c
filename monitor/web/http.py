"""The HTTP port: whether the process lives, whether it is fit to work, its figures; and where hubs call back.

In: an address, for each path a function that answers, and for callbacks one that is told what came. Out: plain text.
Serves nothing else, and never holds the daemon up: an answer that takes too long is an answer too. What comes in is
handed on unread, and no more of it is read than its taker asks for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import structlog
from aiohttp import web

log = structlog.get_logger()

PATIENCE = 8.0  # seconds: who watches us gives up at ten
CHUNK = 64 * 1024
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back. `body` is text as it stands."""

    body: str
    status: int = 200
    content_type: str = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request to a callback. `name` is the last part of its address; header names are in lower case."""

    method: str
    name: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    read: Callable[[int], Awaitable[bytes | None]]  # the body; None when it has more bytes than that


Answers = Callable[[], Awaitable[Answer]]
Calls = Callable[[Call], Awaitable[Answer]]


class HttpServer:
    """Listens while the daemon runs; without an address it does nothing. A port that is taken costs only itself."""

    def __init__(
        self, listen: str | None, paths: Mapping[str, Answers], *, callbacks: Mapping[str, Calls] | None = None
    ) -> None:
        """`callbacks` by the path before the name."""
        self._listen = listen
        self._paths = paths
        self._callbacks = callbacks or {}
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        if self._listen is None:
            return self
        host, _, port = self._listen.rpartition(":")
        app = web.Application()
        app.add_routes([web.get(path, _handler(answers)) for path, answers in self._paths.items()])
        for path, calls in self._callbacks.items():
            taken = _taker(calls)
            app.add_routes([web.get(f"{path}/{{name}}", taken, allow_head=False), web.post(f"{path}/{{name}}", taken)])
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host.strip("[]"), int(port)).start()
        except OSError as error:
            log.error(f"cannot listen at {self._listen}: {error.strerror}; feeds are watched nevertheless")  # noqa: TRY400 - a sentence is enough
        else:
            log.info(f"listening at http://{self._listen}", paths=" ".join(self._paths))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()


def _handler(answers: Answers) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(_request: web.Request) -> web.Response:
        return await _in_time(answers())

    return handle


def _taker(calls: Calls) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        call = Call(
            method=request.method,
            name=request.match_info["name"],
            query=dict(request.query),
            headers={name.lower(): value for name, value in request.headers.items()},
            read=lambda most: _body(request, most),
        )
        return await _in_time(calls(call))

    return handle


async def _in_time(answering: Awaitable[Answer]) -> web.Response:
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await answering
    except TimeoutError:
        answer = Answer(body="no answer in time\n", status=503)
    body, headers = answer.body.encode(), {**HEADERS, "Content-Type": answer.content_type}
    return web.Response(body=body, status=answer.status, headers=headers)


async def _body(request: web.Request, most: int) -> bytes | None:
    if (request.content_length or 0) > most:
        return None
    body = bytearray()
    async for chunk in request.content.iter_chunked(CHUNK):
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)

"""The HTTP port: whether the process lives, whether it is fit to work, and its figures. Read only.

In: an address, and for each path a function that answers. Out: plain text. Serves nothing else, takes no input, and
never holds the daemon up: an answer that takes too long is an answer too.
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
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back. `body` is text as it stands."""

    body: str
    status: int = 200
    content_type: str = "text/plain; charset=utf-8"


Answers = Callable[[], Awaitable[Answer]]


class HttpServer:
    """Listens while the daemon runs; without an address it does nothing. A port that is taken costs only itself."""

    def __init__(self, listen: str | None, paths: Mapping[str, Answers]) -> None:
        self._listen = listen
        self._paths = paths
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        if self._listen is None:
            return self
        host, _, port = self._listen.rpartition(":")
        app = web.Application()
        app.add_routes([web.get(path, _handler(answers)) for path, answers in self._paths.items()])
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
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await answers()
        except TimeoutError:
            answer = Answer(body="no answer in time\n", status=503)
        body, headers = answer.body.encode(), {**HEADERS, "Content-Type": answer.content_type}
        return web.Response(body=body, status=answer.status, headers=headers)

    return handle

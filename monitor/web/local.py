"""The local API: writing verbs of the command line reach the running daemon over a socket beside the database.

In: one JSON object a request, `{"verb": …, "arguments": {…}}`. Out: one JSON object. Only the owner of the files
can connect (mode 600). PostgreSQL has no file and needs no daemon between: there verbs write by themselves.
A place where no socket can be made costs the verbs, not the daemon.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import structlog

from monitor.errors import DaemonUnreachable

log = structlog.get_logger()

Json = dict[str, Any]
Answer = Callable[[str, Json], Awaitable[Json]]

LONGEST_PATH = 100  # bytes: the kernel allows 107 for a socket's address
LONGEST_LINE = 1_000_000
PATIENCE = 10.0  # seconds


def socket_path(database: Path) -> Path:
    """`<database>.sock`, or a name of the same file in the temporary folder when that is too long for a socket."""
    beside = database.with_name(database.name + ".sock")
    if len(os.fsencode(beside)) <= LONGEST_PATH:
        return beside
    digest = hashlib.sha256(os.fsencode(beside)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"vedette-{digest}.sock"


class LocalServer:
    """Answers on the socket while the daemon runs. Without a database file there is nothing to serve."""

    def __init__(self, database: Path | None, answer: Answer) -> None:
        self._path = socket_path(database) if database else None
        self._answer = answer
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        if self._path is not None:
            try:
                self._server = await self._listen(self._path)
            except OSError as error:
                words = error.strerror or str(error)
                log.warning(
                    f"no socket at {self._path}: {words}; verbs that write (ack, silence, deliveries retry, alerts "
                    "split and merge, rematch --tell) cannot reach this daemon, and work when it has ended"
                )
        return self

    async def _listen(self, path: Path) -> asyncio.Server:
        _clear(path)
        before = os.umask(0o177)
        try:
            return await asyncio.start_unix_server(self._serve, path=path, limit=LONGEST_LINE)
        finally:
            os.umask(before)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None and self._path is not None:
            self._server.close()
            _clear(self._path)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                reply = await self._reply(await reader.readline())
                writer.write(json.dumps(reply).encode() + b"\n")
                await writer.drain()
        except (TimeoutError, ConnectionError, ValueError):
            pass  # the asker went away or sends without end: nothing was changed
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _reply(self, line: bytes) -> Json:
        try:
            request = json.loads(line)
            verb, arguments = str(request["verb"]), dict(request.get("arguments") or {})
        except (ValueError, KeyError, TypeError):
            return {"error": 'a request is one line: {"verb": "…", "arguments": {…}}'}
        return await self._answer(verb, arguments)


def _clear(path: Path) -> None:
    """Take away the socket of a daemon that is gone: this one at its end, or a killed one, as the lock tells."""
    path.unlink(missing_ok=True)


def ask(database: Path, verb: str, arguments: Json) -> Json:
    """Ask the daemon of this database; raises `DaemonUnreachable` when none answers."""
    return asyncio.run(_ask(socket_path(database), verb, arguments))


async def _ask(path: Path, verb: str, arguments: Json) -> Json:
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_unix_connection(path, limit=LONGEST_LINE)
            writer.write(json.dumps({"verb": verb, "arguments": arguments}).encode() + b"\n")
            line = await reader.readline()
            writer.close()
            await writer.wait_closed()
    except (OSError, TimeoutError) as error:
        raise DaemonUnreachable(f"no daemon answers on {path}: {error or 'no answer in time'}") from error
    if not line:
        raise DaemonUnreachable(f"the daemon on {path} closed the connection without an answer")
    return dict(json.loads(line))

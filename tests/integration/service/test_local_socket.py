"""The socket beside the database: who may ask, what is answered when the database fails, and where none can be made."""

from __future__ import annotations

import asyncio
import socket
import stat
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from monitor.errors import DaemonUnreachable, StorageError
from monitor.service.requests import answer
from monitor.web import LocalServer, ask
from monitor.web.local import socket_path
from tests.integration.service.conftest import Desk


def asked(desk: Desk, verb: str, arguments: dict | None = None):
    return asyncio.to_thread(ask, desk.folder / "vedette.db", verb, arguments or {})


async def test_a_running_daemon_answers_its_owner_alone(desk) -> None:
    app = desk.open()
    async with LocalServer(desk.folder / "vedette.db", answer(app)):
        assert (await asked(desk, "status"))["polls"] == 0
        assert "does not know 'sing'" in (await asked(desk, "sing"))["error"]
        mode = socket_path(desk.folder / "vedette.db").stat().st_mode
        assert stat.S_IMODE(mode) & 0o077 == 0
    with pytest.raises(DaemonUnreachable):
        await asked(desk, "status")


async def test_a_socket_that_a_killed_daemon_left_is_replaced(desk) -> None:
    app = desk.open()
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(desk.folder / "vedette.db.sock"))
    async with LocalServer(desk.folder / "vedette.db", answer(app)):
        assert (await asked(desk, "status"))["told"] == 0


async def test_where_no_socket_can_be_made_the_daemon_runs_without_one(desk) -> None:
    app = desk.open()
    (desk.folder / "vedette.db.sock").mkdir()
    with capture_logs() as lines:
        async with LocalServer(desk.folder / "vedette.db", answer(app)):
            pass
    assert [line["log_level"] for line in lines] == ["warning"]
    assert "no socket at" in lines[0]["event"]


class Locked:
    """A delivery store that cannot be written."""

    def retry_dead(self, ids, *, now):
        raise StorageError("the database stayed locked")


async def test_a_database_that_cannot_be_written_is_an_answer_and_not_a_silence(desk) -> None:
    app = desk.open()
    app.store = replace(app.store, deliveries=Locked())
    async with LocalServer(desk.folder / "vedette.db", answer(app)):
        assert await asked(desk, "deliveries.retry") == {"error": "the database stayed locked"}


async def test_a_path_too_long_for_a_socket_gets_one_elsewhere(desk) -> None:
    deep = desk.folder / ("d" * 120)
    deep.mkdir()
    async with LocalServer(deep / "vedette.db", answer(desk.open())):
        found = await asyncio.to_thread(ask, deep / "vedette.db", "status", {})
    assert found["polls"] == 0


async def test_a_request_that_is_none_is_told_how_one_looks(desk) -> None:
    async with LocalServer(desk.folder / "vedette.db", answer(desk.open())):
        reader, writer = await asyncio.open_unix_connection(desk.folder / "vedette.db.sock")
        writer.write(b"[1, 2]\n")
        assert b"a request is one line" in await reader.readline()
        writer.close()
        await writer.wait_closed()

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
from tests.integration.service.conftest import Desk, entry

URL = "https://outlet.example/feed"


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


async def test_a_running_daemon_sorts_alerts_and_says_what_it_cannot_do(desk) -> None:
    app = desk.open(URL)
    desk.papers.brings[URL] = [
        entry("a", body="Sanctions follow, ministers of the northern isles say."),
        entry("b", body="Mercenaries were seen at the gate of the old barracks."),
    ]
    await desk.poll(app)
    desk.read(app)
    async with LocalServer(desk.folder / "vedette.db", answer(app)):
        merged = await asked(desk, "alerts.merge", {"alert": 1, "other": 2, "by": " Ann \n"})
        refused = await asked(desk, "alerts.merge", {"alert": 1, "other": 2})
        [moved] = merged["articles"]
        split = await asked(desk, "alerts.split", {"alert": 1, "articles": [moved]})
    assert (merged["by"], merged["undo"]) == ("Ann", f"vedette alerts split 1 {moved}")
    assert refused == {"error": "alert 2 was merged into alert 1; name that one"}
    assert (split["by"], split["other"]) == ("somebody", 3)
    first, third = app.store.archive.alert(1), app.store.archive.alert(3)
    assert {item.article_id for item in third.alert.findings} == {moved}
    assert moved not in {item.article_id for item in first.alert.findings}

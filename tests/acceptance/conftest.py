"""Acceptance tests run the real program as a process, against real local servers.

Strategy: a `Desk` is a folder with a configuration of its own; `site` serves whatever documents a test puts there;
`mailbox` is an SMTP server; `slack` is an endpoint that takes what Slack takes. Nothing is patched. Every process is
ended by its test, even a failed one.
"""

from __future__ import annotations

import contextlib
import email
import email.policy
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.forks.client import Forks, Process


@dataclass
class Site:
    """A web server: `documents` by path; `requests` as they came; `delay` before each answer."""

    documents: dict[str, bytes] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    delay: float = 0.0
    port: int = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@dataclass
class Slack:
    """An endpoint that takes posts: `posts` are their JSON bodies; `statuses` are answered first, then 200.

    `begun` counts posts as they come in, before the `delay`; `at` is when each was answered (monotonic seconds).
    `retry_after` (seconds) comes with every answer but 200.
    """

    begun: int = 0
    posts: list[dict] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    retry_after: int = 0
    delay: float = 0.0
    port: int = 0

    @property
    def url(self) -> str:
        return f"slack+http://127.0.0.1:{self.port}/T00000000/B00000000/abcdefghijklmnopqrstuvwx"


@dataclass
class Mailbox:
    """An SMTP server that accepts everything and keeps it."""

    messages: list[EmailMessage] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"mailto://127.0.0.1:{self.port}?from=vedette@desk.example&to=analyst@desk.example"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - the name that aiosmtpd calls
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 kept"


class Server(ThreadingHTTPServer):
    """A web server that takes it calmly when the program under test goes away in the middle of an answer."""

    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        error = sys.exception()
        if not isinstance(error, ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    server = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    state = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.requests.append(self.path)
            time.sleep(state.delay)
            body = state.documents.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *args) -> None:
            """Say nothing: the test says it."""

    with serving(Handler) as port:
        state.port = port
        yield state


@pytest.fixture
def slack() -> Iterator[Slack]:
    state = Slack()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.begun += 1
            time.sleep(state.delay)
            state.posts.append(json.loads(body))
            state.at.append(time.monotonic())
            status = state.statuses.pop(0) if state.statuses else 200
            self.send_response(status)
            if status != 200 and state.retry_after:
                self.send_header("Retry-After", str(state.retry_after))
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *args) -> None:
            """Say nothing: the test says it."""

    with serving(Handler) as port:
        state.port = port
        yield state


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    state = Mailbox()
    with socket.socket() as free:  # aiosmtpd connects to the port it was given, so 0 will not do
        free.bind(("127.0.0.1", 0))
        state.port = free.getsockname()[1]
    controller = Controller(state, hostname="127.0.0.1", port=state.port)
    controller.start()
    try:
        yield state
    finally:
        controller.stop()


class Daemon:
    """A running `vedette` process whose output is read as it comes."""

    def __init__(self, process: Process, out: Path, err: Path) -> None:
        self.process = process
        self._out, self._err = out, err

    def wait_for(self, words: str, *, seconds: float = 20.0) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if words in self.stdout + self.stderr:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        if words in self.stdout + self.stderr:
            return
        raise AssertionError(f"{words!r} did not come.\n--- stdout\n{self.stdout}\n--- stderr\n{self.stderr}")

    @property
    def stdout(self) -> str:
        return _text(self._out)

    @property
    def stderr(self) -> str:
        return _text(self._err)

    def end(self, number: int = signal.SIGTERM, *, seconds: float = 15.0) -> int:
        self.process.send_signal(number)
        return self.process.wait(seconds)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


class Desk:
    """A folder with a configuration, and the program run in it.

    Processes are forks of one that has imported everything, for the sake of time; `installed` ones are started as a
    person starts them.
    """

    def __init__(self, folder: Path, forks: Forks, outputs: Path) -> None:
        self.folder = folder
        self.daemons: list[Daemon] = []
        self.environ = {key: value for key, value in os.environ.items() if not key.startswith("VEDETTE")}
        self._forks, self._outputs = forks, outputs
        self._starts = count()

    def configure(self, text: str) -> None:
        (self.folder / "config.yaml").write_text(text, encoding="utf-8")

    def vedette(
        self, *arguments: str, seconds: float = 60.0, installed: bool = False
    ) -> subprocess.CompletedProcess[str]:
        daemon = self.start(*arguments, installed=installed)
        code = daemon.process.wait(seconds)
        return subprocess.CompletedProcess(arguments, code, daemon.stdout, daemon.stderr)

    def start(self, *arguments: str, installed: bool = False) -> Daemon:
        number = next(self._starts)
        out, err = self._outputs / f"{number}.out", self._outputs / f"{number}.err"
        process = self._forks.start(
            *arguments, cwd=self.folder, environ=self.environ, out=out, err=err, installed=installed
        )
        daemon = Daemon(process, out, err)
        self.daemons.append(daemon)
        return daemon

    def json(self, *arguments: str) -> list[dict]:
        done = self.vedette(*arguments, "--json")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def ledger(self) -> dict:
        [account] = self.json("ledger")
        return account


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, forks: Forks) -> Iterator[Desk]:
    made = Desk(tmp_path, forks, tmp_path_factory.mktemp("outputs"))
    yield made
    for daemon in made.daemons:
        daemon.process.kill()
        daemon.process.wait(10)

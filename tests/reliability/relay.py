"""A piece of network between a program and PostgreSQL that a test can cut: TCP here, a Unix socket behind it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import make_url


class Relay:
    """Passes bytes on both ways while it is whole. `address` is the database's through it."""

    def __init__(self, database: str) -> None:
        url = make_url(database)
        self._behind = f"{url.query['host']}/.s.PGSQL.5432"
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._listener = self._listen(0)
        port = self._listener.getsockname()[1]
        self.address = f"postgresql://{url.username}@127.0.0.1:{port}/{url.database}"
        self._port = port

    def cut(self) -> None:
        """End every connection; whoever tries a new one is refused."""
        with self._lock:
            ended, self._open = [self._listener, *self._open], []
        for one in ended:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def mend(self) -> None:
        """Let connections through again, at the same address."""
        self._listener = self._listen(self._port)

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._take, args=(listener,), daemon=True).start()
        return listener

    def _take(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(self._behind)
                with self._lock:
                    self._open += [near, far]
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=(source, target), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.ExitStack() as both:
        both.callback(source.close)
        both.callback(target.close)
        with suppress(OSError):
            while chunk := source.recv(65_536):
                target.sendall(chunk)
            target.shutdown(socket.SHUT_WR)


@contextmanager
def relayed(database: str) -> Iterator[Relay]:
    """A relay that is whole, and cut for good at the end of the block."""
    relay = Relay(database)
    try:
        yield relay
    finally:
        relay.cut()

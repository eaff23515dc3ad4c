"""Tell systemd that the service is up, alive, and about to stop (`Type=notify`). Does nothing without systemd.

In: the address in NOTIFY_SOCKET. Out: datagrams as sd_notify(3) describes them. Alive means that the loops turn: a
database that cannot be used is no reason to be restarted, for that would help nobody.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

LEAST = 0.5  # seconds between two signs of life


def notify(environ: Mapping[str, str], message: str) -> None:
    """Send one message; a manager that is gone is no fault of ours."""
    address = environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    path = "\0" + address[1:] if address.startswith("@") else address
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.sendto(message.encode(), path)


@asynccontextmanager
async def petted(environ: Mapping[str, str], alive: Callable[[], bool]) -> AsyncIterator[None]:
    """Say READY, then signs of life for as long as `alive`, and STOPPING at the end."""
    notify(environ, "READY=1")
    petting = asyncio.create_task(_pet(environ, alive))
    try:
        yield
    finally:
        petting.cancel()
        notify(environ, "STOPPING=1")


async def _pet(environ: Mapping[str, str], alive: Callable[[], bool]) -> None:
    """A sign of life at half of systemd's patience, until cancelled."""
    patience = environ.get("WATCHDOG_USEC", "")
    while patience.isdecimal():
        if alive():
            notify(environ, "WATCHDOG=1")
        await asyncio.sleep(max(int(patience) / 2_000_000, LEAST))

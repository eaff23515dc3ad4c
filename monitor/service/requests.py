"""What the running daemon does for the command line: the writing verbs, asked over the local socket.

In: a verb and its JSON arguments. Out: a JSON answer. The same functions serve when no daemon runs.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from monitor.errors import StorageError
from monitor.storage import DeliveryStore

if TYPE_CHECKING:
    from monitor.service.app import App  # the command line asks without one

Json = dict[str, Any]
Answer = Callable[[str, Json], Awaitable[Json]]


def retry_deliveries(deliveries: DeliveryStore, arguments: Mapping[str, Any], *, now: datetime) -> Json:
    """Put dead deliveries back to pending, all or those with the given ids."""
    count = deliveries.retry_dead(arguments.get("ids") or None, now=now)
    return {"retried": count}


def answer(app: App) -> Answer:
    """The daemon's answers, by verb; an unknown verb is a plain error."""

    async def reply(verb: str, arguments: Json) -> Json:
        if verb == "status":
            return {"pid": os.getpid(), "polls": app.tally.polls, "told": app.tally.told}
        if verb == "deliveries.retry":
            try:
                return await asyncio.to_thread(retry_deliveries, app.store.deliveries, arguments, now=app.clock())
            except StorageError as error:
                return {"error": str(error)}
        return {"error": f"this daemon does not know {verb!r}; it may be older than the command line"}

    return reply

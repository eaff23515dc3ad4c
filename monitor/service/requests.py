"""What the running daemon does for the command line: the writing verbs, asked over the local socket.

In: a verb and its JSON arguments. Out: a JSON answer. The same functions serve when no daemon runs.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from monitor.errors import StorageError
from monitor.service.asked import Asked
from monitor.service.sorting import merge_alerts, split_alert
from monitor.service.steering import acknowledge, add_silence, end_silence, take_back
from monitor.storage import Store

if TYPE_CHECKING:
    from monitor.service.app import App  # the command line asks without one

Json = dict[str, Any]
Answer = Callable[[str, Json], Awaitable[Json]]


def retry_deliveries(store: Store, asked: Asked) -> Json:
    """Put dead deliveries back to pending, all or those with the given ids."""
    return {"retried": store.deliveries.retry_dead(asked.arguments.get("ids") or None, now=asked.now)}


def read_again(store: Store, asked: Asked) -> Json:
    """Have articles read once more and told, also if they were old news at first sight: the asker has chosen them."""
    return {"read_again": store.articles.read_again(asked.arguments["ids"], now=asked.now, as_news=True)}


def update_lists(store: Store, asked: Asked) -> Json:
    """Have the daemon look for new versions of these lists at once."""
    names = [str(name) for name in asked.arguments["names"]]
    store.lists.make_due(names, now=asked.now)
    return {"due": names}


WRITERS: Mapping[str, Callable[[Store, Asked], Json]] = {
    "deliveries.retry": retry_deliveries,
    "articles.read_again": read_again,
    "alerts.split": split_alert,
    "alerts.merge": merge_alerts,
    "silence.add": add_silence,
    "silence.end": end_silence,
    "ack": acknowledge,
    "ack.undo": take_back,
    "lists.update": update_lists,
}


def answer(app: App) -> Answer:
    """The daemon's answers, by verb; an unknown verb is a plain error."""

    async def reply(verb: str, arguments: Json) -> Json:
        if verb == "status":
            return _status(app)
        if verb not in WRITERS:
            return {"error": f"this daemon does not know {verb!r}; it may be older than the command line"}
        try:
            asked = Asked(arguments=arguments, routes=app.policy.routes, now=app.clock())
            return await asyncio.to_thread(WRITERS[verb], app.store, asked)
        except StorageError as error:
            return {"error": str(error)}

    return reply


def _status(app: App) -> Json:
    rules = app.knowledge.rules
    return {
        "pid": os.getpid(),
        "polls": app.tally.polls,
        "told": app.tally.told,
        "rules": len(rules.rules) + len(rules.bursts),
        "rules_hash": rules.hash,
    }

"""A process that fetches, parses and cleans what is served to it, and says what that cost.

    python -m tests.integration.ingest.hostile_visitor '{"urls": […], "deadline": 5, …}'

Prints a line of JSON for each address: what became of it, by how many MB this process (the parent of the parsing
children) grew at its peak, the seconds, and every address to which a connection was opened, by Python's own audit.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from monitor.errors import IngestError
from monitor.ingest.fetch import HttpFetcher
from monitor.ingest.limits import FetchLimits
from monitor.ingest.pool import ParserPool
from monitor.model import Failed, Feed, Fetched, ParsedFeed

LANGUAGES = ("en", "ru", "zh")
connected: list[str] = []


class Names(AbstractResolver):
    """Answers by a table: a name's answers in turn, the last one for ever, as a rebinding name server does."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        self._table = table

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        answers = self._table[host]
        address = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=one,
                port=port,
                family=socket.AF_INET6 if ":" in one else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for one in address.split(",")
        ]

    async def close(self) -> None:
        """Nothing is open."""


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        connected.append(str(arguments[1][0]))


def _peak() -> int:
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) // 1024


def _forget_peak() -> None:
    with open("/proc/self/clear_refs", "w", encoding="ascii") as refs:  # noqa: PTH123
        refs.write("5")


async def _visit(url: str, fetcher: HttpFetcher, pool: ParserPool, *, cleans: bool) -> str:
    response = await fetcher.fetch(Feed(id=1, url=url, name="Feed"))
    if isinstance(response, Failed):
        return f"{response.cause.value}: {response.reason}"
    if not isinstance(response, Fetched):
        return "not modified"
    try:
        parsed = await pool.parse(response)
    except IngestError as error:
        return f"parse: {error}"
    if cleans:
        _clean(parsed, url)
    return f"{len(parsed.entries)} entries"


def _clean(parsed: ParsedFeed, url: str) -> None:
    from monitor import text  # with its model a second to load, which most visits do not need

    feed, now = Feed(id=1, url=url, name="Feed"), datetime.now(UTC)
    for entry in parsed.entries:
        text.article_from_entry(entry, feed, parsed, languages=LANGUAGES, now=now)


async def main(asked: dict[str, Any]) -> None:
    """Visit each address, one after another."""
    limits = FetchLimits(
        deadline=timedelta(seconds=asked["deadline"]), gap=timedelta(0), allow_hosts=tuple(asked["allow"])
    )
    names = Names(asked["names"]) if asked.get("names") else None
    cleans = bool(asked["cleans"])
    async with HttpFetcher(limits, resolver=names) as fetcher, ParserPool(1) as pool:
        await _visit(asked["urls"][0], fetcher, pool, cleans=cleans)  # what is loaded once is nobody's bomb
        sys.addaudithook(_audit)
        for url in asked["urls"][1:]:
            connected.clear()
            _forget_peak()
            before, begun = _peak(), time.monotonic()
            what = await _visit(url, fetcher, pool, cleans=cleans)
            cost = {"what": what, "grew": _peak() - before, "seconds": time.monotonic() - begun}
            print(json.dumps(cost | {"connected": connected}), flush=True)  # noqa: T201 - it is what this process says


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))

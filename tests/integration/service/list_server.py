"""A real HTTP server that publishes a sanctions list in the format of the United Nations, and makes mistakes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

KEY = "let me in"


def entity(number: int, name: str, *, alias: str = "", programme: str = "Isles") -> str:
    also = f"<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>{alias}</ALIAS_NAME></ENTITY_ALIAS>" if alias else ""
    return (
        f"<ENTITY><DATAID>{number}</DATAID><FIRST_NAME>{name}</FIRST_NAME><UN_LIST_TYPE>{programme}</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>ISe.{number:03}</REFERENCE_NUMBER><LISTED_ON>2024-06-11</LISTED_ON>{also}</ENTITY>"
    )


def document(*entities: str, day: int = 1) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-03-{day:02}T06:00:00.000Z">'
    body = "".join(entities)
    return f"{head}<INDIVIDUALS></INDIVIDUALS><ENTITIES>{body}</ENTITIES></CONSOLIDATED_LIST>".encode()


def whole(count: int = 40, *, day: int = 1, besides: Mapping[int, str] | None = None) -> bytes:
    """A list of so many groups, some of them other than usual."""
    usual = {number: entity(number, f"HERON BAND {number}") for number in range(1, count + 1)}
    return document(*{**usual, **(besides or {})}.values(), day=day)


@dataclass
class Publisher:
    """What the server answers with, and what it was asked."""

    body: bytes = b""
    status: int = 200
    etag: str = ""
    asked: list[Mapping[str, str]] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.headers))
        if self.etag and request.headers.get("If-None-Match") == self.etag:
            return web.Response(status=304)
        headers = {"ETag": self.etag} if self.etag else {}
        return web.Response(body=self.body, status=self.status, headers=headers)


@asynccontextmanager
async def publishing(publisher: Publisher) -> AsyncIterator[Publisher]:
    application = web.Application()
    application.router.add_get("/list.xml", publisher.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    publisher.url = f"http://{host}:{port}/list.xml"
    try:
        yield publisher
    finally:
        await runner.cleanup()

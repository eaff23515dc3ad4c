"""Asking a hub, and hearing of it in headers: with a real server on this machine."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web

from monitor.ingest import hubs
from monitor.ingest.fetch import HttpFetcher
from monitor.ingest.hub import HubClient
from monitor.model import Fetched, HubLink

from .conftest import LIMITS, Site, feed

FORM = {"hub.mode": "subscribe", "hub.secret": "s&=é"}


async def asked(url: str, **limits: object) -> str | None:
    async with HubClient(replace(LIMITS, **limits)) as client:
        return await client.ask(url, FORM)


async def test_a_hub_gets_the_form_and_says_yes(site: Site):
    forms = []

    async def take(request: web.Request) -> web.Response:
        forms.append((request.method, dict(await request.post())))
        return web.Response(status=202)

    assert await asked(site.on("/hub", take)) is None
    assert forms == [("POST", FORM)]


@pytest.mark.parametrize("status", [307, 308])
async def test_a_redirect_that_keeps_the_request_is_followed_with_the_form(site: Site, status: int):
    forms = []

    async def take(request: web.Request) -> web.Response:
        forms.append(dict(await request.post()))
        return web.Response(status=204)

    site.on("/new", take)
    assert await asked(site.answer("/hub", status=status, Location="/new")) is None
    assert forms == [FORM]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"status": 302, "Location": "/elsewhere"}, "answered 302"),
        ({"status": 307, "Location": "/hub"}, "redirects too often"),
        ({"status": 307, "Location": "http://127.0.0.2/hub"}, "leads to 127.0.0.2, which is not a public address"),
        ({"status": 307, "Location": "ftp://hub.example/"}, "only http and https"),
        ({"status": 400, "body": b"hub.topic\nis unknown"}, "answered 400: hub.topic is unknown"),
        ({"status": 500, "body": b"<html>" + b"x" * 100_000}, "answered 500"),
    ],
)
async def test_a_hub_that_says_no_is_a_reason(site: Site, answer: dict, reason: str):
    why = await asked(site.answer("/hub", **answer))
    assert why is not None
    assert reason in why
    assert len(why) < 200


async def test_a_hub_that_does_not_answer_is_given_up(site: Site):
    async def sleep(_request: web.Request) -> web.Response:
        await asyncio.sleep(5)
        return web.Response()

    why = await asked(site.on("/hub", sleep), deadline=timedelta(seconds=0.2))
    assert why == "127.0.0.1 did not answer within 0.2 s"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "https://", "http://[broken/", "http://127.0.0.2:1/hub"])
async def test_what_is_no_public_address_is_not_asked(url: str):
    assert await asked(url)


async def test_a_hub_is_heard_of_in_two_headers_of_one_name(site: Site, fetcher: HttpFetcher):
    async def answer(_request: web.Request) -> web.Response:
        response = web.Response(body=b"<rss/>")
        response.headers.add("Link", '<https://hub.example/>; rel="hub"')
        response.headers.add("Link", '<https://coast.example/f>; rel="self"')
        return response

    got = await fetcher.fetch(feed(site.on("/f", answer)))
    assert isinstance(got, Fetched)
    found = hubs.from_header(got.headers.get("link"), url=got.url)
    assert found == HubLink(hubs=("https://hub.example/",), topic="https://coast.example/f")

"""Servers and documents made to do harm, each visited by a process of its own whose memory and connections are counted.

What must hold of each: the process that serves everybody grows by less than 64 MB, the visit ends in time, it says in
words why the feed is of no use, and no connection is opened to an address that is not allowed.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from .bombs import brotli_bomb, gzip_bomb
from .conftest import Raw, Site

ROOT = Path(__file__).parents[3]
StartRaw = Callable[..., Awaitable[Raw]]
MOST_GROWTH = 64  # MB
PARSING = 20.0  # seconds: one document's deadline in the child
MEGABYTE = 1_000_000
HERE = ["127.0.0.1"]


async def visit(
    urls: list[str], *, names: dict[str, list[str]] | None = None, deadline: float = 5, cleans: bool = False
) -> list[dict[str, Any]]:
    """What each visit came to. The first address warms the process up and is not told of."""
    asked = json.dumps({"urls": urls, "deadline": deadline, "allow": HERE, "names": names, "cleans": cleans})
    visitor = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.integration.ingest.hostile_visitor", asked),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        said, _ = await visitor.communicate()
    finally:
        if visitor.returncode is None:
            visitor.kill()
    assert visitor.returncode == 0
    return [json.loads(line) for line in said.splitlines()]


def rss(items: bytes) -> bytes:
    return b'<rss version="2.0"><channel><title>T</title>' + items + b"</channel></rss>"


def item(description: bytes) -> bytes:
    return rss(b"<item><title>One</title><guid>1</guid><description>" + description + b"</description></item>")


GOOD = item(b"A port was closed.")

# --- bombs on the line --------------------------------------------------------------------------------------------


async def test_bombs_on_the_line_are_stopped_and_say_why(site: Site, raw: StartRaw):
    packed = b"".join(gzip_bomb(256))
    ok = b"HTTP/1.1 200 OK\r\n"
    floods = {
        "interim answers": await raw(b"", drip=b"HTTP/1.1 103 Early Hints\r\n\r\n" * 20_000, pause=0),
        "chunks of a byte": await raw(ok + b"Transfer-Encoding: chunked\r\n\r\n", drip=b"1\r\nx\r\n" * 50_000, pause=0),
        "a chunk's length": await raw(ok + b"Transfer-Encoding: chunked\r\n\r\n", drip=b"0" * 500_000, pause=0),
        "a chunk's remarks": await raw(ok + b"Transfer-Encoding: chunked\r\n\r\n5;", drip=b"x" * 500_000, pause=0),
        "empty blocks of gzip": await raw(
            ok + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\3", drip=b"\0\0\0\xff\xff" * 99_999, pause=0
        ),
        "headers": await raw(ok, drip=b"X-Name: some value\r\n" * 5000, pause=0),
        "one header": await raw(ok + b"X: ", drip=b"x" * 500_000, pause=0),
        "cookies": await raw(ok, drip=b"Set-Cookie: a=" + b"b" * 4000 + b"\r\n", pause=0),
        "status": await raw(b"HTTP/1.1 200 ", drip=b"x" * 500_000, pause=0),
    }
    cases = {
        "gzip": (site.answer("/gzip", packed, Content_Encoding="gzip"), "too big"),
        "brotli": (site.answer("/br", b"".join(brotli_bomb(128)), Content_Encoding="br"), "too big"),
        "zstd": (site.answer("/zstd", packed, Content_Encoding="zstd"), "encoding"),
        "gzip in gzip": (site.answer("/twice", gzip.compress(packed), Content_Encoding="gzip, gzip"), "encoding"),
        "gzip in gzip, stated once": (site.answer("/once", gzip.compress(packed), Content_Encoding="gzip"), "parse"),
        "a file of gzip": (site.answer("/file", packed, Content_Type="application/gzip"), "parse"),
        "20 MB": (site.answer("/20", bytes(20 * MEGABYTE)), "too big"),
        "20 MB, length unstated": (site.on("/chunked", twenty_megabytes), "too big"),
        **{name: (f"http://127.0.0.1:{server.port}/", "") for name, server in floods.items()},
    }
    urls = [site.answer("/good", GOOD), *(url for url, _ in cases.values()), f"{site.address}/good"]
    *told, last = await visit(urls, deadline=3)
    for (name, (_, cause)), cost in zip(cases.items(), told, strict=True):
        assert cost["what"].startswith(cause), (name, cost)
        assert "entries" not in cost["what"], (name, cost)
        assert cost["grew"] < MOST_GROWTH, (name, cost)
        assert cost["seconds"] < 4, (name, cost)
    assert last["what"] == "1 entries"


async def twenty_megabytes(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(20):
        await response.write(bytes(MEGABYTE))
    return response


async def test_lengths_that_lie_and_lines_that_break_end_the_visit_alone(site: Site, raw: StartRaw):
    answers = {
        "longer than it is": b"Content-Length: 900\r\n\r\n" + GOOD,
        "negative": b"Content-Length: -5\r\n\r\n" + GOOD,
        "not a number": b"Content-Length: ten\r\n\r\n" + GOOD,
        "beyond counting": b"Content-Length: 99999999999999999999999\r\n\r\n" + GOOD,
        "two of them": b"Content-Length: 5\r\nContent-Length: 7\r\n\r\n" + GOOD,
        "length and chunks": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
        "a chunk too long": b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc",
        "breaks in a chunk": b"Transfer-Encoding: chunked\r\n\r\n50\r\nabc",
        "a charset of nobody": b"Content-Type: text/xml; charset=\xff\xfe\r\nContent-Length: 0\r\n\r\n",
    }
    servers = [await raw(b"HTTP/1.1 200 OK\r\n" + answer) for answer in answers.values()]
    good = site.answer("/good", GOOD)
    *told, last = await visit([good, *(f"http://127.0.0.1:{one.port}/" for one in servers), good])
    for name, cost in zip(answers, told, strict=True):
        assert cost["seconds"] < 2, (name, cost)
        assert cost["grew"] < MOST_GROWTH, (name, cost)
        assert "entries" not in cost["what"], (name, cost)
    assert last["what"] == "1 entries"


# --- addresses ----------------------------------------------------------------------------------------------------

FORBIDDEN = (
    *("127.0.0.2", "0.0.0.0", "10.0.0.1", "100.64.0.1", "169.254.169.254", "192.168.0.1", "172.16.0.1", "224.0.0.1"),
    *("::1", "::ffff:127.0.0.2", "::ffff:10.0.0.1", "64:ff9b::7f00:2", "64:ff9b:1::a00:1", "2002:7f00:2::", "fc00::1"),
    *("fe80::1", "2001:0:7f00:2::", "::127.0.0.2"),
)


async def test_no_connection_is_opened_to_a_forbidden_address_whatever_leads_there(site: Site, raw: StartRaw):
    trap = await raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhush", host="127.0.0.2")
    good = site.answer("/good", GOOD)
    names = {f"name{n}.example": [address] for n, address in enumerate(FORBIDDEN)}
    names |= {"many.example": ["10.0.0.1,127.0.0.2,192.168.0.1"], "good.example": ["127.0.0.1"]}
    written = [f"[{one}]" if ":" in one else one for one in FORBIDDEN]
    disguised = ["2130706434", "0x7f.2", "0x7f000002", "0177.0.0.2", "127.2", "localhost", "LOCALHOST.", "127.0.0.2."]
    places = [f"http://{host}:{trap.port}/" for host in (*names, *written, *disguised) if host != "good.example"]
    places += [f"http://127.0.0.1@127.0.0.2:{trap.port}/", f"http://good.example:80@127.0.0.2:{trap.port}/"]
    names |= {"localhost": ["127.0.0.2"], "localhost.": ["127.0.0.2"]}
    names |= {host: ["127.0.0.2"] for host in ("2130706434", "0x7f.2", "0x7f000002", "0177.0.0.2", "127.2")}
    redirects = [
        site.answer(f"/to{n}", b"", status=302, Location=place)
        for n, place in enumerate(places)
        if "localhost" not in place
    ]
    told = await visit([good, *places, *redirects], names=names)
    assert len(told) == len(places) + len(redirects)
    for place, cost in zip([*places, *redirects], told, strict=True):
        assert set(cost["connected"]) <= set(HERE), (place, cost)
        assert "entries" not in cost["what"], (place, cost)
        assert cost["seconds"] < 2, (place, cost)
    assert trap.connections == 0


async def test_a_name_that_is_rebound_between_two_visits_is_refused_at_the_second(site: Site, raw: StartRaw):
    trap = await raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhush", host="127.0.0.2")

    async def leave(_: web.Request) -> web.Response:  # hangs up, so that the next visit asks for the address again
        return web.Response(body=GOOD, headers={"Connection": "close"})

    site.on("/f", leave)
    first = f"http://rebound.example:{site.port}/f"
    second = f"http://rebound.example:{trap.port}/f"
    good = site.answer("/good", GOOD)
    told = await visit([good, first, second], names={"rebound.example": ["127.0.0.1", "127.0.0.2"]})
    assert [cost["what"][:9] for cost in told] == ["1 entries", "refused: "]
    assert "127.0.0.2" in told[1]["what"]
    assert told[1]["connected"] == []
    assert trap.connections == 0


async def test_redirects_in_a_ring_or_without_end_or_out_of_http_come_to_an_end(site: Site):
    site.answer("/ring", b"", status=302, Location="/ring2")
    site.answer("/ring2", b"", status=302, Location="/ring")
    for step in range(100):
        site.answer(f"/step{step}", b"", status=307, Location=f"/step{step + 1}")
    site.answer("/file", b"", status=302, Location="file:///etc/passwd")
    site.answer("/long", b"", status=302, Location="http://127.0.0.1/" + "x" * 7000)
    good = site.answer("/good", GOOD)
    paths = ("/ring", "/step0", "/file", "/long")
    told = await visit([good, *(site.address + path for path in paths)])
    ring, steps, file, _ = (cost["what"] for cost in told)
    assert "redirects more than 5 times" in ring
    assert "redirects more than 5 times" in steps
    assert file.startswith("refused")
    assert all(cost["seconds"] < 2 for cost in told)
    assert len(site.seen) < 30


# --- documents ----------------------------------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)).encode()


def documents(size: int) -> dict[str, bytes]:
    """Documents of about so many bytes, each made to cost more than it weighs."""

    def fill(piece: bytes) -> bytes:
        return piece * (size // len(piece))

    start = b"<item><title>One</title>"
    return {
        "laughs": b'<!DOCTYPE x [<!ENTITY l0 "ha">' + LAUGHS + b"]>" + item(b"&l9;"),
        "quadratic entity": b'<!DOCTYPE x [<!ENTITY a "' + fill(b"x") + b'">]>' + item(b"&a;" * 2000),
        "an entity of a file": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + item(b"&a;"),
        "comments": item(fill(b"&lt;!--")),
        "comments in CDATA": item(b"<![CDATA[" + fill(b"<!--") + b"]]>"),
        "half tags": item(fill(b"&lt;a ")),
        "half tags in CDATA": item(b"<![CDATA[" + fill(b"<a ") + b"]]>"),
        "deep items": b'<rss version="2.0"><channel>' + fill(b"<item>"),
        "deep elements": item(fill(b"<b>")),
        "many attributes": rss(b"<item " + b" ".join(b'a%d="1"' % n for n in range(size // 10)) + b">x</item>"),
        "many items": rss(fill(b"<item><title>t</title></item>")),
        "many categories": rss(
            start + b"".join(b"<category>%d</category>" % n for n in range(size // 24)) + b"</item>"
        ),
        "an author without end": rss(start + b"<author>" + fill(b"a.") + b"</author></item>"),
        "one id for all": rss(b"".join(b"<item><title>%d</title><guid>1</guid></item>" % n for n in range(size // 45))),
        "nothing but ampersands": item(fill(b"&")),
        "references": item(fill(b"&#65;")),
        "wrongly decoded": item(fill("Ñîâåò ".encode())),
        "half letters": item(fill(b"\xd0")),
        "JSON in JSON": b'{"version":"https://jsonfeed.org/version/1","items":' + fill(b"["),
        "JSON of empty items": b'{"version":"https://jsonfeed.org/version/1","items":[' + fill(b"1,") + b"1]}",
        "large and Cyrillic": rss(
            b"".join(
                b"<item><guid>%d</guid><description>%s</description></item>"
                % (n, fill("Слово ".encode())[: size // 250])
                for n in range(250)
            )
        ),
    }


async def visit_documents(site: Site, size: int) -> None:
    cases = documents(size)
    good = site.answer("/good", GOOD)
    urls = [site.answer(f"/{number}", body) for number, body in enumerate(cases.values())]
    *told, last = await visit([good, *urls, good], cleans=True)
    for name, cost in zip(cases, told, strict=True):
        assert cost["grew"] < MOST_GROWTH, (name, cost)
        assert cost["seconds"] < PARSING + 15, (name, cost)
        assert cost["what"].startswith("parse: ") or cost["what"].endswith(" entries"), (name, cost)
    assert last["what"] == "1 entries"


async def test_documents_that_cost_more_than_they_weigh_harm_nobody(site: Site):
    await visit_documents(site, 15_000)


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_large_documents_that_cost_more_than_they_weigh_harm_nobody(site: Site):
    await visit_documents(site, 7 * MEGABYTE)

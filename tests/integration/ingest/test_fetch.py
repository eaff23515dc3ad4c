from __future__ import annotations

import asyncio
import gzip
import hashlib
import resource
import socket
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from aiohttp import web

from monitor.ingest.fetch import HttpFetcher
from monitor.ingest.limits import FetchLimits
from monitor.model import Failed, FailureCause, Feed, FeedState, Fetched, NotModified, Response

from .bombs import brotli_bomb, gzip_bomb
from .conftest import LIMITS, Raw, Site, feed

StartRaw = Callable[..., Awaitable[Raw]]
BODY = b"<rss><channel/></rss>"


def failed(response: Response) -> Failed:
    assert isinstance(response, Failed), response
    return response


def fetched(response: Response) -> Fetched:
    assert isinstance(response, Fetched), response
    return response


async def test_a_feed_is_brought_with_its_headers_and_validators(site: Site, fetcher: HttpFetcher):
    url = site.answer(
        "/f", BODY, ETag='"1"', Last_Modified="Mon, 06 May 2024 10:00:00 GMT", Content_Type="text/xml; charset=koi8-r"
    )
    got = fetched(await fetcher.fetch(feed(url)))
    assert (got.url, got.body, got.body_hash) == (url, BODY, hashlib.sha256(BODY).hexdigest())
    assert (got.etag, got.last_modified) == ('"1"', "Mon, 06 May 2024 10:00:00 GMT")
    assert (got.content_type, got.charset) == ("text/xml; charset=koi8-r", "koi8-r")
    assert got.headers["etag"] == '"1"'


async def test_a_request_names_us_and_asks_for_encodings_that_we_decode(site: Site, fetcher: HttpFetcher):
    await fetcher.fetch(feed(site.answer("/f")))
    headers = site.seen[0].headers
    assert headers["User-Agent"] == "Test/1"
    assert headers["Accept-Encoding"] == "gzip, br"
    assert "application/atom+xml" in headers["Accept"]
    assert "If-None-Match" not in headers


async def test_validators_are_sent_and_304_means_not_modified(site: Site, fetcher: HttpFetcher):
    async def handle(request: web.Request) -> web.Response:
        same = request.headers.get("If-None-Match") == '"1"' and request.headers.get("If-Modified-Since") == "Mon"
        return web.Response(status=304 if same else 200)

    url = site.on("/f", handle)
    assert await fetcher.fetch(feed(url, etag='"1"', last_modified="Mon")) == NotModified(url=url)


async def test_an_unchanged_body_is_not_modified_even_if_the_server_knows_no_validators(
    site: Site, fetcher: HttpFetcher
):
    url = site.answer("/f", BODY)
    assert await fetcher.fetch(feed(url, body_hash=hashlib.sha256(BODY).hexdigest())) == NotModified(url=url)
    assert isinstance(await fetcher.fetch(feed(url, body_hash="other")), Fetched)


async def test_after_a_failure_the_whole_document_is_asked_for(site: Site, fetcher: HttpFetcher):
    url = site.answer("/f", BODY)
    known = feed(url, etag='"1"', body_hash=hashlib.sha256(BODY).hexdigest(), failures=1)
    assert isinstance(await fetcher.fetch(known), Fetched)
    assert "If-None-Match" not in site.seen[0].headers


async def test_a_304_that_nobody_asked_for_is_a_failure(site: Site, fetcher: HttpFetcher):
    assert failed(await fetcher.fetch(feed(site.answer("/f", b"", status=304)))).cause is FailureCause.HTTP


# --- redirects and the guard --------------------------------------------------------------------------------------


async def test_redirects_are_followed_to_the_final_address(site: Site, fetcher: HttpFetcher):
    site.answer("/a", b"", status=301, Location="/b?x=1")
    site.answer("/b", b"", status=307, Location=f"{site.address}/c")
    site.answer("/c", BODY)
    got = fetched(await fetcher.fetch(feed(f"{site.address}/a")))
    assert got.url == f"{site.address}/c"


@pytest.mark.parametrize(
    ("statuses", "leads_to"),
    [((301,), 1), ((308,), 1), ((301, 308), 2), ((302,), None), ((307, 301), None), ((301, 302, 301), 1)],
)
async def test_where_permanent_redirects_lead_is_told_up_to_the_first_that_is_for_now(
    site: Site, fetcher: HttpFetcher, statuses: tuple[int, ...], leads_to: int | None
):
    for step, status in enumerate(statuses):
        site.answer(f"/{step}", b"", status=status, Location=f"/{step + 1}")
    site.answer(f"/{len(statuses)}", BODY)
    got = fetched(await fetcher.fetch(feed(f"{site.address}/0")))
    moved = None if leads_to is None else f"{site.address}/{leads_to}"
    assert (got.url, got.moved) == (f"{site.address}/{len(statuses)}", moved)
    again = await fetcher.fetch(feed(f"{site.address}/0", body_hash=got.body_hash))
    assert isinstance(again, NotModified)
    assert again.moved == moved


async def test_a_feed_that_moved_is_fetched_where_it_is_and_at_a_failure_where_it_was(site: Site, fetcher: HttpFetcher):
    new, old = site.answer("/new", BODY), site.answer("/old", BODY)
    assert fetched(await fetcher.fetch(feed(old, moved_to=new))).url == new
    assert fetched(await fetcher.fetch(feed(old, moved_to=new, failures=1))).url == old


async def test_a_feed_that_is_gone_has_a_cause_of_its_own(site: Site, fetcher: HttpFetcher):
    assert failed(await fetcher.fetch(feed(site.answer("/f", b"", status=410)))).cause is FailureCause.GONE


async def test_five_redirects_are_followed_and_a_sixth_is_not(site: Site, fetcher: HttpFetcher):
    for step in range(6):
        site.answer(f"/{step}", b"", status=302, Location=f"/{step + 1}")
    site.answer("/6", BODY)
    assert isinstance(await fetcher.fetch(feed(f"{site.address}/1")), Fetched)
    assert "redirects more than 5 times" in failed(await fetcher.fetch(feed(f"{site.address}/0"))).reason


async def test_a_redirect_to_a_forbidden_address_opens_no_connection_there(
    site: Site, raw: StartRaw, fetcher: HttpFetcher
):
    forbidden = await raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhush", host="127.0.0.2")
    url = site.answer("/f", b"", status=302, Location=f"http://127.0.0.2:{forbidden.port}/")
    assert failed(await fetcher.fetch(feed(url))).cause is FailureCause.REFUSED
    for disguise in ("2130706434", "0x7f.2", "0177.0.0.2", "[::ffff:127.0.0.2]"):
        site.answer("/f", b"", status=302, Location=f"http://{disguise}:{forbidden.port}/")
        failed(await fetcher.fetch(feed(url)))
    assert forbidden.connections == 0


async def test_a_refusal_says_which_address_and_how_to_allow_it(site: Site):
    async with HttpFetcher(replace(LIMITS, allow_hosts=())) as strict:
        refused = failed(await strict.fetch(feed(site.answer("/f"))))
    assert refused.cause is FailureCause.REFUSED
    assert refused.reason == (
        "127.0.0.1 leads to 127.0.0.1, which is not a public address; name it under fetch.allow_hosts if it is meant"
    )
    assert site.seen == []


async def test_a_name_that_is_allowed_may_lead_into_the_own_network_but_not_elsewhere(site: Site):
    site.answer("/there", BODY)
    url = site.answer("/f", BODY).replace("127.0.0.1", "localhost")
    away = site.answer("/away", b"", status=302, Location=f"{site.address}/there").replace("127.0.0.1", "localhost")
    async with HttpFetcher(replace(LIMITS, allow_hosts=("localhost",))) as named:
        assert isinstance(await named.fetch(feed(url)), Fetched)
        assert failed(await named.fetch(feed(away))).cause is FailureCause.REFUSED
    async with HttpFetcher(replace(LIMITS, allow_hosts=("other.host",))) as strict:
        assert failed(await strict.fetch(feed(url))).cause is FailureCause.REFUSED


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "data:text/xml,x"]
)
async def test_no_redirect_leads_out_of_http(site: Site, fetcher: HttpFetcher, target: str):
    refused = failed(await fetcher.fetch(feed(site.answer("/f", b"", status=302, Location=target))))
    assert refused.cause is FailureCause.REFUSED
    assert "neither http nor https" in refused.reason


@pytest.mark.parametrize("url", ["ftp://site.example/f", "http://", "http://[::1", "nonsense", "https://a b/"])
async def test_what_is_no_web_address_is_refused(fetcher: HttpFetcher, url: str):
    assert failed(await fetcher.fetch(feed(url))).cause is FailureCause.REFUSED


async def test_cookies_are_not_kept(site: Site, fetcher: HttpFetcher):
    url = site.answer("/f", BODY, Set_Cookie="track=1; Path=/")
    await fetcher.fetch(feed(url))
    await fetcher.fetch(feed(url))
    assert "Cookie" not in site.seen[1].headers


# --- sizes, encodings, time ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "packed"), [("gzip", gzip.compress(BODY)), ("br", brotli.compress(BODY))], ids=["gzip", "brotli"]
)
async def test_compressed_bodies_are_unpacked(site: Site, fetcher: HttpFetcher, encoding: str, packed: bytes):
    got = fetched(await fetcher.fetch(feed(site.answer("/f", packed, Content_Encoding=encoding))))
    assert got.body == BODY


@pytest.mark.parametrize(("encoding", "bomb"), [("gzip", gzip_bomb), ("br", brotli_bomb)])
async def test_a_bomb_is_stopped_at_the_size_limit_and_takes_little_memory(
    site: Site, fetcher: HttpFetcher, encoding: str, bomb: Callable[[int], Iterator[bytes]]
):
    packed = b"".join(bomb(128))
    url = site.answer("/f", packed, Content_Encoding=encoding)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert failed(await fetcher.fetch(feed(url))).cause is FailureCause.TOO_BIG
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


async def test_a_body_over_the_limit_is_refused_and_one_at_the_limit_is_not(site: Site, fetcher: HttpFetcher):
    assert isinstance(await fetcher.fetch(feed(site.answer("/f", b"x" * 1_000_000))), Fetched)
    big = failed(await fetcher.fetch(feed(site.answer("/f", b"x" * 1_000_001))))
    assert (big.cause, big.reason) == (
        FailureCause.TOO_BIG,
        "127.0.0.1 sent more than 0.954 MB; raise fetch.max_bytes",
    )


async def test_an_endless_body_without_a_length_is_stopped(raw: StartRaw, fetcher: HttpFetcher):
    endless = await raw(b"HTTP/1.1 200 OK\r\n\r\n", drip=b"x" * 200_000)
    assert failed(await fetcher.fetch(feed(f"http://127.0.0.1:{endless.port}/"))).cause is FailureCause.TOO_BIG


@pytest.mark.parametrize("encoding", ["gzip, gzip", "zstd", "compress", "br, gzip", "x" * 500])
async def test_an_encoding_that_we_did_not_ask_for_is_refused(raw: StartRaw, fetcher: HttpFetcher, encoding: str):
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: 4\r\n\r\n".encode()
    odd = await raw(head + b"abcd")
    refused = failed(await fetcher.fetch(feed(f"http://127.0.0.1:{odd.port}/")))
    assert refused.cause is FailureCause.ENCODING
    assert len(refused.reason) < 200


async def test_a_damaged_gzip_body_is_a_failure_of_encoding(site: Site, fetcher: HttpFetcher):
    url = site.answer("/f", b"\x1f\x8b" + b"\xff" * 50, Content_Encoding="gzip")
    assert failed(await fetcher.fetch(feed(url))).cause is FailureCause.ENCODING


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"])
async def test_a_slow_drip_is_ended_by_the_deadline(raw: StartRaw, head: bytes):
    slow = await raw(head, drip=b"x")
    async with HttpFetcher(replace(LIMITS, deadline=timedelta(seconds=0.4))) as hurried:
        begun = asyncio.get_running_loop().time()
        late = failed(await hurried.fetch(feed(f"http://127.0.0.1:{slow.port}/?token=hush")))
        assert asyncio.get_running_loop().time() - begun < 10
    if late.cause is FailureCause.TIMEOUT:
        assert late.reason == "127.0.0.1 did not finish within 0.4 s"
    else:  # the first drop already shows that this is no HTTP
        assert (head, late.cause) == (b"", FailureCause.HTTP)


async def test_waiting_for_a_turn_at_a_busy_host_is_not_counted_against_a_feed(site: Site):
    async def slow(_: web.Request) -> web.Response:
        await asyncio.sleep(0.3)
        return web.Response(body=BODY)

    url = site.on("/f", slow)
    limits = replace(LIMITS, deadline=timedelta(seconds=0.6), connections_per_host=1)
    async with HttpFetcher(limits) as patient:
        answers = await asyncio.gather(*(patient.fetch(feed(url)) for _ in range(4)))
    assert [type(answer) for answer in answers] == [Fetched] * 4


# --- failures -----------------------------------------------------------------------------------------------------


async def test_too_many_requests_carry_the_servers_wish(site: Site):
    noon = datetime(2024, 5, 6, 12, 0, tzinfo=UTC)
    async with HttpFetcher(LIMITS, clock=lambda: noon) as fetcher:
        seconds = failed(await fetcher.fetch(feed(site.answer("/f", status=429, Retry_After="90"))))
        date = failed(
            await fetcher.fetch(feed(site.answer("/f", status=503, Retry_After="Mon, 06 May 2024 12:10:00 GMT")))
        )
        none = failed(await fetcher.fetch(feed(site.answer("/f", status=429))))
    assert (seconds.cause, seconds.retry_after) == (FailureCause.HTTP, timedelta(seconds=90))
    assert (date.cause, date.retry_after) == (FailureCause.HTTP, timedelta(minutes=10))
    assert none.retry_after is None


async def test_a_server_error_is_a_failure_with_its_number(site: Site, fetcher: HttpFetcher):
    error = failed(await fetcher.fetch(feed(site.answer("/f", status=500))))
    assert (error.cause, error.reason) == (FailureCause.HTTP, "127.0.0.1 answered 500 Internal Server Error")


async def test_a_name_that_does_not_exist_is_a_failure_of_the_network(fetcher: HttpFetcher):
    lost = failed(await fetcher.fetch(feed("https://no-such-host.invalid/rss?token=hush")))
    assert lost.cause is FailureCause.NETWORK
    assert lost.reason == "no-such-host.invalid could not be found: no such name, or no network here"


async def test_a_refused_connection_is_a_failure_of_the_network(fetcher: HttpFetcher):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://ann:hush@127.0.0.1:{taken.getsockname()[1]}/?api_key=hush"
        lost = failed(await fetcher.fetch(feed(url)))
    assert (lost.cause, lost.reason) == (FailureCause.NETWORK, "127.0.0.1 refused the connection")


@pytest.mark.parametrize(
    ("piece", "cause", "told"),
    [
        (b"", FailureCause.NETWORK, "hung up without an answer"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", FailureCause.HTTP, "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", FailureCause.NETWORK, "in the middle of its answer"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", FailureCause.HTTP, ""),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n", FailureCause.REFUSED, "malformed"),
        (b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n", FailureCause.HTTP, "not HTTP"),
    ],
)
async def test_a_broken_answer_is_a_failure_with_a_reason(
    raw: StartRaw, fetcher: HttpFetcher, piece: bytes, cause: FailureCause, told: str
):
    broken = await raw(piece)
    answer = failed(await fetcher.fetch(feed(f"http://127.0.0.1:{broken.port}/?token=hush")))
    assert told in answer.reason
    assert answer.cause is cause or told == ""
    assert "hush" not in answer.reason


async def test_tls_that_cannot_be_agreed_on_is_a_failure_of_the_network(site: Site, fetcher: HttpFetcher):
    assert failed(await fetcher.fetch(feed(f"https://127.0.0.1:{site.port}/"))).cause is FailureCause.NETWORK


async def test_credentials_in_an_address_are_sent_and_shown_nowhere(site: Site, fetcher: HttpFetcher):
    url = site.answer("/f", BODY).replace("http://", "http://ann:hush@")
    got = fetched(await fetcher.fetch(feed(url)))
    assert site.seen[0].headers["Authorization"].startswith("Basic ")
    assert "hush" not in got.url


async def test_a_cancelled_fetch_ends_at_once(raw: StartRaw, fetcher: HttpFetcher):
    slow = await raw(b"HTTP/1.1 200 OK\r\n\r\n", drip=b"x")
    task = asyncio.create_task(fetcher.fetch(feed(f"http://127.0.0.1:{slow.port}/")))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


# --- proxies ------------------------------------------------------------------------------------------------------


async def test_a_proxy_is_used_only_when_it_is_configured(site: Site, raw: StartRaw, monkeypatch: pytest.MonkeyPatch):
    proxy = await raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy")
    address = f"http://127.0.0.1:{proxy.port}"
    monkeypatch.setenv("http_proxy", address)
    url = site.answer("/f", BODY)
    async with HttpFetcher(LIMITS) as direct:
        assert fetched(await direct.fetch(feed(url))).body == BODY
    async with HttpFetcher(FetchLimits(proxy=address)) as through:
        assert fetched(await through.fetch(feed("http://feeds.example/rss"))).body == b"proxy"
        assert failed(await through.fetch(feed("http://10.0.0.1/rss"))).cause is FailureCause.REFUSED
    assert proxy.connections == 1


async def test_a_fetcher_that_is_not_open_says_so():
    with pytest.raises(RuntimeError, match="async with"):
        await HttpFetcher(LIMITS).fetch(Feed(id=1, url="https://a.example/", name="A", state=FeedState()))

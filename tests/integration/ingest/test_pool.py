from __future__ import annotations

import asyncio
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import IngestError
from monitor.ingest.pool import ParserPool
from monitor.ingest.worker import ChildLimits
from monitor.model import Fetched, ParsedFeed
from monitor.text.clean import clean_entries
from monitor.text.identity import entry_hash

ROOT = Path(__file__).parents[3]
MEGABYTE = 1024 * 1024
URL = "https://site.example/feed"


def rss(count: int, words: int = 5, *, tag: str = "") -> Fetched:
    items = "".join(
        f"<item><title>{tag}{n}</title><guid>{n}</guid><description>{'word ' * words}</description></item>"
        for n in range(count)
    )
    return Fetched(url=URL, body=f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), headers={})


SMALL = rss(1)
HEAVY = rss(30_000)  # seconds of work


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


async def until(condition: Callable[[], bool], within: float = 5) -> bool:
    """Whether the condition comes true in time; looked at every 10 ms, as no process announces its end to us."""
    for _ in range(int(within * 100)):
        if condition():
            return True
        await asyncio.sleep(0.01)
    return condition()


async def gone(pids: tuple[int, ...]) -> bool:
    return await until(lambda: not any(map(alive, pids)))


def limits(**changes: object) -> ChildLimits:
    return ChildLimits(**changes)


async def test_a_document_is_parsed_as_in_this_process():
    async with ParserPool(1) as pool:
        parsed = await pool.parse(
            Fetched(
                url=URL,
                body=b'{"version":"https://jsonfeed.org/version/1","items":[{"id":"\xc3\xa9","title":"T","url":"/a"}]}',
                headers={},
            )
        )
    (entry,) = parsed.entries
    assert (entry.id, entry.title, entry.link) == ("é", "T", "https://site.example/a")


async def test_the_charset_of_the_header_reaches_the_parser():
    body = "<rss><channel><item><title>Σύνοδος</title></item></channel></rss>".encode("iso-8859-7")
    async with ParserPool(1) as pool:
        parsed = await pool.parse(Fetched(url=URL, body=body, headers={}, charset="iso-8859-7"))
    assert parsed.entries[0].title == "Σύνοδος"


def full(count: int) -> Fetched:
    items = "".join(
        f"<item><title>Pier {n} – closed</title><guid>{n}</guid><link>https://site.example/{n}?utm_source=x</link>"
        f"<description>&lt;p&gt;Порт закрыт, {n} судов ждут.&lt;/p&gt;&lt;p&gt;Leave a Reply&lt;/p&gt;"
        "&lt;p&gt;Sunday, 5 May 2024&lt;/p&gt;</description></item>"
        for n in range(count)
    )
    return Fetched(url=URL, body=f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), headers={})


async def test_a_document_is_cleaned_where_it_is_parsed_as_in_this_process():
    async with ParserPool(1) as pool:
        plain, clean = await pool.parse(full(20)), await pool.parse(full(20), clean=True)
    assert [entry.cleaned for entry in clean.entries] == clean_entries(plain.entries)
    assert [entry.digest for entry in clean.entries] == [entry_hash(replace(one, digest=None)) for one in plain.entries]
    assert {(entry.summary, entry.content) for entry in clean.entries} == {(None, None)}
    assert {entry.cleaned for entry in plain.entries} == {None}
    assert clean.entries[3].cleaned.paragraphs == ("Pier 3 – closed", "Порт закрыт, 3 судов ждут.")
    assert [removed.kind for removed in clean.entries[3].cleaned.removed] == ["reply-form", "page-date"]


async def test_what_takes_too_long_to_clean_comes_as_it_was_published():
    slow = "&lt;p&gt;5 May 2024&lt;/p&gt;" * 1000  # each line is looked at closely
    items = "".join(f"<item><guid>{n}</guid><description>{slow}</description></item>" for n in range(350))
    document = Fetched(url=URL, body=f"<rss><channel>{items}</channel></rss>".encode(), headers={})
    async with ParserPool(1) as pool:
        parsed = await pool.parse(document, clean=True)
    assert len(parsed.entries) == 350
    assert parsed.entries[0].cleaned is not None
    assert parsed.entries[0].cleaned.removed[0].kind == "page-date"
    assert parsed.entries[-1].cleaned is None
    assert parsed.entries[-1].summary == "<p>5 May 2024</p>" * 1000


async def test_an_entry_that_says_nothing_is_not_cleaned():
    empty = Fetched(url=URL, body=b"<rss><channel><item><guid>1</guid></item></channel></rss>", headers={})
    async with ParserPool(1) as pool:
        (entry,) = (await pool.parse(empty, clean=True)).entries
    assert entry.says_nothing
    assert entry.cleaned is None


async def test_nothing_starts_before_it_is_needed_and_nothing_stays():
    async with ParserPool(2) as pool:
        assert pool.pids == ()
        await pool.parse(SMALL)
        pids = pool.pids
        assert len(pids) == 1
    assert await gone(pids)


async def test_a_parent_that_holds_much_memory_keeps_its_children():
    ballast = bytearray(b"x") * (200 * MEGABYTE)
    async with ParserPool(1) as pool:
        await pool.parse(SMALL)
        pids = pool.pids
        await pool.parse(SMALL)
        assert len(pids) == 1
        assert pool.pids == pids
    assert len(ballast) == 200 * MEGABYTE


async def test_what_is_no_feed_is_refused_and_its_child_goes_on():
    async with ParserPool(1) as pool:
        await pool.parse(SMALL)
        pids = pool.pids
        with pytest.raises(IngestError, match="this is a web page, not a feed"):
            await pool.parse(Fetched(url=URL, body=b"<html></html>", headers={}))
        assert len((await pool.parse(SMALL)).entries) == 1
        assert pool.pids == pids


async def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_parsed():
    async with ParserPool(1, limits=limits(deadline=timedelta(seconds=1))) as pool:
        await pool.parse(SMALL)
        pids = pool.pids
        with pytest.raises(IngestError, match="took longer than 1 s"):
            await pool.parse(HEAVY)
        assert await gone(pids)
        assert len((await pool.parse(SMALL)).entries) == 1


async def test_a_document_that_burns_too_much_cpu_is_ended_by_the_kernel():
    async with ParserPool(1, limits=limits(cpu_seconds=1)) as pool:
        with pytest.raises(IngestError, match="more than 1 s of CPU"):
            await pool.parse(HEAVY)
        assert len((await pool.parse(SMALL)).entries) == 1


async def test_the_cpu_allowance_is_anew_for_each_document():
    async with ParserPool(1, limits=limits(cpu_seconds=1)) as pool:
        await pool.parse(SMALL)
        pids = pool.pids
        for _ in range(6):  # more than the limit together, each far less
            await pool.parse(rss(5000))
        assert pool.pids == pids


async def test_a_document_that_needs_too_much_memory_is_refused_and_the_next_one_is_parsed():
    async with ParserPool(1, limits=limits(memory=60 * MEGABYTE)) as pool:
        with pytest.raises(IngestError, match=r"more than 60 MB|crashed"):
            await pool.parse(rss(500, words=4000))
        assert len((await pool.parse(SMALL)).entries) == 1


async def test_a_child_that_grew_is_replaced():
    async with ParserPool(1, limits=limits(memory=120 * MEGABYTE)) as pool:
        await pool.parse(rss(500, words=4000))
        assert pool.pids == ()
        assert len((await pool.parse(SMALL)).entries) == 1


async def test_a_child_killed_while_idle_costs_no_document():
    async with ParserPool(1) as pool:
        await pool.parse(SMALL)
        (pid,) = pool.pids
        os.kill(pid, signal.SIGKILL)
        assert await gone((pid,))
        await asyncio.sleep(0.05)  # its pipe's end reaches the loop
        assert len((await pool.parse(SMALL)).entries) == 1


async def test_a_child_killed_at_work_costs_its_document_alone():
    async with ParserPool(2) as pool:
        work = asyncio.create_task(pool.parse(HEAVY))
        assert await until(lambda: bool(pool.pids))
        victim = pool.pids
        other = asyncio.create_task(pool.parse(SMALL))
        await asyncio.sleep(0.3)
        os.kill(victim[0], signal.SIGKILL)
        with pytest.raises(IngestError, match="was killed"):
            await work
        assert len((await other).entries) == 1
        assert len((await pool.parse(SMALL)).entries) == 1


async def test_children_are_replaced_after_their_share_of_documents():
    seen = set()
    async with ParserPool(1, limits=limits(jobs=2)) as pool:
        for _ in range(4):
            await pool.parse(SMALL)
            seen.update(pool.pids)
    assert len(seen) == 2


async def test_a_cancelled_document_leaves_no_child_at_work():
    async with ParserPool(1) as pool:
        work = asyncio.create_task(pool.parse(HEAVY))
        assert await until(lambda: bool(pool.pids))
        pids = pool.pids
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
        assert await gone(pids)
        assert len((await pool.parse(SMALL)).entries) == 1


async def test_many_documents_at_once_each_get_their_own_answer():
    async with ParserPool(2) as pool:
        answers: list[ParsedFeed] = await asyncio.gather(*(pool.parse(rss(2, tag=f"{n}-")) for n in range(20)))
    assert [answer.entries[0].title for answer in answers] == [f"{n}-0" for n in range(20)]


async def test_interrupting_the_terminal_does_not_reach_the_children():
    async with ParserPool(1) as pool:
        await pool.parse(SMALL)
        (pid,) = pool.pids
        for number in (signal.SIGINT, signal.SIGTERM):
            os.kill(pid, number)
        assert len((await pool.parse(SMALL)).entries) == 1
        assert pool.pids == (pid,)


async def test_a_closed_pool_says_so():
    async with ParserPool(1) as pool:
        pass
    with pytest.raises(IngestError, match="closed"):
        await pool.parse(SMALL)


PARENT = """
import asyncio
from monitor.ingest.pool import ParserPool
from monitor.model import Fetched

async def main():
    async with ParserPool(2) as pool:
        small = Fetched(url="https://a.example/", body=b"<rss><channel/></rss>", headers={})
        items = b"<item><title>t</title></item>" * 200000
        busy = Fetched(url="https://a.example/", body=b"<rss><channel>" + items + b"</channel></rss>", headers={})
        asyncio.get_running_loop().create_task(pool.parse(busy))
        await asyncio.sleep(0.3)
        await pool.parse(small)
        print(*pool.pids, flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_children_idle_and_busy_die_with_their_parent():
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    pids = tuple(int(pid) for pid in (await parent.stdout.readline()).split())
    assert len(pids) == 2
    parent.kill()
    await parent.wait()
    assert await gone(pids)


def test_a_child_starts_at_once_and_loads_no_database_network_or_channel():
    code = "import json, sys, monitor.ingest.child; print(json.dumps(sorted(sys.modules)))"
    begun = time.monotonic()
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert time.monotonic() - begun < 3  # 0.15 s alone on a core; the machine may be busy
    loaded = set(json.loads(run.stdout))
    assert loaded.isdisjoint(
        {"sqlmodel", "sqlalchemy", "aiohttp", "apprise", "apscheduler", "pydantic", "lxml", "trafilatura", "numpy"}
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only /proc shows what another process has loaded")
async def test_a_child_that_cleans_loads_the_tables_of_words_and_little_else():
    async with ParserPool(1) as pool:
        await pool.parse(full(20))
        before = held(pool.pids[0])
        await pool.parse(full(20), clean=True)
        assert held(pool.pids[0]) - before < 12 * MEGABYTE
        loaded = loaded_by(pool.pids[0])
    assert "ahocorasick" in loaded
    assert not re.search("numpy|pydantic|lxml|sqlite", loaded)


def loaded_by(pid: int) -> str:
    """The libraries, among other things."""
    return Path(f"/proc/{pid}/maps").read_text()


def held(pid: int) -> int:
    """Bytes of resident memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()


def environment_of(pid: int) -> str:
    return Path(f"/proc/{pid}/environ").read_text()


async def test_a_child_holds_no_secret_of_its_parent(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DESK_MAIL_URL", "mailto://ann:hush@mail.example")
    async with ParserPool(1) as pool:
        await pool.parse(SMALL)
        assert "hush" not in environment_of(pool.pids[0])


# --- pages --------------------------------------------------------------------------------------------------------

SENTENCE = (
    "<p>The committee named two tankers on Monday, and the owner of both denied any part in it, the port said.</p>"
)


def page(body: str, *, head: str = "<title>Two tankers</title>") -> str:
    return f"<html><head>{head}</head><body><nav>Home</nav><article>{body}</article></body></html>"


async def test_a_page_is_read_in_a_child_of_its_own():
    async with ParserPool(1) as pool:
        await pool.parse(SMALL)
        found = await pool.extract(page(SENTENCE * 5).encode(), "https://site.example/a")
        assert len(pool.pids) == 2
    assert found["paragraphs"][0].startswith("The committee named two tankers")


async def test_a_page_that_declares_its_encoding_in_a_meta_tag_is_read_so():
    text = "Комитет внёс в список два танкера, их владелец отрицает участие в торговле, сообщили в порту. " * 4
    html = page(f"<p>{text}</p>", head='<meta charset="windows-1251">')
    async with ParserPool(1) as pool:
        found = await pool.extract(html.encode("cp1251"), "https://site.example/a")
    assert "два танкера" in found["paragraphs"][0]


async def test_a_page_without_text_is_an_error_of_that_page():
    async with ParserPool(1) as pool:
        with pytest.raises(IngestError, match="no text"):
            await pool.extract(b"<html><body></body></html>", "https://site.example/a")

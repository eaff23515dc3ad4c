"""What differs from visit to visit around a page's links makes no link new, and hides none that is."""

from __future__ import annotations

import random
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from monitor.ingest.watched import read_watched
from monitor.model import Watch

ADDRESS = "https://office.example/notices/"
ITEMS = tuple((f"/notices/{2026 - n // 12}-{n}", f"Notice {n} on the {word}") for n, word in enumerate("abcdefghij"))


def as_list(rows: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{row}</li>' for row in rows)}</ul>"


def as_table(rows: list[str]) -> str:
    return f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in rows)}</table>"


def as_cards(rows: list[str]) -> str:
    return "".join(f'<div class="card"><h3>{row}</h3><p>A few words on it.</p></div>' for row in rows)


LAYOUTS: tuple[Callable[[list[str]], str], ...] = (as_list, as_table, as_cards)


def page(items: tuple[tuple[str, str], ...], *, noise: random.Random, layout: Callable[[list[str]], str]) -> bytes:
    """The items with all that a site turns around between two visits."""
    session = f"?PHPSESSID={noise.getrandbits(40):x}&utm_source=s{noise.randint(1, 9)}#r{noise.randint(1, 99)}"
    rows = [
        f'<a href="{path}{session}" id="c{noise.randint(1, 9)}">{words}</a> {noise.randint(1, 999)} views'
        for path, words in items
    ]
    old = [f'<a href="/archive/{noise.randint(1, 10**6)}">An old thing number {n}</a>' for n in range(4)]
    around = [
        f"<nav>{old[0]}</nav>",
        f"<aside><h2>Latest in pictures</h2>{old[1]}</aside>",
        f"<section><h2>Most read</h2>{as_list(old)}</section>",
        f'<div class="ad-slot"><a href="https://ads.example/{noise.getrandbits(30)}">Buy a better boat today</a></div>',
        f"<p>Today is day {noise.randint(1, 365)}, and {noise.randint(1, 10**6)} people came by.</p>",
    ]
    noise.shuffle(around)
    footer = f"<footer>{old[2]}</footer><script>var x={noise.random()}</script>"
    body = f"<header>{around[0]}</header>{around[1]}<h1>Notices</h1>{layout(rows)}{''.join(around[2:])}{footer}"
    return f"<!doctype html><html><head><title>Notices</title></head><body>{body}</body></html>".encode()


def ids(body: bytes) -> set[str]:
    return {entry.id for entry in read_watched(body, watch=Watch.LINKS, url=ADDRESS).entries}


@given(first=st.integers(), second=st.integers(), layout=st.sampled_from(LAYOUTS))
def test_noise_makes_no_link_new(first: int, second: int, layout: Callable[[list[str]], str]):
    before = ids(page(ITEMS, noise=random.Random(first), layout=layout))
    after = ids(page(ITEMS, noise=random.Random(second), layout=layout))
    assert before == after
    assert len(before) == len(ITEMS)


@given(seed=st.integers(), layout=st.sampled_from(LAYOUTS), at=st.integers(0, len(ITEMS)))
def test_one_item_more_is_one_link_more(seed: int, layout: Callable[[list[str]], str], at: int):
    noise = random.Random(seed)
    more = (*ITEMS[:at], ("/notices/2027-1", "A notice that nobody has seen before"), *ITEMS[at:])
    new = ids(page(more, noise=noise, layout=layout)) - ids(page(ITEMS, noise=noise, layout=layout))
    assert new == {"https://office.example/notices/2027-1"}

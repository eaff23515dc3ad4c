"""Full texts by the real program: a rule fires on what only the page says; a kill before the reading loses nothing."""

from __future__ import annotations

import signal

import pytest

from monitor.failpoints import VARIABLE
from tests.acceptance.feed_text import rss

TITLE = "Convoy number {} seen near Brak"
TEASER = "A long convoy of trucks was seen on the road near Brak on Monday, residents said…"
PAGE = """<html lang="en"><head><title>{title}</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>{title}</h1>
<p>A long convoy of trucks was seen on the road near Brak on Monday, residents said, and footage shows the same.</p>
<p>Officials said that about two hundred Wagner mercenaries of convoy number {number} were flown from the desert base at
Brak to Mali over the past week, in three transport planes that left at night.</p>
<p>The ministry declined to comment. Traders in the town said that fuel had become scarce since the trucks came.</p>
</article></body></html>"""
WALL = """<html lang="en"><head><title>Your privacy</title></head><body><main><p>We and our partners store cookies and
other information on this device and process personal data. Accept all of it, or manage your choices below.</p>
<p>You may change your mind at any time by means of the link at the foot of each page, or in your account.</p></main>
</body></html>"""


def teaser(site, number: int) -> str:
    return (
        f"<item><title>{TITLE.format(number)}</title><link>{site.url(f'/news/{number}')}</link>"
        f"<guid isPermaLink='false'>{number}</guid><description>{TEASER}</description></item>"
    )


def publish(site, *numbers: int) -> None:
    site.documents["/feed.xml"] = rss(*(teaser(site, number) for number in numbers))
    for number in numbers:
        page = PAGE.format(title=TITLE.format(number), number=number)
        site.documents[f"/news/{number}"] = page.encode()


CONCEPTS = "concepts: {mercenaries: {terms: {en: [mercenary]}}}\n"
RULE = "id: mercenaries\ntitle: Mercenaries\nseverity: high\nmatch: {concept: mercenaries}\n"


def configure(desk, site, slack, *, full_text: str = "auto") -> None:
    (desk.folder / "rules" / "concepts").mkdir(parents=True, exist_ok=True)
    (desk.folder / "rules" / "concepts" / "words.yaml").write_text(CONCEPTS, encoding="utf-8")
    (desk.folder / "rules" / "mercenaries.yaml").write_text(RULE, encoding="utf-8")
    desk.configure(
        "rules: [rules]\nfetch: {allow_hosts: ['127.0.0.1'], per_host: {gap: 0s}}\n"
        f'feeds:\n  - {{url: "{site.url("/feed.xml")}", name: Outlet, full_text: {full_text}}}\n'
        f'channels:\n  chat: {{url: "{slack.url}"}}\n'
    )


def test_a_rule_fires_thanks_to_the_page_alone_and_inspect_says_where_the_text_is_from(desk, site, slack) -> None:
    publish(site, 1)
    configure(desk, site, slack, full_text="never")
    assert desk.vedette("once").returncode == 0
    assert slack.posts == [], "the teaser says nothing of mercenaries"
    (desk.folder / "vedette.db").unlink()

    configure(desk, site, slack)
    done = desk.vedette("once")
    assert done.returncode == 0, done.stderr
    assert "1 teaser filled with the page's text, 0 without" in done.stdout
    assert len(slack.posts) == 1
    assert "mercenaries" in str(slack.posts)
    [view] = desk.json("inspect", "1")
    assert (view["text_source"], view["page_refused"]) == ("page", None)
    assert "Home" not in view["text"]


def test_a_wall_leaves_the_teaser_and_people_are_told_why(desk, site, slack) -> None:
    publish(site, 1, 2)
    site.documents["/news/1"] = WALL.encode()
    del site.documents["/news/2"]
    configure(desk, site, slack)
    done = desk.vedette("once")
    assert done.returncode == 0, done.stderr
    assert slack.posts == []
    views = {view["title"][14]: view for n in ("1", "2") for view in desk.json("inspect", n)}
    assert {view["text_source"] for view in views.values()} == {"summary"}
    assert "its text is that of a consent, login or subscription page" in views["1"]["page_refused"]
    assert views["2"]["page_refused"] == "the page could not be read: 127.0.0.1 has no such page (404)"
    assert "the page could not be read: 127.0.0.1 has no such page (404)" in desk.vedette("inspect", "1", "2").stdout
    assert "teasers   2 articles = 0 read with the page's text + 1 http" in desk.vedette("ledger").stdout
    explained = desk.vedette("explain", "1", "--rule", "mercenaries").stdout
    assert "the page could not be read:" in explained


@pytest.mark.long  # `make kill-test` comes through these places too
@pytest.mark.parametrize("place", ["fill.before_record", "fill.recorded"])  # the others: tests/reliability
def test_a_kill_between_the_feed_and_the_reading_loses_nothing_and_tells_once(desk, site, slack, place) -> None:
    publish(site, 1)
    configure(desk, site, slack)
    desk.environ[VARIABLE] = place
    assert desk.vedette("once").returncode == -signal.SIGKILL
    assert slack.posts == []
    del desk.environ[VARIABLE]
    done = desk.vedette("once")
    assert done.returncode == 0, done.stderr
    assert len(slack.posts) == 1
    assert ("1 teaser filled" in done.stdout) is (place == "fill.before_record")
    assert "balances; waiting: 0 articles to read" in done.stdout

"""`vedette once` against real servers: what a reader gets, and that nothing is told twice."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.acceptance import feed_text
from tests.acceptance.feed_text import desk_with
from tests.acceptance.places import SHARED


def test_a_second_pass_stores_nothing_and_sends_nothing(desk, site, slack) -> None:
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(3))
    desk_with(desk, site, f'chat: {{url: "{slack.url}"}}')
    first = desk.vedette("once")
    assert first.returncode == 0, first.stderr
    told = len(slack.posts)
    assert told == 3
    account = desk.ledger()
    assert account["balanced"]
    second = desk.vedette("once")
    assert second.returncode == 0, second.stderr
    assert "0 new or updated articles" in second.stdout
    assert len(slack.posts) == told
    after = desk.ledger()
    assert after["balanced"]
    assert after["fetched"] == account["fetched"] or after["known"] == account["fetched"]


def test_an_edited_article_is_an_update_and_tells_only_when_something_new_fires(desk, site, slack) -> None:
    story = feed_text.mercenary_stories(1)[0]
    site.documents["/feed.xml"] = feed_text.rss(story)
    desk_with(
        desk, site, f'chat: {{url: "{slack.url}"}}', more="routes: [{name: all, to: [chat], update_at_most_every: 0s}]"
    )
    desk.vedette("once")
    assert len(slack.posts) == 1
    site.documents["/feed.xml"] = feed_text.rss(story.replace("Witnesses spoke", "Several witnesses spoke"))
    desk.vedette("once")
    assert len(slack.posts) == 1, "a changed word is no news"
    site.documents["/feed.xml"] = feed_text.rss(
        story.replace("&lt;/p&gt;", " The EU imposed sanctions on two of their commanders.&lt;/p&gt;")
    )
    desk.vedette("once")
    assert len(slack.posts) == 2, "a rule newly fired"
    assert desk.ledger()["balanced"]


def test_old_articles_at_first_sight_are_counted_and_not_told(desk, site, slack) -> None:
    old = datetime.now(UTC) - timedelta(days=4)
    stories = [
        feed_text.item(1, title="Mercenaries leave Sebha", body=feed_text.MERCENARY_STORY, when=old),
        feed_text.item(
            2, title="Mercenaries reach Gao", body="Wagner mercenaries reached the Malian town of Gao overnight."
        ),
    ]
    site.documents["/feed.xml"] = feed_text.rss(*stories)
    desk_with(desk, site, f'chat: {{url: "{slack.url}"}}')
    assert desk.vedette("once").returncode == 0
    assert len(slack.posts) == 1
    account = desk.ledger()
    assert account["read"]["backlog"] == 1
    assert account["balanced"]


def test_failed_feeds_are_listed_once_grouped_and_the_exit_code_says_so(desk, site) -> None:
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(1))
    desk_with(desk, site, feeds=("/feed.xml", "/gone.xml", "/lost.xml"))
    done = desk.vedette("once")
    assert done.returncode == 1
    assert done.stdout.count("404") == 1
    assert "Convoy number 1" in done.stdout


def test_mail_and_chat_carry_headline_excerpt_facts_rule_and_source(desk, site, slack, mailbox) -> None:
    body = (
        "Khalifa Haftar met Deputy Defence Minister Yunus-Bek Yevkurov in Benghazi on Monday. Hundreds of Wagner "
        "mercenaries remain stationed in eastern Libya, although Security Council resolution 2570 (2021) asks for "
        "the withdrawal of all foreign forces."
    )
    site.documents["/feed.xml"] = feed_text.rss(feed_text.item(7, title="Haftar hosts Russian visitor", body=body))
    desk_with(desk, site, f'chat: {{url: "{slack.url}"}}', f'desk: {{url: "{mailbox.url}"}}', rules="builtin")
    assert desk.vedette("once").returncode == 0
    [mail] = mailbox.messages
    assert "Haftar hosts Russian visitor" in str(mail["Subject"])
    html = mail.get_body(("html",)).get_content()
    plain = mail.get_body(("plain",)).get_content()
    [post] = slack.posts
    for told in (html, plain, str(post)):
        for wanted in (
            "Khalifa Haftar",
            "Libya",
            "Benghazi",
            "mercenaries",
            "Outlet 1",
            "outlet.example/story/7",
            "2570",
        ):
            assert wanted in told, wanted


@pytest.mark.skipif(not SHARED.exists(), reason="the two seed articles are not beside this checkout")
def test_the_two_seed_articles_are_one_alert_with_two_sources_by_mail_and_chat(desk, site, slack, mailbox) -> None:
    for number, path in enumerate(sorted((SHARED / "seeds").glob("*.txt")), 1):
        body = "</p><p>".join(path.read_text(encoding="utf-8").split("\n\n"))
        site.documents[f"/{number}.xml"] = feed_text.rss(feed_text.item(number, title=f"Headline {number}", body=body))
    desk_with(
        desk,
        site,
        f'chat: {{url: "{slack.url}"}}',
        f'desk: {{url: "{mailbox.url}"}}',
        feeds=("/1.xml", "/2.xml"),
        rules="builtin",
    )
    assert desk.vedette("once").returncode == 0
    [alert] = [json.loads(line) for line in desk.vedette("alerts", "list", "--json").stdout.splitlines()]
    shown = json.loads(desk.vedette("alerts", "show", str(alert["id"]), "--json").stdout)
    assert {source["name"] for source in shown["sources"]} == {"Outlet 1", "Outlet 2"}
    [mail] = mailbox.messages
    [post] = slack.posts
    mails, posts = mail.get_body(("html",)).get_content(), str(post)
    for told in (mails, posts):
        for number in (1, 2):
            for wanted in (f"Outlet {number}", f"outlet.example/story/{number}"):
                assert wanted in told, wanted
        for wanted in (
            "Khalifa Haftar",
            "Yunus-Bek Yevkurov",
            "Libya",
            "Derna",
            "Mercenaries or private military",
            "Why",
        ):
            assert wanted in told, wanted
        assert "Leave a Reply" not in told
    assert "<mark" in mails
    assert re.search(r"\*(Wagner|mercenar|Söldner|ausländisch|foreign)", posts), posts
    assert desk.ledger()["balanced"]

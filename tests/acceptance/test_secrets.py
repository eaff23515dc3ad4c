"""A secret never shows: not in a log, an error, the database or --json."""

from __future__ import annotations

from tests.acceptance import feed_text
from tests.acceptance.feed_text import desk_with

PASSWORD = "correct-horse-battery-staple"
TOKEN = "abcdefghijklmnopqrstuvwx"


def test_a_secret_shows_nowhere_even_when_every_channel_fails(desk, site, slack) -> None:
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(1))
    slack.statuses = [500]
    desk_with(desk, site, 'desk: {url: "${DESK_URL}"}', 'chat: {url: "${CHAT_URL}"}')
    desk.environ["DESK_URL"] = f"mailto://analyst:{PASSWORD}@127.0.0.1:1?from=a@desk.example&to=b@desk.example"
    desk.environ["CHAT_URL"] = slack.url
    runs = [desk.vedette("once"), desk.vedette("check"), desk.vedette("doctor"), desk.vedette("deliveries", "--json")]
    runs += [desk.vedette("alerts", "show", "1", "--json"), desk.vedette("send-test", "desk")]
    said = "".join(run.stdout + run.stderr for run in runs)
    assert '"state": "pending"' in said, "both channels failed"
    kept = b"".join(path.read_bytes() for path in desk.folder.glob("vedette.db*"))
    for secret in (PASSWORD, TOKEN):
        assert secret not in said
        assert secret.encode() not in kept


def test_a_missing_secret_is_named_when_something_is_to_be_sent_and_the_alert_waits(desk, site) -> None:
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(1))
    desk_with(desk, site, 'desk: {url: "${DESK_URL}"}')
    assert desk.vedette("check").returncode == 0, "checking sends nothing and needs no secret"
    done = desk.vedette("once")
    assert "DESK_URL" in done.stderr
    [delivery] = desk.json("deliveries")
    assert delivery["state"] == "pending"
    assert "DESK_URL" in delivery["last_outcome"]

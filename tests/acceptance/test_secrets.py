"""A secret never shows: not in a log, an error, the database or --json."""

from __future__ import annotations

from tests.acceptance import feed_text
from tests.acceptance.feed_text import desk_with

PASSWORD = "correct-horse-battery-staple"
TOKEN = "abcdefghijklmnopqrstuvwx"
HOOK = "hook-key-of-the-night-desk"
NTFY = "tk_nightdesknightdesknightdesk1"
GOTIFY = "AbCdEfGhIjKlMnO"
PROXY = "proxy-word-of-the-house"
VERBS = (
    ("once",),
    ("doctor",),
    ("deliveries",),
    ("deliveries", "--json"),
    ("alerts", "show", "1"),
    ("alerts", "show", "1", "--json"),
    ("send-test", "hook_url"),
    ("send-test", "desk_url"),
)


def test_no_channel_shows_its_secret_anywhere_however_it_fails(desk, site, slack) -> None:
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(1))
    slack.statuses = [500, 403, 404, 429, 500]
    nobody, busy = "127.0.0.1:9", f"127.0.0.1:{slack.port}"
    addresses = {
        "DESK_URL": f"mailto://analyst:{PASSWORD}@{nobody}?from=a@desk.example&to=b@desk.example",
        "CHAT_URL": slack.url,
        "HOOK_URL": f"json://hookuser:{HOOK}@{busy}/{TOKEN}?+X-Key={HOOK}",
        "FORM_URL": f"form://hookuser:{HOOK}@{nobody}/{TOKEN}",
        "XML_URL": f"xml://hookuser:{HOOK}@{busy}/{TOKEN}",
        "NTFY_URL": f"ntfy://{NTFY}@{busy}/alerts",
        "GOTIFY_URL": f"gotify://{busy}/{GOTIFY}",
        "WRONG_URL": f"nosuch://hookuser:{HOOK}@{nobody}/{TOKEN}",
    }
    desk_with(desk, site, *(f'{name.lower()}: {{url: "${{{name}}}"}}' for name in addresses))
    desk.environ.update(addresses)
    desk.environ["https_proxy"] = f"http://proxyuser:{PROXY}@127.0.0.1:9"
    runs = [desk.vedette(*verb) for verb in VERBS]
    said = "".join(run.stdout + run.stderr for run in runs)
    states = {row["state"] for row in desk.json("deliveries")}
    assert states == {"pending", "dead"}, "every channel failed, some for good"
    kept = b"".join(path.read_bytes() for path in desk.folder.glob("vedette.db*"))
    for secret in (PASSWORD, TOKEN, HOOK, NTFY, GOTIFY, PROXY):
        assert secret not in said
        assert secret.encode() not in kept


def test_the_password_of_a_database_that_is_not_there_is_not_said(desk, site) -> None:
    desk_with(desk, site, more='database: "${DATABASE_URL}"\n')
    desk.environ["DATABASE_URL"] = f"postgresql://analyst:{PASSWORD}@127.0.0.1:9/vedette"
    runs = [desk.vedette(*verb) for verb in (("once",), ("doctor",))]
    said = "".join(run.stdout + run.stderr for run in runs)
    assert "127.0.0.1" in said
    assert PASSWORD not in said


def test_a_missing_secret_is_named_when_something_is_to_be_sent_and_the_alert_waits(desk, site) -> None:
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(1))
    desk_with(desk, site, 'desk: {url: "${DESK_URL}"}')
    assert desk.vedette("check").returncode == 0, "checking sends nothing and needs no secret"
    done = desk.vedette("once")
    assert "DESK_URL" in done.stderr
    [delivery] = desk.json("deliveries")
    assert delivery["state"] == "pending"
    assert "DESK_URL" in delivery["last_outcome"]

"""A secret never shows: not in a log, an error, the database, `--json`, an export or a page of the HTTP port."""

from __future__ import annotations

import socket
import time
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from monitor.storage import Store
from tests.acceptance import feed_text
from tests.acceptance.feed_text import desk_with

PASSWORD = "correct-horse-battery-staple"
TOKEN = "abcdefghijklmnopqrstuvwx"
HOOK = "hook-key-of-the-night-desk"
NTFY = "tk_nightdesknightdesknightdesk1"
GOTIFY = "AbCdEfGhIjKlMnO"
BOT = "123456789:AAE-nightdesknightdesknightdesknigh"
DISCORD = "nightdesk_discord_token_0123456789"
PROXY = "proxy-word-of-the-house"
SECRETS = (PASSWORD, TOKEN, HOOK, NTFY, GOTIFY, BOT, BOT.partition(":")[2], DISCORD, PROXY)
PAGES = ("/healthz", "/readyz", "/metrics", "/nothing")
VERBS = (
    ("doctor", "--json"),
    ("deliveries", "--json"),
    ("deliveries", "show", "1"),
    ("alerts", "--json"),
    ("alerts", "show", "1", "--json"),
    ("alerts", "export", "--since", "7d"),
    ("ledger", "--json"),
    ("deliveries", "retry"),
    ("send-test", "desk_url"),
)


def addresses(slack) -> dict[str, str]:
    """Channels of every make, none of which works: refused, answered with an error, behind a proxy that is gone."""
    nobody, busy = "127.0.0.1:9", f"127.0.0.1:{slack.port}"
    return {
        "DESK_URL": f"mailto://analyst:{PASSWORD}@{nobody}?from=a@desk.example&to=b@desk.example",
        "SAFE_URL": f"mailtos://analyst:{PASSWORD}@{nobody}?from=a@desk.example&to=b@desk.example",
        "CHAT_URL": slack.url,
        "SLACK_URL": f"slack://T1JJ3T3L2/A1BRTD4JD/{TOKEN}",
        "HOOK_URL": f"json://hookuser:{HOOK}@{busy}/{TOKEN}?+X-Key={HOOK}",
        "FORM_URL": f"form://hookuser:{HOOK}@{nobody}/{TOKEN}",
        "XML_URL": f"xml://hookuser:{HOOK}@{busy}/{TOKEN}",
        "NTFY_URL": f"ntfy://{NTFY}@{busy}/alerts",
        "GOTIFY_URL": f"gotify://{busy}/{GOTIFY}",
        "BOT_URL": f"tgram://{BOT}/12315544",
        "DISCORD_URL": f"discord://4174216298/{DISCORD}",
        "WRONG_URL": f"nosuch://hookuser:{HOOK}@{nobody}/{TOKEN}",
    }


def page(url: str) -> str:
    try:
        with build_opener(ProxyHandler({})).open(url, timeout=5) as answer:
            return str(answer.status) + str(answer.headers) + answer.read().decode()
    except HTTPError as error:
        return str(error.code) + str(error.headers) + error.read().decode()


def test_no_channel_shows_its_secret_anywhere_however_it_fails(desk, site, slack) -> None:
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(1))
    slack.statuses = [500, 403, 404, 429] * 50
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    urls = addresses(slack)
    channels = [f'{name.lower()}: {{url: "${{{name}}}"}}' for name in urls]
    more = f"health: {{after: 1s}}\nhttp: {{listen: '127.0.0.1:{port}'}}\n"
    desk_with(desk, site, *channels, 'screen: {url: "console://"}', more=more)
    desk.environ.update(urls)
    desk.environ["https_proxy"] = f"http://proxyuser:{PROXY}@127.0.0.1:9"
    daemon = desk.start("run", "--log", "json", "--verbose")
    daemon.wait_for("cannot be reached", seconds=60)  # the health alert about a channel, on the screen
    wait_for_all(desk, set(map(str.lower, urls)))
    pages = [page(f"http://127.0.0.1:{port}{path}") for path in PAGES]
    assert [answer[:3] for answer in pages] == ["200", "200", "200", "404"]
    assert daemon.end() == 0
    runs = [desk.vedette(*verb) for verb in VERBS]
    said = "".join((daemon.stdout, daemon.stderr, *pages, *(run.stdout + run.stderr for run in runs)))
    kept = b"".join(path.read_bytes() for path in desk.folder.glob("vedette.db*") if path.is_file())
    assert [secret for secret in SECRETS if secret in said] == []
    assert [secret for secret in SECRETS if secret.encode() in kept] == []


def wait_for_all(desk, names: set[str]) -> None:
    """Until every channel has failed."""
    store = Store.open(f"sqlite:///{desk.folder}/vedette.db", read_only=True)
    end = time.monotonic() + 60
    while names:
        assert time.monotonic() < end, names
        time.sleep(0.2)
        found = store.archive.deliveries(limit=1000)
        names = names - {one.delivery.recipient for one in found if one.delivery.last_outcome}
    store.close()


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

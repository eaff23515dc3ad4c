"""`vedette check` on stored articles, and for scripts that are strict."""

from __future__ import annotations

import pytest

from tests.forks.client import Forks
from tests.integration.cli.desk import Desk

ARTICLES = 210


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory, forks: Forks) -> Desk:
    """A desk that has read a good two hundred articles, a third of them about talks."""
    desk = Desk.made(tmp_path_factory.mktemp("busy") / "desk", forks)
    items = "".join(
        f"<item><guid>{n}</guid><title>{'The talks went on' if n % 3 == 0 else 'The sun shone'} on day {n}</title>"
        f"<description>Harbour {n} had {n * 17 % 101} guests and {n * 31 % 97} boats this week.</description></item>"
        for n in range(ARTICLES)
    )
    feed = f'<rss version="2.0"><channel><title>Harbour</title>{items}</channel></rss>'
    (desk.folder / "feeds" / "agency.xml").write_text(feed, encoding="utf-8")
    config = (desk.folder / "config.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in config if "ministry" not in line and "gone-wrong" not in line)
    (desk.folder / "config.yaml").write_text(kept, encoding="utf-8")
    assert desk.process("once").code == 0
    return desk


def test_a_desks_own_rules_are_measured_on_what_it_has_read(busy: Desk) -> None:
    done = busy.vedette("check")
    assert done.code == 0
    told = (
        "rules/concepts/words.yaml:10: W-common-term 'talks' stands in 70 of 210 stored articles in en: it says little"
    )
    assert told in done.out
    assert done.out.endswith("1 warning: 2 rules, 1 feed, 3 channels.\n")


def test_it_says_so_beside_a_reason_no_more(busy: Desk, tmp_path) -> None:
    desk = busy.copy(tmp_path / "desk")
    words = desk.folder / "rules" / "concepts" / "words.yaml"
    reason = "# lint: W-common-term because it is asked for beside others\n    terms: {en: [talks"
    words.write_text(words.read_text(encoding="utf-8").replace("terms: {en: [talks", reason), encoding="utf-8")
    assert desk.vedette("check", "--strict").read == "No problems: 2 rules, 1 feed, 3 channels.\n"


def test_strict_makes_a_warning_a_failure_and_json_has_its_code(busy: Desk) -> None:
    done = busy.vedette("check", "--strict", "--json")
    assert done.code == 1
    assert [(one["code"], one["level"], one["line"]) for one in done.objects] == [("W-common-term", "warning", 10)]


def test_without_a_database_nothing_is_measured(fresh: Desk) -> None:
    done = fresh.vedette("check", "--strict")
    assert (done.code, done.out) == (0, "No problems: 2 rules, 3 feeds, 3 channels.\n")
    assert not list(fresh.folder.glob("*.db")), "looking makes no database"


def test_check_warns_of_a_channel_to_which_nothing_can_be_sent_and_asks_for_no_secret(fresh: Desk) -> None:
    config = fresh.folder / "config.yaml"
    config.write_text('channels:\n  a: {url: "mailtoo://h"}\n  b: {url: "${NOWHERE_SET}"}\n', encoding="utf-8")
    done = fresh.vedette("check")
    assert "config.yaml:2: W-channel channel a: its url is none that Apprise understands" in done.out
    assert done.out.count("W-channel") == 1
    assert done.code == 0

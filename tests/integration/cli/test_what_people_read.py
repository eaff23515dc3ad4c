"""Golden files: what a person reads on a terminal of 100 columns.

After a wanted change: `python -m tests.integration.cli.test_what_people_read`.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from tests.forks.client import Forks
from tests.integration.cli.desk import DATA, Desk, FirstRun

LOOKS: dict[str, tuple[tuple[str, ...], ...]] = {
    "feeds": (("feeds",),),
    "alerts": (("alerts",), ("alerts", "--limit", "1")),
    "deliveries": (
        ("deliveries",),
        ("deliveries", "--route", "urgent"),
        ("deliveries", "--state", "dead", "--limit", "1"),
    ),
    "ledger": (("ledger",), ("ledger", "--by", "feed"), ("ledger", "--by", "channel")),
    "inspect": (("inspect", "texts/ferries.txt", "texts/quiet.txt"),),
    "explain": (
        ("explain", "texts/ferries.txt", "--rule", "mercenaries"),
        ("explain", "texts/quiet.txt", "--rule", "ceasefire"),
    ),
    "score": (("score", "texts/labelled.jsonl"), ("score", "texts/labelled.jsonl", "--by-language", "--misses")),
    "group": (("group", "texts/corpus.jsonl"),),
    "feed": (("feed", "feeds/agency.xml"),),
    "check": (("check",), ("test",)),
    "lists": (
        ("lists",),
        ("lists", "screen", "Orla Tidemark, a director of Breakwater Towing Company, paid QSI and Quayside Insurance."),
        ("lists", "screen", "Nobody of note came to the harbour."),
    ),
}


def shown(desk: Desk, name: str) -> str:
    parts = []
    for arguments in LOOKS[name]:
        done = desk.vedette(*arguments)
        parts.append(f"$ vedette {' '.join(arguments)}\n{done.read}{done.err}")
    return "\n".join(parts)


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_a_verb_reads_as_it_did(name: str, ran: Desk) -> None:
    assert shown(ran, name) == (DATA / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_no_line_of_a_table_is_wider_than_the_terminal(name: str, ran: Desk, monkeypatch) -> None:
    for columns in (80, 100, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        if name in {"feeds", "alerts", "deliveries", "score", "group"}:
            assert max(map(len, shown(ran, name).splitlines())) <= columns


def test_an_alert_is_shown_whole_with_who_was_told_and_why(ran: Desk) -> None:
    [number] = [str(alert["id"]) for alert in ran.vedette("alerts", "--json").objects if "ferries" in alert["title"]]
    text = ran.vedette("alerts", "show", number).read
    message, _, account = text.rpartition("\nArticles\n")
    assert "Mercenaries board two ferries at Tobruk" in message
    assert "Harbour Agency" in message
    articles, _, account = account.partition("\n\nStory\n")
    assert articles.startswith("  2   YYYY-MM-DD hh:mm   Harbour Agency (agency, en): Mercenaries board two ferries")
    assert account.startswith("  opened: the first report\n\nRevisions\n  1  YYYY-MM-DD hh:mm   new\n\nTold\n")
    told = account.partition("Told\n")[2]
    assert "screen: sent (because: new)" in told
    assert "desk: pending (because: new)\n      tried once: " in told
    assert "VEDETTE_TEST_DESK_URL" in told
    assert "nowhere: dead (because: new)\n      tried once: the channel's url is none that Apprise understands" in told


def main() -> None:
    """Write all golden files anew."""
    os.environ.update(COLUMNS="100", TZ="UTC")
    time.tzset()
    with tempfile.TemporaryDirectory() as folder, Forks() as forks:
        desk = FirstRun.made(Path(folder), forks).desk
        for name in LOOKS:
            (DATA / f"{name}.txt").write_text(shown(desk, name), encoding="utf-8")
        (DATA / "help.txt").write_text(desk.vedette("--help").out, encoding="utf-8")


if __name__ == "__main__":
    main()

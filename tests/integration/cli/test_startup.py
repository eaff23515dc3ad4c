"""What a verb loads: heavy libraries only where they are needed, so that the first line comes at once."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.integration.cli.desk import Desk

HEAVY = {
    "apprise",
    "sqlmodel",
    "alembic",
    "numpy",
    "trafilatura",
    "py3langid",
    "aiohttp",
    "feedparser",
    "lxml",
    "babel",
}
RULES = {"numpy", "lxml", "babel"}  # matching folds with numpy; the text and context layers need the others
PROBE = """
import json, sys
from monitor.cli import main
sys.stdout = open("/dev/null", "w")
main(sys.argv[1:])
print(json.dumps(sorted(name.partition(".")[0] for name in sys.modules)), file=sys.__stdout__)
"""


def heavy_of(desk: Desk, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        cwd=desk.folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return HEAVY & set(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("--help",), set()),
        (("init", "new"), set()),
        (("feed", "feeds/agency.xml", "--json"), set()),
        (("group", "texts/corpus.jsonl"), {"numpy", "lxml", "py3langid", "babel"}),
        (("inspect", "texts/quiet.txt"), RULES | {"py3langid", "sqlmodel", "alembic"}),  # lists are in the database
        (("feeds",), {"sqlmodel", "alembic", "lxml", "numpy", "babel"}),
        (("send-test", "screen"), {"lxml", "babel"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_verb_loads_no_more_than_it_needs(ran: Desk, writable: Desk, arguments: tuple[str, ...], allowed) -> None:
    assert heavy_of(writable, *arguments) <= allowed

"""`vedette check --timeline ROUTE`. Golden file: `python -m tests.integration.cli.test_timeline` writes it anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.service.timeline import timeline_as_json, timeline_table
from tests.integration.cli.desk import DATA, Desk

GOLDEN = DATA / "timeline.txt"
ROUTES = """channels: {desk: {url: "console://"}, boss: {url: "console://"}}
routes:
  - {name: plain, to: [desk], update_at_most_every: 1h}
  - name: night
    to: [desk]
    quiet_hours: "22:00-06:00"
    at_most: 10/hour
    remind_every: 8h
    escalate: {after: 30m, to: boss}
    time_zone: Europe/Berlin
  - {name: letter, to: [desk], digest: "Mon 07:30", quiet_hours: "22:00-06:00"}
  - {name: patient, when: {severity: [critical, high], labels: {theme: war}}, to: [desk], first_alert_after: 15m}
  - {name: nothing, when: {severity: low}, to: [desk]}
"""
NAMES = ("plain", "night", "letter", "patient", "nothing")


def shown(folder: Path) -> str:
    config = folder / "config.yaml"
    config.write_text(ROUTES, encoding="utf-8")
    loaded = load_config(config)
    parts = ("\n".join((f"# {name}", *timeline_table(loaded, name).lines(100))) for name in NAMES)
    return "\n\n".join(parts) + "\n"


def test_a_timeline_reads_as_it_did(tmp_path: Path) -> None:
    assert shown(tmp_path) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_story_that_a_route_selects_is_told_once_as_new(tmp_path: Path, name: str) -> None:
    shown(tmp_path)
    lines = list(timeline_as_json(load_config(tmp_path / "config.yaml"), name))
    assert lines == sorted(lines, key=lambda line: line["at"])
    told = [title for line in lines if "reminder" not in line["why"] and line["to"] == "desk" for title in line["what"]]
    expected = {"nothing": 0, "patient": 16}.get(name, 30)
    assert len(set(told)) == expected


def test_the_verb_prints_it_and_names_the_routes_there_are(fresh: Desk) -> None:
    (fresh.folder / "config.yaml").write_text(ROUTES, encoding="utf-8")
    done = fresh.vedette("check", "--timeline", "letter")
    assert done.code == 0
    assert "Mon 07:30  desk  1         30 alerts in one: Story 8, critical" in done.out
    (line,) = fresh.vedette("check", "--timeline", "letter", "--json").objects
    assert (line["at"], line["to"], len(line["what"])) == ("2026-03-09T07:30:00Z", "desk", 30)
    wrong = fresh.vedette("check", "--timeline", "lettre")
    assert wrong.code == 1
    assert "there is no route 'lettre'; write one of plain, night, letter, patient, nothing" in wrong.err


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        GOLDEN.write_text(shown(Path(folder)), encoding="utf-8")

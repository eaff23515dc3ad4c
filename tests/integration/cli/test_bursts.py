"""Burst rules at the command line: checked, tested, listed and explained like any other."""

from __future__ import annotations

import json
import re

import pytest

from monitor.storage import Store
from tests.integration.cli.desk import Desk

RISE = """id: rise
title: Sudden rise in reports about mercenaries
severity: critical
spike:
  of: {of}
  window: 24 hours
  at_least: 5
  compared_to: {{average_of: 14 days, times: 3}}
examples:
  timeline:
    - {{days: "1x14 6", fires_on_day: [{day}]}}
    - {{days: "4x14 6", fires_on_day: []}}
"""
FIRST = """id: newcomers
title: A new name
severity: low
first_seen: {of: mercenaries, what: actor, not_in: 30 days}
examples:
  timeline:
    - {seen: {1: wagner, 9: redut}, fires_on_day: [9]}
    - {seen: {1: wagner, 9: wagner}, fires_on_day: []}
"""


def with_rise(desk: Desk, *, of: str = "mercenaries", day: int = 15) -> Desk:
    (desk.folder / "rules" / "rise.yaml").write_text(RISE.format(of=of, day=day), encoding="utf-8")
    return desk


@pytest.fixture
def desk(writable: Desk) -> Desk:
    return with_rise(writable)


def test_a_burst_rule_is_checked_and_counted_with_the_others(desk: Desk):
    before = int(re.search(r"(\d+) rules", desk.vedette("rules").out)[1])
    with_rise(desk, of="mercenries")
    refused = desk.vedette("check")
    assert refused.code == 1
    assert 'rules/rise.yaml:5: E-unknown-rule there is no rule "mercenries"; did you mean "mercenaries"?' in refused.out
    with_rise(desk)
    assert f"{before} rules" in desk.vedette("check").out


def test_its_timelines_are_run_with_the_other_examples_and_by_its_id(desk: Desk):
    assert desk.vedette("test", "rise").out == "2 of 2 examples of 1 rule hold, 0 fail\n"
    failed = with_rise(desk, day=16).vedette("test")
    assert failed.code == 1
    assert "rise should fire on day 16, but it fires on day 15" in failed.out


def test_it_is_explained_by_the_archive_and_needs_no_text(desk: Desk):
    explained = desk.vedette("explain", "--rule", "rise")
    assert explained.code == 0
    lines = explained.out.splitlines()
    many = "at least 5 stories in 24 hours in alerts of the rule mercenaries"
    assert lines[0] == "rise: Sudden rise in reports about mercenaries"
    assert lines[1] == f"fires on {many}, and 3 times the average of the 14 days before"
    assert lines[2] == "now: the archive covers less than an hour"
    assert re.fullmatch(r"  \d+ stor(y|ies) in 24 hours; the archive is too young to tell", lines[3])


def test_scripts_read_how_each_group_stands(desk: Desk):
    (view,) = desk.vedette("explain", "--rule", "rise", "--json").objects
    (group,) = view["groups"]
    assert (view["rule"], group["group"], group["needed"], group["fires"]) == ("rise", None, 5.0, False)
    assert len(group["articles"]) == group["count"] > 0


def test_a_first_sighting_is_explained_by_what_is_known(desk: Desk):
    (desk.folder / "rules" / "newcomers.yaml").write_text(FIRST, encoding="utf-8")
    explained = desk.vedette("explain", "--rule", "newcomers")
    assert "fires on an actor that alerts of the rule mercenaries did not name in 30 days" in explained.out
    assert "it learns until that is 7 days" in explained.out
    (view,) = desk.vedette("explain", "--rule", "newcomers", "--json").objects
    assert view["learning"] is True


def test_before_the_first_run_it_says_that_it_looks_at_no_text(fresh: Desk):
    explained = with_rise(fresh).vedette("explain", "--rule", "rise")
    assert explained.code == 0
    assert "A burst rule looks at stored alerts, not at a text. Now there is no database at" in explained.out


def test_any_other_rule_needs_a_text_to_be_explained_on(desk: Desk):
    done = desk.vedette("explain", "--rule", "mercenaries")
    assert done.code == 2
    assert "the rule" in done.err


def test_a_burst_rule_that_no_route_selects_is_told(desk: Desk):
    config = desk.folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    kept = text.partition("routes:")[0]
    config.write_text(f"{kept}routes:\n  - {{name: all, when: {{kind: [story]}}, to: [screen]}}\n", encoding="utf-8")
    checked = desk.vedette("check")
    assert 'no route selects the rule "rise" (severity critical, kind burst)' in checked.out


def test_a_single_pass_judges_burst_rules_too_and_notes_that_it_listened(ran: Desk):
    store = Store.open(f"sqlite:///{ran.folder / 'vedette.db'}", read_only=True)
    try:
        assert json.loads(store.note("listening"))["pauses"] == []
    finally:
        store.close()


def test_labelled_texts_are_not_scored_by_it(desk: Desk):
    line = '{"text": "Mercenaries were seen.", "labels": ["rise"]}\n'
    done = desk.vedette("score", "-", stdin=line.encode())
    assert 'no rule has the id "rise"' in done.out + done.err

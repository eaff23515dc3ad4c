"""Examples of burst rules: days, hours or names go in, and the rule fires on the days that it should."""

from __future__ import annotations

import pytest

from monitor.engine import load_rules, run_examples
from monitor.engine.bursts.schema import TimelineSpec
from monitor.engine.bursts.timeline import course, fires_on
from monitor.model import Mentions
from tests.unit.engine.bursts.making import FIRST, SILENCE, SPIKE, burst

GROUPED = SPIKE.replace("of: m,", "of: m, group_by: label.country,")


def fires(asked: str, **timeline):
    return list(fires_on(burst(asked), TimelineSpec(**timeline)))


def test_a_course_of_days_is_written_in_short():
    assert course("1x3 6 0x2") == (1, 1, 1, 6, 0, 0)


@pytest.mark.parametrize(
    ("days", "on"),
    [
        ("1x14 6", [15]),
        ("4x14 6", []),
        ("0x14 4", []),
        ("0x14 5", [15]),
        ("9", []),
        ("1x3 9", []),
    ],
)
def test_a_spike_fires_on_the_days_on_which_it_should(days, on):
    assert fires(SPIKE, days=days) == on


def test_a_window_slides_over_midnight():
    assert fires(SPIKE, hours="0x335 3 3") == [337]


def test_quiet_time_holds_back_what_would_fire_again():
    assert fires(SPIKE, days="1x14 8 8 8") == [15, 16, 17]
    assert fires(SPIKE.replace("at_least: 5", "at_least: 5, quiet_for: 7 days"), days="1x14 8 8 8") == [15]


def test_hours_show_a_rule_of_short_windows():
    hourly = "spike: {of: m, window: 1 hour, at_least: 6, compared_to: {average_of: 24 hours, times: 3}}"
    assert fires(hourly, hours="1x24 8") == [25]
    assert fires(hourly, hours="4x24 8") == []


def test_groups_have_courses_of_their_own():
    assert fires(GROUPED, days={"LY": "1x14 6", "ML": "1x15"}) == [15]
    assert fires(GROUPED, days={"LY": "1x14 3", "ML": "1x14 3"}) == []


def test_a_silence_fires_once_when_the_window_has_passed_and_again_after_the_next_article():
    assert fires(SILENCE, days="2x14 0x9") == [17]
    assert fires(SILENCE, days="2x14 0x6 1 0x6") == [17, 24]
    assert fires(SILENCE, days="0x20") == []


def test_a_first_sighting_fires_on_the_day_on_which_a_name_is_new():
    assert fires(FIRST, seen={"1": "wagner", "9": "redut", "12": "redut", "13": "wagner"}) == [9]
    assert fires(FIRST, seen={"1": "wagner", "40": ["wagner", "redut"]}) == [40]
    assert fires(FIRST, seen={"3": "redut"}) == []


RULE = """id: rise
title: Sudden rise
severity: high
{asked}
examples:
  timeline:
    - {{days: "1x14 6", fires_on_day: [15]}}
    - {{days: "4x14 6", fires_on_day: [15]}}
    - {{days: "1x14 6", fires_on_day: []}}
"""


@pytest.fixture
def rules(tmp_path):
    (tmp_path / "m.yaml").write_text("id: m\ntitle: M\nseverity: low\nmatch: {actor: redut}\n", encoding="utf-8")
    (tmp_path / "rise.yaml").write_text(RULE.format(asked=SPIKE), encoding="utf-8")
    return load_rules([tmp_path], actors=["redut"]).rule_set


def test_examples_that_do_not_come_out_say_where_they_stand_and_what_happens(rules, tmp_path):
    report = run_examples(rules, lambda _: Mentions())
    assert [str(failure).replace(f"{tmp_path}/", "") for failure in report.failures] == [
        "rise.yaml:8: rise should fire on day 15, but it never fires\n    [timeline] days 4x14 6",
        "rise.yaml:9: rise should never fire, but it fires on day 15\n    [timeline] days 1x14 6",
    ]
    assert report.sentence == "1 of 3 examples of 2 rules hold, 2 fail"


def test_one_rule_of_either_kind_can_be_run_by_itself(rules):
    assert run_examples(rules, lambda _: Mentions(), ["rise"]).examples == 3
    assert run_examples(rules, lambda _: Mentions(), ["m"]).examples == 0
    with pytest.raises(KeyError):
        run_examples(rules, lambda _: Mentions(), ["ris"])


def test_a_burst_rule_of_a_later_folder_stands_in_for_a_rule_of_that_id_and_the_other_way_round(tmp_path):
    texts, counts = "match: {actor: redut}", "spike: {of: m, window: 24 hours, at_least: 5}"
    folders = []
    for name, first, second in (("a", texts, counts), ("b", counts, texts)):
        folder = tmp_path / name
        folder.mkdir()
        folders.append(folder)
        for rule, asked in (("m", texts), ("one", first), ("two", second)):
            text = f"id: {rule}\ntitle: {rule}\nseverity: low\n{asked}\n"
            (folder / f"{rule}.yaml").write_text(text, encoding="utf-8")
    loaded = load_rules(folders, actors=["redut"]).rule_set
    assert [rule.id for rule in loaded.rules] == ["m", "two"]
    assert [rule.id for rule in loaded.bursts] == ["one"]

"""A short piece of the war that `benchmarks/long_war.py` measures whole: who is told of what, how often, and why."""

from __future__ import annotations

import pytest

from benchmarks.long_war import TELLINGS, TOLD, measure, shipped
from benchmarks.long_war_desk import CLOSES_AFTER
from benchmarks.long_war_stream import War
from monitor.knowledge import Knowledge

SHORT = {"days": 10, "events": 3, "reports": (5, 12)}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return shipped()


def test_the_same_seed_gives_the_same_war_and_half_of_the_reports_come_early() -> None:
    one, two = War.make(**SHORT), War.make(**SHORT)
    assert one == two
    assert one.reports == two.reports
    assert {report.article.language.code for report in one.reports} == {"en", "de", "fr", "ru"}
    hours = [(report.at - report.event.at).total_seconds() / 3600 for report in one.reports]
    assert 0.4 <= sum(hour <= 6 for hour in hours) / len(hours) <= 0.6
    assert max(hours) <= 36


@pytest.mark.parametrize("seed", [3, 7])
def test_with_reports_joined_rightly_each_event_is_told_and_told_again_only_for_what_was_planted(
    knowledge: Knowledge, seed: int
) -> None:
    found = measure(War.make(**SHORT, seed=seed), knowledge, perfect=True)
    assert found.matched == found.reports
    assert found.told == 1
    assert 1 < found.tellings <= TELLINGS
    assert [telling.delivery.detail for telling in found.unplanned] == []


def test_joined_by_what_they_say_events_stay_apart_and_are_told(knowledge: Knowledge) -> None:
    found = measure(War.make(**SHORT), knowledge)
    assert found.told >= TOLD
    assert found.mixed_theatres == ()
    assert found.longest_open <= CLOSES_AFTER
    assert found.grouping.precision >= 0.95
    assert found.grouping.recall >= 0.8

"""Burst rules in a running desk: days go by, alerts are stored, and what they do over time is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model import Alert, AlertKind, Reason
from monitor.service.burst_loop import BurstLoop
from monitor.service.knowledge import load_knowledge
from tests.integration.service.conftest import START, Desk, entry

FEED = "https://paper.example/feed"
RISE = """id: rise
title: Sudden rise in reports about mercenaries
severity: critical
labels: {theme: foreign-forces, kind: spike}
spike:
  of: mercenaries
  window: 24 hours
  at_least: 5
  compared_to: {average_of: 14 days, times: 3}
  quiet_for: 12 hours
"""
QUIET = """id: quiet
title: Nothing about mercenaries
severity: medium
silence: {of: mercenaries, window: 3 days, usual: {average_of: 14 days}}
"""
WORDS = (
    *("harbour", "convoy", "runway", "village", "border", "depot", "bridge"),
    *("market", "tower", "river", "desert", "oasis", "barracks", "checkpoint"),
)


class Newsroom:
    """A desk whose feed brings stories, and whose burst rules are judged every hour."""

    def __init__(self, desk: Desk, *rules: str, more: str = "") -> None:
        for rule in rules:
            name = rule.split("\n", 1)[0].removeprefix("id: ")
            (desk.folder / "rules" / f"{name}.yaml").write_text(rule, encoding="utf-8")
        self.desk, self._more = desk, more
        self._number = 0
        self.restart()

    def restart(self) -> None:
        self.app = self.desk.open(FEED, more=self._more)
        self.bursts = BurstLoop(self.app)

    async def publish(self, number: int = 1, words: str = "Mercenaries") -> None:
        """So many new stories come in now and are read."""
        fresh = []
        for _ in range(number):
            self._number += 1
            here, there = WORDS[self._number % len(WORDS)], WORDS[self._number // len(WORDS) % len(WORDS)]
            title = f"{words} reach the {here} of {self._number} {there}s"
            fresh.append(entry(f"n{self._number}", title, published=self.desk.clock()))
        self.desk.papers.brings[FEED] = fresh
        self.app.store.feeds.make_due(now=self.desk.clock())
        await self.desk.poll(self.app)
        self.desk.read(self.app)

    def look(self, *, hours: int = 1) -> None:
        """Judge the bursts and tell what is due, every hour."""
        for _ in range(hours):
            self.bursts.look()
            self.desk.clock.move(hours=1)
        self.desk.tell(self.app)

    async def history(self, days: int, number: int = 1) -> None:
        """Stories of days on which no burst rule was there to judge."""
        for _ in range(days):
            await self.publish(number)
            self.desk.clock.move(days=1)
        self.desk.tell(self.app)

    async def hours(self, number: int) -> None:
        """A story every hour, each judged."""
        for _ in range(number):
            await self.publish()
            self.look()

    @property
    def alerts(self) -> list[Alert]:
        """The burst alerts, oldest first."""
        found = self.app.store.archive.alerts(kind=AlertKind.BURST, limit=500)
        return [self.app.store.archive.alert(one.id).alert for one in sorted(found, key=lambda one: one.id)]

    def told(self, words: str) -> int:
        return self.desk.messages(words)


@pytest.fixture
def newsroom(desk: Desk) -> Newsroom:
    return Newsroom(desk, RISE, QUIET)


async def test_a_rise_is_told_once_with_the_stories_that_made_it(newsroom: Newsroom):
    await newsroom.history(9)
    await newsroom.hours(7)
    (alert,) = newsroom.alerts
    assert alert.text == "5 stories in 24 hours where 1.0 a day is usual (8 days), 5.0 times as many."
    assert alert.key == f"burst:rise::{START + timedelta(days=9, hours=4):%Y-%m-%dT%H:%M:%SZ}"
    assert alert.labels == {"theme": "foreign-forces", "kind": "spike"}
    assert [source.title.split()[0] for source in alert.sources] == ["Mercenaries"] * 5
    assert newsroom.told("Sudden rise in reports") == 1


async def test_a_restart_repeats_nothing_and_quiet_time_outlasts_it(newsroom: Newsroom):
    await newsroom.history(8)
    await newsroom.hours(6)
    newsroom.look(hours=18)
    assert len(newsroom.alerts) == 1
    newsroom.restart()
    newsroom.look()
    assert len(newsroom.alerts) == 1
    await newsroom.publish(5)
    newsroom.look()
    assert len(newsroom.alerts) == 2  # five more, and the twelve hours are over
    await newsroom.publish(9)
    newsroom.restart()
    newsroom.look(hours=11)
    assert len(newsroom.alerts) == 2
    newsroom.look()
    assert len(newsroom.alerts) == 3


async def test_a_silence_is_told_once_and_its_end_to_whoever_was_told(newsroom: Newsroom):
    await newsroom.history(12)
    newsroom.look(hours=4 * 24)
    (alert,) = newsroom.alerts
    assert alert.title == "Nothing about mercenaries"
    assert alert.text.startswith(
        "No story in 3 days where 3.0 in 3 days is usual (9 days). The last one came 2026-03-15"
    )
    newsroom.restart()
    await newsroom.publish()
    newsroom.look(hours=3)
    (alert,) = newsroom.alerts
    assert [revision.reasons for revision in alert.revisions] == [(Reason.NEW,), (Reason.RECOVERED,)]
    assert alert.text.startswith("It is over: “Mercenaries reach")
    assert newsroom.told("update 2: recovered") == 1


async def test_a_stop_of_three_days_is_no_silence_and_what_comes_in_after_it_no_rise(newsroom: Newsroom):
    await newsroom.history(14)
    newsroom.look()
    newsroom.desk.clock.move(days=3)
    newsroom.restart()
    newsroom.look()
    await newsroom.publish(5)  # those of the last two days
    newsroom.look(hours=12)
    assert newsroom.alerts == []
    newsroom.look(hours=24 * 3)
    assert [alert.title for alert in newsroom.alerts] == ["Nothing about mercenaries"]


async def test_a_route_selects_bursts_by_kind_label_and_rule_as_it_does_stories(desk: Desk):
    routes = """routes:
  - {name: watch, when: {kind: [burst], labels: {theme: foreign-forces}}, to: [screen]}
  - {name: others, when: {kind: [burst], labels: {theme: sanctions}}, to: [screen]}
"""
    newsroom = Newsroom(desk, RISE, more=routes)
    await newsroom.history(8)
    await newsroom.publish(6)
    newsroom.look()
    deliveries = newsroom.app.store.archive.deliveries(limit=500)
    assert [record.delivery.route for record in deliveries] == ["watch"]


async def test_each_group_is_told_by_itself_with_its_own_label(desk: Desk):
    newsroom = Newsroom(desk, RISE.replace("of: mercenaries", "of: [mercenaries, sanctions]\n  group_by: label.theme"))
    for rule in ("mercenaries", "sanctions"):
        path = desk.folder / "rules" / f"{rule}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + f"labels: {{theme: about-{rule}}}\n", encoding="utf-8")
    newsroom.restart()
    await newsroom.history(8)
    await newsroom.publish(5)
    await newsroom.publish(6, words="Sanctions against those who")
    newsroom.look()
    told = {
        alert.labels["theme"]: (alert.title.rpartition(": ")[2], alert.text.split()[0]) for alert in newsroom.alerts
    }
    assert told == {"about-mercenaries": ("about-mercenaries", "5"), "about-sanctions": ("about-sanctions", "6")}


async def test_an_edited_rule_counts_from_then_on_what_it_asks_for(newsroom: Newsroom):
    await newsroom.history(10)
    await newsroom.publish(4)
    newsroom.look()
    assert newsroom.alerts == []
    path = newsroom.desk.folder / "rules" / "rise.yaml"
    path.write_text(RISE.replace("24 hours", "48 hours").replace("times: 3", "times: 2"), encoding="utf-8")
    knowledge = load_knowledge(newsroom.app.config).knowledge
    newsroom.app.knowledge = knowledge
    newsroom.look()
    assert [alert.text.split(" where")[0] for alert in newsroom.alerts] == ["5 stories in 2 days"]


async def test_two_processes_on_one_database_tell_an_episode_once(newsroom: Newsroom):
    other = BurstLoop(newsroom.app)
    await newsroom.history(8)
    await newsroom.publish(6)
    other.look()
    newsroom.look()
    other.look()
    assert len(newsroom.alerts) == 1


async def test_a_rule_that_cannot_be_judged_keeps_no_other_from_it(newsroom: Newsroom):
    await newsroom.history(8)
    await newsroom.publish(6)
    rules = newsroom.app.knowledge.rules
    spoilt = replace(rules.burst("quiet"), asked=rules.burst("quiet").asked.model_copy(update={"group_by": None}))
    broken = replace(rules, bursts=(spoilt, rules.burst("rise")))
    newsroom.app.knowledge = replace(newsroom.app.knowledge, rules=broken)
    newsroom.look()
    assert [alert.rules for alert in newsroom.alerts] == [("rise",)]


ACTORS = """actors:
  - {id: redut, name: Redut, kind: pmc, country: RU, names: {any: [Redut]}}
  - {id: convoy, name: PMC Convoy, kind: pmc, country: RU, names: {any: [PMC Convoy]}}
"""
NEWCOMER = """id: newcomer
title: A new name beside mercenaries
severity: high
first_seen: {of: mercenaries, what: actor, not_in: 30 days}
"""


async def test_a_first_sighting_is_told_once_though_the_desk_stopped_before_it_was_judged(desk: Desk):
    (desk.folder / "rules" / "actors").mkdir()
    (desk.folder / "rules" / "actors" / "groups.yaml").write_text(ACTORS, encoding="utf-8")
    newsroom = Newsroom(desk, NEWCOMER)
    await newsroom.publish(words="Redut mercenaries")
    await newsroom.history(8)
    newsroom.look()
    await newsroom.publish(words="Mercenaries of Redut and PMC Convoy")
    newsroom.desk.clock.move(hours=5)
    newsroom.restart()
    newsroom.look()
    (alert,) = newsroom.alerts
    assert alert.title == "A new name beside mercenaries: PMC Convoy"
    first = (
        "PMC Convoy is named in alerts of the rule mercenaries for the first time in 8 days, since the archive began"
    )
    assert first in alert.text
    assert alert.labels == {"actor": "convoy"}
    newsroom.restart()
    newsroom.look(hours=3)
    assert len(newsroom.alerts) == newsroom.told("A new name beside mercenaries") == 1

"""First sightings: what alerts of a rule did not name for long, found from the events alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.engine.bursts import Coverage, judge, known_things
from monitor.model import Episode
from tests.unit.engine.bursts.making import DAY, FIRST, HOUR, NOW, YEARS, burst, event, past, thing

RULE = burst(FIRST)


def seen(days: float, number: int, *names: str, **fields):
    return event(NOW - days * DAY, number, actors=tuple(map(thing, names)), **fields)


def first_seen(*events, episodes=(), coverage=YEARS, looked_at=NOW - HOUR, rule=RULE):
    verdict = judge(rule, events, coverage=coverage, past=past(rule, *episodes, looked_at=looked_at), now=NOW)
    return {fired.events[0].id: [one.id for one in fired.things] for fired in verdict.fired}


def test_what_was_never_named_before_is_a_first_sighting_and_what_was_is_none():
    assert first_seen(seen(5, 1, "wagner"), seen(0, 2, "wagner", "redut")) == {2: ["redut"]}


def test_what_was_not_named_for_longer_than_asked_is_new_again():
    assert first_seen(seen(31, 1, "redut"), seen(0, 2, "redut")) == {2: ["redut"]}
    assert first_seen(seen(30, 1, "redut"), seen(0, 2, "redut")) == {}


def test_of_articles_that_came_at_one_moment_the_first_has_it():
    assert first_seen(seen(0, 4, "redut"), seen(0, 3, "redut"), seen(0, 5, "redut", "wagner")) == {
        3: ["redut"],
        5: ["wagner"],
    }


def test_an_article_that_two_of_the_rules_found_makes_one_alert_of_all_that_is_new():
    both = (seen(0, 2, "redut"), seen(0, 2, "redut", "wagner"))
    assert first_seen(*both) == {2: ["redut", "wagner"]}


def test_what_was_told_is_not_told_again_and_what_an_edit_adds_is():
    (fired,) = judge(RULE, [seen(0, 2, "redut")], coverage=YEARS, past=past(RULE), now=NOW).fired
    told = Episode(key=fired.key, at=NOW)
    assert first_seen(seen(0, 2, "redut"), episodes=(told,)) == {}
    edited = seen(0, 2, "redut", "wagner", found_at=NOW)
    assert first_seen(seen(0, 2, "redut"), edited, episodes=(told,)) == {2: ["wagner"]}


def test_nothing_fires_while_the_archive_is_younger_than_it_must_be_to_learn():
    assert first_seen(seen(0, 2, "redut"), coverage=Coverage(since=NOW - 6 * DAY)) == {}
    assert first_seen(seen(0, 2, "redut"), coverage=Coverage(since=NOW - 7 * DAY)) == {2: ["redut"]}


def test_only_what_was_found_since_the_last_look_is_news():
    assert first_seen(seen(1, 2, "redut"), looked_at=NOW - HOUR) == {}
    assert first_seen(seen(1, 2, "redut"), looked_at=NOW - 2 * DAY) == {2: ["redut"]}


def test_an_old_article_that_is_read_once_more_is_no_first_sighting_of_today():
    assert first_seen(seen(20, 2, "redut", found_at=NOW)) == {}


def test_places_countries_resolutions_and_listed_names_are_looked_for_as_the_rule_says():
    fields = {"place": "places", "country": "countries", "resolution": "resolutions", "listed": "listed"}
    for what, name in fields.items():
        rule = burst(FIRST.replace("actor", what))
        found = first_seen(event(NOW, 1, **{name: (thing("x"),)}), seen(0, 2, "redut"), rule=rule)
        assert found == {1: ["x"]}


def test_who_asks_what_is_known_hears_the_latest_first():
    events = (seen(40, 1, "old"), seen(9, 2, "wagner"), seen(1, 3, "redut", "wagner"))
    assert [one.id for one in known_things(RULE.asked, events, now=NOW)] == ["redut", "wagner"]


SEEN = st.lists(st.tuples(st.integers(0, 1_200), st.sampled_from("abc")), max_size=20)


@given(SEEN, st.randoms(use_true_random=False))
def test_each_name_is_seen_first_once_a_month_however_often_it_is_judged(history, random):
    events = [seen(hours / 24, number, name) for number, (hours, name) in enumerate(history, 1)]
    random.shuffle(events)
    told: dict[str, Episode] = {}
    for hours in range(1_200, -1, -6):
        now = NOW - hours * HOUR
        known = [one for one in events if one.at <= now]
        for looked_at in (now - 6 * HOUR, now - 30 * HOUR):  # as after a restart
            found = judge(RULE, known, coverage=YEARS, past=past(RULE, *told.values(), looked_at=looked_at), now=now)
            for fired in found.fired:
                assert fired.key not in told
                told[fired.key] = Episode(key=fired.key, at=now)
    expected = 0
    for name in "abc":
        times = sorted(one.at for one in events if one.actors[0].id == name)
        expected += sum(not i or at - times[i - 1] > 30 * DAY for i, at in enumerate(times))
    assert len(told) == expected

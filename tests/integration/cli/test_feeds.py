"""`vedette feeds`: how each feed stands, for people and for scripts."""

from __future__ import annotations

import pytest

from tests.integration.cli.desk import Desk


def test_troubles_come_first_and_each_feed_has_its_figures(ran: Desk) -> None:
    found = ran.vedette("feeds", "--json").objects
    assert [(one["name"], one["source_state"]) for one in found] == [
        ("Gone Wrong Gazette", "failing"),
        ("Harbour Agency", "fetched"),
        ("Ministry of Ports, Ferries and Lighthouses of the Northern Isles", "fetched"),
    ]
    lost, agency, _ = found
    assert lost["why"].startswith("this is a web page, not a feed")
    assert (agency["articles"], agency["unknown_language"], agency["fetched_from"]) == (3, 0.0, agency["url"])
    assert {"items_a_day", "lag_seconds", "newest_item_at", "state", "condition"} <= agency.keys()
    assert "habit" not in agency["state"]


@pytest.mark.parametrize(
    ("states", "names"),
    [
        (["failing"], ["Gone Wrong Gazette"]),
        (["Failing", "gone"], ["Gone Wrong Gazette"]),
        (["not polled yet"], []),
    ],
)
def test_only_feeds_in_the_states_that_are_asked_for_are_shown(ran: Desk, states: list[str], names: list[str]) -> None:
    options = [word for state in states for word in ("--state", state)]
    assert [one["name"] for one in ran.vedette("feeds", *options, "--json").objects] == names


def test_no_feed_in_a_state_is_a_sentence(ran: Desk) -> None:
    assert ran.vedette("feeds", "--state", "gone").out == "No feed is gone.\n"


def test_a_state_that_there_is_not_is_wrong_usage_and_those_that_there_are_are_named(ran: Desk) -> None:
    done = ran.vedette("feeds", "--state", "broken")
    assert (done.code, done.out) == (2, "")
    said = " ".join(done.err.replace("│", " ").split())
    assert '"broken" is no state of a feed; there are: gone, failing, stale, silent, resting' in said

"""Alerts taken apart and made one: nothing is lost on the way, and each undoes the other."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting import changes, grow, view_of
from monitor.alerting.regroup import known_of_both, known_of_part, parts, united
from monitor.model import Alert, Evidence, Joined, JoinKind, Reading, Reason, Severity, Stance, View
from tests.unit.alerting.make import NOW, facts, finding, reading

NAMES = ("wagner", "haftar", "haiti", "libya", "mali")
DRAWN = st.fixed_dictionaries(
    {
        "rules": st.sets(st.sampled_from(["mercenaries", "sanctions", "ceasefire"]), min_size=1),
        "severity": st.sampled_from(list(Severity)),
        "actors": st.sets(st.sampled_from(NAMES), max_size=3),
        "low": st.integers(1, 50),
        "stance": st.sampled_from(list(Stance)),
    }
)


def grown(drawn: list[dict], *, first: int = 1) -> Alert:
    """An alert of as many articles as are drawn, seen in their order; `first` is the first one's id."""
    alert = None
    for number, it in enumerate(drawn, first):
        kind = JoinKind.SAME_EVENT if alert else JoinKind.OPENED
        joined = Joined(story_id=first, evidence=(Evidence(kind=kind, detail=f"for article {number}"),))
        alert = grow(alert, report(number, it), joined, now=NOW)
    return replace(alert, id=first)


def report(number: int, it: dict) -> Reading:
    context = facts(actors=tuple(sorted(it["actors"])), quantities=(("fighters", it["low"], it["low"] + 5),))
    found = [
        finding(rule, severity=it["severity"], stance=it["stance"], context=context, labels={rule: "yes"})
        for rule in sorted(it["rules"])
    ]
    return reading(*found, number=number, title=f"Headline {number}")


def why(*alerts: Alert) -> dict[int, tuple[Evidence, ...]]:
    """Evidence by the article that joined by it."""
    found = [(int(item.detail.split()[-1]), item) for alert in alerts for item in alert.evidence]
    return {number: (item,) for number, item in found}


def told_apart(alert: Alert) -> Alert:
    """The alert without what only its own life gives it."""
    return replace(alert, id=0, story_id=None, key="", revisions=())


@given(st.lists(DRAWN, min_size=2, max_size=6), st.data())
def test_uniting_the_parts_gives_the_alert_back(drawn: list[dict], data: st.DataObject):
    alert = grown(drawn)
    wanted = data.draw(st.sets(st.integers(1, len(drawn)), min_size=1, max_size=len(drawn) - 1))

    kept, taken = parts(alert, wanted, evidence=why(alert))
    whole = united(kept, taken)

    assert replace(whole, evidence=()) == replace(alert, evidence=())
    assert set(whole.evidence) == set(alert.evidence)


@given(st.lists(DRAWN, min_size=1, max_size=4), st.lists(DRAWN, min_size=1, max_size=4))
def test_taking_the_other_out_of_a_united_alert_gives_both_back(mine: list[dict], others: list[dict]):
    one, other = grown(mine), grown(others, first=len(mine) + 1)

    kept, taken = parts(united(one, other), [item.article_id for item in other.findings], evidence=why(one, other))

    assert kept == one
    assert taken == told_apart(other)


@given(st.lists(DRAWN, min_size=2, max_size=6), st.data())
def test_every_finding_source_and_piece_of_evidence_is_in_exactly_one_part(drawn: list[dict], data: st.DataObject):
    alert = grown(drawn)
    wanted = data.draw(st.sets(st.integers(1, len(drawn)), min_size=1, max_size=len(drawn) - 1))

    kept, taken = parts(alert, wanted, evidence=why(alert))

    assert {item.article_id for item in taken.findings} == wanted
    for name in ("findings", "sources", "evidence"):
        both = (*getattr(kept, name), *getattr(taken, name))
        assert sorted(map(repr, both)) == sorted(map(repr, getattr(alert, name)))
    assert (kept.id, kept.revisions) == (alert.id, alert.revisions)
    assert (taken.id, taken.key, taken.story_id, taken.revisions) == (0, "", None, ())


@given(st.lists(DRAWN, min_size=2, max_size=5), st.data())
def test_who_knows_the_whole_is_told_nothing_of_a_part(drawn: list[dict], data: st.DataObject):
    alert = grown(drawn)
    wanted = data.draw(st.sets(st.integers(1, len(drawn)), min_size=1, max_size=len(drawn) - 1))

    whole = view_of(alert, alert.findings)
    for part in parts(alert, wanted):
        view = view_of(part, part.findings)
        known = known_of_part(whole, whole, view)
        assert changes(known, view) == ((), ())


@given(st.lists(DRAWN, min_size=1, max_size=4), st.lists(DRAWN, min_size=1, max_size=4))
def test_who_knows_both_alerts_is_told_nothing_of_the_united_one(mine: list[dict], others: list[dict]):
    one, other = grown(mine), grown(others, first=len(mine) + 1)
    whole = united(one, other)

    view = view_of(whole, whole.findings)
    known = known_of_both(view_of(one, one.findings), view_of(other, other.findings), view)

    assert changes(known, view) == ((), ())


def view(**fields) -> View:
    return View(**{"severity": Severity.HIGH, "rules": ("mercenaries",), "sources": 1, **fields})


def test_what_was_never_told_of_the_whole_is_news_of_the_part():
    told = view(actors=("wagner",), severity=Severity.LOW)
    part = whole = view(actors=("haftar", "wagner"))

    reasons, detail = changes(known_of_part(told, whole, part), part)

    assert reasons == (Reason.SEVERITY, Reason.ACTOR)
    assert detail == ("severity: low → high", "actor: haftar")


def test_what_was_told_of_the_other_part_is_news_when_this_part_gets_it():
    told = view(actors=("haftar", "wagner"))
    known = known_of_part(told, told, view(actors=("wagner",)))

    assert changes(known, view(actors=("haftar", "wagner")))[0] == (Reason.ACTOR,)


def test_a_quantity_outside_the_told_range_is_news_of_the_part():
    told, whole = view(quantities=(("fighters", 100, 200),)), view(quantities=(("fighters", 100, 900),))

    inside = view(quantities=(("fighters", 120, 150),))
    beyond = view(quantities=(("fighters", 150, 900),))
    other = view(quantities=(("fighters", 500, 900),))

    assert changes(known_of_part(told, whole, inside), inside)[0] == ()
    assert changes(known_of_part(told, whole, beyond), beyond)[0] == (Reason.QUANTITY,)
    assert changes(known_of_part(told, whole, other), other)[0] == (Reason.QUANTITY,)


def test_sources_of_two_alerts_add_up_as_far_as_the_united_one_has_them():
    assert known_of_both(view(sources=2), view(sources=3), view(sources=5)).sources == 5
    assert known_of_both(view(sources=2), view(sources=3), view(sources=4)).sources == 4  # one in both
    assert known_of_both(view(sources=2), view(sources=3), view(sources=9)).sources == 5
    assert known_of_both(view(sources=5), view(sources=3), view(sources=4)).sources == 5


def test_evidence_that_two_articles_share_stays_with_both():
    alert = grown(
        [{"rules": {"sanctions"}, "severity": Severity.LOW, "actors": (), "low": 1, "stance": Stance.PAST}] * 3
    )
    same = Evidence(kind=JoinKind.SAME_TEXT, detail="the same words", with_article=1)
    alert = replace(alert, evidence=(alert.evidence[0], same))

    kept, taken = parts(alert, [3], evidence={1: alert.evidence[:1], 2: (same,), 3: (same,)})

    assert kept.evidence == alert.evidence
    assert taken.evidence == (same,)


def test_a_part_without_its_first_article_is_called_after_the_next():
    drawn = {"rules": {"sanctions"}, "severity": Severity.LOW, "actors": (), "low": 1, "stance": Stance.PAST}
    kept, taken = parts(grown([drawn] * 3), [1])

    assert (kept.title, taken.title) == ("Headline 2", "Headline 1")

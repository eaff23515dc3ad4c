"""Reports of one event in other words and languages join; other events of the same people and towns do not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.config.languages import SHIPPED
from monitor.model import Article, Feature, Fingerprint, Joined, JoinKind, Language, Member
from monitor.service.grouping import Reader, group_texts
from monitor.stories import join
from monitor.stories.prior import logistic
from monitor.stories.profile import profile, reweighed
from monitor.stories.same_event import comparable
from monitor.stories.score import FIGURES, probability, shared
from monitor.stories.sieve import FEW, Overlaps
from monitor.stories.weights import NO_WEIGHTS
from tests.unit.stories.reports import CLINIC, CONVOY, gazetteer, printed, report

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def member(article: Article, *, story: int, opening: bool = True, minutes: int = 0) -> Member:
    return Member(
        article_id=article.id,
        story_id=story,
        fingerprint=printed(article),
        at=NOW + timedelta(minutes=minutes),
        title=article.title,
        opening=opening,
    )


def joined(article: Article, *members: Member) -> Joined:
    return join(article, printed(article), members)


@pytest.mark.parametrize("one", list(CONVOY))
@pytest.mark.parametrize("other", list(CONVOY))
def test_one_event_in_two_languages_is_one_story(one, other):
    if one == other:
        return
    result = joined(report(CONVOY, one, number=2), member(report(CONVOY, other), story=7))
    assert (result.story_id, result.evidence[0].kind) == (7, JoinKind.SAME_EVENT)


def test_the_evidence_names_what_both_name_as_the_new_article_writes_it():
    (evidence,) = joined(report(CONVOY, "de", number=2), member(report(CONVOY, "ru"), story=7)).evidence
    assert {"1.260", "47", "Chalifa Haftar"} & set(evidence.shared)
    assert evidence.detail == f"shares {', '.join(evidence.shared)}"
    assert evidence.with_article == 1
    assert logistic().join <= evidence.score <= 1


@pytest.mark.parametrize("one", list(CONVOY))
@pytest.mark.parametrize("other", list(CLINIC))
def test_another_event_with_the_same_general_and_town_opens_its_own_story(one, other):
    assert joined(report(CONVOY, one, number=2), member(report(CLINIC, other), story=7)).story_id is None


def test_a_single_member_that_did_not_open_the_story_is_not_enough():
    late = member(report(CONVOY, "ru"), story=7, opening=False)
    result = joined(report(CONVOY, "en", number=9), late)
    assert result.story_id is None
    (related,) = result.related
    assert (related.kind, related.with_story, related.with_article) == (JoinKind.RELATED, 7, 1)
    assert late.title in related.detail
    second = member(report(CONVOY, "de", number=2), story=7, opening=False)
    assert joined(report(CONVOY, "en", number=9), late, second).story_id == 7


def test_two_members_of_two_stories_are_not_two_links():
    one = member(report(CONVOY, "ru"), story=7, opening=False)
    other = member(report(CONVOY, "de", number=2), story=8, opening=False)
    result = joined(report(CONVOY, "en", number=9), one, other)
    assert result.story_id is None
    assert {related.with_story for related in result.related} == {7, 8}


@given(st.permutations(range(6)))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_candidates_makes_no_difference(order):
    members = [
        member(report(CONVOY, "ru"), story=1, minutes=3),
        member(report(CONVOY, "de", number=2), story=1, opening=False, minutes=3),
        member(report(CONVOY, "ar", number=3), story=2, minutes=3),
        member(report(CONVOY, "ar", number=4), story=3, minutes=3),
        member(report(CLINIC, "fr", number=5), story=4),
        member(report(CLINIC, "en", number=6), story=5),
    ]
    one = report(CONVOY, "en", number=9)
    assert joined(one, *(members[place] for place in order)) == joined(one, *members)


def features(*keys: str) -> Fingerprint:
    found = tuple(Feature(key=key, shown=key[2:]) for key in sorted(keys))
    return Fingerprint(canonical="", text_hash="", language="en", signature=(), bands=(), features=found)


def joins(*keys: str) -> bool:
    """Whether two articles that name just that, and all of it, are one event."""
    one = Member(article_id=1, story_id=7, fingerprint=features(*keys), at=NOW, opening=True)
    article = Article(id=2, language=Language(code="en", sure=True))
    return join(article, features(*keys), (one,)).story_id == 7


def test_countries_alone_never_join():
    assert not joins(*(f"c:{code}" for code in ("LY", "RU", "TR", "ML", "UA", "TD", "NE", "SD")))


def test_fewer_than_three_shared_things_never_join():
    assert not joins("n:1260", "k:tmbrn")
    assert joins("n:1260", "k:tmbrn", "k:trbnk", "n:47", "e:derna")


def test_other_people_in_other_countries_are_another_event_whatever_words_they_share():
    words = ("n:88", "n:1260", "k:mnsn", "k:fnrh", "k:Ankft", "k:nkbrn")
    one = Member(article_id=1, story_id=7, fingerprint=features("c:ML", "e:assimi-goita", *words), at=NOW, opening=True)
    article = Article(id=2, language=Language(code="en", sure=True))
    assert join(article, features("c:ML", "e:derna", *words), (one,)).story_id == 7
    result = join(article, features("c:LY", "e:khalifa-haftar", *words), (one,))
    assert (result.story_id, result.related) == (None, ())


def test_the_keys_of_one_name_count_once():
    one = Fingerprint(
        canonical="",
        text_hash="",
        language="en",
        signature=(),
        bands=(),
        features=tuple(
            Feature(key=key, shown="Khalifa Haftar") for key in ("e:khalifa-haftar", "k:hftr", "k:klf", "k:hlf")
        ),
    )
    view = profile(one, NO_WEIGHTS)
    assert len(shared(view, view).things) == 1


prints = st.sets(
    st.sampled_from([f"{kind}:{name}" for kind in "ncek" for name in ("aa", "bb", "cc", "dd", "ee")]), max_size=12
).map(lambda keys: features(*keys))


@given(prints, prints, st.dictionaries(st.sampled_from(["n:aa", "k:bb", "e:cc", "c:dd"]), st.floats(0, 5.3)))
def test_the_score_is_symmetric_and_a_probability(one, other, weights):
    there = shared(profile(one, weights), profile(other, weights))
    back = shared(profile(other, weights), profile(one, weights))
    assert there.things == back.things
    assert there.figures == pytest.approx(back.figures)
    assert 0 <= probability(there.figures, logistic()) <= 1


keys = st.tuples(st.sampled_from("cekn"), st.sampled_from("abcd")).map(":".join)
several_keys_a_name = st.dictionaries(keys, st.sampled_from(["Haftar", "Derna", "17"])).map(
    lambda shown: replace(
        features(), features=tuple(Feature(key=key, shown=name) for key, name in sorted(shown.items()))
    )
)
some_weights = st.dictionaries(keys, st.integers(0, 530).map(lambda hundredths: hundredths / 100))


@given(several_keys_a_name, some_weights)
def test_what_is_weighed_anew_weighs_what_it_would_at_first(article, weights):
    anew, at_first = reweighed(profile(article, NO_WEIGHTS), weights), profile(article, weights)
    assert anew.weights == at_first.weights
    assert anew.total == pytest.approx(at_first.total)
    assert anew.squares == pytest.approx(at_first.squares)
    assert [square > 0 for square in anew.squares.values()] == [square > 0 for square in at_first.squares.values()]


@given(several_keys_a_name | prints, st.lists(several_keys_a_name | prints, min_size=FEW + 1, max_size=6), st.data())
def test_none_that_is_as_likely_as_is_asked_for_is_sifted_out_beforehand(one, others, data):
    weights = {feature.key: data.draw(st.floats(0, 5.3)) for feature in one.features}
    mine = profile(one, weights)
    for number, other in enumerate(others):
        if (both := comparable(mine, other, weights)) is not None:
            asked = replace(logistic(), related=probability(both.figures_at_best, logistic()))
            assert Overlaps(mine, others).possible(asked)[number]


@given(several_keys_a_name | prints, st.lists(several_keys_a_name | prints, min_size=FEW + 1, max_size=6), st.data())
def test_who_surely_has_less_in_common_has_less_when_weighed_anew(one, others, data):
    weights = {feature.key: data.draw(st.floats(0, 5.3)) for feature in one.features}
    mine, share = profile(one, weights), data.draw(st.floats(0.1, 0.9))
    for short, other in zip(Overlaps(mine, others).fall_short(share, named=2), others, strict=True):
        theirs = reweighed(profile(other, NO_WEIGHTS), weights)
        both = sum(weight for weight, _ in shared(mine, theirs).named)
        assert not short or (both < share * min(mine.total, theirs.total) and min(mine.named, theirs.named) > 1)


@given(prints, prints, st.sets(st.sampled_from(["w:harbou", "w:ferry", "w:capsiz"])), st.sets(st.just("w:ferry")))
def test_no_words_make_more_of_two_articles_than_the_best_that_they_could(one, other, words, further):
    one = features(*(feature.key for feature in one.features), *words)
    other = features(*(feature.key for feature in other.features), *words, *further)
    both = shared(profile(one, NO_WEIGHTS), profile(other, NO_WEIGHTS))
    assert probability(both.figures, logistic()) <= probability(both.figures_at_best, logistic())


def test_every_figure_has_a_weight_and_none_counts_against():
    assert len(logistic().weights) == len(FIGURES)
    assert min(logistic().weights) >= 0


def test_the_two_articles_of_the_first_day_are_one_story():
    if not SEEDS.is_dir():
        pytest.skip(f"{SEEDS} is not there")
    lines = [json.dumps({"id": path.name, "text": path.read_text(encoding="utf-8")}) for path in SEEDS.glob("*.txt")]
    grouping = group_texts("\n".join(lines).encode(), "seeds", Reader(languages=SHIPPED, names=gazetteer()))
    assert len({one.story for one in grouping.texts}) == 1

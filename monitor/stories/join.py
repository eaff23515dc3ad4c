"""Does an article belong to a story that is open? The strongest evidence decides. Pure.

First by address and words, whatever the story; then by what it tells of (`same_event.py`). Never looks outside the
candidates, and the order in which they are handed in makes no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from monitor.model import Article, Evidence, Fingerprint, Joined, JoinKind, Member
from monitor.stories.minhash import containment, similarity
from monitor.stories.profile import COUNTRY, KNOWN, NUMBER, Profile, outline, profile, reweighed
from monitor.stories.same_event import related_stories, same_event, stories_like
from monitor.stories.score import shared
from monitor.stories.weights import NO_WEIGHTS, Weights, rare

WINDOW = timedelta(hours=72)  # reports of one event come within it (reference: text.md 6.6)
# From which figures on two texts are one that was edited: estimated Jaccard similarity (reference: text.md 6.6), and
# the share of the shorter text that stands in the longer one. A cut text keeps the second high; two notices from one
# template, of like length and on different matters, do not (.31 and .47 for the nearest such pair that was measured).
NEAR = 0.3
CONTAINED = 0.55
# Below this similarity, two texts that each name a few things must name mostly the same: a desk that fills in its own
# report of the last raid changes a few of the words, and all of the facts.
ALIKE = 0.8
NAMES_A_FEW = 3
IN_COMMON = 3 / 4  # by weight, of what the one names that names less

_STRONGEST = (JoinKind.SAME_ADDRESS, JoinKind.SAME_TEXT, JoinKind.NEAR_DUPLICATE)


def join(
    article: Article, fingerprint: Fingerprint, candidates: Sequence[Member], *, weights: Weights = NO_WEIGHTS
) -> Joined:
    """The story that the article joins, or none (`story_id` None) with evidence that it opens one.

    Address goes before text, text before near-duplicate, and that before the same event; among equals the most
    similar, then the oldest member wins. An article that is read again stays with its earlier self, whatever it shares
    with others: somebody may have put it there by hand.
    """
    keys = rare(weights)
    mine = _Mine(article=article, fingerprint=fingerprint, weights=weights, profile=profile(fingerprint, weights))
    found = [(evidence, member) for member in candidates if (evidence := _evidence(mine, member))]
    if found:
        evidence, member = min(found, key=lambda pair: _rank(*pair, own=article.id))
        return Joined(story_id=member.story_id, evidence=(evidence,), keys=keys)
    like = stories_like(fingerprint, mine.profile, candidates, weights)
    best = same_event(like)
    related = related_stories(like, besides=best)
    if best is not None:
        return Joined(story_id=best.story_id, evidence=(best.evidence(),), related=related, keys=keys)
    opened = Evidence(kind=JoinKind.OPENED, detail="the first report")
    return Joined(story_id=None, evidence=(opened,), related=related, keys=keys)


def _rank(evidence: Evidence, member: Member, *, own: int) -> tuple[bool, int, float, float, int]:
    strength = _STRONGEST.index(evidence.kind)
    return member.article_id != own, strength, -evidence.score, member.at.timestamp(), member.article_id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mine:
    """The article to be joined."""

    article: Article
    fingerprint: Fingerprint
    weights: Weights
    profile: Profile


def _evidence(one: _Mine, member: Member) -> Evidence | None:
    mine, theirs, other = one.fingerprint, member.fingerprint, member.article_id
    if one.article.id and one.article.id == other:
        return Evidence(kind=JoinKind.SAME_ADDRESS, detail="a later version of the same article", with_article=other)
    if mine.canonical and mine.canonical == theirs.canonical:
        return Evidence(kind=JoinKind.SAME_ADDRESS, detail="the same address", with_article=other)
    if mine.text_hash and mine.text_hash == theirs.text_hash:
        return Evidence(kind=JoinKind.SAME_TEXT, detail="the same words", with_article=other)
    score = _likeness(one, theirs)
    if score is None:
        return None
    detail = f"{score:.0%} of the phrases are the same"
    return Evidence(kind=JoinKind.NEAR_DUPLICATE, detail=detail, score=score, with_article=other)


def _likeness(one: _Mine, theirs: Fingerprint) -> float | None:
    """How much of the phrases is the same; None for texts that are not one and the same, edited."""
    mine = one.fingerprint
    if mine.language and theirs.language and mine.language != theirs.language:
        return None
    score = similarity(mine.signature, theirs.signature)
    if score < NEAR or containment(mine.signature, theirs.signature) < CONTAINED:
        return None
    other = reweighed(outline(theirs), one.weights)
    other_matters = _elsewhere(one.profile, other) or (score < ALIKE and _of_other_matters(one.profile, other))
    return None if other_matters else score


def _of_other_matters(one: Profile, other: Profile) -> bool:
    if min(one.named, other.named) < NAMES_A_FEW:
        return False
    both = sum(weight for weight, _ in shared(one, other).named)
    return both < IN_COMMON * min(one.total, other.total)


def _elsewhere(mine: Profile, theirs: Profile) -> bool:
    """Whether these are two notices from one template, not one text that was edited.

    Both name countries and none in common; or both give figures and none in common, and each names somebody or some
    town that the other does not.
    """
    here, there = mine.of_kind(COUNTRY), theirs.of_kind(COUNTRY)
    if here and there and here.isdisjoint(there):
        return True
    counted, counted_there = mine.of_kind(NUMBER), theirs.of_kind(NUMBER)
    named, named_there = mine.of_kind(KNOWN), theirs.of_kind(KNOWN)
    other_figures = bool(counted and counted_there) and counted.isdisjoint(counted_there)
    return other_figures and bool(named - named_there) and bool(named_there - named)

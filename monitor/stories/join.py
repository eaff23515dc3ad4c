"""Does an article belong to a story that is open? The strongest evidence decides. Pure.

First by address and words, whatever the story; then by what it tells of (`same_event.py`). Never looks outside the
candidates, and the order in which they are handed in makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from monitor.model import Article, Evidence, Fingerprint, Joined, JoinKind, Member
from monitor.stories.minhash import contained, packed, similarities, size
from monitor.stories.profile import (
    COUNTRY,
    KNOWN,
    NUMBER,
    REMEMBERED,
    Profile,
    anew,
    outline,
    profile,
    unlike_shipped,
)
from monitor.stories.same_event import related_stories, same_event, stories_like
from monitor.stories.score import shared
from monitor.stories.sieve import Overlaps
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

_Found = tuple[Evidence, Member]


def join(
    article: Article, fingerprint: Fingerprint, candidates: Sequence[Member], *, weights: Weights = NO_WEIGHTS
) -> Joined:
    """The story that the article joins, or none (`story_id` None) with evidence that it opens one.

    Address goes before text, text before near-duplicate, and that before the same event; among equals the most
    similar, then the oldest member wins. An article that is read again stays with its earlier self, whatever it shares
    with others: somebody may have put it there by hand.
    """
    keys = rare(weights)
    own, others = profile(fingerprint, weights), unlike_shipped(weights)
    overlaps = Overlaps(own, [member.fingerprint for member in candidates])
    mine = _Mine(article=article, fingerprint=fingerprint, others=others, profile=own, overlaps=overlaps)
    if (found := _named_so(mine, candidates) or _near_duplicate(mine, candidates)) is not None:
        evidence, member = found
        return Joined(story_id=member.story_id, evidence=(evidence,), keys=keys)
    like = stories_like(fingerprint, own, candidates=candidates, overlaps=overlaps, weights=others)
    best = same_event(like)
    related = related_stories(like, besides=best)
    if best is not None:
        return Joined(story_id=best.story_id, evidence=(best.evidence(),), related=related, keys=keys)
    opened = Evidence(kind=JoinKind.OPENED, detail="the first report")
    return Joined(story_id=None, evidence=(opened,), related=related, keys=keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mine:
    """The article to be joined."""

    article: Article
    fingerprint: Fingerprint
    profile: Profile
    others: Weights  # to weigh other articles by: those that are not as shipped
    overlaps: Overlaps  # with the candidates


def _named_so(mine: _Mine, candidates: Iterable[Member]) -> _Found | None:
    """The article's earlier self, else the oldest member of its address, else of its words."""
    found = [(evidence, member) for member in candidates if (evidence := _sameness(mine, member))]
    return min(found, key=lambda pair: _rank(*pair, own=mine.article.id), default=None)


def _rank(evidence: Evidence, member: Member, *, own: int) -> tuple[bool, bool, float, int]:
    by_words = evidence.kind is JoinKind.SAME_TEXT
    return member.article_id != own, by_words, member.at.timestamp(), member.article_id


def _sameness(one: _Mine, member: Member) -> Evidence | None:
    mine, theirs, other = one.fingerprint, member.fingerprint, member.article_id
    if one.article.id and one.article.id == other:
        return Evidence(kind=JoinKind.SAME_ADDRESS, detail="a later version of the same article", with_article=other)
    if mine.canonical and mine.canonical == theirs.canonical:
        return Evidence(kind=JoinKind.SAME_ADDRESS, detail="the same address", with_article=other)
    if mine.text_hash and mine.text_hash == theirs.text_hash:
        return Evidence(kind=JoinKind.SAME_TEXT, detail="the same words", with_article=other)
    return None


def _near_duplicate(mine: _Mine, candidates: Sequence[Member]) -> _Found | None:
    """The member whose phrases are most like the article's, if it is that text, edited; among equals the oldest."""
    known = [_signed(member.fingerprint) for member in candidates]
    scores = similarities(mine.fingerprint.signature, [it.packed for it in known])
    own = size(mine.fingerprint.signature)
    near = [
        (score, at)
        for at, (score, it) in enumerate(zip(scores, known, strict=True))
        if score >= NEAR and contained(score, own, it.size) >= CONTAINED
    ]
    if not near:
        return None
    short = mine.overlaps.fall_short(IN_COMMON, named=NAMES_A_FEW)
    maybe = [(score, candidates[at]) for score, at in near if score >= ALIKE or not short[at]]
    for score, member in sorted(maybe, key=lambda pair: (-pair[0], pair[1].at.timestamp(), pair[1].article_id)):
        if _is_edited(mine, member.fingerprint, score):
            detail = f"{score:.0%} of the phrases are the same"
            kind, other = JoinKind.NEAR_DUPLICATE, member.article_id
            return Evidence(kind=kind, detail=detail, score=score, with_article=other), member
    return None


class _Signed(NamedTuple):
    """A signature to be compared, and of how many phrases it is."""

    packed: bytes
    size: float


@lru_cache(maxsize=REMEMBERED)
def _signed(fingerprint: Fingerprint) -> _Signed:
    return _Signed(packed(fingerprint.signature), size(fingerprint.signature))


def _is_edited(one: _Mine, theirs: Fingerprint, score: float) -> bool:
    """Whether two texts that share so many of their phrases are one, edited, and not two of one template."""
    mine = one.fingerprint
    if mine.language and theirs.language and mine.language != theirs.language:
        return False
    other = outline(theirs)
    if _elsewhere(one.profile, other):
        return False
    return score >= ALIKE or not _of_other_matters(one.profile, other, one.others)


def _of_other_matters(one: Profile, other: Profile, weights: Weights) -> bool:
    if min(one.named, other.named) < NAMES_A_FEW:
        return False
    weighed = anew(other, weights)
    total = other.total + sum([weight - other.weights[thing] for thing, weight in weighed.items()])
    mine, theirs = one.things, other.things
    both = sum(
        [
            min(one.weights[mine[key]], weighed.get(theirs[key], other.weights[theirs[key]]))
            for key in shared(one, other).keys
        ]
    )
    return both < IN_COMMON * min(one.total, total)


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

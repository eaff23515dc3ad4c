"""Which stories tell of the same event in other words or another language. Fingerprints in, links out. Pure.

A link is a member that more likely than not tells of the same (`score.py`). A story is joined when its strongest link
is sure enough and another one, or the opening article's, stands beside it: a story never grows along a chain of
follow-ups that have ever less to do with its first report. Countries alone, or fewer than three shared things, never
make a link (reference: text.md 6.6), nor do words of a template: who and where must not be all different.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress

from monitor.model import Evidence, Fingerprint, JoinKind, Member
from monitor.stories.prior import Logistic, Prior, logistic
from monitor.stories.profile import Profile, outline, profile, reweighed
from monitor.stories.score import Shared, probability, shared
from monitor.stories.sieve import Overlaps
from monitor.stories.weights import NO_WEIGHTS, Weights

KNOWN_ENOUGH = 3  # countries and known names of two articles together; with none in common they are about other places
LINK = 0.5  # more likely than not
LINKS = 2  # or one, to the opening article
MOST_SHOWN = 6
MOST_RELATED = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A member, how likely it tells of the same, and what both name, as the new article writes it."""

    probability: float
    member: Member
    shown: tuple[str, ...]

    @property
    def order(self) -> tuple[float, float, int]:
        """The likeliest first, then the oldest."""
        return -self.probability, self.member.at.timestamp(), self.member.article_id


@dataclass(frozen=True, slots=True)
class Like:
    """A story and the links to its members, the likeliest first."""

    story_id: int
    links: tuple[Link, ...]

    @property
    def best(self) -> Link:
        """The likeliest link."""
        return self.links[0]

    def holds(self, sure: float) -> bool:
        """Whether the story is to be joined: one link as sure as that, and not alone."""
        links = [link for link in self.links if link.probability >= LINK]
        backed = len(links) >= LINKS or any(link.member.opening for link in links)
        return self.best.probability >= sure and backed

    def evidence(self) -> Evidence:
        """Why the article joins it."""
        best = self.best
        return Evidence(
            kind=JoinKind.SAME_EVENT,
            detail=f"shares {', '.join(best.shown)}",
            score=best.probability,
            with_article=best.member.article_id,
            with_story=self.story_id,
            shared=best.shown,
        )

    def as_related(self) -> Evidence:
        """Why it may tell of the same."""
        best = self.best
        title = f"“{best.member.title}”: " if best.member.title else ""
        return Evidence(
            kind=JoinKind.RELATED,
            detail=f"{title}shares {', '.join(best.shown)}",
            score=best.probability,
            with_article=best.member.article_id,
            with_story=self.story_id,
            shared=best.shown,
        )


def stories_like(
    fingerprint: Fingerprint, mine: Profile, *, candidates: Sequence[Member], overlaps: Overlaps, weights: Weights
) -> tuple[Like, ...]:
    """The stories of the candidates that may tell of the same event as an article, the likeliest first.

    `overlaps` are those of the article with the candidates; `weights` those that are others than shipped.
    """
    model = logistic()
    shown = {feature.key: feature.shown for feature in fingerprint.features}
    links: dict[int, list[Link]] = defaultdict(list)
    for member in compress(candidates, overlaps.possible(model)):
        both = comparable(mine, member.fingerprint, weights)
        if both is not None and (sure := _probability(both, model)) >= model.related:
            links[member.story_id].append(Link(sure, member, _shown(both, shown)))
    found = (Like(story_id, tuple(sorted(its, key=lambda link: link.order))) for story_id, its in links.items())
    return tuple(sorted(found, key=lambda like: like.best.order))


def same_event(like: Sequence[Like]) -> Like | None:
    """The story to join, if any."""
    sure = logistic().join
    return next((story for story in like if story.holds(sure)), None)


def related_stories(like: Sequence[Like], *, besides: Like | None) -> tuple[Evidence, ...]:
    """Other stories that may tell of the same, the likeliest few."""
    return tuple(story.as_related() for story in like if story is not besides)[:MOST_RELATED]


def comparable(mine: Profile, theirs: Fingerprint, weights: Weights, *, prior: Prior | None = None) -> Shared | None:
    """What both name; None if that can make no link."""
    other = outline(theirs) if prior is None else profile(theirs, NO_WEIGHTS, prior=prior)
    both = shared(mine, other)
    if not both.says_enough or both.elsewhere or (not both.names_known and _know_enough(mine.known, other.known)):
        return None
    return replace(both, other=reweighed(other, weights))


def _probability(both: Shared, model: Logistic) -> float:
    """How likely it is one event; 0 where no words could make it likely enough to be told."""
    return probability(both.figures, model) if probability(both.figures_at_best, model) >= model.related else 0.0


def _know_enough(one: int, other: int) -> bool:
    return min(one, other) > 0 and one + other >= KNOWN_ENOUGH


def _shown(both: Shared, shown: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown[key] for _, key in both.things))[:MOST_SHOWN]

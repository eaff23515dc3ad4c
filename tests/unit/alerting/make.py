"""Small readings and alerts to decide about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from monitor.alerting import grow
from monitor.model import (
    Alert,
    Article,
    Context,
    Entity,
    Evidence,
    Finding,
    Joined,
    JoinKind,
    Listed,
    Match,
    Mentions,
    Quantity,
    Reading,
    ResolutionMention,
    Severity,
    Source,
    Span,
    Stance,
    Tier,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
NO_FACTS = Context()
HERE = Span(start=0, end=1, text="x")
FIRST = Joined(story_id=None, evidence=(Evidence(kind=JoinKind.OPENED, detail="the first report"),))
SECOND = Joined(story_id=1, evidence=(Evidence(kind=JoinKind.SAME_TEXT, detail="the same words", with_article=1),))


def entity(key: str, *, at: Span = HERE, confirmed: bool = True) -> Entity:
    return Entity(id=key, name=key.replace("-", " ").title(), mentions=(at,), confirmed=confirmed)


def facts(
    *,
    actors: tuple[str, ...] = (),
    people: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    quantities: tuple[tuple[str, int, int], ...] = (),
    resolutions: tuple[str | None, ...] = (),
    listed: tuple[str, ...] = (),
) -> Context:
    return Context(
        mentions=Mentions(
            actors=tuple(map(entity, actors)), people=tuple(map(entity, people)), places=tuple(map(entity, places))
        ),
        quantities=tuple(Quantity(span=HERE, of=of, low=low, high=high) for of, low, high in quantities),
        resolutions=tuple(ResolutionMention(span=HERE, id=key) for key in resolutions),
        listed=tuple(Listed(list="ours", entry=key, name=key.upper(), span=HERE, as_of=None) for key in listed),
    )


def finding(
    rule: str = "mercenaries",
    *,
    severity: Severity = Severity.MEDIUM,
    stance: Stance = Stance.REPORTED,
    context: Context = NO_FACTS,
    labels: Mapping[str, str] | None = None,
) -> Finding:
    match = Match(rule=rule, title=f"About {rule}", severity=severity, labels=labels or {})
    return Finding(match=match, stance=stance, context=context)


def reading(*findings: Finding, number: int = 1, tier: Tier = Tier.PRESS, title: str = "A headline") -> Reading:
    source = Source(name=f"Paper {number}", tier=tier, url=f"https://paper.example/{number}", title=title)
    article = Article(id=number, title=title, paragraphs=(title,), source=source)
    return Reading(article=article, findings=findings or (finding(),))


def opened(*findings: Finding, number: int = 1, tier: Tier = Tier.PRESS) -> Alert:
    return grow(None, reading(*findings, number=number, tier=tier), FIRST, now=NOW)

"""What a reader knows of an alert. Pure.

In: an alert and the findings that somebody was shown. Out: a `View`, small enough to keep with each telling. What a
view holds are the facts of the event (`sight`); what is news to who knows it, `news` says. Values that a rule was told
to extract are not part of it: what they are taken from are figures, names and resolutions, which are; a value that is
none of these (a ship's number) is shown, but tells nobody again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from urllib.parse import urlsplit

from monitor.alerting import sight
from monitor.model import Alert, AlertFinding, Source, Tier, View


def view_of(alert: Alert, findings: Sequence[AlertFinding]) -> View:
    """What somebody knows who was shown these findings of the alert (all, or those a route selects)."""
    sources = distinct_sources(item.source for item in findings)
    of_event = [sight.facts(item) for item in sight.telling_findings(findings)]
    return View(
        severity=max((item.finding.match.severity for item in findings), default=alert.severity),
        rules=_sorted(item.finding.match.rule for item in findings),
        actors=_sorted(key for facts in of_event for key, _ in facts.actors),
        places=_sorted(key for facts in of_event for place in facts.places for key in (place.id, place.country)),
        resolutions=_sorted(number for facts in of_event for number in facts.resolutions),
        dates=_sorted(day for facts in of_event for day in facts.days),
        quantities=_ranges(found for facts in of_event for found in facts.quantities),
        listed=_sorted(key for item in findings for key, _ in sight.facts(item).listed),
        stances=tuple(sorted({(item.finding.match.rule, item.finding.stance.value) for item in findings})),
        official=any(source.tier is Tier.OFFICIAL for source in sources),
        sources=outlets(sources),
        reported=_days_of(sources),
    )


def union(told: View, current: View) -> View:
    """What is known after hearing both: a fact that an edited article took back stays known."""
    return View(
        severity=max(told.severity, current.severity),
        rules=_sorted((*told.rules, *current.rules)),
        actors=_sorted((*told.actors, *current.actors)),
        places=_sorted((*told.places, *current.places)),
        resolutions=_sorted((*told.resolutions, *current.resolutions)),
        dates=_sorted((*told.dates, *current.dates)),
        quantities=_ranges((*told.quantities, *current.quantities)),
        listed=_sorted((*told.listed, *current.listed)),
        stances=tuple(sorted({*told.stances, *current.stances})),
        official=told.official or current.official,
        sources=max(told.sources, current.sources),
        reported=_ends((*told.reported, *current.reported)),
    )


def names_in(findings: Sequence[AlertFinding]) -> Mapping[str, str]:
    """The words for the ids that a view of these findings holds."""
    names: dict[str, str] = {}
    for item in findings:
        facts = sight.facts(item)
        names[item.finding.match.rule] = item.finding.match.title
        names.update(facts.actors)
        names.update((place.id, place.name) for place in facts.places)
        names.update(facts.listed)
    return names


def distinct_sources(sources: Iterator[Source]) -> tuple[Source, ...]:
    """One source an article: told apart by the article's address, or by name and title where there is none."""
    return tuple({source.url or f"{source.name}\n{source.title}": source for source in sources}.values())


def outlets(sources: Sequence[Source]) -> int:
    """How many publishers there are: two reports of one outlet are one source."""
    return len({(source.name, urlsplit(source.url or "").hostname) for source in sources})


def _days_of(sources: Sequence[Source]) -> tuple[str, ...]:
    days = [source.published_at.astimezone(UTC).date().isoformat() for source in sources if source.published_at]
    return _ends(days)


def _ends(days: Sequence[str]) -> tuple[str, ...]:
    """The first and the last."""
    return _sorted((min(days), max(days))) if days else ()


def _ranges(quantities: Iterator[sight.Range] | Sequence[sight.Range]) -> tuple[sight.Range, ...]:
    """One range for each thing counted: from the lowest to the highest figure."""
    ranges: dict[str, tuple[int, int]] = {}
    for of, low, high in quantities:
        known_low, known_high = ranges.get(of, (low, high))
        ranges[of] = min(low, known_low), max(high, known_high)
    return tuple((of, low, high) for of, (low, high) in sorted(ranges.items()))


def _sorted(items: Iterator[str | None] | Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({item for item in items if item}))

"""What a reader knows of an alert, and what would be news to them. Pure.

Actors, people, resolutions and listed names count wherever an article names them. Places, dates and quantities count
only in the sentences around a match: the rest of an article is full of background that would tell every reader again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from monitor.model import Alert, AlertFinding, Finding, Precision, Reason, Source, Span, Tier, View

SOURCE_MARKS = (3, 10, 30)  # so many sources are news again
_EXACT = frozenset({Precision.DAY, Precision.MINUTE})  # a year or a weekday dates no event
_DAY = len("2026-01-31")
_NO_NAMES: Mapping[str, str] = MappingProxyType({})

Range = tuple[str, int, int]  # of what, low, high
Changes = tuple[tuple[Reason, ...], tuple[str, ...]]


def view_of(alert: Alert, findings: Sequence[AlertFinding]) -> View:
    """What somebody knows who was shown these findings of the alert (all, or those a route selects)."""
    found = [item.finding for item in findings]
    sources = distinct_sources(item.source for item in findings)
    return View(
        severity=max((finding.match.severity for finding in found), default=alert.severity),
        rules=_sorted(finding.match.rule for finding in found),
        actors=_sorted(key for finding in found for key, _ in _actors(finding)),
        places=_sorted(key for finding in found for key, _ in _places(finding)),
        resolutions=_sorted(r.id for finding in found for r in finding.context.resolutions if r.id),
        dates=_sorted(day for finding in found for day in _days(finding)),
        quantities=_ranges(item for finding in found for item in _quantities(finding)),
        listed=_sorted(key for finding in found for key, _ in _listed(finding)),
        stances=tuple(sorted({(finding.match.rule, finding.stance.value) for finding in found})),
        official=any(source.tier is Tier.OFFICIAL for source in sources),
        sources=len(sources),
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
    )


def changes(told: View, current: View, *, names: Mapping[str, str] = _NO_NAMES) -> Changes:
    """Why `current` is news to somebody who knows `told`: reasons, and a line for people for each thing that is new.

    `names` gives the words for ids; without them the ids stand in the lines. No reasons means: no news.
    """
    news = [
        *((Reason.RULE, f"rule: {names.get(rule, rule)}") for rule in _new(told.rules, current.rules)),
        *_severity(told, current),
        *((Reason.ACTOR, f"actor: {names.get(actor, actor)}") for actor in _new(told.actors, current.actors)),
        *((Reason.PLACE, f"place: {names.get(place, place)}") for place in _new(told.places, current.places)),
        *((Reason.QUANTITY, f"quantity: {_range_text(item)}") for item in _new_quantities(told, current)),
        *((Reason.RESOLUTION, f"resolution: {item}") for item in _new(told.resolutions, current.resolutions)),
        *((Reason.DATE, f"date: {day}") for day in _new(told.dates, current.dates)),
        *_stances(told, current, names),
        *([(Reason.OFFICIAL, "an official source reports it")] if current.official and not told.official else ()),
        *((Reason.LISTED, f"listed: {names.get(item, item)}") for item in _new(told.listed, current.listed)),
        *_sources(told, current),
    ]
    return tuple(dict.fromkeys(reason for reason, _ in news)), tuple(dict.fromkeys(line for _, line in news))


def names_in(findings: Sequence[AlertFinding]) -> Mapping[str, str]:
    """The words for the ids that a view of these findings holds."""
    names: dict[str, str] = {}
    for item in findings:
        names[item.finding.match.rule] = item.finding.match.title
        for pairs in (_actors(item.finding), _places(item.finding), _listed(item.finding)):
            names.update(pairs)
    return names


def distinct_sources(sources: Iterator[Source]) -> tuple[Source, ...]:
    """One source an article: told apart by the article's address, or by name and title where there is none."""
    return tuple({source.url or f"{source.name}\n{source.title}": source for source in sources}.values())


def in_sight(finding: Finding, span: Span) -> bool:
    """Whether a mention stands in a sentence that is shown; without excerpts everything is."""
    shown = finding.excerpts
    return not shown or any(e.start <= span.start and span.end <= e.start + len(e.text) for e in shown)


def _actors(finding: Finding) -> Iterator[tuple[str, str]]:
    mentions = finding.context.mentions
    yield from ((entity.id, entity.name) for entity in (*mentions.people, *mentions.actors) if entity.confirmed)


def _places(finding: Finding) -> Iterator[tuple[str, str]]:
    for place in finding.context.mentions.places:
        if place.confirmed and any(in_sight(finding, span) for span in place.mentions):
            yield place.id, place.name


def _listed(finding: Finding) -> Iterator[tuple[str, str]]:
    yield from ((f"{item.list}:{item.entry}", f"{item.name} ({item.list})") for item in finding.context.listed)


def _days(finding: Finding) -> Iterator[str]:
    for date in finding.context.dates:
        if date.value and date.precision in _EXACT and in_sight(finding, date.span):
            yield date.value[:_DAY]


def _quantities(finding: Finding) -> Iterator[Range]:
    for quantity in finding.context.quantities:
        if in_sight(finding, quantity.span):
            yield quantity.of, quantity.low, quantity.high


def _ranges(quantities: Iterator[Range] | Sequence[Range]) -> tuple[Range, ...]:
    """One range for each thing counted: from the lowest to the highest figure."""
    ranges: dict[str, tuple[int, int]] = {}
    for of, low, high in quantities:
        known_low, known_high = ranges.get(of, (low, high))
        ranges[of] = min(low, known_low), max(high, known_high)
    return tuple((of, low, high) for of, (low, high) in sorted(ranges.items()))


def _new_quantities(told: View, current: View) -> Iterator[Range]:
    """Ranges that reach outside the told one; the same figures under another word are its translation."""
    known = {of: (low, high) for of, low, high in told.quantities}
    figures = set(known.values())
    for of, low, high in current.quantities:
        known_low, known_high = known.get(of, (low + 1, low))
        if (low < known_low or high > known_high) and (of in known or (low, high) not in figures):
            yield of, low, high


def _range_text(item: Range) -> str:
    of, low, high = item
    return (
        f"{low:,}".replace(",", " ")
        + (f"–{high:,}".replace(",", " ") if high != low else "")
        + (f" {of}" if of else "")
    )


def _severity(told: View, current: View) -> Iterator[tuple[Reason, str]]:
    if current.severity > told.severity:
        yield Reason.SEVERITY, f"severity: {told.severity.value} → {current.severity.value}"


def _stances(told: View, current: View, names: Mapping[str, str]) -> Iterator[tuple[Reason, str]]:
    """A stance that a known rule did not have before; that of a new rule is no change."""
    known = {rule for rule, _ in told.stances}
    for rule, stance in current.stances:
        if rule in known and (rule, stance) not in told.stances:
            yield Reason.STANCE, f"now {stance}: {names.get(rule, rule)}"


def _sources(told: View, current: View) -> Iterator[tuple[Reason, str]]:
    if any(told.sources < mark <= current.sources for mark in SOURCE_MARKS):
        yield Reason.SOURCES, f"{current.sources} sources"


def _new(told: tuple[str, ...], current: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item for item in current if item not in told)


def _sorted(items: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(items)))

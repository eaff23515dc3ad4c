"""What is news to somebody who knows a view of an alert: reasons, and a line for people for each thing. Pure.

In: the view that was told and the present one. Out: `Reason`s and lines; none means that nothing is worth telling.
What is no news: a figure within rounding of what was told, a country whose town was told, the days on which the
reports themselves came out, a rule that finds only the past, a stance that takes nothing further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from monitor.alerting.sight import Range
from monitor.context.quantities import FATES
from monitor.model import Reason, Stance, View

SOURCE_MARKS = (3, 10, 30)  # so many sources are news again
ROUNDING = 0.1  # figures of a hundred and more that differ by less than this share may be one, rounded
_ROUNDED_FROM = 100
# How far along a matter is. A step up is news; a call for withdrawal of troops that are there is comment.
_STEPS = (Stance.PAST, Stance.DEMANDED, Stance.PLANNED, Stance.REPORTED)
_NO_NAMES: Mapping[str, str] = MappingProxyType({})

Changes = tuple[tuple[Reason, ...], tuple[str, ...]]
News = Iterator[tuple[Reason, str]]


def changes(told: View, current: View, *, names: Mapping[str, str] = _NO_NAMES) -> Changes:
    """Why `current` is news to somebody who knows `told`: reasons, and a line for people for each thing that is new.

    `names` gives the words for ids; without them the ids stand in the lines. No reasons means: no news.
    """
    news = [
        *_rules(told, current, names),
        *_severity(told, current),
        *((Reason.ACTOR, f"actor: {names.get(actor, actor)}") for actor in _new(told.actors, current.actors)),
        *_places(told, current, names),
        *((Reason.QUANTITY, f"quantity: {_range_text(item)}") for item in _new_quantities(told, current)),
        *((Reason.RESOLUTION, f"resolution: {item}") for item in _new_resolutions(told, current)),
        *((Reason.DATE, f"date: {day}") for day in _new_days(told, current)),
        *_stances(told, current, names),
        *([(Reason.OFFICIAL, "an official source reports it")] if current.official and not told.official else ()),
        *((Reason.LISTED, f"listed: {names.get(item, item)}") for item in _new(told.listed, current.listed)),
        *_sources(told, current),
    ]
    return tuple(dict.fromkeys(reason for reason, _ in news)), tuple(dict.fromkeys(line for _, line in news))


def _rules(told: View, current: View, names: Mapping[str, str]) -> News:
    """Rules that newly fired on what is said of the present."""
    past = {rule for rule, stance in current.stances if stance == Stance.PAST.value}
    present = {rule for rule, stance in current.stances if stance != Stance.PAST.value}
    for rule in _new(told.rules, current.rules):
        if rule in present or rule not in past:
            yield Reason.RULE, f"rule: {names.get(rule, rule)}"


def _severity(told: View, current: View) -> News:
    if current.severity > told.severity:
        yield Reason.SEVERITY, f"severity: {told.severity.value} → {current.severity.value}"


def _places(told: View, current: View, names: Mapping[str, str]) -> News:
    """New places; a country that is known by its town alone has no name here and is told by the town."""
    for place in _new(told.places, current.places):
        if not names or place in names:
            yield Reason.PLACE, f"place: {names.get(place, place)}"


def _new_quantities(told: View, current: View) -> Iterator[Range]:
    """Ranges that reach outside the told one. A figure that was told of another word for the same is none."""
    known = {of: (low, high) for of, low, high in told.quantities}
    for of, low, high in current.quantities:
        same = {figure for other, *bounds in told.quantities if _may_be_same(of, other) for figure in bounds}
        known_low, known_high = known.get(of, (None, None))
        lower = low not in same and (known_low is None or _below(low, known_low))
        higher = high not in same and (known_high is None or _below(known_high, high))
        if lower or higher:
            yield of, low, high


def _may_be_same(of: str, other: str) -> bool:
    """'300 fighters' are '300 mercenaries'; 300 who were killed are not 300 who were wounded."""
    return of == other or not (of in FATES and other in FATES)


def _below(one: int, other: int) -> bool:
    """Whether one figure is less than the other by more than rounding."""
    return one < other * (1 - ROUNDING if other >= _ROUNDED_FROM else 1)


def _new_resolutions(told: View, current: View) -> Iterator[str]:
    """Numbers that are new; 'S/RES/2292' and 'S/RES/2292 (2016)' are one."""
    known = {number.partition(" ")[0] for number in told.resolutions}
    longest = {number.partition(" ")[0]: number for number in sorted(current.resolutions)}
    return (whole for number, whole in longest.items() if number not in known)


def _new_days(told: View, current: View) -> Iterator[str]:
    """Days that are new, but for those on which the reports came out, and the eve of the first.

    'Said on Wednesday' in a report of Wednesday dates the report; an event of these days is dated by its reports.
    """
    reported = sorted((*told.reported, *current.reported))
    if not reported:
        yield from _new(told.dates, current.dates)
        return
    eve = (date.fromisoformat(reported[0]) - timedelta(days=1)).isoformat()
    yield from (day for day in _new(told.dates, current.dates) if not eve <= day <= reported[-1])


def _stances(told: View, current: View, names: Mapping[str, str]) -> News:
    """A stance that takes a known rule's matter further, or denies it; that of a new rule is no change."""
    before = _by_rule(told.stances)
    for rule, stance in current.stances:
        known = before.get(rule)
        if known and stance not in known and _takes_further(Stance(stance), known):
            yield Reason.STANCE, f"now {stance}: {names.get(rule, rule)}"


def _by_rule(stances: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for rule, stance in stances:
        found.setdefault(rule, set()).add(stance)
    return {rule: frozenset(held) for rule, held in found.items()}


def _takes_further(stance: Stance, known: frozenset[str]) -> bool:
    if stance is Stance.DENIED:
        return True
    reached = max((_STEPS.index(Stance(one)) for one in known if Stance(one) in _STEPS), default=-1)
    return _STEPS.index(stance) > reached


def _sources(told: View, current: View) -> News:
    if any(told.sources < mark <= current.sources for mark in SOURCE_MARKS):
        yield Reason.SOURCES, f"{current.sources} sources"


def _new(told: tuple[str, ...], current: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item for item in current if item not in told)


def _range_text(item: Range) -> str:
    of, low, high = item
    return (
        f"{low:,}".replace(",", " ")
        + (f"–{high:,}".replace(",", " ") if high != low else "")
        + (f" {of}" if of else "")
    )

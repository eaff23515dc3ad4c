"""Which facts of a finding are of the event, and which are background named in passing. Pure.

In: findings. Out: their actors, places, days, figures and resolutions as ids and values, with names. A fact is in sight
when it stands in the title, or in a sentence that is shown and in which the rule found more than a place. Listed
names count wherever an article has them: who screens names must miss none. Never drops a fact from what is shown: this
decides only what is worth telling again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from monitor.model import AlertFinding, Entity, Excerpt, Finding, Mentions, Precision, Span, Stance
from monitor.text.sentences import sentences

_EXACT = frozenset({Precision.DAY, Precision.MINUTE})  # a year or a weekday dates no event
_DAY = len("2026-01-31")
_SPEAKERS = frozenset({"organisation"})  # they are named in most reports, as who speaks or whose ban it is

_VAGUE = frozenset({Precision.YEAR, Precision.MONTH})
FINDINGS_REMEMBERED = 500  # some 10 MB; the findings of a larger alert are looked through anew each time

Range = tuple[str, int, int]  # of what, low, high
Bounds = tuple[int, int]


def telling_findings(findings: Sequence[AlertFinding]) -> tuple[AlertFinding, ...]:
    """The findings that tell of the present; all, if all are of the past."""
    present = tuple(item for item in findings if item.finding.stance is not Stance.PAST)
    return present or tuple(findings)


def in_sight(finding: Finding, span: Span) -> bool:
    """Whether a mention stands in a passage that is shown; without excerpts everything is."""
    shown = finding.excerpts
    return not shown or any(e.start <= span.start and span.end <= e.start + len(e.text) for e in shown)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a finding says of the event: ids and names of actors, places and listed names, and values."""

    actors: tuple[tuple[str, str], ...]
    places: tuple[Entity, ...]
    days: tuple[str, ...]
    quantities: tuple[Range, ...]
    resolutions: tuple[str, ...]
    listed: tuple[tuple[str, str], ...]


def facts(item: AlertFinding) -> Facts:
    """What is of the event. Remembered: each article that joins a story, and each reader of it, asks for all of it."""
    return _facts(_Same(item))


class _Same:
    """A finding that is the same object: to compare two by what they hold takes as long as to look for their facts."""

    __slots__ = ("item",)

    def __init__(self, item: AlertFinding) -> None:
        self.item = item

    def __hash__(self) -> int:
        return id(self.item)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.item is other.item


@lru_cache(maxsize=FINDINGS_REMEMBERED)
def _facts(same: _Same) -> Facts:
    item, context = same.item, same.item.finding.context
    passages = _Passages(item)
    return Facts(
        actors=tuple(_actors(context.mentions, passages)),
        places=tuple(one for one in context.mentions.places if one.confirmed and passages.hold(*one.mentions)),
        days=tuple(_days(item, passages)),
        quantities=tuple((one.of, one.low, one.high) for one in context.quantities if passages.hold(one.span)),
        resolutions=tuple(one.id for one in context.resolutions if one.id and passages.hold(one.span)),
        listed=tuple((f"{one.list}:{one.entry}", f"{one.name} ({one.list})") for one in context.listed),
    )


def _actors(mentions: Mentions, passages: _Passages) -> Iterator[tuple[str, str]]:
    """People and actors; organisations only where the title names them."""
    for entity in (*mentions.people, *mentions.actors):
        if entity.confirmed and passages.hold(*entity.mentions, title_only=entity.kind in _SPEAKERS):
            yield entity.id, entity.name


def _days(item: AlertFinding, passages: _Passages) -> Iterator[str]:
    """Days, ISO 8601. A weekday that was one of the last three days' is not read as next week's."""
    for mention in item.finding.context.dates:
        if mention.value and mention.precision in _EXACT and passages.hold(mention.span):
            day = mention.value[:_DAY]
            if mention.span.concept != "weekday" or not _is_a_week_on(day, item.source.published_at):
                yield day


def _is_a_week_on(day: str, published: datetime | None) -> bool:
    if published is None:
        return False
    since = date.fromisoformat(day) - published.astimezone(UTC).date()
    return timedelta(days=5) <= since <= timedelta(days=7)


class _Passages:
    """The title of a finding's article and its telling sentences: what stands there is of the event."""

    def __init__(self, item: AlertFinding) -> None:
        self._finding = item.finding
        self._title_end = len(item.source.title)
        self._telling: tuple[Bounds, ...] | None = None

    def hold(self, *spans: Span, title_only: bool = False) -> bool:
        """Whether one of the spans stands there; without excerpts everything does."""
        if not self._finding.excerpts or any(span.end <= self._title_end for span in spans):
            return True
        if title_only:
            return False
        if self._telling is None:
            self._telling = _telling_sentences(self._finding)
        return any(start <= span.start and span.end <= end for span in spans for start, end in self._telling)


def _telling_sentences(finding: Finding) -> tuple[Bounds, ...]:
    """Offsets in the article of the sentences shown in which the rule found more than a place.

    The most telling one always counts, whatever dates it gives; another that gives an earlier year or month is history.
    """
    named = {place.id for place in finding.context.mentions.places}
    hits = tuple((span.start, span.end) for span in finding.match.spans if span.concept not in named)
    shown = [bounds for excerpt in finding.excerpts for bounds in _sentences_of(excerpt)]
    found = [bounds for bounds in shown if not hits or any(_meet(bounds, hit) for hit in hits)]
    past = [(one.span.start, one.span.end) for one in finding.context.dates if one.precision in _VAGUE]
    return tuple(bounds for bounds in found if bounds is found[0] or not any(_meet(bounds, date) for date in past))


def _meet(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@lru_cache(maxsize=4096)  # an alert of forty reports is looked at again with each of them
def _sentences_of(excerpt: Excerpt) -> tuple[Bounds, ...]:
    bounds = sentences(excerpt.text, excerpt.language)
    return tuple((excerpt.start + start, excerpt.start + end) for start, end in bounds)

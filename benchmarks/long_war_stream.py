"""A made-up war of many weeks: events that are known, and what the press of four languages writes about them.

Comes in: a seed and sizes. Goes out: events (what happened, where, when, how many, who, which resolution, and what
came to be known later), and reports in the order of their time, each with the event that it tells of. The sentences
are in `long_war.yaml`; theatres share actors and towns. Never: a word that a real outlet wrote.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from monitor.model import Article, Language, Precision, Source, Tier, Written

BEGINS = datetime(2026, 1, 5, tzinfo=UTC)
SPREAD = 36.0  # hours of reports about one event
EARLY = 6.0  # hours in which half of them come
COPIES = 0.35  # share of reports that carry an earlier one's words with small changes
FLASHES = 0.15  # share of reports that say less than all that is known
DATELINES = 0.6  # share of reports that begin with town and country; flashes all do
EARLIER = ((1970, 2011), (2259, 2015), (2374, 2017), (1591, 2005), (2292, 2016))  # resolutions to recall

WORDS: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_suffix("").with_name("long_war.yaml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Later:
    """What comes to be known after a while: `kind` as in `long_war.yaml`; `value` a figure, an id or nothing."""

    kind: str
    hours: float
    value: Any = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, with all that is ever reported of it."""

    id: str
    theatre: str
    kind: str
    at: datetime
    town: str
    n: int  # what it is about: so many fighters, vehicles, dead
    actor: str
    number: int
    speaker: int
    m: int  # a figure beside it
    later: tuple[Later, ...] = ()

    def known(self, kind: str, hours: float = float("inf")) -> Any:
        """The latest value of a kind of fact at so many hours, None if it is not known then."""
        found = [later.value for later in self.later if later.kind == kind and later.hours <= hours]
        return found[-1] if found else None

    def has(self, kind: str, hours: float = float("inf")) -> bool:
        """Whether this has come to be known at so many hours."""
        return any(later.kind == kind and later.hours <= hours for later in self.later)


@dataclass(frozen=True, slots=True)
class Report:
    """An article, and the event that it tells of."""

    event: Event
    at: datetime
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """Events, and all reports in order of time."""

    events: tuple[Event, ...]
    reports: tuple[Report, ...] = field(repr=False)

    @classmethod
    def make(cls, *, days: int = 60, events: int = 20, reports: tuple[int, int] = (5, 40), seed: int = 7) -> War:
        """The same war for the same seed; `events` a theatre, each with so many `reports` (least, most)."""
        rng = random.Random(seed)
        happened = tuple(_events(days, events, rng))
        told = sorted(
            (report for event in happened for report in _Press(event, rng).reports(rng.randint(*reports))),
            key=lambda report: report.at,
        )
        return cls(events=happened, reports=tuple(told))


# --- what happens -----------------------------------------------------------------------------------------------


def _events(days: int, number: int, rng: random.Random) -> Iterator[Event]:
    kinds = list(WORDS["kinds"])
    resolution = 2830
    for theatre, about in WORDS["theatres"].items():
        for index in range(number):
            resolution += 1
            kind = kinds[index % len(kinds)]
            at_home = kind == "sanctions"  # whose sentences say that the town is in the country
            town = rng.choice([one for one in about["towns"] if not (at_home and one in about["abroad"])])
            event = Event(
                id=f"{theatre}-{index:02}-{kind}",
                theatre=theatre,
                kind=kind,
                at=BEGINS + timedelta(hours=(index + rng.random()) * 24 * days / number),
                town=town,
                n=rng.randint(21, 480),
                actor=rng.choice(list(WORDS["of"])),
                number=resolution,
                speaker=resolution,
                m=rng.randint(21, 480),
            )
            yield _with_later(event, about, rng)


def _with_later(event: Event, about: Mapping[str, Any], rng: random.Random) -> Event:
    """Up to two things that come to be known after the first reports."""
    possible = WORDS["kinds"][event.kind]["later"]
    kinds = rng.sample(possible, k=min(len(possible), rng.choice((0, 1, 1, 2))))
    others = [town for town in about["towns"] if town != event.town]
    values = {
        "n": round(event.n * rng.uniform(1.3, 2.2)),
        "other": rng.choice(others),
        "who": rng.choice(about["people"]),
        "second": rng.choice(EARLIER),
    }
    later = sorted((Later(kind, rng.uniform(3, 28), values.get(kind)) for kind in kinds), key=lambda one: one.hours)
    return replace(event, later=tuple(later))


# --- what is written --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Draft:
    """The words of a report, and the hour at which they were written."""

    hours: float
    language: str
    outlet: str
    title: str
    sentences: tuple[str, ...]
    official: bool = False


def _name(number: int, language: str) -> str:
    """Each event's own: the given name of one with the family name of another."""
    speakers = WORDS["speakers"]
    given, family = speakers[number % len(speakers)], speakers[number * 7 // len(speakers) % len(speakers)]
    return f"{given[language].split()[0]} {family[language].split()[1]}"


class _Press:
    """All that is written about one event."""

    def __init__(self, event: Event, rng: random.Random) -> None:
        self._event = event
        self._rng = rng
        self._wire: dict[str, list[_Draft]] = {}
        self._seen = {part: rng.sample(range(12), k=5) for part in ("a", "b")}  # the same in all languages

    def reports(self, number: int) -> Iterator[Report]:
        """So many reports; the first is no copy, and each later fact is in at least one of them."""
        early = [self._rng.uniform(0, EARLY) for _ in range((number + 1) // 2)]
        late = [self._rng.uniform(EARLY, SPREAD) for _ in range(number // 2)]
        facts = [(later.hours + 0.05, later.kind) for later in self._event.later]
        times = sorted([*((hours, "") for hours in (*early, *late)), *facts])
        for index, (hours, fresh) in enumerate(times):
            yield self._report(index, hours, fresh)

    def _report(self, index: int, hours: float, fresh: str) -> Report:
        event, rng = self._event, self._rng
        language = rng.choice(WORDS["languages"])
        wire = self._wire.setdefault(language, [])
        current = [draft for draft in wire if not any(draft.hours < one.hours <= hours for one in event.later)]
        if current and not fresh and rng.random() < COPIES:
            draft = self._copied(rng.choice(current))
        else:
            draft = self._written(language, hours, fresh)
            wire.append(draft)
        at = event.at + timedelta(hours=hours)
        link = f"https://{event.theatre.lower()}.example/{event.id}/{index}"
        return Report(event, at, _article(draft, event, link, at))

    def _copied(self, draft: _Draft) -> _Draft:
        """Another outlet prints it with another last sentence."""
        last = (self._background(draft.language),) if len(draft.sentences) > 2 else draft.sentences[-1:]
        outlet = self._rng.choice(WORDS["outlets"][draft.language])
        return replace(draft, outlet=outlet, official=False, sentences=(*draft.sentences[:-1], *last))

    def _written(self, language: str, hours: float, fresh: str) -> _Draft:
        event, rng = self._event, self._rng
        kind = WORDS["kinds"][event.kind]
        known = [one.kind for one in event.later if one.hours <= hours and (one.kind == fresh or rng.random() < 0.6)]
        said = [kind["lead"], *((WORDS["official"] if one == "official" else kind.get(one, {})) for one in known)]
        facts = [rng.choice(words[language]) for words in said if words]
        facts += [self._colour(language)]
        flash = not fresh and rng.random() < FLASHES
        if not flash:
            facts += rng.sample(WORDS["said"][language], k=1)
            facts += [self._colour(language) for _ in range(rng.choice((1, 2, 3)))]
            facts += [self._background(language) for _ in range(rng.choice((0, 1, 1)))]
        values = self._values(language, hours)
        if (flash or rng.random() < DATELINES) and event.town not in WORDS["theatres"][event.theatre]["abroad"]:
            facts[0] = f"{WORDS['towns'][event.town][language]}, {values['land']} – {facts[0]}"
        return _Draft(
            hours=hours,
            language=language,
            outlet=rng.choice(WORDS["outlets"][language]),
            title=rng.choice(kind["title"][language]).format(**values),
            sentences=tuple(sentence.format(**values) for sentence in facts),
            official=fresh == "official",
        )

    def _background(self, language: str) -> str:
        said: Sequence[str] = WORDS["theatres"][self._event.theatre]["background"][language]
        return self._rng.choice(said)

    def _colour(self, language: str) -> str:
        words, rng = WORDS["colour"][language], self._rng
        said: str = rng.choice(words["frames"])
        made = said.format(a=words["a"][rng.choice(self._seen["a"])], b=words["b"][rng.choice(self._seen["b"])])
        return made[0].upper() + made[1:]

    def _values(self, language: str, hours: float) -> Mapping[str, Any]:
        event = self._event
        other, who = event.known("other", hours), event.known("who", hours)
        earlier, before = event.known("second", hours) or ("", "")
        return {
            "n": event.known("n", hours) or event.n,
            "town": WORDS["towns"][event.town][language],
            "of": WORDS["of"][event.actor][language],
            "land": WORDS["theatres"][event.theatre]["land"][language],
            "on": WORDS["weekdays"][language][event.at.weekday()],
            "other": WORDS["towns"][other][language] if other else "",
            "who": WORDS["people"][who][language] if who else "",
            "number": event.number,
            "speaker": _name(event.speaker, language),
            "m": event.m,
            "year": event.at.year,
            "earlier": earlier,
            "before": before,
        }


def _article(report: _Draft, event: Event, link: str, at: datetime) -> Article:
    """The draft as a feed brings it: two paragraphs under a title."""
    sentences = report.sentences
    body = (" ".join(sentences[:2]), " ".join(sentences[2:]))
    tier = Tier.OFFICIAL if report.official else Tier.PRESS
    name = f"{event.theatre} ministry" if report.official else report.outlet
    return Article(
        title=report.title,
        paragraphs=(report.title, *(paragraph for paragraph in body if paragraph)),
        language=Language(code=report.language, sure=True),
        link=link,
        canonical=link,
        published_at=at,
        fetched_at=at,
        written=Written(value=at.isoformat(timespec="minutes"), precision=Precision.MINUTE, because="the feed's date"),
        source=Source(name=name, tier=tier, url=link, language=report.language, published_at=at, title=report.title),
    )

"""The desk that reads a made-up war: the steps of `monitor.pipeline` over a story index and an outbox in memory.

Comes in: what to look for, a route, reports in order. Goes out: who was told what, when, and which story each report
went to. A virtual clock: a telling leaves when its time has come. What the database does in its tables is done here
with dictionaries, by the same protocol (`ports.StorySession`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from benchmarks.long_war_stream import Report
from monitor import pipeline, stories
from monitor.config import Route
from monitor.knowledge import Knowledge
from monitor.model import (
    Alert,
    Article,
    Claim,
    Conclusion,
    Delivery,
    DeliveryState,
    Evidence,
    Fingerprint,
    Frequencies,
    Member,
    Told,
)

CLOSES_AFTER = timedelta(days=7)
MOST_CANDIDATES = 200
OTHERS = 4  # articles of other matters for each report: they are counted and tell nobody anything
READING_TAKES = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Telling:
    """A telling that has left: what the reader had been told before, and the report that gave rise to it."""

    delivery: Delivery
    before: Delivery | None
    at: datetime
    report: Report
    story: int


@dataclass(frozen=True, slots=True)
class Read:
    """A report that a rule fired on, the story it went to, and why."""

    report: Report
    story: int
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class _Story:
    opened_at: datetime
    alert: Alert | None = None
    members: list[Member] = field(default_factory=list)


class Desk:
    """Reads reports one after the other.

    With `perfect`, reports of one event count as versions of one page, so that they are joined whatever they say: what
    is left to go wrong then is telling.
    """

    def __init__(self, knowledge: Knowledge, route: Route, *, perfect: bool = False) -> None:
        self._knowledge = knowledge
        self._perfect = perfect
        self._policy = pipeline.Policy(
            routes=(route,), alert_if_newer_than=timedelta(days=2), languages=(), default_every=timedelta(hours=1)
        )
        self._index = _Index()
        self.tellings: list[Telling] = []
        self.read_so_far: list[Read] = []
        self._articles = 0
        self._waiting: dict[int, tuple[Delivery, Report]] = {}
        self._sent: dict[int, Telling] = {}

    def read(self, report: Report) -> None:
        """One report, two minutes after it came out."""
        now = report.at + READING_TAKES
        self.pass_time(now)
        self._articles += 1
        article = replace(report.article, id=self._articles)
        reading = pipeline.understand(article, knowledge=self._knowledge)
        fingerprint = stories.fingerprint(article, reading.context.mentions)
        if self._perfect:
            fingerprint = replace(fingerprint, canonical=report.event.id, text_hash="", bands=(), features=())
        session = _Turn(self._index, self._told, now)
        conclusion = pipeline.conclude(reading, fingerprint, session=session, policy=self._policy, now=now)
        story = self._index.record(article, conclusion, now=now)
        if story is not None and conclusion.joined is not None:
            self.read_so_far.append(Read(report, story, conclusion.joined.evidence))
            for delivery in conclusion.deliveries:
                self._waiting[story] = (delivery, report)
        self.pass_time(now)

    def pass_time(self, now: datetime) -> None:
        """Let the tellings leave whose time has come."""
        for story, (delivery, report) in list(self._waiting.items()):
            if delivery.due_at <= now:
                last = self._sent.get(story)
                sent = replace(delivery, state=DeliveryState.SENT)
                telling = Telling(sent, last.delivery if last else None, max(delivery.due_at, report.at), report, story)
                self._sent[story] = telling
                self.tellings.append(telling)
                del self._waiting[story]

    def longest_open(self) -> timedelta:
        """From the first to the last report of the story that took reports the longest."""
        return max((one.members[-1].at - one.opened_at for one in self._index.stories.values()), default=timedelta())

    def _told(self, story: int) -> tuple[Told, ...]:
        sent, waiting = self._sent.get(story), self._waiting.get(story)
        if sent is None and waiting is None:
            return ()
        delivery = sent.delivery if sent else None
        number = max(one.telling for one in (delivery, waiting[0] if waiting else None) if one)
        route, recipient = self._policy.routes[0].name, self._policy.routes[0].to[0]
        view, at = (delivery.view, sent.at) if delivery and sent else (None, None)
        return (Told(route=route, recipient=recipient, view=view, at=at, telling=number),)


class _Index:
    """Stories, and where to find them: by address, words, bands, and features that are rare enough."""

    def __init__(self) -> None:
        self.stories: dict[int, _Story] = {}
        self.by_key: dict[str, list[Member]] = defaultdict(list)
        self.articles: Counter[str] = Counter()
        self.seen: dict[str, Counter[str]] = defaultdict(Counter)

    def record(self, article: Article, conclusion: Conclusion, *, now: datetime) -> int | None:
        """Put the article into its story; count its features, whether or not a rule fired."""
        print_ = conclusion.fingerprint
        assert print_ is not None
        language = print_.language or ""
        self.articles[language] += 1 + OTHERS
        for feature in print_.features:
            self.seen[feature.key][language] += 1
        joined, alert = conclusion.joined, conclusion.alert
        if joined is None or alert is None:
            return None
        opening = joined.story_id is None
        number = len(self.stories) + 1 if joined.story_id is None else joined.story_id
        story = self.stories.setdefault(number, _Story(opened_at=now))
        story.alert = replace(alert, id=number, story_id=number)
        member = Member(
            article_id=article.id,
            story_id=number,
            fingerprint=print_,
            at=article.published_at or now,
            title=article.title,
            opening=opening,
        )
        story.members.append(member)
        for key in (*_strong(print_), *joined.keys):
            self.by_key[key].append(member)
        return number


class _Turn:
    """One article's turn (`ports.StorySession`)."""

    def __init__(self, index: _Index, told: Callable[[int], Sequence[Told]], now: datetime) -> None:
        self._index, self._told, self._now = index, told, now

    def expect(self, claims: Sequence[Claim[Article]], prints: Sequence[Fingerprint]) -> None:
        """The desk takes articles one by one."""

    def frequencies(self, fingerprint: Fingerprint) -> Frequencies:
        """How often each feature was seen before, by language."""
        seen = {f.key: dict(self._index.seen[f.key]) for f in fingerprint.features if f.key in self._index.seen}
        return Frequencies(articles=dict(self._index.articles), seen=seen)

    def candidates(self, fingerprint: Fingerprint, *, keys: Sequence[str], since: datetime) -> Sequence[Member]:
        """Members of open stories that share an address, the words, a band, or two rare features; the latest 200."""
        strong = {
            member.article_id: member for key in _strong(fingerprint) for member in self._index.by_key.get(key, ())
        }
        shared = Counter(member.article_id for key in keys for member in self._index.by_key.get(key, ()))
        weak = {
            member.article_id: member
            for key in keys
            for member in self._index.by_key.get(key, ())
            if shared[member.article_id] > 1
        }
        found = [member for member in {**weak, **strong}.values() if self._is_open(member, since)]
        return tuple(sorted(found, key=lambda member: member.article_id)[-MOST_CANDIDATES:])

    def alert_of(self, story_id: int) -> Alert | None:
        """The alert of a story."""
        return self._index.stories[story_id].alert

    def told(self, alert_id: int) -> Sequence[Told]:
        """What the desk was last told."""
        return self._told(alert_id)

    def record(self, claim: Claim[Article], conclusion: Conclusion) -> None:
        """The desk records by itself."""

    def _is_open(self, member: Member, since: datetime) -> bool:
        return member.at >= since and self._index.stories[member.story_id].opened_at >= self._now - CLOSES_AFTER


def _strong(fingerprint: Fingerprint) -> tuple[str, ...]:
    found = (f"a:{fingerprint.canonical}", f"t:{fingerprint.text_hash}", *(f"b:{band}" for band in fingerprint.bands))
    return tuple(key for key in found if len(key) > len("a:"))

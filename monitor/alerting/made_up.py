"""A made-up evening, to try routes on: thirty stories in an hour, two of them critical, one that grows. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model import (
    Article,
    Context,
    Entity,
    Evidence,
    Finding,
    Joined,
    JoinKind,
    Match,
    Mentions,
    Reading,
    Severity,
    Source,
    Span,
)

STORIES = 30
CRITICAL = frozenset({8, 19})
GROWING = 5
NEWS = ((9, ()), (18, ("Black Sun",)), (42, ("Red Fist",)), (150, ("Grey Owl",)))  # minutes after it began, new actors
_SPACE = timedelta(minutes=2)
_HERE = Span(start=0, end=1, text="x")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An article of story `number` is read at a time."""

    at: datetime
    number: int
    reading: Reading
    joined: Joined


def evening(begin: datetime) -> tuple[Happening, ...]:
    """All that happens, in order; `begin` is when the first article is read."""
    return tuple(sorted(_happenings(begin), key=lambda one: (one.at, one.number)))


def severity_of(number: int) -> Severity:
    """How severe a story is."""
    if number in CRITICAL:
        return Severity.CRITICAL
    return Severity.HIGH if number % 2 else Severity.MEDIUM


def _happenings(begin: datetime) -> Iterator[Happening]:
    for number in range(1, STORIES + 1):
        at = begin + (number - 1) * _SPACE
        yield _happening(at, number, copy=0)
        if number == GROWING:
            known: tuple[str, ...] = ()
            for copy, (minutes, actors) in enumerate(NEWS, start=1):
                known = (*known, *actors)
                yield _happening(at + timedelta(minutes=minutes), number, copy=copy, actors=known)


def _happening(at: datetime, number: int, *, copy: int, actors: tuple[str, ...] = ()) -> Happening:
    mark = {GROWING: ", which grows", **dict.fromkeys(CRITICAL, ", critical")}.get(number, "")
    title = f"Story {number}{mark}"
    source = Source(name=f"Paper {copy + 1}", url=f"https://paper{copy + 1}.example/{number}", title=title)
    article = Article(id=number * 100 + copy, title=title, paragraphs=(title,), source=source)
    named = tuple(Entity(id=name, name=name, mentions=(_HERE,), confirmed=True) for name in actors)
    finding = Finding(
        match=Match(rule="made-up", title="A made-up rule", severity=severity_of(number)),
        context=Context(mentions=Mentions(actors=named)),
    )
    evidence = Evidence(kind=JoinKind.SAME_TEXT if copy else JoinKind.OPENED, detail="made up")
    joined = Joined(story_id=number if copy else None, evidence=(evidence,))
    return Happening(at=at, number=number, reading=Reading(article=article, findings=(finding,)), joined=joined)

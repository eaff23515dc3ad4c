"""Turns many tellings into the one message that a recipient reads.

In: a `Digest`. Out: `Message`: grouped by severity and by topic, which is the rule's title. Each alert has its
headline, a line of what is new or of the passage, its sources, time, link and id. What is too much for whole entries
is named in short, what is too much for that is counted: the count at the top is always that of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.model import Alert, AlertFinding, Digest, DigestEntry, Message, Severity
from notifiers.clean import clean_line, safe_link
from notifiers.language import Names, Reader, no_names
from notifiers.layouts import Layouts, shipped
from notifiers.news import in_words
from notifiers.page import by_tier, severity_of, told_by
from notifiers.quotes import Piece, pieces
from notifiers.render import first_that_fits, spoken
from notifiers.subject import headline, update

WHOLE, SHORT = 60, 940  # entries of a mail: together what one digest holds, so that each is named
CHATS = ((12, 12), (8, 10), (5, 8), (3, 5), (1, 0))  # the same in chat, until it fits
LINE = 200  # characters of a passage, or of what is new
HEADLINE = 140
_WHYS = ("quiet hours", "at most", "digest")  # how the gate words what held a telling back


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One alert: `update` is 'update 2: a new place', `about` the passage or the news, `told` who says so and when."""

    id: int
    severity: Severity
    topic: str
    headline: str
    update: str
    about: tuple[Piece, ...]
    told: str
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Alerts of one severity under one rule."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Alerts of one severity; `size` counts them all, also those that are not shown whole."""

    severity: Severity
    size: int
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPage:
    """Everything that a digest's template prints."""

    severity: Severity
    held: str
    groups: tuple[Group, ...]
    short: tuple[Line, ...]
    unnamed: int
    footer: str


def render_digest(
    digest: Digest, *, language: str | None = None, names: Names = no_names, layouts: Layouts | None = None
) -> Message:
    """Render for one recipient, as `render` does; raises what Jinja raises for a template of `layouts`."""
    reader = Reader(language=language or "en", names=names)
    layouts = layouts or shipped()
    lines = [_line(entry, reader) for entry in digest.entries]
    severity = max((line.severity for line in lines), key=lambda severity: severity.rank, default=Severity.INFO)
    title = clean_line(f"[{reader.severity(severity)}] {_held(digest, reader)}")
    values = {**spoken(reader, severity), "title": title}
    full = _page(digest, lines, reader, whole=WHOLE, short=SHORT)
    chats = (_page(digest, lines, reader, whole=whole, short=short) for whole, short in CHATS)
    return Message(
        title=title,
        text=layouts.print("digest.txt", page=full, **values),
        html=layouts.print("digest.html", page=full, **values),
        chat=first_that_fits(layouts.print("digest.chat.html", page=page, **values) for page in chats),
        key=clean_line(f"digest:{digest.route}:{digest.at:%Y-%m-%dT%H:%M:%S}", 80),
    )


def _page(digest: Digest, lines: Sequence[Line], reader: Reader, *, whole: int, short: int) -> DigestPage:
    shown = lines[:whole]
    rest = lines[whole:]
    return DigestPage(
        severity=max((line.severity for line in lines), key=lambda severity: severity.rank, default=Severity.INFO),
        held=_held(digest, reader),
        groups=tuple(_groups(shown, lines)),
        short=tuple(rest[:short]),
        unnamed=len(rest[short:]),
        footer=_footer(digest, reader),
    )


def _held(digest: Digest, reader: Reader) -> str:
    """'17 alerts held back: quiet hours 22:00-06:00'."""
    whys = "; ".join(_why(clean_line(why, 120), reader) for why in digest.why)
    gathered = all(why.startswith("digest") for why in digest.why)
    count = reader.count("alerts" if gathered else "alerts held back", len(digest.entries))
    return f"{count}: {whys}" if whys else count


def _why(why: str, reader: Reader) -> str:
    for known in _WHYS:
        if why.startswith(known + " "):
            return reader.say(known) + why.removeprefix(known)
    return why


def _groups(shown: Sequence[Line], every: Sequence[Line]) -> Iterator[Group]:
    """Gravest first, topics in the order of their first alert."""
    for severity in sorted(dict.fromkeys(line.severity for line in shown), key=lambda severity: -severity.rank):
        ours = [line for line in shown if line.severity is severity]
        topics = dict.fromkeys(line.topic for line in ours)
        yield Group(
            severity=severity,
            size=sum(line.severity is severity for line in every),
            topics=tuple(
                Topic(title=topic, lines=tuple(line for line in ours if line.topic == topic)) for topic in topics
            ),
        )


def _line(entry: DigestEntry, reader: Reader) -> Line:
    alert, found = entry.alert, entry.findings
    gravest = max(found, key=lambda item: item.finding.match.severity.rank, default=None)
    sources = by_tier(alert.sources)
    told = [told_by(sources, reader)] if sources else []
    links = (safe_link(source.url) for source in sources)
    return Line(
        id=alert.id,
        severity=severity_of(alert, found),
        topic=clean_line(gravest.finding.match.title, 100) if gravest else reader.heading(alert.kind.value),
        headline=headline(alert, limit=HEADLINE),
        update=update(entry.delivery, reader),
        about=_about(entry, gravest, reader),
        told=" · ".join([*told, reader.moment(_latest(alert))]),
        link=next((link for link in links if link), None),
    )


def _latest(alert: Alert) -> datetime:
    return max((revision.at for revision in alert.revisions), default=alert.opened_at)


def _about(entry: DigestEntry, gravest: AlertFinding | None, reader: Reader) -> tuple[Piece, ...]:
    """What is new, for an update; else the first passage of the gravest rule; else the first line of the text."""
    contexts = tuple(item.finding.context for item in entry.findings)
    if update(entry.delivery) and entry.delivery.detail:
        return (Piece(text=clean_line("; ".join(in_words(entry.delivery.detail, contexts, reader)), LINE)),)
    if gravest and gravest.finding.excerpts:
        return pieces(gravest.finding.excerpts[0], length=LINE)
    first = clean_line(entry.alert.text.partition("\n")[0], LINE)
    return (Piece(text=first),) if first else ()


def _footer(digest: Digest, reader: Reader) -> str:
    parts = (reader.say("route", route=clean_line(digest.route, 60)), reader.moment(digest.at))
    return " · ".join((*parts, reader.say("whole", command="vedette alerts show N")))

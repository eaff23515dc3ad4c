"""What the feeds of one world serve, and what must therefore arrive where. Knows nothing of the program's database.

An event is an item of one feed: of the one that is asked for next, because no feed is asked more often than every ten
seconds. Some stand in a second feed too, word for word, some are edited later so that one more rule fires, and some
match no rule. A word of its own in its title tells which event a message is about.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.acceptance import feed_text

CODE = re.compile(r"\bzx[a-j]{4}\b")
KINDS = {"grey": ("chat-a", "post-a"), "red": ("chat-b", "post-b")}  # rule → whom its route tells
KEEN = tuple(channel for channels in KINDS.values() for channel in channels)  # these are told at once
PATIENT = "post-c"  # told of all kinds, most in a digest, as its route has a limit: by mail, which cuts nothing
CHANNELS = (*KEEN, PATIENT)
EDIT = "Ferries carried lanterns"  # what the edited text says besides; the rule that it fires goes to all that are keen
KEPT = 10  # items that stay in a feed although everybody was told


def rule(id_: str, title: str, phrase: str) -> str:
    """The text of a rule file."""
    return (
        f"id: {id_}\ntitle: {title}\nseverity: high\nmatch:\n  phrase: ['{phrase}']\n"
        f"examples:\n  en:\n    match: ['So a {phrase} was seen.']\n    no_match: [Nobody was seen.]\n"
    )


RULES = {
    "grey": rule("grey", "Grey columns", "grey column"),
    "red": rule("red", "Red columns", "red column"),
    "ferries": rule("ferries", "Ferries", EDIT.lower()),
}


@dataclass(slots=True, kw_only=True)
class Event:
    """One planted event. `edit_served`: the edited text has left for the program."""

    number: int
    kind: str  # of KINDS, or "" for one that matches nothing
    copied: bool  # stands in two feeds
    planted_at: datetime
    feeds: list[int] = field(default_factory=list)
    edited: bool = False
    served: bool = False
    edit_served: bool = False

    @property
    def code(self) -> str:
        """The word that is its own."""
        return "zx" + "".join("abcdefghij"[int(digit)] for digit in f"{self.number:04d}")

    def item(self, feed: int) -> str:
        """Its item as it now stands in a feed."""
        words = random.Random(self.number).sample(feed_text.WORDS, 40)
        what = f"A {self.kind} column" if self.kind else "A long procession"
        more = f" {EDIT}, too." if self.edited else ""
        body = f"{what} passed the {' and the '.join(words[:8])}.{more} Witnesses spoke of {', '.join(words[8:])}."
        title = f"{words[0].capitalize()} by the {words[1]} {self.code}"
        text = feed_text.item(self.number, title=title, body=body, when=self.planted_at)
        return text.replace("/story/", f"/{feed}/story/")


@dataclass(frozen=True, slots=True, order=True)
class Telling:
    """That a channel is told of an event, before or after its edit."""

    code: str
    channel: str
    edited: bool


@dataclass(slots=True, kw_only=True)
class Planted:
    """All events of one world."""

    chance: random.Random
    events: list[Event] = field(default_factory=list)

    def plant(self) -> Event:
        """One more event, of whatever kind."""
        kind = self.chance.choices((*KINDS, ""), weights=(4, 4, 1))[0]
        copied = self.chance.random() < 0.2
        event = Event(number=len(self.events), kind=kind, copied=copied, planted_at=datetime.now(UTC))
        self.events.append(event)
        return event

    def edit_one(self) -> None:
        """Edit an event that matches and stands in one feed alone."""
        fit = [e for e in self.events[-20:] if e.kind and e.served and not e.edited and not e.copied]
        if fit:
            self.chance.choice(fit).edited = True

    def unserved(self) -> int:
        """How many events no feed has shown yet."""
        return sum(not event.served for event in self.events)

    def document(self, feed: int, *, settled: set[str]) -> tuple[bytes, list[tuple[Event, bool]]]:
        """A feed as it now stands, newest first, and what it serves: events, and whether edited.

        Old items go when everybody was told of them: what fell out of a feed unread would be nobody's fault.
        """
        for event in self.events:
            if feed not in event.feeds and len(event.feeds) < 1 + event.copied:
                event.feeds.append(feed)
        ours = [event for event in self.events if feed in event.feeds]
        shown = [e for n, e in enumerate(reversed(ours)) if n < KEPT or e.code not in settled]
        return feed_text.rss(*(event.item(feed) for event in shown)), [(event, event.edited) for event in shown]

    def expected(self) -> Iterator[Telling]:
        """What was served and matched, told to whom; of an edited event, the keen must learn of the edit."""
        for event in self.events:
            if event.kind and event.served:
                yield Telling(event.code, PATIENT, edited=False)
                for channel in KEEN if event.edit_served else KINDS[event.kind]:
                    yield Telling(event.code, channel, event.edit_served)

    def allowed(self) -> Iterator[Telling]:
        """What may be told: an edited event may have been told before its edit, too."""
        for event in self.events:
            if event.kind and event.served:
                yield from (Telling(event.code, channel, edited=False) for channel in (*KINDS[event.kind], PATIENT))
                if event.edit_served:
                    yield from (Telling(event.code, channel, edited=True) for channel in KEEN)

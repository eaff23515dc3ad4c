"""What a run did, on one screen, in words a person reads once and believes."""

from __future__ import annotations

from dataclasses import dataclass

from monitor import polling
from monitor.model import DeliveryState
from monitor.service.app import App
from monitor.service.table import counted
from monitor.service.tally import Tally
from monitor.storage import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What one process did: `text` for a person; `failures` are grouped by cause; `ledger` is the account after it."""

    text: str
    failures: tuple[polling.FailureGroup, ...]
    ledger: Ledger


def receipt(app: App, *, seconds: float | None = None) -> Receipt:
    """The receipt of this process and the account of the database. `seconds` is how long a daemon ran."""
    tally, ledger = app.tally, app.store.archive.ledger()
    failures = polling.group_failures(tally.failures.values())
    polls, entries = counted(tally.polls, "poll"), counted(tally.entries, "entry", "entries")
    tries = counted(tally.postponed, "try", "tries")
    rows = [
        ("polled", f"{polls}, {entries}, {tally.articles} new or updated articles"),
        *_pages(tally),
        ("read", f"{counted(tally.read, 'article')}: {tally.matched} matched, {_alerts(tally)}"),
        ("", f"{tally.backlog} were old at first sight (counted, not told), {tally.quarantined} were put aside"),
        ("told", f"{counted(tally.told, 'message')}; {tries} put off, {tally.dead} given up"),
        *(("failed", group.sentence) for group in failures),
        ("ledger", ledger_line(ledger)),
    ]
    first = "Done." if seconds is None else f"Vedette stopped after {_lasted(seconds)}."
    text = "\n".join([first, *(f"  {name:<9} {what}" for name, what in rows)])
    return Receipt(text=text, failures=failures, ledger=ledger)


def _pages(tally: Tally) -> list[tuple[str, str]]:
    """What came of the pages of articles that were teasers; nothing when there were none."""
    if not tally.pages + tally.no_pages:
        return []
    return [("pages", f"{counted(tally.pages, 'teaser')} filled with the page's text, {tally.no_pages} without")]


def _alerts(tally: Tally) -> str:
    """What the articles that matched became; a report of an event that was told already opens no alert."""
    joined = tally.matched - tally.opened
    return f"{tally.opened} opened an alert" + (f", {joined} went into one that was there" if joined else "")


def ledger_line(ledger: Ledger) -> str:
    """Whether everything that came in is accounted for, and what still waits."""
    verdict = "balances" if ledger.balanced else "DOES NOT BALANCE: " + "; ".join(ledger.problems)
    pending = ledger.states.get(DeliveryState.PENDING, 0)
    read, send = counted(ledger.waiting, "article"), counted(pending, "message")
    return f"{verdict}; waiting: {read} to read, {send} to send"


def _lasted(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"

"""What a run did, on one screen, in words a person reads once and believes."""

from __future__ import annotations

from monitor import polling
from monitor.model import DeliveryState
from monitor.service.app import App
from monitor.storage import Ledger


def run_summary(app: App, *, seconds: float | None = None) -> str:
    """The receipt of this process and the account of the database. `seconds` is how long a daemon ran."""
    tally = app.tally
    rows = [
        ("polled", f"{tally.polls} polls, {tally.entries} entries, {tally.articles} new or updated articles"),
        ("read", f"{tally.read} articles: {tally.matched} matched, {tally.opened} opened an alert"),
        ("", f"{tally.backlog} were old at first sight (counted, not told), {tally.quarantined} were put aside"),
        ("told", f"{tally.told} messages; {tally.postponed} tries put off, {tally.dead} given up"),
        *(("failed", group.sentence) for group in polling.group_failures(tally.failures.values())),
        ("ledger", ledger_line(app.store.archive.ledger())),
    ]
    first = "Done." if seconds is None else f"Vedette stopped after {_lasted(seconds)}."
    return "\n".join([first, *(f"  {name:<9} {what}" for name, what in rows)])


def ledger_line(ledger: Ledger) -> str:
    """Whether everything that came in is accounted for, and what still waits."""
    verdict = "balances" if ledger.balanced else "DOES NOT BALANCE: " + "; ".join(ledger.problems)
    pending = ledger.states.get(DeliveryState.PENDING, 0)
    return f"{verdict}; waiting: {ledger.waiting} articles to read, {pending} messages to send"


def _lasted(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"

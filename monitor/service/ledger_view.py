"""The ledger for a person and for scripts: what came in, and what became of it.

In: the database, read-only, or an account that was taken already. Out: text or JSON types. Writes nothing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from monitor.config import Config
from monitor.model import DeliveryState, ReadOutcome
from monitor.service.views import Environ, looking, plain
from monitor.storage import Ledger

if TYPE_CHECKING:  # the looking verbs need none of what a run is wired of
    from monitor.service.summary import Receipt

_WIDTH = 80
_INDENT = " " * 10
_KEPT = "\N{NO-BREAK SPACE}"  # a count stays with its name


def ledger_of(config: Config, environ: Environ) -> Ledger:
    """The account of everything so far."""
    with looking(config, environ) as store:
        return store.archive.ledger()


def ledger_as_json(account: Ledger) -> dict[str, Any]:
    """The account for scripts: every count, and whether it balances."""
    return {"balanced": account.balanced, "problems": list(account.problems), **plain(account)}


def receipt_as_json(done: Receipt) -> dict[str, Any]:
    """What `run` and `once` print for scripts: the feeds that failed, by cause, and the account."""
    return {"failures": [plain(group) for group in done.failures], "ledger": ledger_as_json(done.ledger)}


def ledger_text(account: Ledger) -> str:
    """The account for a person: on the left what there is, on the right what became of it."""
    items = {
        "new": account.new,
        "known": account.known,
        "updated": account.updated,
        "held back": sum(account.held.values()),
        "failed": sum(account.failed.values()),
    }
    read = {outcome.value: account.read.get(outcome, 0) for outcome in ReadOutcome}
    told = {state.value: account.states.get(state, 0) for state in DeliveryState}
    lines = [
        _sum("fetched", f"{account.fetched} items", items),
        *(f"{_INDENT}  held back: {reason}: {n}" for reason, n in account.held.items()),
        *(f"{_INDENT}  failed: {reason}: {n}" for reason, n in account.failed.items()),
        _sum("read", f"{sum(read.values())} articles", read),
        f"{_INDENT}{account.waiting} more wait to be read; {account.overtaken} were edited before they were read",
        _sum("told", f"{account.tellings} tellings", told),
        f"{'alerts':<10}{account.alerts}, of which no route selects {account.unrouted}",
    ]
    if account.balanced:
        return "\n".join([*lines, "The ledger balances."])
    return "\n".join([*lines, "THE LEDGER DOES NOT BALANCE:", *(f"  {problem}" for problem in account.problems)])


def _sum(name: str, total: str, counts: Mapping[str, int]) -> str:
    """`fetched   3 items = 2 new + 1 known + …`, broken between the terms."""
    terms = f" +{_KEPT}".join(f"{n} {what}".replace(" ", _KEPT) for what, n in counts.items())
    wrapped = textwrap.fill(
        f"{total.replace(' ', _KEPT)} = {terms}", _WIDTH, initial_indent=f"{name:<10}", subsequent_indent=_INDENT
    )
    return wrapped.replace(_KEPT, " ")

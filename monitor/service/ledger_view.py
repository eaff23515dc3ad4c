"""The ledger for a person and for scripts: what came in, and what became of it.

In: the database, read-only, or an account that was taken already. Out: text or JSON types. Writes nothing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from monitor.config import Config
from monitor.model import DeliveryState, ReadOutcome
from monitor.service.table import Row, Table
from monitor.service.views import Environ, looking, plain
from monitor.storage import Ledger

if TYPE_CHECKING:  # the looking verbs need none of what a run is wired of
    from monitor.service.summary import Receipt

_ORDER = (  # of the columns of a breakdown
    *("fetched", "new", "known", "updated", "held", "failed", "overtaken"),
    *(outcome.value for outcome in ReadOutcome),
    *(state.value for state in DeliveryState),
)
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
        *_pages(account),
        _sum("told", f"{account.tellings} tellings", told),
        f"{'alerts':<10}{account.alerts}, of which no route selects {account.unrouted}",
    ]
    if account.balanced:
        return "\n".join([*lines, "The ledger balances."])
    return "\n".join([*lines, "THE LEDGER DOES NOT BALANCE:", *(f"  {problem}" for problem in account.problems)])


def _pages(account: Ledger) -> list[str]:
    """What came of the pages of teasers; nothing when there were none."""
    refused = sum(account.pages_refused.values())
    if not account.pages + refused:
        return []
    counts = {"read with the page's text": account.pages, **account.pages_refused}
    return [_sum("teasers", f"{account.pages + refused} articles", counts)]


def breakdown_table(account: Ledger, by: str) -> Table:
    """The account by feed, rule, route or channel: a row each, a column for every count that is not 0 throughout."""
    counts = _broken_down(account, by)
    columns = [what for what in _ORDER if any(what in row for row in counts.values())]
    columns += sorted({what for row in counts.values() for what in row} - set(columns))
    return Table(
        header=(by, *columns),
        rows=tuple(
            Row(cells=(name, *(str(row[what]) if row.get(what) else "" for what in columns)))
            for name, row in counts.items()
        ),
        wide=frozenset({by}),
        empty=f"Nothing was counted by {by} so far.",
    )


def breakdown_as_json(account: Ledger, by: str) -> list[dict[str, Any]]:
    """One object a feed, rule, route or channel."""
    return [{by: name, **row} for name, row in _broken_down(account, by).items()]


def _broken_down(account: Ledger, by: str) -> dict[str, dict[str, int]]:
    if by == "rule":
        return {rule: {"articles": n} for rule, n in account.by_rule.items()}
    broken_down: dict[str, Mapping[str, Mapping[Any, int]]] = {
        "feed": account.by_feed,
        "route": account.by_route,
        "channel": account.by_recipient,
    }
    by_name = broken_down[by]
    return {name: {str(what): n for what, n in row.items()} for name, row in sorted(by_name.items())}


def _sum(name: str, total: str, counts: Mapping[str, int]) -> str:
    """`fetched   3 items = 2 new + 1 known + …`, broken between the terms."""
    terms = f" +{_KEPT}".join(f"{n} {what}".replace(" ", _KEPT) for what, n in counts.items())
    wrapped = textwrap.fill(
        f"{total.replace(' ', _KEPT)} = {terms}", _WIDTH, initial_indent=f"{name:<10}", subsequent_indent=_INDENT
    )
    return wrapped.replace(_KEPT, " ")

"""Whether a channel with a long queue holds up another: real loops and a real database, channels of a fixed slowness.

In: how many tellings wait for the slow channel. Out: how long the tellings of another channel take from due to sent
(p50, p99, worst, in seconds), and what one claim costs while the queue is full (milliseconds).

    python -m benchmarks.channels                      # 10,000 waiting, each 50 ms, on SQLite
    python -m benchmarks.channels --database postgresql://…
"""

from __future__ import annotations

import argparse
import asyncio
import io
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.config import load_config
from monitor.model import (
    Alert,
    AlertFinding,
    AlertKind,
    Delivery,
    Digest,
    Message,
    Outcome,
    OutcomeStatus,
    Severity,
)
from monitor.service.app import App, build_app
from monitor.service.daemon import TELL_TICK
from monitor.service.tell_loop import TellLoop
from monitor.storage import upgrade

CONFIG = (
    "rules: [rules]\ndatabase: {database}\nchannels: {{slow: {{url: 'console://'}}, quick: {{url: 'console://'}}}}\n"
)
WORDS = "concepts: {a: {terms: {en: [a word]}}}\n"
RULE = "id: a\ntitle: A\nseverity: high\nmatch: {concept: a}\n"
TICK = TELL_TICK.total_seconds()  # between two looks for work, as in the daemon
EVERY = 0.1  # seconds between two tellings of the quick channel


@dataclass(slots=True)
class Sendings:
    """A sender whose channels take their time; `sent` has when each message had gone out (monotonic seconds)."""

    seconds: dict[str, float]
    sent: dict[str, list[float]] = field(default_factory=lambda: {"slow": [], "quick": []})

    def render(self, alert: Alert, _delivery: Delivery, _findings: tuple[AlertFinding, ...]) -> Message:
        """The least that a message is."""
        return Message(title=alert.title, text=alert.title, html=alert.title, markdown="", key=alert.key)

    def render_digest(self, digest: Digest) -> Message:
        """As above."""
        return Message(title=digest.route, text="", html="", markdown="", key=digest.route)

    def send(self, recipient: str, _message: Message) -> Outcome:
        """Take as long as the channel does."""
        time.sleep(self.seconds[recipient])
        self.sent[recipient].append(time.monotonic())
        return Outcome(status=OutcomeStatus.SENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`delays`: seconds from due to sent on the quick channel; `claims`: seconds of a claim at a full queue."""

    delays: tuple[float, ...]
    claims: tuple[float, ...]
    sent_slow: int

    @property
    def p99(self) -> float:
        """Seconds that 99 of 100 tellings of the quick channel stay under."""
        return percentile(self.delays, 99)


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that `percent` of the values do not exceed."""
    return sorted(values)[max(0, -(-len(values) * percent // 100) - 1)]


def an_app(folder: Path, database: str) -> App:
    """Vedette with one rule, no feed, two channels."""
    (folder / "rules" / "concepts").mkdir(parents=True)
    (folder / "rules" / "concepts" / "words.yaml").write_text(WORDS, encoding="utf-8")
    (folder / "rules" / "a.yaml").write_text(RULE, encoding="utf-8")
    (folder / "config.yaml").write_text(CONFIG.format(database=f'"{database}"'), encoding="utf-8")
    upgrade(database)
    return build_app(load_config(folder / "config.yaml"), {}, stream=io.StringIO())


def tell_of(app: App, key: str, recipient: str) -> None:
    """Put one telling into the database, due now."""
    now = datetime.now(UTC)
    alert = Alert(kind=AlertKind.HEALTH, key=key, title=key, severity=Severity.LOW, opened_at=now, text=key)
    delivery = Delivery(alert_id=0, revision=1, route="all", recipient=recipient, due_at=now)
    app.store.deliveries.record_alert(alert, [delivery], now=now)


def claims_at_a_full_queue(app: App, *, times: int = 20) -> tuple[float, ...]:
    """How long it takes to claim one telling and give it back."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        claims = app.store.deliveries.claim_deliveries(
            now=datetime.now(UTC), lease=timedelta(minutes=2), limit=1, recipient="slow"
        )
        took.append(time.perf_counter() - begun)
        for claim in claims:
            app.store.deliveries.release(claim)
    return tuple(took)


async def measure(app: App, *, waiting: int, seconds: float, slow: float = 0.05) -> Figures:
    """Fill the slow channel's queue, then tell on the quick one for some seconds."""
    for number in range(waiting):
        tell_of(app, f"slow-{number}", "slow")
    claims = claims_at_a_full_queue(app)
    sendings = Sendings({"slow": slow, "quick": 0.0})
    app.channels = sendings  # type: ignore[assignment]  # a sender is all that telling needs
    loop = TellLoop(app)
    due = await _run(app, loop, sendings, seconds=seconds)
    loop.stop()
    await asyncio.gather(*loop.busy.values())
    loop.close()
    delays = tuple(sent - at for at, sent in zip(due, sendings.sent["quick"], strict=True))
    return Figures(delays=delays, claims=claims, sent_slow=len(sendings.sent["slow"]))


async def _run(app: App, loop: TellLoop, sendings: Sendings, *, seconds: float) -> list[float]:
    ticking = asyncio.create_task(_tick(loop))
    due = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        due.append(time.monotonic())
        await asyncio.to_thread(tell_of, app, f"quick-{len(due)}", "quick")
        await asyncio.sleep(EVERY)
    while len(sendings.sent["quick"]) < len(due) and time.monotonic() < end + 60:  # noqa: ASYNC110 - threads know no event
        await asyncio.sleep(0.05)
    ticking.cancel()
    return due


async def _tick(loop: TellLoop) -> None:
    while True:
        await loop.tick()
        await asyncio.sleep(TICK)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--waiting", type=int, default=10_000, help="tellings that wait for the slow channel")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the quick channel is told")
    parser.add_argument("--database", default="", help="an empty database; a SQLite file of its own when absent")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = an_app(Path(folder), asked.database or f"sqlite:///{folder}/vedette.db")
        figures = asyncio.run(measure(app, waiting=asked.waiting, seconds=asked.seconds))
        app.store.close()
    print(
        f"{asked.waiting} waiting, 50 ms each: {len(figures.delays)} tellings of the other channel took p50 "
        f"{statistics.median(figures.delays):.2f} s, p99 {figures.p99:.2f} s, at worst {max(figures.delays):.2f} s; "
        f"a claim {statistics.median(figures.claims) * 1000:.1f} ms (p99 {percentile(figures.claims, 99) * 1000:.1f}); "
        f"{figures.sent_slow} of the slow channel went out meanwhile"
    )


if __name__ == "__main__":
    main()

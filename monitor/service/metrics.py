"""The figures of a running Vedette in the format of Prometheus.

In: what the process counted and what the database says. Out: text. A registry of its own a scrape: nothing is global.
Names channels, rules and loops; never an address, a title or an error, which may hold a secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from monitor.storage.figures import Figures

Labelled = Iterable[tuple[tuple[str, ...], float]]  # values by labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """All that is shown. `figures` and what is None cannot be told just now, or is not asked for."""

    version: str
    uptime: float  # seconds
    tick_ages: Mapping[str, float]
    rules: int
    rule_matches: Mapping[str, int] = field(default_factory=dict)
    tries: Mapping[tuple[str, str], int] = field(default_factory=dict)  # channel, result
    polls: int = 0
    memory: int = 0  # bytes
    database_usable: bool = True
    figures: Figures | None = None
    episodes: int | None = None
    canary_age: float | None = None
    canary_absent: bool | None = None


def exposition(observed: Observed) -> str:
    """The text that a collector reads."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Families(tuple(_families(observed))))
    return generate_latest(registry).decode()


class _Families(Collector):
    def __init__(self, families: tuple[Metric, ...]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _families(seen: Observed) -> Iterator[Metric]:
    yield InfoMetricFamily("vedette", "Which version runs", {"version": seen.version})
    yield _gauge("uptime_seconds", "Since the start of the process", seen.uptime)
    yield _gauge("process_memory_bytes", "Resident memory of the process, its children not counted", seen.memory)
    yield _gauge("rules", "Rules in force", seen.rules)
    yield _gauge("database_usable", "1 when the loops can use the database", seen.database_usable)
    ages = {(loop,): age for loop, age in seen.tick_ages.items()}
    yield _gauges(
        "tick_age_seconds", "Since a loop was last seen at work, or with nothing to do", ("loop",), ages.items()
    )
    yield _counter("polls", "Polls since the start of the process", (), [((), seen.polls)])
    matches = {(rule,): n for rule, n in seen.rule_matches.items()}
    yield _counter("rule_matches", "Articles on which a rule fired since the start", ("rule",), matches.items())
    yield _counter("delivery_tries", "Messages by what became of a try", ("channel", "result"), seen.tries.items())
    if seen.figures is not None:
        yield from _of_database(seen.figures)
    if seen.episodes is not None:
        yield _gauge("health_episodes", "Troubles with Vedette itself that go on", seen.episodes)
    if seen.canary_age is not None:
        yield _gauge(
            "canary_age_seconds", "Since the last test message arrived, or was first asked for", seen.canary_age
        )
    if seen.canary_absent is not None:
        yield _gauge("canary_absent", "1 when test messages do not arrive as they should", seen.canary_absent)


def _of_database(figures: Figures) -> Iterator[Metric]:
    yield _gauge("feeds", "Feeds of the configuration", figures.feeds)
    yield _gauge("feeds_failing", "Feeds that failed when they were last asked", figures.failing)
    yield _gauge("feeds_gone", "Feeds that said that they are gone for good", figures.gone)
    yield _gauge("feeds_quiet", "Feeds that publish far less than they used to", figures.quiet)
    yield _gauge("feed_lag_seconds", "How late the feed is that is overdue most", figures.feed_lag.total_seconds())
    yield _gauge("articles_waiting", "Articles stored and not yet read", figures.waiting)
    yield _counter("ledger", "What became of items and articles", ("what", "reason"), figures.items.items())
    yield _gauges("deliveries", "Messages that wait or were given up", ("channel", "state"), figures.deliveries.items())
    oldest = figures.outbox_oldest.total_seconds()
    yield _gauge("outbox_oldest_seconds", "How long the message waits that is overdue most", oldest)


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"vedette_{name}", text, value=float(value))


def _gauges(name: str, text: str, labels: tuple[str, ...], values: Labelled) -> Metric:
    family = GaugeMetricFamily(f"vedette_{name}", text, labels=labels)
    for keys, value in sorted(values):
        family.add_metric(keys, float(value))
    return family


def _counter(name: str, text: str, labels: tuple[str, ...], values: Labelled) -> Metric:
    family = CounterMetricFamily(f"vedette_{name}", text, labels=labels)
    for keys, value in sorted(values):
        family.add_metric(keys, float(value))
    return family

"""Three processes on one PostgreSQL read two reports of one event at the same moment: always one alert?

    python -m tests.contract.storage.processes --runs 200        # `make join-test`

Each run empties the tables, has a feed bring both reports, and lets all processes go at once: each claims what it gets
and reads it as the read loop does. With `../shared/seeds` at hand the reports are those two articles, in English and in
German, read by the shipped rules; otherwise two near-identical English ones. Exits with 1 when a run had another number
of alerts than one, or an alert had not both reports.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path

from monitor.config import Route
from monitor.context import load_gazetteer
from monitor.engine import load_rules
from monitor.errors import RulesError
from monitor.knowledge import Knowledge
from monitor.model import Article, DeliveryState
from monitor.pipeline import Policy, read
from monitor.screening import Lists
from monitor.shipped import rules_dir
from monitor.storage import Store, upgrade
from monitor.text import article_from_text
from tests.contract.conftest import empty_tables
from tests.contract.postgresql import new_database, running_server
from tests.contract.storage.making import NOW, bring

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
PROCESSES = 3
PATIENCE = 120  # seconds until a process that hangs fails the run
LANGUAGES = ("en", "de")
ROUTES = (Route(name="all", to=("desk",)),)
POLICY = Policy(
    routes=ROUTES, alert_if_newer_than=timedelta(days=2), languages=LANGUAGES, default_every=timedelta(hours=1)
)
RULE = """
id: hired-guns
title: Hired guns
severity: high
match:
  phrase: ["hired guns"]
examples:
  en:
    match: [Hired guns were seen.]
    no_match: [Nobody was seen.]
"""
REPORT = (
    "Hired guns seen at the northern airfield\n\n"
    "Witnesses saw about forty hired guns leave two transport aircraft at the northern airfield on Tuesday morning, "
    "local officials said. The men carried no insignia and drove off towards the coast in unmarked lorries. {end}"
)
ENDS = ("A spokesman for the governor declined to comment.", "The governor's office would not comment on the report.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one run left in the database: the number of alerts, of articles in each, of tellings that wait."""

    alerts: int
    articles: tuple[int, ...]
    pending: int

    @property
    def good(self) -> bool:
        """One alert of both reports, which the one reader is told of once."""
        return self == Seen(alerts=1, articles=(2,), pending=1)


def main() -> None:
    """Run, count, say."""
    parser = argparse.ArgumentParser(description="Do three processes always make one alert of one event?")
    parser.add_argument("--runs", type=int, default=200)
    asked = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, running_server() as server, new_database(server) as url:
        upgrade(url)
        seeds = SEEDS.is_dir()
        rules = rules_dir() if seeds else small_rules(Path(folder))
        seen = Counter(run_often(url, rules, seed_reports() if seeds else own_reports(), runs=asked.runs))
    for what, times in seen.most_common():
        say(f"{times:>5} runs: {what.alerts} alerts of {what.articles} articles, {what.pending} tellings wait")
    say(f"{'seed articles' if seeds else 'own texts'}, {PROCESSES} processes, {time.monotonic() - begun:.0f} s")
    sys.exit(0 if all(what.good for what in seen) else 1)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def small_rules(folder: Path) -> Path:
    """A folder with one rule."""
    (folder / "hired-guns.yaml").write_text(RULE, encoding="utf-8")
    return folder


def own_reports() -> tuple[Article, ...]:
    """Two versions of one report."""
    return tuple(_report(REPORT.format(end=end), n) for n, end in enumerate(ENDS))


def seed_reports() -> tuple[Article, ...]:
    """The two articles that the product was first asked about."""
    return tuple(_report(path.read_text(encoding="utf-8"), n) for n, path in enumerate(sorted(SEEDS.glob("*.txt"))))


def _report(text: str, number: int) -> Article:
    article = article_from_text(text, languages=LANGUAGES, now=NOW)
    source = replace(article.source, name=f"Outlet {number}", url=f"https://outlet{number}.example/story")
    return replace(article, entry_id=str(number), published_at=NOW, source=source)


def run_often(url: str, rules: Path, reports: Sequence[Article], *, runs: int) -> Iterator[Seen]:
    """What each run left. Processes live through all runs, and begin and end each together."""
    context = multiprocessing.get_context("forkserver")  # imports once, and has no threads of ours
    context.set_forkserver_preload([work.__module__])
    gate = context.Barrier(PROCESSES + 1)
    workers = [context.Process(target=work, args=(url, rules, gate, runs), daemon=True) for _ in range(PROCESSES)]
    with _alive(workers):
        store = Store.open(url)
        for _ in range(runs):
            empty_tables(url)
            bring(store, *reports)
            gate.wait(PATIENCE)
            gate.wait(PATIENCE)
            yield look(store)
        store.close()


@contextmanager
def _alive(workers: Sequence[multiprocessing.process.BaseProcess]) -> Iterator[None]:
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.join(timeout=1)
            worker.terminate()


def knowledge_in(rules: Path) -> Knowledge:
    """What the rules in a folder look for; no list is loaded."""
    gazetteer, problems = load_gazetteer([rules])
    loaded = load_rules([rules], actors=gazetteer.actor_ids, places=gazetteer.place_ids)
    if loaded.rule_set is None or problems:
        raise RulesError((*loaded.problems, *problems))
    return Knowledge(rules=loaded.rule_set, gazetteer=gazetteer, lists=Lists.empty())


def work(url: str, rules: Path, gate: Barrier, runs: int) -> None:
    """Read whatever is to be read, run after run. Whatever goes wrong ends the runs of all."""
    try:
        store, knowledge = Store.open(url), knowledge_in(rules)
        for _ in range(runs):
            gate.wait(PATIENCE)
            while store.articles.waiting():
                for claim in store.articles.claim_articles(now=NOW, lease=timedelta(minutes=5), limit=1):
                    read(claim, knowledge=knowledge, store=store.articles, policy=POLICY, now=NOW)
            gate.wait(PATIENCE)
        store.close()
    except BaseException:
        gate.abort()
        raise


def look(store: Store) -> Seen:
    """What the run left."""
    alerts = [store.archive.alert(line.id) for line in store.archive.alerts()]
    details = [detail for detail in alerts if detail is not None]
    articles = sorted(len({item.article_id for item in detail.alert.findings}) for detail in details)
    waiting = store.archive.deliveries(state=DeliveryState.PENDING)
    return Seen(alerts=len(details), articles=tuple(articles), pending=len(waiting))


if __name__ == "__main__":
    main()

"""What screening costs: building and keeping the names of all real lists, and screening an article.

    python -m benchmarks.screening cost

An article is 3,000 characters of news. Two kinds are measured against matching (finding names, and the shipped rules):
English ones as they come, on which no rule fires; and by language those on which one does, a text of the labelled
corpus filled up with other news. The daemon screens the second kind alone, unless a rule asks who is listed.
"""

from __future__ import annotations

import json
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from ahocorasick_rs import AhoCorasick, MatchKind

from benchmarks.screening import SHARED, Screener, versions
from monitor import context, engine, screening
from monitor.screening.name_search import NameSearch
from monitor.screening.table import Table
from monitor.service.collector import collector_at_rest
from monitor.shipped import shipped

BUILD_AT_MOST, SCREEN_AT_MOST = 3.0, 2.0
MOST_MB = 250
ARTICLE = 3_000  # characters
ARTICLE_IN_CHINESE = 1_000
WARMING = 5  # articles: what the first ones of a language load is in no figure
TIMES = 40
FEWEST = 4  # articles of a language that are worth a figure


def print_cost() -> bool:
    """Print what building, screening and keeping the lists costs, against the bare automaton and matching."""
    empty = _mb()
    copies = versions()
    read = _mb()
    begun = time.process_time()
    lists = screening.Lists.build(copies)
    whole, kept = time.process_time() - begun, _mb()
    patterns = tuple(Table(copies).owners)
    with collector_at_rest():  # as the daemon builds them
        built = _seconds(lambda: NameSearch(Table(copies).owners.keys()))
    bare = _seconds(lambda: AhoCorasick(patterns, matchkind=MatchKind.Standard, store_patterns=False))
    print(
        f"names {len(patterns):,}; bare automaton {bare:.2f} s; with spellings, folding and owners {built:.2f} s = ",
        end="",
    )
    print(f"{built / bare:.1f} times, at most {BUILD_AT_MOST:.0f}; with numbers and name keys {whole:.2f} s")
    print(f"memory: entries {read - empty:.0f} MB, with names and numbers {kept - empty:.0f} MB, at most {MOST_MB}")
    screened = _print_articles(_Articles(lists))
    return screened and built <= BUILD_AT_MOST * bare and kept - empty <= MOST_MB


class _Articles:
    """Articles matched and screened, with the seconds that each took."""

    def __init__(self, lists: screening.Lists) -> None:
        self._gazetteer, _ = context.load_gazetteer((shipped("rules"),))
        loaded = engine.load_rules(
            (shipped("rules"),), actors=self._gazetteer.actor_ids, places=self._gazetteer.place_ids
        )
        if loaded.rule_set is None:
            raise SystemExit("the shipped rules do not load")
        self._rules = loaded.rule_set
        self._screener = Screener(lists, self._gazetteer)

    def measure(self, text: str, language: str) -> tuple[float, float, bool]:
        """Seconds of matching and of screening, and whether a rule fired."""
        begun = time.process_time()
        article, mentions = self._screener.mentions(text, language)
        matches = engine.match(self._rules, article, mentions)
        matched = time.process_time()
        screening.screen(self._screener.lists, article, mentions, names_of=self._gazetteer.names_of)
        return matched - begun, time.process_time() - matched, bool(matches)


def _print_articles(articles: _Articles) -> bool:
    english = [articles.measure(text, "en") for text in _news("en")][WARMING : WARMING + TIMES]
    fine = _print_ratio(f"article of {ARTICLE:,} characters in English", english)
    for language, texts in sorted(_telling().items()):
        fired = [one for one in (articles.measure(text, language) for text in texts) if one[2]][2:]
        if len(fired) >= FEWEST:
            fine &= _print_ratio(f"  on which a rule fires, {language} ({len(fired)})", fired)
    return fine


def _print_ratio(what: str, measured: list[tuple[float, float, bool]]) -> bool:
    """Medians of matching and screening; whether the second is small enough."""
    matching, screened = (median(one[part] for one in measured) for part in (0, 1))
    print(f"{what}: matching {matching * 1e3:.2f} ms, screening {screened * 1e3:.2f} ms", end="")
    print(f" = {screened / matching:.1f} times, at most {SCREEN_AT_MOST:.0f}")
    return screened <= SCREEN_AT_MOST * matching


def _telling() -> dict[str, list[str]]:
    """By language the labelled texts that tell of something, each filled up to an article with other news."""
    found: dict[str, list[str]] = defaultdict(list)
    filling: dict[str, Iterator[str]] = {}
    for line in (SHARED / "corpus" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["labels"]:
            language, text = row["lang"], row["text"]
            news = filling.setdefault(language, _news(language))
            found[language].append(f"{text}\n\n{next(news, '')}"[: _size(language)])
    return found


def _news(language: str) -> Iterator[str]:
    """News of a language in articles, no two alike."""
    path, size = SHARED / "ntrex" / f"{language}.jsonl", _size(language)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    body = ("" if language == "zh" else " ").join(json.loads(line)["text"] for line in lines)
    yield from (body[at : at + size] for at in range(0, len(body) - size, size))


def _size(language: str) -> int:
    return ARTICLE_IN_CHINESE if language == "zh" else ARTICLE


def _seconds(work: Callable[[], object], *, times: int = 3) -> float:
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def _mb() -> float:
    """Memory that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6

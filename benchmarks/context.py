"""What understanding and joining a matched article take, in times of what matching it took; exits 1 over the target.

    python -m benchmarks.context             # under a minute
    python -m benchmarks.context --profile   # and which functions take it

In: news texts, one JSON object with `text` a line, and the shipped rules; without the texts, made-up ones about the
same matters. Counted are articles that a rule fires on. Each article goes through the steps in the pipeline's order,
and each step's CPU time is taken; the steps of one article follow each other, so what one has worked out (the fold, the
sentences) is at hand for the next one, as in the service. Reading the fingerprints of a few stories from the store is
not counted: candidates and frequencies are in memory, five other articles for each.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.measure import Figure, Timed
from monitor import context, engine, screening, stories
from monitor.engine import load_rules
from monitor.knowledge import Knowledge
from monitor.model import Article, Fingerprint, Frequencies, Member
from monitor.shipped import rules_dir
from monitor.text import article_from_text, text_records

DATA = Path(__file__).parents[2] / "shared" / "data" / "corpus" / "dev.jsonl"
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh")
TARGET = 10.0
CANDIDATES = 5
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MATCHING = "matching"
T = TypeVar("T")

# Finding names is a part of neither: rules on actors and places are matched by it, and context takes it as it is.
APART = ("names", MATCHING)
SHOWN = 25  # functions of a profile


def main() -> None:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--articles", type=int, default=400, help="at most so many that match")
    parser.add_argument("--profile", action="store_true", help="list the functions that take most")
    asked = parser.parse_args()
    desk = Desk.open(asked.data, asked.articles)
    gc.collect()
    gc.freeze()
    rounds = [desk.round() for _ in range(asked.repeats + 1)][1:]
    timed = Timed({name: tuple(each[name] for each in rounds) for name in rounds[0]})
    if asked.profile:
        print_profile(desk)
    sys.exit(0 if judge(timed, desk) else 1)


def judge(timed: Timed, desk: Desk) -> bool:
    """Print a line a step, and the ratio; tell whether it is within the target."""
    matching = timed.times[MATCHING]
    print(f"{len(desk.articles)} articles that match, {desk.letters:,.0f} characters and {desk.fired:.1f} rules each\n")
    for name in timed.times:
        us, ratio = timed.us(name), timed.ratio(name, MATCHING)
        print(f"{name:<28}{us.value:>9.0f} us   ±{us.noise:<7.1%}{ratio.value:>7.2f} times matching")
    steps = [times for name, times in timed.times.items() if name not in APART]
    whole = Figure.of([sum(each) / one for *each, one in zip(*steps, matching, strict=True)])
    met = whole.value <= TARGET
    print(f"\n{'context and joining':<28}{whole.value:>9.2f} times matching   ±{whole.noise:.1%}   at most {TARGET:g}")
    return met


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is looked for, the articles that have it, and the stories that they may belong to."""

    knowledge: Knowledge
    articles: tuple[Article, ...]
    members: tuple[Member, ...]
    frequencies: Frequencies
    fired: float

    @classmethod
    def open(cls, data: Path, at_most: int) -> Desk:
        """Load the shipped rules, read the texts, keep those that match."""
        knowledge = load()
        found = ((article, knowledge.mentions(article)) for article in texts(data))
        matched = ((article, names, engine.match(knowledge.rules, article, names)) for article, names in found)
        kept = list(islice(((article, names, fired) for article, names, fired in matched if fired), at_most))
        assert kept, f"no rule fires on a text of {data}"
        prints = [stories.fingerprint(article, names) for article, names, _ in kept]
        return cls(
            knowledge=knowledge,
            articles=tuple(article for article, _, _ in kept),
            members=tuple(map(member, range(1, len(prints) + 1), prints)),
            frequencies=frequencies(prints),
            fired=sum(len(fired) for _, _, fired in kept) / len(kept),
        )

    @property
    def letters(self) -> float:
        """Characters an article."""
        return sum(len(article.text) for article in self.articles) / len(self.articles)

    def round(self) -> Mapping[str, float]:
        """Microseconds an article of each step."""
        spent: Counter[str] = Counter()
        for number, article in enumerate(self.articles):
            self.read(article, self._candidates(number), spent)
        return {name: ns / 1000 / len(self.articles) for name, ns in spent.items()}

    def read(self, article: Article, candidates: Sequence[Member], spent: Counter[str]) -> None:
        """The steps of `monitor.pipeline`, each on the clock."""
        known = self.knowledge
        names = clocked(spent, "names", lambda: known.mentions(article))
        matches = clocked(spent, MATCHING, lambda: engine.match(known.rules, article, names))
        screened = clocked(spent, "screening (no lists)", lambda: screening.screen(known.lists, article, names))
        facts = clocked(spent, "facts", lambda: context.gather(article, names, screened, names=known.gazetteer.names))
        clocked(spent, "excerpts and stances", lambda: context.findings(article, matches, facts))
        mine = clocked(spent, "fingerprint", lambda: stories.fingerprint(article, facts.mentions))
        weights = clocked(spent, "weights", lambda: stories.weigh(mine, self.frequencies))
        clocked(spent, "joining", lambda: stories.join(article, mine, candidates, weights=weights))

    def _candidates(self, number: int) -> list[Member]:
        return [self.members[(number + step) % len(self.members)] for step in range(1, CANDIDATES + 1)]


def clocked(spent: Counter[str], name: str, step: Callable[[], T]) -> T:
    """Run a step and add its CPU time, in nanoseconds."""
    began = time.thread_time_ns()
    result = step()
    spent[name] += time.thread_time_ns() - began
    return result


def load() -> Knowledge:
    """The shipped rules and names, and no list."""
    gazetteer, _ = context.load_gazetteer([rules_dir()])
    actors, places = gazetteer.actor_ids, gazetteer.place_ids
    rules = load_rules([rules_dir()], actors=actors, places=places).rule_set
    assert rules is not None, "the shipped rules do not load; `vedette check` says why"
    named = engine.with_names(rules, gazetteer.digests)
    return Knowledge(rules=named, gazetteer=gazetteer, lists=screening.Lists.build([]))


def texts(data: Path) -> Iterator[Article]:
    """The articles of the file, or made-up ones."""
    if data.exists():
        records = text_records(data.name, data.read_text(encoding="utf-8"))
        yield from (article_from_text(record, languages=LANGUAGES, now=NOW) for record in records)
    else:
        print(f"no {data}: made-up texts instead")
        yield from (article_from_text(text, languages=LANGUAGES, now=NOW) for text in made_up(300))


def made_up(count: int) -> Iterator[str]:
    """Reports put together from a few sentences, about 3,000 characters each; the same every time."""
    rng = random.Random(4)
    who = (
        "Wagner mercenaries",
        "Turkish troops",
        "Russian military advisers",
        "Foreign fighters",
        "Syrian mercenaries",
    )
    where = ("Libya", "Mali", "Syria", "Derna", "Tripoli", "the Central African Republic")
    did = ("left", "arrived in", "were accused of abuses in", "signed a truce in", "fought near", "denied being in")
    for number in range(count):
        said = (
            f"{rng.choice(who)}, about {rng.randrange(20, 5000)} in number, {rng.choice(did)} {rng.choice(where)} on "
            f"{rng.randrange(1, 28)} March 2025, as Security Council resolution {rng.randrange(1900, 2700)} demands."
            for _ in range(18)
        )
        yield f"Report {number} from {rng.choice(where)}\n\n" + "\n\n".join(said)


def member(number: int, fingerprint: Fingerprint) -> Member:
    """An article of a story of its own."""
    return Member(article_id=number, story_id=number, fingerprint=fingerprint, at=NOW)


def frequencies(prints: Sequence[Fingerprint]) -> Frequencies:
    """How often each feature stands in these articles, by language."""
    seen: dict[str, Counter[str]] = {}
    for one in prints:
        for feature in one.features:
            seen.setdefault(feature.key, Counter())[one.language or ""] += 1
    return Frequencies(articles=Counter(one.language or "" for one in prints), seen=seen)


def print_profile(desk: Desk) -> None:
    """The functions in which a round spends most time, their callees included."""
    profile = cProfile.Profile()
    profile.runcall(desk.round)
    pstats.Stats(profile).sort_stats("cumulative").print_stats("monitor/(context|stories)", SHOWN)


if __name__ == "__main__":
    main()

"""How long it takes to load many rules, and to run their examples.

    python -m benchmarks.load                     # 1,000 rules, 50,000 terms, 10 examples a rule

Made-up rules and concepts are written to a folder as an analyst's tool would write them. Loading is timed cold, warm (a
new process finds what an earlier one kept), and again (the same process, nothing changed), each against PyYAML's
SafeLoader in pure Python, which only parses the same files. Each run is a new process that has imported everything and
loaded nothing; all ways in turn, repeated, CPU time. That all loads give the same rule set is asserted before. Then
`vedette test`'s work against matching the same texts once.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from benchmarks.synthetic import LANGUAGES, World
from benchmarks.synthetic_rules import make_rules
from monitor.engine import Loaded, Memory, RuleSet, load_rules, match, run_examples
from monitor.engine.examples import example_article
from monitor.model import Mentions
from monitor.strict_yaml import Kept

CONCEPTS_A_FILE = 20
TARGETS = {"cold": 3.0, "warm": 0.5, "again": 0.5}
TARGET_TEST = 4.0
NOBODY = Mentions()

Way = Callable[[], object]


def main() -> None:
    """Write, assert, time, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rules", type=int, default=1000)
    parser.add_argument("--concepts", type=int, default=1950, help="of 25 terms each, besides 30 of 60")
    parser.add_argument("--examples", type=int, default=10, help="a rule")
    parser.add_argument("--repeats", type=int, default=5)
    asked = parser.parse_args()
    world = World.make(concepts=asked.concepts)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rules = [as_written(rule) for rule in make_rules(world, asked.rules)]
        plain, shown = folder / "plain", folder / "shown"
        write(plain, world, rules)
        write(shown, world, [with_examples(rule, world, asked.examples, n) for n, rule in enumerate(rules)])
        take_out_failures(shown)
        print_loading(plain, asked.repeats)
        print_examples(load_rules([shown]).rule_set, asked.repeats)


# --- files ------------------------------------------------------------------------------------------------------


def as_written(rule: Mapping[str, Any]) -> dict[str, Any]:
    """The rule as a file says it: a distance with its unit."""
    text = json.dumps(rule)
    written: dict[str, Any] = json.loads(text.replace('"within": 12', '"within": "12 words"'))
    return written


def with_examples(rule: Mapping[str, Any], world: World, number: int, seed: int) -> dict[str, Any]:
    """Half of the examples match, whatever the rule is: they say one thing of each concept that it wants."""
    rng = random.Random(seed)
    wanted = [name for name in named(rule["match"]) if name not in set(named(rule["match"].get("none", [])))]
    examples: dict[str, dict[str, list[str]]] = {}
    for index in range(number):
        language = LANGUAGES[index % len(LANGUAGES)]
        words = [rng.choice(world.concepts[name].terms[language]).replace("=", "").replace("*", "") for name in wanted]
        kind = "match" if index % 2 == 0 else "no_match"
        said = " ".join((*words, *words)) if kind == "match" else f"{index} {seed} 000"
        examples.setdefault(language, {}).setdefault(kind, []).append(f"1 2 3 {said} 4 5 6.")
    return {**rule, "examples": examples}


def take_out_failures(folder: Path) -> None:
    """Made-up words may say what a rule wants absent: such texts are filed under `no_match`."""
    rules = load_rules([folder]).rule_set
    assert rules is not None
    for failure in run_examples(rules, lambda _article: NOBODY).failures:
        rule = yaml.safe_load(failure.file.read_text("utf-8"))
        examples = rule["examples"][failure.language]
        examples["match"].remove(failure.text)
        examples.setdefault("no_match", []).append(failure.text)
        dump(failure.file, rule)


def named(condition: Any) -> Iterator[str]:
    """The concepts that a condition asks for."""
    if isinstance(condition, dict):
        for key, value in condition.items():
            yield from [value] if key == "concept" else named(value)
    elif isinstance(condition, list):
        for item in condition:
            yield from named(item)


def write(folder: Path, world: World, rules: Sequence[Mapping[str, Any]]) -> None:
    """A rule a file, twenty concepts a file."""
    (folder / "concepts").mkdir(parents=True)
    concepts = list(world.concepts.items())
    for start in range(0, len(concepts), CONCEPTS_A_FILE):
        of_file = {
            name: {"terms": {language: list(texts) for language, texts in spec.terms.items()}}
            for name, spec in concepts[start : start + CONCEPTS_A_FILE]
        }
        dump(folder / "concepts" / f"c{start:05}.yaml", {"concepts": of_file})
    for rule in rules:
        dump(folder / f"{rule['id']}.yaml", rule)


def dump(path: Path, value: object) -> None:
    """Block style, as people write."""
    text = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")


# --- loading ----------------------------------------------------------------------------------------------------


def print_loading(folder: Path, repeats: int) -> None:
    """Time all ways, and assert that they come to the same."""
    kept = folder.parent / "kept" / "rules"
    files = sorted(folder.rglob("*.yaml"))
    ways: dict[str, Callable[[], Way]] = {
        "PyYAML": lambda: lambda: [yaml.load(path.read_text("utf-8"), Loader=yaml.SafeLoader) for path in files],
        "cold": lambda: lambda: load_rules([folder]),
        "warm": lambda: lambda: load_rules([folder], memory=remembering(kept)),
        "again": lambda: having_loaded(folder),
    }
    in_new_process(lambda: keeping(folder, kept))
    times = interleaved({name: partial(in_new_process, way) for name, way in ways.items()}, repeats)
    first = load_rules([folder])
    assert first.rule_set is not None
    assert same(first, load_rules([folder], memory=remembering(kept)))
    assert same(first, having_loaded(folder)())
    terms = sum(len(texts) for spec, _ in first.sources.concepts.values() for texts in spec.terms.values())
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(first.rule_set.rules):,} rules, {terms:,} terms, {len(files):,} files, {size:.1f} MB\n")
    for name in ways:
        print(row(name, times[name], times["PyYAML"], TARGETS.get(name)))


def having_loaded(folder: Path) -> Callable[[], Loaded]:
    """Load, and be ready to load again."""
    memory = Memory()
    load_rules([folder], memory=memory)
    return lambda: load_rules([folder], memory=memory)


def keeping(folder: Path, kept: Path) -> Way:
    """Load, and keep what the next process can use."""
    memory = remembering(kept)
    load_rules([folder], memory=memory)
    return memory.keep


def remembering(kept: Path) -> Memory:
    """What a new process has."""
    return Memory(Kept(kept, wrote="benchmark"))


def same(one: Loaded, other: Loaded) -> bool:
    """Whether two loads came to the same rules, by their hashes, which are over all that they use."""
    assert one.rule_set is not None
    assert other.rule_set is not None
    hashes = [[(rule.id, rule.hash) for rule in loaded.rule_set.rules] for loaded in (one, other) if loaded.rule_set]
    return hashes[0] == hashes[1] and one.rule_set.hash == other.rule_set.hash and one.problems == other.problems


# --- examples ---------------------------------------------------------------------------------------------------


def print_examples(rules: RuleSet | None, repeats: int) -> None:
    """Running the examples against matching their texts."""
    assert rules is not None
    articles = [example_article(example) for rule in rules.rules for example in rule.examples]
    report = run_examples(rules, lambda _article: NOBODY)
    assert not report.failures, report.failures[0]
    assert sum(example.matches for rule in rules.rules for example in rule.examples) > len(articles) / 3
    ways: dict[str, Way] = {
        "matching": lambda: [match(rules, article, NOBODY) for article in articles],
        "test": lambda: run_examples(rules, lambda _article: NOBODY),
    }
    print(f"\n{report.examples:,} examples\n")
    times = interleaved({name: partial(here, way) for name, way in ways.items()}, repeats)
    for name in ways:
        print(row(name, times[name], times["matching"], TARGET_TEST if name == "test" else None))


# --- time -------------------------------------------------------------------------------------------------------


def in_new_process(prepare: Callable[[], Way]) -> float:
    """CPU seconds of what `prepare` gives, in a copy of this process."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        way = prepare()
        gc.collect()
        began = time.process_time()
        way()
        os.write(writing, repr(time.process_time() - began).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        text = said.read()
    os.waitpid(child, 0)
    return float(text)


def here(way: Way) -> float:
    """CPU seconds in this process."""
    gc.collect()
    began = time.process_time()
    way()
    return time.process_time() - began


def interleaved(ways: Mapping[str, Callable[[], float]], repeats: int) -> dict[str, list[float]]:
    """Seconds of each way, one after the other, `repeats` times."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats):
        for name, timed in ways.items():
            times[name].append(timed())
    return times


def row(name: str, times: Sequence[float], others: Sequence[float], target: float | None) -> str:
    """A way with its median time and its median ratio, repeat by repeat."""
    ratio = statistics.median(one / other for one, other in zip(times, others, strict=True))
    wanted = "" if target is None else f"   target ≤ {target:g}: {'met' if ratio <= target else 'MISSED'}"
    return f"{name:<10} {statistics.median(times):6.2f} s  {ratio:5.2f} ×{wanted}"


if __name__ == "__main__":
    main()

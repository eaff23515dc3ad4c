"""Made-up rules over made-up concepts, as a YAML file would give them, and compiled.

A quarter each: a rare concept within twelve words of a hot one; a rare one and (another or a hot one); a hot one twice
and (one rare or another); one rare or another. Each wants a further rare concept absent.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.synthetic import World
from monitor.engine.build import build_rule_set
from monitor.engine.rules import RuleSet
from monitor.engine.schema import ConceptSpec, RuleSpec

Rule = dict[str, Any]


def make_rules(world: World, number: int, *, seed: int = 3) -> list[Rule]:
    """So many rules; every concept is used when there are enough."""
    rng = random.Random(seed)
    rare, hot = list(world.rare), list(world.hot)
    turns = [name for _ in range(1 + 3 * number // len(rare)) for name in rng.sample(rare, len(rare))]  # all in use
    return [_rule(n, turns[3 * n : 3 * n + 3], rng.choice(hot)) for n in range(number)]


def _rule(number: int, rare: Sequence[str], hot: str) -> Rule:
    one, other, absent = ({"concept": name} for name in rare)
    kinds: list[dict[str, Any]] = [
        {"all": [{"near": {"within": 12, "of": [one, {"concept": hot}]}}]},
        {"all": [one, {"any": [other, {"concept": hot}]}]},
        {"all": [{"count": {"concept": hot, "at_least": 2}}, {"any": [one, other]}]},
        {"any": [one, other]},
    ]
    return _spec(f"r{number:05}", {**kinds[number % 4], "none": [absent]})


def idle_rules(world: World, number: int, *, seed: int = 4) -> tuple[list[Rule], dict[str, ConceptSpec]]:
    """Rules that want a hot concept and one that no article has, and the concepts that no article has."""
    rng = random.Random(seed)
    absent = World.make(concepts=20, hot=0, seed=5).rare
    never = {f"never{n}": _unheard_of(spec) for n, spec in enumerate(absent.values())}
    hot, names = list(world.hot), list(never)
    rules = [
        _spec(f"s{n:05}", {"all": [{"concept": rng.choice(hot)}, {"concept": rng.choice(names)}]})
        for n in range(number)
    ]
    return rules, never


def _unheard_of(spec: ConceptSpec) -> ConceptSpec:
    """The concept with a letter before each term that begins no word of the articles."""
    first = {"ru": "ж", "ar": "ن", "zh": "龥"}
    terms = {
        language: tuple(first.get(language, "q") + written.strip("=*").replace(" ", "") for written in listed)
        for language, listed in spec.terms.items()
    }
    return ConceptSpec(terms=terms)


def _spec(name: str, condition: Mapping[str, Any]) -> Rule:
    return {"id": name, "title": name, "severity": "low", "match": dict(condition)}


def compiled(rules: Sequence[Rule], concepts: Mapping[str, ConceptSpec]) -> RuleSet:
    """The rule set, as loading the same from files gives it."""
    specs = ((RuleSpec.model_validate(rule), Path(), ()) for rule in rules)
    return build_rule_set(specs, concepts, text="")

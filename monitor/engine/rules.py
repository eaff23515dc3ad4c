"""The rule set that the engine works with: immutable, replaced as a whole when a file changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from monitor.engine.condition_schema import ConditionSpec, children
from monitor.engine.conditions import Node, anchors, compile_condition, leaves, phrase_key
from monitor.engine.lexicon import Lexicon, LexiconEntry, UnlessNear
from monitor.engine.schema import ConceptSpec, RuleSpec
from monitor.errors import Problem
from monitor.model import Severity

_COMMON = {"any": 1000.0, "kind": 200.0, "country": 100.0, "id": 10.0}  # how common an entity leaf is, in terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text that a rule must match, or must not; `todo` marks a known gap. `file` and `line` are where it stands."""

    language: str
    text: str
    title: str
    matches: bool
    todo: bool
    file: Path
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A compiled rule. It can only hold when one of its `anchors` was found. `hash` is over it and all it uses."""

    id: str
    title: str
    severity: Severity
    condition: Node
    anchors: frozenset[str]
    hash: str
    status: str = "stable"
    labels: Mapping[str, str] = field(default_factory=dict)
    falsepositives: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    file: Path = Path()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RuleSet:
    """Rules in order of id, and the words they look for. `text` is the source of all files, `hash` is over it."""

    rules: tuple[Rule, ...]
    lexicon: Lexicon
    text: str
    hash: str
    by_anchor: Mapping[str, tuple[int, ...]]  # leaf key → indexes of the rules that hang on it

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id; `KeyError` when there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load brought: `rule_set` is None when one problem is an error; `problems` has all, warnings too."""

    rule_set: RuleSet | None
    problems: tuple[Problem, ...]


def build_rule_set(
    specs: Iterable[tuple[RuleSpec, Path, tuple[Example, ...]]], concepts: Mapping[str, ConceptSpec], *, text: str
) -> RuleSet:
    """Compile checked specs. Concepts that no rule uses are left out of the lexicon."""
    entries: dict[str, LexiconEntry] = {}
    compiled = []
    for spec, file, examples in sorted(specs, key=lambda item: item[0].id):
        condition = compile_condition(spec.match)
        used = {leaf.key: concepts[leaf.key] for leaf in leaves(condition) if leaf.key in concepts}
        entries.update((key, concept_entry(key, concept)) for key, concept in used.items())
        entries.update((phrase_key(terms), _phrase_entry(terms)) for terms in phrases(spec.match))
        compiled.append((spec, file, examples, condition, _hash_of(spec, used)))
    rules = tuple(
        _rule(spec, condition, file=file, examples=examples, digest=digest, entries=entries)
        for spec, file, examples, condition, digest in compiled
    )
    by_anchor: dict[str, tuple[int, ...]] = {}
    for index, rule in enumerate(rules):
        for key in sorted(rule.anchors):
            by_anchor[key] = (*by_anchor.get(key, ()), index)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    lexicon = Lexicon.build(entries.values())
    return RuleSet(rules=rules, lexicon=lexicon, text=text, hash=digest, by_anchor=by_anchor)


def _rule(
    spec: RuleSpec,
    condition: Node,
    *,
    file: Path,
    examples: tuple[Example, ...],
    digest: str,
    entries: Mapping[str, LexiconEntry],
) -> Rule:
    return Rule(
        id=spec.id,
        title=spec.title,
        severity=spec.severity,
        condition=condition,
        anchors=anchors(condition, lambda key: _cost(key, entries)) or frozenset(),
        hash=digest,
        status=spec.status,
        labels=dict(spec.labels),
        falsepositives=spec.falsepositives,
        references=spec.references,
        examples=examples,
        file=file,
    )


def _cost(key: str, entries: Mapping[str, LexiconEntry]) -> float:
    """How common a leaf is thought to be: by its number of terms."""
    if key in entries:
        return float(sum(map(len, entries[key].terms.values())))
    wanted = key.partition(":")[2]
    return next((cost for word, cost in _COMMON.items() if wanted == word or wanted.startswith(f"{word}=")), 10.0)


def _hash_of(spec: RuleSpec, used: Mapping[str, ConceptSpec]) -> str:
    """A short hash over all that decides what the rule finds and says; its examples do not."""
    said = {
        "rule": spec.model_dump(mode="json", exclude={"examples"}),
        "concepts": {key: concept.model_dump(mode="json", exclude={"about"}) for key, concept in used.items()},
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def concept_entry(key: str, spec: ConceptSpec) -> LexiconEntry:
    """A concept as the lexicon takes it."""
    unless = spec.unless_near
    return LexiconEntry(
        id=key,
        terms=spec.terms,
        unless_near=UnlessNear(words=unless.words, terms=unless.terms) if unless else None,
        exact=spec.exact,
    )


def _phrase_entry(terms: tuple[str, ...]) -> LexiconEntry:
    return LexiconEntry(id=phrase_key(terms), terms={"any": terms})


def phrases(spec: ConditionSpec) -> tuple[tuple[str, ...], ...]:
    """The phrases of every leaf below a condition."""
    own = (spec.phrase,) if spec.phrase else ()
    return own + tuple(found for child in children(spec) for found in phrases(child[1]))

"""Compile checked specs into a rule set.

Comes in: rule and concept specs without a problem. Goes out: `RuleSet`. Reads no file and reports nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.engine.alternatives import alternatives
from monitor.engine.anchors import leaves, requirements
from monitor.engine.bursts.rules import Burst
from monitor.engine.condition_schema import LeafSpec, leaf_specs
from monitor.engine.conditions import ENTITY_ROLES, Scope, compile_condition, pattern_key, phrase_key
from monitor.engine.extract import Extract, SetLabels, compile_extract, compile_set_labels
from monitor.engine.lexicon import Lexicon, LexiconEntry, PatternsOf, UnlessNear, patterns_of
from monitor.engine.nodes import Count, Leaf, Node, Score
from monitor.engine.patterns import build_pattern
from monitor.engine.plans import Plans
from monitor.engine.quick import quick
from monitor.engine.regexes import build_regex
from monitor.engine.rules import Example, Rule, RuleSet
from monitor.engine.schema import ConceptSpec, RuleSpec
from monitor.engine.vocabulary import Finder, Terms, Vocabulary, all_included

_COMMON = {"any": 1000.0, "kind": 200.0, "country": 100.0, "id": 10.0}  # how common an entity leaf is, in terms
_LISTED = "listed:"

Parts = Iterable[tuple[RuleSpec, Path, tuple[Example, ...]]]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A rule's conditions before what they share with other rules is known."""

    spec: RuleSpec
    file: Path
    examples: tuple[Example, ...]
    condition: Node
    extract: tuple[Extract, ...]
    set_labels: tuple[SetLabels, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every condition of the rule."""
        return (self.condition, *(item.when for item in self.set_labels))

    @property
    def leaves(self) -> Iterator[Leaf]:
        """Every leaf that the rule asks for anywhere."""
        for node in self.nodes:
            yield from leaves(node)
        for item in self.extract:
            yield from (leaf for leaf in (item.leaf, item.beside.leaf if item.beside else None) if leaf)


def build_rule_set(
    parts: Parts,
    concepts: Mapping[str, ConceptSpec],
    *,
    text: str,
    bursts: Iterable[Burst] = (),
    find_patterns: PatternsOf = patterns_of,
) -> RuleSet:
    """Compile checked specs. Concepts that no rule uses are left out of the lexicon."""
    weights = {name: spec.weight for name, spec in concepts.items() if spec.weight != 1}
    includes = all_included({name: spec.includes for name, spec in concepts.items() if spec.includes})
    shared: dict[Node, Node] = {}  # what several rules ask for is worked out once an article
    compiled = [_compile(part, weights, shared) for part in sorted(parts, key=lambda part: part[0].id)]
    finders = {key: finder for each in compiled for key, finder in _finders(each.spec)}
    entries = _entries(compiled, concepts, finders, includes)
    terms = {key: Terms(entries[key]) for key in _counted(compiled, includes) if key in entries}
    vocabulary = Vocabulary(finders=finders, includes=includes, terms=terms)
    digests = {name: _digest(spec.model_dump(mode="json", exclude={"about"})) for name, spec in concepts.items()}
    lexicon = Lexicon.build(entries.values(), find_patterns)
    rules = tuple(_rule(each, entries, digests, vocabulary) for each in compiled)
    return RuleSet(
        rules=rules,
        lexicon=lexicon,
        text=text,
        hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        plans=Plans.of(rules, lexicon.entries.numbers, vocabulary.composed),
        vocabulary=vocabulary,
        asks_for_lists=any(leaf.key.startswith(_LISTED) for each in compiled for leaf in each.leaves),
        bursts=tuple(sorted(bursts, key=lambda burst: burst.id)),
    )


def _compile(
    part: tuple[RuleSpec, Path, tuple[Example, ...]], weights: Mapping[str, float], shared: dict[Node, Node]
) -> _Compiled:
    spec, file, examples = part
    scope = Scope(rule=spec.id, weights=weights, shared=shared)
    return _Compiled(
        spec,
        file,
        examples,
        compile_condition(spec.match, scope),
        tuple(compile_extract(name, item, scope) for name, item in spec.extract.items()),
        tuple(compile_set_labels(item, scope) for item in spec.set_labels),
    )


def _finders(spec: RuleSpec) -> Iterator[tuple[str, Finder]]:
    """The rule's own patterns and expressions; those with a problem find nothing."""
    for name, terms in spec.patterns.items():
        key = pattern_key(spec.id, name)
        yield key, build_pattern(key, name, terms)
    for name, regex in spec.advanced.regex.items():
        key = pattern_key(spec.id, name)
        built = build_regex(key, regex.find, near=regex.near, within=regex.within)
        if built is not None:
            yield key, built


# --- what to look for -------------------------------------------------------------------------------------------


def _entries(
    compiled: Sequence[_Compiled],
    concepts: Mapping[str, ConceptSpec],
    finders: Mapping[str, Finder],
    includes: Mapping[str, tuple[str, ...]],
) -> dict[str, LexiconEntry]:
    """The entries of the lexicon: concepts that are used, phrases, and the plain words of patterns."""
    entries: dict[str, LexiconEntry] = {}
    for key, finder in finders.items():
        terms = getattr(finder, "anchors", None)
        if terms:
            entries[key] = LexiconEntry(id=key, terms=terms)
    for each in compiled:
        for used in _used(each, includes):
            if used in concepts:
                entries[used] = concept_entry(used, concepts[used])
        for terms in _phrases(each.spec):
            entries[phrase_key(terms)] = LexiconEntry(id=phrase_key(terms), terms={"any": terms})
    return entries


def _used(each: _Compiled, includes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The keys that a rule asks for, with all that they include, and the concepts that fence its expressions."""
    fences = (regex.near for regex in each.spec.advanced.regex.values())
    for key in (*(leaf.key for leaf in each.leaves), *fences):
        yield key
        yield from includes.get(key, ())


def _phrases(spec: RuleSpec) -> Iterator[tuple[str, ...]]:
    """The phrases of every leaf of a rule."""
    asked: list[LeafSpec] = [leaf for _, leaf in leaf_specs(spec.match)]
    asked += [leaf for item in spec.set_labels for _, leaf in leaf_specs(item.when)]
    for item in spec.extract.values():
        asked += [leaf for leaf in (item, item.before, item.after, item.near) if leaf is not None]
    return (leaf.phrase for leaf in asked if leaf.phrase)


def concept_entry(key: str, spec: ConceptSpec) -> LexiconEntry:
    """A concept as the lexicon takes it."""
    unless = spec.unless_near
    return LexiconEntry(
        id=key,
        terms=spec.terms,
        unless_near=UnlessNear(words=unless.words, terms=unless.terms) if unless else None,
        exact=spec.exact,
    )


def _counted(compiled: Sequence[_Compiled], includes: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The keys whose terms must be told apart."""
    asked = (key for each in compiled for node in each.nodes for key in _counted_in(node))
    return frozenset(used for key in asked for used in (key, *includes.get(key, ())))


def _counted_in(node: Node) -> Iterator[str]:
    if isinstance(node, Count):
        yield from (node.leaf.key,) if node.distinct else ()
    elif isinstance(node, Score):
        yield from (points.leaf.key for points in node.points)
    else:
        for part in getattr(node, "parts", ()):
            yield from _counted_in(part)


# --- rules ------------------------------------------------------------------------------------------------------


def _rule(
    each: _Compiled,
    entries: Mapping[str, LexiconEntry],
    digests: Mapping[str, str],
    vocabulary: Vocabulary,
) -> Rule:
    spec = each.spec

    def required_by(node: Node) -> tuple[frozenset[str], ...]:
        required = requirements(node, lambda key: _cost(key, entries, vocabulary))
        return tuple(map(vocabulary.to_look_for, required))

    found = required_by(each.condition)
    used = {key: digests[key] for key in _used(each, vocabulary.includes) if key in digests}
    return Rule(
        id=spec.id,
        title=spec.title,
        severity=spec.severity,
        condition=each.condition,
        anchors=found[0] if found else frozenset(),
        requires=found[1:],
        quick=quick(each.condition),
        alternatives=alternatives(each.condition, required_by, lambda key: _effort(key, entries)),
        own_hash=(digest := _hash_of(spec, used)),
        hash=digest,
        status=spec.status,
        labels=dict(spec.labels),
        falsepositives=spec.falsepositives,
        references=spec.references,
        extract=each.extract,
        set_labels=each.set_labels,
        examples=each.examples,
        file=each.file,
    )


def _cost(key: str, entries: Mapping[str, LexiconEntry], vocabulary: Vocabulary) -> float:
    """How common a leaf is thought to be: by its number of terms."""
    finder = vocabulary.finders.get(key)
    keys = vocabulary.closure(finder.anchored_on if finder else key)
    known = [entries[each] for each in keys if each in entries]
    if known:
        return float(sum(len(texts) for entry in known for texts in entry.terms.values()))
    wanted = key.partition(":")[2]
    return next((cost for word, cost in _COMMON.items() if wanted == word or wanted.startswith(f"{word}=")), 10.0)


def _effort(key: str, entries: Mapping[str, LexiconEntry]) -> int:
    """What it takes to tell whether a key is found: words, then words with homonyms, then the names of an article."""
    if key.startswith(ENTITY_ROLES):
        return 2
    return int(key in entries and entries[key].unless_near is not None)


def _hash_of(spec: RuleSpec, used: Mapping[str, str]) -> str:
    """A short hash over all that decides what the rule finds and says; its examples do not. `used`: of concepts."""
    return _digest({"rule": spec.model_dump(mode="json", exclude={"examples"}), "concepts": dict(used)})


def _digest(said: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

"""Let a rule's hash cover the actors and places that it asks for, whose names stand in other files.

Comes in: a rule set, and a digest for each name's entry. Goes out: the same rules with other hashes. Never changes what
a rule finds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from monitor.engine.anchors import leaves
from monitor.engine.rules import Rule, RuleSet

ROLES = ("actor", "place")


def with_names(rules: RuleSet, digests: Mapping[str, str]) -> RuleSet:
    """The rules with hashes over the entries that they name.

    `digests` has `actor:<id>` and `place:<id>`, and `actor:*` and `place:*` for whoever asks for any of a kind.
    """
    return replace(rules, rules=tuple(_named(rule, digests) for rule in rules.rules))


def _named(rule: Rule, digests: Mapping[str, str]) -> Rule:
    keys = sorted(set(_names_asked(rule)))
    if not keys:
        return rule
    said = [rule.own_hash, *(digests.get(key, digests.get(f"{key.partition(':')[0]}:*", "")) for key in keys)]
    return replace(rule, hash=hashlib.sha256("\n".join(said).encode()).hexdigest()[:16])


def _names_asked(rule: Rule) -> Iterator[str]:
    """The keys of every actor and place leaf of the rule."""
    asked = [leaf for node in (rule.condition, *(item.when for item in rule.set_labels)) for leaf in leaves(node)]
    for item in rule.extract:
        asked += [leaf for leaf in (item.leaf, item.beside.leaf if item.beside else None) if leaf is not None]
    return (leaf.key for leaf in asked if leaf.key.partition(":")[0] in ROLES)

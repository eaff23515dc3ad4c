"""The commonest shape of condition, made flat: all of some groups of leaves, of each group any, and none of others.

Comes in: a node; later what was found in an article. Goes out: a `Quick`, or None for any other shape; the same
evidence as `evaluate` gives, at half the time. Never knows distances, titles or amounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from monitor.engine.evaluate import Evidence, Held, evidence_of
from monitor.engine.found import Found
from monitor.engine.nodes import AllOf, AnyOf, Leaf, Node, NoneOf


@dataclass(frozen=True, slots=True)
class Quick:
    """Keys and names of leaves: of each group one must be found, and nothing of `absent`."""

    groups: tuple[tuple[tuple[str, str], ...], ...]
    absent: tuple[str, ...]

    def evaluate(self, found: Found) -> Held:
        """What made the condition true, or None when it does not hold."""
        possible, composed = found.possible, found.composed
        evidence: tuple[Evidence, ...] = ()
        for group in self.groups:
            before = evidence
            for key, name in group:
                if (key in possible or key in composed) and (spans := found[key]):
                    evidence += (evidence_of(name, spans),)
            if evidence is before:
                return None
        for key in self.absent:
            if (key in possible or key in composed) and found[key]:
                return None
        return evidence

    def leaves(self) -> Iterator[tuple[str, str]]:
        """Key and name of each leaf; of what must be absent, which nobody names, the key twice."""
        yield from chain.from_iterable(self.groups)
        yield from zip(self.absent, self.absent, strict=True)


def quick(node: Node) -> Quick | None:
    """The flat form of a condition that has one."""
    groups, absent = [], []
    for part in node.parts if isinstance(node, AllOf) else (node,):
        leaves = part.parts if isinstance(part, AnyOf | NoneOf) else (part,)
        plain = [leaf for leaf in leaves if isinstance(leaf, Leaf) and not leaf.in_title]
        if len(plain) < len(leaves):
            return None
        if isinstance(part, NoneOf):
            absent += [leaf.key for leaf in plain]
        else:
            groups.append(tuple((leaf.key, leaf.name) for leaf in plain))
    return Quick(tuple(groups), tuple(absent)) if groups else None

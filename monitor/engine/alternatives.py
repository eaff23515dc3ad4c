"""A condition of many alternatives, of which only those are tried whose rarest words are there.

Comes in: a node and what each part of it requires; later an article's `Layout` and which parts may hold. Goes out: the
same evidence as `evaluate` gives, without a look at parts that cannot hold. Never decides by itself that a part holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from monitor.engine.evaluate import Evidence, Held, evaluate
from monitor.engine.layout import Layout
from monitor.engine.nodes import AllOf, AnyOf, Node

Required = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Parts of which one must hold, each with the sets of keys of each of which one must be found.

    `besides` must hold as well.
    """

    parts: tuple[tuple[Required, Node], ...]
    besides: tuple[Node, ...] = ()

    def evaluate(self, layout: Layout, likely: Iterable[int]) -> Held:
        """What made the condition true, of every part that holds; None when none does. `likely`: the parts to try."""
        evidence: tuple[Evidence, ...] = ()
        held = False
        for number in sorted(likely):
            required, part = self.parts[number]
            if not all(map(layout.at.may_have_one_of, required)):
                continue
            found = evaluate(part, layout)
            if found is not None:
                held = True
                evidence += found
        return self._with_besides(evidence, layout) if held else None

    def _with_besides(self, evidence: tuple[Evidence, ...], layout: Layout) -> Held:
        for part in self.besides:
            found = evaluate(part, layout)
            if found is None:
                return None
            evidence += found
        return evidence


def alternatives(
    node: Node, required_by: Callable[[Node], Sequence[frozenset[str]]], effort: Callable[[str], int] = lambda _: 0
) -> Alternatives | None:
    """The parts of an `any`, or of an `all` that begins with one, with what they require; None for any other.

    `effort`: what it takes to tell whether a key is found; sets of less are looked for first.
    """
    first, *besides = node.parts if isinstance(node, AllOf) else (node,)
    if not isinstance(first, AnyOf):
        return None

    def ordered(required: Iterable[frozenset[str]]) -> Required:
        return tuple(sorted(required, key=lambda keys: max(map(effort, keys), default=0)))

    return Alternatives(tuple((ordered(required_by(part)), part) for part in first.parts), tuple(besides))

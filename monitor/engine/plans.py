"""How every rule is tried on what was found in an article: by numbers, without a look at the rule.

Comes in: once, the rules and the numbers of the lexicon's entries; later the numbers of what was found. Goes out: the
positions of rules that may hold, and, for rules that ask for nothing but words, whether they do. Never sees a text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.engine.evaluate import Evidence, Held, evidence_of
from monitor.engine.hits import Hits

if TYPE_CHECKING:  # a rule set has its plans
    from monitor.engine.rules import Rule

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plans:
    """`numbers` has every key that a rule hangs on or requires: the lexicon's entries by their own, then others.

    `hanging` has for each number the positions of the rules that hang on it. By position, `sets` has the sets of
    numbers of each of which one must be found; `absent`, for a rule that asks for nothing but words, the numbers of
    which none may be found, and None for any other.
    """

    numbers: Mapping[str, int]
    hanging: tuple[Numbers, ...]
    sets: tuple[tuple[Numbers, ...], ...]
    absent: tuple[Numbers | None, ...]

    @classmethod
    def of(cls, rules: Sequence[Rule], entries: Mapping[str, int], composed: AbstractSet[str]) -> Plans:
        """`entries`: the lexicon's; `composed`: keys that are more than what the lexicon finds for them."""
        numbers = dict(entries)

        def number(key: str) -> int:
            return numbers.setdefault(key, len(numbers) + 1)

        hanging: dict[int, list[int]] = {}
        sets: list[tuple[Numbers, ...]] = []
        absent: list[Numbers | None] = []
        for position, rule in enumerate(rules):
            for key in rule.anchors:
                hanging.setdefault(number(key), []).append(position)
            quick = rule.quick
            if quick and all(name == key in entries and key not in composed for key, name in quick.leaves()):
                sets.append(tuple(tuple(entries[key] for key, _ in group) for group in quick.groups))
                absent.append(tuple(entries[key] for key in quick.absent))
            else:
                sets.append(tuple(tuple(map(number, sorted(keys))) for keys in rule.requires))
                absent.append(None)
        of_each = tuple(tuple(hanging.get(each, ())) for each in range(len(numbers) + 1))
        return cls(numbers, of_each, tuple(sets), tuple(absent))

    def possible(self, found: AbstractSet[int]) -> list[int]:
        """Positions of the rules that may hold when these numbers were found, each once; the others cannot."""
        hanging, sets = self.hanging, self.sets
        possible: list[int] = []
        for number in found:
            for position in hanging[number]:
                for each in sets[position]:
                    if found.isdisjoint(each):
                        break
                else:
                    if position not in possible:
                        possible.append(position)
        return possible

    def evidence(self, position: int, hits: Hits) -> Held:
        """What made the condition of a rule that asks for nothing but words true, or None when it does not hold."""
        held: list[Evidence] = []
        for each in self.sets[position]:
            before = len(held)
            for number in each:
                spans = hits.spans(number)
                if spans:
                    held.append(evidence_of(spans[0].concept, spans))
            if len(held) == before:
                return None
        for number in self.absent[position] or ():
            if hits.spans(number):
                return None
        return tuple(held)

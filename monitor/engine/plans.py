"""How every rule is tried on what was found in an article, laid out as numbers in a few arrays.

Comes in: once, the rules and the numbers of the lexicon's entries; later the numbers of what was found. Goes out: the
positions of rules that may hold, and, for rules that ask for nothing but words, whether they do. Never sees a text.

Of thousands of rules an article touches a few, each somewhere else in memory. What lies apart costs more to reach than
to compare (see `meanings`), so the rules themselves are looked at only when they hold, or ask for more than words.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.engine.evaluate import Evidence, Held, evidence_of
from monitor.engine.hits import Hits

if TYPE_CHECKING:  # a rule set has its plans
    from monitor.engine.rules import Rule

MORE, WORDS = 0, 1  # whether a rule asks for more than words


@dataclass(frozen=True, slots=True)
class Plans:
    """`numbers` has every key that a rule hangs on or requires: the lexicon's entries by their own number, then others.

    `hanging` has for each number the position of the rule that hangs on it, from 1; 0 for none; or below 0 its place in
    `several`. The plan of the rule at position p begins at `begins[p]` in `steps`: `MORE` or `WORDS`, the number of
    sets of each of which something must be there, each set behind its size, and the same for what must be absent.
    """

    numbers: Mapping[str, int]
    hanging: array[int]
    several: tuple[tuple[int, ...], ...]
    begins: array[int]
    steps: array[int]

    @classmethod
    def of(cls, rules: Sequence[Rule], entries: Mapping[str, int], composed: AbstractSet[str]) -> Plans:
        """`entries`: the lexicon's; `composed`: keys that are more than what the lexicon finds for them."""
        numbers = dict(entries)
        hanging: dict[int, list[int]] = {}
        begins, steps = array("i"), array("i")
        for position, rule in enumerate(rules):
            for key in sorted(rule.anchors):
                hanging.setdefault(numbers.setdefault(key, len(numbers) + 1), []).append(position + 1)
            begins.append(len(steps))
            steps.extend(_plan(rule, entries, composed, numbers))
        several = tuple(tuple(positions) for positions in hanging.values() if len(positions) > 1)
        places = {positions: -1 - place for place, positions in enumerate(several)}
        one = [hanging.get(number, [0]) for number in range(len(numbers) + 1)]
        of_each = array("i", (found[0] if len(found) == 1 else places[tuple(found)] for found in one))
        return cls(numbers, of_each, several, begins, steps)

    def possible(self, found: AbstractSet[int]) -> list[int]:
        """Positions of the rules that may hold when these numbers were found; the others cannot."""
        hanging = self.hanging
        tried: set[int] = set()
        for number in found:
            position = hanging[number]
            if position > 0:
                tried.add(position - 1)
            elif position:
                tried.update([each - 1 for each in self.several[-1 - position]])
        return [position for position in tried if self._may_hold(position, found)]

    def _may_hold(self, position: int, found: AbstractSet[int]) -> bool:
        steps = self.steps
        at = self.begins[position] + 2
        for _ in range(steps[at - 1]):
            behind = at + 1 + steps[at]
            for other in range(at + 1, behind):
                if steps[other] in found:
                    break
            else:
                return False
            at = behind
        return True

    def says_all(self, position: int) -> bool:
        """Whether the plan is all there is to a rule, so that `evidence` decides."""
        return self.steps[self.begins[position]] == WORDS

    def evidence(self, position: int, hits: Hits) -> Held:
        """What made a rule's condition true, as `evaluate` gives it, or None when it does not hold."""
        steps = self.steps
        at = self.begins[position] + 2
        held: list[Evidence] = []
        for _ in range(steps[at - 1]):
            behind = at + 1 + steps[at]
            before = len(held)
            for number in steps[at + 1 : behind]:
                spans = hits.spans(number)
                if spans:
                    held.append(evidence_of(spans[0].concept, spans))
            if len(held) == before:
                return None
            at = behind
        for number in steps[at + 1 : at + 1 + steps[at]]:
            if hits.spans(number):
                return None
        return tuple(held)


def _plan(rule: Rule, entries: Mapping[str, int], composed: AbstractSet[str], numbers: dict[str, int]) -> list[int]:
    quick = rule.quick
    if quick is None or not all(_is_plain(key, name, entries, composed) for key, name in quick.leaves()):
        sets = [[numbers.setdefault(key, len(numbers) + 1) for key in sorted(keys)] for keys in rule.requires]
        return [MORE, len(sets), *_flat(sets)]
    sets = [[entries[key] for key, _ in group] for group in quick.groups]
    return [WORDS, len(sets), *_flat(sets), *_flat([[entries[key] for key in quick.absent]])]


def _is_plain(key: str, name: str, entries: Mapping[str, int], composed: AbstractSet[str]) -> bool:
    """Whether a leaf is found where the lexicon finds its entry, and is called by the entry's id."""
    return key == name and key in entries and key not in composed


def _flat(sets: Sequence[Sequence[int]]) -> Iterator[int]:
    return (number for each in sets for number in (len(each), *each))

"""How every rule is tried on what was found in an article: by numbers, without a look at the rule.

Comes in: once, the rules and the numbers of the lexicon's entries; later the numbers of what was found. Goes out: the
positions of rules that may hold, and, for rules that ask for nothing but words, whether they do. Never sees a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from monitor.engine.evaluate import Evidence, Held, evidence_of
from monitor.engine.hits import Hits

if TYPE_CHECKING:  # a rule set has its plans
    from monitor.engine.rules import Rule

Numbers = tuple[int, ...]
Required = Sequence[AbstractSet[str]]
_WHOLE = -1  # the part that is all of a rule
_SHORT = 4  # numbers; so many are looked up one by one sooner than as a set


class Plan(NamedTuple):
    """What is required of a rule, or of one of its alternatives: of each set one number must be found."""

    position: int
    part: int
    sets: tuple[Numbers | AbstractSet[int], ...]


@dataclass(frozen=True, slots=True)
class Plans:
    """`numbers` has every key that a rule hangs on or requires: the lexicon's entries by their own, then others.

    `hanging` has for each number the plans that hang on it. By position, `absent` has, for a rule that asks for nothing
    but words, the numbers of which none may be found, and None for any other; `sets` the sets of numbers of each of
    which one must be found.
    """

    numbers: Mapping[str, int]
    hanging: tuple[tuple[Plan, ...], ...]
    sets: tuple[tuple[Numbers, ...], ...]
    absent: tuple[Numbers | None, ...]

    @classmethod
    def of(cls, rules: Sequence[Rule], entries: Mapping[str, int], composed: AbstractSet[str]) -> Plans:
        """`entries`: the lexicon's; `composed`: keys that are more than what the lexicon finds for them."""
        numbers = dict(entries)

        def number(key: str) -> int:
            return numbers.setdefault(key, len(numbers) + 1)

        hanging: dict[int, list[Plan]] = {}
        sets: list[tuple[Numbers, ...]] = []
        absent: list[Numbers | None] = []
        for position, rule in enumerate(rules):
            quick = rule.quick
            if quick and all(name == key in entries and key not in composed for key, name in quick.leaves()):
                sets.append(tuple(tuple(entries[key] for key, _ in group) for group in quick.groups))
                absent.append(tuple(entries[key] for key in quick.absent))
            else:
                sets.append(())
                absent.append(None)
            for part, required in _of_parts(rule):
                plan = Plan(position, part, tuple(_ready(keys, number) for keys in required[1:]))
                for key in sorted(required[0]):
                    hanging.setdefault(number(key), []).append(plan)
        of_each = tuple(tuple(hanging.get(each, ())) for each in range(len(numbers) + 1))
        return cls(numbers, of_each, tuple(sets), tuple(absent))

    def possible(self, found: AbstractSet[int], may_stand: Callable[[int], bool]) -> Mapping[int, Sequence[int]]:
        """The rules that may hold when these numbers were found, by position; the others cannot.

        Of those with alternatives, the parts that may hold, of the others one that stands for all. `may_stand` is asked
        for a closer look at numbers on which something hangs that all else is there for.
        """
        hanging = self.hanging
        possible: dict[int, list[int]] = {}
        for number in found:
            looked = False
            for position, part, sets in hanging[number]:
                for each in sets:
                    if found.isdisjoint(each):
                        break
                else:
                    if not looked and not may_stand(number):
                        break
                    looked = True
                    if position not in possible:
                        possible[position] = [part]
                    elif part not in possible[position]:
                        possible[position].append(part)
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


def _of_parts(rule: Rule) -> Iterator[tuple[int, Required]]:
    """The parts of a rule with the keys that each requires: first the set that it hangs on, likely the rarest."""
    of_rule = (rule.anchors, *rule.requires) if rule.anchors else ()
    if not of_rule:  # it would be tried on every article
        return
    if rule.alternatives is None:
        yield _WHOLE, of_rule
        return
    for part, (required, _) in enumerate(rule.alternatives.parts):
        yield part, tuple(dict.fromkeys((*required, *of_rule)))


def _ready(keys: AbstractSet[str], number: Callable[[str], int]) -> Numbers | AbstractSet[int]:
    numbers = tuple(map(number, sorted(keys)))
    return numbers if len(numbers) <= _SHORT else frozenset(numbers)

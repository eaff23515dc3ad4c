"""Languages in which a rule can never fire, because what it needs has no terms there.

Comes in: a rule's spec, the languages that each concept has terms in, the languages that are configured. Goes out: one
problem a rule. A rule that asks for a language by `field` is not blamed for the others, nor one that is plainly written
for a single language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from monitor.engine.check_names import Known
from monitor.engine.check_reach import most_points
from monitor.engine.condition_schema import ConditionSpec, LeafSpec
from monitor.engine.report import Report
from monitor.engine.schema import RuleSpec
from monitor.engine.terms import ANY_LANGUAGE

_SEVERAL = 2  # languages that a rule fires in when it is meant for more than one
_NAMED_AT_MOST = 3  # concepts that a message names


def check_languages(spec: RuleSpec, report: Report, known: Known) -> None:
    """Warn of the configured languages in which nothing can make the rule hold."""
    lacking: dict[str, None] = {}
    fires, silent = [], []
    of_leaves = _languages_of_leaves(spec, known)
    for language in known.configured:
        asked = _Asked(language, of_leaves, known)
        if not asked.allows(spec.match):
            continue
        if asked.holds(spec.match):
            fires.append(language)
        else:
            silent.append(language)
            lacking.update(dict.fromkeys(asked.lacking))
    if silent and len(fires) >= _SEVERAL:
        named = [f'"{name}"' for name in lacking][:_NAMED_AT_MOST]
        more = " and others" if len(lacking) > _NAMED_AT_MOST else ""
        have = "has" if len(lacking) == 1 else "have"
        what = f"this rule never fires on texts in {', '.join(silent)}: {', '.join(named)}{more} {have} no terms there"
        todo = 'add terms in these languages, or say that they are not wanted: "field: {language: […]}"'
        report.warning(("match",), "W-no-language", what, todo)


def _languages_of_leaves(spec: RuleSpec, known: Known) -> Mapping[str, frozenset[str]]:
    """The languages of each concept, and of each pattern of the rule."""
    patterns = {f"pattern {name}": frozenset(terms) for name, terms in spec.patterns.items()}
    fenced = {
        f"pattern {name}": known.languages[regex.near]
        for name, regex in spec.advanced.regex.items()
        if regex.near in known.languages
    }
    return {**known.languages, **patterns, **fenced}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What conditions come to on texts of one language, if everything stands there that can. `lacking`: what cannot."""

    language: str
    languages: Mapping[str, frozenset[str]]
    known: Known
    lacking: list[str] = field(default_factory=list)

    def allows(self, spec: ConditionSpec) -> bool:
        """Whether the fields that the condition asks for leave this language in."""
        return self._holds(spec, leaves=False)

    def holds(self, spec: ConditionSpec) -> bool:
        """Whether the condition can hold."""
        return self._holds(spec, leaves=True)

    def _holds(self, spec: ConditionSpec, *, leaves: bool) -> bool:
        def each(parts: Iterable[ConditionSpec]) -> list[bool]:
            return [self._holds(part, leaves=leaves) for part in parts]

        if spec.all or spec.any:
            return all(each(spec.all)) if spec.all else any(each(spec.any))
        if spec.near is not None:
            return all(each(spec.near.of))
        if spec.at_least is not None:
            return sum(each(spec.at_least.of)) >= spec.at_least.n
        if spec.field is not None:
            return not spec.field.language or self.language in spec.field.language
        return not leaves or self._amount_holds(spec)

    def _amount_holds(self, spec: ConditionSpec) -> bool:
        if spec.score is not None:
            found = [points for points in spec.score.points if self._found(points)]
            return sum(most_points(points, self.known) for points in found) >= spec.score.at_least
        leaf = spec.count or spec
        return not leaf.leaves or self._found(leaf)

    def _found(self, leaf: LeafSpec) -> bool:
        name = leaf.concept or (f"pattern {leaf.pattern}" if leaf.pattern else "")
        languages = self.languages.get(name)
        if languages is None or ANY_LANGUAGE in languages or self.language in languages:
            return True
        if name not in self.lacking:
            self.lacking.append(name)
        return False

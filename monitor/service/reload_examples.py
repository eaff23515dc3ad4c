"""Run the examples of what an edit changed, before it takes effect.

In: a loaded set. Out: each example that does not come out as its rule says. A rule whose examples held with the same
words and the same names is not tried again, so that one edit of a large set costs little.
"""

from __future__ import annotations

from monitor import context, engine, screening
from monitor.errors import Problem
from monitor.pipeline import Knowledge
from monitor.service.rules_list import every_rule

Failing = tuple[str, str, str]  # rule, language, text
Proof = tuple[str, tuple[object, ...]]  # the rule's hash, its examples


class ExampleRuns:
    """Remembers which rules' examples held, and by which names."""

    def __init__(self) -> None:
        self._names: tuple[context.Gazetteer, screening.Lists] | None = None
        self._held: dict[str, Proof] = {}

    def failures(self, knowledge: Knowledge) -> tuple[engine.ExampleFailure, ...]:
        """Examples of the set that do not hold."""
        if self._names != (knowledge.gazetteer, knowledge.lists):
            self._names, self._held = (knowledge.gazetteer, knowledge.lists), {}
        proofs: dict[str, Proof] = {rule.id: (rule.hash, rule.examples) for rule in every_rule(knowledge.rules)}
        fresh = tuple(rule for rule, proof in proofs.items() if self._held.get(rule) != proof)
        if not fresh:
            return ()
        report = engine.run_examples(knowledge.rules, knowledge.mentions, fresh)
        failed = {failure.rule for failure in report.failures}
        self._held = {rule: proof for rule, proof in proofs.items() if rule not in failed}
        return report.failures


def key_of(failure: engine.ExampleFailure) -> Failing:
    """What stays the same when the example only moves in its file."""
    return failure.rule, failure.language, failure.text


def problem_of(failure: engine.ExampleFailure) -> Problem:
    """The failure as a problem among others."""
    return Problem(
        file=failure.file,
        line=failure.line,
        what=f"{failure.expected}, but {failure.happened}",
        todo=f"mend the rule or the example; `vedette test {failure.rule}` runs it",
        code="E-example",
    )

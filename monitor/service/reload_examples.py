"""Run the examples of what an edit changed, before it takes effect.

In: a loaded set. Out: each example that does not come out as its rule says. A rule whose examples held is not tried
again while it uses the same words and its examples name the same people and places, so that an edit of a large set
costs little.
"""

from __future__ import annotations

from monitor import engine
from monitor.engine import Rule
from monitor.engine.bursts import Burst
from monitor.engine.examples import example_article
from monitor.errors import Problem
from monitor.knowledge import Knowledge
from monitor.model import Article, Mentions
from monitor.service.rules_list import every_rule

Failing = tuple[str, str, str]  # rule, language, text
Proof = tuple[str, tuple[object, ...]]  # the hash of the rule and its words, its examples


class _Named:
    """What example texts name, by one gazetteer and one set of lists; each looked up once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.by = (knowledge.gazetteer, knowledge.lists, knowledge.rules.asks_for_lists)
        self.known: dict[Article, Mentions] = {}
        self._find = knowledge.mentions

    def find(self, article: Article) -> Mentions:
        if article not in self.known:
            self.known[article] = self._find(article)
        return self.known[article]


class ExampleRuns:
    """Remembers which rules' examples held, and what they named."""

    def __init__(self) -> None:
        self._named: _Named | None = None
        self._held: dict[str, Proof] = {}

    def failures(self, knowledge: Knowledge) -> tuple[engine.ExampleFailure, ...]:
        """Examples of the set that do not hold."""
        before, now = self._named, _Named(knowledge)
        if before is not None and before.by == now.by:
            now = before
        rules = every_rule(knowledge.rules)
        fresh = tuple(rule.id for rule in rules if not self._holds(rule, before, now))
        report = engine.run_examples(knowledge.rules, now.find, fresh) if fresh else None
        failed = {failure.rule for failure in report.failures} if report else set()
        self._named, self._held = now, {rule.id: _proof(rule) for rule in rules if rule.id not in failed}
        return report.failures if report else ()

    def _holds(self, rule: Rule | Burst, before: _Named | None, now: _Named) -> bool:
        """Whether the rule's examples are known to hold: whatever decides it is as it was."""
        if self._held.get(rule.id) != _proof(rule):
            return False
        if before is None or before is now or isinstance(rule, Burst):  # a timeline names nobody
            return True
        articles = map(example_article, rule.examples)
        return all(before.known.get(article) == now.find(article) for article in articles)


def _proof(rule: Rule | Burst) -> Proof:
    return rule.hash if isinstance(rule, Burst) else rule.own_hash, rule.examples


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

"""The rule set that the engine works with: immutable, replaced as a whole when a file changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from monitor.engine.alternatives import Alternatives
from monitor.engine.bursts.rules import Burst
from monitor.engine.extract import Extract, SetLabels
from monitor.engine.lexicon import Lexicon
from monitor.engine.nodes import Node
from monitor.engine.plans import Plans
from monitor.engine.quick import Quick
from monitor.engine.sources import Sources
from monitor.engine.vocabulary import Vocabulary
from monitor.errors import Problem
from monitor.model import Severity, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text that a rule must match, or must not; `todo` marks a known gap. `file` and `line` are where it stands.

    `extract` and `labels` are parts of what the match must say.
    """

    language: str
    text: str
    title: str
    matches: bool
    todo: bool
    file: Path
    line: int
    extract: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    tier: Tier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A compiled rule. `own_hash` is over it and its word lists; `hash` over the actors and places it names, too.

    It can only hold when one key of its `anchors` was found, and one of each set that it `requires` besides.
    """

    id: str
    title: str
    severity: Severity
    condition: Node
    anchors: frozenset[str]
    requires: tuple[frozenset[str], ...] = ()
    quick: Quick | None = None  # the condition in flat form, if it has one
    alternatives: Alternatives | None = None  # the condition with what each part requires, if it is an `any`
    own_hash: str
    hash: str
    status: str = "stable"
    labels: Mapping[str, str] = field(default_factory=dict)
    falsepositives: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    extract: tuple[Extract, ...] = ()
    set_labels: tuple[SetLabels, ...] = ()
    examples: tuple[Example, ...] = ()
    file: Path = Path()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RuleSet:
    """Rules in order of id, and the words they look for. `text` is the source of all files, `hash` is over it.

    `bursts` count what the rules found; no text is tried on them. `plans` say by position how each rule is tried.
    `asks_for_lists`: a rule asks whether a name is listed, so that `mentions` must say so.
    """

    rules: tuple[Rule, ...]
    lexicon: Lexicon
    text: str
    hash: str
    plans: Plans
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    asks_for_lists: bool = False
    bursts: tuple[Burst, ...] = ()

    def burst(self, rule_id: str) -> Burst | None:
        """The burst rule of this id."""
        return next((burst for burst in self.bursts if burst.id == rule_id), None)

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id; `KeyError` when there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load brought: `rule_set` is None when one problem is an error; `problems` has all, warnings too."""

    rule_set: RuleSet | None
    problems: tuple[Problem, ...]
    sources: Sources = field(default_factory=Sources)

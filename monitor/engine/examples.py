"""Run the examples that stand in the rules.

Comes in: a rule set and the gazetteer's `find`. Goes out: what did not come out as the rule says. Never reads a file.
An example is read as an article in the language that it is filed under.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.engine.bursts.rules import Burst
from monitor.engine.bursts.timeline import shown, unlike
from monitor.engine.explain import explain, render_nearest
from monitor.engine.match import match
from monitor.engine.rules import Example, Rule, RuleSet
from monitor.model import Article, Language, Match, Mentions, Source, TextSource

FindMentions = Callable[[Article], Mentions]
_SHOWN = 100  # letters of an example that a message repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFailure:
    """An example that did not come out as the rule says. `happened` says what did."""

    file: Path
    line: int
    rule: str
    language: str
    text: str
    expected: str
    happened: str

    def __str__(self) -> str:
        text = self.text if len(self.text) <= _SHOWN else self.text[: _SHOWN - 1] + "…"
        return f"{self.file}:{self.line}: {self.expected}, but {self.happened}\n    [{self.language}] {text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleReport:
    """`gaps` are known gaps that are still open, `mended` those that are closed: move them to `match`/`no_match`."""

    examples: int
    rules: int
    failures: tuple[ExampleFailure, ...] = ()
    gaps: tuple[ExampleFailure, ...] = ()
    mended: tuple[Example, ...] = ()

    @property
    def sentence(self) -> str:
        """The report in one line."""
        held = self.examples - len(self.failures) - len(self.gaps)
        gaps = f", {_gaps(self.gaps)}" if self.gaps else ""
        closed = f"{_gaps(self.mended)} closed: file under match or no_match"
        mended = f", {closed}" if self.mended else ""
        rules = "1 rule" if self.rules == 1 else f"{self.rules} rules"
        return f"{held} of {self.examples} examples of {rules} hold, {len(self.failures)} fail{gaps}{mended}"


def _gaps(gaps: Sequence[object]) -> str:
    return f"{len(gaps)} known gap" + ("s" if len(gaps) != 1 else "")


def run_examples(rules: RuleSet, find_mentions: FindMentions, rule_ids: Sequence[str] = ()) -> ExampleReport:
    """Run the examples of the rules named, or of all. An id that no rule has raises `KeyError`."""
    bursts = tuple(burst for burst in rules.bursts if not rule_ids or burst.id in rule_ids)
    counted = {burst.id for burst in bursts}
    named = tuple(rules.rule(rule_id) for rule_id in rule_ids if rule_id not in counted)
    chosen = named if rule_ids else rules.rules
    failures: list[ExampleFailure] = list(_run_timelines(bursts))
    gaps: list[ExampleFailure] = []
    mended: list[Example] = []
    for rule, example in _examples(chosen):
        failure = _run(rules, rule, example, find_mentions)
        if failure is not None:
            (gaps if example.todo else failures).append(failure)
        elif example.todo:
            mended.append(example)
    return ExampleReport(
        examples=sum(len(rule.examples) for rule in chosen) + sum(len(burst.examples) for burst in bursts),
        rules=len(chosen) + len(bursts),
        failures=tuple(failures),
        gaps=tuple(gaps),
        mended=tuple(mended),
    )


def _run_timelines(bursts: Sequence[Burst]) -> Iterator[ExampleFailure]:
    """The timelines of burst rules, which need no text."""
    for burst in bursts:
        for timeline in burst.examples:
            wrong = unlike(burst, timeline)
            if wrong is not None:
                yield ExampleFailure(
                    file=timeline.file,
                    line=timeline.line,
                    rule=burst.id,
                    language="timeline",
                    text=shown(timeline),
                    expected=wrong[0],
                    happened=wrong[1],
                )


def _examples(rules: Sequence[Rule]) -> Iterator[tuple[Rule, Example]]:
    return ((rule, example) for rule in rules for example in rule.examples)


def _run(rules: RuleSet, rule: Rule, example: Example, find_mentions: FindMentions) -> ExampleFailure | None:
    article = example_article(example)
    mentions = find_mentions(article)
    held = next((found for found in match(rules, article, mentions) if found.rule == rule.id), None)
    if (held is not None) is example.matches:
        wrong = _unlike(example, held) if held is not None else None
        if wrong is None:
            return None
        expected, happened = wrong
    elif held is not None:
        expected, happened = f"{rule.id} should not match", f"it does: {'; '.join(held.because)}"
    else:
        nearest = render_nearest(explain(rules, article, mentions, rule.id))
        expected, happened = f"{rule.id} should match", f"it does not; nearest: {nearest}"
    return ExampleFailure(
        file=example.file,
        line=example.line,
        rule=rule.id,
        language=example.language,
        text=" ".join(f"{example.title} {example.text}".split()),
        expected=expected,
        happened=happened,
    )


def _unlike(example: Example, held: Match) -> tuple[str, str] | None:
    """The first expectation that the match does not meet, and what it says instead; the rest may be anything."""
    for name, values in example.extract.items():
        got = held.extracted.get(name, ())
        if got != values:
            return f"{held.rule} should extract {name}: {_listing(values)}", f"it extracts {_listing(got)}"
    for name, value in example.labels.items():
        if held.labels.get(name) != value:
            return f"{held.rule} should set the label {name}: {value}", f"it is {held.labels.get(name, 'not set')}"
    return None


def _listing(values: Sequence[str]) -> str:
    return ", ".join(f'"{value}"' for value in values) or "nothing"


def example_article(example: Example) -> Article:
    """The example as an article: its title first, then its text by blank lines."""
    known = example.language != "any"
    body = (" ".join(part.split()) for part in example.text.split("\n\n"))
    title = " ".join(example.title.split())
    return Article(
        title=title,
        paragraphs=tuple(part for part in (title, *body) if part),
        language=Language(code=example.language if known else None, sure=known),
        text_source=TextSource.FILE,
        source=Source(name="", tier=example.tier) if example.tier else Source(name=""),
    )

"""What people called false, as examples that a rule must leave alone: `vedette alerts examples`.

In: the false positives that stand, the rules in force. Out: YAML for the rule files, by rule and language. Writes
nothing: a person decides what a rule learns from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from monitor import engine
from monitor.config import Config
from monitor.engine.examples import example_article
from monitor.engine.rules import Example
from monitor.knowledge import Knowledge
from monitor.model import Acknowledgement, Alert, AlertFinding
from monitor.service.examples import require_rules
from monitor.service.knowledge import require_knowledge
from monitor.service.rules_list import file_as_named
from monitor.service.views import iso, looking
from monitor.storage import Store

MOST = 3  # sentences of one alert for a rule: those of one story are much alike
ANY = "any"
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
NONE = "# Nobody called an alert false so far; `vedette ack ALERT --false-positive` does it.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A text on which a rule was wrong. `title` is given where the rule needs it; `still`: it matches to this day."""

    rule: str
    language: str
    text: str
    title: str = ""
    alert_id: int
    said: Acknowledgement
    still: bool


def wrong_texts(config: Config, environ: Mapping[str, str], rules: Sequence[str]) -> tuple[Wrong, ...]:
    """Every text by which a rule was wrong, of the rules named or of all; by rule, language and alert.

    Raises `VedetteError` for a rule that there is not. Of rules that count alerts (`burst`) there is no text.
    """
    knowledge = require_knowledge(config)
    require_rules(knowledge, rules)
    with looking(config, environ) as store:
        found = _once(_of_all(store, knowledge, rules, config.languages))
    return tuple(sorted(found, key=lambda one: (one.rule, one.language == ANY, one.language, one.alert_id)))


def _of_all(store: Store, knowledge: Knowledge, rules: Sequence[str], languages: Sequence[str]) -> Iterator[Wrong]:
    texts = {rule.id for rule in knowledge.rules.rules}
    for said, alert in store.steering.false_positives(rules):
        for rule in said.rules:
            if rule in texts and (not rules or rule in rules):
                yield from _of_one(said, alert, rule, knowledge, languages)


def _of_one(
    said: Acknowledgement, alert: Alert, rule: str, knowledge: Knowledge, languages: Sequence[str]
) -> Iterator[Wrong]:
    texts: dict[str, Wrong] = {}
    for item in alert.findings:
        if item.finding.match.rule == rule and item.finding.excerpts and len(texts) < MOST:
            one = _example(item, said, languages)
            shortest = next(
                (tried for tried in _tries(one, item) if _holds(tried, knowledge)), replace(one, still=False)
            )
            texts.setdefault(shortest.text, shortest)
    yield from texts.values()


def _example(item: AlertFinding, said: Acknowledgement, languages: Sequence[str]) -> Wrong:
    excerpt = item.finding.excerpts[0]
    language = excerpt.language or item.source.language
    return Wrong(
        rule=item.finding.match.rule,
        language=language if language and language in languages else ANY,
        text=_plain(excerpt.text),
        alert_id=said.alert_id,
        said=said,
        still=True,
    )


def _tries(one: Wrong, item: AlertFinding) -> Iterator[Wrong]:
    """The sentences that matched, from the fewest: the first passage, all of them, with the headline."""
    yield one
    passages = replace(one, text="\n\n".join(_plain(excerpt.text) for excerpt in item.finding.excerpts))
    yield passages
    title = " ".join(item.source.title.split())
    if title:
        yield replace(one, title=title)
        yield replace(passages, title=title)


def _holds(one: Wrong, knowledge: Knowledge) -> bool:
    """Whether the rule in force matches this text, so that as an example it would fail until the rule is mended."""
    example = Example(
        language=one.language, text=one.text, title=one.title, matches=False, todo=False, file=Path(), line=0
    )
    article = example_article(example)
    found = engine.match(knowledge.rules, article, knowledge.mentions(article))
    return any(match.rule == one.rule for match in found)


def _once(found: Iterable[Wrong]) -> tuple[Wrong, ...]:
    return tuple({(one.rule, one.language, one.text): one for one in reversed(tuple(found))}.values())


def _plain(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


def as_yaml(found: Sequence[Wrong], config: Config) -> str:
    """A document a rule, to be put into its file beside the examples that stand there."""
    files = (
        {rule.id: file_as_named(rule.file, config) for rule in require_knowledge(config).rules.rules} if found else {}
    )
    documents = [
        "".join(_document(rule, list(ones), files[rule])) for rule, ones in groupby(found, lambda one: one.rule)
    ]
    return "---\n".join(documents) or NONE


def _document(rule: str, found: Sequence[Wrong], file: str) -> Iterator[str]:
    yield f"# {rule} in {file}: add these to its examples, mend the rule, then run `vedette test {rule}`.\n"
    yield "examples:\n"
    for language, ones in groupby(found, lambda one: one.language):
        yield f"  {language}:\n    no_match:\n"
        for one in ones:
            yield f"      # {_comment(one)}\n"
            yield f"      - {_quoted(one.text)}\n" if not one.title else _with_title(one)


def _with_title(one: Wrong) -> str:
    return f"      - title: {_quoted(one.title)}\n        text: {_quoted(one.text)}\n"


def _comment(one: Wrong) -> str:
    note = f": {one.said.note}" if one.said.note else ""
    mended = "" if one.still else " (the rules in force leave this alone)"
    return _UNPRINTABLE.sub("", f"alert {one.alert_id}, {one.said.by} on {one.said.at:%Y-%m-%d}{note}{mended}")


def _quoted(text: str) -> str:
    """A string of JSON, which is one of YAML too once what YAML cannot print is written as an escape."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def as_json_lines(found: Iterable[Wrong]) -> Iterator[dict[str, Any]]:
    """One object a text."""
    for one in found:
        yield {
            "rule": one.rule,
            "language": one.language,
            "title": one.title or None,
            "text": one.text,
            "alert": one.alert_id,
            "by": one.said.by,
            "at": iso(one.said.at),
            "note": one.said.note,
            "still_matches": one.still,
        }

"""`vedette score`: how well the rules do on labelled texts, and where they fail.

In: JSON lines with `labels` (rule ids), perhaps `unsure`, `kind`, `lang` and `story`; the configuration. Out: the
counts, each error with its reason, the agreement of the stories, and what is wrong with other lines. Texts are read and
matched as `inspect` does, and grouped as `group` does. Stores nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from monitor import engine, text
from monitor.config import Config
from monitor.engine.explain import render_nearest
from monitor.engine.scores import HARD_NEGATIVE, Judged, Scores, score
from monitor.knowledge import Knowledge
from monitor.model import Article, Match, Mentions
from monitor.service import texts
from monitor.service.grouping import Reader, group_texts
from monitor.service.knowledge import require_knowledge
from monitor.service.revealed import utc_now
from monitor.stories.bcubed import BCubed, b_cubed

UNKNOWN = "unknown"  # the language of a text that says none and shows none


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A rule that fired on a text without the label (`missed` False), or did not in spite of it.

    `because` has the words that matched, or the condition that came nearest.
    """

    id: str
    rule: str
    language: str
    missed: bool
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """What a corpus says of the rules. `stories` is None when no text names its story.

    `errors` has a sentence a line that could not be used, `warnings` one a label that no rule has.
    """

    scores: Scores
    faults: tuple[Fault, ...]
    stories: BCubed | None
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Labelled:
    """What a person said of a text."""

    labels: frozenset[str]
    unsure: frozenset[str]
    kind: str
    story: str


class _BadLabelsError(ValueError):
    """A text whose labels cannot be read."""


def score_file(config: Config, source: str, *, faults: bool = False) -> Scoring:
    """Score the rules on a file, or on standard input for `-`. `faults` explains each miss and false hit."""
    knowledge = require_knowledge(config)
    body = texts.content_of(source)
    judging = _Judging(config, knowledge, explain=faults)
    for line, record in texts.records(body):
        try:
            judging.add(line, record)
        except _BadLabelsError as error:
            judging.errors.append(f"{source}:{line}: {error}")
    return Scoring(
        scores=score(judging.judged),
        faults=tuple(judging.faults),
        stories=_agreement(
            Reader(languages=config.languages, names=knowledge.gazetteer), source, body, judging.stories
        ),
        errors=tuple(judging.errors),
        warnings=tuple(judging.warnings()),
    )


class _Judging:
    """The texts judged so far."""

    def __init__(self, config: Config, knowledge: Knowledge, *, explain: bool) -> None:
        self.judged: list[Judged] = []
        self.faults: list[Fault] = []
        self.errors: list[str] = []
        self.stories: dict[int, str] = {}  # by line
        self._config = config
        self._knowledge = knowledge
        self._explain = explain
        self._now = utc_now()
        self._rules = frozenset(rule.id for rule in knowledge.rules.rules)
        self._strange: set[str] = set()  # labels that no rule has

    def add(self, line: int, record: text.TextRecord | str) -> None:
        """Match one text. Labels that no rule has are left out of every figure."""
        if isinstance(record, str):
            raise _BadLabelsError(record)
        said = _labelled(record)
        if said.story:
            self.stories[line] = said.story
        self._strange |= (said.labels | said.unsure) - self._rules
        article = text.article_from_text(record, languages=self._config.languages, now=self._now)
        mentions = self._knowledge.mentions(article)
        matches = engine.match(self._knowledge.rules, article, mentions)
        one = Judged(
            id=record.id,
            language=_base(record.language) or _base(article.language.code) or UNKNOWN,
            labels=said.labels & self._rules,
            fired=frozenset(match.rule for match in matches),
            unsure=said.unsure & self._rules,
            hard_negative=said.kind == HARD_NEGATIVE,
        )
        self.judged.append(one)
        if self._explain:
            self.faults.extend(_false_hits(one, matches))
            self.faults.extend(_misses(one, self._knowledge, article, mentions))

    def warnings(self) -> Iterator[str]:
        """A sentence a label that no rule has."""
        for label in sorted(self._strange):
            close = difflib.get_close_matches(label, sorted(self._rules), n=1)
            meant = f"; did you mean {close[0]}?" if close else ""
            yield f'no rule has the id "{label}": this label is left out of the figures{meant}'


def _false_hits(one: Judged, matches: tuple[Match, ...]) -> Iterator[Fault]:
    for match in matches:
        if match.rule in one.false:
            because = "; ".join(match.because)
            yield Fault(id=one.id, rule=match.rule, language=one.language, missed=False, because=because)


def _misses(one: Judged, knowledge: Knowledge, article: Article, mentions: Mentions) -> Iterator[Fault]:
    for rule in sorted(one.missed):
        nearest = render_nearest(engine.explain(knowledge.rules, article, mentions, rule))
        yield Fault(id=one.id, rule=rule, language=one.language, missed=True, because=f"nearest: {nearest}")


def _agreement(reader: Reader, source: str, body: bytes, stories: dict[int, str]) -> BCubed | None:
    """How well `group` puts together the texts of the file; counted over those that name their story."""
    if not stories:
        return None
    grouping = group_texts(body, source, reader)
    return b_cubed((one.story, stories[one.line]) for one in grouping.texts if one.line in stories)


# --- what a person wrote ----------------------------------------------------------------------------------------


def _labelled(record: text.TextRecord) -> _Labelled:
    if "labels" not in record.more:
        raise _BadLabelsError("'labels' is missing; write the ids of the rules that should fire, or []")
    return _Labelled(
        labels=_ids(record, "labels"),
        unsure=_ids(record, "unsure"),
        kind=_word(record, "kind"),
        story=_word(record, "story"),
    )


def _ids(record: text.TextRecord, key: str) -> frozenset[str]:
    value = record.more.get(key)
    if value is None:
        return frozenset()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _BadLabelsError(f"'{key}' is no list of rule ids; write it as [\"sanctions\"]")
    return frozenset(value)


def _word(record: text.TextRecord, key: str) -> str:
    value = record.more.get(key)
    if value is None or isinstance(value, str):
        return value or ""
    raise _BadLabelsError(f"'{key}' is no string; write it in quotes")


def _base(code: str | None) -> str:
    """`pt-BR` is Portuguese."""
    return (code or "").replace("_", "-").partition("-")[0].lower()

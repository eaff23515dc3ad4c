"""`vedette rematch`: what today's rules make of stored articles, as a difference to what was found when they were read.

In: the configuration, how far back, perhaps rule ids. Out: each article on which a rule newly fires or no longer does,
and the counts. Reads the database only; `tell` asks for those that newly match to be read again in the ordinary way, by
the running daemon or by the next one: so they join their stories, and no reader is told again what they know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from monitor import alerting, pipeline
from monitor.config import Config
from monitor.knowledge import Knowledge
from monitor.model import Article, Feed
from monitor.service.examples import require_rules
from monitor.service.knowledge import require_knowledge
from monitor.service.list_copies import stored_copies
from monitor.service.views import looking
from monitor.service.writing import write
from monitor.storage import StoredReading

READ = "read"
IDS_A_REQUEST = 20_000  # the daemon takes a line of a megabyte

Step = Callable[[int, int], None]  # articles done, of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An article on which other rules fire now. `old`: it would be backlog if it came in today."""

    article: Article
    new: tuple[str, ...]
    gone: tuple[str, ...]
    kept: tuple[str, ...]
    old: bool


@dataclass(slots=True, kw_only=True)
class Rematch:
    """What came of it. `compared` counts articles that were matched anew; the others say why they were not."""

    since: datetime
    compared: int = 0
    unread: int = 0
    set_aside: int = 0
    without_text: int = 0
    changed: list[Changed] = field(default_factory=list)
    new: Counter[str] = field(default_factory=Counter)  # articles by rule
    gone: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)

    def to_tell(self, *, include_backlog: bool) -> tuple[Changed, ...]:
        """Articles on which a rule newly fires; those that are old only if asked for."""
        return tuple(one for one in self.changed if one.new and (include_backlog or not one.old))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is asked of each article."""

    knowledge: Knowledge
    only: frozenset[str]  # rule ids; none: all
    feeds: Mapping[int, Feed]
    config: Config
    now: datetime


def _nobody_watches(_done: int, _of: int) -> None:
    """No progress is shown."""


def rematch(
    config: Config,
    environ: Mapping[str, str],
    *,
    since: datetime,
    rule_ids: Sequence[str] = (),
    now: datetime,
    step: Step = _nobody_watches,
) -> Rematch:
    """Match every article first seen since; raises `VedetteError` for unknown rules and rules that cannot be used."""
    knowledge = require_knowledge(config, copies=stored_copies(config, environ))
    require_rules(knowledge, rule_ids)
    found = Rematch(since=since)
    with looking(config, environ) as store:
        feeds = {item.feed.id: item.feed for item in store.feeds.feeds()}
        asked = _Question(knowledge=knowledge, only=frozenset(rule_ids), feeds=feeds, config=config, now=now)
        total = store.archive.count_since(since)
        for number, stored in enumerate(store.archive.readings_since(since)):
            step(number, total)
            _compare(found, stored, asked)
    return found


def _compare(found: Rematch, stored: StoredReading, asked: _Question) -> None:
    article = stored.article
    if stored.state != READ:
        found.unread += stored.state == "new"
        found.set_aside += stored.state != "new"
    elif article is None or not article.paragraphs:
        found.without_text += 1
    else:
        found.compared += 1
        _note(found, article, stored.rules, asked)


def _note(found: Rematch, article: Article, before: frozenset[str], asked: _Question) -> None:
    reading = pipeline.understand(article, knowledge=asked.knowledge)
    now = frozenset(finding.match.rule for finding in reading.findings)
    if asked.only:
        before, now = before & asked.only, now & asked.only
    found.new.update(now - before)
    found.gone.update(before - now)
    found.kept.update(now & before)
    if now != before:
        one = Changed(
            article=article,
            new=tuple(sorted(now - before)),
            gone=tuple(sorted(before - now)),
            kept=tuple(sorted(now & before)),
            old=_is_old(article, asked),
        )
        found.changed.append(one)


def _is_old(article: Article, asked: _Question) -> bool:
    feed = asked.feeds.get(article.feed_id)
    newer_than = asked.config.alert_if_newer_than
    late = feed is not None and alerting.is_backlog(article, feed, newer_than=newer_than, now=asked.now)
    return article.backlog or late


def tell(config: Config, environ: Mapping[str, str], articles: Iterable[Changed]) -> int:
    """Have these articles read again; returns how many are. Those that an edit is about to have read anyway are not."""
    ids = sorted(one.article.id for one in articles)
    told = 0
    for start in range(0, len(ids), IDS_A_REQUEST):
        arguments = {"ids": ids[start : start + IDS_A_REQUEST]}
        told += int(write(config, environ, "articles.read_again", arguments)["read_again"])
    return told

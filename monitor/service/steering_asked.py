"""What somebody types behind `vedette silence`, made a `Silence`: names become ids, times become moments.

In: words of the command line, the configuration, the time. Out: a `Silence` and remarks; `VedetteError` says what is
meant instead of a rule, an actor or a label that nobody knows. Writes nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from monitor.config import Config
from monitor.config.durations import duration_from_text
from monitor.context import Gazetteer
from monitor.engine import RuleSet
from monitor.errors import VedetteError
from monitor.model import Silence
from monitor.service.examples import require_rules
from monitor.service.knowledge import load_knowledge
from monitor.service.rules_list import every_rule
from monitor.text.fold import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A silence as it was typed; `labels` are 'key=value', `actors` ids or names."""

    by: str
    reason: str
    until: datetime
    rules: Sequence[str] = ()
    labels: Sequence[str] = ()
    actors: Sequence[str] = ()
    alerts: Sequence[int] = ()
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """The silence, and what its author should know."""

    silence: Silence
    remarks: tuple[str, ...] = field(default=())


def understood(typed: Typed, config: Config, *, now: datetime) -> Understood:
    """Check what was typed against the rules and names that the configuration has."""
    labels = dict(map(_label, typed.labels))
    actors: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    if typed.rules or labels or typed.actors:
        loading = load_knowledge(config)
        actors = tuple(dict.fromkeys(_actor(name, loading.names.value) for name in typed.actors))
        if loading.knowledge is not None:
            require_rules(loading.knowledge, typed.rules)
            _require_labels(labels, loading.knowledge.rules)
            remarks = _about_everything(typed, labels, loading.knowledge.rules)
        elif typed.rules or labels:
            remarks = ("the rules on disk cannot be used, so rules and labels are taken as they are written",)
    silence = Silence(
        by=typed.by,
        reason=typed.reason,
        since=now,
        until=typed.until,
        labels=labels,
        rules=tuple(dict.fromkeys(typed.rules)),
        actors=actors,
        alerts=tuple(sorted(set(typed.alerts))),
        words=tuple(dict.fromkeys(typed.words)),
    )
    return Understood(silence=silence, remarks=remarks)


def until_from_text(text: str) -> datetime:
    """'2026-12-01', '2026-12-01 18:00' or ISO 8601 with a zone; by the clock of this machine without one.

    A date alone is its beginning. UTC comes out. Raises ValueError with the next step.
    """
    try:
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f'"{text}" is no time; write 2026-12-01 or "2026-12-01 18:00"') from error


def end_of(for_: str | None, until: str | None, *, now: datetime) -> datetime:
    """When a silence ends; one of both must be given. Raises ValueError with the next step."""
    if (for_ is None) == (until is None):
        raise ValueError("say until when, in one way: --for 7d, or --until 2026-12-01")
    if for_ is not None:
        span = duration_from_text(for_)
        if span <= timedelta(0):
            raise ValueError("a silence of no time hides nothing; write at least --for 1s")
        return now + span
    end = until_from_text(until or "")
    if end <= now:
        raise ValueError(f"{until} is over already; write a time to come")
    return end


def _label(text: str) -> tuple[str, str]:
    key, equals, value = (part.strip() for part in text.partition("="))
    if not (key and equals and value):
        raise VedetteError(f'"{text}" is no label; write key=value, like topic=war')
    return key, value


def _require_labels(labels: Mapping[str, str], rules: RuleSet) -> None:
    known = {(key, value) for rule in every_rule(rules) for key, value in rule.labels.items()}
    for key, value in labels.items():
        if (key, value) not in known:
            written = sorted(f"{k}={v}" for k, v in known)
            there = ", ".join(written) or "none"
            raise VedetteError(f'no rule has the label "{key}={value}"; {_meant(f"{key}={value}", written)}: {there}')


def _actor(name: str, gazetteer: Gazetteer) -> str:
    """The id of an actor or a person, by id or by name in any case."""
    if name in gazetteer.actor_ids:
        return name
    by_name = {_plain(gazetteer.name(id_)): id_ for id_ in sorted(gazetteer.actor_ids)}
    by_id = {_plain(id_): id_ for id_ in gazetteer.actor_ids}
    found = by_id.get(_plain(name)) or by_name.get(_plain(name))
    if found:
        return found
    if _plain(name) in {_plain(word) for id_ in gazetteer.place_ids for word in (id_, gazetteer.name(id_))}:
        raise VedetteError(f'"{name}" is a place, not an actor; to silence by it write --words "{name}"')
    near = difflib.get_close_matches(_plain(name), (*by_id, *by_name), n=3, cutoff=0.6)
    meant = dict.fromkeys(by_id.get(word) or by_name[word] for word in near)
    hint = (
        f"did you mean {' or '.join(f'{id_} ({gazetteer.name(id_)})' for id_ in meant)}?"
        if meant
        else ("write an id or a name as the files under actors/ have it")
    )
    raise VedetteError(f'there is no actor "{name}"; {hint}')


def _plain(name: str) -> str:
    return fold(name).text.strip()


def _meant(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean {close[0]}? There are" if close else "there are"


def _about_everything(typed: Typed, labels: Mapping[str, str], rules: RuleSet) -> tuple[str, ...]:
    """A warning for a silence that no rule escapes, whatever the texts say."""
    if typed.actors or typed.alerts or typed.words:
        return ()
    free = [
        rule.id
        for rule in every_rule(rules)
        if (typed.rules and rule.id not in typed.rules)
        or any(rule.labels.get(key) != value for key, value in labels.items())
    ]
    return () if free else ("this hides everything: every rule in force falls under it",)

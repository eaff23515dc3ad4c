"""What `vedette silence` and `vedette ack` print: tables and sentences for a person, JSON types for scripts.

In: the configuration, or a writing verb's answer. Out: text. Opens the database read-only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from monitor.config import Config
from monitor.model import Acknowledgement
from monitor.service.steering import conditions
from monitor.service.table import Row, Table, counted
from monitor.service.views import as_json, iso, looking, moment
from monitor.storage import SilenceRecord

Environ = Mapping[str, str]


def silences_table(config: Config, environ: Environ, *, ended: bool, now: datetime) -> Table:
    """One row a silence, those that ended too if wanted; its reason beneath it."""
    found = _records(config, environ, ended=ended, now=now)
    return Table(
        header=("id", "what", "since", "until", "by", "held back"),
        rows=tuple(_row(record, now) for record in found),
        wide=frozenset({"what"}),
        empty='Nothing is silenced. `vedette silence add --rule ID --for 7d --reason "…"` does it.',
        after=""
        if ended
        else "`vedette silence list --all` shows those that ended; `vedette silence end ID` ends one.",
    )


def _row(record: SilenceRecord, now: datetime) -> Row:
    silence = record.silence
    end = f"{moment(silence.until)}{' (ended)' if silence.until <= now else ''}"
    cells = (str(silence.id), conditions(silence), moment(silence.since), end, silence.by, held_back(record))
    early = f" (ended early by {silence.ended_by})" if silence.ended_by else ""
    return Row(cells=cells, note=f"{silence.reason}{early}")


def held_back(record: SilenceRecord) -> str:
    """'12 tellings of 4 alerts', or 'nothing'."""
    if not record.tellings:
        return "nothing"
    return f"{counted(record.tellings, 'telling')} of {counted(record.alerts, 'alert')}"


def silences_as_json(config: Config, environ: Environ, *, ended: bool, now: datetime) -> list[dict[str, Any]]:
    """One object a silence, with what it held back so far."""
    return [
        {
            **as_json(record.silence),
            "active": record.silence.until > now,
            "tellings": record.tellings,
            "alerts_held_back": record.alerts,
            "noted_at": iso(record.noted_at) if record.noted_at else None,
        }
        for record in _records(config, environ, ended=ended, now=now)
    ]


def _records(config: Config, environ: Environ, *, ended: bool, now: datetime) -> tuple[SilenceRecord, ...]:
    with looking(config, environ) as store:
        return store.steering.records(active_at=None if ended else now)


def added_text(answer: Mapping[str, Any]) -> str:
    """That a silence holds, and how to end it."""
    silence = answer["silence"]
    end = moment(datetime.fromisoformat(silence["until"]))
    return f"Silence {silence['id']} holds until {end}.\nundo: vedette silence end {silence['id']}"


def acknowledged_text(answer: Mapping[str, Any]) -> str:
    """What was acknowledged, and how to take it back."""
    one = answer["acknowledgement"]
    alert, by = one["alert_id"], one["by"]
    lines = [f"Alert {alert} is acknowledged by {by}: no reminders and no escalation any more."]
    if one["false_positive"]:
        rules = ", ".join(one["rules"])
        named = " ".join(f"--rule {rule}" for rule in one["rules"])
        lines = [
            f"Alert {alert} is a false positive of {rules}, says {by}: quiet on this story from now on.",
            f"as an example for the rule file: vedette alerts examples {named}",
        ]
    return "\n".join([*lines, f"undo: vedette ack {alert} --undo"])


def undone_text(alert_id: int, answer: Mapping[str, Any]) -> str:
    """What was taken back."""
    whose = ", ".join(dict.fromkeys(one["by"] for one in answer["undone"]))
    return f"Alert {alert_id} is not acknowledged any more; taken back: what {whose} said."


def acknowledgement_line(one: Acknowledgement) -> str:
    """Who, when and why: 'acknowledged by anna: on it'."""
    what = f"a false positive of {', '.join(one.rules)}, says" if one.false_positive else "acknowledged by"
    return f"{moment(one.at)}   {what} {one.by}{f': {one.note}' if one.note else ''}"

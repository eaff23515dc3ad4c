"""Silences and acknowledgements, as the daemon or the verb itself carries them out.

In: JSON arguments that the command line has checked, the time. Out: what was done, as JSON types, with the verb that
takes it back. Never sends: what is due next is judged by what stands then.
"""

from __future__ import annotations

import json
from typing import Any

from monitor.errors import RowRefused
from monitor.model import Acknowledgement, Silence
from monitor.service.asked import Asked
from monitor.service.views import as_json
from monitor.storage import Store, codec

Json = dict[str, Any]


def add_silence(store: Store, asked: Asked) -> Json:
    """Keep a silence from now on; `RowRefused` for one without a condition, an author, a reason or a future end."""
    silence = codec.load(Silence, json.dumps({**asked.arguments, "since": asked.now.isoformat()}))
    if not conditions(silence):
        raise RowRefused("a silence needs a condition: a rule, a label, an actor, an alert or words")
    if not silence.by.strip() or not silence.reason.strip():
        raise RowRefused("a silence needs an author and a reason")
    if silence.until <= asked.now:
        raise RowRefused(f"a silence until {silence.until:%Y-%m-%d %H:%M} UTC is over already")
    for alert_id in silence.alerts:
        store.deliveries.alert(alert_id)
    return {"silence": as_json(store.steering.add_silence(silence))}


def end_silence(store: Store, asked: Asked) -> Json:
    """End a silence now."""
    ended = store.steering.end_silence(int(asked.arguments["id"]), by=str(asked.arguments["by"]), now=asked.now)
    return {"silence": as_json(ended)}


def acknowledge(store: Store, asked: Asked) -> Json:
    """Keep that somebody saw an alert, or that rules were wrong about it."""
    given = codec.load(Acknowledgement, json.dumps({**asked.arguments, "at": asked.now.isoformat()}))
    return {"acknowledgement": as_json(store.steering.acknowledge(given))}


def take_back(store: Store, asked: Asked) -> Json:
    """Undo what was acknowledged of an alert."""
    alert_id = int(asked.arguments["alert_id"])
    undone = store.steering.undo(alert_id, by=str(asked.arguments["by"]), now=asked.now)
    return {"undone": [as_json(one) for one in undone]}


def conditions(silence: Silence) -> str:
    """What a silence asks for, in a line: 'rule coups; label topic=war; words "Bangui"'. Empty: it asks for nothing."""
    parts = (
        _part("rule", silence.rules),
        _part("label", [f"{key}={value}" for key, value in sorted(silence.labels.items())]),
        _part("actor", silence.actors),
        _part("alert", map(str, silence.alerts)),
        _part("words", [f'"{word}"' for word in silence.words]),
    )
    return "; ".join(part for part in parts if part)


def _part(what: str, values: Any) -> str:
    found = " or ".join(values) if what in {"rule", "actor", "alert"} else " and ".join(values)
    return f"{what} {found}" if found else ""

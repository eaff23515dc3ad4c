"""Stories sorted by hand: `vedette alerts split` and `merge`, as the daemon or the verb itself carries them out.

In: ids, a name, the routes. Out: what was decided, as JSON types, with the verb that takes it back. Never decides what
belongs together: somebody did.
"""

from __future__ import annotations

from typing import Any

from monitor.service.asked import Asked
from monitor.storage import Store
from monitor.storage.by_hand import Decision


def split_alert(store: Store, asked: Asked) -> dict[str, Any]:
    """Make articles of an alert an alert of their own; raises `RowRefused` in plain words."""
    alert, articles = int(asked.arguments["alert"]), [int(one) for one in asked.arguments["articles"]]
    done = store.stories.split(alert, articles, by=_by(asked), now=asked.now, routes=asked.routes)
    return _answer(done, undo=f"vedette alerts merge {done.alert_id} {done.other_alert_id}")


def merge_alerts(store: Store, asked: Asked) -> dict[str, Any]:
    """Put all articles of one alert into another; raises `RowRefused` in plain words."""
    alert, other = int(asked.arguments["alert"]), int(asked.arguments["other"])
    done = store.stories.merge(alert, other, by=_by(asked), now=asked.now, routes=asked.routes)
    moved = " ".join(map(str, done.articles))
    return _answer(done, undo=f"vedette alerts split {done.alert_id} {moved}")


def sorted_text(answer: dict[str, Any]) -> str:
    """What was done, and how to take it back."""
    alert, other, number = answer["alert"], answer["other"], len(answer["articles"])
    moved = "1 article" if number == 1 else f"{number} articles"
    if answer["verb"] == "split":
        done = f"Alert {other} was split off from alert {alert}, with {moved}."
    else:
        done = f"Alert {other} was merged into alert {alert}, with {moved}; it stays as history."
    return f"{done}\nundo: {answer['undo']}"


def _answer(done: Decision, *, undo: str) -> dict[str, Any]:
    return {
        "verb": done.verb,
        "alert": done.alert_id,
        "other": done.other_alert_id,
        "articles": list(done.articles),
        "by": done.by,
        "undo": undo,
    }


def _by(asked: Asked) -> str:
    return " ".join(str(asked.arguments.get("by") or "").split())[:80] or "somebody"

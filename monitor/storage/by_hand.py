"""Stories sorted by hand: one alert taken apart, or two made one, in one transaction under the join lock.

In: ids of alerts and articles, who decides, the routes. Out: the alerts as they then are, the tellings that follow,
and the decision, remembered. What a reader was told of one alert he knows of the other: nobody is told the same again.

Later joining respects the hand by where the members are. A new article is compared with members, so it joins the
better half of a split; an edited one meets its own earlier self first, and stays where that is; and no step of the
program ever merges two stories by itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, or_, select, update

from monitor.alerting import tellings
from monitor.alerting.regroup import known_of_both, known_of_part, parts, united
from monitor.alerting.view import view_of
from monitor.config import Route
from monitor.errors import RowRefused
from monitor.model import Alert, AlertKind, DeliveryState, Evidence, JoinKind, Reason, Revision, Told, View
from monitor.storage import moving, rows, tables
from monitor.storage.announce import store_alert
from monitor.storage.claim import unheld
from monitor.storage.engine import snapshot, transaction
from monitor.storage.known import keep_known
from monitor.storage.session import take_join_lock
from monitor.storage.tellings import OPEN, supersede, told_of

SPLIT, MERGE = "split", "merge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A split or merge by hand: `articles` were moved between the alerts. `id` counts from 1."""

    id: int = 0
    at: datetime
    by: str
    verb: str  # split | merge
    alert_id: int = 0  # the alert that was split, or that the other was merged into
    other_alert_id: int = 0  # the alert that was split off, or merged away
    articles: tuple[int, ...]


class StoryStore:
    """What people decide about stories. Every method raises `RowRefused`, in plain words, for what cannot be done."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def split(
        self, alert_id: int, article_ids: Collection[int], *, by: str, now: datetime, routes: Sequence[Route]
    ) -> Decision:
        """Make these articles of an alert a story and an alert of their own, `other_alert_id` of the answer.

        Readers who were told of the alert know the new one as far as they know its facts; who is told, and by which
        route, is decided for both alerts as for any that grew.
        """
        with transaction(self._engine) as connection:
            take_join_lock(connection)
            alert, moved = _alert(connection, alert_id), tuple(sorted(set(article_ids)))
            _check_parts(alert, moved)
            why = moving.evidence_by_article(connection, _story(alert))
            kept, taken = parts(alert, moved, evidence=why)
            new_story = moving.open_beside(connection, _story(alert), moved, now=now)
            said = Evidence(
                kind=JoinKind.BY_HAND, detail=f"split from alert {alert_id} by {by}", with_story=alert.story_id
            )
            moving.note_by_hand(connection, moved, said)
            taken = _noted(replace(taken, evidence=(*taken.evidence, said)), Reason.SPLIT, said.detail, now=now)
            taken_id = store_alert(connection, taken, (), story_id=new_story, now=now)
            taken = _alert(connection, taken_id)
            kept = _noted(kept, Reason.SPLIT, f"alert {taken_id} was split off by {by}", now=now)
            _move_findings(connection, alert_id, to=taken_id, article_ids=moved)
            _tell_parts(connection, alert, kept, taken, routes=routes, now=now)
            decision = Decision(at=now, by=by, verb=SPLIT, articles=moved)
            return _remembered(connection, decision, kept, taken)

    def merge(self, alert_id: int, other_alert_id: int, *, by: str, now: datetime, routes: Sequence[Route]) -> Decision:
        """Put all articles of the other alert into the first. The other stays as history, marked `merged_into`."""
        with transaction(self._engine) as connection:
            take_join_lock(connection)
            if alert_id == other_alert_id:
                raise RowRefused(f"alert {alert_id} cannot be merged with itself; name two alerts")
            alert, other = _alert(connection, alert_id), _alert(connection, other_alert_id)
            moved = moving.pour(connection, _story(other), into_id=_story(alert))
            said = Evidence(
                kind=JoinKind.BY_HAND, detail=f"merged with alert {other_alert_id} by {by}", with_story=other.story_id
            )
            moving.note_by_hand(connection, moved, said)
            whole = united(alert, other)
            whole = _noted(replace(whole, evidence=(*whole.evidence, said)), Reason.MERGED, said.detail, now=now)
            gone = replace(other, merged_into=alert_id)
            gone = _noted(gone, Reason.MERGED, f"merged into alert {alert_id} by {by}", now=now)
            _move_findings(connection, other_alert_id, to=alert_id)
            _tell_whole(connection, whole, gone, routes=routes, now=now)
            decision = Decision(at=now, by=by, verb=MERGE, articles=moved)
            return _remembered(connection, decision, whole, gone)

    def decisions(self, alert_id: int) -> tuple[Decision, ...]:
        """What was decided about an alert by hand, earliest first."""
        table = tables.story_decision
        about = or_(table.c.alert_id == alert_id, table.c.other_alert_id == alert_id)
        with snapshot(self._engine) as connection:
            found = connection.execute(select(table).where(about).order_by(table.c.id)).mappings().all()
        return tuple(
            Decision(
                id=row["id"],
                at=row["at"],
                by=row["by"],
                verb=row["verb"],
                alert_id=row["alert_id"],
                other_alert_id=row["other_alert_id"],
                articles=tuple(json.loads(row["articles"])),
            )
            for row in found
        )


def _alert(connection: Connection, alert_id: int) -> Alert:
    """A story's alert that is still its own."""
    wanted = select(tables.alert).where(tables.alert.c.id == alert_id)
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        raise RowRefused(f"there is no alert {alert_id}; `vedette alerts` lists those there are")
    alert = rows.alert_of(row)
    if alert.kind is not AlertKind.STORY or alert.story_id is None:
        raise RowRefused(
            f"alert {alert_id} is of kind {alert.kind.value}; only alerts of stories have articles to sort"
        )
    if alert.merged_into is not None:
        raise RowRefused(f"alert {alert_id} was merged into alert {alert.merged_into}; name that one")
    return alert


def _story(alert: Alert) -> int:
    if alert.story_id is None:
        raise RowRefused(f"alert {alert.id} belongs to no story")
    return alert.story_id


def _check_parts(alert: Alert, moved: tuple[int, ...]) -> None:
    present = sorted({item.article_id for item in alert.findings})
    listed = ", ".join(map(str, present))
    if not moved:
        raise RowRefused(f"no article was named; alert {alert.id} has {listed}")
    strange = sorted(set(moved) - set(present))
    if strange:
        names = ", ".join(map(str, strange))
        raise RowRefused(f"alert {alert.id} has no article {names}; it has {listed}")
    if len(moved) == len(present):
        raise RowRefused(f"these are all articles of alert {alert.id}; leave at least one, or leave it as it is")


def _noted(alert: Alert, reason: Reason, detail: str, *, now: datetime) -> Alert:
    number = alert.revisions[-1].number + 1 if alert.revisions else 1
    revision = Revision(number=number, at=now, reasons=(reason,), detail=(detail,))
    return replace(alert, revisions=(*alert.revisions, revision))


def _move_findings(
    connection: Connection, alert_id: int, *, to: int, article_ids: tuple[int, ...] | None = None
) -> None:
    table = tables.finding
    which = table.c.alert_id == alert_id
    if article_ids is not None:
        which &= table.c.article_id.in_(article_ids)
    connection.execute(update(table).where(which).values(alert_id=to))


def _tell_parts(
    connection: Connection, whole: Alert, kept: Alert, taken: Alert, *, routes: Sequence[Route], now: datetime
) -> None:
    """Store the part that stays and what follows: who waited for a telling of the whole is told of each part."""
    told = told_of(connection, whole.id, now=now)
    for part, telling in ((kept, None), (taken, 1)):
        known = (_knows_part(it, whole, part) for it in told)
        keep_known(connection, part.id, [it if telling is None else replace(it, telling=telling) for it in known if it])
        follows = tellings(part, routes, told_of(connection, part.id, now=now), now=now)
        store_alert(connection, part, follows, story_id=part.story_id, now=now)
    _overtake(connection, kept, by=taken, now=now)


def _knows_part(reader: Told, whole: Alert, part: Alert) -> Told | None:
    """What a reader of the whole knows of a part; None for one who never heard of these articles."""
    if reader.view is None:
        return None
    heard = set(reader.view.rules)
    seen = _view_by(part, heard)
    if not seen.rules:
        return None
    return replace(reader, view=known_of_part(reader.view, _view_by(whole, heard), seen))


def _view_by(alert: Alert, rules: Collection[str]) -> View:
    """What the alert's findings by these rules say."""
    return view_of(alert, [item for item in alert.findings if item.finding.match.rule in rules])


def _tell_whole(connection: Connection, whole: Alert, gone: Alert, *, routes: Sequence[Route], now: datetime) -> None:
    """Store the alert that stays and what follows; whatever waited of the other is said by this one."""
    told, elsewhere = told_of(connection, whole.id, now=now), told_of(connection, gone.id, now=now)
    keep_known(connection, whole.id, [_knows(it, told, whole) for it in elsewhere if it.view is not None])
    told = told_of(connection, whole.id, now=now)
    store_alert(connection, gone, (), story_id=gone.story_id, now=now)
    store_alert(connection, whole, tellings(whole, routes, told, now=now), story_id=whole.story_id, now=now)
    _overtake(connection, gone, by=whole, now=now)


def _knows(reader: Told, told: Sequence[Told], whole: Alert) -> Told:
    """What a reader of the alert that goes knows of the whole, with what he was told of the one that stays."""
    view, seen = reader.view, view_of(whole, whole.findings)
    for it in told:
        if it.recipient == reader.recipient and it.view is not None and view is not None:
            view = known_of_both(view, it.view, seen)
    return replace(reader, view=view)


def _overtake(connection: Connection, alert: Alert, *, by: Alert, now: datetime) -> None:
    """Have open tellings of `alert` that nobody has begun to send superseded by the recipient's latest one of `by`.

    Only those from before: one that was made for the present state of `alert` itself stays. A recipient who has no
    telling of `by` keeps his.
    """
    table = tables.delivery
    latest = table.alias("latest")
    alive = (*OPEN, DeliveryState.SENT.value, DeliveryState.IN_DIGEST.value)
    newer = select(latest.c.recipient, latest.c.id).where(latest.c.alert_id == by.id, latest.c.state.in_(alive))
    by_recipient = {row.recipient: row.id for row in connection.execute(newer.order_by(latest.c.id))}
    for recipient, delivery_id in by_recipient.items():
        waiting = (table.c.alert_id == alert.id) & (table.c.recipient == recipient) & table.c.state.in_(OPEN)
        before = table.c.revision < alert.revisions[-1].number
        supersede(connection, waiting & before & unheld(table, now), delivery_id)


def _remembered(connection: Connection, decision: Decision, alert: Alert, other: Alert) -> Decision:
    """The decision with its number, once it is stored."""
    table = tables.story_decision
    row = {
        "at": decision.at,
        "by": decision.by,
        "verb": decision.verb,
        "story_id": alert.story_id,
        "other_story_id": other.story_id,
        "alert_id": alert.id,
        "other_alert_id": other.id,
        "articles": json.dumps(decision.articles),
    }
    decision_id = connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
    return replace(decision, id=decision_id, alert_id=alert.id, other_alert_id=other.id)

"""What people do to alerts: silences, acknowledgements, false positives. Nothing is kept in memory: all counts at once.

In: a `Silence` or an `Acknowledgement`, who and when. Out: those that stand now, and what each silence held back.
Never deletes: a silence that ended and an acknowledgement that was undone stay as history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, Select, func, insert, select, update

from monitor.errors import RowRefused
from monitor.model import Acknowledgement, Alert, Delivery, DeliveryState, Silence, Standing
from monitor.storage import codec, rows, tables
from monitor.storage.announce import announce
from monitor.storage.engine import snapshot, transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceRecord:
    """A silence with what it has held back so far. `noted_at`: when its end was told."""

    silence: Silence
    tellings: int = 0
    alerts: int = 0
    noted_at: datetime | None = None


EndNote = Callable[[SilenceRecord], tuple[Alert, Sequence[Delivery]]]


class Steering:
    """Silences and acknowledgements. What cannot be done is `RowRefused`, in plain words."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def standing(self, alert_id: int, *, now: datetime) -> Standing:
        """What bears on a telling of the alert, as of one moment; without what was sent lately."""
        with snapshot(self._engine) as connection:
            acknowledged = _acknowledgements(connection, alert_id)
            return Standing(silences=_active(connection, now), acknowledgements=acknowledged)

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """The silences that hold now, the first to end first."""
        with transaction(self._engine) as connection:
            return _active(connection, now)

    def acknowledgements(self, alert_id: int) -> tuple[Acknowledgement, ...]:
        """Acknowledgements of the alert that nobody took back, oldest first."""
        with transaction(self._engine) as connection:
            return _acknowledgements(connection, alert_id)

    def add_silence(self, silence: Silence) -> Silence:
        """Keep a silence; it holds from the moment on in which this returns. The answer carries its id."""
        table = tables.silence
        values = {"since": silence.since, "until": silence.until, "content": codec.dump(Silence, silence)}
        with transaction(self._engine) as connection:
            stored = connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
        return replace(silence, id=stored)

    def end_silence(self, silence_id: int, *, by: str, now: datetime) -> Silence:
        """End a silence before its time."""
        table = tables.silence
        with transaction(self._engine) as connection:
            found = connection.execute(select(table).where(table.c.id == silence_id).with_for_update()).one_or_none()
            if found is None:
                raise RowRefused(f"there is no silence {silence_id}; `vedette silence list` lists those there are")
            silence = _silence_of(found)
            if silence.until <= now:
                raise RowRefused(f"silence {silence_id} ended at {silence.until:%Y-%m-%d %H:%M} UTC already")
            ended = replace(silence, until=now, ended_by=by)
            changed = {"until": now, "content": codec.dump(Silence, ended)}
            connection.execute(update(table).where(table.c.id == silence_id).values(changed))
        return ended

    def records(self, *, active_at: datetime | None = None) -> tuple[SilenceRecord, ...]:
        """All silences, or those that hold at a moment, oldest first, with what each held back."""
        wanted = _with_counts()
        if active_at is not None:
            wanted = wanted.where(tables.silence.c.until > active_at)
        with snapshot(self._engine) as connection:
            return tuple(map(_record_of, connection.execute(wanted)))

    def note_ended(self, note: EndNote, *, now: datetime) -> tuple[SilenceRecord, ...]:
        """Tell of every silence that ended and was not told of, each once however many processes ask; those told of."""
        table, told = tables.silence, []
        wanted = _with_counts().where(table.c.until <= now, table.c.noted_at.is_(None))
        with transaction(self._engine) as connection:
            for found in connection.execute(wanted).all():
                mine = update(table).where(table.c.id == found.id, table.c.noted_at.is_(None)).values(noted_at=now)
                if connection.execute(mine).rowcount != 1:
                    continue
                record = _record_of(found)
                announce(connection, *note(record), now=now)
                told.append(replace(record, noted_at=now))
        return tuple(told)

    def acknowledge(self, given: Acknowledgement) -> Acknowledgement:
        """Keep that somebody saw an alert; the answer carries its id.

        Of a false positive the rules are kept by name: all that fired so far, when none is given.
        """
        table = tables.acknowledgement
        with transaction(self._engine) as connection:
            alert = _alert(connection, given.alert_id)
            kept = replace(given, rules=_wrong(alert, given.rules)) if given.false_positive else given
            values = {"alert_id": kept.alert_id, "at": kept.at, "content": codec.dump(Acknowledgement, kept)}
            stored = connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
        return replace(kept, id=stored)

    def undo(self, alert_id: int, *, by: str, now: datetime) -> tuple[Acknowledgement, ...]:
        """Take back all that was acknowledged of an alert, false positives too; those taken back."""
        table = tables.acknowledgement
        with transaction(self._engine) as connection:
            _alert(connection, alert_id)
            standing = _acknowledgements(connection, alert_id)
            if not standing:
                raise RowRefused(f"nobody has acknowledged alert {alert_id}, so there is nothing to undo")
            which = table.c.id.in_([one.id for one in standing])
            connection.execute(update(table).where(which).values(undone_at=now, undone_by=by))
        return standing

    def false_positives(self, rules: Iterable[str] = ()) -> tuple[tuple[Acknowledgement, Alert], ...]:
        """All standing false positives with their alerts, oldest first; with `rules`, only those that name one."""
        wanted, table = set(rules), tables.acknowledgement
        with snapshot(self._engine) as connection:
            everything = select(table).where(table.c.undone_at.is_(None)).order_by(table.c.id)
            given = [_acknowledgement_of(row) for row in connection.execute(everything)]
            false = [one for one in given if one.false_positive and (not wanted or wanted & set(one.rules))]
            return tuple((one, _alert(connection, one.alert_id, merged=True)) for one in false)


def _active(connection: Connection, now: datetime) -> tuple[Silence, ...]:
    table = tables.silence
    found = connection.execute(select(table).where(table.c.until > now).order_by(table.c.until, table.c.id))
    return tuple(map(_silence_of, found))


def _acknowledgements(connection: Connection, alert_id: int) -> tuple[Acknowledgement, ...]:
    table = tables.acknowledgement
    wanted = select(table).where(table.c.alert_id == alert_id, table.c.undone_at.is_(None)).order_by(table.c.id)
    return tuple(map(_acknowledgement_of, connection.execute(wanted)))


def _with_counts() -> Select[tuple[object, ...]]:
    table, delivery = tables.silence, tables.delivery
    held = (delivery.c.silence_id == table.c.id) & (delivery.c.state == DeliveryState.SILENCED.value)
    return (
        select(
            table,
            func.count(delivery.c.id).label("tellings"),
            func.count(delivery.c.alert_id.distinct()).label("alerts"),
        )
        .join(delivery, held, isouter=True)
        .group_by(table.c.id)
        .order_by(table.c.id)
    )


def _silence_of(row: Row[tuple[object, ...]]) -> Silence:
    return replace(codec.load(Silence, row.content), id=row.id)


def _record_of(row: Row[tuple[object, ...]]) -> SilenceRecord:
    return SilenceRecord(silence=_silence_of(row), tellings=row.tellings, alerts=row.alerts, noted_at=row.noted_at)


def _acknowledgement_of(row: Row[tuple[object, ...]]) -> Acknowledgement:
    return replace(codec.load(Acknowledgement, row.content), id=row.id)


def _alert(connection: Connection, alert_id: int, *, merged: bool = False) -> Alert:
    found = connection.execute(select(tables.alert).where(tables.alert.c.id == alert_id)).mappings().one_or_none()
    if found is None:
        raise RowRefused(f"there is no alert {alert_id}; `vedette alerts` lists those there are")
    alert = rows.alert_of(found)
    if alert.merged_into is not None and not merged:
        raise RowRefused(f"alert {alert_id} was merged into alert {alert.merged_into}; say it of that one")
    return alert


def _wrong(alert: Alert, named: Sequence[str]) -> tuple[str, ...]:
    """The rules called wrong: those named, all that fired when none is."""
    if not alert.rules:
        raise RowRefused(f"no rule fired on alert {alert.id}, so none can be wrong; acknowledge it without that")
    if strange := [rule for rule in named if rule not in alert.rules]:
        raise RowRefused(f"the rule {strange[0]} did not fire on alert {alert.id}; these did: {', '.join(alert.rules)}")
    return tuple(dict.fromkeys(named)) or alert.rules

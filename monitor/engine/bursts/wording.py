"""Burst rules in plain words: what one asks, how it stands, what happened. Values in, sentences out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.engine.bursts.counting import Usual
from monitor.engine.bursts.judge import Ended, Fired, Standing
from monitor.engine.bursts.rules import Burst
from monitor.engine.bursts.schema import FirstSeenSpec, SilenceSpec, SpikeSpec
from monitor.model import Event, Thing

_ONE = {"stories": "story", "articles": "article", "sources": "source"}
_EACH = {timedelta(days=1): "a day", timedelta(hours=1): "an hour", timedelta(days=7): "a week"}
_WHAT = {"listed": "listed name"}
_MANY = {"country": "countries"}
_A = {"actor": "an"}
_NAMED = 3  # things named in a headline
_UNITS = ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute"))


def span_in_words(span: timedelta) -> str:
    """`14 days`, `24 hours`, `90 minutes`: the largest unit that says it without a fraction, but `1 day` as hours.

    What is no whole number of minutes is cut.
    """
    for unit, name in _UNITS:
        number, rest = divmod(span, unit)
        if number and not rest and not (name == "day" and number == 1):
            return _counted(number, name)
    return _counted(span // timedelta(minutes=1), "minute")


def about(span: timedelta) -> str:
    """The span in whole hours, or days if it is long; less than an hour in minutes."""
    if span < timedelta(hours=1):
        return _counted(span // timedelta(minutes=1), "minute")
    hours = round(span / timedelta(hours=1))
    return _counted(hours, "hour") if hours < 72 else _counted(round(hours / 24), "day")  # noqa: PLR2004 - three days


def headline(burst: Burst, thing: Thing | None = None, more: Sequence[Thing] = ()) -> str:
    """The rule's title, and what it is about this time."""
    names = [one.name for one in ((thing,) if thing and thing.id else more)]
    shown = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    return f"{burst.title}: {shown}" if shown else burst.title


def what_happened(burst: Burst, fired: Fired, *, now: datetime, since: datetime) -> str:
    """The sentences of an alert. `since` is when the archive begins."""
    asked, standing = burst.asked, fired.standing
    if isinstance(asked, FirstSeenSpec):
        return _first_seen(asked, fired, since=since)
    assert standing is not None
    if isinstance(asked, SilenceSpec):
        last = fired.events[-1]
        return f"{_silent(asked, standing)}. The last one came {moment(last.at)}: {_title(last)}."
    return f"{_risen(asked, standing, now=now)}."


def what_ended(ended: Ended) -> str:
    """The sentence of the end of a silence."""
    return f"It is over: {_title(ended.event)} came {moment(ended.event.at)}."


def reasons(burst: Burst, *, until: datetime | None) -> tuple[str, ...]:
    """Why it fired, and until when it keeps quiet, a line each."""
    return (asks(burst), *((f"no further alert about this before {moment(until)}",) if until else ()))


def asks(burst: Burst) -> str:
    """What the rule asks, in words."""
    asked = burst.asked
    of = f"alerts of {_rules(asked.of)}"
    if isinstance(asked, FirstSeenSpec):
        what = _WHAT.get(asked.what, asked.what)
        return f"{_A.get(what, 'a')} {what} that {of} did not name in {span_in_words(asked.not_in)}"
    each = "" if asked.group_by == "none" else f", each {asked.group_by.removeprefix('label.')} by itself"
    window = span_in_words(asked.window)
    if isinstance(asked, SilenceSpec):
        before = span_in_words(asked.usual.average_of)
        usual = f"{_figure(asked.usual.at_least)} {_unit(asked.count, asked.usual.at_least)}"
        return f"no {_ONE[asked.count]} in {window} in {of}, where at least {usual} is usual ({before}){each}"
    many = f"at least {asked.at_least} {_unit(asked.count, asked.at_least)} in {window} in {of}"
    if asked.compared_to is None:
        return f"{many}{each}"
    times, before = _figure(asked.compared_to.times), span_in_words(asked.compared_to.average_of)
    return f"{many}, and {times} times the average of the {before} before{each}"


def stands(burst: Burst, standing: Standing, *, now: datetime) -> str:
    """How a group stands, for whoever asks why nothing was told."""
    asked, name = burst.asked, f"{standing.group.name}: " if standing.group.id else ""
    if isinstance(asked, SilenceSpec):
        return f"{name}{_quiet_so_far(asked, standing, now=now)}"
    assert isinstance(asked, SpikeSpec)
    if standing.learning:
        return f"{name}{_now(asked, standing, now=now)}; the archive is too young to tell"
    held = f"; it keeps quiet until {moment(standing.until)}" if standing.until else ""
    return f"{name}{_risen(asked, standing, now=now)}; it would take {_figure(_up(standing.needed))}{held}"


# --- sentences --------------------------------------------------------------------------------------------------


def _risen(asked: SpikeSpec, standing: Standing, *, now: datetime) -> str:
    return f"{_now(asked, standing, now=now)}{_where_usual(standing, asked.window, now=now)}"


def _now(asked: SpikeSpec, standing: Standing, *, now: datetime) -> str:
    """`6 stories in 24 hours`; or since the last alert, which counted what came before."""
    many = _counted(standing.count, _ONE[asked.count], asked.count)
    cut = standing.since > now - asked.window
    time = f"in the {about(now - standing.since)} since the last alert" if cut else f"in {span_in_words(asked.window)}"
    late = f" and in the {about(standing.late)} before, when nothing was read," if standing.late else ""
    return f"{many} {time}{late}"


def _where_usual(standing: Standing, window: timedelta, *, now: datetime) -> str:
    usual = standing.usual
    if usual is None:
        return ""
    where = f"{',' if standing.since > now - window else ''} where"
    over = f"({span_in_words(usual.over)})"
    if not usual.average:
        return f"{where} none is usual {over}"
    longer = max(1.0, (now - standing.since + standing.late) / window)
    ratio = standing.count / (usual.average * longer)
    return f"{where} {_usual(usual, window)} is usual {over}, {ratio:.1f} times as many"


def _silent(asked: SilenceSpec, standing: Standing) -> str:
    assert standing.usual is not None
    usual, over = _usual(standing.usual, asked.window), span_in_words(standing.usual.over)
    return f"No {_ONE[asked.count]} in {span_in_words(asked.window)} where {usual} is usual ({over})"


def _quiet_so_far(asked: SilenceSpec, standing: Standing, *, now: datetime) -> str:
    if not standing.events or standing.usual is None:
        return "nothing in the archive yet"
    last = about(now - standing.events[-1].at)
    if standing.learning:
        return f"the last one came {last} ago; the archive is too young to tell"
    usual, over = _usual(standing.usual, asked.window), span_in_words(standing.usual.over)
    needed = _figure(asked.usual.at_least)
    return f"the last one came {last} ago; {usual} is usual ({over}), and it would take {needed} and silence"


def _first_seen(asked: FirstSeenSpec, fired: Fired, *, since: datetime) -> str:
    event, what = fired.events[0], _WHAT.get(asked.what, asked.what)
    names = ", ".join(thing.name for thing in fired.things)
    known = event.at - since
    time = span_in_words(asked.not_in) if known >= asked.not_in else f"{about(known)}, since the archive began"
    one = len(fired.things) == 1
    kind, are = (what, "is") if one else (_MANY.get(what, f"{what}s"), "are")
    return (
        f"The {kind} {names} {are} named in alerts of {_rules(asked.of)} for the first time in {time}: {_title(event)}."
    )


# --- words ------------------------------------------------------------------------------------------------------


def moment(when: datetime) -> str:
    """A time for people, in UTC."""
    return f"{when:%Y-%m-%d %H:%M} UTC"


def _title(event: Event) -> str:
    title = f"“{event.title}”" if event.title else "an article without a title"
    return f"{title} ({event.source})" if event.source else title


def _usual(usual: Usual, window: timedelta) -> str:
    return f"{usual.average:.1f} {_EACH.get(window, 'in ' + span_in_words(window))}"


def _rules(of: Sequence[str]) -> str:
    return f"the rule {of[0]}" if len(of) == 1 else f"the rules {', '.join(of)}"


def _figure(number: float) -> str:
    return f"{number:g}"


def _up(number: float) -> int:
    return -int(-number // 1)


def _unit(count: str, number: float) -> str:
    return _ONE[count] if number == 1 else count


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"

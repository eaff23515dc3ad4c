"""Who, where, when, how many, which resolution, who is listed: the facts of an alert's findings as rows to print.

In: the contexts of the findings, one an article. Out: `Fact` rows, each thing named once, in order of first mention.
Never invents: an amount is shown with the words of the text beside it when it is a range or bounded ('more than').
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.model import (
    Context,
    Entity,
    Listed,
    Match,
    NotListed,
    Quantity,
    ResolutionMention,
    Stance,
)
from notifiers.clean import clean_line, safe_link
from notifiers.language import ENGLISH, NAME, Reader

LABEL = 24  # of what a rule calls a value


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row: 'Where: Libya, Derna (LY)'. `more` counts what did not fit."""

    label: str
    items: tuple[str, ...]
    more: int = 0
    lines: bool = False  # each item on a line of its own: they are long


WEAKER = ("weak", "proposal", "identifier")  # how sure a hit of a list is, if not fully


def facts(contexts: Sequence[Context], *, limit: int, reader: Reader = ENGLISH) -> tuple[Fact, ...]:
    """The rows that have anything to say, each with at most `limit` items, as `reader` writes them."""
    names = {entity.id: reader.entity(entity) for context in contexts for entity in _entities(context)}
    rows: tuple[tuple[str, Callable[[Context], Iterable[str]]], ...] = (
        ("who", lambda c: (_who(entity, reader) for entity in (*c.mentions.people, *c.mentions.actors))),
        ("where", lambda c: (_where(place, reader) for place in c.mentions.places)),
        ("when", lambda c: (reader.mentioned(date) for date in c.dates)),
        ("how many", lambda c: (_amount(quantity, reader) for quantity in c.quantities)),
        ("resolutions", lambda c: (_resolution(item, reader) for item in c.resolutions)),
        ("listed", lambda c: (_listed(item, reader) for item in c.listed)),
    )
    made = [
        _row(reader.say(word), [text for context in contexts for text in read(context)], limit, lines=word == "listed")
        for word, read in rows
    ]
    missing = [item for context in contexts for item in context.not_listed]
    absent = _not_listed(missing, names, limit, reader)
    made.append(_row(reader.say("not listed"), absent, limit, lines=True))
    return tuple(row for row in made if row.items)


def taken_out(matches: Iterable[Match], *, limit: int) -> tuple[Fact, ...]:
    """What the rules were told to extract: 'Vessel: IMO 9074729'. The same name of two rules is one row."""
    values: dict[str, list[str]] = {}
    for match in matches:
        for name, texts in match.extracted.items():
            values.setdefault(name, []).extend(clean_line(text, NAME) for text in texts)
    return tuple(
        _row(clean_line(name.replace("-", " ").replace("_", " "), LABEL).capitalize(), texts, limit)
        for name, texts in values.items()
    )


def _row(label: str, texts: Iterable[str], limit: int, *, lines: bool = False) -> Fact:
    every = tuple(dict.fromkeys(text for text in texts if text))
    return Fact(label=label, items=every[:limit], more=len(every[limit:]), lines=lines)


def _entities(context: Context) -> tuple[Entity, ...]:
    return (*context.mentions.people, *context.mentions.actors, *context.mentions.places)


def _who(entity: Entity, reader: Reader) -> str:
    name = reader.entity(entity)
    return name if entity.confirmed else f"{name} ({reader.say('unconfirmed')})"


def _where(place: Entity, reader: Reader) -> str:
    name = reader.entity(place)
    return f"{name} ({place.country})" if place.country and place.kind != "country" else name


def _amount(quantity: Quantity, reader: Reader) -> str:
    of = f" {clean_line(quantity.of, NAME)}" if quantity.of else ""
    words = f" (“{clean_line(quantity.span.text, NAME)}”)"
    if quantity.low == quantity.high:
        return f"{reader.number(quantity.low)}{of}{words if quantity.bound else ''}"
    return f"{reader.number(quantity.low)}–{reader.number(quantity.high)}{of}{words}"


def _resolution(item: ResolutionMention, reader: Reader) -> str:
    unnumbered = f"“{clean_line(item.span.text, NAME)}” ({reader.say('no number')})"
    name = clean_line(item.id, NAME) if item.id else unnumbered
    return name if item.stance is Stance.REPORTED else f"{name}, {reader.say(item.stance.value)}"


def _listed(item: Listed, reader: Reader) -> str:
    about = [
        reader.say("entry", entry=clean_line(item.entry, NAME)),
        reader.apart(clean_line(", ".join(item.programmes), NAME)),
    ]
    if item.since:
        about.append(reader.say("since", day=reader.day(item.since)))
    elif item.on_list_by:
        about.append(reader.say("on list by", day=reader.day(item.on_list_by)))
    if item.as_of:
        about.append(reader.say("as of", day=reader.day(item.as_of)))
    if item.strength in WEAKER:
        about.append(reader.say(f"{item.strength} match"))
    link = safe_link(item.link) or ""
    where = reader.say("on list", list=reader.apart(clean_line(item.list, NAME)))
    return f"{reader.apart(clean_line(item.name, NAME))}: {where} ({'; '.join(a for a in about if a)}) {link}".rstrip()


def _not_listed(items: Sequence[NotListed], names: Mapping[str, str], limit: int, reader: Reader) -> Iterator[str]:
    """One text for all that the same lists do not have: 'A, B and 2 more: on none of the loaded lists'."""
    by_day: dict[date | None, dict[str, None]] = {}
    for item in items:
        by_day.setdefault(item.as_of, {})[clean_line(names.get(item.id, item.id), NAME)] = None
    for as_of, found in by_day.items():
        more = f" {reader.say('more', n=len(found) - limit)}" if len(found) > limit else ""
        when = f" ({reader.say('as of', day=reader.day(as_of))})" if as_of else ""
        yield f"{reader.apart(', '.join(list(found)[:limit]))}{more}: {reader.say('on no list')}{when}"

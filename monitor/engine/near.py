"""Find where all parts of a `near` stand close together.

Comes in: a `Near` and an article's `Layout`. Goes out: `Window`s, each with the spans that make it; or how far apart
the parts stand at best. Never looks outside the units that the condition names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from monitor.engine.closeness import may_be_close
from monitor.engine.countries import apart_by_country
from monitor.engine.found import in_order
from monitor.engine.layout import Layout
from monitor.engine.nodes import AllOf, AnyOf, AtLeast, Leaf, Near, Node
from monitor.model import Span

WINDOWS_AT_MOST = 200  # an article of nothing but hits proves no more than its first windows


class Window(NamedTuple):
    """A stretch that satisfies a condition. `first` and `last` number its words, `unit` its sentence or paragraph."""

    first: int
    last: int
    unit: int
    spans: tuple[Span, ...]


ByUnit = Mapping[int, Sequence[Window]]  # stretches by the sentence or paragraph in which they begin
_new = tuple.__new__
_in_order_of_text = itemgetter(0, 1)


def windows(near: Near, layout: Layout) -> tuple[Window, ...]:
    """The stretches in which a `near` holds, in order of their last part."""
    found: list[Window] = []
    placed = _placed(near, layout)
    within = near.within
    for unit in sorted(_shared(placed)):
        parts = [by_unit[unit] for by_unit in placed]
        companies = _companies(near, parts, layout) if near.different else _combinations(parts, ordered=near.ordered)
        for window in companies:
            if within is not None and _spread(window) > within:
                continue
            joined = _join(window, unit)
            if not (near.without and _is_disturbed(joined, near, layout)):
                found.append(joined)
            if len(found) >= WINDOWS_AT_MOST:
                return tuple(found)
    return tuple(found)


def _is_disturbed(window: Window, near: Near, layout: Layout) -> bool:
    """Whether something that must be absent stands in the same unit, and not farther than the distance that counts."""
    for part in near.without:
        for stretch in _stretches(part, near.unit, layout).get(window.unit, ()):
            apart = max(stretch.first - window.last, window.first - stretch.last)
            if near.within is None or apart <= near.within:
                return True
    return False


def _companies(near: Near, parts: Sequence[Sequence[Window]], layout: Layout) -> Iterator[tuple[Window, ...]]:
    """The combinations in which two countries are named."""

    def countries(stretch: Window) -> frozenset[str]:
        named = [layout.country_of(span) for span in stretch.spans]
        return frozenset([country for country in named if country])

    for apart in apart_by_country(parts, countries):
        yield from _combinations(apart, ordered=near.ordered)


def nearest(near: Near, layout: Layout) -> tuple[int, tuple[Span, ...]] | None:
    """How many words apart the parts stand at best, whatever the unit and the order; None when a part is absent."""
    anywhere = Near(within=None, unit=None, ordered=False, parts=near.parts)
    placed = _placed(anywhere, layout)
    found = [
        (_spread(window), in_order([span for stretch in window for span in stretch.spans]))
        for unit in _shared(placed)
        for window in _combinations([by_unit[unit] for by_unit in placed], ordered=False)
    ]
    return min(found, key=itemgetter(0)) if found else None


# --- where each part stands -------------------------------------------------------------------------------------


def _placed(near: Near, layout: Layout) -> list[ByUnit]:
    """Where each part stands; nothing when no unit has something of all."""
    if not may_be_close(near, layout):  # before any is placed
        return []
    for part in near.parts:
        if not _may_stand(part, layout):
            return []
    placed: list[ByUnit] = []
    for part in near.parts:
        placed.append(_stretches(part, near.unit, layout))
        if not _shared(placed):
            return []
    return placed


def _shared(placed: Sequence[ByUnit]) -> set[int]:
    """The units that have something of every part."""
    return set(placed[0]).intersection(*placed[1:]) if placed else set()


def _may_stand(node: Node, layout: Layout) -> bool:
    """Whether something of it is in the text at all."""
    if isinstance(node, Leaf):
        return bool(layout.at[node.key])
    known = layout.standing.get(id(node))
    if known is None:
        known = layout.standing[id(node)] = (node, _find_standing(node, layout))
    return known[1]


def _find_standing(node: Node, layout: Layout) -> bool:
    match node:
        case AnyOf() | AtLeast():
            return any(_may_stand(part, layout) for part in _likely(node, layout))
        case Near():
            return may_be_close(node, layout) and all(_may_stand(part, layout) for part in node.parts)
        case AllOf():
            return all(_may_stand(part, layout) for part in node.parts)
        case _:
            return False


def _likely(node: AnyOf | AtLeast, layout: Layout) -> Sequence[Node]:
    """Its parts without those whose words are not in the text: most of them. Once an article."""
    known = layout.likely.get(id(node))
    if known is None:
        may_have = layout.at.may_have
        likely = [part for part in node.parts if not isinstance(part, Leaf) or may_have(part.key)]
        known = layout.likely[id(node)] = (node, likely)
    return known[1]


def _stretches(node: Node, unit: str | None, layout: Layout) -> ByUnit:
    """Where a part of a `near` stands; worked out once an article for nodes that many conditions share."""
    known = layout.stretches.get((id(node), unit))
    if known is None:
        known = layout.stretches[id(node), unit] = (node, _work_out(node, unit, layout))
    return known[1]


def _work_out(node: Node, unit: str | None, layout: Layout) -> ByUnit:
    match node:
        case Leaf():
            return _of_leaf(node, unit, layout)
        case AnyOf() | AtLeast():
            return _of_any([_stretches(part, unit, layout) for part in _likely(node, layout)])
        case Near():
            found = windows(node, layout)
            return _grouped(found if node.unit == unit else [_moved(window, unit, layout) for window in found])
        case AllOf():
            return _stretches(Near(within=None, unit=unit, ordered=False, parts=node.parts), unit, layout)
        case _:  # what must be absent, and what has no place in a text
            return {}


def _of_leaf(leaf: Leaf, unit: str | None, layout: Layout) -> ByUnit:
    spans = layout.spans(leaf)
    if not spans:
        return {}
    found: dict[int, list[Window]] = {}
    for span, number, (first, last) in zip(spans, layout.units_of(spans, unit), layout.numbers(spans), strict=True):
        if number is None:
            continue
        window = _new(Window, (first, last, number, (span,)))
        if number in found:
            found[number].append(window)
        else:
            found[number] = [window]
    return found


def _of_any(parts: Sequence[ByUnit]) -> ByUnit:
    """What stands anywhere of several, in their order."""
    present = [part for part in parts if part]
    if len(present) == 1:
        return present[0]
    return {
        unit: list(chain.from_iterable([part[unit] for part in present if unit in part]))
        for unit in dict.fromkeys(chain.from_iterable(present))
    }


def _grouped(found: Sequence[Window]) -> ByUnit:
    by_unit: dict[int, list[Window]] = {}
    for window in found:
        by_unit.setdefault(window.unit, []).append(window)
    return by_unit


def _moved(window: Window, unit: str | None, layout: Layout) -> Window:
    """A `near` inside a `near` of another unit stands in the one in which it begins."""
    (number,) = layout.units_of(window.spans[:1], unit)
    return Window(window.first, window.last, -1 if number is None else number, window.spans)


# --- how close they stand ---------------------------------------------------------------------------------------


def _combinations(parts: Sequence[Sequence[Window]], *, ordered: bool) -> Iterator[tuple[Window, ...]]:
    """Of each part one stretch: for every stretch the closest company that stands before it or with it.

    One sweep in order of the text; a combination is given when its last part is met.
    """
    if not ordered and max(map(len, parts)) == 1:  # most of the time
        return iter((tuple([stretches[0] for stretches in parts]),))
    sweep = [(stretch[0], index, stretch) for index, stretches in enumerate(parts) for stretch in stretches]
    sweep.sort(key=_in_order_of_text)
    return _chains(sweep, len(parts)) if ordered else _sweeps(sweep, len(parts))


def _chains(sweep: Sequence[tuple[int, int, Window]], parts: int) -> Iterator[tuple[Window, ...]]:
    """Combinations in the order in which the parts are written."""
    chains: list[tuple[Window, ...] | None] = [None] * parts
    for _, index, stretch in sweep:
        before = () if index == 0 else chains[index - 1]
        chains[index] = None if before is None else (*before, stretch)
        chain_ = chains[index]
        if index == parts - 1 and chain_ is not None:
            yield chain_


def _sweeps(sweep: Sequence[tuple[int, int, Window]], parts: int) -> Iterator[tuple[Window, ...]]:
    """Combinations in any order."""
    latest: dict[int, Window] = {}
    for _, index, stretch in sweep:
        latest[index] = stretch
        if len(latest) == parts:
            yield tuple([latest[part] for part in range(parts)])


def _spread(found: Sequence[Window]) -> int:
    """Words from the end of the first part to the beginning of the last; neighbours are 1 apart."""
    if len(found) == 2:  # noqa: PLR2004 - most of the time
        (begin, end, _, _), (other_begin, other_end, _, _) = found
        apart = (max(other_begin, begin)) - (min(other_end, end))
        return max(0, apart)
    return max(0, max([window[0] for window in found]) - min([window[1] for window in found]))


def _join(parts: Sequence[Window], unit: int) -> Window:
    return _new(
        Window,
        (
            min([part[0] for part in parts]),
            max([part[1] for part in parts]),
            unit,
            in_order([span for part in parts for span in part[3]]),
        ),
    )

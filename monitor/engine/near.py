"""Find where all parts of a `near` stand close together.

Comes in: a `Near` and an article's `Layout`. Goes out: `Window`s, each with the spans that make it; or how far apart
the parts stand at best. Never looks outside the units that the condition names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

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


def windows(near: Near, layout: Layout) -> tuple[Window, ...]:
    """The stretches in which a `near` holds, in order of their last part."""
    found: list[Window] = []
    for unit, parts in sorted(_candidates_by_unit(near, layout).items()):
        companies = _companies(near, parts, layout) if near.different else _combinations(parts, ordered=near.ordered)
        for window in companies:
            if near.within is not None and _spread(window) > near.within:
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
        for stretch in _stretches(part, near.unit, layout):
            apart = max(stretch.first - window.last, window.first - stretch.last)
            if stretch.unit == window.unit and (near.within is None or apart <= near.within):
                return True
    return False


def _companies(near: Near, parts: list[list[Window]], layout: Layout) -> Iterator[tuple[Window, ...]]:
    """The combinations in which two countries are named."""

    def countries(stretch: Window) -> frozenset[str]:
        named = (layout.country_of(span) for span in stretch.spans)
        return frozenset(country for country in named if country)

    for apart in apart_by_country(parts, countries):
        yield from _combinations(apart, ordered=near.ordered)


def nearest(near: Near, layout: Layout) -> tuple[int, tuple[Span, ...]] | None:
    """How many words apart the parts stand at best, whatever the unit and the order; None when a part is absent."""
    anywhere = Near(within=None, unit=None, ordered=False, parts=near.parts)
    found = [
        (_spread(window), in_order(span for stretch in window for span in stretch.spans))
        for stretches in _candidates_by_unit(anywhere, layout).values()
        for window in _combinations(stretches, ordered=False)
    ]
    return min(found, key=lambda item: item[0]) if found else None


def _candidates_by_unit(near: Near, layout: Layout) -> dict[int, list[list[Window]]]:
    """For each unit that has something of every part: the stretches of each; gives up at a part that has none."""
    for part in near.parts:  # before any is placed
        if not _may_stand(part, layout):
            return {}
    by_unit: dict[int, list[list[Window]]] | None = None
    for part in near.parts:
        own: dict[int, list[Window]] = {}
        for stretch in _stretches(part, near.unit, layout):
            if by_unit is None or stretch.unit in by_unit:
                own.setdefault(stretch.unit, []).append(stretch)
        if not own:
            return {}
        before = by_unit or {}
        by_unit = {unit: [*before.get(unit, ()), stretches] for unit, stretches in own.items()}
    return by_unit or {}


def _may_stand(node: Node, layout: Layout) -> bool:
    """Whether something of it is in the text at all."""
    if isinstance(node, Leaf):
        return layout.at.may_have(node.key) and bool(layout.at[node.key])
    match node:
        case AnyOf() | AtLeast():
            return any(_may_stand(part, layout) for part in _likely(node, layout))
        case Near() | AllOf():
            return all(_may_stand(part, layout) for part in node.parts)
        case _:
            return False


def _likely(node: AnyOf | AtLeast, layout: Layout) -> Sequence[Node]:
    """Its parts without those whose words are not in the text: most of them. Once an article."""
    known = layout.worked_out.get((id(node), ""))
    if known is None:
        may_have = layout.at.may_have
        likely = [part for part in node.parts if not isinstance(part, Leaf) or may_have(part.key)]
        known = layout.worked_out[id(node), ""] = (node, likely)
    parts: Sequence[Node] = known[1]
    return parts


def _stretches(node: Node, unit: str | None, layout: Layout) -> list[Window]:
    """Where a part of a `near` stands; worked out once an article for nodes that many conditions share."""
    known = layout.worked_out.get((id(node), unit))
    if known is None:
        known = layout.worked_out[id(node), unit] = (node, _work_out(node, unit, layout))
    return known[1]


def _work_out(node: Node, unit: str | None, layout: Layout) -> list[Window]:
    match node:
        case Leaf():
            return _of_leaf(node, unit, layout)
        case AnyOf() | AtLeast():
            return [stretch for part in _likely(node, layout) for stretch in _stretches(part, unit, layout)]
        case Near():
            return [_placed(window, unit, layout) for window in windows(node, layout)]
        case AllOf():
            return _stretches(Near(within=None, unit=unit, ordered=False, parts=node.parts), unit, layout)
        case _:  # what must be absent, and what has no place in a text
            return []


def _of_leaf(leaf: Leaf, unit: str | None, layout: Layout) -> list[Window]:
    placed = [(span, layout.unit_of(span, unit)) for span in layout.spans(leaf)]
    inside = [(span, number) for span, number in placed if number is not None]
    numbers = layout.numbers([span for span, _ in inside])
    return [Window(first, last, number, (span,)) for (span, number), (first, last) in zip(inside, numbers, strict=True)]


def _placed(window: Window, unit: str | None, layout: Layout) -> Window:
    """A `near` inside a `near` stands in the unit in which it begins."""
    number = layout.unit_of(window.spans[0], unit)
    return Window(window.first, window.last, -1 if number is None else number, window.spans)


def _combinations(parts: list[list[Window]], *, ordered: bool) -> Iterator[tuple[Window, ...]]:
    """Of each part one stretch: for every stretch the closest company that stands before it or with it.

    One sweep in order of the text; a combination is given when its last part is met.
    """
    if not ordered and all(len(stretches) == 1 for stretches in parts):  # most of the time
        yield tuple([stretches[0] for stretches in parts])
        return
    sweep = [(stretch.first, index, stretch) for index, stretches in enumerate(parts) for stretch in stretches]
    sweep.sort(key=itemgetter(0, 1))
    latest: list[Window | None] = [None] * len(parts)
    chains: list[tuple[Window, ...] | None] = [None] * len(parts)
    for _, index, stretch in sweep:
        if ordered:
            before = () if index == 0 else chains[index - 1]
            chains[index] = None if before is None else (*before, stretch)
            chain = chains[index]
            if index == len(parts) - 1 and chain is not None:
                yield chain
            continue
        latest[index] = stretch
        if None not in latest:
            yield tuple(window for window in latest if window is not None)


def _spread(windows_: Sequence[Window]) -> int:
    """Words from the end of the first part to the beginning of the last; neighbours are 1 apart."""
    return max(0, max([window.first for window in windows_]) - min([window.last for window in windows_]))


def _join(parts: Sequence[Window], unit: int) -> Window:
    return Window(
        min(part.first for part in parts),
        max(part.last for part in parts),
        unit,
        in_order(span for part in parts for span in part.spans),
    )

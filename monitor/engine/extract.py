"""Take out of a matching text what a rule asks for, and decide its labels.

Comes in: compiled `Extract`s and `SetLabels`, an article's layout, the spans of the match. Goes out: values by name,
as the text has them; labels. Never looks at an article that did not match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.engine.conditions import Scope, compile_condition, compile_leaf, pattern_key
from monitor.engine.evaluate import evaluate
from monitor.engine.layout import Layout
from monitor.engine.nodes import Leaf, Node
from monitor.engine.patterns import Found
from monitor.engine.schema import ExtractSpec, SetLabelsSpec
from monitor.model import Span
from monitor.text.fold import fold

VALUES_AT_MOST = 50
_NUMBER = re.compile(r"(?<= )[0-9]{1,3}(?: [0-9]{3})+(?= )|(?<![^ ])[0-9]+(?= )")
_SLOT = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Where a value must stand: before, after or near a leaf, within some words."""

    leaf: Leaf
    side: str  # before | after | near
    within: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What to take: a pattern's slot (`pattern`), a leaf's words, or numbers when neither is given."""

    name: str
    leaf: Leaf | None = None
    pattern: str = ""  # a pattern's key
    slot: str = ""
    form: str = ""  # `S/RES/{n}`
    every: bool = False
    beside: Beside | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLabels:
    """Labels that a match gets when a condition holds as well."""

    when: Node
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Value:
    span: Span
    text: str


def compile_extract(name: str, spec: ExtractSpec, scope: Scope) -> Extract:
    """A checked spec as the engine takes it."""
    sides = (("before", spec.before), ("after", spec.after), ("near", spec.near))
    beside = next(
        (Beside(leaf=compile_leaf(s, scope), side=side, within=spec.within or 10) for side, s in sides if s), None
    )
    return Extract(
        name=name,
        leaf=compile_leaf(spec, scope) if spec.leaves else None,
        pattern=pattern_key(scope.rule, spec.from_) if spec.from_ else "",
        slot=spec.slot,
        form=spec.as_,
        every=spec.all,
        beside=beside,
    )


def compile_set_labels(spec: SetLabelsSpec, scope: Scope) -> SetLabels:
    """A checked spec as the engine takes it."""
    return SetLabels(when=compile_condition(spec.when, scope), labels=dict(spec.labels))


def extracted(wanted: Iterable[Extract], layout: Layout, spans: Sequence[Span]) -> dict[str, tuple[str, ...]]:
    """The values by name, each once, in order; a name without a value is absent.

    Values that belong to what made the rule match go before others: where there are such, the others do not count.
    """
    found: dict[str, tuple[str, ...]] = {}
    for item in wanted:
        values = _values(item, layout)
        within = [value for value in values if any(_overlap(value.span, span) for span in spans)]
        texts = tuple(dict.fromkeys(value.text for value in (within or values)))[:VALUES_AT_MOST]
        if texts:
            found[item.name] = texts if item.every else texts[:1]
    return found


def labels_of(own: Mapping[str, str], rules: Sequence[SetLabels], layout: Layout) -> Mapping[str, str]:
    """The rule's own labels and those that are set; of several for one name the first whose condition holds."""
    if not rules:
        return own
    set_: dict[str, str] = {}
    for item in rules:
        if evaluate(item.when, layout) is not None:
            set_ = {**item.labels, **set_}
    return {**own, **set_}


def _values(item: Extract, layout: Layout) -> list[_Value]:
    if item.pattern:
        values = [_of_pattern(item, hit) for hit in layout.filled(item.pattern)]
    elif item.leaf is not None:
        values = [_Value(span, " ".join(span.text.split())) for span in layout.spans(item.leaf)]
    else:
        values = list(_numbers(layout))
    kept = [value for value in values if value.text]
    return _only_beside(kept, item.beside, layout) if item.beside else kept


def _of_pattern(item: Extract, hit: Found) -> _Value:
    """The slot's value, or the form with every slot filled; empty when the alternative has no such slot."""
    if not item.form:
        return _Value(hit.span, hit.slots.get(item.slot, "") if item.slot else hit.span.text)
    missing = [name for name in _SLOT.findall(item.form) if name not in hit.slots]
    filled = _SLOT.sub(lambda slot: hit.slots.get(slot[1], ""), item.form)
    return _Value(hit.span, "" if missing else filled)


def _numbers(layout: Layout) -> Iterable[_Value]:
    folded = fold(layout.text)
    for match in _NUMBER.finditer(folded.text):
        start, end = folded.span(match.start(), match.end())
        text = layout.text[start:end]
        yield _Value(Span(start=start, end=end, text=text), text)


def _only_beside(values: Sequence[_Value], beside: Beside, layout: Layout) -> list[_Value]:
    """Those that stand where they must, nearest first."""
    anchors = layout.spans(beside.leaf)
    if not anchors or not values:
        return []
    places, spots = layout.numbers(anchors), layout.numbers([value.span for value in values])
    apart = _SIDES[beside.side]
    near = []
    for value, spot in zip(values, spots, strict=True):
        distances = [distance for place in places if (distance := apart(spot, place)) is not None]
        if distances and min(distances) <= beside.within:
            near.append((min(distances), value))
    return [value for _, value in sorted(near, key=lambda item: (item[0], item[1].span.start))]


Place = tuple[int, int]


def _before(value: Place, anchor: Place) -> int | None:
    return anchor[0] - value[1] if value[1] <= anchor[0] else None


def _after(value: Place, anchor: Place) -> int | None:
    return value[0] - anchor[1] if anchor[1] <= value[0] else None


def _near(value: Place, anchor: Place) -> int | None:
    return max(value[0] - anchor[1], anchor[0] - value[1], 0)


_SIDES: Mapping[str, Callable[[Place, Place], int | None]] = {"before": _before, "after": _after, "near": _near}


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end

"""Who has seen an alert, as its later messages say. Pure.

In: a telling, the acknowledgements that stand. Out: the telling with a line each, before what is new. Never decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.model import Acknowledgement, Delivery


def with_acknowledgements(delivery: Delivery, acknowledgements: Sequence[Acknowledgement]) -> Delivery:
    """The telling with who acknowledged the alert; a telling that was tried before keeps its lines once."""
    lines = dict.fromkeys(map(acknowledged, acknowledgements))
    others = (line for line in delivery.detail if line not in lines)
    return replace(delivery, detail=(*lines, *others)) if lines else delivery


def acknowledged(one: Acknowledgement) -> str:
    """'acknowledged by anna, 3 March: on it'; the day is that of UTC."""
    what = f"called a false positive of {', '.join(one.rules)}" if one.false_positive else "acknowledged"
    note = f": {one.note}" if one.note else ""
    return f"{what} by {one.by}, {one.at.day} {one.at:%B}{note}"

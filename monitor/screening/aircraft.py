"""Listed aircraft by registration mark or serial number: EP-MNH, YV 2869, the Airbus with MSN 391.

In: the lists, an article's text. Out: `Hit`s where a mark of a listed aircraft stands. A mark has no check digit: it
counts in capitals and beside a word for an aircraft, or in an article that names whom the list links it to. A serial
number, which every maker gives anew, counts behind a word for one and with one of these as well.
Never takes a mark's letters for one where they are written small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from monitor.model import Span
from monitor.screening.aircraft_words import AIRCRAFT, SERIAL_WORD
from monitor.screening.hits import Hit, Strength
from monitor.screening.lists import Lists
from monitor.screening.marks import Owned
from monitor.screening.precise import Proof
from monitor.text.fold import fold_words

AROUND = 120  # characters between a mark and a word for an aircraft
BEFORE_SERIAL = 24  # characters between a serial number and its word
# What must not stand before the first sign is asked behind it: so no other sign is tried.
_CODE = re.compile(
    r"[A-ZА-Я0-9](?<![A-Za-z0-9А-я.,-].)"
    r"(?:(?<!\d)[A-ZА-Я]? \d{3,5}|[A-ZА-Я0-9]{0,2}[-\u2010-\u2013]?[A-ZА-Я0-9]{2,10})"
    r"(?![A-Za-z0-9А-я-]|[.,]\d)"
)


def aircraft(lists: Lists, text: str) -> Iterator[Hit]:
    """Hits of every mark and serial number in a text that stands for an aircraft."""
    if not lists.marks:
        return
    folded = ""
    for found in _CODE.finditer(text):
        of_mark = lists.marks.of_mark(found[0])
        owners = of_mark or _of_serial(lists, text, found)
        if not owners:
            continue
        folded = folded or f" {fold_words(text)} "
        beside = text[max(0, found.start() - AROUND) : found.end() + AROUND]
        known = AIRCRAFT.search(beside) is not None
        span = Span(start=found.start(), end=found.end(), text=found[0])
        strength = Strength.STRONG if of_mark else Strength.IDENTIFIER
        for owned in owners:
            if known or owned.is_linked_in(folded):
                yield Hit(span, owned.name, Proof.ALONE, strength, "a mark or serial number, of an aircraft here")


def _of_serial(lists: Lists, text: str, found: re.Match[str]) -> Sequence[Owned]:
    """Whose serial number this is, if a word for one stands before it."""
    before = max(0, found.start() - BEFORE_SERIAL)
    owners = lists.marks.of_serial(found[0])
    return owners if owners and SERIAL_WORD.search(text, before, found.start()) else ()

"""Abbreviations that a text makes of a listed body's name: 'Myanma Economic Holdings (MEHL) … MEHL'.

In: a text, the hits in it. Out: hits of the letters in brackets, behind the name or before it, and wherever they stand
later. Never reads letters that the text has not explained, nor a country's code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from monitor.context.spans import Places
from monitor.model import Span
from monitor.model.listing import ListedKind
from monitor.screening.hits import Hit
from monitor.screening.precise import Proof

BODIES_AT_MOST = 100  # of one text
CAPITALS_AT_LEAST = 3
_LETTERS = r"[^\W\d_a-z][\w-]{2,9}"
_BEHIND = re.compile(rf"[»”\"’']?,? ?\((?:[a-zà-ÿ]+ )?[«“\"‘']?({_LETTERS})[»”\"’']?[),;]")
_BEFORE = re.compile(rf"(?<![\w-])({_LETTERS}) \([«“\"‘']?(?:the |la |le |el |die |der |das |l['’])?$")


def by_abbreviation(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Hits of the abbreviations of bodies whose name stands beside them."""
    taken = Places(hit.span for hit in hits)
    for (_, letters), hit in islice(_explained(text, hits).items(), BODIES_AT_MOST):
        reason = f"the text abbreviates '{hit.span.text}' so"
        for found in re.finditer(rf"(?<![\w-]){re.escape(letters)}(?!\w)", text):
            if not taken.overlap(found.start(), found.end()):
                span = Span(start=found.start(), end=found.end(), text=letters)
                yield Hit(span, hit.name, Proof.ALONE, hit.strength, reason)


def _explained(text: str, hits: Sequence[Hit]) -> Mapping[tuple[tuple[str, str], str], Hit]:
    """The first hit of each body that the text abbreviates, by entry and abbreviation."""
    first: dict[tuple[tuple[str, str], str], Hit] = {}
    for hit in hits:
        if hit.name.listing.kind is ListedKind.GROUP and " " in hit.span.text:
            before = text[max(0, hit.span.start - 24) : hit.span.start]
            for found in (_BEHIND.match(text, hit.span.end), _BEFORE.search(before)):
                if found and sum(map(str.isupper, found[1])) >= CAPITALS_AT_LEAST:
                    first.setdefault((hit.name.key, found[1]), hit)
    return first

"""Surnames that stand alone once the full name has been said: 'Sergei Lavrov … Lavrov'.

In: a text, the hits in it. Out: hits of the surnames behind the full name. Never reads a surname before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from monitor.context.spans import Places
from monitor.model import Span
from monitor.model.listing import ListedKind
from monitor.screening.hits import Hit
from monitor.screening.precise import Proof, is_common
from monitor.text.fold import fold_words

LETTERS_AT_LEAST = 4
PEOPLE_AT_MOST = 200  # of one text: a page of nothing but names tells no more


def by_surname(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Hits of surnames of people whose full name stands before."""
    taken = Places(hit.span for hit in hits)
    first: dict[tuple[tuple[str, str], str], Hit] = {}
    for hit in hits:
        words = hit.span.text.replace("-", " ").split()
        if hit.name.listing.kind is ListedKind.PERSON and len(words) > 1:
            first.setdefault((hit.name.key, words[-1]), hit)
    for (_, surname), hit in islice(first.items(), PEOPLE_AT_MOST):
        if len(surname) < LETTERS_AT_LEAST or is_common(fold_words(surname)) or surname[0].islower():
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", text[hit.span.end :]):
            start, end = hit.span.end + found.start(), hit.span.end + found.end()
            if not taken.overlap(start, end):
                span = Span(start=start, end=end, text=surname)
                reason = f"the full name, '{hit.span.text}', stands before"
                yield Hit(span, hit.name, Proof.ALONE, hit.strength, reason)

"""A body's name of one word within quotation marks, in a case: завод «Кронштадта», акции «Алросы».

In: the lists, an article's text. Out: `Hit`s where the word, less its case, is a name that proves itself. Cyrillic
alone, where names in quotation marks are inflected. Never looks at what stands without quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.model import Span
from monitor.model.listing import ListedKind
from monitor.screening.hits import Hit, Strength
from monitor.screening.lists import Lists
from monitor.screening.precise import Proof, proof_of

_QUOTED = re.compile(r"[«„“\"]([А-ЯІЇЄҐ][\w-]{4,30})[»“”\"]")
_CASE = re.compile(r"(?:ами|ями|ом|ем|ой|ей|ою|ею|ах|ях|ам|ям|а|я|у|ю|ы|и|і|е)$")
_ENDS = ("", "а", "я", "ь", "й", "о", "е", "ы", "и")  # of a name in the nominative


def quoted(lists: Lists, text: str) -> Iterator[Hit]:
    """Hits of inflected names in quotation marks; names as they stand are found without."""
    for found in _QUOTED.finditer(text):
        word = found[1]
        stem = _CASE.sub("", word)
        if stem == word or lists.named(word):
            continue
        span = Span(start=found.start(1), end=found.end(1), text=word)
        for form in (f"{stem}{end}" for end in _ENDS):
            for name in lists.named(form):
                body = name.listing.kind is ListedKind.GROUP
                if body and proof_of(lists, name, form) is Proof.ALONE:
                    why = f"'{word}' is a case of it, in quotation marks"
                    yield Hit(span, name, Proof.ALONE, Strength.STRONG, why)

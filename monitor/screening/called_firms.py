"""Whether a text calls what stands at a place a firm: компания «Фортап», the supplier Fortap, Fortap şirketi.

In: a text, a stretch of it. Out: yes or no, by the word before and the word behind. Never knows a name.
"""

from __future__ import annotations

import re

from monitor.screening.body_words import body_words
from monitor.text.fold import fold_words

_FAR = 60  # characters: two long words and a quotation mark
_BEFORE = re.compile(r"(?:([^\W\d_][\w-]*)\s+)?([^\W\d_][\w-]*)\s+(?:[«„“”\"'‘]\s?)?$")  # la société russe Fortap
_BEHIND = re.compile(r"(?:\s?[»“”\"'’])?\s+([^\W\d_][\w-]*)")
_CLUB = ("club",)  # is no firm, and teams bear the names of plants
# Beside those of `body_words.yaml`; how such words begin, folded, where cases follow.
_TRADES = (
    "trader", "supplier", "distributor", "exporter", "importer", "contractor", "maker", "developer", "operator",
    "retailer", "startup", "entreprise", "fournisseur", "fabricant", "hersteller", "handler", "lieferant", "betreiber",
    "empresa", "proveedor", "fabricante", "constructora", "impresa", "azienda", "spolk", "producent", "empres",
    "предприят", "производител", "поставщик", "разработчик", "подрядчик", "импортер", "экспортер", "оператор", "ооо",
    "підприємств", "виробник", "постачальник", "імпортер", "firmas", "sirket", "uretici", "tedarikci", "وشركه", "لشركه",
    "بشركه",
)  # fmt: skip


def is_called_firm(text: str, start: int, end: int) -> bool:
    """Whether one of the two words before text[start:end], or the word behind, is one for a firm."""
    before = _BEFORE.search(text, max(0, start - _FAR), start)
    behind = _BEHIND.match(text, end)
    words = (word for found in (before, behind) if found for word in found.groups() if word)
    return any(map(_is_firm, map(fold_words, words)))


def _is_firm(word: str) -> bool:
    known = body_words()
    return (word in known.of_heads and known.meanings[word] != _CLUB) or word.startswith(_TRADES)

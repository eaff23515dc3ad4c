"""What messages say by themselves, in thirteen languages: headings, tiers, severities, reasons, counts.

In: a word of `words.yaml` and a language. Out: its text. What a language lacks is said in English; a word that nobody
knows raises `KeyError`, so that a template which mistypes one fails where it is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

RIGHT_TO_LEFT = frozenset({"ar", "fa"})
FILE = Path(__file__).parent / "words.yaml"

Forms = str | list[str]  # one text for every number, or [one, several]


@lru_cache(maxsize=1)
def words() -> Mapping[str, Mapping[str, Forms]]:
    """Every word by language. Found by path, because another distribution also has a `notifiers`."""
    import yaml

    loaded: dict[str, dict[str, Forms]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def say(word: str, language: str, /, *, number: int = 1, **values: object) -> str:
    """The text of a word with its `{places}` filled; `number` chooses between one and several."""
    forms = words()[word]
    text = forms.get(language, forms["en"])
    chosen = text if isinstance(text, str) else text[number != 1]
    return chosen.format(**values) if values else chosen


def capital(text: str, language: str) -> str:
    """In capital letters, as the language writes them: Turkish keeps the dot on its i."""
    return (text.replace("i", "İ") if language == "tr" else text).upper()

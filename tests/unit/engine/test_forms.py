"""Every inflected form that a base form must find, and every near-miss that it must not, in thirteen languages.

The lists stand in `tests/data/forms`. A form is looked for in running text, the language known.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from monitor.config.languages import SHIPPED
from monitor.engine import Lexicon, LexiconEntry
from monitor.model import Language

FORMS = Path(__file__).parents[2] / "data" / "forms"


@cache
def listed(language: str, kind: str) -> list[tuple[str, str]]:
    """(term, form) of a language's `hits` or `misses`."""
    content = yaml.safe_load((FORMS / f"{language}.yaml").read_text(encoding="utf-8"))
    return [(str(term), form.strip()) for term, lists in content.items() for form in lists[kind].split(",")]


def found(language: str, kind: str) -> Iterator[tuple[str, str, list[str]]]:
    """Each listed form with the words of it that its term finds."""
    for term, form in listed(language, kind):
        lexicon = Lexicon.build([LexiconEntry(id="x", terms={language: (term,)})])
        text = f"{form}。" if language == "zh" else f"(1) {form}, 2."
        spans = lexicon.find_in(text, Language(code=language, sure=True)).get("x", ())
        yield term, form, [span.text for span in spans]


@pytest.mark.parametrize("language", SHIPPED)
def test_every_inflected_form_is_found_and_nothing_beside_it(language: str) -> None:
    missed = [f"{term}: {form}" for term, form, spans in found(language, "hits") if not spans]
    assert not missed
    beside = [(form, spans) for _, form, spans in found(language, "hits") if not all(word in form for word in spans)]
    assert not beside


@pytest.mark.parametrize("language", SHIPPED)
def test_no_near_miss_is_found(language: str) -> None:
    assert not [f"{term}: {spans} in {form}" for term, form, spans in found(language, "misses") if spans]


def test_the_lists_are_as_long_as_they_are_said_to_be() -> None:
    hits = [(language, *pair) for language in SHIPPED for pair in listed(language, "hits")]
    misses = [(language, *pair) for language in SHIPPED for pair in listed(language, "misses")]
    assert len(set(hits)) == len(hits) >= 500
    assert len(set(misses)) == len(misses) >= 300
    assert all(form for _, _, form in (*hits, *misses))
    assert min(sum(language == one for one, *_ in hits) for language in SHIPPED) >= 30

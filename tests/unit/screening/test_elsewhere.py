"""Firms of other countries that have a listed body's brand are not the listed one."""

from __future__ import annotations

import pytest

from monitor.model import Article, Entity, Language, Mentions, Span
from monitor.screening import Lists, screen
from tests.unit.screening.test_screen import copy_of, entry

LISTS = Lists.build(
    [copy_of(entry("steel", "MELKHOR", countries=("Russia",)), entry("chips", "ELARUS"), entry("own", "NEVATRON"))]
)


def found(text: str, language: str, named: str, code: str) -> list[str]:
    at = text.index(named)
    span = Span(start=at, end=at + len(named), text=named)
    place = Entity(id=code, name=code, kind="country", mentions=(span,))
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    return [hit.entry for hit in screen(LISTS, article, Mentions(places=(place,))).listed]


@pytest.mark.parametrize(
    ("text", "language", "named", "code", "expected"),
    [
        ("The Danish engineering firm Melkhor won.", "en", "Danish", "DK", []),
        ("La empresa chilena Melkhor abrió.", "es", "chilena", "CL", []),
        ("L'entreprise suisse Elarus ferme.", "fr", "suisse", "CH", []),
        ("They met Melkhor, a small Danish consultancy.", "en", "Danish", "DK", []),
        ("The Emirati company Melkhor closed.", "en", "Emirati", "AE", []),
        ("The Russian steel company Melkhor was named.", "en", "Russian", "RU", ["steel"]),
        ("The Russian company Elarus was named.", "en", "Russian", "RU", ["chips"]),
        ("The Emirati company Elarus was named.", "en", "Emirati", "AE", ["chips"]),
        ("Danish officials named Melkhor.", "en", "Danish", "DK", ["steel"]),
        ("The Danish froze the company Melkhor.", "en", "Danish", "DK", ["steel"]),
        ("The US blacklisted company Melkhor.", "en", "US", "US", ["steel"]),
        ("Denmark blacklisted firm Melkhor.", "en", "Denmark", "DK", ["steel"]),
    ],
)
def test_a_firm_of_another_country_is_none(
    text: str, language: str, named: str, code: str, expected: list[str]
) -> None:
    assert found(text, language, named, code) == expected

"""What engine tests are made of: articles in a language, rule sets from a few lines of YAML, mentions by hand."""

from __future__ import annotations

import textwrap
from types import MappingProxyType

import pytest

from monitor.engine import Lexicon, LexiconEntry, load_rules
from monitor.model import Article, Entity, Language, Mentions, Span


def make_article(*paragraphs: str, title: str = "", language: str | None = "en") -> Article:
    return Article(
        title=title,
        paragraphs=tuple(part for part in (title, *paragraphs) if part),
        language=Language(code=language, sure=language is not None),
    )


@pytest.fixture
def article():
    return make_article


@pytest.fixture
def found():
    """Words that a term of a language finds in a text."""

    def find(term, text, language="en", *, read_as="", exact=False):
        lexicon = Lexicon.build([LexiconEntry(id="x", terms={language: (term,)}, exact=exact)])
        code = read_as or ("en" if language == "any" else language)
        return [span.text for span in lexicon.find_in(text, Language(code=code, sure=True)).get("x", ())]

    return find


CONCEPTS = """
concepts:
  mercenaries: {terms: {en: [mercenary, hired gunman], de: ["*söldner"], zh: [雇佣兵]}}
  movement: {terms: {en: [deploy*, arriv*, withdraw*], de: [abzug, "*einsatz"], zh: [部署]}}
  denial: {terms: {en: [deny, denies, denied]}}
  harbour: {terms: {en: [harbour, port]}}
"""


@pytest.fixture
def rule_set(tmp_path):
    """A rule set of one rule `r` with the given condition (YAML below `match:`), over `CONCEPTS`."""

    def build(condition, *, actors=("wagner-group", "quds"), places=("LY", "derna")):
        (tmp_path / "concepts").mkdir(exist_ok=True)
        (tmp_path / "concepts" / "words.yaml").write_text(CONCEPTS, encoding="utf-8")
        body = textwrap.indent(textwrap.dedent(condition).strip(), "  ")
        rule = f"id: r\ntitle: A rule\nseverity: high\nmatch:\n{body}\n"
        (tmp_path / "r.yaml").write_text(rule, encoding="utf-8")
        loaded = load_rules([tmp_path], actors=actors, places=places)
        assert loaded.rule_set is not None, "\n".join(map(str, loaded.problems))
        return loaded.rule_set

    return build


@pytest.fixture
def mentioned():
    """Mentions of actors, people and places: `(role, id, word, kind, country)` looked up in the article's text."""

    def build(article, *entities, names=MappingProxyType({})):
        roles = {"actors": [], "people": [], "places": []}
        for role, key, word, kind, country in entities:
            start = article.text.index(word)
            span = Span(start=start, end=start + len(word), text=word, concept=key)
            name = names.get(key, key)
            roles[role].append(Entity(id=key, name=name, mentions=(span,), kind=kind, country=country))
        return Mentions(**{role: tuple(found) for role, found in roles.items()})

    return build

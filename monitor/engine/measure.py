"""What a rule set makes of a number of texts: how often each rule is tried and fires, how often each term is found.

Comes in: a rule set, articles with their mentions. Goes out: `Measured`. Pure; judges nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from monitor.engine.build import concept_entry
from monitor.engine.evaluate import evaluate
from monitor.engine.layout import Layout
from monitor.engine.match import candidates, layout_of
from monitor.engine.rules import RuleSet
from monitor.engine.schema import ConceptSpec
from monitor.engine.vocabulary import Terms
from monitor.model import Article, Mentions

TermPlace = tuple[str, str, int]  # concept, language, index


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Counts of articles: all, of each language, on which each rule was tried, in which each term stands.

    `fired` has the numbers of the articles on which each rule fired.
    """

    articles: int
    languages: Mapping[str, int]
    tried: Mapping[str, int]
    fired: Mapping[str, Collection[int]]
    terms: Mapping[TermPlace, int]


def measure(
    rules: RuleSet, texts: Iterable[tuple[Article, Mentions]], *, concepts: Mapping[str, ConceptSpec]
) -> Measured:
    """Match every text. The terms of `concepts` are counted."""
    told = {name: _Terms(name, spec) for name, spec in concepts.items()}
    languages: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    terms: Counter[TermPlace] = Counter()
    fired: dict[str, set[int]] = {rule.id: set() for rule in rules.rules}
    number = 0
    for number, (article, mentions) in enumerate(texts, start=1):
        layout = layout_of(rules, article, mentions)
        languages[(article.language.code or "").split("-")[0]] += 1
        for rule in candidates(rules, layout):
            tried[rule.id] += 1
            if evaluate(rule.condition, layout) is not None:
                fired[rule.id].add(number)
        terms.update(frozenset(place for name in layout.at.possible & told.keys() for place in told[name].in_(layout)))
    return Measured(articles=number, languages=languages, tried=tried, fired=fired, terms=terms)


class _Terms:
    """The terms of one concept, told apart."""

    def __init__(self, name: str, spec: ConceptSpec) -> None:
        self._name = name
        self._terms = Terms(concept_entry(name, spec))
        places = [(name, language, index) for language, texts in spec.terms.items() for index in range(len(texts))]
        self._places = {f"#{number}": place for number, place in enumerate(places)}

    def in_(self, layout: Layout) -> Iterator[TermPlace]:
        """The terms that stand in an article."""
        for span in layout.found(self._name):
            place = self._places.get(self._terms.told_apart(span.text)) if span.concept == self._name else None
            if place is not None:
                yield place

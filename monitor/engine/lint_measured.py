"""Warnings that texts give: terms that are too common, rules that are slow, never fire, or say the same.

Comes in: what was measured on stored articles, and where rules and concepts stand. Goes out: problems, each with the
number of articles that it was measured on; of few articles nothing is said. Some rules are slow on any texts: these
are told without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from monitor.engine.measure import Measured
from monitor.engine.report import Report
from monitor.engine.rules import Rule
from monitor.engine.silence import unsilenced
from monitor.engine.sources import Sources
from monitor.errors import Problem
from monitor.strict_yaml import Placed

ARTICLES_AT_LEAST = 200  # to measure on at all
COMMON = 0.1  # share of a language's articles in which a term is too common
_OF_A_LANGUAGE = 50  # articles, for a share of them to mean anything
SLOW = 0.2  # share of the articles on which a rule is tried
_HELD = 0.25  # share of these on which it holds; one that holds often is tried often for a good reason
_NEVER = 1000  # articles in which a rule might have fired
OVERLAP = 0.9  # share of the articles of two rules that both fire on
_TOGETHER = 10  # such articles
_RARER = "ask for something rarer that must be there"
_EVERYWHERE = frozenset(
    {"place:any", "place:kind=country", "place:kind=city", "actor:any", "actor:kind=person", "actor:kind=organisation"}
)


def measured_problems(measured: Measured, sources: Sources) -> tuple[Problem, ...]:
    """What is told of the rules and concepts in `sources`, as far as nobody silenced it."""
    if measured.articles < ARTICLES_AT_LEAST:
        return ()
    found = (
        *_common(measured, sources),
        *_slow(measured, sources),
        *_never(measured, sources),
        *_alike(measured, sources),
    )
    return unsilenced(found, sources.silences)


def slow_anyway(rules: Iterable[Rule], files: Mapping[str, Placed]) -> Iterator[Problem]:
    """Rules that ask for nothing but what nearly every article names."""
    for rule in rules:
        if rule.id in files and rule.anchors <= _EVERYWHERE and not rule.requires:
            what = "this rule is tried on nearly every article: all that must be there is some place, person or actor"
            yield from _of_rule(files[rule.id], "W-slow-anchor", what, _RARER)


def _common(measured: Measured, sources: Sources) -> Iterator[Problem]:
    for (concept, language, index), count in measured.terms.items():
        articles = measured.articles if language == "any" else measured.languages.get(language, 0)
        if concept not in sources.concepts or articles < _OF_A_LANGUAGE or count < COMMON * articles:
            continue
        spec, file = sources.concepts[concept]
        report = Report(file)
        among = "stored articles" if language == "any" else f"stored articles in {language}"
        what = f"'{spec.terms[language][index]}' stands in {count:,} of {articles:,} {among}: it says little"
        todo = "write a longer phrase, or ask for something near it in each rule"
        report.warning(("concepts", concept, "terms", language, index), "W-common-term", what, todo)
        yield from report.problems


def _slow(measured: Measured, sources: Sources) -> Iterator[Problem]:
    for rule, file in sources.rules.items():
        tried, fired = measured.tried.get(rule, 0), len(measured.fired.get(rule, ()))
        if tried >= SLOW * measured.articles and fired < _HELD * tried:
            what = f"this rule is tried on {tried:,} of {measured.articles:,} stored articles and holds on {fired:,}"
            yield from _of_rule(file, "W-slow-anchor", what, _RARER)


def _never(measured: Measured, sources: Sources) -> Iterator[Problem]:
    if measured.articles < _NEVER:
        return
    for rule, file in sources.rules.items():
        if rule in measured.fired and not measured.fired[rule]:
            what = f"this rule fires on none of {measured.articles:,} stored articles"
            todo = "see with `vedette explain` what is missing; or say why that is right"
            yield from _of_rule(file, "W-never-fires", what, todo)


def _alike(measured: Measured, sources: Sources) -> Iterator[Problem]:
    often = {rule: set(found) for rule, found in measured.fired.items() if len(found) >= _TOGETHER}
    for one, other in combinations(sorted(often), 2):
        both, either = len(often[one] & often[other]), len(often[one] | often[other])
        own = next((rule for rule in (other, one) if rule in sources.rules), None)
        if own is None or both < _TOGETHER or both < OVERLAP * either:
            continue
        twin = one if own == other else other
        what = f'this rule and "{twin}" fire on the same {both:,} of {measured.articles:,} stored articles'
        yield from _of_rule(sources.rules[own], "W-overlap", what, "make them one, or tell them apart")


def _of_rule(file: Placed, code: str, what: str, todo: str) -> Iterable[Problem]:
    report = Report(file)
    report.warning(("id",), code, what, todo)
    return report.problems

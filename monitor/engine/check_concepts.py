"""What pydantic cannot see in a concept file: terms that cannot work, names that mean nothing, circles.

Comes in: concept specs with their documents. Goes out: problems with file and line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from monitor.engine.affixes import LANGUAGES
from monitor.engine.check_names import check_name
from monitor.engine.lint_terms import subsumed, term_faults
from monitor.engine.report import Path, Report
from monitor.engine.schema import ConceptSpec, ConceptsSpec
from monitor.engine.terms import ANY_LANGUAGE
from monitor.errors import Problem
from monitor.strict_yaml import Document, Placed


def check_concepts(spec: ConceptsSpec, document: Document) -> tuple[Problem, ...]:
    """Every problem that a concept file whose shape is right shows by itself."""
    report = Report(document)
    for name, concept in spec.concepts.items():
        _check_concept(name, concept, report)
    report.cut(document)
    return tuple(report.problems)


def _check_concept(name: str, spec: ConceptSpec, report: Report) -> None:
    path: Path = ("concepts", name)
    if not spec.terms and not spec.includes and spec.from_file is None:
        todo = "add `terms`, `includes` or `from_file`"
        report.error(path, "E-no-terms", f'the concept "{name}" has nothing to look for', todo)
    _check_terms(spec.terms, (*path, "terms"), report, exact=spec.exact)
    for language, texts in spec.terms.items():
        for index, wider in subsumed(texts, language, exact=spec.exact):
            what = f"'{texts[index]}' finds nothing that '{wider}' does not find"
            report.warning((*path, "terms", language, index), "W-subsumed-term", what, "delete one of them")
    if spec.unless_near is not None:
        _check_terms(spec.unless_near.terms, (*path, "unless_near", "terms"), report, exact=False)


def _check_terms(terms: Mapping[str, tuple[str, ...]], path: Path, report: Report, *, exact: bool) -> None:
    for language, texts in terms.items():
        if language != ANY_LANGUAGE and language not in LANGUAGES:
            what = f'no endings are known for "{language}"'
            report.warning((*path, language), "W-unknown-language", what, "write out every form")
        for index, text in enumerate(texts):
            faults = term_faults(text, language, exact=exact)
            if faults:
                report.terms((*path, language, index), faults)


# --- includes ---------------------------------------------------------------------------------------------------


def check_includes(name: str, spec: ConceptSpec, file: Placed, known: Collection[str] | None) -> tuple[Problem, ...]:
    """What a concept includes must exist. `known` is None when a concept file could not be read at all."""
    report = Report(file)
    for index, included in enumerate(spec.includes if known is not None else ()):
        check_name(included, "concept", known or (), ("concepts", name, "includes", index), report)
    return tuple(report.problems)


def check_circles(concepts: Mapping[str, tuple[ConceptSpec, Placed]]) -> Iterator[Problem]:
    """Each circle of concepts that include one another, once, at the first of them in the order given."""
    includes = {name: spec.includes for name, (spec, _) in concepts.items() if spec.includes}
    told: set[str] = set()
    for start in includes:
        way = _way_round(start, includes)
        if way is None or told & set(way):
            continue
        told.update(way)
        report = Report(concepts[start][1])
        what = f"concepts include one another: {' includes '.join((*way, start))}"
        report.error(("concepts", start, "includes"), "E-include-circle", what, "take one of these out")
        yield from report.problems


def _way_round(start: str, includes: Mapping[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """The shortest way from a concept back to it, or None."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for name in includes.get(way[-1], ()):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return None

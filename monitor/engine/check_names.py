"""Whether the names that a leaf asks for mean something.

Comes in: leaf specs with their paths, and what is known. Goes out: problems in a `Report`. Says nothing about how
conditions are joined.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.engine.condition_schema import ConditionSpec, EntitySpec, LeafSpec, ListedSpec
from monitor.engine.lint_terms import term_faults
from monitor.engine.report import Path, Report
from monitor.engine.terms import ANY_LANGUAGE
from monitor.strict_yaml import did_you_mean

ACTOR_KINDS = ("person", "pmc", "armed-group", "state-force", "organisation")
PLACE_KINDS = ("country", "region", "city")
_ISO_3166 = re.compile("[A-Z]{2}")
_NOT_ISO = {"UK": "GB", "EL": "GR"}  # codes of others that look like one
_UNKNOWN = {"concept": "E-unknown-concept", "actor": "E-unknown-actor", "place": "E-unknown-place"}
_LISTED = 12  # known names worth listing in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The names that rules may use. `concepts` is None when a concept file could not be read at all.

    `terms`: how many terms a concept has, and `languages` the languages they are in, with all that it includes; a
    concept whose terms are not known is absent. `weights`: what each term of a concept is worth in a score.
    `configured`: the languages of the texts that the rules will see. `lists`: the lists of the configuration, None when
    there is no configuration to say.
    """

    concepts: Collection[str] | None
    actors: Collection[str] = ()
    places: Collection[str] = ()
    terms: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, frozenset[str]] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    configured: Sequence[str] = ()
    lists: Collection[str] | None = None


def check_leaf(spec: LeafSpec, path: Path, report: Report, known: Known, patterns: Collection[str]) -> None:
    """Every name that one leaf asks for; `patterns` are those that its rule defines."""
    if spec.concept and known.concepts is not None:
        check_name(spec.concept, "concept", known.concepts, (*path, "concept"), report)
    if spec.pattern and spec.pattern not in patterns:
        todo = did_you_mean(spec.pattern, patterns) or "write it under `patterns` of this rule"
        report.error((*path, "pattern"), "E-unknown-pattern", f'there is no pattern "{spec.pattern}"', todo)
    for role, wanted, names, kinds in (
        ("actor", spec.actor, known.actors, ACTOR_KINDS),
        ("place", spec.place, known.places, PLACE_KINDS),
    ):
        if isinstance(wanted, EntitySpec):
            _check_kind(wanted, role, kinds, (*path, role), report)
        elif wanted and wanted != "any":
            check_name(wanted, role, names, (*path, role), report)
    if isinstance(spec.listed, ListedSpec):
        _check_listed(spec, spec.listed, (*path, "listed"), report)
    if known.lists is not None:
        _check_lists(spec.listed, (*path, "listed"), report, known.lists)
    for index, phrase in enumerate(spec.phrase):
        report.terms((*path, "phrase", index), term_faults(phrase, ANY_LANGUAGE))


def _check_listed(spec: LeafSpec, listed: ListedSpec, path: Path, report: Report) -> None:
    if not listed.model_fields_set:
        todo = 'write "listed: any" for every listed name'
        report.error(path, "E-no-value", "listed says neither list, programme nor kind", todo)
    elif len(listed.single) > 1 and not isinstance(spec, ConditionSpec):
        todo = "ask for one list and one programme, or write `any` of several"
        report.error(path, "E-value", "what is counted cannot be on several lists or under several programmes", todo)


def _check_lists(wanted: str | ListedSpec, path: Path, report: Report, lists: Collection[str]) -> None:
    """Nothing is ever found on a list that the configuration does not have; another one may have it."""
    if isinstance(wanted, ListedSpec):
        named = [(("list",), wanted.list)] if wanted.list else []
        asked: list[tuple[Path, str]] = [*named, *((("lists", at), name) for at, name in enumerate(wanted.lists))]
    else:
        asked = [((), wanted)] if wanted not in {"", "any"} else []
    for place, name in asked:
        if name not in lists:
            known = f"lists are {', '.join(sorted(lists))}" if lists else "add it there; until then nothing is found"
            what = f'`lists` of the configuration has no list "{name}"'
            report.warning((*path, *place), "W-unknown-list", what, did_you_mean(name, lists) or known)


def check_name(name: str, role: str, names: Collection[str], path: Path, report: Report) -> None:
    """A concept, actor or place must be known."""
    if name in names:
        return
    listed = sorted(names)
    todo = did_you_mean(name, listed) or (
        f"known: {', '.join(listed)}" if 0 < len(listed) <= _LISTED else f"write it into rules/{role}s/, or use another"
    )
    report.error(path, _UNKNOWN[role], f'there is no {role} "{name}"', todo)


def _check_kind(wanted: EntitySpec, role: str, kinds: tuple[str, ...], path: Path, report: Report) -> None:
    if not wanted.kind and not wanted.country:
        report.error(
            path, "E-no-value", f"{role} says neither kind nor country", f'write "{role}: any" for every {role}'
        )
    if wanted.kind and wanted.kind not in kinds:
        todo = did_you_mean(wanted.kind, kinds) or f"write one of {', '.join(kinds)}"
        report.error((*path, "kind"), "E-unknown-kind", f'there is no kind "{wanted.kind}" of {role}', todo)
    if wanted.country in _NOT_ISO or (wanted.country and not _ISO_3166.fullmatch(wanted.country)):
        todo = f'write "{_NOT_ISO.get(wanted.country, "LY")}"' + ("" if wanted.country in _NOT_ISO else ", for example")
        what = f'"{wanted.country}" is no ISO 3166 code of two capital letters'
        report.error((*path, "country"), "E-country-id", what, todo)

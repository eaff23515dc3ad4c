"""The files `actors/*.yaml` and `places/*.yaml`: what stands in them, and every problem with its file and line.

In: folders, later ones overriding earlier ones by id. Out: `Known` actors, people and places, and `Problem`s. A file
that is wrong gives no entries; the others still do. Never finds a name in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from monitor.engine.affixes import LANGUAGES
from monitor.engine.folders import yaml_files
from monitor.engine.json_schema import json_schema_of
from monitor.engine.lexicon import LexiconEntry, UnlessNear
from monitor.engine.lint_terms import term_faults
from monitor.engine.memory import Memory
from monitor.engine.report import Report
from monitor.engine.silence import Silence, heard, silences_of
from monitor.engine.terms import ANY_LANGUAGE
from monitor.errors import Level, Problem
from monitor.strict_yaml import Document, Place, Placed, Reader, Shape, did_you_mean
from monitor.text.fold import fold_words

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Terms = dict[str, tuple[str, ...]]

_DECLINING = "pl"
# Of Latin letters and without marks of the term syntax; several words, or one that ends in a consonant.
_DECLINED = re.compile(r"(?:[A-Za-zÀ-ɏ'’-]+ )+[A-Za-zÀ-ɏ'’-]+|[A-Za-zÀ-ɏ'’-]+[b-df-hj-np-tv-xzA-Z]")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NearSpec(_Strict):
    """A mention within `words` words of these terms is somebody else of the same name."""

    words: Annotated[int, Field(ge=1, le=100, description="how close, in words")] = 5
    terms: Terms = Field(description="by language, the words that tell the other one")


class EntrySpec(_Strict):
    """What actors and places have in common. `names` by language or "any", in the term syntax of rules."""

    id: Id = Field(description="what rules call it; of a country its two-letter code, like LY")
    name: str = Field(description="as readers see it, in English")
    names: Terms = Field({}, description='by language, or "any": all that it is called, in the term syntax of concepts')
    names_in: dict[str, str] = Field({}, description="by language, how to write the name for its readers")
    exact: bool = Field(default=False, description="capitals and accents count: for short names such as US")
    unless_near: NearSpec | None = Field(None, description="words beside which the name is somebody else's")


class ActorSpec(EntrySpec):
    """A person, group, force or organisation; `country` is where it belongs."""

    kind: Literal["person", "pmc", "armed-group", "state-force", "organisation"] = Field(description="what it is")
    country: CountryCode | None = Field(None, description="where it belongs, like RU")


class PlaceSpec(EntrySpec):
    """A country, region or city; `country` is where it lies."""

    kind: Literal["country", "region", "city"] = Field(description="what it is")
    country: CountryCode | None = Field(None, description="where it lies, like LY")


class ActorFile(_Strict):
    """`actors/*.yaml`."""

    actors: tuple[ActorSpec, ...] = Field(description="people, groups, forces and organisations")


class PlaceFile(_Strict):
    """`places/*.yaml`."""

    places: tuple[PlaceSpec, ...] = Field(description="countries, regions and cities")


def actor_json_schema() -> dict[str, Any]:
    """The JSON schema of a file of actors, for editors."""
    return json_schema_of(ActorFile)


def place_json_schema() -> dict[str, Any]:
    """The JSON schema of a file of places, for editors."""
    return json_schema_of(PlaceFile)


@dataclass(frozen=True, slots=True)
class Known:
    """One entry with the place that it was read from."""

    spec: ActorSpec | PlaceSpec
    document: Placed
    path: Place

    @property
    def country(self) -> str | None:
        """The country of a place or actor; a country's own id."""
        return self.spec.country or (self.spec.id if self.spec.kind == "country" else None)

    def lexicon_entry(self) -> LexiconEntry:
        """What the matcher looks for: the names, or the canonical one when there are none; people's in their cases."""
        near = self.spec.unless_near
        terms = self.spec.names or {ANY_LANGUAGE: (self.spec.name,)}
        return LexiconEntry(
            id=self.spec.id,
            terms=_declined(terms) if self.spec.kind == "person" and not self.spec.exact else terms,
            unless_near=UnlessNear(words=near.words, terms=near.terms) if near else None,
            exact=self.spec.exact,
        )

    def problem(self, inside: Place, what: str, *, code: str, todo: str = "", level: Level = Level.ERROR) -> Problem:
        """A problem at a place of this entry."""
        line = self.document.line((*self.path, *inside))
        return Problem(file=self.document.file, line=line, what=what, todo=todo, code=code, level=level)


def _declined(names: Mapping[str, tuple[str, ...]]) -> Terms:
    """`names` where those of any language are words of Polish too, the one language that declines them in Latin script.

    Trump, Trumpa, Trumpem. A single name that ends in a vowel would lose it: Milei is not to find 'mile'.
    """
    declined = [name for name in names.get(ANY_LANGUAGE, ()) if _DECLINED.fullmatch(name)]
    if not declined:
        return dict(names)
    return {**names, _DECLINING: tuple(dict.fromkeys((*names.get(_DECLINING, ()), *declined)))}


def read_folders(
    folders: Sequence[Path], memory: Memory
) -> tuple[Mapping[str, Known], Mapping[str, Known], tuple[Problem, ...]]:
    """Actors and places by id, and every problem of every file. What `memory` knows is not read again."""
    shelf = _Shelf(memory.reader)
    actors = _read_kind(folders, "actors", shelf)
    places = _read_kind(folders, "places", shelf)
    shelf.problems.extend(_collisions(actors.values()))
    return actors, places, heard(shelf.problems, shelf.silences)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What is wrong in the files read so far, and what of it is silenced."""

    reader: Reader
    problems: list[Problem] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)


def _read_kind(folders: Sequence[Path], kind: str, shelf: _Shelf) -> dict[str, Known]:
    """Entries of one kind; within a folder an id stands once, a later folder replaces it."""
    merged: dict[str, Known] = {}
    for folder in folders:
        here: dict[str, Known] = {}
        paths, problems = yaml_files(folder / kind)
        shelf.problems.extend(problems)
        for path in paths:
            for known in _read_file(path, kind, shelf):
                first = here.setdefault(known.spec.id, known)
                if first is not known:
                    shelf.problems.append(_twice(known, first))
        merged.update(here)
    return merged


def _read_file(path: Path, kind: str, shelf: _Shelf) -> Iterator[Known]:
    read = shelf.reader.read(path, SHAPES[kind])
    shelf.problems.extend(read.problems)
    shelf.silences.extend(silences_of(path, read.remarks))
    for index, spec in enumerate(getattr(read.spec, kind) if read.spec else ()):
        yield Known(spec, read, (kind, index))


# --- what pydantic cannot see -----------------------------------------------------------------------------------


def _twice(known: Known, first: Known) -> Problem:
    place = f"{first.document.file.name}:{first.document.line(first.path)}"
    return known.problem(
        ("id",),
        f'the id "{known.spec.id}" stands in {place} already',
        code="E-duplicate-id",
        todo="give one of them another id, or make them one entry",
    )


def _check_file(file: ActorFile | PlaceFile, document: Document) -> Iterator[Problem]:
    specs: tuple[ActorSpec | PlaceSpec, ...] = file.actors if isinstance(file, ActorFile) else file.places
    kind = "actors" if isinstance(file, ActorFile) else "places"
    for index, spec in enumerate(specs):
        yield from _check(Known(spec, document, (kind, index)))
    report = Report(document)
    report.cut(document)
    yield from report.problems


SHAPES: Mapping[str, Shape[Any]] = {
    "actors": Shape(model=ActorFile, check=_check_file),
    "places": Shape(model=PlaceFile, check=_check_file),
}


def _check(known: Known) -> Iterator[Problem]:
    spec = known.spec
    if spec.kind == "country" and not (len(spec.id) == 2 and spec.id.isupper()):  # noqa: PLR2004 - ISO alpha-2
        yield known.problem(
            ("id",),
            f'the country "{spec.name}" has the id "{spec.id}"',
            code="E-country-id",
            todo="use its ISO 3166 code of two capital letters",
        )
    yield from _check_terms(known, ("names",), spec.names, exact=spec.exact)
    if spec.unless_near:
        yield from _check_terms(known, ("unless_near", "terms"), spec.unless_near.terms, exact=False)


def _check_terms(known: Known, inside: Place, terms: Terms, *, exact: bool) -> Iterator[Problem]:
    for language, texts in terms.items():
        if language != ANY_LANGUAGE and language not in LANGUAGES:
            yield known.problem(
                (*inside, language),
                f'no endings are known for "{language}"',
                code="W-unknown-language",
                todo=did_you_mean(language, (*LANGUAGES, ANY_LANGUAGE)) or "write out every form",
                level=Level.WARNING,
            )
            continue
        for index, text in enumerate(texts):
            for found in term_faults(text, language, exact=exact):
                where = (*inside, language, index)
                yield known.problem(where, found.what, code=found.code, todo=found.todo, level=found.level)


def _collisions(actors: Iterable[Known]) -> Iterator[Problem]:
    """One alias of two actors: a reader cannot know which is meant, and both are reported."""
    owners: dict[tuple[str, str], Known] = {}
    for known in actors:
        for language, texts in known.spec.names.items():
            for index, text in enumerate(texts):
                owner = owners.setdefault((language, fold_words(text)), known)
                if owner.spec.id != known.spec.id:
                    yield known.problem(
                        ("names", language, index),
                        f'"{text}" is a name of "{owner.spec.id}" and of "{known.spec.id}"',
                        code="W-alias-collision",
                        todo="take it from one of them, or tell them apart with unless_near",
                        level=Level.WARNING,
                    )

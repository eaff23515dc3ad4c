"""Pydantic's complaints as `file:line: what; what to do`, in the user's own words. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from monitor.errors import Problem
from monitor.strict_yaml.document import Document

Said = tuple[str, str, str]  # code, what, todo

_WANTED = {
    "string_type": ("E-not-text", "text"),
    "path_type": ("E-not-text", "a path"),
    "list_type": ("E-not-list", "a list, one item a line with a hyphen before it"),
    "tuple_type": ("E-not-list", "a list, one item a line with a hyphen before it"),
    "set_type": ("E-not-list", "a list, one item a line with a hyphen before it"),
    "frozen_set_type": ("E-not-list", "a list, one item a line with a hyphen before it"),
    "dict_type": ("E-not-map", 'a map, lines of "key: value" below it'),
    "mapping_type": ("E-not-map", 'a map, lines of "key: value" below it'),
    "model_type": ("E-not-map", 'a map, lines of "key: value" below it'),
    "model_attributes_type": ("E-not-map", 'a map, lines of "key: value" below it'),
    "dataclass_type": ("E-not-map", 'a map, lines of "key: value" below it'),
    "int_parsing": ("E-not-number", "a whole number"),
    "int_type": ("E-not-number", "a whole number"),
    "int_from_float": ("E-not-number", "a whole number"),
    "float_parsing": ("E-not-number", "a number"),
    "float_type": ("E-not-number", "a number"),
    "bool_parsing": ("E-not-bool", "true or false"),
    "bool_type": ("E-not-bool", "true or false"),
}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}
_FORMS = {  # what is asked of a text, for people who read no patterns
    r"^(any|[a-z]{2,3})$": 'the code of a language, like en or ru, or "any"',
    r"^[A-Z]{2}$": "the two capitals of a country's code, like MZ",
    r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$": "letters of a to z and digits, with single hyphens between them",
    r"^[A-Za-z0-9][A-Za-z0-9_-]*$": "letters of a to z, digits, hyphens and underscores, a letter or digit first",
}
_LENGTHS = {
    "too_short": ("min_length", "at least", "item"),
    "too_long": ("max_length", "at most", "item"),
    "string_too_short": ("min_length", "at least", "letter"),
    "string_too_long": ("max_length", "at most", "letter"),
}


def problems_from(
    error: ValidationError, document: Document, *, known: type[BaseModel] | None = None
) -> tuple[Problem, ...]:
    """Every error as a problem at the line of its key, in the order of the file.

    `known` is the model that was validated: its field names feed the 'did you mean' for unknown keys.
    """
    problems: dict[tuple[int, str], Problem] = {}
    for detail in error.errors(include_url=False):
        path = document.place(detail["loc"])
        code, what, todo = _say(detail, document, known)
        problem = Problem(file=document.file, line=document.line(path), what=what, todo=todo, code=code)
        problems.setdefault((problem.line, what), problem)
    return tuple(sorted(problems.values(), key=lambda p: p.line))


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """'did you mean "x"?' for the nearest choice, or an empty text when nothing is near."""
    by_folded = {choice.casefold(): choice for choice in choices}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f'did you mean "{by_folded[near[0]]}"?' if near else ""


def _say(detail: Any, document: Document, known: type[BaseModel] | None) -> Said:
    kind, loc, context = detail["type"], detail["loc"], detail.get("ctx", {})
    name = _name(document.place(loc))
    if kind == "extra_forbidden":
        return _unknown_key(loc, known)
    if kind == "missing":
        return "E-missing-key", f'{_name(document.place(loc), within=True)}the key "{loc[-1]}" is missing', "add it"
    if kind == "value_error":
        what, _, todo = str(context.get("error", detail["msg"])).partition("; ")
        return "E-value", f"{name}: {what}" if name else what, todo
    if detail["input"] is None:
        wanted = _WANTED.get(kind, ("", "a value"))[1]
        return "E-no-value", f"{name} has no value", f"write {wanted} behind it, or delete the key"
    return _wrong_value(kind, name, detail, context)


def _wrong_value(kind: str, name: str, detail: Any, context: dict[str, Any]) -> Said:
    if kind in {"literal_error", "enum"}:
        return _not_a_choice(name, detail["input"], re.findall(r"'([^']*)'", context.get("expected", "")))
    if kind in _WANTED:
        code, wanted = _WANTED[kind]
        return code, f"{name} is {_shown(detail['input'])}", f"write {wanted}"
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        return "E-range", f"{name} is {_shown(detail['input'])}", f"write {words} {context[key]}"
    if kind in _LENGTHS:
        key, words, unit = _LENGTHS[kind]
        number = f"{context[key]} {unit}" + ("s" if context[key] != 1 else "")
        return "E-length", f"{name} is {_shown(detail['input'])}", f"write {words} {number}"
    if kind == "string_pattern_mismatch":
        wanted = _FORMS.get(context["pattern"], f"text of the form {context['pattern']}")
        return "E-value", f"{name} is {_shown(detail['input'])}", f"write {wanted}"
    return "E-value", f"{name} is {_shown(detail['input'])}: {detail['msg'][:1].lower()}{detail['msg'][1:]}", ""


def _unknown_key(loc: tuple[str | int, ...], known: type[BaseModel] | None) -> Said:
    choices = _keys_at(known, loc[:-1]) if known else []
    word = str(loc[-1])
    todo = did_you_mean(word, choices) or (f"known keys: {', '.join(choices)}" if choices else "delete it")
    return "E-unknown-key", f'unknown key "{word}"', todo


def _not_a_choice(name: str, value: Any, choices: list[str]) -> Said:
    listed = ", ".join(choices)
    near = did_you_mean(value, choices) if isinstance(value, str) else ""
    return "E-not-a-choice", f"{name} is {_shown(value)}", near or f"write one of {listed}"


def _name(path: tuple[str | int, ...], *, within: bool = False) -> str:
    """'feeds, item 2, tier' for people."""
    words = [f"item {step + 1}" if isinstance(step, int) else f'"{step}"' for step in path]
    named = " of ".join(reversed(words))
    return f"in {named} " if within and named else "" if within else named


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    text = re.sub(r"(?<=://).+", "…", str(value), flags=re.DOTALL)  # behind it may be a password
    return f'"{text[:57]}…"' if len(text) > 60 else f'"{text}"'  # noqa: PLR2004 - what fits a terminal line


def _keys_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """Keys that the models at `loc` take, in the order in which they are declared."""
    places: list[Any] = [model]
    for step in loc:
        inner = [found for place in places for found in _step_into(place, step)]
        places = inner or places  # a step that names a union member stays where it is
    keys = [_key(name, f) for place in places for m in _models(place) for name, f in m.model_fields.items()]
    return list(dict.fromkeys(keys))


def _key(name: str, info: Any) -> str:
    return info.alias or name


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in {Union, UnionType, Annotated}:
        for part in get_args(annotation):
            yield from _models(part)


def _step_into(annotation: Any, step: str | int) -> Iterator[Any]:
    """Types that stand at key or index `step` of `annotation`."""
    origin = get_origin(annotation)
    if origin in {Union, UnionType, Annotated}:
        for part in get_args(annotation):
            yield from _step_into(part, step)
    elif origin is Literal:
        return
    elif origin is not None:
        parts = [part for part in get_args(annotation) if part is not Ellipsis]
        if parts and (isinstance(step, int) or len(parts) > 1):
            yield parts[-1]
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, info in annotation.model_fields.items():
            if _key(name, info) == step:
                yield info.annotation

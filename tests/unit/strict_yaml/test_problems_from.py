"""Pydantic's errors, told in the user's words at the user's line."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from monitor.strict_yaml import did_you_mean, load, problems_from


class Level(StrEnum):
    LOW = "low"
    HIGH = "high"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Leaf(Strict):
    url: str
    level: Level = Level.LOW
    inside: str = Field(default="", alias="in")


class Other(Strict):
    other: int


class Top(Strict):
    leaves: tuple[Leaf, ...] = ()
    named: dict[str, Leaf | Other] = {}
    mode: Literal["fast", "slow"] = "fast"
    terms: list[str] = []
    count: Annotated[int, Field(ge=1)] = 1
    flag: bool = False

    @field_validator("terms")
    @classmethod
    def no_dots(cls, terms: list[str]) -> list[str]:
        if "." in terms:
            raise ValueError('the term "." finds nothing; write a word')
        return terms


def told(text: str) -> list[str]:
    document = load(Path("t.yaml"), text)
    with pytest.raises(ValidationError) as caught:
        Top.model_validate(document.data)
    return [str(problem) for problem in problems_from(caught.value, document, known=Top)]


def test_an_unknown_key_is_told_at_its_own_line_with_the_nearest_known_one():
    assert told("leaves:\n  - url: x\n    levle: low\n") == [
        't.yaml:3: E-unknown-key unknown key "levle"; did you mean "level"?'
    ]


def test_the_name_that_users_write_is_proposed_and_not_the_attribute():
    assert told("leaves:\n  - {url: x, inn: y}\n") == ['t.yaml:2: E-unknown-key unknown key "inn"; did you mean "in"?']


def test_a_far_off_key_gets_the_list_of_known_ones():
    assert told("zzz: 1\n") == [
        't.yaml:1: E-unknown-key unknown key "zzz"; known keys: leaves, named, mode, terms, count, flag'
    ]


def test_a_key_inside_a_map_of_alternatives_is_compared_with_all_of_them():
    assert 't.yaml:3: E-unknown-key unknown key "othr"; did you mean "other"?' in told("named:\n  a:\n    othr: 1\n")


def test_a_missing_key_is_told_where_it_belongs():
    assert told("mode: fast\nleaves:\n  - level: low\n") == [
        't.yaml:3: E-missing-key in item 1 of "leaves" the key "url" is missing; add it'
    ]


def test_a_wrong_choice_gets_the_nearest_one_or_all_of_them():
    assert told("mode: fsat\n") == ['t.yaml:1: E-not-a-choice "mode" is "fsat"; did you mean "fast"?']
    assert told("leaves:\n  - {url: x, level: zzz}\n") == [
        't.yaml:2: E-not-a-choice "level" of item 1 of "leaves" is "zzz"; write one of low, high'
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("terms: x\n", 'E-not-list "terms" is "x"; write a list'),
        ("terms: {a: b}\n", 'E-not-list "terms" is a map; write a list'),
        ("terms: [[a]]\n", 'E-not-text item 1 of "terms" is a list; write text'),
        ("terms:\n", 'E-no-value "terms" has no value; write a list'),
        ("leaves: [x]\n", 'E-not-map item 1 of "leaves" is "x"; write a map'),
        ("count: many\n", 'E-not-number "count" is "many"; write a whole number'),
        ("count: 0\n", 'E-range "count" is "0"; write at least 1'),
        ("flag: maybe\n", 'E-not-bool "flag" is "maybe"; write true or false'),
        ("terms: ['.']\n", 'E-value "terms": the term "." finds nothing; write a word'),
    ],
)
def test_each_kind_of_wrong_value_has_its_own_sentence(text, expected):
    (problem,) = told(text)
    assert problem.startswith(f"t.yaml:1: {expected}")


def test_every_problem_is_told_in_the_order_of_the_file():
    lines = [problem.split(":")[1] for problem in told("flag: x\ncount: y\nterms: z\nmode: w\n")]
    assert lines == ["1", "2", "3", "4"]


def test_did_you_mean_ignores_case_and_stays_silent_when_nothing_is_near():
    assert did_you_mean("Routes", ["routes"]) == 'did you mean "routes"?'
    assert did_you_mean("xyz", ["routes"]) == ""

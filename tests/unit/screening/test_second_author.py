"""The kept-back labelled sentences are fit to measure with; what they show is a benchmark's business."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

LABELLED = Path(__file__).parents[2] / "data" / "lists"
SETS = ("second_author", "third_author", "fourth_author", "fifth_author", "sixth_author", "seventh_author")
SIZES = {  # sentences, languages, and how many there are at least in each
    "second_author": (320, ("en", "de", "fr", "es", "ru", "uk", "ar", "zh"), 30),
    "third_author": (240, ("en", "de", "fr", "es", "ru", "ar"), 40),
    "fourth_author": (150, ("en", "fr", "es", "ru", "ar", "zh"), 25),
    "fifth_author": (180, ("en", "de", "fr", "es", "pt", "ru", "uk", "ar", "fa", "tr"), 18),
    "sixth_author": (180, ("en", "de", "fr", "es", "ru", "zh"), 24),
    "seventh_author": (180, ("en", "de", "fr", "es", "ru", "uk", "ar", "fa", "tr", "zh"), 18),
}


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELLED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _who(name: str) -> dict[str, list[str]]:
    whose: dict[str, list[str]] = json.loads((LABELLED / f"{name}_who.json").read_text(encoding="utf-8"))
    return whose


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_as_large_as_it_says_in_each_of_its_languages(name: str) -> None:
    rows, (size, langs, least) = _rows(name), SIZES[name]
    languages = Counter(row["lang"] for row in rows)
    assert len(rows) == len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == size
    assert all(languages[lang] >= least for lang in langs)


@pytest.mark.parametrize("name", SETS)
def test_each_label_is_a_stretch_of_its_sentence_that_says_which_entries_are_meant(name: str) -> None:
    who = _who(name)
    for row in _rows(name):
        ends = [0, *(label["end"] for label in row["listed"])]
        for label, before in zip(row["listed"], ends, strict=False):
            named = row["text"][label["start"] : label["end"]]
            assert before <= label["start"], row["id"]
            assert named, row["id"]
            assert named == named.strip(), row["id"]
            assert who[label["who"]], row["id"]


@pytest.mark.parametrize("name", SETS)
def test_a_sentence_that_names_nobody_listed_says_why(name: str) -> None:
    assert all(bool(row.get("why")) is not bool(row["listed"]) for row in _rows(name))


@pytest.mark.parametrize("name", SETS)
def test_no_entry_is_left_over_and_each_names_its_list(name: str) -> None:
    who = _who(name)
    assert set(who) == {label["who"] for row in _rows(name) for label in row["listed"]}
    lists = {entry.split(":", 1)[0] for entries in who.values() for entry in entries}
    assert lists == {"ofac", "ofac-other", "un", "eu", "eu-journal"}

"""The second author's labelled sentences are fit to measure with; what they show is a benchmark's business."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

LABELLED = Path(__file__).parents[2] / "data" / "lists"
ROWS = [json.loads(line) for line in (LABELLED / "second_author.jsonl").read_text(encoding="utf-8").splitlines()]
WHO = json.loads((LABELLED / "second_author_who.json").read_text(encoding="utf-8"))


def test_there_are_320_sentences_and_30_in_each_of_eight_languages() -> None:
    languages = Counter(row["lang"] for row in ROWS)
    assert len({row["id"] for row in ROWS}) == len({row["text"] for row in ROWS}) == 320
    assert all(languages[lang] >= 30 for lang in ("en", "de", "fr", "es", "ru", "uk", "ar", "zh"))


def test_each_label_is_a_stretch_of_its_sentence_that_says_which_entries_are_meant() -> None:
    for row in ROWS:
        ends = [0, *(label["end"] for label in row["listed"])]
        for label, before in zip(row["listed"], ends, strict=False):
            named = row["text"][label["start"] : label["end"]]
            assert before <= label["start"], row["id"]
            assert named, row["id"]
            assert named == named.strip(), row["id"]
            assert WHO[label["who"]], row["id"]


def test_a_sentence_that_names_nobody_listed_says_why() -> None:
    assert all(bool(row.get("why")) is not bool(row["listed"]) for row in ROWS)


def test_no_entry_is_left_over_and_each_names_its_list() -> None:
    assert set(WHO) == {label["who"] for row in ROWS for label in row["listed"]}
    lists = {entry.split(":", 1)[0] for entries in WHO.values() for entry in entries}
    assert lists == {"ofac", "ofac-other", "un", "eu", "eu-journal"}

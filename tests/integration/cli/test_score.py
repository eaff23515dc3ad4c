"""`score`: the rules on texts that a person labelled, each error with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.integration.cli.desk import Desk

LABELLED = Path("texts/labelled.jsonl")


def lines(desk: Desk, *options: str) -> list[dict]:
    done = desk.vedette("score", str(LABELLED), "--json", *options)
    assert done.code == 0, done.err
    return done.objects


def of(found: list[dict], kind: str) -> list[dict]:
    return [one for one in found if one["score"] == kind]


def test_the_first_line_has_the_sums_and_then_each_rule_and_language_its_own(ran: Desk) -> None:
    found = lines(ran)
    assert found[0] == {
        "score": "total",
        "texts": 6,
        "positives": 4,
        "found": 4,
        "right": 3,
        "false": 1,
        "missed": 1,
        "precision": 0.75,
        "recall": 0.75,
        "f1": 0.75,
    }
    by_rule = {one["rule"]: (one["right"], one["false"], one["missed"]) for one in of(found, "rule")}
    assert by_rule == {"ceasefire": (1, 0, 1), "mercenaries": (2, 1, 0)}
    assert {one["language"]: one["f1"] for one in of(found, "language")} == {"de": 1.0, "en": 0.6667}
    assert not of(found, "rule-language")


def test_each_rule_in_each_language_is_told_on_request(ran: Desk) -> None:
    found = of(lines(ran, "--by-language"), "rule-language")
    assert {(one["rule"], one["language"]): one["recall"] for one in found} == {
        ("ceasefire", "en"): 0.5,
        ("mercenaries", "de"): 1.0,
        ("mercenaries", "en"): 1.0,
    }


def test_hard_negatives_that_fire_are_named(ran: Desk) -> None:
    [found] = of(lines(ran), "hard-negatives")
    assert found == {"score": "hard-negatives", "texts": 2, "fired": 1, "share": 0.5, "ids": ["novel"]}


def test_stories_are_grouped_as_group_does_and_only_texts_that_name_theirs_count(ran: Desk) -> None:
    [found] = of(lines(ran), "stories")
    assert found == {"score": "stories", "texts": 3, "precision": 1.0, "recall": 0.6667, "f1": 0.8}


def test_a_miss_tells_what_came_nearest_and_a_false_hit_its_words(ran: Desk) -> None:
    found = lines(ran, "--misses")
    assert of(found, "miss") == [
        {
            "score": "miss",
            "id": "quiet-guns",
            "rule": "ceasefire",
            "language": "en",
            "because": "nearest: ceasefire [not in the text]",
        }
    ]
    assert [(one["id"], one["because"]) for one in of(found, "false-hit")] == [("novel", 'mercenaries: "mercenary"')]


def test_a_label_that_no_rule_has_is_said_once_and_left_out(ran: Desk) -> None:
    done = ran.vedette("score", str(LABELLED))
    assert done.code == 0
    assert done.err == 'no rule has the id "arms-embargos": this label is left out of the figures\n'


def test_a_label_that_is_nearly_a_rule_brings_the_rule_to_mind(fresh: Desk) -> None:
    (fresh.folder / "lines.jsonl").write_text('{"text": "A quiet day.", "labels": ["cease-fire"]}')
    assert "did you mean ceasefire?" in fresh.vedette("score", "lines.jsonl").err


def test_a_rule_that_no_text_is_labelled_with_stands_in_no_sum(fresh: Desk) -> None:
    record = {"text": "A mercenary signed the ceasefire after talks.", "labels": ["ceasefire"]}
    (fresh.folder / "lines.jsonl").write_text(json.dumps(record))
    found = fresh.vedette("score", "lines.jsonl", "--json").objects
    assert found[0]["false"] == 0
    assert of(found, "unlabelled") == [{"score": "unlabelled", "rule": "mercenaries", "found": 1}]
    assert "mercenaries fired on 1 text, but no text is labelled" in fresh.vedette("score", "lines.jsonl").out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "A text."}', "'labels' is missing; write the ids of the rules that should fire, or []"),
        ('{"text": "A text.", "labels": "ceasefire"}', "'labels' is no list of rule ids"),
        ('{"text": "A text.", "labels": [], "unsure": [7]}', "'unsure' is no list of rule ids"),
        ('{"text": "A text.", "labels": [], "kind": 1}', "'kind' is no string"),
        ('{"labels": []}', "'text' is missing"),
        ("ceasefire", "this is no JSON"),
    ],
)
def test_a_bad_line_is_said_with_its_place_and_loses_no_other(fresh: Desk, line: str, said: str) -> None:
    good = json.dumps({"text": "A ceasefire was signed after talks.", "labels": ["ceasefire"]})
    (fresh.folder / "lines.jsonl").write_text(f"{line}\n{good}\n")
    done = fresh.vedette("score", "lines.jsonl", "--json")
    assert done.code == 1
    assert f"lines.jsonl:1: {said}" in done.err
    assert (done.objects[0]["texts"], done.objects[0]["f1"]) == (1, 1.0)


def test_a_corpus_without_a_text_is_one_sentence_and_no_table(fresh: Desk) -> None:
    (fresh.folder / "none.jsonl").write_text("", encoding="utf-8")
    done = fresh.vedette("score", "none.jsonl")
    assert (done.code, done.out) == (0, "No texts.\n")


def test_a_corpus_that_is_not_there_is_said(ran: Desk) -> None:
    done = ran.vedette("score", "absent.jsonl")
    assert (done.code, done.out) == (1, "")
    assert "absent.jsonl: there is no such file" in done.err


def test_standard_input_is_read_stories_and_all(ran: Desk) -> None:
    body = (ran.folder / LABELLED).read_bytes()
    done = ran.vedette("score", "-", "--json", stdin=body)
    assert done.objects == lines(ran)

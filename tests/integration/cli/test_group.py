"""`group`: a story for every line that is a text, windows by the given dates, undated texts by content alone."""

from __future__ import annotations

import json

import pytest

from tests.integration.cli.desk import Desk

REPORT = (
    "Two ferries with about two hundred men on board left the port before dawn, and nobody at the harbour office "
    "wanted to say who had paid for the passage or where the ships were bound, a reporter on the quay was told."
)
OTHER = (
    "The harvest of the northern valleys is the best in thirty years, growers said, because the spring rains came "
    "late and the frost stayed away; prices at the market fell by a third within a week, to the joy of the bakers."
)


def grouped(desk: Desk, *records: dict | str) -> dict[str, str]:
    lines = (record if isinstance(record, str) else json.dumps(record) for record in records)
    (desk.folder / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return {one["id"]: one["story"] for one in desk.vedette("group", "lines.jsonl", "--json").objects}


def record(name: str, date: str | None = None, text: str = REPORT) -> dict:
    return {"id": name, "text": text} | ({"date": date} if date else {})


def test_every_text_gets_a_story_matched_or_not_in_the_order_of_the_file(fresh: Desk) -> None:
    found = fresh.vedette("group", "texts/corpus.jsonl", "--json")
    assert found.code == 0
    assert found.objects == [
        {"id": "a", "story": "a"},
        {"id": "b", "story": "a"},
        {"id": "c", "story": "c"},
        {"id": "d", "story": "d"},
    ]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("2024-03-05", "2024-03-05", True),
        ("2024-03-05", "2024-03-08", True),
        ("2024-03-05", "2024-03-09", False),
        ("2024-03-08", "2024-03-05", True),  # a file need not be in order
        ("2024-03-05T10:00:00Z", "2024-03-08T09:00:00Z", True),
        ("2024-03-05T10:00:00Z", "2024-03-08T11:00:00Z", False),
        ("2024-03", "2024-03-20", True),
        ("2024-03", "2024-04-02", True),
        ("2024-03", "2024-04-04", False),
        ("2024-03", "2024-09", False),
        ("2024", "2024-12-31", True),
        ("2023", "2024-06", False),
        (None, "2024-03-05", True),
        ("2024-03-05", None, True),
        (None, None, True),
    ],
)
def test_the_same_words_are_one_story_within_the_window_of_their_dates(
    fresh: Desk, first: str | None, second: str | None, together: bool
) -> None:
    stories = grouped(fresh, record("one", first), record("two", second))
    assert (stories["one"] == stories["two"]) is together


def test_an_undated_text_does_not_tie_together_what_lies_months_apart(fresh: Desk) -> None:
    stories = grouped(fresh, record("undated"), record("march", "2024-03-05"), record("august", "2024-08-05"))
    assert stories["march"] != stories["august"]
    assert stories["undated"] in {stories["march"], stories["august"]}


def test_a_story_closes_a_week_after_its_first_text(fresh: Desk) -> None:
    days = [record(str(day), f"2024-03-{day:02}") for day in range(1, 13, 2)]
    assert grouped(fresh, *days) == {"1": "1", "3": "1", "5": "1", "7": "1", "9": "9", "11": "9"}


def test_other_words_are_another_story(fresh: Desk) -> None:
    assert grouped(fresh, record("one"), record("two", text=OTHER)) == {"one": "one", "two": "two"}


def test_a_name_that_two_stories_would_share_is_told_apart(fresh: Desk) -> None:
    (fresh.folder / "lines.jsonl").write_text(
        "\n".join(json.dumps(record("same", text=text)) for text in (REPORT, OTHER, REPORT))
    )
    found = fresh.vedette("group", "lines.jsonl", "--json").objects
    assert [one["story"] for one in found] == ["same", "same (line 2)", "same"]


def test_texts_without_an_id_are_named_by_their_line(fresh: Desk) -> None:
    stories = grouped(fresh, {"text": REPORT}, "", {"text": OTHER}, {"text": ""})
    assert stories == {"line 1": "line 1", "line 3": "line 3", "line 4": "line 4"}


def test_a_bad_line_is_said_and_loses_no_other(fresh: Desk) -> None:
    (fresh.folder / "lines.jsonl").write_text('{"text": "A text."}\nnone\n{"id": "x"}\n')
    done = fresh.vedette("group", "lines.jsonl", "--json")
    assert done.code == 1
    assert done.objects == [{"id": "line 1", "story": "line 1"}]
    assert "lines.jsonl:2: this is no JSON" in done.err
    assert "lines.jsonl:3: 'text' is missing" in done.err


@pytest.mark.parametrize(("name", "said"), [("absent.jsonl", "there is no such file"), ("texts", "this is a folder")])
def test_a_corpus_that_cannot_be_read_is_said(fresh: Desk, name: str, said: str) -> None:
    done = fresh.vedette("group", name, "--json")
    assert (done.code, done.out) == (1, "")
    assert f"{name}: {said}" in done.err


def test_it_needs_no_configuration_and_reads_standard_input(tmp_path) -> None:
    done = Desk(tmp_path).vedette("group", "-", "--json", stdin=json.dumps(record("one")).encode())
    assert done.code == 0, done.err
    assert done.objects == [{"id": "one", "story": "one"}]

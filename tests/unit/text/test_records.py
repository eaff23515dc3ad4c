"""Texts given by hand: one file, one text a line, or every bad line at once."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import InputError
from monitor.text import TextRecord, records_from_jsonl, text_records


def test_a_plain_file_is_one_text_named_after_the_file():
    assert text_records("folder/note.txt", "\ufeffOne.\n\nTwo.") == (TextRecord(text="One.\n\nTwo.", id="note.txt"),)


def test_a_line_needs_a_text_only_and_other_keys_are_ignored():
    lines = '{"text": "A.", "labels": []}\n\n{"id": 7, "text": "B.", "title": "T", "lang": "de", "date": "2023-09"}\n'
    assert text_records("texts.jsonl", lines) == (
        TextRecord(text="A.", id="line 1"),
        TextRecord(text="B.", id="7", title="T", language="de", date="2023-09"),
    )


def test_every_bad_line_is_reported_with_its_number_and_the_next_step():
    bad = (
        "not json",
        "[1]",
        '{"title": "x"}',
        '{"text": 5}',
        '{"text": "B.", "date": "soon"}',
        '{"text": "C", "id": []}',
    )
    lines = "\n".join(('{"text": "A."}', *bad))
    with pytest.raises(InputError) as caught:
        text_records("texts.jsonl", lines)
    messages = [str(problem) for problem in caught.value.problems]
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4, 5, 6, 7]
    assert all(message.startswith(f"texts.jsonl:{number}: ") for number, message in enumerate(messages, start=2))
    assert "no JSON" in messages[0]
    assert "'text' is missing" in messages[2]
    assert "'soon' is no date" in messages[4]
    assert '{"text": ' in messages[0]


def test_a_deeply_nested_line_is_a_bad_line_and_not_a_crash():
    ((number, reason),) = records_from_jsonl('{"text": ' + "[" * 200_000)
    assert (number, isinstance(reason, str)) == (1, True)


@given(st.lists(st.text(), max_size=5))
def test_any_text_survives_the_way_through_a_line(texts):
    lines = "\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in texts)
    assert [record.text for record in text_records("x.jsonl", lines)] == texts


@given(st.text())
def test_any_line_is_a_record_or_a_reason(content):
    for _, found in records_from_jsonl(content):
        assert isinstance(found, TextRecord | str)


def test_what_else_a_line_says_is_kept_for_who_knows_its_meaning():
    [record] = text_records("texts.jsonl", '{"text": "A.", "lang": "de", "labels": ["sanctions"], "kind": null}')
    assert record.more == {"labels": ["sanctions"], "kind": None}

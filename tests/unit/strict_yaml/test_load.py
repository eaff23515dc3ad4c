"""Strict YAML: text stays text, and every fault has a line and a next step."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import InputError, Problem
from monitor.strict_yaml import MAX_DEPTH, Document, load

FILE = Path("some.yaml")


def read(text: str) -> Document:
    return load(FILE, text)


def faults(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "typed", ["NO", "no", "on", "12:30", "010", "1.20", "1_000", "0x1F", "2024-01-02", "~", "null"]
)
def test_a_scalar_stays_the_text_that_was_typed(typed):
    assert read(f"key: {typed}\n").data == {"key": typed}
    assert read(f"{typed}: value\n").data == {typed: "value"}


def test_an_empty_plain_scalar_is_none_and_an_empty_quoted_one_is_text():
    assert read("plain:\nquoted: ''\n").data == {"plain": None, "quoted": ""}


def test_lists_and_maps_nest_as_they_are_written():
    assert read("- a: [1, {b: c}]\n- - d\n").data == [{"a": ["1", {"b": "c"}]}, ["d"]]


def test_the_line_of_a_place_is_that_of_its_key_or_item():
    document = read("# head\nfeeds:\n  - url: x\n    name: |\n      long\n  - url: y\nlast: 1\n")
    assert document.line(("feeds",)) == 2
    assert document.line(("feeds", 0)) == 3
    assert document.line(("feeds", 0, "name")) == 4
    assert document.line(("feeds", 1, "url")) == 6
    assert document.line(("last",)) == 7


def test_an_unknown_place_has_the_line_of_its_longest_known_beginning():
    document = read("a: 1\nb:\n  c: 2\n")
    assert document.line(("b", "nothing", "c")) == 2
    assert document.line(("nothing",)) == 1


def test_comments_are_kept_by_line_and_a_hash_inside_quotes_is_none():
    text = "a: 1  # ok: short\nb: '# no'   # yes\nc: |\n  # block text\n# own line\nd: x#y\ne: \"#\n  # quoted\"\n"
    assert read(text).comments == {1: "ok: short", 2: "yes", 5: "own line"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: c\n", "some.yaml:2: E-yaml a tab indents this line; use spaces for indentation"),
        ("a: 1\nb: 'open\nc: 2\n", "some.yaml:2: E-yaml a quote opened here is not closed"),
        ("b: 'open\nc: 'two'\n", "some.yaml:1: E-yaml the quote opened here ends in a later line"),
        ("a: [x, y\nb: z\n", 'some.yaml:1: E-yaml the "[" opened here is not closed, or a comma is missing'),
        ("a: {x: y\nb: z\n", 'some.yaml:1: E-yaml the "{" opened here is not closed, or a comma is missing'),
        ("- *wort\n", 'some.yaml:1: E-alias unquoted "*wort" is an alias for YAML, not text; put quotes around it'),
        (
            "- *söldner\n",
            """some.yaml:1: E-yaml unquoted text cannot begin with "*"; put quotes around it, like '*sö""",
        ),
        ("- *two words\n", 'some.yaml:1: E-alias unquoted "*two"'),
        (
            "- @name\n",
            """some.yaml:1: E-yaml unquoted text cannot begin with "@"; put quotes around it, like '@name'""",
        ),
        ("a: %x\n", """some.yaml:1: E-yaml unquoted text cannot begin with "%"; put quotes around it, like '%x'"""),
        ("a: `x`\n", """some.yaml:1: E-yaml unquoted text cannot begin with "`"; put quotes around it, like '`x`'"""),
        ("a: &name x\n", 'some.yaml:1: E-alias unquoted "&name" is an anchor for YAML'),
        ("a: !wow x\n", 'some.yaml:1: E-tag unquoted "!wow" is a tag for YAML'),
        ("a: !!str x\n", 'some.yaml:1: E-tag unquoted "!!str"'),
        ("a:\n  <<: x\n", 'some.yaml:2: E-alias merge keys ("<<") are not allowed'),
        ("a: 1\nb: 2\na: 3\n", 'some.yaml:3: E-dup-key the key "a" stands here and in line 1; keep one of the two'),
        ("a: 1\n---\nb: 2\n", "some.yaml:2: E-documents a second document begins here; keep one document a file"),
        ("a: b: c\n", 'some.yaml:1: E-yaml unquoted text cannot hold a colon and a space (": ")'),
        ('a: "x" y\n', "some.yaml:1: E-yaml text goes on after the closing quote"),
        ('a: "\\d"\n', "some.yaml:1: E-yaml a backslash in"),
        ("a: 1\n  b: 2\n", "some.yaml:2: E-yaml a colon makes this line a key, and no key can stand here"),
        ("a:\n  - x\n b: 2\n", "some.yaml:3: E-yaml the line does not fit to the lines above"),
        ("a: ]\n", 'some.yaml:1: E-yaml a value is expected here, not "]"'),
        ("é: 1\nb: \x07\n", "some.yaml:2: E-yaml a control character (U+0007) stands in the text"),
        ("[a]: b\n", "some.yaml:1: E-key a list or map stands where a key belongs"),
        ("? \n: b\n", "some.yaml:1: E-key a key is missing before the colon"),
        ("", "some.yaml:1: E-empty the file is empty"),
        ("# nothing\n", "some.yaml:1: E-empty holds nothing but comments"),
    ],
)
def test_a_fault_is_told_with_its_line_and_a_next_step(text, expected):
    (fault,) = faults(text)
    assert fault.startswith(expected)
    assert "; " in fault


def test_all_faults_that_do_not_end_the_parse_are_told_at_once():
    found = faults("a: &x 1\nb: *x\na: 2\nc: !t 3\n")
    assert [fault.split(" ")[1] for fault in found] == ["E-alias", "E-alias", "E-dup-key", "E-tag"]


def test_nesting_is_allowed_up_to_the_limit_and_refused_beyond():
    read("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    (fault,) = faults("[" * 100_000)
    assert fault == f"some.yaml:1: E-deep more than {MAX_DEPTH} levels of nesting; write it flatter"


def test_a_file_that_is_not_utf8_is_refused_with_the_line(tmp_path):
    file = tmp_path / "latin.yaml"
    file.write_bytes("a: b\nname: München\n".encode("latin-1"))
    with pytest.raises(InputError, match=r":2: E-encoding byte 0xfc is not UTF-8 text; save the file"):
        load(file)
    file.write_text("a: b\n", encoding="utf-16")
    with pytest.raises(InputError, match="saved as UTF-16"):
        load(file)


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path):
    file = tmp_path / "bom.yaml"
    file.write_text("a: b\n", encoding="utf-8-sig")
    assert load(file).data == {"a": "b"}


def test_a_missing_file_is_a_problem_and_not_a_traceback(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / "nowhere.yaml")


def refusal(text: str | None, file: Path = FILE) -> tuple[Problem, ...]:
    """Why it is refused; anything but `InputError` goes through and fails the test."""
    try:
        load(file, text)
    except InputError as error:
        return error.problems
    return ()


@given(st.one_of(st.text(), st.text(alphabet="ab:-[]{}'\"*&!|>%@` \t\n#?,<~\\")))
def test_any_text_is_read_or_refused_in_words(text):
    problems = refusal(text)
    assert all(problem.what and problem.line >= 1 for problem in problems)


@given(raw=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(raw, tmp_path_factory):
    file = tmp_path_factory.mktemp("bytes") / "any.yaml"
    file.write_bytes(raw)
    problems = refusal(None, file)
    assert all(str(problem).startswith(f"{file}:") for problem in problems)


WORDS = st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@given(
    st.dictionaries(
        WORDS, st.one_of(WORDS, st.lists(WORDS, min_size=1), st.dictionaries(WORDS, WORDS, min_size=1)), min_size=1
    )
)
def test_what_is_written_in_plain_words_comes_back_as_written(data):
    lines = []
    for key, value in data.items():
        lines.append(f"{key}: {value}" if isinstance(value, str) else f"{key}:")
        if isinstance(value, list):
            lines += [f"  - {item}" for item in value]
        elif isinstance(value, dict):
            lines += [f"  {inner}: {item}" for inner, item in value.items()]
    assert read("\n".join(lines)).data == data

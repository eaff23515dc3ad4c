"""Word lists in files of their own: what is read, where it may stand, and that it is part of the rule set."""

from __future__ import annotations

import time

import pytest

from monitor.engine import load_rules, match
from monitor.model import Mentions

RULE = "id: ships\ntitle: Ships\nseverity: low\nmatch: {concept: ships}\nexamples: {en: {match: [a], no_match: [b]}}\n"


@pytest.fixture
def folder(tmp_path):
    """A rule `ships` that asks for the concept `ships`, whose words come from a file."""

    def build(concept="{from_file: ships.txt}", **files):
        (tmp_path / "concepts").mkdir(exist_ok=True)
        (tmp_path / "ships.yaml").write_text(RULE, encoding="utf-8")
        (tmp_path / "concepts" / "c.yaml").write_text(f"concepts: {{ships: {concept}}}\n", encoding="utf-8")
        for name, text in files.items():
            (tmp_path / "concepts" / name.replace("__", ".")).write_text(text, encoding="utf-8")
        return tmp_path

    return build


def found(folder, article, text, language="en"):
    loaded = load_rules([folder])
    assert loaded.rule_set is not None, loaded.problems
    return [
        span.text for hit in match(loaded.rule_set, article(text, language=language), Mentions()) for span in hit.spans
    ]


LIST = "# ships\n\nSea Urchin | Морской ёж\n  Albatross  \n"


@pytest.mark.parametrize("text", ["The SEA URCHIN sank.", "«Морской еж» затонул.", "Two albatrosses."])
def test_each_line_is_a_thing_and_each_name_of_it_a_term(folder, article, text):
    assert found(folder(ships__txt=LIST), article, text)


def test_a_comment_in_a_list_is_no_term(folder, article):
    assert not found(folder(ships__txt=LIST), article, "Some ships.")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_gives_the_cells_of_one_column(folder, article, delimiter):
    rows = [["flag", "name"], ["LY", '"Sea, Urchin"'], ["MT", "Albatross | Gull"], ["LY", ""], ["only"]]
    table = "\n".join(delimiter.join(row) for row in rows)
    ships = folder("{from_file: {file: ships.csv, column: name}}", ships__csv=table)
    assert found(ships, article, "The Sea Urchin and the Gull, not the LY.") == ["Sea Urchin", "Gull"]


def test_the_words_of_a_file_belong_to_the_language_that_is_said(folder, article):
    ships = folder("{from_file: {file: ships.txt, language: de}, terms: {en: [boat]}}", ships__txt="Boot")
    assert found(ships, article, "Ein Bootsmann", "de")
    assert not found(ships, article, "a boot", "en")
    assert found(ships, article, "a boat", "en")


def test_a_files_text_is_part_of_the_set_and_of_the_rules_hash(folder):
    before = load_rules([folder(ships__txt=LIST)]).rule_set
    assert LIST in before.text
    after = load_rules([folder(ships__txt=LIST + "Petrel\n")]).rule_set
    assert after.hash != before.hash
    assert after.rule("ships").hash != before.rule("ships").hash


@pytest.mark.parametrize("named", ["../../secret.txt", "/etc/hostname.txt", "./../../../x.csv"])
def test_a_file_outside_the_rule_folder_is_not_read(folder, named):
    inside = folder(f"{{from_file: {named}, terms: {{en: [boat]}}}}")
    (inside.parent / "secret.txt").write_text("secret\n", encoding="utf-8")
    loaded = load_rules([inside])
    assert [problem.code for problem in loaded.problems] == ["E-outside"]


def test_a_file_in_a_folder_beside_the_concepts_is_read(folder, article):
    ships = folder("{from_file: ../lists/ships.txt}")
    (ships / "lists").mkdir()
    (ships / "lists" / "ships.txt").write_text(LIST, encoding="utf-8")
    assert found(ships, article, "An albatross.")


def test_of_very_many_faulty_lines_the_first_are_told(folder):
    loaded = load_rules([folder(ships__txt="x\n" * 500)])
    assert [problem.line for problem in loaded.problems] == list(range(1, 22))
    assert "this line and 479 more" in loaded.problems[-1].what


def test_whatever_bytes_a_list_holds_the_answer_is_a_set_or_problems(folder):
    for raw in (b"", b"\x00\n\x01", b"\xff\xfe\x00", b'"a\nb', b"#\n#", "\ufeffAlbatross".encode(), b"a|b||\r\nc\r"):
        for name, concept in (
            ("ships.txt", "{from_file: ships.txt}"),
            ("t.csv", "{from_file: {file: t.csv, column: a}}"),
        ):
            ships = folder(concept)
            (ships / "concepts" / name).write_bytes(raw)
            loaded = load_rules([ships])
            assert loaded.rule_set is not None or loaded.problems


def test_twenty_thousand_names_load_in_seconds(folder, article):
    names = (f"Captain{chr(97 + n % 26)}{n:05} Surname{n * 7919 % 100_003}" for n in range(20_000))
    ships = folder(ships__txt="\n".join(names))
    begun = time.process_time()
    assert found(ships, article, "Captaina00026 Surname5888 was seen.")
    assert time.process_time() - begun < 10, "a loose bound: it takes about one"

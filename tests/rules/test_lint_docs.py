"""docs/lint.md has every code that the program can say, and none that it cannot; its example of a silence works."""

from __future__ import annotations

import ast
import re
import textwrap
from pathlib import Path

import pytest

from monitor.engine import load_rules
from monitor.engine.silence import MEASURED

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
CODE = re.compile(r"[EW]-[a-z]+(?:-[a-z]+)*")


def codes_in_the_program() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "monitor").rglob("*.py"))
    constants = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in constants if isinstance(text, str) and CODE.fullmatch(text)}


def codes_on_the_page() -> list[str]:
    cells = re.findall(r"^\| (`[EW]-[^|]*) \|", PAGE, re.MULTILINE)
    return [code for cell in cells for code in CODE.findall(cell)]


def test_every_code_is_documented_and_every_documented_code_exists() -> None:
    assert set(codes_on_the_page()) == codes_in_the_program()


def test_each_code_stands_in_one_table() -> None:
    listed = codes_on_the_page()
    assert len(listed) == len(set(listed))


def test_the_warnings_that_need_stored_articles_are_documented_as_such() -> None:
    table = PAGE.partition("## Examples and what stored articles show")[2].partition("The last four")[0]
    assert set(CODE.findall(table)[-4:]) == MEASURED


@pytest.mark.parametrize("without", ["", "  # lint: W-short-term because no other word begins like this"])
def test_the_silence_that_the_page_shows_works(tmp_path, without) -> None:
    snippet = re.search(r"```yaml\n(terms:.*?)```", PAGE, re.DOTALL)[1]
    if without:
        assert without in snippet
        snippet = snippet.replace(without, "")
    (tmp_path / "concepts").mkdir()
    words = "concepts:\n  words:\n" + textwrap.indent(snippet, "    ")
    (tmp_path / "concepts" / "words.yaml").write_text(words, encoding="utf-8")
    assert [problem.code for problem in load_rules([tmp_path]).problems] == (["W-short-term"] if without else [])

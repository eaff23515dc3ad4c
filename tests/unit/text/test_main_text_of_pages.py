"""The pages of tests/data/pages, each with its main text in `ground-truth.json`, against what is read out of them.

The folder is laid out like the public article-extraction-benchmark; `python -m benchmarks.pages --worst 5` shows what
is lost and added. Expected texts have no title, by-line, caption or teaser.
"""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from benchmarks.pages import PAGES, f1, measure, score

FEWEST_PAGES, FEWEST_LAYOUTS = 60, 12
SCRIPTS = {"en", "ru", "uk", "ar", "fa", "zh"}


@pytest.fixture(scope="module")
def pages():
    return tuple(measure())


def test_the_set_has_many_pages_layouts_and_scripts(pages):
    assert len(pages) >= FEWEST_PAGES
    assert len({page.layout for page in pages}) >= FEWEST_LAYOUTS
    assert {page.language for page in pages} >= SCRIPTS
    named = {path.stem for path in (PAGES / "html").iterdir()}
    assert named == {page.name for page in pages}


def test_the_main_text_is_found(pages):
    assert f1(page.score() for page in pages) >= 0.95


def test_the_main_text_is_found_even_when_the_title_counts_as_an_addition(pages):
    assert f1(page.score(title=True) for page in pages) >= 0.95


def test_no_layout_is_read_badly(pages):
    layouts = defaultdict(list)
    for page in pages:
        layouts[page.layout].append(page.score())
    assert {layout: round(f1(scores), 3) for layout, scores in layouts.items() if f1(scores) < 0.9} == {}


def test_every_page_has_its_headline_for_a_title(pages):
    reference = json.loads((PAGES / "ground-truth.json").read_text(encoding="utf-8"))
    found = {page.name: page.found[: page.title_end] for page in pages}
    wrong = {name: found[name] for name, page in reference.items() if page["title"] not in found[name]}
    assert wrong == {}


@pytest.mark.parametrize(
    ("expected", "found", "precision", "recall"),
    [
        ("one two three four five", "one two three four five", 1.0, 1.0),
        ("one two three four five", "one two three four", 1.0, 0.5),
        ("one two three four", "zero one two three four", 0.5, 1.0),
        ("one two three four", "four three two one", 0.0, 0.0),
        ("one two", "one two", 1.0, 1.0),
        ("one two", "", None, 0.0),
    ],
)
def test_scores_are_shares_of_runs_of_four_words(expected, found, precision, recall):
    measured = score(expected, found)
    assert (measured.precision, measured.recall) == (precision, recall)


def test_in_chinese_each_character_is_a_word():
    assert score("安理会决定", "安理会决", "zh").recall == 0.5
    assert score("安理会决定", "安理会决").recall == 0.0

"""Patterns with typed slots, expressions near a concept, and what is taken out of a text."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.engine import load_rules, match
from monitor.engine.lexicon import Lexicon, LexiconEntry
from monitor.engine.patterns import build_pattern, pattern_problems
from monitor.engine.regexes import build_regex, regex_problems
from monitor.model import Language, Mentions, Span
from monitor.text.fold import fold

NOBODY = Mentions()
CONCEPTS = """
concepts:
  council: {terms: {en: [Security Council], ar: ["مجلس الأمن"], zh: [安理会], ru: ["Совет Безопасности"]}}
  ships: {terms: {any: [tanker, vessel]}}
  lifting: {terms: {en: [lift*, remov*]}}
  adding: {terms: {en: [impos*, designat*]}}
  people: {terms: {any: [Vera Lind, Omar Said]}}
"""


def found(pattern, text, language="any"):
    """The stretches of a text that a pattern finds, with its slots."""
    built = build_pattern("p", "p", {language: (pattern,)})
    assert built.alternatives, pattern_problems(pattern, language)
    entry = LexiconEntry(id="p", terms=built.anchors)
    hits = Lexicon.build([entry]).find_in(text, Language(code=None)).get("p", ())
    return [(hit.span.text, dict(hit.slots)) for hit in built.find(fold(text), hits)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("resolution* <n:3-4 digits>", "Resolutions 2664 and 12.", [("Resolutions 2664", {"n": "2664"})]),
        ("resolution* <n:3-4 digits>", "resolution 26641", []),
        ("resolution <n:3-4 digits> (<year>)", "resolution 2664 (2022),",
         [("resolution 2664 (2022", {"n": "2664", "year": "2022"})]),
        ("S/RES/<n:1-4 digits>", "see S/RES/2259 (2015)", [("S/RES/2259", {"n": "2259"})]),
        ("القرار <n:3-4 digits>", "القرار ٢٢٥٩ بشأن", [("القرار ٢٢٥٩", {"n": "2259"})]),
        ("第<n:3-4 digits>号决议", "通过第2259号决议。", [("第2259号决议", {"n": "2259"})]),
        ("第 <n:3-4 digits> 号 决议", "通过第2259号决议。", [("第2259号决议", {"n": "2259"})]),
        ("<n:1-2 digits>架飞机", "部署了12架飞机", [("12架飞机", {"n": "12"})]),
        ("<n:1-2 digits>架飞机", "部署了512架飞机", []),
        ("F<n:2 digits>", "the F16 and F167", []),  # refused: see below
        ("withdraw* <0-3 words> troops", "withdrew troops; withdrawing all of its troops",
         [("withdrawing all of its troops", {"words": "all of its"})]),
        ("withdraw* <0-3 words> troops", "withdrawing troops", [("withdrawing troops", {"words": ""})]),
        ("withdraw* <1-3 words> troops", "withdrawing troops", []),
        ("on <date> in", "signed on 28 September 2023 in", []),
        ("signed on <date>", "signed on 28 September 2023 in",
         [("signed on 28 September 2023", {"date": "28 September 2023"})]),
        ("signed on <date>", "signed on September 28, 2023",
         [("signed on September 28, 2023", {"date": "September 28, 2023"})]),
        ("firmado el <date>", "firmado el 28 de septiembre de 2023",
         [("firmado el 28 de septiembre de 2023", {"date": "28 de septiembre de 2023"})]),
        ("worth <money>", "worth $1.5 million", [("worth $1.5 million", {"money": "1.5 million"})]),
        ("worth <money>", "worth 30 million euros", [("worth 30 million euros", {"money": "30 million euros"})]),
        ("worth <money>", "worth 30 million", []),
        ("about <number> fighters", "about 1,200 fighters", [("about 1,200 fighters", {"number": "1,200"})]),
        ("called <w:word>", "called «Тайфун» today", [("called «Тайфун", {"w": "Тайфун"})]),
    ],
)  # fmt: skip
def test_what_a_pattern_finds(pattern, text, expected):
    if pattern.startswith(("F<", "on <")):
        assert [problem.code for problem in pattern_problems(pattern, "any")] == ["E-short-term"]
    else:
        assert found(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "code", "says"),
    [
        ("<year>", "E-pattern-no-word", "no plain word"),
        ("(<year>)", "E-pattern-no-word", "no plain word"),
        ("resolution <3 cows>", "E-pattern-slot", "'<3 cows>' is no slot"),
        ("resolution <n:4-3 digits>", "E-pattern-slot", "is no slot"),
        ("resolution <", "E-pattern-slot", "is no slot"),
        ("from <year> until <year> inclusive", "E-pattern-slot", "called 'year'"),
        ("of <year>", "E-short-term", "fewer than 3"),
    ],
)
def test_what_is_wrong_with_a_pattern_is_said(pattern, code, says):
    problem = pattern_problems(pattern, "any")[0]
    assert problem.code == code
    assert says in problem.what
    assert problem.todo


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_pattern_does_harm_and_what_it_finds_is_in_the_text(pattern, text):
    built = build_pattern("p", "p", {"any": (pattern,)})
    anchors = [Span(start=at, end=at + 1, text=text[at : at + 1], concept="p") for at in range(len(text))]
    for hit in built.find(fold(text), anchors):
        assert text[hit.span.start : hit.span.end] == hit.span.text


# --- expressions ------------------------------------------------------------------------------------------------


def expression(find, text, within=5):
    regex = build_regex("r", find, near="ships", within=within)
    entry = LexiconEntry(id="ships", terms={"any": ("tanker",)})
    hits = Lexicon.build([entry]).find_in(text, Language(code=None)).get("ships", ())
    return [hit.span.text for hit in regex.find(fold(text), hits)]


def test_an_expression_is_tried_near_its_concept_alone():
    text = "IMO 9074729 is a tanker. " + "word " * 20 + "IMO 1234567"
    assert expression(r" imo [0-9]{7} ", text) == ["IMO 9074729"]


def test_named_groups_are_slots():
    regex = build_regex("r", r"imo (?P<number>[0-9]{7})", near="ships", within=5)
    text = "tanker IMO 9074729"
    (hit,) = regex.find(fold(text), [Span(start=0, end=6, text="tanker", concept="ships")])
    assert hit.slots == {"number": "9074729"}


@pytest.mark.parametrize(
    ("find", "code"),
    [
        (r"(a", "E-regex-unsafe"),
        (r"a*", "E-regex-unsafe"),
        (r"(?=a)b", "E-regex-unsafe"),
        (r"(a)\1", "E-regex-unsafe"),
        (r"((a{1,100}){1,100}){1,100}", "E-regex-unsafe"),
        ("a" * 501, "E-regex-unsafe"),
        (r"IMO [0-9]{7}", "W-regex-case"),
    ],
)
def test_what_cannot_work_or_would_cost_too_much_is_refused(find, code):
    assert [problem.code for problem in regex_problems(find)] == [code]


def test_a_hostile_expression_costs_no_more_than_the_text_is_long():
    """`re` takes hours for this one; the ratio to a harmless expression is bounded."""
    text = "tanker " + "a" * 50_000 + "! tanker"
    assert cost(r"(?:a+)+z", text) <= 50 * cost(r"harmless", text) + 0.05


def cost(find, text):
    started = time.process_time()
    assert expression(find, text) == []
    return time.process_time() - started


# --- extraction and labels --------------------------------------------------------------------------------------


@pytest.fixture
def rules(tmp_path):
    def build(rule):
        (tmp_path / "concepts").mkdir(exist_ok=True)
        (tmp_path / "concepts" / "words.yaml").write_text(CONCEPTS, encoding="utf-8")
        (tmp_path / "r.yaml").write_text("id: r\ntitle: A rule\nseverity: high\n" + textwrap.dedent(rule), "utf-8")
        loaded = load_rules([tmp_path])
        assert loaded.rule_set is not None, "\n".join(map(str, loaded.problems))
        return loaded.rule_set

    return build


RESOLUTION = """
match: {near: {within: 12 words, in: sentence, of: [{concept: council}, {pattern: number}]}}
patterns:
  number:
    any_of: ["resolution* <n:3-4 digits> (<year>)", "resolution* <n:3-4 digits>", "резолюци* <n:3-4 digits>", "第<n:3-4 digits>号决议"]
extract:
  resolution: {from: number, slot: n, as: "S/RES/{n}"}
  full: {from: number, as: "S/RES/{n} ({year})"}
  words: {from: number}
"""  # noqa: E501 - one line in the file too


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "The firm passed resolution 1203. The Security Council adopted resolution 2664 (2022).",
            "en",
            {"resolution": ("S/RES/2664",), "full": ("S/RES/2664 (2022)",), "words": ("resolution 2664 (2022",)},
        ),
        (
            "Совет Безопасности принял резолюцию 2719.",
            "ru",
            {"resolution": ("S/RES/2719",), "words": ("резолюцию 2719",)},
        ),
        ("安理会通过第2259号决议。", "zh", {"resolution": ("S/RES/2259",), "words": ("第2259号决议",)}),
        ("The Security Council met. The firm passed resolution 1203.", "en", None),
    ],
)
def test_a_slot_is_extracted_from_what_made_the_rule_match(rules, article, text, language, expected):
    matches = match(rules(RESOLUTION), article(text, language=language), NOBODY)
    assert [found.extracted for found in matches] == ([] if expected is None else [expected])


HEADCOUNT = """
match: {phrase: fighter}
extract:
  headcount: {number: true, before: {phrase: fighter}, within: 4 words}
  later: {number: true, after: {phrase: fighter}, within: 4 words}
  names: {concept: people, all: true}
"""


def test_numbers_and_names_are_extracted_as_the_text_has_them(rules, article):
    text = "In 2024, about 1,200 foreign fighters and 30 cars came with Vera Lind and Omar Said, then 7 fighters."
    (found,) = match(rules(HEADCOUNT), article(text), NOBODY)
    assert found.extracted == {"headcount": ("7",), "later": ("30",), "names": ("Vera Lind", "Omar Said")}


LABELS = """
labels: {theme: sanctions, action: other}
match: {phrase: sanction}
set_labels:
  - {when: {concept: lifting}, labels: {action: lifting}}
  - {when: {concept: adding}, labels: {action: designation, also: "yes"}}
"""


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Sanctions were lifted.", {"action": "lifting"}),
        ("Sanctions were imposed.", {"action": "designation", "also": "yes"}),
        ("Sanctions imposed in May were lifted.", {"action": "lifting", "also": "yes"}),
        ("Sanctions remain.", {"action": "other"}),
    ],
)
def test_the_first_condition_that_holds_sets_a_label(rules, article, text, labels):
    (found,) = match(rules(LABELS), article(text), NOBODY)
    assert found.labels == {"theme": "sanctions", **labels}


def test_included_concepts_count_as_ones_own(tmp_path, article):
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "words.yaml").write_text(
        "concepts:\n  fruit: {includes: [citrus]}\n  citrus: {includes: [lemons]}\n"
        "  lemons: {unless_near: {words: 5, terms: {en: [car]}}, terms: {en: [lemon]}}\n",
        encoding="utf-8",
    )
    (tmp_path / "r.yaml").write_text("id: r\ntitle: A rule\nseverity: low\nmatch: {concept: fruit}\n", "utf-8")
    loaded = load_rules([tmp_path])
    assert loaded.rule_set is not None, loaded.problems
    assert [found.because for found in match(loaded.rule_set, article("Two lemons."), NOBODY)] == [('fruit: "lemons"',)]
    assert match(loaded.rule_set, article("The car is a lemon."), NOBODY) == ()

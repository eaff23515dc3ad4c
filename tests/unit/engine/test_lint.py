"""Warnings: terms that another one finds too, languages in which a rule is silent, and how to silence a warning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.engine import Lexicon, LexiconEntry, load_rules
from monitor.engine.lint_terms import subsumed, term_faults
from monitor.model import Language

# --- terms that another one finds too ---------------------------------------------------------------------------


def told(terms, language, *, exact=False):
    return {terms[index]: wider for index, wider in subsumed(terms, language, exact=exact)}


@pytest.mark.parametrize(
    ("language", "terms", "expected"),
    [
        ("en", ("harbour", "=harbour"), {"=harbour": "harbour"}),
        ("en", ("=harbour", "harbour"), {"=harbour": "harbour"}),
        ("en", ("deploy*", "deployment"), {"deployment": "deploy*"}),
        ("en", ("deploy", "deploy*"), {"deploy": "deploy*"}),
        ("en", ("navy", "navy*"), {}),  # navies
        ("en", ("Café", "cafe"), {"cafe": "Café"}),
        ("en", ("harbour pilot", "harbour"), {}),  # the longer one is what readers are shown
        ("en", ("harbour pilot", "=harbour =pilot"), {"=harbour =pilot": "harbour pilot"}),
        ("de", ("*hafen", "Flughafen"), {"Flughafen": "*hafen"}),
        ("de", ("Wahl", "wähl*"), {}),
        ("ru", ("причалы", "причал*"), {"причалы": "причал*"}),
        ("ru", ("=маяк", "маяк*"), {"=маяк": "маяк*"}),
        ("ar", ("ميناء", "=ميناء"), {"=ميناء": "ميناء"}),
        ("zh", ("港口", "海港口"), {}),  # here too
        ("zh", ("港口", "=港口"), {"=港口": "港口"}),
        ("en", ("…", "", "*"), {}),
    ],
)
def test_a_term_that_finds_nothing_of_its_own_is_told_with_the_one_that_does(language, terms, expected):
    assert told(terms, language) == expected


def test_an_exact_list_tells_cases_apart():
    assert told(("US", "us"), "any", exact=True) == {}
    assert told(("US", "US"), "any", exact=True) == {"US": "US"}


STEMS = ["harbour", "port", "portal", "navy", "naval", "hafen", "kriegshafen", "häfen", "порт", "порта", "портов"]
TERMS = st.builds(
    lambda before, stem, after: (before if not (before == "=" and after) else "") + stem + after,
    st.sampled_from(["", "=", "*"]),
    st.sampled_from(STEMS),
    st.sampled_from(["", "*"]),
)
ENDINGS = st.sampled_from(["", "s", "es", "ен", "а", "ами", "ing", "en", "bau", "'s"])


@given(
    st.lists(TERMS, min_size=2, max_size=6, unique=True),
    st.sampled_from(["en", "de", "ru", "any"]),
    st.lists(
        st.builds(lambda a, b, c: a + b + c, st.sampled_from(["", "air", "аэро"]), st.sampled_from(STEMS), ENDINGS)
    ),
)
def test_what_is_called_needless_finds_no_word_that_the_other_does_not_find(terms, language, words):
    text, read_as = " ".join(words), Language(code="en" if language == "any" else language, sure=True)
    for narrow, wide in told(terms, language).items():
        lexicon = Lexicon.build(
            [LexiconEntry(id="n", terms={language: (narrow,)}), LexiconEntry(id="w", terms={language: (wide,)})]
        )
        found = lexicon.find_in(text, read_as)
        starts = {span.start for span in found.get("w", ())}
        assert all(span.start in starts for span in found.get("n", ()))


@given(st.text(max_size=20), st.sampled_from(["en", "de", "ru", "ar", "zh", "any", "xx"]), st.booleans())
def test_whatever_a_term_is_its_faults_have_a_code_and_a_next_step(term, language, exact):
    for fault in term_faults(term, language, exact=exact):
        assert fault.code.startswith(("E-", "W-"))
        assert fault.what
        assert fault.todo


# --- languages --------------------------------------------------------------------------------------------------

CONCEPTS = """concepts:
  ships: {terms: {en: [ship], it: [nave], fr: [navire]}}
  storms: {terms: {en: [storm], it: [tempesta], de: [Sturm]}}
  waves: {terms: {en: [wave]}}
  ports: {terms: {any: [Tripoli]}, includes: [ships]}
"""


def warned(folder, match, *, languages=("en", "it", "fr", "de"), more=""):
    (folder / "concepts").mkdir(exist_ok=True)
    (folder / "concepts" / "c.yaml").write_text(CONCEPTS, encoding="utf-8")
    rule = f"id: r\ntitle: R\nseverity: low\nmatch: {match}\n{more}examples: {{en: {{match: [a], no_match: [b]}}}}\n"
    (folder / "r.yaml").write_text(rule, encoding="utf-8")
    loaded = load_rules([folder], places=("LY",), languages=languages)
    assert loaded.rule_set is not None, loaded.problems
    return [(problem.code, problem.what) for problem in loaded.problems]


NEVER = "W-no-language"


@pytest.mark.parametrize(
    ("match", "silent"),
    [
        ("{concept: ships}", "de"),
        ("{concept: ports}", ""),
        ("{any: [{concept: ships}, {concept: storms}]}", ""),
        ("{all: [{concept: ships}, {concept: storms}]}", "fr, de"),
        ("{near: {in: sentence, of: [{concept: ships}, {place: LY}]}}", "de"),
        ("{at_least: {n: 2, of: [{concept: ships}, {concept: storms}, {phrase: pier}]}}", ""),
        ("{at_least: {n: 3, of: [{concept: ships}, {concept: storms}, {phrase: pier}]}}", "fr, de"),
        ("{count: {concept: ships, at_least: 2}}", "de"),
        ("{score: {at_least: 7, points: [{concept: ships, each: 3}, {concept: storms, each: 2}]}}", "de"),
        ("{concept: ports, none: [{concept: ships}]}", ""),
        ("{all: [{concept: ships}, {field: {language: [en, it]}}]}", ""),
        ("{concept: waves}", ""),  # an English rule, by the look of it
        ("{all: [{concept: ships}, {field: {tier: agency}}]}", "de"),
    ],
)
def test_a_rule_that_cannot_fire_in_a_configured_language_is_told(tmp_path, match, silent):
    problems = warned(tmp_path, match)
    assert [code for code, _ in problems] == ([NEVER] if silent else [])
    if silent:
        assert f"never fires on texts in {silent}:" in problems[0][1]


def test_the_concepts_that_lack_terms_are_named(tmp_path):
    ((_, what),) = warned(tmp_path, "{all: [{concept: ships}, {concept: storms}]}")
    assert what.endswith('"storms", "ships" have no terms there')


def test_a_pattern_has_the_languages_that_it_is_written_in(tmp_path):
    patterns = "patterns: {order: {fr: 'décret <n:year>', it: 'decreto <n:year>'}}\n"
    problems = warned(tmp_path, "{pattern: order}", more=patterns)
    assert "never fires on texts in en, de:" in problems[0][1]
    assert not warned(tmp_path, "{pattern: order}", more="patterns: {order: 'décret <n:year>'}\n")


def test_without_languages_nothing_is_said_of_them_and_a_silence_is_not_called_needless(tmp_path):
    silenced = "{concept: ships}  # lint: W-no-language because we read French alone"
    assert warned(tmp_path, silenced, languages=()) == []
    assert warned(tmp_path, silenced) == []
    assert [code for code, _ in warned(tmp_path, silenced, languages=("en",))] == ["W-unused-silence"]

"""Loading rule folders: every problem of every file at its line, and a set only when nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.engine import load_rules, match
from monitor.errors import Level
from monitor.model import Mentions

CASES = Path(__file__).parents[2] / "data" / "rules"
GOOD = "id: {id}\ntitle: {title}\nseverity: low\nmatch: {{concept: {concept}}}\n"


def said(loaded, root):
    return [str(problem).replace(f"{root}/", "") for problem in loaded.problems]


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_every_problem_is_told_with_its_line_and_what_to_do(case):
    folder = CASES / case
    loaded = load_rules([folder], actors=("wagner-group", "quds-force"), places=("LY", "derna"))
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert said(loaded, folder) == expected
    errors = [problem for problem in loaded.problems if problem.level is Level.ERROR]
    assert (loaded.rule_set is None) is bool(errors)


def write(folder, **files):
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/').replace('_', '-')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def two_folders(tmp_path):
    first = write(
        tmp_path / "builtin",
        concepts__words="concepts: {words: {terms: {en: [harbour]}}, more: {terms: {en: [airport]}}}",
        one=GOOD.format(id="one", title="First", concept="words"),
        two=GOOD.format(id="two", title="Second", concept="more"),
    )
    second = write(
        tmp_path / "own",
        concepts__words="concepts: {words: {terms: {en: [lighthouse]}}}",
        two=GOOD.format(id="two", title="Second, mended", concept="words"),
    )
    return [first, second]


@pytest.mark.parametrize(
    "term", ["NO", "on", "12:30", "010", "1.20", "1_000", "0x1F", "2024-01-02", "yes", "null", "~x"]
)
def test_what_yaml_takes_for_something_else_is_the_word_that_was_typed(tmp_path, article, term):
    write(
        tmp_path,
        concepts__c=f"concepts: {{words: {{exact: true, terms: {{any: [{term}]}}}}}}",
        one=GOOD.format(id="one", title=term, concept="words"),
    )
    rules = load_rules([tmp_path]).rule_set
    (found,) = match(rules, article(f"Before {term} and behind."), Mentions())
    assert (found.title, [span.text for span in found.spans]) == (term, [term.lstrip("~")])


def test_later_folders_override_rules_and_concepts_by_id(two_folders, article):
    rules = load_rules(two_folders).rule_set
    assert [(rule.id, rule.title) for rule in rules.rules] == [("one", "First"), ("two", "Second, mended")]
    assert [found.rule for found in match(rules, article("A lighthouse."), Mentions())] == ["one", "two"]
    assert match(rules, article("A harbour and an airport."), Mentions()) == ()


def test_a_rule_of_one_folder_may_use_a_concept_of_another(tmp_path):
    words = write(tmp_path / "b", concepts__w="concepts: {words: {terms: {en: [harbour]}}}")
    rule = write(tmp_path / "a", one=GOOD.format(id="one", title="T", concept="words"))
    assert load_rules([rule, words]).rule_set is not None


def test_a_folder_that_is_not_there_is_a_problem_and_the_others_are_still_checked(tmp_path):
    write(tmp_path, one="id: one\n")
    loaded = load_rules([tmp_path / "missing", tmp_path])
    assert loaded.rule_set is None
    assert {problem.code for problem in loaded.problems} >= {"E-no-folder", "E-missing-key"}


def test_no_folder_and_an_empty_folder_give_a_set_without_rules(tmp_path, article):
    for folders in ([], [tmp_path]):
        loaded = load_rules(folders)
        assert loaded.problems == ()
        assert match(loaded.rule_set, article("Anything."), Mentions()) == ()


def test_the_hash_of_a_rule_follows_what_it_uses_and_nothing_else(tmp_path):
    words = "concepts: {words: {terms: {en: [harbour]}}, more: {terms: {en: [airport]}}}"
    one = GOOD.format(id="one", title="T", concept="words")

    def hashes(**files):
        rules = load_rules([write(tmp_path, **{"concepts__words": words, "one": one, **files})]).rule_set
        return rules.rule("one").hash, rules.hash

    before = hashes()
    assert hashes() == before
    examples = one + "examples: {en: {match: [A harbour.]}}\n"
    assert hashes(one=examples)[0] == before[0]
    assert hashes(one=examples)[1] != before[1], "the set's hash is over its text"
    assert hashes(concepts__words=words.replace("airport", "airfield"))[0] == before[0]
    assert hashes(concepts__words=words.replace("harbour", "seaport"))[0] != before[0]
    assert hashes(one=one.replace("low", "high"))[0] != before[0]


def test_the_text_of_a_set_holds_every_file(two_folders):
    rules = load_rules(two_folders).rule_set
    for folder in two_folders:
        for path in folder.rglob("*.yaml"):
            assert path.read_text(encoding="utf-8") in rules.text


def test_an_unknown_rule_id_is_a_key_error(two_folders):
    with pytest.raises(KeyError):
        load_rules(two_folders).rule_set.rule("three")


KEYS = ["id", "title", "severity", "match", "all", "any", "none", "near", "at_least", "of", "n", "within", "in"]
KEYS += ["concept", "actor", "place", "phrase", "kind", "labels", "examples", "en", "concepts", "terms", "unless_near"]
VALUES = st.recursive(
    st.sampled_from(["x", "15 words", "title", "any", "", "=a", "*", "…", "{", "1"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=4,
        ).map(lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"),
    ),
    max_leaves=12,
)
SHAPED = VALUES.map(lambda value: f"id: shaped\ntitle: T\nseverity: low\nmatch: {value}\n".encode())
BYTES = st.one_of(st.binary(max_size=80), VALUES.map(str.encode), SHAPED)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(rule=BYTES, concept=BYTES)
def test_whatever_stands_in_a_folder_the_answer_is_a_set_or_problems(tmp_path, rule, concept):
    (tmp_path / "concepts").mkdir(exist_ok=True)
    (tmp_path / "shaped.yaml").write_bytes(rule)
    (tmp_path / "concepts" / "c.yaml").write_bytes(concept)
    loaded = load_rules([tmp_path])
    errors = [problem for problem in loaded.problems if problem.level is Level.ERROR]
    assert (loaded.rule_set is None) is bool(errors)
    for problem in loaded.problems:
        assert problem.code
        assert problem.what

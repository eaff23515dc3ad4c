"""What a load remembers changes no result: not within a process, not over its end, not when it is damaged."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.context import load_gazetteer
from monitor.engine import Memory, load_rules, match
from monitor.engine.lexicon import patterns_of
from monitor.model import Mentions
from monitor.strict_yaml import Kept

CONCEPTS = """concepts:
  ships: {terms: {en: [ship, frigate*, "=HMS"], de: ["*schiff", Söldner], ru: [корабль]}, from_file: names.txt}
  acronyms: {exact: true, terms: {any: [UN, US]}}
"""
RULE = """id: {id}
title: T
severity: low
match: {{any: [{{concept: ships}}, {{concept: acronyms}}, {{phrase: lighthouse}}]}}
examples: {{en: {{match: [A ship.], no_match: [Nothing.]}}}}
"""
TEXTS = [
    ("en", "The frigates left."),
    ("de", "Ein Kriegsschiff."),
    ("ru", "Корабли ушли."),
    ("en", "The UN said."),
    ("en", "HMS"),
]


@pytest.fixture
def folder(tmp_path):
    rules = tmp_path / "rules"
    (rules / "concepts").mkdir(parents=True)
    (rules / "concepts" / "words.yaml").write_text(CONCEPTS, encoding="utf-8")
    (rules / "concepts" / "names.txt").write_text("Sea Urchin\nSud*\n", encoding="utf-8")
    (rules / "actors").mkdir()
    (rules / "actors" / "a.yaml").write_text(
        "actors: [{id: gull, name: Gull, kind: person, names: {en: [Gull, Gul*]}}]\n", encoding="utf-8"
    )
    for name in ("one", "two"):
        (rules / f"{name}.yaml").write_text(RULE.format(id=name), encoding="utf-8")
    return rules


def remembering(folder):
    return Memory(Kept(folder.parent / "kept" / "rules", wrote="this"))


def what_it_is(folder, article, memory):
    loaded = load_rules([folder], memory=memory)
    gazetteer, problems = load_gazetteer([folder], memory=memory)
    found = []
    for language, text in TEXTS if loaded.rule_set else ():
        asked = article(text, language=language)
        found.append([(hit.rule, hit.spans) for hit in match(loaded.rule_set, asked, Mentions())])
        found.append(gazetteer.find(asked))
    hashes = [(rule.id, rule.hash, rule.examples) for rule in loaded.rule_set.rules] if loaded.rule_set else []
    return loaded.problems, problems, hashes, found


def test_a_load_that_remembers_gives_what_one_without_memory_gives(folder, article):
    expected = what_it_is(folder, article, None)
    assert expected[3][0], "the rules find something"
    for _ in range(3):
        memory = remembering(folder)
        assert what_it_is(folder, article, memory) == expected
        memory.keep()
        assert what_it_is(folder, article, memory) == expected


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("concepts/words.yaml", "frigate*", "corvette*"),
        ("concepts/words.yaml", "*schiff", "*boot"),
        ("concepts/words.yaml", "exact: true, ", ""),
        ("concepts/names.txt", "Sud*", "Sea Lion"),
        ("actors/a.yaml", "Gul*", "Frigate"),
        ("one.yaml", "lighthouse", "left"),
        ("two.yaml", "severity: low", "severity: lw"),
    ],
)
def test_an_edit_is_seen_by_the_same_process_and_by_the_next(folder, article, file, old, new):
    memory = remembering(folder)
    what_it_is(folder, article, memory)
    memory.keep()
    text = (folder / file).read_text(encoding="utf-8")
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    expected = what_it_is(folder, article, None)
    assert what_it_is(folder, article, memory) == expected
    assert what_it_is(folder, article, remembering(folder)) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(at=st.integers(0, 6000), what=st.binary(max_size=4))
def test_damage_on_disk_changes_nothing(folder, article, at, what):
    memory = remembering(folder)
    expected = what_it_is(folder, article, memory)
    memory.keep()
    file = folder.parent / "kept" / "rules"
    raw = file.read_bytes()
    file.write_bytes(raw[:at] + what + raw[at + len(what) :])
    assert what_it_is(folder, article, remembering(folder)) == expected


TERM = st.text(st.sampled_from("abcÄöß =*-'ия雇佣兵 "), max_size=12)


@given(st.lists(st.tuples(TERM, st.sampled_from(["en", "de", "ru", "zh", "any"]), st.booleans()), max_size=8))
def test_patterns_are_remembered_as_they_are_found(terms):
    memory = Memory()
    for _ in range(2):
        for text, language, exact in terms:
            assert tuple(memory.patterns_of(text, language, exact)) == patterns_of(text, language, exact)
        memory.keep()

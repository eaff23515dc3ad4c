"""Whatever lies in a rules folder, loading ends in rules or in problems that have a file, a code and a next step.

Random bytes, random YAML of our own keys, and shipped files with random damage, in each of the folders.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.context import load_gazetteer
from monitor.engine import Memory, load_rules
from monitor.errors import Level
from monitor.strict_yaml import Kept

RULES = Path(__file__).resolve().parents[2] / "rules"
PLACES = ("{}.yaml", "concepts/{}.yaml", "actors/{}.yaml", "places/{}.yaml", "concepts/{}.txt", "concepts/{}.csv")
SHIPPED = ("ceasefire.yaml", "un-security-council.yaml", "concepts/ceasefire.yaml", "actors/state-forces.yaml")

KEYS = "id title severity match all any none near at_least of n within in concept actor place listed phrase pattern"
KEYS += " field language tier count distinct score points each at_most patterns advanced regex find extract from slot"
KEYS += (
    " as number before after set_labels when labels examples en match no_match text concepts terms unless_near words"
)
KEYS += " includes from_file file column weight exact about actors places name names kind country names_in spike window"
SCALARS = (
    "x c d 15_words title any =a * … 1 -1 1e400 yes ~ NO 2024-01-01 '' \"a\" <year> \\b ( l.txt l.csv name LY agency"
)
VALUES = st.recursive(
    st.sampled_from([scalar.replace("_", " ") for scalar in SCALARS.split()]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=4).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        ),
    ),
    max_leaves=14,
)
SHAPED = st.one_of(
    VALUES,
    VALUES.map(lambda value: f"id: r\ntitle: T\nseverity: low\nmatch: {value}\n"),
    st.tuples(VALUES, VALUES).map(
        lambda both: f"id: r\ntitle: T\nseverity: low\nmatch: {{concept: c}}\nextract: {both[0]}\npatterns: {both[1]}\n"
    ),
    VALUES.map(lambda value: f"concepts: {{c: {value}, d: {{terms: {value}}}, e: {{from_file: l.txt}}}}\n"),
    VALUES.map(lambda value: f"actors: [{{id: x, name: X, kind: pmc, names: {value}}}]\n"),
    VALUES.map(lambda value: f"places: [{{id: LY, name: X, kind: country, names: {value}, unless_near: {value}}}]\n"),
)
BYTES = st.one_of(st.binary(max_size=60), SHAPED.map(str.encode))


def judge(folder: Path, memory: Memory | None = None) -> None:
    gazetteer, problems = load_gazetteer([folder], memory=memory)
    loaded = load_rules(
        [folder], actors=gazetteer.actor_ids, places=gazetteer.place_ids, languages=("en", "ru"), memory=memory
    )
    errors = [problem for problem in loaded.problems if problem.level is Level.ERROR]
    assert (loaded.rule_set is None) is bool(errors)
    for problem in (*problems, *loaded.problems):
        assert problem.file.is_relative_to(folder)
        assert problem.code.startswith("E-" if problem.level is Level.ERROR else "W-")
        assert problem.what
        assert problem.todo
        assert 0 <= problem.line <= 1 + problem.file.read_bytes().count(b"\n")


@pytest.fixture
def folder(tmp_path):
    for name in ("concepts", "actors", "places"):
        (tmp_path / "rules" / name).mkdir(parents=True)
    return tmp_path / "rules"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(files=st.dictionaries(st.sampled_from(PLACES), BYTES, min_size=1, max_size=4))
def test_random_files_load_or_are_refused_in_words(folder, files):
    for place, raw in files.items():
        (folder / place.format("r" if place.startswith("{") else "l")).write_bytes(raw)
    judge(folder)


CUTS = st.tuples(
    st.integers(0, 12_000),
    st.integers(0, 60),
    st.sampled_from(["", "\n", " ", "\t", "-", ":", "{", '"', "*", "é", "\x00"]),
)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_damaged_file_loads_or_is_refused_in_words(folder, name):
    @settings(max_examples=15)
    @given(st.lists(CUTS, min_size=1, max_size=4))
    def damage(cuts):
        text = (RULES / name).read_text(encoding="utf-8")
        for at, length, instead in cuts:
            text = text[: at % len(text)] + instead + text[at % len(text) + length :] or "x"
        (folder / name).write_text(text, encoding="utf-8")
        judge(folder)

    damage()


def test_lines_may_come_in_any_order(folder):
    lines = (RULES / "ceasefire.yaml").read_text(encoding="utf-8").splitlines(keepends=True)[:60]

    @settings(max_examples=40)
    @given(st.permutations(range(len(lines))))
    def shuffle(order):
        (folder / "ceasefire.yaml").write_text("".join(lines[index] for index in order), encoding="utf-8")
        judge(folder)

    shuffle()


def test_folders_where_files_belong_and_files_where_folders_do(folder):
    for name in ("r.yaml", "concepts/c.yaml", "actors/a.yaml", "concepts/l.txt"):
        (folder / name).mkdir()
    (folder / "s.yaml").write_text("id: s\n", encoding="utf-8")
    shutil.rmtree(folder / "places")
    (folder / "places").write_text("x", encoding="utf-8")
    gazetteer, problems = load_gazetteer([folder])
    assert [problem.code for problem in problems] == ["E-unreadable"]
    assert {problem.code for problem in load_rules([folder]).problems} == {"E-unreadable", "E-missing-key"}
    assert gazetteer.actor_ids == frozenset()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(first=BYTES, second=BYTES)
def test_what_was_there_before_is_forgotten(folder, first, second):
    memory = Memory(Kept(folder.parent / "kept" / "rules", wrote="this"))
    for raw in (first, second, first):
        for place in PLACES[:4]:
            (folder / place.format("r")).write_bytes(raw)
        judge(folder, memory)
        memory.keep()
        assert load_rules([folder], memory=memory).problems == load_rules([folder]).problems

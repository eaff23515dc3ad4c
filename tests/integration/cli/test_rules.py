"""`vedette rules list` and `vedette rules diff` over two folders, the second the desk's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.cli.desk import Desk

OWN = {
    "rules/mercenaries.yaml": """\
        # yaml-language-server: $schema=schema.json
        id: mercenaries
        title: Mercenaries
        severity: low
        match: {concept: mercenaries}
        """,
    "rules/regatta.yaml": """\
        id: regatta
        title: Boat races
        status: test
        severity: info
        match: {phrase: [regatta]}
        examples: {en: {match: [The regatta begins], no_match: [Nothing]}}
        """,
    "rules/concepts/own.yaml": """\
        # Our words
        concepts:
          # about money
          talks:
            about: Negotiations
            terms: {en: [talks, parley], de: [gespräche]}

          # about boats
          boats: {terms: {en: [boat]}}
        """,
    "rules/places/own.yaml": """\
        places:
          - {id: tobruk, name: Tobruk, kind: city, country: LY, names: {any: [Tobruk]}}
        """,
}


@pytest.fixture
def desk(fresh: Desk) -> Desk:
    """The test desk's rules as the first folder, and a second one over them."""
    (fresh.folder / "rules").rename(fresh.folder / "base")
    config = fresh.folder / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("[./rules]", "[./base, ./rules]"), encoding="utf-8")
    for name, text in OWN.items():
        path = fresh.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(line[8:] for line in text.splitlines()) + "\n", encoding="utf-8")
    return fresh


def test_each_entry_that_replaces_another_is_shown_with_its_lines(desk: Desk) -> None:
    done = desk.vedette("rules", "diff")
    assert done.code == 0
    blocks = done.out.split("\n\n")
    assert blocks[0].startswith("rule mercenaries: rules/mercenaries.yaml:1 replaces base/mercenaries.yaml\n")
    assert "    -severity: high\n" in blocks[0]
    assert "    +severity: low\n" in blocks[0]
    assert "yaml-language-server" not in done.out
    assert "concept talks: rules/concepts/own.yaml:4 replaces base/concepts/words.yaml" in done.out
    concept = next(block for block in blocks if block.startswith("concept talks"))
    changed = [line.strip() for line in concept.splitlines() if line.startswith(("    +", "    -"))]
    assert changed[2:] == [
        "-    terms: {en: [talks, negotiations], de: [gespräche]}",
        "+    terms: {en: [talks, parley], de: [gespräche]}",
    ]
    assert "place tobruk: rules/places/own.yaml:2 is the same as base/places/places.yaml" in done.out
    assert "rule regatta: rules/regatta.yaml:1 is new" in done.out
    assert "concept boats: rules/concepts/own.yaml:9 is new" in done.out
    assert done.out.endswith("rules: 3 entries of earlier folders replaced (1 of them the same), 2 new ones.\n")


def test_the_difference_for_scripts(desk: Desk) -> None:
    found = {(one["role"], one["id"]): one for one in desk.vedette("rules", "diff", "--json").objects}
    assert {key: one["change"] for key, one in found.items()} == {
        ("rule", "mercenaries"): "replaces",
        ("rule", "regatta"): "new",
        ("concept", "talks"): "replaces",
        ("concept", "boats"): "new",
        ("place", "tobruk"): "same",
    }
    mercenaries = found["rule", "mercenaries"]
    assert Path(mercenaries["file"]).name == "mercenaries.yaml"
    assert mercenaries["before"] == "base/mercenaries.yaml"
    assert any(line == "+severity: low" for line in mercenaries["diff"])


def test_a_file_that_cannot_be_read_hides_no_other(desk: Desk) -> None:
    (desk.folder / "rules" / "broken.yaml").write_text("id: ferries\nid: twice\n", encoding="utf-8")
    (desk.folder / "rules" / "places" / "odd.yaml").write_text("places: {a: b}\nactors:\n- 7\n", encoding="utf-8")
    done = desk.vedette("rules", "diff")
    assert done.code == 1
    assert "rules/broken.yaml:2" in done.err
    assert "rule mercenaries: rules/mercenaries.yaml:1 replaces" in done.out


def test_one_folder_alone_replaces_nothing(fresh: Desk) -> None:
    done = fresh.vedette("rules", "diff")
    assert done.code == 0
    assert (
        done.out == "All rules come from one folder, rules: it replaces nothing. See `rules:` in the configuration.\n"
    )


def test_the_rules_in_force_are_listed_with_the_file_that_won(desk: Desk) -> None:
    done = desk.vedette("rules")
    assert done.code == 0
    rows = {line.split()[0]: line.split() for line in done.out.splitlines()}
    assert rows["mercenaries"][:5] == ["mercenaries", "low", "stable", "0", "rules/mercenaries.yaml"]
    assert rows["regatta"][:5] == ["regatta", "info", "test", "2", "rules/regatta.yaml"]
    assert rows["ceasefire"][4] == "base/ceasefire.yaml"
    assert done.out == desk.vedette("rules", "list").out
    assert {one["id"]: one["status"] for one in desk.vedette("rules", "list", "--json").objects}["regatta"] == "test"


def test_shipped_rules_are_named_by_the_word_that_stands_for_them(fresh: Desk) -> None:
    config = fresh.folder / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("[./rules]", "[builtin, ./rules]"), encoding="utf-8")
    assert (
        "rule ceasefire: rules/ceasefire.yaml:1 replaces builtin/ceasefire.yaml" in fresh.vedette("rules", "diff").out
    )

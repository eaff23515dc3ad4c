"""The text of rules that were once in use: each file once, found by a set's digest and by a rule's hash."""

from __future__ import annotations

from sqlalchemy import func, select

from monitor.storage import RuleTexts, Store, tables
from tests.contract.storage.making import HOUR, NOW

FIRST = RuleTexts(files={"rules/a.yaml": "id: a\n", "rules/names.yaml": "names: []"}, rules={"h-a": "a"})
EDITED = RuleTexts(
    files={"rules/a.yaml": "id: a\n", "rules/b.yaml": "id: b\n", "rules/names.yaml": "names: []"},
    rules={"h-a": "a", "h-b": "b"},
)


def rows(store: Store) -> int:
    with store.engine.begin() as connection:
        return connection.execute(select(func.count()).select_from(tables.rule_set)).scalar_one()


def test_a_set_is_kept_once_and_found_by_its_digest(store: Store):
    store.remember_rules(FIRST, now=NOW)
    before = rows(store)
    store.remember_rules(FIRST, now=NOW + HOUR)

    assert rows(store) == before
    assert store.archive.rule_set(FIRST.digest) == "# --- rules/a.yaml\nid: a\n\n# --- rules/names.yaml\nnames: []"
    assert store.archive.rule_set("unknown") is None


def test_an_edit_adds_what_it_changed_and_nothing_else(store: Store):
    store.remember_rules(FIRST, now=NOW)
    before = rows(store)
    store.remember_rules(EDITED, now=NOW + HOUR)

    assert rows(store) - before == 3, "a file, a list of files, a rule"
    assert EDITED.digest != FIRST.digest


def test_a_rule_s_hash_leads_to_the_first_set_that_had_it(store: Store):
    store.remember_rules(FIRST, now=NOW)
    store.remember_rules(EDITED, now=NOW + HOUR)

    assert store.archive.rules_of("h-a") == store.archive.rule_set(FIRST.digest)
    assert store.archive.rules_of("h-b") == store.archive.rule_set(EDITED.digest)
    assert store.archive.rules_of("h-c") is None


def test_the_names_of_files_are_part_of_the_digest():
    renamed = RuleTexts(files={"rules/z.yaml": "id: a\n", "rules/names.yaml": "names: []"}, rules=FIRST.rules)
    assert renamed.digest != FIRST.digest

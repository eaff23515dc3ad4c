"""`vedette rematch` as a person and a script read it."""

from __future__ import annotations

import pytest

from tests.integration.cli.desk import Desk

FERRIES = "id: ferries\ntitle: Ferries\nseverity: low\nmatch: {phrase: [ferries]}\n"


@pytest.fixture
def edited(writable: Desk) -> Desk:
    """The desk with one rule more and one less than when its articles were read."""
    rules = writable.folder / "rules"
    (rules / "ferries.yaml").write_text(FERRIES, encoding="utf-8")
    (rules / "ceasefire.yaml").unlink()
    return writable


def test_nothing_changed_is_one_sentence_each(ran: Desk) -> None:
    done = ran.vedette("rematch", "--since", "7d")
    assert done.code == 0
    assert done.out.startswith("Every rule fires as it did.\n")
    assert done.out.endswith(": 0 newly match, 0 match less.\n")
    assert not done.err


def test_a_difference_is_shown_by_article_and_by_rule(edited: Desk) -> None:
    lines = edited.vedette("rematch", "--since", "7d").out.splitlines()
    table = {line.split()[0]: line for line in lines}
    assert [line for line in lines if "ferries" in line and "Mercenaries board two ferries" in line]
    assert [line for line in lines if "ceasefire" in line and "Truce holds after talks" in line]
    assert table["ferries"].split() == ["ferries", "1", "0", "0"]
    assert table["ceasefire"].split() == ["ceasefire", "0", "1", "0"]
    assert "1 other rule as before" in lines
    assert lines[-1].endswith(": 1 newly match, 1 match less. `--tell` tells what newly matches.")
    assert max(map(len, lines)) <= 100


def test_the_difference_for_scripts_ends_with_its_sum(edited: Desk) -> None:
    *articles, account = edited.vedette("rematch", "--since", "7d", "--json").objects
    assert {(tuple(one["new"]), tuple(one["gone"])) for one in articles} == {(("ferries",), ()), ((), ("ceasefire",))}
    assert (account["changed"], account["new"], account["gone"]) == (2, {"ferries": 1}, {"ceasefire": 1})
    assert account["read_again"] is None


def test_what_newly_matches_is_told_by_the_next_run_and_the_ledger_balances(edited: Desk) -> None:
    done = edited.vedette("rematch", "--since", "7d", "--tell")
    assert done.code == 0
    assert "1 article will be read again and told" in done.out
    assert edited.process("once").code == 1, "a feed of this desk always fails"
    [alert] = [one for one in edited.vedette("alerts", "--json").objects if "ferries" in one["title"]]
    assert alert["revisions"] == 2
    *_, account = edited.vedette("rematch", "--since", "7d", "--tell", "--json").objects
    assert (account["new"], account["read_again"]) == ({}, 0)
    assert edited.vedette("ledger").code == 0


def test_a_span_that_is_none_and_a_rule_that_is_none_are_said(edited: Desk) -> None:
    span = edited.vedette("rematch", "--since", "yesterday")
    assert (span.code, span.out) == (2, "")
    assert '"yesterday" is no span of time' in span.err
    rule = edited.vedette("rematch", "--rule", "ferris")
    assert rule.code == 1
    assert "did you mean ferries?" in rule.err


def test_rules_that_cannot_be_loaded_compare_nothing(edited: Desk) -> None:
    (edited.folder / "rules" / "ferries.yaml").write_text("id: ferries\nid: twice\n", encoding="utf-8")
    done = edited.vedette("rematch", "--tell")
    assert (done.code, done.out) == (1, "")
    assert "rules/ferries.yaml:2" in done.err

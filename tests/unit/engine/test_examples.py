"""Examples that stand in a rule are run as articles in their language; what comes out wrong says why."""

from __future__ import annotations

import pytest

from monitor.engine import load_rules, run_examples
from monitor.model import Mentions

RULE = """\
id: ports
title: Ports
severity: low
match: {all: [{concept: harbour}, {place: derna}]}
examples:
  en:
    match:
      - "The harbour of Derna."
      - "A lighthouse in Derna."
      - {title: "Derna's harbours", text: "They are shut."}
    no_match:
      - "The harbour of another town."
      - "Harbours; Derna."
    todo_match:
      - "The quay of Derna."
      - "The harbour, Derna."
  de:
    match: ["Der Hafen von Derna."]
    no_match: ["A harbour in Derna."]
"""
CONCEPTS = "concepts: {harbour: {terms: {en: [harbour], de: [=Hafen]}}}"


@pytest.fixture
def rules(tmp_path):
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "c.yaml").write_text(CONCEPTS, encoding="utf-8")
    (tmp_path / "ports.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(
        "{id: other, title: O, severity: low, match: {phrase: quay}, examples: {any: {match: [A quay.]}}}",
        encoding="utf-8",
    )
    return load_rules([tmp_path], places=["derna"]).rule_set


@pytest.fixture
def find(mentioned):
    def find_mentions(article):
        if "Derna" not in article.text:
            return Mentions()
        return mentioned(article, ("places", "derna", "Derna", "city", "LY"))

    return find_mentions


def test_each_example_that_comes_out_wrong_says_where_and_why(rules, find, tmp_path):
    report = run_examples(rules, find)
    assert [str(failure).replace(f"{tmp_path}/", "") for failure in report.failures] == [
        (
            "ports.yaml:9: ports should match, but it does not; nearest: harbour [not in the text]\n"
            "    [en] A lighthouse in Derna."
        ),
        (
            'ports.yaml:13: ports should not match, but it does: harbour: "Harbours"; derna: "Derna"\n'
            "    [en] Harbours; Derna."
        ),
    ]


def test_known_gaps_do_not_fail_and_closed_ones_are_said(rules, find):
    report = run_examples(rules, find)
    assert [gap.text for gap in report.gaps] == ["The quay of Derna."]
    assert [example.text for example in report.mended] == ["The harbour, Derna."]
    assert report.sentence == (
        "7 of 10 examples of 2 rules hold, 2 fail, 1 known gap, 1 known gap closed: file under match or no_match"
    )


def test_only_the_rules_named_are_run(rules, find):
    report = run_examples(rules, find, ["other"])
    assert (report.rules, report.examples, report.failures) == (1, 1, ())


def test_a_name_that_no_rule_has_is_a_key_error(rules, find):
    with pytest.raises(KeyError):
        run_examples(rules, find, ["nothing"])

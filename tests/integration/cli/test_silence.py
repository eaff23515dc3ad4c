"""`vedette silence`, `vedette ack` and `vedette alerts examples`, at a desk that ran once."""

from __future__ import annotations

import json

import pytest

from tests.integration.cli.desk import Desk

FOR_LONG = ("--until", "2126-12-01", "--reason", "a drill", "--by", "ann")


def alert_of(desk: Desk, rule: str) -> str:
    alerts = [desk.vedette("alerts", "show", str(n), "--json").objects[0] for n in (1, 2)]
    return str(next(one["id"] for one in alerts if one["findings"][0]["finding"]["match"]["rule"] == rule))


def test_a_silence_is_shown_before_it_holds_listed_while_it_does_and_ended(writable: Desk) -> None:
    ceasefire = alert_of(writable, "ceasefire")
    assert writable.vedette("silence").out == (
        'Nothing is silenced. `vedette silence add --rule ID --for 7d --reason "…"` does it.\n'
    )
    done = writable.vedette("silence", "--rule", "ceasefire", *FOR_LONG)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "In the last week it would have hidden 1 of 2 alerts (1 telling):\n"
        f"  {ceasefire:<4}medium    Truce holds after talks\n"
        "Silence 1 holds until 2126-12-01 00:00.\nundo: vedette silence end 1\n"
    )
    assert writable.vedette("silence", "list").read == (
        "id  what            since             until             by   held back\n"
        "1   rule ceasefire  YYYY-MM-DD hh:mm  YYYY-MM-DD hh:mm  ann  nothing\n"
        "    a drill\n"
        "`vedette silence list --all` shows those that ended; `vedette silence end ID` ends one.\n"
    )
    ended = writable.vedette(*done.out.partition("undo: vedette ")[2].split(), "--by", "ben", "--json").objects
    assert ended[0]["silence"]["ended_by"] == "ben"
    assert writable.vedette("silence").out.startswith("Nothing is silenced.")
    [gone] = writable.vedette("silence", "list", "--all", "--json").objects
    assert (gone["active"], gone["tellings"], gone["noted_at"]) == (False, 0, None)
    assert "silence 1 ended at" in writable.vedette("silence", "end", "1").err
    assert "there is no silence 9" in writable.vedette("silence", "end", "9").err


def test_a_dry_run_shows_and_changes_nothing(writable: Desk) -> None:
    done = writable.vedette("silence", "add", "--words", "truce", *FOR_LONG, "--dry-run", "--json")
    [shown] = done.objects
    assert (shown["added"], shown["preview"]["alerts"]) == (False, 2)
    assert [one["title"] for one in shown["preview"]["hidden"]] == ["Truce holds after talks"]
    assert writable.vedette("silence", "--json").objects == []
    in_words = writable.vedette("silence", "--words", "truce", *FOR_LONG, "--dry-run")
    assert in_words.out.endswith("Nothing is silenced yet: without --dry-run it is.\n")


def test_names_become_ids_in_any_case(writable: Desk) -> None:
    [done] = writable.vedette(
        "silence", "--actor", "grey lantern GROUP", "--actor", "Amina Okafor", "--label", "theme=talks",
        "--alert", "2", *FOR_LONG, "--json",
    ).objects  # fmt: skip
    kept = done["silence"]
    assert kept["actors"] == ["grey-lantern-group", "amina-okafor"]
    assert (kept["labels"], kept["alerts"], kept["by"]) == ({"theme": "talks"}, [2], "ann")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--rule", "ceasefir"), 'there is no rule "ceasefir"; did you mean ceasefire?'),
        (("--actor", "grey lanterns group"), "did you mean grey-lantern-group (Grey Lantern Group)?"),
        (("--actor", "Libya"), '"Libya" is a place, not an actor; to silence by it write --words "Libya"'),
        (("--label", "theme=talk"), 'no rule has the label "theme=talk"; did you mean theme=talks?'),
        (("--label", "talks"), '"talks" is no label; write key=value'),
        (("--alert", "4711"), "there is no alert 4711"),
    ],
)
def test_a_condition_that_nobody_knows_is_refused(writable: Desk, asked: tuple[str, ...], said: str) -> None:
    done = writable.vedette("silence", *asked, *FOR_LONG)
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert writable.vedette("silence", "--json").objects == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--for", "7d", "--reason", "x"), "say what to silence"),
        (("--rule", "ceasefire", "--for", "7d"), "say why: --reason"),
        (("--rule", "ceasefire", "--for", "7d", "--reason", " "), "say why: --reason"),
        (("--rule", "ceasefire", "--reason", "x"), "say until when"),
        (("--rule", "ceasefire", "--until", "2020-01-01", "--reason", "x"), "is over already"),
        (("--rule", "ceasefire", "--for", "7d", "--reason", "x", "--by", " "), "say who decides"),
        (("--words", " ", "--for", "7d", "--reason", "x"), "would hide everything"),
    ],
)
def test_a_silence_without_condition_end_reason_or_author_is_wrong_usage(
    ran: Desk, asked: tuple[str, ...], said: str
) -> None:
    done = ran.vedette("silence", *asked)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_silence_that_hides_everything_is_warned_of(writable: Desk) -> None:
    by_words = writable.vedette("silence", "--words", "e", *FOR_LONG, "--dry-run")
    assert by_words.err == "warning: it would have hidden every alert of the last week\n"
    by_rules = writable.vedette("silence", "--rule", "ceasefire", "--rule", "mercenaries", *FOR_LONG)
    assert by_rules.err == "warning: this hides everything: every rule in force falls under it\n"
    assert by_rules.code == 0


def test_the_end_of_a_silence_is_told_once(writable: Desk) -> None:
    writable.vedette("silence", "--rule", "ceasefire", *FOR_LONG)
    writable.vedette("silence", "end", "1", "--by", "ben")
    told = writable.process("once").out
    assert told.count("Silence 1 (ann: a drill) ended; it held back nothing") == 1
    assert "ended before its time by ben" in told
    assert "Silence 1" not in writable.process("once").out
    [note] = writable.vedette("alerts", "--kind", "health", "--json").objects
    assert note["severity"] == "info"
    assert writable.vedette("silence", "list", "--all", "--json").objects[0]["noted_at"]


def test_an_alert_is_acknowledged_with_name_and_note_and_that_is_taken_back(writable: Desk) -> None:
    done = writable.vedette("ack", "1", "--note", "on it", "--by", "ann")
    assert done.out == (
        "Alert 1 is acknowledged by ann: no reminders and no escalation any more.\nundo: vedette ack 1 --undo\n"
    )
    assert (
        "Acknowledged\n  YYYY-MM-DD hh:mm   acknowledged by ann: on it\n"
        in writable.vedette("alerts", "show", "1").read
    )
    [whole] = writable.vedette("alerts", "show", "1", "--json").objects
    assert [(one["by"], one["note"]) for one in whole["acknowledgements"]] == [("ann", "on it")]
    undone = writable.vedette("ack", "1", "--undo", "--by", "ben")
    assert undone.out == "Alert 1 is not acknowledged any more; taken back: what ann said.\n"
    assert writable.vedette("alerts", "show", "1", "--json").objects[0]["acknowledgements"] == []
    assert "nobody has acknowledged alert 1" in writable.vedette("ack", "1", "--undo").err


def test_what_cannot_be_acknowledged_is_said(writable: Desk) -> None:
    assert "there is no alert 4711" in writable.vedette("ack", "4711").err
    ceasefire = alert_of(writable, "ceasefire")
    wrong = writable.vedette("ack", ceasefire, "--false-positive", "--rule", "mercenaries")
    assert f"the rule mercenaries did not fire on alert {ceasefire}; these did: ceasefire" in wrong.err
    assert wrong.code == 1
    for asked in (("--rule", "ceasefire"), ("--undo", "--note", "x")):
        assert writable.vedette("ack", "1", *asked).code == 2


def test_a_false_positive_becomes_an_example_that_the_rule_must_learn(writable: Desk) -> None:
    assert writable.vedette("alerts", "examples").out.startswith("# Nobody called an alert false so far")
    ceasefire = alert_of(writable, "ceasefire")
    done = writable.vedette(
        "ack", ceasefire, "--false-positive", "--note", "about a 'game': \u2028 a film", "--by", "ann"
    )
    assert f"Alert {ceasefire} is a false positive of ceasefire, says ann" in done.out
    advice = done.out.splitlines()[1].partition(": vedette ")[2].split()
    printed = writable.vedette(*advice)
    assert (printed.code, printed.err) == (0, "")
    rule = writable.folder / "rules" / "ceasefire.yaml"
    head = rule.read_text().partition("examples:")[0]
    rule.write_text(head + printed.out)
    assert writable.vedette("check").code == 0
    tested = writable.vedette("test", "ceasefire")
    assert tested.code == 1
    assert "ceasefire should not match, but it does" in tested.out
    rule.write_text((head + printed.out).replace("concept: talks", "phrase: [nothing like it]"))
    assert writable.vedette("test", "ceasefire").out.startswith("1 of 1 example")
    assert "(the rules in force leave this alone)" in writable.vedette("alerts", "examples").out


def test_examples_of_several_rules_are_documents_and_scripts_get_objects(writable: Desk) -> None:
    for alert in ("1", "2"):
        writable.vedette("ack", alert, "--false-positive", "--by", "ann")
    assert writable.vedette("alerts", "examples").out.count("\n---\n") == 1
    found = writable.vedette("alerts", "examples", "--json").objects
    assert [one["rule"] for one in found] == ["ceasefire", "mercenaries"]
    assert all(one["still_matches"] and one["text"] and one["by"] == "ann" for one in found)
    [only] = writable.vedette("alerts", "examples", "--rule", "ceasefire", "--json").objects
    assert json.dumps(only) == json.dumps(found[0])
    assert "did you mean ceasefire?" in writable.vedette("alerts", "examples", "--rule", "ceasefir").err

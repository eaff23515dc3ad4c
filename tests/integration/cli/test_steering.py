"""Verbs that look at what was told, and those that change it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from monitor.storage import DatabaseLock, Store
from tests.integration.cli.desk import Desk


def states(desk: Desk) -> dict[str, str]:
    return {one["recipient"]: one["state"] for one in desk.vedette("deliveries", "--json").objects if one["alert_id"]}


def test_feeds_tell_their_state_to_scripts(ran: Desk) -> None:
    feeds = {feed["name"]: feed for feed in ran.vedette("feeds", "--json").objects}
    agency, gazette = feeds["Harbour Agency"], feeds["Gone Wrong Gazette"]
    assert (agency["condition"], agency["articles"], agency["active"]) == ("fetched", 3, True)
    assert agency["state"]["last_error"] is None
    assert gazette["condition"] == "failing (1×)"
    assert "web page" in gazette["state"]["last_error"]
    assert datetime.fromisoformat(agency["state"]["next_check_at"]).tzinfo is not None


def test_a_feed_that_was_taken_out_is_still_shown_and_no_longer_blamed(writable: Desk) -> None:
    store = Store.open(f"sqlite:///{writable.folder / 'vedette.db'}")
    store.feeds.sync((), now=datetime(2026, 1, 1, tzinfo=UTC))
    store.close()
    text = writable.vedette("feeds").out
    assert text.count("not configured") == 3
    assert "web page" not in text
    assert text.endswith("0 feeds, none failing\n")


def test_alerts_and_deliveries_are_whole_objects_for_scripts(ran: Desk) -> None:
    alerts = ran.vedette("alerts", "--json").objects
    assert {alert["severity"] for alert in alerts} == {"high", "medium"}
    [alert] = ran.vedette("alerts", "show", str(alerts[0]["id"]), "--json").objects
    assert alert["title"] == alerts[0]["title"]
    assert alert["findings"]
    assert alert["deliveries"][0]["message"]["text"]
    dead = ran.vedette("deliveries", "list", "--state", "dead", "--json").objects
    assert {one["recipient"] for one in dead} == {"nowhere"}
    assert all(one["state"] == "dead" and one["last_outcome"] for one in dead)
    assert datetime.fromisoformat(dead[0]["due_at"]).tzinfo is not None


def test_an_alert_that_is_not_there_is_said(ran: Desk) -> None:
    done = ran.vedette("alerts", "show", "4711")
    assert (done.code, done.out) == (1, "")
    assert "there is no alert 4711; `vedette alerts` lists those there are" in done.err


def articles(desk: Desk, alert: int) -> set[int]:
    [whole] = desk.vedette("alerts", "show", str(alert), "--json").objects
    return {item["article_id"] for item in whole["findings"]}


def test_alerts_are_merged_and_split_again_by_what_the_verb_prints(writable: Desk) -> None:
    before = articles(writable, 1), articles(writable, 2)
    done = writable.vedette("alerts", "merge", "1", "2", "--by", "Ann")
    assert (done.code, done.err) == (0, "")
    [moved] = before[1]
    assert done.out == (
        f"Alert 2 was merged into alert 1, with 1 article; it stays as history.\nundo: vedette alerts split 1 {moved}\n"
    )
    assert articles(writable, 1) == before[0] | before[1]
    shown = writable.vedette("alerts", "show", "1").read
    assert "by hand (story 2): merged with alert 2 by Ann" in shown
    assert "merged by hand: merged with alert 2 by Ann" in shown
    assert "Merged into alert 1; `vedette alerts show 1` shows it." in writable.vedette("alerts", "show", "2").out
    [undone] = writable.vedette(*done.out.partition("undo: vedette ")[2].split(), "--by", "Ann", "--json").objects
    assert undone == {
        "verb": "split",
        "alert": 1,
        "other": 3,
        "articles": [moved],
        "by": "Ann",
        "undo": "vedette alerts merge 1 3",
    }
    assert (articles(writable, 1), articles(writable, 3)) == before
    assert writable.vedette("ledger").code == 0


def test_what_cannot_be_sorted_is_said_with_what_there_is(writable: Desk) -> None:
    [own] = articles(writable, 1)
    for arguments, said in (
        (("split", "1", "99"), f"alert 1 has no article 99; it has {own}"),
        (("split", "1", str(own)), "these are all articles of alert 1"),
        (("split", "4711", "1"), "there is no alert 4711; `vedette alerts` lists those there are"),
        (("merge", "1", "1"), "alert 1 cannot be merged with itself"),
        (("merge", "1", "4711"), "there is no alert 4711"),
    ):
        done = writable.vedette("alerts", *arguments, "--json")
        assert (done.code, done.out) == (1, "")
        assert said in done.err
    assert writable.vedette("alerts", "split", "1").code == 2


def test_a_dead_delivery_is_tried_again_on_request(writable: Desk) -> None:
    before = states(writable)
    done = writable.vedette("deliveries", "retry")
    assert (done.code, done.out) == (0, "1 delivery will be tried again.\n")
    after = states(writable)
    assert (before["nowhere"], after["nowhere"]) == ("dead", "pending")
    assert {**before, "nowhere": "pending"} == after
    assert writable.vedette("ledger").code == 0


def test_ids_that_are_not_dead_are_said_and_the_others_retried(writable: Desk) -> None:
    [dead] = writable.vedette("deliveries", "--state", "dead", "--json").objects
    done = writable.vedette("deliveries", "retry", str(dead["id"]), "4711", "4712", "--json")
    assert done.objects == [{"retried": 1}]
    assert done.code == 1
    assert "nothing is done for 2 of the ids given" in done.err


def test_writing_beside_a_process_that_does_not_answer_is_said(writable: Desk) -> None:
    url = f"sqlite:///{writable.folder / 'vedette.db'}"
    with DatabaseLock(url, since=datetime(2026, 1, 1, tzinfo=UTC)):
        retry = writable.vedette("deliveries", "retry")
        upgrade = writable.vedette("db", "upgrade")
        doctor = {one["check"]: one for one in writable.vedette("doctor", "--json").objects}
        looks = [writable.vedette(verb).code for verb in ("feeds", "alerts", "deliveries", "ledger")]
    assert retry.code == upgrade.code == 1
    assert "no daemon answers" in retry.err
    assert "already uses this database" in upgrade.err
    assert doctor["daemon"]["ok"] is True
    assert "already uses this database" in doctor["daemon"]["says"]
    assert looks == [0, 0, 0, 0]


def test_a_database_that_another_program_holds_is_said_and_not_taken_for_a_daemon(writable: Desk) -> None:
    with closing(sqlite3.connect(writable.folder / "vedette.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = writable.vedette("deliveries", "retry")
    assert said.code == 1
    assert "stayed locked" in said.err
    assert "daemon" not in said.err


def test_the_ledger_balances_and_says_so(ran: Desk) -> None:
    [account] = ran.vedette("ledger", "--json").objects
    assert account["balanced"] is True
    assert account["fetched"] == account["new"] == 4
    assert account["states"] == {"sent": 2, "pending": 1, "dead": 1}


def test_the_doctor_names_what_needs_a_hand(ran: Desk) -> None:
    done = ran.vedette("doctor", "--json")
    verdicts = {one["check"]: one for one in done.objects}
    assert done.code == 1
    assert {name for name, one in verdicts.items() if not one["ok"]} == {
        "deliveries",
        "channel desk",
        "channel nowhere",
    }
    assert "vedette deliveries retry" in verdicts["deliveries"]["says"]
    assert "VEDETTE_TEST_DESK_URL, which is not set" in verdicts["channel desk"]["says"]
    text = ran.vedette("doctor").out
    assert text.count("BAD") == 3
    assert "ok   ledger: balances" in text


def test_a_test_message_arrives_or_says_why_not(fresh: Desk) -> None:
    sent = fresh.vedette("send-test", "screen")
    assert sent.code == 0
    assert "Test message from Vedette" in sent.out
    assert sent.out.endswith("screen: sent\n")
    kept_off = fresh.vedette("send-test", "screen", "--json")
    assert kept_off.objects == [{"channel": "screen", "outcome": "sent", "says": ""}]
    assert "Test message from Vedette" in kept_off.err
    nowhere = fresh.vedette("send-test", "nowhere", "--json")
    assert nowhere.code == 1
    assert nowhere.objects[0]["outcome"] == "failed"
    for name, said in (("desk", "VEDETTE_TEST_DESK_URL, which is not set"), ("me", 'no channel "me"; there are: desk')):
        refused = fresh.vedette("send-test", name)
        assert (refused.code, refused.out) == (1, "")
        assert said in refused.err


def test_check_names_every_problem_of_the_configuration_and_of_the_rules_at_once(fresh: Desk) -> None:
    config = fresh.folder / "config.yaml"
    config.write_text(config.read_text().replace("languages: [en, de]", "languages: [en, xx]\nfeed: none"))
    (fresh.folder / "rules" / "broken.yaml").write_text("id: broken\nmatch: {concept: nobody}\n")
    done = fresh.vedette("check")
    assert done.code == 1
    lines = done.out.splitlines()
    assert any(line.startswith("config.yaml:3: ") and '"xx"' in line for line in lines)
    assert any(line.startswith("config.yaml:4: ") and 'did you mean "feeds"?' in line for line in lines)
    assert any(line.startswith("rules/broken.yaml:") for line in lines)
    assert lines[-1].endswith("errors: the configuration cannot be used.")
    problems = fresh.vedette("check", "--json").objects
    assert len(problems) == len(lines) - 1
    assert all(set(one) == {"file", "line", "level", "code", "what", "todo"} for one in problems)


def test_check_warns_of_a_rule_that_reaches_nobody_and_warnings_are_no_failure(fresh: Desk) -> None:
    config = fresh.folder / "config.yaml"
    config.write_text(config.read_text().replace("  - {name: all, to: [screen]}\n", ""))
    done = fresh.vedette("check")
    assert done.code == 0
    assert 'no route selects the rule "ceasefire" (severity medium)' in done.out
    assert "(warning)" in done.out
    assert done.out.endswith("2 warnings: 2 rules, 3 feeds, 3 channels.\n")


def test_a_broken_rule_is_said_by_every_verb_that_needs_the_rules(fresh: Desk) -> None:
    (fresh.folder / "rules" / "broken.yaml").write_text("id: broken\n")
    for verb in ("test", "inspect texts/quiet.txt", "explain texts/quiet.txt --rule ceasefire"):
        done = fresh.vedette(*verb.split())
        assert (done.code, done.out) == (1, "")
        assert "rules/broken.yaml:1: " in done.err
    assert fresh.vedette("feed", "feeds/agency.xml").code == 0
    assert fresh.vedette("group", "texts/corpus.jsonl").code == 0


def test_examples_are_run_and_a_failed_one_is_said_with_the_nearest_condition(fresh: Desk) -> None:
    rule = fresh.folder / "rules" / "ceasefire.yaml"
    rule.write_text(rule.read_text().replace("after talks in Tunis", "in Tunis"))
    done = fresh.vedette("test")
    assert done.code == 1
    assert "ceasefire should match, but it does not; nearest: talks [not in the text]" in done.out
    assert done.out.endswith("5 of 6 examples of 2 rules hold, 1 fail\n")
    [failure] = fresh.vedette("test", "ceasefire", "--json").objects
    assert failure["rule"] == "ceasefire"
    assert failure["line"] == 12
    assert fresh.vedette("test", "mercenaries").code == 0
    unknown = fresh.vedette("test", "ceasefire", "mercenarys")
    assert unknown.code == 1
    assert "did you mean mercenaries?" in unknown.err


def test_a_folder_is_set_up_and_never_overwritten(tmp_path) -> None:
    desk = Desk(tmp_path)
    made = desk.vedette("init", "my desk")
    assert made.code == 0
    assert made.out.endswith("Next: cd 'my desk' && vedette once\n")
    folder = tmp_path / "my desk"
    assert json.loads((folder / "rules" / "schema.json").read_text())
    assert Desk(folder).vedette("check").code == 0
    again = desk.vedette("init", "my desk")
    assert (again.code, again.out) == (1, "")
    assert "my desk has a config.yaml, samples, rules already" in again.err
    here = tmp_path / "here"
    here.mkdir()
    assert Desk(here).vedette("init", ".").out.endswith("Next: vedette once\n")


def test_a_place_where_no_folder_can_be_made_is_said(tmp_path) -> None:
    (tmp_path / "taken").write_text("a file")
    for place in ("taken", "taken/below"):
        done = Desk(tmp_path).vedette("init", place)
        assert (done.code, done.out) == (1, "")
        assert f"{place} cannot be set up" in done.err

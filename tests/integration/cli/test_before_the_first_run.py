"""A desk that never ran has no database: every verb says what to do, and none makes one in passing."""

from __future__ import annotations

import pytest

from tests.integration.cli.desk import Desk

LOOKS = ("feeds", "alerts", "alerts show 1", "deliveries", "deliveries retry", "ledger", "rematch")


@pytest.mark.parametrize("verb", LOOKS)
@pytest.mark.parametrize("json", [(), ("--json",)], ids=["text", "json"])
def test_looking_says_to_run_first(verb: str, json: tuple[str, ...], fresh: Desk) -> None:
    done = fresh.vedette(*verb.split(), *json)
    assert done.code == 1
    assert not done.out
    assert "there is no database" in done.err
    assert "start `vedette run` or `vedette once` first" in done.err
    assert not list(fresh.folder.glob("vedette.db*"))


def test_the_doctor_finds_it_natural(fresh: Desk) -> None:
    database = next(one for one in fresh.vedette("doctor", "--json").objects if one["check"] == "database")
    assert database["ok"] is True
    assert "vedette once" in database["says"]
    assert not list(fresh.folder.glob("vedette.db*"))


def test_upgrade_makes_the_database_and_then_there_is_nothing_yet_to_look_at(fresh: Desk) -> None:
    assert "was made" in fresh.vedette("db", "upgrade").out
    assert "up to date" in fresh.vedette("db", "upgrade").out
    assert fresh.vedette("feeds").out.startswith("No feeds")
    assert fresh.vedette("alerts").out.startswith("No alerts")
    assert fresh.vedette("alerts", "--kind", "health").out == "No alerts of kind health.\n"
    assert fresh.vedette("deliveries").out.startswith("No deliveries")
    assert fresh.vedette("deliveries", "--state", "dead").out == "No delivery is dead.\n"
    assert fresh.vedette("deliveries", "retry").out == "No delivery is dead: nothing is sent again.\n"
    assert fresh.vedette("ledger").out.endswith("The ledger balances.\n")


@pytest.mark.parametrize("content", [b"this is no database at all" * 100, b""], ids=["other", "empty"])
@pytest.mark.parametrize("verb", ["feeds", "alerts", "deliveries", "ledger"])
def test_a_file_that_is_no_database_of_ours_is_named(verb: str, content: bytes, fresh: Desk) -> None:
    (fresh.folder / "vedette.db").write_bytes(content)
    done = fresh.vedette(verb)
    assert done.code == 1
    assert "vedette.db cannot be used" in done.err
    assert "Traceback" not in done.err


def test_the_doctor_examines_on_when_the_database_is_broken_or_its_secret_missing(fresh: Desk) -> None:
    (fresh.folder / "vedette.db").write_bytes(b"this is no database at all" * 100)
    config = fresh.folder / "config.yaml"
    broken = {one["check"]: one["ok"] for one in fresh.vedette("doctor", "--json").objects}
    config.write_text(config.read_text() + 'database: "${VEDETTE_TEST_DESK_URL}"\n')
    secret = {one["check"]: one["ok"] for one in fresh.vedette("doctor", "--json").objects}
    for verdicts in (broken, secret):
        assert verdicts["database"] is False
        assert verdicts["rules"] is verdicts["channel screen"] is verdicts["disk"] is True


def test_verbs_that_send_nothing_need_no_secret(fresh: Desk) -> None:
    config = fresh.folder / "config.yaml"
    config.write_text(config.read_text() + "fetch: {proxy: '${VEDETTE_TEST_DESK_URL}'}\n")
    assert fresh.vedette("check").code == 0
    assert fresh.vedette("test").code == 0
    assert fresh.vedette("inspect", "texts/ferries.txt", "texts/page.html").code == 0
    assert fresh.vedette("feed", "feeds/agency.xml").code == 0
    assert fresh.vedette("group", "texts/corpus.jsonl").code == 0

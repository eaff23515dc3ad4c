"""Who was told what, when and why, and if not, why not; alerts for other programs and for spreadsheets."""

from __future__ import annotations

import csv
import io

import pytest

from monitor.service.export import csv_lines, safe_cell
from tests.integration.cli.desk import Desk


def test_tellings_are_found_by_alert_route_channel_state_and_time(ran: Desk) -> None:
    every = ran.vedette("deliveries", "--json").objects
    for option, key in (
        ("--alert", "alert_id"),
        ("--route", "route"),
        ("--channel", "recipient"),
        ("--state", "state"),
    ):
        for wanted in {str(one[key]) for one in every}:
            found = ran.vedette("deliveries", option, wanted, "--json").objects
            assert found == [one for one in every if str(one[key]) == wanted]
            assert ran.vedette("deliveries", option, wanted, "list", "--json").objects == found
    assert ran.vedette("deliveries", "--since", "7d", "--json").objects == every
    assert ran.vedette("deliveries", "--route", "nowhere-else").out.startswith("No delivery is like that")
    assert ran.vedette("deliveries", "--since", "soon").code == 2


def test_one_telling_is_shown_with_the_message_as_sent(ran: Desk) -> None:
    sent = next(one for one in ran.vedette("deliveries", "--json").objects if one["state"] == "sent")
    shown = ran.vedette("deliveries", "show", str(sent["id"]))
    assert sent["message"]["text"].rstrip() in shown.out
    assert f"to        {sent['recipient']}, by route {sent['route']}" in shown.out
    assert ran.vedette("deliveries", "show", str(sent["id"]), "--json").objects == [sent]
    assert ran.vedette("deliveries", "show", "999").err == (
        "vedette: there is no delivery 999; `vedette deliveries` lists those there are\n"
    )


def test_what_never_arrived_says_why(ran: Desk) -> None:
    dead = next(one for one in ran.vedette("deliveries", "--json").objects if one["state"] == "dead")
    assert "tried once: the channel's url is none that Apprise understands" in dead["fate"]
    assert "but       tried once: " in ran.vedette("deliveries", "show", str(dead["id"])).out


def test_an_export_has_one_record_an_alert_with_everything_known_of_it(ran: Desk) -> None:
    records = ran.vedette("alerts", "export", "--since", "1d").objects
    assert [one["id"] for one in records] == sorted(
        (a["id"] for a in ran.vedette("alerts", "--json").objects), reverse=True
    )
    ferries = next(one for one in records if "ferries" in one["title"])
    assert ferries["findings"][0]["passages"][0]["text"]
    assert ferries["facts"]["where"]
    assert {one["channel"]: one["state"] for one in ferries["tellings"]} == {
        "screen": "sent",
        "desk": "pending",
        "nowhere": "dead",
    }
    assert "VEDETTE_TEST_DESK_URL" in next(one for one in ferries["tellings"] if one["channel"] == "desk")["fate"]
    assert ran.vedette("alerts", "export", "--route", "none-like-this").objects == []


def test_a_spreadsheet_gets_a_line_an_alert(ran: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(ran.vedette("alerts", "export", "--csv").out)))
    assert len(rows) == len(ran.vedette("alerts", "export").objects)
    ferries = next(row for row in rows if "ferries" in row["title"])
    assert ferries["told"].startswith("screen ")
    assert "nowhere: dead" in ferries["not told"]
    assert ran.vedette("alerts", "export", "--csv", "--json").code == 2


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(f"a {text}") == f"a {text}"


def test_words_of_strangers_stay_in_their_cell() -> None:
    record = {
        **dict.fromkeys(("id", "kind", "severity", "text", "opened_at", "changed_at"), "x"),
        **dict.fromkeys(("rules", "findings", "tellings", "acknowledgements", "sources"), ()),
        "title": '=HYPERLINK("https://evil.example","Click")\n,next',
        "facts": {},
    }
    [_, row] = csv.reader(io.StringIO("\n".join(csv_lines([record]))))
    assert row[3] == '\'=HYPERLINK("https://evil.example","Click")\n,next'


def test_the_account_is_taken_by_feed_rule_route_and_channel(ran: Desk) -> None:
    whole = ran.vedette("ledger", "--json").objects[0]
    for by, key in (("feed", "by_feed"), ("route", "by_route"), ("channel", "by_recipient")):
        rows = {row.pop(by): row for row in ran.vedette("ledger", "--by", by, "--json").objects}
        assert rows == whole[key]
    rules = {row["rule"]: row["articles"] for row in ran.vedette("ledger", "--by", "rule", "--json").objects}
    assert rules == whole["by_rule"]

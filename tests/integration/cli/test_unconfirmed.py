"""People whom no file names: shown by `inspect`, and marked."""

from __future__ import annotations

from tests.integration.cli.desk import Desk

TEXT = """Mercenaries board two ferries

Mercenaries of the Wagner Group arrived in Libya on Monday. General Orvid Tamsaar met them in the harbour.
"""


def test_inspect_shows_a_proposed_person_as_unconfirmed(fresh: Desk) -> None:
    (fresh.folder / "proposed.txt").write_text(TEXT, encoding="utf-8")
    [view] = fresh.vedette("inspect", "proposed.txt", "--json").objects
    [person] = view["people"]
    assert (person["id"], person["name"], person["confirmed"]) == ("~Arft-tmsr", "Orvid Tamsaar", False)
    assert [mention["text"] for mention in person["mentions"]] == ["Orvid Tamsaar"]


def test_inspect_says_unconfirmed_to_people_too(fresh: Desk) -> None:
    (fresh.folder / "proposed.txt").write_text(TEXT, encoding="utf-8")
    assert "people      Orvid Tamsaar (unconfirmed)\n" in fresh.vedette("inspect", "proposed.txt").out

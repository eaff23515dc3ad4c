"""Every format becomes the same kind of listing."""

from __future__ import annotations

import gzip
import hashlib
from datetime import date
from pathlib import Path

import pytest

from monitor.model.listing import ListedKind, Listing, ListVersion
from monitor.sanctions import read_list
from tests.unit.sanctions.made_lists import FOLDER, SHOW_NO_END, SHOW_THEIR_END, made


def entry(version: ListVersion, id_: str) -> Listing:
    return next(listing for listing in version.entries if listing.id == id_)


def names(listing: Listing) -> dict[str, str]:
    return {name.text: name.strength.value for name in listing.names}


def test_ofac_xml_gives_programmes_identifiers_and_weak_names_but_no_date_of_listing() -> None:
    version = read_list(made("ofac.xml"), "ofac")
    person = entry(version, "101")
    assert (version.format, version.published, version.rows) == ("ofac-xml", date(2031, 3, 9), 4)
    assert names(person) == {"BRANDVIK, Orsolo": "strong", "BRANTWIK, Orsolo": "strong", "THE HERON": "weak"}
    assert person.kind is ListedKind.PERSON
    assert person.programmes == ("LAKE-WAR", "GUNS")
    assert (person.since, person.on_list_by) == (None, date(2031, 3, 9))
    assert person.identifiers == (("passport", "P7781"),)
    assert person.countries == ("Tessara",)
    assert entry(version, "103").identifiers == (("imo", "9074729"), ("call sign", "XQ77"))
    assert [listing.kind.value for listing in version.entries] == ["person", "group", "vessel", "aircraft"]


def test_an_ofac_csv_set_says_the_same_as_its_parts_together() -> None:
    parts = [made(f"ofac_{part}.csv") for part in ("alt", "sdn", "comments", "add")]
    version = read_list(parts, "ofac", published=date(2031, 3, 9))
    person = entry(version, "101")
    assert names(person) == {
        "BRANDVIK, Orsolo": "strong",
        "BRANTWIK, Orsolo": "strong",
        "THE HERON": "weak",
        "OLD HERON": "weak",
    }
    assert "long remarks end here" in person.remarks
    assert person.countries == ("Tessara",)
    assert person.programmes == ("LAKE-WAR", "GUNS")
    assert person.on_list_by == date(2031, 3, 9)
    assert names(entry(version, "102")) == {"GREYWATER BRIGADE (GWB)": "strong", "GREY WATER GUARD": "strong"}
    assert entry(version, "103").identifiers == (("imo", "9074729"), ("mmsi", "273411690"), ("call sign", "XQ77"))
    assert entry(version, "104").identifiers == (("tail number", "XQ-LMN"),)


def test_the_main_ofac_csv_is_a_list_by_itself() -> None:
    version = read_list(made("ofac_sdn.csv"), "ofac")
    assert names(entry(version, "101")) == {"BRANDVIK, Orsolo": "strong", "THE HERON": "weak"}
    assert entry(version, "102").kind is ListedKind.GROUP


def test_further_ofac_files_of_another_day_are_warned_of() -> None:
    other_day = made("ofac_alt.csv").replace(b"101,5", b"999,5")
    version = read_list([made("ofac_sdn.csv"), other_day], "ofac")
    assert any("different days" in warning for warning in version.warnings)


def test_ofac_advanced_says_since_when_and_has_names_in_their_own_script() -> None:
    version = read_list(made("ofac_advanced.xml"), "ofac")
    person, vessel = version.entries
    assert person.since == date(2029, 11, 4)
    assert [(name.text, name.script) for name in person.names][:2] == [
        ("BRANDVIK, Orsolo", "latin"),
        ("БРАНДВИК, Орсоло", "cyrillic"),
    ]
    assert names(person)["THE HERON"] == "weak"
    assert person.programmes == ("LAKE-WAR", "GUNS")
    assert (vessel.since, vessel.on_list_by) == (None, date(2031, 3, 9))
    assert vessel.identifiers == (("imo", "9074729"),)


def test_the_un_list_gives_the_day_of_listing_and_parts_names_of_one_cell() -> None:
    version = read_list(made("un.xml"), "un")
    person = entry(version, "TSi.001")
    assert person.since == date(2029, 11, 4)
    assert names(person) == {
        "ORSOLO BRANDVIK": "strong",
        "Орсоло Брандвик": "strong",
        "Orsolo Brantwik": "strong",
        "O. Brandvig": "strong",
        "Heron": "weak",
    }
    assert person.programmes == ("Tessara",)
    assert entry(version, "TSe.001").countries == ("Orvane",)


def test_records_of_the_eu_list_with_one_logical_id_are_one_entry() -> None:
    version = read_list(made("eu.xml"), "eu")
    person = entry(version, "11")
    assert (version.rows, len(version.entries), version.names_read) == (3, 2, 5)
    assert person.programmes == ("TES", "ARMS")
    assert person.since == date(2029, 11, 6)
    assert person.name == "Orsolo BRANDVIK"
    assert names(person) == {"Orsolo BRANDVIK": "strong", "Орсоло Брандвик": "strong", "Heron": "weak"}
    assert person.countries == ("Tessara",)
    assert person.link == "https://example.org/act/2030/7"


def test_tables_of_the_official_journal_are_joined_by_annex_and_number() -> None:
    version = read_list([made("eu_journal.csv"), made("eu_journal_amendment.csv")], "eu")
    person = entry(version, "32030R0007/I.A/Person/1")
    group = entry(version, "32030R0007/I.B/LegalEntity/2")
    assert (version.rows, len(version.entries)) == (6, 4)
    assert person.since == date(2029, 11, 6)
    assert names(person)["Heron"] == "weak"
    assert list(names(group)) == [
        "Greywater Brigade",
        "Grey Water Guard, Lake Wardens",
        "Quay; Sons",
        "The Wardens of the Lake",
    ]
    assert group.names[1].generated == ("Grey Water Guard", "Lake Wardens")
    assert entry(version, "32030R0007/II/Vessel/MARSH LANTERN").identifiers == (("imo", "9074729"),)


@pytest.mark.parametrize("name", ["uk.xml", "uk.csv"])
def test_the_uk_list_is_read_alike_from_xml_and_csv(name: str) -> None:
    version = read_list(made(name), "uk")
    person, vessel = version.entries
    assert version.published == date(2031, 3, 9)
    assert person.name == "Orsolo BRANDVIK"
    assert names(person) == {
        "Orsolo BRANDVIK": "strong",
        "Orsolo BRANTWIK": "strong",
        "Heron": "weak",
        "Орсоло Брандвик": "strong",
    }
    assert person.since == date(2029, 11, 4)
    assert ("un reference", "TSi.001") in person.identifiers
    assert (vessel.kind, vessel.identifiers) == (ListedKind.VESSEL, (("imo", "9074729"),))


def test_a_user_s_opensanctions_table_names_its_licence_and_gives_no_day_of_listing() -> None:
    version = read_list(made("opensanctions.csv"), "os")
    person = version.entries[0]
    assert any("CC BY-NC 4.0" in warning for warning in version.warnings)
    assert (person.since, person.on_list_by) == (None, date(2029, 11, 8))
    assert person.programmes == ("TS-LAKE", "TS-GUNS")


def test_of_followthemoney_entities_those_under_sanctions_are_taken_with_their_date() -> None:
    version = read_list(made("opensanctions.ftm.json"), "os")
    assert [listing.id for listing in version.entries] == ["Q-made-1", "Q-made-2"]
    person, vessel = version.entries
    assert names(person) == {"Orsolo Brandvik": "strong", "Орсоло Брандвик": "strong", "Heron": "weak"}
    assert (person.since, person.programmes) == (date(2029, 11, 4), ("TS-LAKE",))
    assert (vessel.since, vessel.programmes) == (None, ("Lake war",))


@pytest.mark.parametrize("name", [*SHOW_THEIR_END, *SHOW_NO_END])
def test_a_packed_file_says_the_same_and_its_hash_is_that_of_the_bytes_given(name: str, tmp_path: Path) -> None:
    packed = gzip.compress(made(name))
    path = tmp_path / "whatever.bin"
    path.write_bytes(packed)
    plain, unpacked = read_list(FOLDER / name, "made"), read_list(path, "made")
    assert unpacked.entries == plain.entries
    assert unpacked.sha256 == hashlib.sha256(packed).hexdigest()


@pytest.mark.parametrize("name", SHOW_NO_END)
def test_a_format_that_shows_no_end_says_so(name: str) -> None:
    version = read_list(made(name), "made")
    assert not version.complete
    assert any("cut at the end of a row" in warning for warning in version.warnings)


@pytest.mark.parametrize("name", SHOW_THEIR_END)
def test_a_format_that_shows_its_end_needs_no_warning(name: str) -> None:
    version = read_list(made(name), "made")
    assert (version.complete, version.warnings) == (True, ())

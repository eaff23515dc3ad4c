"""Numbers of listed things in a text: with what must stand beside them, and never by chance."""

import pytest

from monitor.model.listing import ListedKind, Listing, ListVersion, NameOfListing
from monitor.screening.identifiers import Numbers, is_imo


def numbers(*identifiers: tuple[str, str]) -> Numbers:
    entry = Listing(
        list="l", id="1", kind=ListedKind.VESSEL, names=(NameOfListing("SEA HERON"),), identifiers=identifiers
    )
    version = ListVersion(
        list="l", format="", entries=(entry,), published=None, sha256="", rows=1, names_read=1, complete=True
    )
    return Numbers([version])


KNOWN = numbers(
    ("imo", "9074729"),
    ("registration", "1027739246490"),
    ("wallet", "bc1qw7vfgv3r5vnehafl0y95sclg3uqsj87wxs9ad6"),
    ("tail number", "EP-MMH1"),
    ("passport", "U06314813"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The tanker (IMO 9074729) sailed.", ["9074729"]),
        ("The tanker, IMO number: 9074729, sailed.", ["9074729"]),
        ("Танкер (ИМО 9074729) вышел.", ["9074729"]),
        ("In 9074729 cases nothing happened.", []),
        ("A company with the registration number 1027739246490 owns it.", ["1027739246490"]),
        ("ОГРН 1027739246490", ["1027739246490"]),
        ("The crowd of 1027739246490 ants.", []),
        ("Coins went to bc1qw7vfgv3r5vnehafl0y95sclg3uqsj87wxs9ad6.", ["bc1qw7vfgv3r5vnehafl0y95sclg3uqsj87wxs9ad6"]),
        ("He showed the passport U06314813.", ["U06314813"]),
        ("Flight U06314813 was late.", []),
        ("IMO 19074729", []),
    ],
)
def test_a_number_counts_with_its_word_or_by_its_length(text: str, found: list[str]) -> None:
    hits = list(KNOWN.find(text))
    assert [hit.value for hit in hits] == found
    assert all(text[hit.start : hit.end] == hit.value for hit in hits)
    assert all(owner.listing.id == "1" for hit in hits for owner in hit.owners)


@pytest.mark.parametrize(
    ("number", "right"),
    [("9074729", True), ("9074728", False), ("907472", False), ("90747290", False), ("٩٠٧٤٧٢٩", False)],
)
def test_an_imo_number_has_a_check_digit(number: str, right: bool) -> None:
    assert is_imo(number) is right


def test_a_number_with_a_wrong_check_digit_is_none_even_if_a_list_has_it() -> None:
    assert list(numbers(("imo", "9074728")).find("IMO 9074728")) == []

"""What is left out of a listed name: what news leave out, and nothing else."""

import pytest

from monitor.model.listing import ListedKind, Listing, NameOfListing
from monitor.screening.spellings import given_and_family, spellings, without_form

PERSON, GROUP = ListedKind.PERSON, ListedKind.GROUP


def written(name: str, kind: ListedKind = PERSON) -> set[str]:
    return {text for text, _, _ in spellings(Listing(list="l", id="1", kind=kind, names=(NameOfListing(name),)))}


@pytest.mark.parametrize(
    ("printed", "news"),
    [
        ("BRANDOV, Orsol Viktorovich", "Orsol BRANDOV"),
        ("BRANDOV, Orsol Viktorovich", "BRANDOV Orsol"),
        ("MARUDO LOROS, Nicanor", "Nicanor MARUDO"),
        ("EL TESSARI MADDA, Tarik Zaid", "Tarik EL TESSARI"),
        ("ABDUL KARIM HAMDAN DAGALU", "ABDUL KARIM DAGALU"),
        ("Ruslan Akhmedovich KADIRIN", "Ruslan KADIRIN"),
        ("General Ruslan Akhmedovich KADIRIN", "Ruslan KADIRIN"),
        ("KADIRIN Ruslan Akhmedovich", "Ruslan KADIRIN"),
        ("MARUDI Seyed Nikan Ali", "Nikan MARUDI"),
        ("Руслан Ахмедович Кадирин", "Руслан Кадирин"),
    ],
)
def test_people_are_written_without_patronymic_title_or_second_surname(printed: str, news: str) -> None:
    assert news in written(printed)


def test_a_person_always_keeps_a_given_name_and_a_surname() -> None:
    for text in written("MARUDO LOROS, Nicanor Ernesto") - {"MARUDO LOROS, Nicanor Ernesto"}:
        assert "MARUDO" in text
        assert "Nicanor" in text or "Ernesto" in text


def test_what_is_too_long_for_a_name_is_not_shortened() -> None:
    assert written("Head Of The Third Office Of The Ministry") == {"Head Of The Third Office Of The Ministry"}


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("TESSARA GENERAL TRADING L.L.C", "TESSARA GENERAL TRADING"),
        ("AL HERON MULTI ACTIVITIES CO LTD", "AL HERON MULTI ACTIVITIES"),
        ("PUBLIC JOINT STOCK COMPANY TESSARBANK OF ORVANE", "TESSARBANK OF ORVANE"),
        ("PRIVATE MILITARY COMPANY 'HERON'", "HERON"),
        ("ПАО «Тессарбанк»", "Тессарбанк"),
        ("CECOLEX, S.A.", "CECOLEX"),
        ("CECOLEX NORTE, S.A. DE C.V.", "CECOLEX NORTE"),
        ("CECOLEX SUR S. DE R.L. DE C.V.", "CECOLEX SUR"),
        ("TESSARA INVEST OOO", "TESSARA INVEST"),
        ("TESSARA LIMITED LIABILITY COMPANY", "TESSARA"),
        ("HERON AVRUPA IC VE DIS TICARET LIMITED SIRKETI", "HERON AVRUPA"),
        ("Heron Avrupa Sanayi ve Ticaret Anonim Şirketi", "Heron Avrupa"),
        ("HERON STAHL GMBH & CO. KG", "HERON STAHL"),
        ("HERON 2005 EOOD", "HERON 2005"),
        ("OBSHCHESTVO S OGRANICHENNOY OTVETSTVENNOSTYU TESSARA", "TESSARA"),
        ("Heron Band", ""),
        ("LIMITED", ""),
    ],
)
def test_a_company_loses_its_legal_form_alone(printed: str, bare: str) -> None:
    assert without_form(printed) == bare
    assert not bare or bare in written(printed, GROUP)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("BRANDOV, Orsol Viktorovich", [("Orsol", "BRANDOV")]),
        ("Orsol BRANDOV", [("Orsol", "BRANDOV")]),
        ("AL-HERON, Abd al-Karim", [("al-Karim", "AL-HERON"), ("Abdalkarim", "AL-HERON")]),
        ("Orsol", []),
        ("a, b, c", []),
    ],
)
def test_given_name_and_surname_are_told_apart(printed: str, expected: list[tuple[str, str]]) -> None:
    assert list(given_and_family(printed)) == expected


def test_a_double_given_name_may_be_written_as_one() -> None:
    assert list(given_and_family("MARUDI, Ali Reza")) == [("Ali", "MARUDI"), ("Alireza", "MARUDI")]

"""Registration marks and serial numbers of listed aircraft in running text."""

import pytest

from monitor.model import Article, Language, Mentions
from monitor.model.listing import ListedKind, Listing, NameOfListing
from monitor.screening import Lists, screen
from tests.unit.screening.test_screen import copy_of


def plane(id_: str, name: str, *identifiers: tuple[str, str], linked: str = "") -> Listing:
    remarks = f"(Linked To: {linked})" if linked else ""
    kind = ListedKind.AIRCRAFT
    return Listing(
        list="sanctions", id=id_, kind=kind, names=(NameOfListing(name),), identifiers=identifiers, remarks=remarks
    )


LISTS = Lists.build(
    [
        copy_of(
            plane("1", "EP-QZA", linked="SKYLARK AIR"),
            plane("2", "YV7613", ("tail number", "YV7613"), ("serial number", "4417")),
            plane("3", "MSN 398", ("serial number", "398"), ("tail number", "EP-QZB")),
            plane("4", "RA-07791"),
            plane("5", "P-587"),
            plane("6", "3A-QXV", linked="PETRASSOV, Oleg Igorevich"),
        )
    ]
)


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    return [(one.entry, one.span.text) for one in screen(LISTS, article, Mentions()).listed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Airbus, EP-QZA, landed at dawn.", ("1", "EP-QZA")),
        ("EP‑QZA, a freighter, left the hangar.", ("1", "EP‑QZA")),  # a hyphen that does not break
        ("A jet marked EPQZA was there.", ("1", "EPQZA")),
        ("Skylark Air had painted EP-QZA blue.", ("1", "EP-QZA")),  # the owner, and no other word
        ("Petrassov sold 3A-QXV last year.", ("6", "3A-QXV")),
        ("L'avion immatriculé YV-7613 est resté au sol.", ("2", "YV-7613")),
        ("La aeronave YV 7613 salió de noche.", ("2", "YV 7613")),
        ("Das Flugzeug mit dem Kennzeichen EP-QZB steht in Wien.", ("3", "EP-QZB")),
        ("Самолёт с бортовым номером РА-07791 сел в Дубае.", ("4", "РА-07791")),  # in Cyrillic letters
        ("Літак RA-07791 приземлився.", ("4", "RA-07791")),
        ("هبطت الطائرة EP-QZA في المطار.", ("1", "EP-QZA")),
        ("注册号为EP-QZA的飞机降落。", ("1", "EP-QZA")),
        ("The Gulfstream (MSN 4417) was sold.", ("2", "4417")),
        ("Samolot o numerze seryjnym 4417 odleciał.", ("2", "4417")),
        ("The North Korean plane P-587 taxied.", ("5", "P-587")),
    ],
)
def test_marks_are_found_beside_a_word_for_an_aircraft(text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Fill in form P-587 and sign it.",
        "The album EP-QZA sold well.",
        "The plane ep-qza flew.",  # written small
        "The plane EP-QZAB flew.",  # a longer mark
        "The plane with 4417 seats flew.",  # no word for a serial number
        "Serial number 4417 of the printer is blurred.",  # no aircraft
        "The plane P587 is gone.",  # short, and joined
        "The jet cost 4417.5 million, MSN reported.",
    ],
)
def test_what_is_no_mark_or_of_no_aircraft_is_left_alone(text: str) -> None:
    assert found(text) == []

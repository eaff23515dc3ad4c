"""Listed ships whose name is a word, found beside a word for a ship as news write them; and what is no ship."""

import pytest

from monitor.model import Article, Entity, Language, Mentions, Span
from monitor.model.listing import ListedKind
from monitor.screening import Lists, screen
from tests.unit.screening.test_screen import PERSON, copy_of, entry

SHIP = ListedKind.VESSEL
LISTS = Lists.build(
    [
        copy_of(
            entry("lana", "LANA", kind=SHIP),
            entry("fortune", "FORTUNE", kind=SHIP, weak=("HALCYON",)),
            entry("rose", "SEA ROSE 3", kind=SHIP),
            entry("star", "Star of Veldra", kind=SHIP),
            entry("ark", "TORVA III", kind=SHIP),
            entry("person", "BRIGANT, Oskar", "BRIGANT", kind=PERSON),
            entry("company", "HORIZON"),
        )
    ]
)


def found(text: str, language: str = "en", mentions: Mentions | None = None) -> list[tuple[str, str, str]]:
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    listed = screen(LISTS, article, mentions or Mentions()).listed
    return [(one.entry, one.span.text, one.strength) for one in listed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marines boarded the tanker Lana off Crete.", ("lana", "Lana")),
        ("The oil tanker, the Lana, was seized.", ("lana", "Lana")),
        ("The tanker, called “Fortune”, ran aground.", ("fortune", "Fortune")),
        ("Crude was moved to M/V Lana at night.", ("lana", "Lana")),
        ("Crude was moved to the MT Fortune at night.", ("fortune", "Fortune")),
        ("The cargo ship Sea Rose 3 left Piraeus.", ("rose", "Sea Rose 3")),
        ("The bulk carrier Star of Veldra left.", ("star", "Star of Veldra")),
        ("The freighter Torva 3 left.", ("ark", "Torva 3")),
        ("Lana, an oil tanker, left Piraeus.", ("lana", "Lana")),
        ("The Lana, a crude tanker, left Piraeus.", ("lana", "Lana")),
        ("On Friday the Lana, a crude tanker, left Piraeus.", ("lana", "Lana")),
        ("Le Lana, un pétrolier, a quitté le port.", ("lana", "Lana")),
        ("Die Lana, ein Tanker, verließ den Hafen.", ("lana", "Lana")),
        ("The Suezmax Lana left Piraeus.", ("lana", "Lana")),
        ("The Lana, a VLCC, left Piraeus.", ("lana", "Lana")),
        ("El tanquero Lana fue detenido.", ("lana", "Lana")),
        ("La petroliera battente bandiera panamense Lana è ferma.", ("lana", "Lana")),
        ("The crew of the tanker Lana's sister is safe.", ("lana", "Lana")),
        ("Storms held the Lana tanker in port.", ("lana", "Lana")),
        ("Le pétrolier Lana a été saisi.", ("lana", "Lana")),
        ("Le pétrolier iranien Lana a été saisi.", ("lana", "Lana")),
        ("Le cargo « Lana » a été saisi.", ("lana", "Lana")),
        ("The vessel (formerly the Lana) was renamed.", ("lana", "Lana")),
        ("Der Tanker Lana wurde gestoppt.", ("lana", "Lana")),
        ("Der Frachter „Fortune“ wurde gestoppt.", ("fortune", "Fortune")),
        ("El petrolero Lana fue detenido.", ("lana", "Lana")),
        ("El buque de bandera panameña Sea Rose 3 fue detenido.", ("rose", "Sea Rose 3")),
        ("Танкер Lana задержан.", ("lana", "Lana")),
        ("احتجزت ناقلة النفط Lana أمس.", ("lana", "Lana")),
        ("油轮“Lana”号被扣押。", ("lana", "Lana")),
        ("油轮Lana号被扣押。", ("lana", "Lana")),
        ("The tanker 'Lana' left.", ("lana", "Lana")),
    ],
)
def test_a_ships_name_beside_a_word_for_a_ship_is_sure(text: str, expected: tuple[str, str]) -> None:
    assert found(text) == [(*expected, "strong")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Задержан танкер «Лана».", ("lana", "Лана")),
        ("Экипаж сухогруза «Лана» спасён.", ("lana", "Лана")),
        ("Танкер под флагом Габона «Лана» задержан.", ("lana", "Лана")),
        ("احتجزت ناقلة النفط «لانا» أمس.", ("lana", "لانا")),
        ("احتجزت ناقلة النفط لانا أمس.", ("lana", "لانا")),
        ("«Лана», танкер под флагом Габона, задержан.", ("lana", "Лана")),
        ("Балкер «Торва 3» ушёл.", ("ark", "Торва 3")),
    ],
)
def test_in_another_script_a_name_that_is_said_alike_is_proposed(text: str, expected: tuple[str, str]) -> None:
    assert found(text, "ru") == [(*expected, "proposal")]


def test_a_name_that_the_list_calls_weak_is_borne_out_by_the_word() -> None:
    assert found("The tanker Halcyon left.") == [("fortune", "Halcyon", "weak")]


def test_each_of_several_ships_counts() -> None:
    text = "The tankers Lana, Orsetta and Sea Rose 3 sailed."
    assert [name for _, name, _ in found(text)] == ["Lana", "Sea Rose 3"]


@pytest.mark.parametrize(
    "text",
    [
        "Lana bought a house.",
        "He ships Fortune cookies.",
        "«Лана», кафе у порта, закрыто.",
        "Fortune favours the bold.",
        "The tanker company Fortune reported a loss.",
        "The tanker owner Lana was fined.",
        "The tanker's captain, Lana, was freed.",
        "The tanker Prime Minister Lana visited had left.",
        "The tanker Lana visited had left.",
        "The tanker Fortune Shipping bought is old.",
        "The tanker Lana Petrova left.",
        "The tanker Nova Lana left.",
        "The cargo ship Sea Rose 4 left.",
        "The cargo ship Sea Rose left.",
        "The freighter Torva II left.",
        "The freighter Torva left.",
        "The tanker Lana 2 left.",
        "The tanker Lana-Maria left.",
        "The tanker Fortune 500 left.",
        "Lana, a tanker captain, was freed.",
        "Fortune, a tanker company, was fined.",
        "The Fortune tanker fleet is old.",
        "A tanker left. Lana stayed.",
        "The tanker left Lana behind.",
        "The tanker lana left.",
        "The tanker Brigant left.",  # a person's
        "The tanker Horizon left.",  # a company's, and an ordinary word
        "The flagship Fortune was sold.",
        "Le pétrolier appartenant à Lana est vieux.",
        "Le pétrolier affrété par Fortune est vieux.",
        "L'armateur du pétrolier, Lana, est libre.",
        "El petrolero propiedad de Lana es viejo.",
        "Der Tanker der Firma Fortune ist alt.",
        "Der Kapitän des Tankers, Lana Weber, ist frei.",
        "Танкер компании «Лана» задержан.",
        "Капитан танкера Лана Петрова свободна.",
        "Танкер «Лена» задержан.",
        "Танкер «Лана 2» задержан.",
        "Балкер «Торва 4» ушёл.",
        "Кафе «Лана» закрыто.",
        "قالت لانا إن ناقلة النفط غادرت.",
        "احتجزت ناقلة النفط التابعة لشركة لانا.",
        "احتجزت ناقلة النفط لانا 2 أمس.",
        "“Lana”公司被处罚。",
    ],
)
def test_what_is_no_listed_ship_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("kind", ["people", "actors", "places"])
def test_what_the_gazetteer_names_beside_the_word_is_no_ship(kind: str) -> None:
    text = "The tanker Lana left."
    span = Span(start=11, end=15, text="Lana")
    known = Entity(id="Q1", name="Lana", kind="settlement", mentions=(span,))
    assert found(text, mentions=Mentions(**{kind: (known,)})) == []


def test_quotation_marks_tell_the_ship_from_what_the_gazetteer_names() -> None:
    text = "The tanker “Lana” left."
    span = Span(start=12, end=16, text="Lana")
    place = Entity(id="Q1", name="Lana", kind="settlement", mentions=(span,))
    assert found(text, mentions=Mentions(places=(place,))) == [("lana", "Lana", "strong")]

"""What bears a name out, what sounds like one, and what a page of nothing but names comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from monitor.model import Article, Entity, Language, Mentions, Span
from monitor.model.listing import ListedKind, Listing, ListVersion, NameOfListing, Strength
from monitor.screening import Lists, screen
from monitor.screening.screen import HITS_AT_MOST

PERSON, GROUP, VESSEL = ListedKind.PERSON, ListedKind.GROUP, ListedKind.VESSEL


def entry(id_: str, name: str, kind: ListedKind = GROUP, *, weak: str = "", **more) -> Listing:
    last, comma, first = (part.strip() for part in name.partition(","))
    printed = [NameOfListing(name, generated=(f"{first} {last}", f"{last} {first}") if comma else ())]
    if weak:
        printed.append(NameOfListing(weak, Strength.WEAK))
    return Listing(list="isles", id=id_, kind=kind, names=tuple(printed), **more)


CROWD = tuple(entry(f"crowd {n}", f"AHMADOV, Karim Name{n}", PERSON) for n in range(20))
ENTRIES = (
    entry("brandov", "BRANDOV, Orsol Viktorovich", PERSON, link="https://lists.example/brandov"),
    entry("heron", "HERON LAKE BRIGADE", weak="Lakers", countries=("Libya",), programmes=("LIBYA3",)),
    entry("qmb", "QMB", programmes=("DRCONGO",)),
    entry("tessarbank", "PUBLIC JOINT STOCK COMPANY TESSARBANK"),
    entry("tess", "TESS LLC"),
    entry("ship", "MARGUERITTA", VESSEL, identifiers=(("imo", "9074729"),)),
    entry("lakewatch", "LAKEWATCHER"),
    entry("hamas?", "Hamas", PERSON),
    entry("vostokzavod", "UGORVOSTOKZAVOD"),
    *CROWD,
)


def lists_of(*entries: Listing) -> Lists:
    version = ListVersion(
        list="isles",
        format="made",
        entries=entries,
        published=date(2026, 3, 1),
        sha256="",
        rows=0,
        names_read=0,
        complete=True,
    )
    return Lists.build([version])


LISTS = lists_of(*ENTRIES)


def article_of(text: str, language: str = "en") -> Article:
    return Article(paragraphs=(text,), language=Language(code=language, sure=True))


def found(text: str, language: str = "en", **mentions) -> list[tuple[str, str, str]]:
    article = article_of(text, language)
    listed = screen(LISTS, article, Mentions(**mentions)).listed
    return [(one.entry, one.span.text, one.strength) for one in listed]


def place(text: str, word: str, country: str) -> Entity:
    at = text.index(word)
    return Entity(
        id=word.lower(),
        name=word,
        kind="city",
        country=country,
        mentions=(Span(start=at, end=at + len(word), text=word),),
    )


@pytest.mark.parametrize(
    ("text", "language", "strength"),
    [
        ("Orsol Brandov spoke.", "en", "strong"),
        ("Brandov Orsol spoke.", "en", "strong"),
        ("Orsol Viktorovich Brandov spoke.", "en", "strong"),
        ("Orssol Brandow sprach.", "de", "proposal"),
        ("Говорил Орсол Брандов.", "ru", "proposal"),
        ("Встреча с Орсолом Брандовым прошла.", "ru", "proposal"),
    ],
)
def test_a_person_is_found_as_news_write_the_name(text: str, language: str, strength: str) -> None:
    ((entry_id, _, how),) = found(text, language)
    assert (entry_id, how) == ("brandov", strength)


def test_a_proposal_says_that_it_is_one() -> None:
    (one,) = screen(LISTS, article_of("Orssol Brandow sprach.", "de"), Mentions()).listed
    assert one.because.endswith("a proposal, to be checked")
    assert (one.link, one.kind) == ("https://lists.example/brandov", "person")


@pytest.mark.parametrize(
    "text", ["Brandov spoke.", "orsol brandov", "Orsol Brandt spoke.", "Karim Ahmadov spoke.", "Hamas, a baker, spoke."]
)
def test_a_surname_alone_a_name_without_capitals_and_a_name_of_many_are_nobody(text: str) -> None:
    assert found(text) == []


def test_behind_the_full_name_the_surname_counts_and_not_before_it() -> None:
    text = "Brandov waits. Orsol Brandov spoke; then Brandov left, says Brandova."
    assert [(text, how) for _, text, how in found(text)] == [("Orsol Brandov", "strong"), ("Brandov", "strong")]


@pytest.mark.parametrize(("town", "country", "counts"), [("Derna", "LY", True), ("Lyon", "FR", False)])
def test_a_weak_name_of_several_words_needs_its_country_near(town: str, country: str, counts: bool) -> None:
    lists = lists_of(entry("heron", "HERON LAKE BRIGADE", weak="Grey Heron Crew", countries=("Libya",)))
    text = f"The Grey Heron Crew came to {town}."
    listed = screen(lists, article_of(text), Mentions(places=(place(text, town, country),))).listed
    assert [one.strength for one in listed] == (["weak"] if counts else [])
    assert all("stands near" in one.because for one in listed)


def test_a_surname_stands_in_any_case_where_cases_end_so() -> None:
    text = "Spotkał się z Orsolem Brandovem. Dom Brandova stoi."
    assert [what for _, what, _ in found(text, "pl")] == ["Orsolem Brandovem", "Brandova"]
    assert [what for _, what, _ in found("Orsol Brandov spoke; Brandova left.", "en")] == ["Orsol Brandov"]


def test_an_abbreviation_counts_near_a_country_of_its_programme() -> None:
    text = "Fighters of QMB took Goma."
    assert found(text) == []
    assert found(text, places=(place(text, "Goma", "CD"),)) == [("qmb", "QMB", "weak")]


@pytest.mark.parametrize(
    ("text", "language", "hits"),
    [
        ("They fear the Lakewatcher.", "en", 1),
        ("Lakewatcher came.", "en", 1),
        ("Sie sahen den Lakewatcher.", "de", 1),
        ("They saw the Margueritta.", "en", 0),
        ("They saw the Margueritta (IMO 9074729).", "en", 2),
        ("They left Tessarbank.", "en", 1),
        ("Tessarbank's clerks left.", "en", 1),
        ("They left Tess.", "en", 0),
        ("They left Public Joint Stock Company Tessarbank.", "en", 1),
        ("They closed Угорвостокзавод.", "ru", 1),
    ],
)
def test_one_word_counts_where_its_capital_tells_and_a_ship_by_its_number(text: str, language: str, hits: int) -> None:
    assert len(found(text, language)) == hits


def test_a_name_that_is_a_place_or_part_of_somebody_elses_name_is_none() -> None:
    text = "They fear the Lakewatcher."
    at = text.index("Lakewatcher")
    span = Span(start=at, end=at + len("Lakewatcher"), text="Lakewatcher")
    assert found(text, places=(Entity(id="x", name="Lakewatcher", kind="city", mentions=(span,)),)) == []
    longer = replace(span, start=span.start - 4, text="the Lakewatcher")
    assert found(text, actors=(Entity(id="x", name="The Lakewatcher", kind="pmc", mentions=(longer,)),)) == []


def test_a_page_of_nothing_but_names_is_bounded() -> None:
    assert len(found("the Lakewatcher " * (HITS_AT_MOST + 500))) == HITS_AT_MOST

"""People whose names an article spells as no file does: proposed by key, and borne out by what stands beside."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.context.facts import gather
from monitor.engine.named import entity_hits
from monitor.model import Article, Language
from monitor.screening.screen import Screened
from tests.shipped_names import shipped_names


@pytest.fixture(scope="module")
def gazetteer():
    return shipped_names()


@pytest.fixture
def people(article_of, gazetteer):
    """The people of a text."""

    def find(text: str, language: str = "en"):
        article = article_of(text, language)
        return gather(article, gazetteer.find(article), Screened(), names=gazetteer.names).mentions.people

    return find


@pytest.fixture
def people_of(people):
    """Spellings of each person by id, and the ids of those who are confirmed."""

    def find(text: str, language: str = "en"):
        found = people(text, language)
        named = {person.id: [span.text for span in person.mentions] for person in found}
        return named, {person.id for person in found if person.confirmed}

    return find


@pytest.mark.parametrize(
    ("language", "text", "id_", "spelled"),
    [
        ("en", "Yesterday Yunus-bek Yevkuroff flew to Benghazi.", "yunus-bek-yevkurov", "Yunus-bek Yevkuroff"),
        ("en", "Deputy Defence Minister Yewkurov flew to Benghazi.", "yunus-bek-yevkurov", "Yewkurov"),
        ("en", "Defence Minister Sergei Schojgu received the guests.", "sergei-shoigu", "Sergei Schojgu"),
        ("en", "On Monday Dmitri Peskoff was asked about it.", "dmitry-peskov", "Dmitri Peskoff"),
        ("de", "Verteidigungsminister Sergej Shojgu empfing die Gäste.", "sergei-shoigu", "Sergej Shojgu"),
        ("fr", "Le ministre de la Défense Sergueï Schoïgou a reçu ses hôtes.", "sergei-shoigu", "Sergueï Schoïgou"),
        ("fr", "Evgueni Prigojin a fondé la société.", "yevgeny-prigozhin", "Evgueni Prigojin"),
        ("pl", "Spotkał się z prezydentem Władimirem Putynem.", "vladimir-putin", "Władimirem Putynem"),
        ("tr", "Sözcü Dmitri Peskof soruları yanıtladı.", "dmitry-peskov", "Dmitri Peskof"),
        ("ru", "Фельдмаршал Халиф Хафтер вернулся в Бенгази.", "khalifa-haftar", "Халиф Хафтер"),
        ("ar", "وصل خليفه هفتار إلى بنغازي.", "khalifa-haftar", "خليفه هفتار"),
    ],
)
def test_a_new_spelling_with_a_given_name_or_a_title_beside_it_is_proposed(
    people_of, language, text, id_, spelled
) -> None:
    named, confirmed = people_of(text, language)
    assert named == {id_: [spelled]}
    assert confirmed == set()


def test_a_new_spelling_said_twice_is_proposed(people_of) -> None:
    named, confirmed = people_of("Troops of Yevkuroff left. In the evening Yevkuroff said that they would be back.")
    assert (named, confirmed) == ({"yunus-bek-yevkurov": ["Yevkuroff", "Yevkuroff"]}, set())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Troops of Yevkuroff left."),
        ("en", "Yevkuroff left. Yevkuroff stays away."),
        ("en", "The minister met Ivan Yevkuroff."),
        ("en", "A shock went through the market; the Shock was felt by all, and Shaky stocks fell."),
        ("en", "The minister of Shojga, the chief in Shojga and the envoy to Shojga."),
        ("en", "Shares of Yevkuroff Holding rose, then Yevkuroff Holding fell."),
        ("de", "Die Prögoschine kam. Die Prögoschine ging, und keine Prögoschine blieb."),
        ("en", "Haftor went up and haftor went down, said the minister, Haftor."),
        ("ar", "قال الرئيس السابق إن است مهم"),
        ("en", "The president of NATO met PTN."),
        ("zh", "国防部长绍伊古访问了班加西。"),
    ],
)
def test_a_key_without_anything_beside_it_proposes_nobody(people_of, language, text) -> None:
    named, confirmed = people_of(text, language)
    assert set(named) == confirmed


def test_a_homonym_that_was_left_alone_is_not_proposed_under_another_spelling(people_of) -> None:
    named, _ = people_of("General Belqasim Haftor, no relation, spoke.")
    assert "khalifa-haftar" not in named


def test_a_surname_that_a_file_has_is_not_proposed_for_somebody_else_of_that_name(people_of) -> None:
    named, _ = people_of("Robert Fico spoke. The minister, Fico, left.")
    assert set(named) <= {"robert-fico"}


def test_a_person_found_by_name_takes_the_other_spelling_and_stays_confirmed(people_of) -> None:
    named, confirmed = people_of("Khalifa Haftar spoke in Benghazi. Later Marshal Haftor flew to Moscow.")
    assert (named, confirmed) == ({"khalifa-haftar": ["Khalifa Haftar", "Haftor"]}, {"khalifa-haftar"})


def test_one_fuller_name_bears_out_the_surnames_behind_it(people_of) -> None:
    named, _ = people_of("Yunus-bek Yevkuroff came. By noon Yevkuroff left.")
    assert named == {"yunus-bek-yevkurov": ["Yunus-bek Yevkuroff", "Yevkuroff"]}


def test_no_rule_reads_a_proposal(article_of, gazetteer) -> None:
    article = article_of("Defence Minister Sergei Schojgu received the guests.")
    mentions = gather(article, gazetteer.find(article), Screened(), names=gazetteer.names).mentions
    assert [person.confirmed for person in mentions.people] == [False]
    assert entity_hits(mentions) == {}


def test_without_the_index_of_names_nobody_is_proposed(article_of, gazetteer) -> None:
    article = article_of("Defence Minister Sergei Schojgu received the guests.")
    assert gather(article, gazetteer.find(article), Screened()).mentions.people == ()


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "The talks began. Energy Minister Orvid Tamsaar arrived late.", "Orvid Tamsaar"),
        ("en", "The talks began. Brigadier General Orvid K. Tamsaar arrived late.", "Orvid K. Tamsaar"),
        ("de", "Es begann. Der Milizenführer Selim al-Rumaihi kam.", "Selim al-Rumaihi"),
        ("fr", "Cela commence. Le colonel Jean-Aimé Kossivi est arrivé.", "Jean-Aimé Kossivi"),
        ("ru", "Начали. Генерал Орвид Тамсаар прибыл. Потом Тамсаар уехал.", "Орвид Тамсаар"),
        ("tr", "Görüşmeler başladı. Savunma Bakanı Orvid Tamsaar geldi.", "Orvid Tamsaar"),
    ],
)
def test_somebody_unknown_with_a_title_is_proposed_under_an_id_made_of_the_name(people, language, text, name) -> None:
    (person,) = people(text, language)
    assert (person.name, person.confirmed, person.kind) == (name, False, "person")
    assert person.id.startswith("~")


def test_an_unknown_name_has_one_id_in_all_scripts(people) -> None:
    latin = people("It began. Energy Minister Orvid Tamsaar came.")
    cyrillic = people("Начали. Министр Орвид Тамсаар прибыл. Тамсаар молчал.", "ru")
    assert [person.id for person in latin] == [person.id for person in cyrillic]


def test_somebody_unknown_is_mentioned_by_the_surname_too(people) -> None:
    (person,) = people("It began. Energy Minister Orvid Tamsaar came. Reporters asked Tamsaar why.")
    assert [span.text for span in person.mentions] == ["Orvid Tamsaar", "Tamsaar"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It began. Energy Minister Tamsaar came."),
        ("en", "It began. Orvid Tamsaar came."),
        ("en", "It began. The minister of Orvid Tamsaar came."),
        ("en", "It began. The minister NATO Tamsaar came."),
        ("en", "It began. The minister Libya Tamsaar came."),
        ("en", "It began. The minister The Tamsaar came, the end."),
        ("en", "It began. The general Orvid Tamsaar Kellan Morrow Dunne came."),
        ("ru", "Начали. Министр Тамсаарской Республики прибыл."),
        ("ar", "قال الوزير أورفيد تامسار شيئا"),
    ],
)
def test_one_name_alone_or_a_name_that_is_something_else_is_nobody(people, language, text) -> None:
    assert people(text, language) == ()


def test_a_name_may_be_the_end_of_the_text(people) -> None:
    (person,) = people("The guests were met by Energy Minister Orvid Tamsaar")
    assert person.name == "Orvid Tamsaar"


def test_a_headline_names_nobody_unknown(article_of, gazetteer) -> None:
    article = article_of("It was late.", title="Energy Minister Orvid Tamsaar Welcomes Guests")
    assert gather(article, gazetteer.find(article), Screened(), names=gazetteer.names).mentions.people == ()


PIECES = st.sampled_from(
    [
        "Sergei ",
        "Schojgu ",
        "General ",
        "Haftar",
        "Yevkuroff",
        " ",
        ". ",
        ", ",
        "-",
        "\n\n",
        "خليفه ",
        "هفتار ",
        "der ",
        "de ",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_mentions_slice_the_text_and_nobody_who_was_found_is_lost(gazetteer, text) -> None:
    article = Article(paragraphs=(text,), language=Language(code="en", sure=True))
    before = gazetteer.find(article)
    after = gather(article, before, Screened(), names=gazetteer.names).mentions
    assert {person.id for person in before.people} <= {person.id for person in after.people}
    spans = [span for person in after.people for span in person.mentions]
    assert all(text[span.start : span.end] == span.text for span in spans)
    proposed = {(span.start, span.end) for person in after.people for span in person.mentions}
    assert len(proposed) == len(spans)


def test_a_page_of_nothing_but_names_takes_no_longer_than_its_words(article_of, gazetteer) -> None:
    article = article_of("Minister Sergei Schojgu, General Haftor, Putinn and Yevkuroff. " * 2_000)
    mentions = gazetteer.find(article)
    began = time.process_time()
    gather(article, mentions, Screened(), names=gazetteer.names)
    assert time.process_time() - began < 5

"""Boilerplate leaves the story and stays on record."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text import filter_paragraphs, plain_paragraphs
from monitor.text.tables import table, words

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
STORY = "The general flew to the capital, where he met two ministers."
LANGUAGES = {"en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh"}


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("Leave a Reply", "reply-form"),
        ("Your email address will not be published. Fields with a star are needed.", "reply-form"),
        ("Schreibe einen Kommentar", "reply-form"),
        ("Laisser un commentaire", "reply-form"),
        ("Ваш адрес email не будет опубликован. Обязательные поля помечены *", "reply-form"),
        ("اترك تعليقاً", "reply-form"),
        ("发表评论", "reply-form"),
        ("Source link", "source-link"),
        ("source site-3", "source-link"),
        ("Источник", "source-link"),
        ("4 min read", "reading-time"),
        ("1 Minute", "reading-time"),
        ("Temps de lecture : 3 min", "reading-time"),
        ("Время чтения: 2 минуты", "reading-time"),
        ("مدة القراءة: ٤ دقائق", "reading-time"),
        ("Ausgegeben am:", "issued-on"),
        ("Publié le : 3 mai 2024 à 10h30", "issued-on"),
        ("Published on May 3, 2024", "issued-on"),
        ("Publicado em", "issued-on"),
        ("Опубликовано: 3 мая 2024", "issued-on"),
        ("نشر في: 3 مايو 2024", "issued-on"),
        ("Share this:", "share"),
        ("READ MORE", "share"),
        ("Subscribe to our newsletter for the news of the day", "share"),
        ("Lire aussi : Une ville sous les eaux", "share"),
        ("Читайте также: Наводнение в городе", "share"),
        ("The post City under water appeared first on Example Daily.", "share"),
        ("(AFP)", "agency"),
        ("— Reuters", "agency"),
        ("dpa/AFP", "agency"),
        ("ТАСС", "agency"),
        ("新华社", "agency"),
        ("By Joy", "byline"),
        ("Von Max Müller und Eva Roth", "byline"),
        ("Par Anne de la Tour", "byline"),
        ("Автор: Иван Петров", "byline"),
        ("بقلم سامي الأحمد", "byline"),
        ("Sun. May 5th, 2024", "page-date"),
        ("Sonntag, 5. Mai 2024, 10:30 Uhr", "page-date"),
        ("الأحد 5 مايو 2024", "page-date"),
        ("2024年5月5日 星期日", "page-date"),
        ("terça-feira, 7 de maio de 2024", "page-date"),
        ("3 May 2024 | Jane Doe | World", "page-date"),
        ("10:30", "time"),
        ("14.05 Uhr", "time"),
        ("Reporting by Ann Low; Editing by Max Rue", "desk"),
        ("(Reporting by Ann Low; editing by Max Rue)", "desk"),
        ("For information media. Not an official record.", "desk"),
        ("Copyright 2024 The Example. All rights are reserved.", "desk"),
        ("责任编辑：林望舒", "desk"),
        ("We and our 214 partners store information on your device in order to count visits.", "consent"),
        ("Мы используем файлы cookie, чтобы считать посещения.", "consent"),
        ("Watch: The general leaves the hall", "share"),
        ("Strona główna", "navigation"),
        ("首页", "navigation"),
        ("* * *", "separator"),
        ("![A map](https://pictures.example/1.png)", "embed"),
    ],
)
def test_a_boilerplate_paragraph_is_taken_out_and_kept_on_record(paragraph, kind):
    filtered = filter_paragraphs([STORY, paragraph])
    assert filtered.paragraphs == (STORY,)
    assert [(removed.kind, removed.text) for removed in filtered.removed] == [(kind, paragraph)]


@pytest.mark.parametrize(
    "paragraph",
    [
        STORY,
        "Published on Monday, the report says that fighters from three countries are still in the south.",
        "By Monday the troops had left the town.",
        "Read more widely, the resolution asks all states to act.",
        "Share prices fell after the sanctions were announced.",
        "On Sunday, May 5th, 2024, the general met the minister.",
        "Von dort zogen die Truppen weiter.",
        "The source linked the group to the attack.",
        "AFP reporters saw the convoy leave.",
        "Источник сообщил о прибытии военных.",
        "Subscribers of the network saw the footage first and told the police, who found the men and their weapons.",
        "2019 was a year of war.",
        "记者：指挥官们在撤离的时候是否配合？",
        "We and our partners in the south have agreed on a truce.",
        "At home the general is a hero.",
        "Copyright law protects the maps of the commission.",
        "3 May 2024 | The general left the town with two hundred men and their lorries.",
        "In May 2024 the council met.",
    ],
)
def test_a_story_paragraph_that_begins_like_boilerplate_stays(paragraph):
    assert filter_paragraphs([paragraph]).paragraphs == (paragraph,)


def test_byline_agency_and_page_date_become_fields():
    filtered = filter_paragraphs(["Sun. May 5th, 2024", STORY, "(AFP)", "By Joy"])
    assert (filtered.page_date, filtered.agency, filtered.byline) == ("2024-05-05", "AFP", "Joy")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thursday 28 September 2023", "2023-09-28"),
        ("jeudi 28 septembre 2023", "2023-09-28"),
        ("jueves, 28 de septiembre de 2023", "2023-09-28"),
        ("giovedì 28 settembre 2023 alle 10:15", "2023-09-28"),
        ("четверг, 28 сентября 2023 г.", "2023-09-28"),
        ("четвер, 28 вересня 2023", "2023-09-28"),
        ("czwartek, 28 września 2023", "2023-09-28"),
        ("28 Eylül 2023 Perşembe", "2023-09-28"),
        ("الخميس ٢٨ أيلول ٢٠٢٣", "2023-09-28"),
        ("سه‌شنبه ۷ مه ۲۰۲۴", "2024-05-07"),
        ("2023-09-28", "2023-09-28"),
        ("28/09/2023 - 10:30", "2023-09-28"),
        ("09/28/2023", "2023-09-28"),
    ],
)
def test_a_date_line_is_read_in_every_language(line, day):
    assert filter_paragraphs([line]).page_date == day


@pytest.mark.parametrize("line", ["Sunday, February 30, 2024", "May 2024", "31.13.2024", "Sun. May 5th, 2424"])
def test_what_is_no_day_of_the_calendar_is_no_date_line(line):
    assert filter_paragraphs([line]).page_date is None


def test_an_agency_in_the_dateline_is_noted_and_the_paragraph_stays():
    paragraph = "TRIPOLI, 5 May (Reuters) - Fighters left the port on Sunday."
    filtered = filter_paragraphs([paragraph])
    assert (filtered.paragraphs, filtered.agency, filtered.removed) == ((paragraph,), "Reuters", ())


def test_boilerplate_glued_to_the_last_sentence_is_cut_off():
    form = "Leave a Comment Your email address will not be published."
    filtered = filter_paragraphs([f"{STORY} Source link By Joy {form}"])
    assert filtered.paragraphs == (STORY,)
    assert filtered.byline == "Joy"
    assert " ".join(removed.text for removed in filtered.removed) == f"Source link By Joy {form}"


def test_nothing_is_cut_where_no_sentence_ends():
    paragraph = "He showed reporters the original article"
    assert filter_paragraphs([paragraph]).paragraphs == (paragraph,)


@given(
    st.lists(
        st.text(max_size=80) | st.sampled_from(["Leave a Reply", "By Joy", "(AFP)", "Source link", STORY]), max_size=8
    )
)
def test_every_character_is_either_story_or_on_record(paragraphs):
    filtered = filter_paragraphs(paragraphs)
    before = sorted("".join("".join(paragraphs).split()))
    after = sorted("".join("".join((*filtered.paragraphs, *(r.text for r in filtered.removed))).split()))
    assert before == after


@pytest.mark.parametrize("kind", ["reply-form", "source-link", "reading-time", "issued-on", "share"])
def test_each_kind_has_patterns_for_all_languages_and_each_pattern_finds_itself(kind):
    patterns = table("boilerplate.yaml")["kinds"][kind]["patterns"]
    assert set(patterns) == LANGUAGES
    for pattern in (pattern for listed in patterns.values() for pattern in listed):
        sample = re.sub("<n>", "3", pattern).replace("…", " x").replace("<date>", " 3.5.2024")
        assert filter_paragraphs([sample]).paragraphs == (), pattern


@pytest.mark.parametrize(("seed", "titles"), [("000_c3ef88ac11b884c9.txt", 0), ("004_4c66fe4234b2348c.txt", 1)])
def test_twelve_story_paragraphs_remain_of_each_seed_text(seed, titles):
    if not SEEDS.exists():
        pytest.skip("needs ../shared/seeds beside the repository")
    filtered = filter_paragraphs(plain_paragraphs((SEEDS / seed).read_text(encoding="utf-8")))
    assert len(filtered.paragraphs) == 12
    assert all(len(paragraph) > 60 for paragraph in filtered.paragraphs[titles:])
    unwanted = ("Leave a Reply", "Source link", "By Joy", "Ausgegeben am", "source site", "Your email address", "2024")
    assert not [word for word in unwanted if any(word in paragraph for paragraph in filtered.paragraphs)]


def test_no_agency_has_a_name_of_one_letter():
    names = table("boilerplate.yaml")["agencies"]
    assert all(len(name) > 1 for name in (*names, *words(names)))

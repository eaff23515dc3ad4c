"""Dates in thirteen languages, with the precision that the text gives them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.context.calendar_names import LANGUAGES
from monitor.context.dates import calendar_dates, dates
from monitor.context.words import words_in
from monitor.model import Article, Language, Precision, Written

CASES = [
    ("en", "on 17th September 2023", "2023-09-17"),
    ("en", "on Sept. 5, 2021", "2021-09-05"),
    ("en", "March 3 2020", "2020-03-03"),
    ("en", "since October 2020", "2020-10"),
    ("en", "in 2019", "2019"),
    ("en", "on Tuesday", "Tuesday"),
    ("en", "September 17", "--09-17"),
    ("de", "am 17. September 2023", "2023-09-17"),
    ("de", "am 1. März", "--03-01"),
    ("de", "im Oktober 2020", "2020-10"),
    ("de", "am 3.5.2021", "2021-05-03"),
    ("de", "am Donnerstag", "Thursday"),
    ("fr", "le 1er mars 2022", "2022-03-01"),
    ("fr", "en octobre 2020", "2020-10"),
    ("fr", "mardi", "Tuesday"),
    ("es", "el 17 de septiembre de 2023", "2023-09-17"),
    ("es", "octubre de 2020", "2020-10"),
    ("es", "el martes", "Tuesday"),
    ("pt", "17 de setembro de 2023", "2023-09-17"),
    ("pt", "na terça-feira", "Tuesday"),
    ("it", "17 settembre 2023", "2023-09-17"),
    ("it", "martedì", "Tuesday"),
    ("ru", "17 сентября 2023 года", "2023-09-17"),
    ("ru", "в октябре 2020 года", "2020-10"),
    ("ru", "в среду", "Wednesday"),
    ("uk", "17 вересня 2023", "2023-09-17"),
    ("uk", "у жовтні 2020", "2020-10"),
    ("uk", "у п’ятницю", "Friday"),
    ("ar", "١٧ سبتمبر ٢٠٢٣", "2023-09-17"),
    ("ar", "17 أيلول 2023", "2023-09-17"),
    ("ar", "17 أيلول/سبتمبر 2023", "2023-09-17"),
    ("ar", "شتنبر 2021", "2021-09"),
    ("ar", "يوم الثلاثاء", "Tuesday"),
    ("tr", "17 Eylül 2023", "2023-09-17"),
    ("tr", "Salı günü", "Tuesday"),
    ("tr", "2019'da", "2019"),
    ("fa", "۱۷ سپتامبر ۲۰۲۳", "2023-09-17"),
    ("fa", "سه‌شنبه", "Tuesday"),
    ("fa", "سه شنبه", "Tuesday"),
    ("pl", "17 września 2023", "2023-09-17"),
    ("pl", "w październiku 2020", "2020-10"),
    ("pl", "w środę", "Wednesday"),
    ("zh", "2023年9月17日", "2023-09-17"),
    ("zh", "9月17日", "--09-17"),
    ("zh", "2020年10月", "2020-10"),
    ("zh", "星期二", "Tuesday"),
    ("zh", "周三", "Wednesday"),
]

PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


def read(article: Article, taken=()):
    hits = words_in(article)
    return dates(article, calendar_dates(article, taken, hits), taken, hits)


@pytest.mark.parametrize("sure", [True, False], ids=["language known", "language unknown"])
@pytest.mark.parametrize(("language", "text", "value"), CASES)
def test_a_date_is_read_with_its_precision(article_of, language, text, value, sure) -> None:
    article = article_of(text, language, sure=sure)
    (mention,) = read(article)
    assert mention.value == value
    if value[0].isdigit():
        assert mention.precision is PRECISIONS[len(value)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He may 5 times march 3 miles."),
        ("en", "The bill of $2019 and 2019% are no years."),
        ("en", "In the 1990s"),
        ("en", "flight 2019/20"),
        ("en", "2000 people came"),
        ("en", "on February 30"),
        ("en", "05/04/2023"),
        ("es", "en Santo Domingo"),
        ("es", "el mar"),
        ("tr", "pazar yeri"),
        ("ru", "в 1990-х"),
        ("de", "mit 1 Minute die Jahren ein"),
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(article_of, language, text) -> None:
    assert read(article_of(text, language)) == ()


def test_a_day_without_a_year_takes_the_year_of_writing(article_of) -> None:
    article = article_of("most recently on September 17", written=Written(value="2023", precision=Precision.YEAR))
    assert [mention.value for mention in read(article)] == ["2023-09-17"]


def test_a_day_of_last_december_is_not_put_into_the_coming_one(article_of) -> None:
    written = Written(value="2024-01-04", precision=Precision.DAY)
    assert [m.value for m in read(article_of("on December 28", written=written))] == ["2023-12-28"]


def test_a_weekday_stays_one_while_only_the_year_of_writing_is_known(article_of) -> None:
    article = article_of("arrived on Tuesday", written=Written(value="2023", precision=Precision.YEAR))
    (mention,) = read(article)
    assert (mention.value, mention.precision) == ("Tuesday", Precision.WEEKDAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They arrived on Tuesday.", "2023-09-26"),
        ("They arrived on Thursday.", "2023-09-28"),
        ("They plan to arrive on Tuesday.", "2023-10-03"),
    ],
)
def test_a_weekday_becomes_a_day_when_the_day_of_writing_is_known(article_of, text, value) -> None:
    written = Written(value="2023-09-28T10:00:00+00:00", precision=Precision.MINUTE)
    (mention,) = read(article_of(text, written=written))
    assert (mention.value, mention.precision) == (value, Precision.DAY)


def test_a_weekday_before_its_date_is_one_mention(article_of) -> None:
    (mention,) = read(article_of("They met on Tuesday, September 17, 2019."))
    assert (mention.span.text, mention.value) == ("Tuesday, September 17, 2019", "2019-09-17")


def test_the_number_of_a_resolution_is_no_year(article_of) -> None:
    article = article_of("resolution 1970 of 2011")
    taken = [mention.span for mention in read(article)][:1]
    assert [mention.value for mention in read(article, taken)] == ["2011"]


@given(
    st.lists(st.sampled_from([text for _, text, _ in CASES] + ["·", "12", "2,019", "\u0301", "\u200c", "\n\n"])),
    st.sampled_from([None, *LANGUAGES]),
)
def test_every_date_is_a_piece_of_the_text_and_none_overlap(pieces, language) -> None:
    text = " ".join(pieces)
    paragraphs = tuple(part for part in text.split("\n\n") if part)
    article = Article(paragraphs=paragraphs, language=Language(code=language, sure=language is not None))
    found = read(article)
    assert all(article.text[m.span.start : m.span.end] == m.span.text for m in found)
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))

"""Dates told from the time of writing, in thirteen languages, and what a coarse time of writing allows."""

from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.context.calendar_names import LANGUAGES
from monitor.context.dates import calendar_dates, dates
from monitor.context.words import words_in
from monitor.model import Article, Language, Precision, Written
from monitor.strict_yaml import load

TABLE = load(Path(__file__).parents[2] / "data" / "facts" / "dates.yaml").data
CASES = [(language, text, values) for language, rows in TABLE.items() for text, values in rows.items()]
ALSO_OTHER_WORDS = {"Der Rat tagt morgen.", "L'armée l'a annoncé hier."}  # read only where the language is sure
THURSDAY = Written(value="2023-09-28T10:00:00+00:00", precision=Precision.MINUTE)


def read(text: str, language: str | None = "en", *, sure: bool = True, written: Written = THURSDAY):
    paragraphs = tuple(part for part in text.split("\n\n") if part)
    article = Article(paragraphs=paragraphs, language=Language(code=language, sure=sure), written=written)
    hits = words_in(article)
    return article, dates(article, calendar_dates(article, (), hits), (), hits)


def test_the_table_holds_thirteen_languages_and_is_long_enough() -> None:
    assert set(TABLE) == set(LANGUAGES)
    assert len(CASES) >= 150


@pytest.mark.parametrize("sure", [True, False], ids=["language known", "language unknown"])
@pytest.mark.parametrize(("language", "text", "values"), CASES)
def test_a_date_is_told_from_the_day_of_writing(language, text, values, sure) -> None:
    _, found = read(text, language, sure=sure)
    expected = values if sure or text not in ALSO_OTHER_WORDS else ""
    assert " ".join(mention.value or "?" for mention in found) == expected


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("early last year", "2022", Precision.YEAR),
        ("two years ago", "2021", Precision.YEAR),
        ("this year", "2023", Precision.YEAR),
        ("last month", None, Precision.MONTH),
        ("yesterday", None, Precision.DAY),
        ("last week", None, Precision.DAY),
        ("on 5 May last year", "2022-05-05", Precision.DAY),
        ("in May last year", "2022-05", Precision.MONTH),
        ("last Tuesday", "Tuesday", Precision.WEEKDAY),
        ("on Tuesday last week", "Tuesday", Precision.WEEKDAY),
    ],
)
def test_of_a_year_of_writing_only_years_are_told(text, value, precision) -> None:
    _, (mention,) = read(text, written=Written(value="2023", precision=Precision.YEAR))
    assert (mention.value, mention.precision) == (value, precision)


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("last month", "2023-08", Precision.MONTH),
        ("three months ago", "2023-06", Precision.MONTH),
        ("yesterday", "2023", Precision.YEAR),
        ("last year", "2022", Precision.YEAR),
    ],
)
def test_of_a_month_of_writing_months_are_told_and_a_day_only_as_far_as_sure(text, value, precision) -> None:
    _, (mention,) = read(text, written=Written(value="2023-09", precision=Precision.MONTH))
    assert (mention.value, mention.precision) == (value, precision)


@pytest.mark.parametrize("text", ["yesterday", "last week", "last year", "three days ago", "in May last year"])
def test_without_a_time_of_writing_nothing_is_invented(text) -> None:
    _, (mention,) = read(text, written=Written(value=None))
    assert mention.value is None


def test_the_words_of_the_part_of_the_year_belong_to_the_mention() -> None:
    _, (mention,) = read("Der Krieg begann Anfang letzten Jahres.", "de")
    assert mention.span.text == "Anfang letzten Jahres"


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("text", ["yesterday", "tomorrow", "last year", "next year", "99 years ago", "next Tuesday"])
def test_the_ends_of_the_calendar_are_no_error(text, value) -> None:
    article, found = read(text, written=Written(value=value, precision=Precision.DAY))
    assert all(article.text[m.span.start : m.span.end] == m.span.text for m in found)


@given(
    st.lists(st.one_of(st.sampled_from([text for _, text, _ in CASES]), st.text(max_size=12)), max_size=6),
    st.sampled_from([None, *LANGUAGES]),
    st.sampled_from([THURSDAY, Written(value="2023", precision=Precision.YEAR), Written(value=None)]),
)
def test_every_date_of_any_text_is_a_piece_of_it_and_none_overlap(pieces, language, written) -> None:
    article, found = read(" ".join(pieces), language, sure=language is not None, written=written)
    assert all(article.text[m.span.start : m.span.end] == m.span.text for m in found)
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))


def test_a_page_of_nothing_but_weekdays_of_last_week_is_read_in_seconds() -> None:
    began = perf_counter()
    _, found = read("上周二" * 20_000, None, sure=False)
    assert found
    assert perf_counter() - began < 20  # it was minutes while each weekday was held against each week

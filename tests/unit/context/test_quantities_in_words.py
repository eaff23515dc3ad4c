"""How many of what, in digits and in words, with what bounds it, in thirteen languages."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.context.calendar_names import LANGUAGES
from monitor.context.dates import calendar_dates
from monitor.context.numerals import numerals
from monitor.context.plain import Plain
from monitor.context.quantities import quantities
from monitor.context.words import words_in
from monitor.model import Article, Bound, Language, Quantity
from monitor.strict_yaml import load

TABLE = load(Path(__file__).parents[2] / "data" / "facts" / "quantities.yaml").data
CASES = [(language, text, values) for language, rows in TABLE.items() for text, values in rows.items()]
MARKS = {Bound.EXACT: "", Bound.ABOUT: "~", Bound.AT_LEAST: ">", Bound.AT_MOST: "<"}


def read(text: str, language: str | None = "en", *, sure: bool = True) -> tuple[Article, tuple[Quantity, ...]]:
    paragraphs = tuple(part for part in text.split("\n\n") if part)
    article = Article(paragraphs=paragraphs, language=Language(code=language, sure=sure))
    hits = words_in(article)
    days = [mention.span for mention in calendar_dates(article, (), hits)]
    return article, quantities(article, days, hits)


def shown(quantity: Quantity) -> str:
    figures = {quantity.low: None, quantity.high: None}
    return f"{MARKS[quantity.bound]}{'-'.join(map(str, figures))} {quantity.of}"


def test_the_table_holds_thirteen_languages_and_is_long_enough() -> None:
    assert set(TABLE) == set(LANGUAGES)
    assert len(CASES) >= 150


@pytest.mark.parametrize("sure", [True, False], ids=["language known", "language unknown"])
@pytest.mark.parametrize(("language", "text", "values"), CASES)
def test_a_count_is_read_with_its_noun_and_its_bound(language, text, values, sure) -> None:
    _, found = read(text, language, sure=sure)
    assert ", ".join(map(shown, found)) == values


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("It said more than 200 soldiers deserted.", "more than 200 soldiers"),
        ("Between 300 and 500 fighters came.", "300 and 500 fighters"),
        ("The raid killed 14 in the port.", "killed 14"),
    ],
)
def test_a_count_is_shown_with_the_words_that_bound_it(text, span) -> None:
    _, (quantity,) = read(text)
    assert quantity.span.text == span


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "two hundred and five, three", [205, 3]),
        ("en", "two three", [2, 3]),
        ("de", "zweiundzwanzigtausend, drei Dutzend", [22000, 36]),
        ("de", "Achtung, Einsicht", []),
        ("it", "ventiduemila, centoventi", [22000, 120]),
        ("fr", "quatre-vingt-dix-sept", [97]),
        ("ar", "ثلاثة آلاف وخمسمئة", [3500]),
        ("fa", "بیست و پنج هزار", [25000]),
        ("zh", "第三旅，星期二，三百二十，十二万", [320, 120000]),
        ("pl", "dwadzieścia pięć tysięcy", [25000]),
    ],
)
def test_parts_make_one_number_and_no_word_that_only_begins_like_one_counts(language, text, values) -> None:
    assert [numeral.value for numeral in numerals(Plain.of(text).text, (language,))] == values


@given(
    st.lists(st.one_of(st.sampled_from([text for _, text, _ in CASES]), st.text(max_size=12)), max_size=6),
    st.sampled_from([None, *LANGUAGES]),
)
def test_every_count_of_any_text_is_a_piece_of_it_and_none_overlap(pieces, language) -> None:
    article, found = read(" ".join(pieces), language, sure=language is not None)
    assert all(article.text[q.span.start : q.span.end] == q.span.text for q in found)
    assert all(0 <= q.low <= q.high and q.of for q in found)
    in_order = sorted((q.span.start, q.span.end) for q in found)
    assert all(one[1] <= two[0] for one, two in pairwise(in_order))

"""How many of what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.context.dates import calendar_dates
from monitor.context.magnitudes import amounts
from monitor.context.quantities import quantities
from monitor.context.words import words_in
from monitor.model import Article, Language

CASES = [
    ("en", "hundreds of Wagner personnel", 100, 999, "personnel"),
    ("en", "dozens of fighters", 20, 99, "fighters"),
    ("en", "tens of thousands of refugees", 10000, 99999, "displaced"),
    ("en", "2,000 troops", 2000, 2000, "personnel"),
    ("en", "500 to 700 mercenaries", 500, 700, "mercenaries"),
    ("en", "500-700 gunmen", 500, 700, "fighters"),
    ("en", "3.5 million people", 3500000, 3500000, "people"),
    ("en", "killing thousands of people", 1000, 9999, "killed"),
    ("en", "40 people were wounded", 40, 40, "wounded"),
    ("en", "thousands more missing", 1000, 9999, "missing"),
    ("de", "Hunderte von Wagner-Soldaten", 100, 999, "personnel"),
    ("de", "Zehntausende Söldner", 10000, 99999, "mercenaries"),
    ("de", "2.500 Kämpfer", 2500, 2500, "fighters"),
    ("de", "1,5 Millionen Menschen", 1500000, 1500000, "people"),
    ("fr", "des centaines de mercenaires", 100, 999, "mercenaries"),
    ("fr", "des dizaines de milliers de personnes", 10000, 99999, "people"),
    ("fr", "2 500 soldats", 2500, 2500, "personnel"),
    ("es", "cientos de mercenarios", 100, 999, "mercenaries"),
    ("es", "30 muertos", 30, 30, "killed"),
    ("pt", "milhares de soldados", 1000, 9999, "personnel"),
    ("it", "centinaia di mercenari", 100, 999, "mercenaries"),
    ("ru", "сотни наёмников", 100, 999, "mercenaries"),
    ("ru", "5 тысяч солдат", 5000, 5000, "personnel"),
    ("ru", "десятки тысяч человек", 10000, 99999, "people"),
    ("uk", "сотні найманців", 100, 999, "mercenaries"),
    ("pl", "setki najemników", 100, 999, "mercenaries"),
    ("ar", "مئات المرتزقة", 100, 999, "mercenaries"),
    ("ar", "عشرات الآلاف من المقاتلين", 10000, 99999, "fighters"),
    ("ar", "٣٠ قتيلا", 30, 30, "killed"),
    ("fa", "صدها مزدور", 100, 999, "mercenaries"),
    ("tr", "yüzlerce paralı asker", 100, 999, "mercenaries"),
    ("zh", "数百名士兵", 100, 999, "personnel"),
    ("zh", "3万人", 30000, 30000, "people"),
    ("zh", "约1500名雇佣兵", 1500, 1500, "mercenaries"),
    ("zh", "2300 万人", 23000000, 23000000, "people"),
    ("zh", "数百万人", 1000000, 9999999, "people"),
    ("ru", "о 7 тысячах российских наёмников", 7000, 7000, "mercenaries"),
    ("fa", "۳۶۰٬۰۰۰ نفر", 360000, 360000, "people"),
    ("tr", "2000'e yakın asker", 2000, 2000, "personnel"),
    ("ar", "و500 جندي", 500, 500, "personnel"),
]


def read(article: Article):
    return quantities(article, (), words_in(article))


@pytest.mark.parametrize("sure", [True, False], ids=["language known", "language unknown"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_a_count_has_a_range_and_what_is_counted(article_of, case, sure) -> None:
    language, text, *expected = case
    (quantity,) = read(article_of(text, language, sure=sure))
    assert [quantity.low, quantity.high, quantity.of] == expected


@pytest.mark.parametrize(
    "text",
    [
        "$2,000",
        "20% of troops",
        "In 2019 soldiers came.",
        "at 12:30 soldiers came",
        "thousands fled",
        "12. The soldiers left",
    ],
)
def test_money_shares_years_times_and_numbers_of_nothing_are_not_counts(article_of, text) -> None:
    assert read(article_of(text)) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "1968'de askeri yönetim"),
        ("tr", "1.72 oranında payları olup"),
        ("en", "1.72 people"),
        ("en", "On April 3 accusing Russian troops"),
        ("en", "50 hostages — women"),
        ("zh", "100名申请者中已经获得批准的候选人"),
    ],
)
def test_a_noun_that_the_number_does_not_count_is_left_alone(article_of, language, text) -> None:
    article = article_of(text, language)
    days = [mention.span for mention in calendar_dates(article, (), words_in(article))]
    assert quantities(article, days, words_in(article)) == ()


def test_what_became_of_some_is_not_said_of_others(article_of) -> None:
    article = article_of("There were 360,000 dead and millions of people without a roof; 40 people were wounded.")
    assert [(quantity.low, quantity.of) for quantity in read(article)] == [
        (360000, "killed"),
        (1000000, "people"),
        (40, "wounded"),
    ]


def test_the_number_of_a_resolution_counts_nothing(article_of) -> None:
    article = article_of("resolution 1970 soldiers")
    (wrong,) = read(article)
    assert quantities(article, [wrong.span], words_in(article)) == ()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2,000", 2000, 2000),
        ("2.000", 2000, 2000),
        ("2 000 000", 2000000, 2000000),
        ("2'500", 2500, 2500),
        ("2.50 million", 2500000, 2500000),
        ("3 million", 3000000, 3000000),
        ("10 to 20", 10, 20),
        ("20 to 10", None, None),
    ],
)
def test_digits_are_read_as_a_reader_would(text, low, high) -> None:
    found = [(amount.low, amount.high) for amount in amounts(text)]
    assert found == ([(low, high)] if low is not None else [(20, 20), (10, 10)])


@given(
    st.lists(st.sampled_from([text for _, text, _, _, _ in CASES] + [".", "7", "99,", "of", "\u064b", "\n\n"])),
    st.sampled_from([None, "en", "de", "ar", "zh"]),
)
def test_every_quantity_is_a_piece_of_the_text_with_a_sound_range(pieces, language) -> None:
    paragraphs = tuple(part for part in " ".join(pieces).split("\n\n") if part)
    article = Article(paragraphs=paragraphs, language=Language(code=language, sure=language is not None))
    for quantity in read(article):
        assert article.text[quantity.span.start : quantity.span.end] == quantity.span.text
        assert 0 <= quantity.low <= quantity.high
        assert quantity.of

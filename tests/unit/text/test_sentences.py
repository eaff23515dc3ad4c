"""Sentences end where a reader would end them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Article
from monitor.text.sentences import paragraph_spans, sentences


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Gen. Okoye met Sgt. J. Smith of the U.S. Army at 5 p.m.|He left on Sept. 5.|It cost $3.5 billion."),
        ("en", "“Leave!” he said.|“We will not.”|The U.N. said no.|Then it rained...|Nobody came?|See No. 5 below."),
        (
            "de",
            "Am 17. September sah er Dr. Kurz.|Das war 2019.|Er kam z. B. aus Rom.|„Nein!“ sagte er.|„Gut.“|Er kam.",
        ),
        ("fr", "M. Dupont a vu le gén. Morin à Bamako.|« Non ! » dit-il.|Le 5 janv. il est parti."),
        ("es", "El Sr. López viajó a EE. UU. ayer.|¿Volvió?|¡No!|El gral. Paz calló."),
        ("pt", "O Sr. Silva saiu.|A Dra. Costa ficou.|Porquê?"),
        ("it", "Il gen. Bruni è arrivato.|Il sig. Neri no."),
        (
            "ru",
            "Ген. Петров прибыл 5 сент. в город.|Он сказал: «Нет!» — и ушёл.|Это стоило 5 млрд.|Он уехал, т. е. ушёл.",
        ),
        ("uk", "Ген. Коваль приїхав у 2020 р. до міста.|Він мовчав."),
        ("ar", "وصل الجنرال إلى المدينة.|ماذا قال؟|لم يقل شيئا."),
        ("fa", "ژنرال به شهر رسید.|چه گفت؟|هیچ نگفت."),
        ("tr", "Org. Demir geldi.|Bu 17. yüzyılda oldu.|Dr. Kaya gitti."),
        ("pl", "Gen. Nowak przyjechał 17. dnia wojny.|To było w 2019.|Wyjechał m.in. z Warszawy."),
        ("zh", "他说：“不行！”|然后走了。|第二句。"),
    ],
)
def test_sentences_split_at_the_bars(language, text):
    parts = text.split("|")
    whole = "".join(parts) if language == "zh" else " ".join(parts)
    assert [whole[start:end] for start, end in sentences(whole, language)] == parts


def test_an_unknown_language_still_knows_abbreviations():
    text = "Gen. Okoye left. Ген. Петров прибыл."
    assert [text[start:end] for start, end in sentences(text, None)] == ["Gen. Okoye left.", "Ген. Петров прибыл."]


def test_a_sentence_never_crosses_a_paragraph_break():
    text = "A headline without a stop\n\nThe first sentence."
    assert [text[start:end] for start, end in sentences(text, "en")] == text.split("\n\n")


def test_paragraph_spans_of_an_article_slice_its_text():
    article = Article(title="One", paragraphs=("One", "Two words", "Three."))
    assert [article.text[start:end] for start, end in paragraph_spans(article)] == list(article.paragraphs)


PIECES = st.lists(
    st.sampled_from([". ", "! ", "? ", "... ", "。", "\n\n", '." ', " ", "Gen. ", "17. ", "U.S. ", "؟ "])
    | st.text(max_size=6),
    max_size=25,
).map("".join)


@given(PIECES, st.sampled_from(["en", "de", "zh", "xx", None]))
def test_sentences_are_in_order_and_cover_all_that_is_not_space(text, language):
    spans = sentences(text, language)
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@given(PIECES)
def test_every_sentence_lies_in_one_paragraph(text):
    paragraphs = paragraph_spans(text)
    for start, end in sentences(text, "en"):
        assert any(left <= start and end <= right for left, right in paragraphs)

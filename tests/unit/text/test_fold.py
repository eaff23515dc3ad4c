"""Folding: what no longer differs, and that offsets lead back to the very letters of the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.fold import fold, fold_char, fold_each, fold_words

# Letters that fold to nothing, to several, or that stand beyond the basic plane, in the company of plain ones.
TRICKY = (
    "aZ ß ﬁ İıéèö ё й ї ﷲ ½ ① ä\u0308 e\u0301 \u0300 \u0345 \u200c\u200d\u00ad\u0640 ١٢ ۳ ʼ’' ـ المُ"
    "雇佣兵 。 カ㏠𠀋\ufa6c 😀 𝐀𝟘 𐐀 \ufdfa \n\t.-"
)
texts = st.text(alphabet=st.one_of(st.sampled_from(TRICKY), st.characters()), max_size=60)


def reference(text: str) -> tuple[str, list[int]]:
    """The rule, character by character: folded text and the origin of each of its characters."""
    folded, offsets = [" "], [0]
    for index, char in enumerate(text):
        for plain in fold_char(char):
            if not (plain == " " and folded[-1] == " "):
                folded.append(plain)
                offsets.append(index)
    if folded[-1] != " ":
        folded.append(" ")
        offsets.append(len(text))
    for at in reversed(range(1, len(folded))):
        if is_seam(folded[at - 1], folded[at]):
            folded.insert(at, " ")
            offsets.insert(at, offsets[at - 1])
    return "".join(folded), offsets


def is_seam(one: str, other: str) -> bool:
    """Whether two folded characters touch of which one alone is of a script that puts no space between words."""
    unspaced = ["\u2e80" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff" for char in (one, other)]
    return unspaced[0] != unspaced[1] and " " not in (one, other)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("SÖLDNER", "soldner"),
        ("Straße", "strasse"),
        ("ﬁnance", "finance"),
        ("İSTANBUL ILIK ılık", "istanbul ilik ilik"),
        ("наёмник Йорк їжа", "наемник иорк іжа"),
        ("Ваґнер", "вагнер"),
        ("الْمُرْتَزِقَة", "المرتزقه"),
        ("مـرتـزق", "مرتزق"),
        ("أسلحة إلى آل", "اسلحه الي ال"),
        ("مزدور\u200cها", "مزدورها"),
        ("یک کشور", "يك كشور"),
        ("٢٢٥٩ ۲۲۵۹ 2259", "2259 2259 2259"),
        ("d'Haftar d’Haftar", "d haftar d haftar"),
        ("прем\u02bcєр", "прем єр"),
        ("Wagner-Söldner", "wagner soldner"),
        ("żołnierz Łódź", "zolnierz lodz"),
        ("eleição", "eleicao"),
        ("co\u00adop", "coop"),
        ("雇佣兵、瓦格纳", "雇佣兵 瓦格纳"),
        ("Wagner集团", "wagner 集团"),
        ("联合国UN第2259号", "联合国 un 第 2259 号"),
        ("㏠", "1 日"),
        ("TシャツとЧВК", "t シャツと чвк"),
        ("𠀋ß", "𠀋 ss"),
        ("이란의 UN대사", "이란의 un대사"),
        ("\ufa6c", "\U000242ee"),
        ("  …!  ", ""),
    ],
)
def test_what_does_not_matter_is_gone(written, folded):
    assert fold(written).text.strip() == folded
    assert fold_words(written) == folded


def test_text_is_padded_and_spaces_are_squeezed():
    assert fold("One,  two.").text == " one two "
    assert fold("").text == " "
    assert fold("?!").text == " "


@given(texts)
def test_folding_at_once_equals_folding_one_by_one(text):
    folded = fold(text)
    expected, offsets = reference(text)
    assert folded.text == expected
    assert folded.offsets.tolist() == offsets


@given(texts)
def test_terms_and_texts_fold_alike(text):
    assert fold_words(text) == fold(text).text.strip()


@given(texts)
def test_folding_twice_changes_nothing(text):
    once = fold_words(text)
    assert fold_words(once) == once


@given(texts, st.data())
def test_a_span_is_valid_and_its_slice_folds_back(text, data):
    folded = fold(text)
    begin = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(begin, len(folded.text)))
    start, stop = folded.span(begin, end)
    assert 0 <= start <= stop <= len(text)
    wanted = folded.text[begin:end].strip()
    back = fold_words(text[start:stop])
    whole = set(folded.offsets[begin:end].tolist()).isdisjoint(
        folded.offsets[:begin].tolist() + folded.offsets[end:].tolist()
    )
    assert back == wanted if whole else wanted in back


@given(texts)
def test_every_word_comes_back_as_itself(text):
    folded = fold(text)
    at = 1
    for word in folded.text.split():
        start, stop = folded.span(at, at + len(word))
        assert word in fold_words(text[start:stop])
        assert folded.span(at - 1, at + len(word) + 1) == (start, stop), "the space on either side does not count"
        at += len(word) + 1


def test_a_span_takes_the_marks_on_its_last_letter_and_no_more():
    text = "cafe\u0301, fine"
    begin = fold(text).text.index("cafe")
    start, stop = fold(text).span(begin, begin + 4)
    assert text[start:stop] == "cafe\u0301"


def test_a_span_of_padding_is_empty_and_inside_the_text():
    folded = fold("word")
    assert folded.span(0, 1) == (0, 0)
    assert folded.span(5, 6) == (4, 4)


def test_a_letter_that_folds_to_two_is_marked_whole():
    text = "die Straße"
    at = fold(text).text.index("strass")
    assert text[slice(*fold(text).span(at, at + 5))] == "Straß"


@given(
    st.lists(
        st.one_of(st.text(max_size=12), st.sampled_from(["", "\x7f", " ", "a\x7fb", "Groß", "é", "团A", "𝒜", "\ud800"]))
    )
)
def test_texts_folded_together_are_as_each_is_by_itself(texts):
    assert [seen(folded) for folded in fold_each(texts)] == [seen(fold(text)) for text in texts]


def test_a_text_too_long_to_be_folded_with_others_is_folded_as_well():
    texts = ["Ab", "Ćd " * 20_000, "ef", "Gh " * 10_000, ""]
    assert [seen(folded) for folded in fold_each(texts)] == [seen(fold(text)) for text in texts]


def seen(folded):
    return folded.source, folded.text, folded.offsets.tolist()

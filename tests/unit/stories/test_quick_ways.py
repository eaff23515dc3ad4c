"""Searches that skip what they do not want find the same as looking at every word."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.stories import features_alone, fingerprint
from monitor.stories.content_words import READ, SHORTEST, SHORTEST_ARABIC, STEM, stems
from monitor.stories.kinds import kinds_of
from monitor.stories.name_words import SHORTEST_WORD, candidates
from monitor.stories.numbers import matches
from monitor.text.fold import fold
from tests.unit.stories.reports import CONVOY, gazetteer, report

LETTER = r"[^\W\d_\u2e80-\u9fff]"
WORD = re.compile(rf"{LETTER}(?:{LETTER}|[\u0300-\u036f\u064b-\u065f\u0670\u200c])*")
NUMBER = re.compile(
    r"(?<![A-Za-zА-я\d])"
    r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,٫٬]\d+)*(?=\s?([万亿萬億]))?)"
)
FOLDED_WORD = re.compile(r"[^\W\d_\u2e80-\u9fff]{3,}|[\u3400-\u9fff]{2,}")
# Letters with and without case, marks within and before words, what is Arabic but no letter, letters beyond 16 bits.
SIGNS = "aeBKÉßǅѢжЯّ́\u200cحمدپ٣،ـ中国かΑ𝐀𐐀𐐨𞤀1２_.! \n-'½²Ⅷ"
texts = st.text(st.sampled_from(SIGNS), max_size=60) | st.text(max_size=40)


@given(texts)
@example("été ÉTÉ E\u0301te\u0301 e\u0301Te\u0301 \u0301Abc \u200cحمد مُحمّد 1\u0301Abc")
@example("𐐀𐐨𐐨 a𐐀𐐨𐐨 𐐨𐐨𐐨")
def test_every_word_with_a_capital_or_in_arabic_script_is_looked_at(text: str):
    assert candidates(kinds_of(text)) == [
        found.span()
        for found in WORD.finditer(text)
        if len(found[0]) >= SHORTEST_WORD and (found[0][0].isupper() or "\u0600" <= found[0][0] <= "\u06ff")
    ]


@given(texts | st.text(st.sampled_from("12٣５万亿 .,'’٬٫aА-"), max_size=30))
def test_numbers_are_found_where_they_were(text: str):
    assert [found.span() for found in matches(text, kinds_of(text))] == [
        found.span() for found in NUMBER.finditer(text)
    ]


@given(texts)
@example("ab abc " * 150)
def test_stems_are_those_of_each_word_of_letters(text: str):
    folded = fold(text).text
    wanted: list[str] = []
    for found in list(FOLDED_WORD.finditer(folded))[:READ]:
        word = found[0]
        if word[0] >= "\u3400":
            wanted += [word[at : at + 2] for at in range(len(word) - 1)]
        elif "\u0600" <= word[0] <= "\u06ff":
            bare = re.sub(r"^(?:[وفبكل]?ال|لل)(?=\w{3})", "", word)
            wanted += [bare[:STEM]] if len(bare) >= SHORTEST_ARABIC else []
        elif len(word) >= SHORTEST:
            wanted.append(word[:STEM])
    assert [stem for stem, _ in stems(folded)] == wanted


@pytest.mark.parametrize("language", CONVOY)
def test_what_is_counted_are_the_features_that_articles_are_compared_by(language: str):
    one = report(CONVOY, language)
    mentions = gazetteer().find(one)
    counted = features_alone(one, mentions)

    assert sorted(counted) == sorted(feature.key for feature in fingerprint(one, mentions).features)
    assert len(counted) == len(set(counted))
    assert sorted(features_alone(one, mentions, fold(one.text))) == sorted(counted)

"""What screening rules out early: nothing that it would find."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from monitor.screening.opening_marks import OPENING, quotations
from monitor.screening.spaces import spaces_of
from monitor.screening.syllables import may_be_one_syllable, syllables
from monitor.screening.text_words import words_of
from monitor.text.fold import fold

QUOTED = re.compile(rf"[{OPENING}](?<!\w[{OPENING}])([^«»“”„\"\n]{{2,6}})[»“”\"]")
LATIN, CYRILLIC, ARABIC = "aeiounghtskzwy'é", "аеиоунгхтшжсвйьё", "اويىنغهتشجدسعمرة"


@given(st.text(alphabet=f"{OPENING}»” ab\n"))
def test_quotations_are_those_that_the_pattern_finds_anywhere(text: str) -> None:
    assert [found.span() for found in quotations(QUOTED, text)] == [found.span() for found in QUOTED.finditer(text)]


@given(st.text(alphabet="aß é\n.号中😀ﷺ-"))
def test_every_word_stands_between_its_spaces(text: str) -> None:
    folded = fold(text).text
    words, spaces = words_of(folded), spaces_of(folded)
    between = [folded[before + 1 : behind] for before, behind in pairwise(spaces)]
    assert tuple(between) == words[1:-1]


@given(st.one_of(*(st.text(alphabet=letters, min_size=1, max_size=6) for letters in (LATIN, CYRILLIC, ARABIC))))
def test_a_word_of_one_syllable_may_be_one(word: str) -> None:
    assert may_be_one_syllable(word) or len(syllables(word)) != 1


def test_words_that_cannot_be_one_syllable_are_told_by_their_letters() -> None:
    assert not any(map(may_be_one_syllable, ("Pierre", "Trump", "Brot", "من", "كبير", "встреча")))
    assert all(map(may_be_one_syllable, ("Kim", "Yong", "Чхоль", "يونغ")))

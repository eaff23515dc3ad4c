"""What stands near what: distances in words, units, order, and what must be absent."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.engine import match
from monitor.engine.words import COUNTED_AT_MOST, Words
from monitor.model import Mentions
from monitor.text.fold import fold

TWO = "of: [{concept: mercenaries}, {concept: movement}]"


def holds(rules, article):
    return bool(match(rules, article, Mentions()))


@pytest.mark.parametrize(
    ("limits", "text", "expected"),
    [
        ("within: 1 word", "Mercenaries arrived.", True),
        ("within: 1 word", "Mercenaries have arrived.", False),
        ("within: 2 words", "Mercenaries have arrived.", True),
        ("within: 2 words", "Arriving are mercenaries.", True),
        ("within: 3 words", "Arriving by sea at night: mercenaries.", False),
        ("within: 3 words", "Mercenaries. They arrived.", True),
        ("in: sentence", "Mercenaries, said the mayor of the town, have now arrived.", True),
        ("in: sentence", "Mercenaries fight. Goods arrived.", False),
        ("in: paragraph", "Mercenaries fight. Goods arrived.", True),
        ("within: 3 words, in: sentence", "Mercenaries fight. Goods arrived.", False),
        ("within: 3 words, in: sentence", "Mercenaries fight. A mercenary arrived.", True),
        ("within: 9 words, ordered: true", "Mercenaries have arrived.", True),
        ("within: 9 words, ordered: true", "Arriving are mercenaries.", False),
        ("within: 9 words, ordered: true", "Arriving are mercenaries who then arrived.", True),
    ],
)
def test_distance_unit_and_order(rule_set, article, limits, text, expected):
    assert holds(rule_set(f"near: {{{limits}, {TWO}}}"), article(text)) is expected


def test_a_paragraph_ends_the_paragraph(rule_set, article):
    rules = rule_set(f"near: {{in: paragraph, {TWO}}}")
    assert not holds(rules, article("Mercenaries fight.", "Goods arrived."))
    assert holds(rule_set(f"near: {{within: 5 words, {TWO}}}"), article("Mercenaries fight.", "Goods arrived."))


def test_in_the_title_means_both_in_the_title(rule_set, article):
    rules = rule_set(f"near: {{in: title, {TWO}}}")
    assert holds(rules, article("Nothing.", title="Mercenaries arrive"))
    assert not holds(rules, article("They arrived.", title="Mercenaries"))


def test_one_compound_may_be_both(rule_set, article):
    rules = rule_set(f"near: {{within: 1 word, {TWO}}}")
    assert holds(rules, article("Der Söldnereinsatz endet.", language="de"))


def test_chinese_counts_two_characters_as_a_word(rule_set, article):
    text = article("雇佣兵昨天在这个国家的北部部署。", language="zh")
    assert holds(rule_set(f"near: {{within: 7 words, {TWO}}}"), text)
    assert not holds(rule_set(f"near: {{within: 4 words, {TWO}}}"), text)


def test_three_parts_count_from_the_first_to_the_last(rule_set, article):
    three = "of: [{concept: mercenaries}, {concept: movement}, {concept: harbour}]"
    text = article("Mercenaries a b arrived c d harbour.")
    assert holds(rule_set(f"near: {{within: 6 words, {three}}}"), text)
    assert not holds(rule_set(f"near: {{within: 5 words, {three}}}"), text)


def test_groups_inside_near(rule_set, article):
    either = "of: [{any: [{concept: mercenaries}, {concept: harbour}]}, {concept: movement}]"
    assert holds(rule_set(f"near: {{within: 2 words, {either}}}"), article("The harbour was deployed."))
    both = "of: [{all: [{concept: mercenaries}, {concept: harbour}]}, {concept: movement}]"
    rules = rule_set(f"near: {{within: 3 words, {both}}}")
    assert holds(rules, article("Mercenaries, harbour, arrived."))
    assert not holds(rules, article("Mercenaries arrived. And so on and so on: a harbour."))
    pair = "of: [{any: [{all: [{concept: mercenaries}, {concept: harbour}]}, {concept: denial}]}, {concept: movement}]"
    rules = rule_set(f"near: {{within: 3 words, {pair}}}")
    assert holds(rules, article("Harbour mercenaries arrived."))
    assert holds(rules, article("He denied arriving."))
    assert not holds(rules, article("Mercenaries arrived."))


@pytest.mark.parametrize(
    ("limits", "text", "expected"),
    [
        ("within: 4 words", "Mercenaries have arrived.", True),
        ("within: 4 words", "He denied that mercenaries have arrived.", False),
        ("within: 4 words", "Mercenaries have arrived. On another day and matter the mayor denied it.", True),
        ("in: sentence", "Mercenaries have arrived. He denied it.", True),
        ("in: sentence", "Mercenaries have arrived, though he denied it.", False),
        ("in: sentence", "He denied that mercenaries arrived. Mercenaries arrived.", True),
    ],
)
def test_none_inside_near_looks_at_that_stretch_alone(rule_set, article, limits, text, expected):
    rules = rule_set(
        f"near: {{{limits}, of: [{{concept: mercenaries}}, {{concept: movement}}, {{none: [{{concept: denial}}]}}]}}"
    )
    assert holds(rules, article(text)) is expected


def test_a_stretch_of_nothing_but_hits_ends_soon(rule_set, article):
    rules = rule_set(f"near: {{within: 15 words, in: sentence, {TWO}}}")
    (found,) = match(rules, article("mercenary arrived " * 20_000), Mentions())
    assert found.because[0] == 'within 15 words in one sentence: mercenaries "mercenary" + movement "arrived"'


fillers = st.lists(st.sampled_from(["and", "then", "mercenary", "arrived"]), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(words=fillers, within=st.integers(1, 6), ordered=st.booleans())
def test_near_agrees_with_looking_at_every_pair(article, near_rules, words, within, ordered):
    rules = near_rules(within, ordered)
    one = [i for i, word in enumerate(words) if word == "mercenary"]
    other = [i for i, word in enumerate(words) if word == "arrived"]
    pairs = [(i, j) for i in one for j in other if abs(i - j) <= within and (i < j or not ordered)]
    assert holds(rules, article(" ".join(words))) is bool(pairs)


@pytest.fixture
def near_rules(rule_set):
    built = {}

    def build(within, ordered):
        key = (within, ordered)
        if key not in built:
            said = "true" if ordered else "false"
            built[key] = rule_set(f"near: {{within: {within} words, ordered: {said}, {TWO}}}")
        return built[key]

    return build


def test_words_are_numbered_on_the_folded_text():
    text = "— One, two-three. e\u0301 ½ 雇佣兵团"
    words = Words(fold(text))
    starts = [text.index(part) for part in ("One", "two", "three", "e\u0301", "½", "雇")]
    ends = [text.index(part) + len(part) for part in ("One", "two", "three", "e\u0301", "½")]
    numbers = [words.first(start) for start in starts]
    assert [number - numbers[0] for number in numbers[:5]] == [0, 1, 2, 3, 4]
    assert [words.last(end) - numbers[0] for end in ends] == [0, 1, 2, 3, 5]
    assert [words.of(start, end) for start, end in zip(starts, ends, strict=False)] == [
        (words.first(start), words.last(end)) for start, end in zip(starts, ends, strict=False)
    ]
    assert words.near([(2, 5)], [(7, 10)], 1) == [True]
    assert words.near([(2, 5)], [(11, 16)], 1) == [False]


PIECES = ("harbour", "l'Etat", "ﬁ", "ß", "e\u0301", "—", "1 000", "雇佣兵", "UN", "カタ", "ЧВК", " ", "\n")


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.data())
def test_few_words_are_numbered_as_many_are(text, data):
    folded = fold(text)
    letters = [at for at, letter in enumerate(folded.text) if letter != " "]
    if not letters:
        return
    places = data.draw(st.lists(st.sampled_from(letters), min_size=1, max_size=5))
    spans = [folded.span(at, at + 1) for at in places]
    few, many = Words(folded), Words(folded)
    for start, _ in spans * COUNTED_AT_MOST:
        many.first(start)
    numbers = [few.of(*span) for span in spans]
    assert numbers == [many.of(*span) for span in spans]
    assert Words(folded).of_each(spans * COUNTED_AT_MOST) == numbers * COUNTED_AT_MOST


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=30), st.integers(0, 5), st.data())
def test_near_in_words_is_what_comparing_each_with_each_says(letters, within, data):
    words = Words(fold(" ".join(letters)))
    places = st.lists(st.integers(0, len(letters) - 1), max_size=6)
    spans, others = ([(2 * at, 2 * at + 1) for at in data.draw(places)] for _ in range(2))
    expected = [any(abs(one[0] - other[0]) // 2 <= within for other in others) for one in spans]
    assert words.near(spans, others, within) == expected

"""The automaton: every occurrence, in one part or in several, and only the first ones of very long texts."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from monitor.engine import Lexicon, LexiconEntry
from monitor.engine.automaton import PART, PATTERNS_AT_MOST, Automaton
from monitor.engine.dictionary import ALL_HITS_AT_MOST, LONG, PATTERN_HITS_AT_MOST
from monitor.model import Language

WORDS = (" port ", " portal", "rta", "雇佣兵", " 𝐰agner", "a")
NO_LIMIT = 10**9


def by_hand(text):
    return {
        (number, at, at + len(word))
        for number, word in enumerate(WORDS)
        for at in range(len(text))
        if text.startswith(word, at)
    }


def long_text(length):
    draw = random.Random(length)
    pieces = (*WORDS, "harbour ", "x", " ")
    text = ""
    while len(text) < length:
        text += "".join(draw.choices(pieces, k=1000))
    return text[:length]


def test_every_occurrence_is_found_overlapping_ones_too():
    text = " port portal 雇佣兵雇佣兵 𝐰agner"
    assert set(Automaton(WORDS).scan(text)) == by_hand(text)


@pytest.mark.parametrize("patterns", [WORDS, tuple(f" {number} " for number in range(PATTERNS_AT_MOST + 10))])
def test_the_words_are_those_of_the_occurrences(patterns):
    text = " port portal 雇佣兵雇佣兵 𝐰agner 17  30009 17 "
    automaton = Automaton(patterns, keeps_words=True)
    assert sorted(automaton.words(text)) == sorted(patterns[number] for number, _, _ in automaton.scan(text))


def test_no_pattern_finds_nothing():
    assert Automaton(()).scan("anything") == []
    assert Automaton(()).first_hits("anything", of_each=1, of_all=1) == []


def test_more_patterns_than_one_automaton_takes_are_found_all_the_same():
    patterns = [f" {number} " for number in range(PATTERNS_AT_MOST + 10)]
    wanted = (0, 1, 7, PATTERNS_AT_MOST - 1, PATTERNS_AT_MOST, PATTERNS_AT_MOST + 9)
    found = Automaton(patterns).scan(" " + "  ".join(str(number) for number in wanted) + " ")
    assert {patterns[number] for number, _, _ in found} == {patterns[number] for number in wanted}


@pytest.mark.parametrize("length", [PART - 1, PART, PART + 1, 2 * PART + 3])
def test_a_long_text_is_scanned_in_parts_that_lose_and_repeat_nothing(length):
    text = long_text(length)
    found = Automaton(WORDS).first_hits(text, of_each=NO_LIMIT, of_all=NO_LIMIT)
    assert len(found) == len(set(found))
    assert set(found) == by_hand(text)


def test_where_there_are_too_many_hits_the_first_of_each_pattern_and_of_all_are_kept():
    text = long_text(PART)
    automaton = Automaton(WORDS)
    found = automaton.first_hits(text, of_each=5, of_all=100)
    assert set(Counter(number for number, _, _ in found).values()) == {5}
    everything = sorted(by_hand(text), key=lambda hit: hit[2])
    assert {hit for hit in found if hit[0] == 3} == set([hit for hit in everything if hit[0] == 3][:5])
    assert len(automaton.first_hits(text, of_each=NO_LIMIT, of_all=7)) == 7


def test_a_very_long_article_costs_no_more_than_its_first_hits():
    entries = [LexiconEntry(id=name, terms={"en": (word,)}) for name, word in (("x", "port"), ("y", "quay"))]
    text = "port " * (LONG // 4) + "quay"
    found = Lexicon.build(entries).find_in(text, Language(code="en", sure=True))
    assert len(found["x"]) == PATTERN_HITS_AT_MOST < ALL_HITS_AT_MOST < text.count("port")
    assert [span.start for span in found["y"]] == [text.index("quay")]


def test_a_very_long_article_of_few_hits_keeps_them_all():
    lexicon = Lexicon.build([LexiconEntry(id="x", terms={"en": ("port",)})])
    text = ("port " + "harbour " * 100) * (LONG // 400)
    found = lexicon.find_in(text, Language(code="en", sure=True))
    assert len(found["x"]) == text.count("port") > PATTERN_HITS_AT_MOST

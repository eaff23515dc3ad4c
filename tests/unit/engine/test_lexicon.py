"""The lexicon: marks, sequences, languages, homonyms, overlaps, and spans that slice the original."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.engine import Lexicon, LexiconEntry, UnlessNear
from monitor.engine.dictionaries import ANY_AT_MOST
from monitor.engine.hits import HITS_AT_MOST, longest
from monitor.engine.lexicon import patterns_of
from monitor.model import Language
from monitor.text.fold import fold_words

ENGLISH = Language(code="en", sure=True)
UNKNOWN = Language(code=None)


def lexicon(**terms):
    return Lexicon.build(LexiconEntry(id=name, terms=by_language) for name, by_language in terms.items())


def texts_of(found, name="x"):
    return [span.text for span in found.get(name, ())]


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("deploy*", "redeploy deployed deployments deploymentsssssss", ["deployed", "deployments"]),
        ("*deploy", "redeploys deployed", ["redeploys"]),
        ("*deploy*", "redeployed deployed", ["redeployed", "deployed"]),
        ("=FACT", "fact facts factual FACT", ["fact", "FACT"]),
        ("private military compan*", "Private military companies, private companies", ["Private military companies"]),
        ("private military compan*", "private, military (company)", ["private, military (company"]),
        ("foreign fighter", "foreign fighters of foreign armies", ["foreign fighters"]),
        ("=UN envoy", "UN envoys", ["UN envoys"]),
        ("Wagner-Söldner", "Wagner Soldners", ["Wagner Soldners"]),
        ("Wagner-*", "Wagner-linked", ["Wagner"]),
        ("S-400", "S-400 and S 400", ["S-400", "S 400"]),
        ("U.N.", "U.N. envoy", ["U.N"]),
    ],
)
def test_marks_and_sequences(term, text, words):
    assert texts_of(lexicon(x={"en": (term,)}).find_in(text, ENGLISH)) == words


def test_exact_terms_mind_case_and_accents():
    entry = LexiconEntry(id="x", terms={"any": ("FACT", "=WHO", "Élysée")}, exact=True)
    text = "FACT fact FACTs WHO who WHOs Élysée Elysee E\u0301lyse\u0301e"
    assert texts_of(Lexicon.build([entry]).find_in(text, ENGLISH)) == [
        "FACT",
        "FACTs",
        "WHO",
        "Élysée",
        "E\u0301lyse\u0301e",
    ]


def test_a_sure_language_tries_its_own_terms_and_those_of_any():
    words = lexicon(x={"pl": ("premier*",), "fr": ("ministre",), "any": ("Paris",)})
    text = "Le premier ministre à Paris"
    assert texts_of(words.find_in(text, Language(code="fr", sure=True))) == ["ministre", "Paris"]
    assert texts_of(words.find_in(text, Language(code="fr", sure=False))) == ["premier", "ministre", "Paris"]
    assert texts_of(words.find_in(text, UNKNOWN)) == ["premier", "ministre", "Paris"]
    assert texts_of(words.find_in(text, Language(code="fr-CA", sure=True))) == ["ministre", "Paris"]


def test_german_hits_need_the_umlauts_of_the_term():
    words = lexicon(x={"de": ("Wahl", "Kämpfer")})
    text = "Wahlen wählen Kämpfer Ka\u0308mpfer Kaempfern Kampfer"
    assert texts_of(words.find_in(text, Language(code="de", sure=True))) == [
        "Wahlen",
        "Kämpfer",
        "Ka\u0308mpfer",
        "Kaempfern",
    ]


def test_a_span_covers_the_whole_words():
    text = "Die »Söldnergruppe« war dort."
    spans = lexicon(x={"de": ("Söldner",)}).find_in(text, Language(code="de", sure=True))["x"]
    assert [(s.start, s.end, s.text, s.concept) for s in spans] == [(5, 18, "Söldnergruppe", "x")]


def test_a_homonym_is_dropped_and_the_other_hits_stay():
    entry = LexiconEntry(
        id="wagner",
        terms={"any": ("Wagner",)},
        unless_near=UnlessNear(words=3, terms={"any": ("Richard",), "en": ("opera*",)}),
    )
    text = "Richard Wagner wrote it. Today Wagner fighters saw no opera by anyone alive: Wagner left."
    spans = Lexicon.build([entry]).find_in(text, ENGLISH)["wagner"]
    assert [span.start for span in spans] == [text.index("Wagner fighters"), text.index("Wagner left")]


def test_letters_of_another_script_that_touch_chinese_are_words_of_their_own():
    chinese = Language(code="zh", sure=True)
    words = lexicon(x={"any": ("Wagner", "ЧВК"), "zh": ("UN大使", "2259号")}, y={"zh": ("集团",)})
    found = words.find_in("Wagner集团与ЧВК。第2259号、第12259号,联合国UN大使,SUN大使", chinese)
    assert texts_of(found) == ["Wagner", "ЧВК", "2259号", "UN大使"]
    assert texts_of(found, "y") == ["集团"]


def test_homonyms_are_counted_in_chinese_too():
    entry = LexiconEntry(id="w", terms={"zh": ("瓦格纳",)}, unless_near=UnlessNear(words=4, terms={"zh": ("歌剧",)}))
    chinese = Language(code="zh", sure=True)
    assert not Lexicon.build([entry]).find_in("瓦格纳的歌剧上演", chinese)
    far = "瓦格纳集团的武装人员昨天离开了这个国家的首都而歌剧照常上演"
    assert texts_of(Lexicon.build([entry]).find_in(far, chinese), "w") == ["瓦格纳"]


def test_the_longest_of_overlapping_hits_wins_within_an_entry_only():
    words = lexicon(x={"any": ("Wagner", "Wagner Group")}, y={"any": ("Group",)})
    found = words.find_in("the Wagner Group", ENGLISH)
    assert texts_of(found) == ["Wagner Group"]
    assert texts_of(found, "y") == ["Group"]


def test_entries_without_a_hit_are_absent():
    assert lexicon(x={"en": ("harbour",)}).find_in("nothing here", ENGLISH) == {}
    assert Lexicon.build([]).find_in("nothing here", ENGLISH) == {}


def test_an_article_is_searched_title_and_all(article):
    found = lexicon(x={"en": ("harbour",)}).find(article("The harbours.", title="Harbour news"))
    assert texts_of(found) == ["Harbour", "harbours"]


def test_terms_without_a_letter_find_nothing():
    assert lexicon(x={"en": ("…", "*", "")}).find_in("… * anything", ENGLISH) == {}


def test_hits_are_capped_so_that_a_page_of_nothing_but_hits_stays_cheap():
    spans = lexicon(x={"en": ("port",)}).find_in("port " * (HITS_AT_MOST + 500), ENGLISH)["x"]
    assert len(spans) == HITS_AT_MOST


def test_a_megabyte_without_a_space_is_no_word_and_costs_no_more_than_text():
    started = time.process_time()
    assert (
        lexicon(x={"de": ("*söldner",), "ar": ("مرتزق",)}).find_in("söldner" * 75_000 + "مرتزق" * 75_000, UNKNOWN) == {}
    )
    assert time.process_time() - started < 5, "work a hit must not grow with the length of the run around it"


PIECES = ["mercenary", "Söldner", "so\u0308ldner", "ﬁghter", "STRASSE", "Straße", "İstanbul", "𝐰agner", "наёмник"]
PIECES += ["مُرتزق", "雇佣兵", "😀", "ß", "\u0301", "\u200c", "-", " ", "\n\n", "’", "s", "x"]
TERMS = {
    "any": ("fighter", "wagner", "istanbul", "strasse*", "hired fighter"),
    "en": ("mercenary",),
    "de": ("*söldner",),
    "ru": ("наёмник",),
    "ar": ("مرتزق",),
    "zh": ("雇佣兵",),
}


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=25).map("".join))
def test_every_span_slices_the_original_and_spans_of_an_entry_never_overlap(text):
    spans = lexicon(x=TERMS).find_in(text, UNKNOWN).get("x", ())
    for span in spans:
        assert text[span.start : span.end] == span.text
        assert fold_words(span.text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@given(st.sampled_from([(lang, term) for lang, terms in TERMS.items() for term in terms]), st.text(max_size=20))
def test_a_term_is_found_in_whatever_stands_around_it(term, around):
    language, written = term
    word = written.strip("*")
    text = f"{around} — {word} — {around}"
    found = lexicon(x={language: (written,)}).find_in(text, UNKNOWN)
    assert any(fold_words(word) in fold_words(span.text) for span in found["x"])


spans = st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=20))
def test_a_span_is_left_out_only_for_one_that_overlaps_it_and_is_no_shorter(given_spans):
    kept = longest(given_spans)
    assert kept == sorted(kept)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(kept))
    for start, end in set(given_spans) - set(kept):
        assert any(s < end and start < e and e - s >= end - start for s, e in kept)


@pytest.mark.parametrize("inflected", ["spoke with", "spokes with", "spoke withs", "Spoke, with"])
def test_a_word_is_looked_for_together_with_its_neighbour_in_every_form_that_the_two_may_have(inflected):
    patterns = patterns_of("spoke with", "en", False)
    assert all(" with" in pattern for pattern in patterns)
    assert texts_of(lexicon(x={"en": ("spoke with",)}).find_in(f"they {inflected} us", ENGLISH)) == [inflected]


def test_words_that_take_any_ending_are_looked_for_alone():
    assert patterns_of("Совет Безопасности", "ru", False)
    assert not any(" " in pattern.strip() for pattern in patterns_of("Совет Безопасности", "ru", False))


def test_every_language_finds_its_own_where_names_of_any_are_too_many_to_repeat():
    many = {
        "any": tuple(f"Xqz{number:05}" for number in range(ANY_AT_MOST + 1)),
        "fr": ("ministre",),
        "pl": ("premier*",),
    }
    words = lexicon(x=many)
    text = "Le premier ministre Xqz00007"
    assert texts_of(words.find_in(text, Language(code="fr", sure=True))) == ["ministre", "Xqz00007"]
    assert texts_of(words.find_in(text, ENGLISH)) == ["Xqz00007"]
    assert texts_of(words.find_in(text, UNKNOWN)) == ["premier", "ministre", "Xqz00007"]

"""How a text puts what matched: in each row the matched words stand in brackets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.context.layout import sentences_of
from monitor.context.stance import stance_of, stance_of_match
from monitor.context.words import words_in
from monitor.model import Article, Language, Span, Stance, Written

# language|stance|sentence, the matched words in brackets
ROWS = Path(__file__).with_name("stance_rows.txt")
CASES = [tuple(row.split("|")) for row in ROWS.read_text(encoding="utf-8").splitlines()]
ENGLISH = [row for row in CASES if row[0] == "en" and row[2].endswith(".")]


def told(language: str, marked: str, written: Written | None = None) -> Stance:
    """The stance of the words in brackets."""
    text, spans = "", []
    for number, part in enumerate(re.split(r"[\[\]]", marked)):
        if number % 2:
            spans.append(Span(start=len(text), end=len(text) + len(part), text=part, concept=str(number)))
        text += part
    article = Article(
        paragraphs=(text,), language=Language(code=language, sure=True), written=written or Written(value=None)
    )
    sentence = sentences_of(article).over(spans[0].start, spans[-1].end)
    return stance_of_match(article, [sentence], spans, words_in(article))


@pytest.mark.parametrize(("language", "stance", "marked"), CASES)
def test_a_cue_counts_when_it_governs_the_matched_words(language, stance, marked) -> None:
    assert told(language, marked) is Stance(stance)


PAST_AND_PRESENT = "In 2011 [NATO] [jets] bombed the coast. {}"


@pytest.mark.parametrize(
    ("second", "stance"),
    [
        ("[NATO] [jets] are back over the coast.", Stance.REPORTED),
        ("It plans to send [NATO] [jets] again.", Stance.PLANNED),
        ("The [jets] museum opens at noon.", Stance.PAST),
        ("In 2012 [NATO] [jets] left.", Stance.PAST),
    ],
)
def test_what_goes_on_today_is_not_past_for_the_past_beside_it(second, stance) -> None:
    names = {"NATO": "who", "jets": "what"}
    text, spans = "", []
    for number, part in enumerate(re.split(r"[\[\]]", PAST_AND_PRESENT.format(second))):
        if number % 2:
            spans.append(Span(start=len(text), end=len(text) + len(part), text=part, concept=names[part]))
        text += part
    article = Article(paragraphs=(text,), language=Language(code="en", sure=True), written=Written(value="2019"))
    first = sentences_of(article).at(spans[0].start)
    assert stance_of_match(article, [first], spans, words_in(article)) is stance


@pytest.mark.parametrize(
    ("year", "stance"), [("2024", Stance.REPORTED), ("2019", Stance.REPORTED), ("2010", Stance.PAST)]
)
def test_a_year_is_past_when_it_is_before_the_year_of_writing(year, stance) -> None:
    written = Written(value="2019-06-01")
    assert told("en", f"In {year} [NATO jets] bombed [Libya].", written) is stance


@pytest.mark.parametrize(
    "marked",
    [
        "[Mercenaries] have been in [Libya] since 2015.",
        "[Mercenaries] in [Libya] break resolution 1970 (2011).",
        "[Mercenaries] took over the 2011 villas in [Libya] on Friday.",
        "[Mercenaries] in [Libya] wrote 2.011 letters, and 1985/3 more.",
    ],
)
def test_a_year_that_dates_no_event_is_no_past(marked) -> None:
    assert told("en", marked) is Stance.REPORTED


def test_the_outer_of_two_cues_wins() -> None:
    assert told("en", "Moscow denied plans to send [troops] to [Mali].") is Stance.DENIED
    assert told("en", "Moscow plans to deny that [troops] are in [Mali].") is Stance.PLANNED
    assert told("en", "Reports that Moscow will send [troops] to [Mali] are baseless.") is Stance.DENIED


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "In 2011 the envoy demanded that [troops] leave [Mali]."),
        ("de", "Im März 2011 forderte die Gesandte den Abzug der [Truppen] aus [Mali]."),
        ("fr", "En 2014, Moscou niait l'envoi de [mercenaires] en [Ukraine]."),
        ("ru", "В 2014 году Москва отрицала отправку [войск] в [Крым]."),
        ("ar", "في عام 2014 نفت موسكو إرسال [قوات] إلى [القرم]."),
    ],
)
def test_a_year_that_opens_the_sentence_puts_all_of_it_in_the_past(language, marked) -> None:
    assert told(language, marked) is Stance.PAST


def test_a_year_inside_the_sentence_says_less_than_a_cue() -> None:
    assert told("en", "The 2015 accord calls on all [troops] to leave [Mali].") is Stance.DEMANDED
    assert told("en", "Moscow denied having sent [troops] to [Crimea] in 2014.") is Stance.DENIED


def test_words_of_another_sentence_do_not_count() -> None:
    assert told("en", "A minister denied having slept. [Mercenaries] arrived in the [port].") is Stance.REPORTED


def test_without_a_telling_sentence_it_is_reported(article_of, hits_of) -> None:
    article = article_of("The ministry denied it.")
    assert stance_of_match(article, (), (), hits_of(article)) is Stance.REPORTED


def test_the_stance_of_a_whole_sentence_needs_no_matched_words(article_of, hits_of) -> None:
    article = article_of("A minister denied having slept. The envoy called for a vote. The sea is calm.")
    bounds = [sentences_of(article).at(article.text.index(word)) for word in ("denied", "envoy", "sea")]
    stances = [stance_of([one], hits_of(article)) for one in bounds]
    assert stances == [Stance.DENIED, Stance.DEMANDED, Stance.REPORTED]


@given(
    row=st.sampled_from(ENGLISH),
    before=st.sampled_from(
        ["", "A minister denied having slept. ", "We demand tea. ", "It will rain. ", "Years ago it rained. "]
    ),
    behind=st.sampled_from(
        ["", " That is false.", " Tea is not demanded.", " The sun will shine.", " In 2011 it did."]
    ),
)
def test_what_other_sentences_say_changes_nothing(row, before, behind) -> None:
    language, stance, marked = row
    assert told(language, f"{before}{marked}{behind}") is Stance(stance)


@given(row=st.sampled_from([row for row in ENGLISH if ", " not in row[2]]))
def test_an_aside_about_something_else_changes_nothing(row) -> None:
    language, stance, marked = row
    assert told(language, f"{marked[:-1]}, which the mayor denied.") is Stance(stance)

"""Names, dates and figures in the reader's language; what is new since the last telling; why reports are one story."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Context, Entity, Evidence, JoinKind, Mentions
from notifiers import render
from notifiers.language import ENGLISH, Reader
from notifiers.news import in_words
from notifiers.story import joined_because, may_be_related
from tests.unit.notifiers.alerts import DERNA, EVIL, STORY, STORY_AGAIN, delivery, german

GERMAN = Reader(language="de", names=german)


@pytest.mark.parametrize(
    ("language", "day", "month", "figure", "arabic"),
    [
        ("en", "28 September 2023", "September 2023", "12,000", "Arabic"),
        ("de", "28. September 2023", "September 2023", "12.000", "Arabisch"),
        ("fr", "28 septembre 2023", "septembre 2023", "12 000", "arabe"),
        ("ru", "28 сентября 2023 г.", "сентябрь 2023 г.", "12 000", "арабский"),
        ("zh", "2023年9月28日", "2023年9月", "12,000", "阿拉伯语"),
        ("xx", "28 September 2023", "September 2023", "12,000", "Arabic"),  # no such language: English
    ],
)
def test_dates_figures_and_languages_follow_the_reader(language, day, month, figure, arabic):
    reader, value = Reader(language=language), date(2023, 9, 28)
    assert (reader.day(value), reader.month(value)) == (day, month)
    assert " ".join(reader.number(12_000).split()) == figure
    assert reader.language_name("ar") == arabic


def test_a_moment_is_in_utc_wherever_it_comes_from():
    assert GERMAN.moment(datetime(2025, 3, 3, 9, 12, tzinfo=UTC)) == "3. März 2025, 09:12 UTC"


def test_a_known_name_is_the_gazetteers_and_any_other_stays_as_it_is():
    known = Entity(id="wagner-group", name="Wagner Group", mentions=())
    assert GERMAN.entity(known) == "Gruppe Wagner"
    assert ENGLISH.entity(known) == "Wagner Group"
    assert GERMAN.entity(replace(known, confirmed=False)) == "Wagner Group"
    assert GERMAN.entity(replace(known, id="nobody", name="Nobody")) == "Nobody"


@given(st.text(max_size=20))
def test_no_name_and_no_language_can_break_a_line(text):
    reader = Reader(language=text, names=lambda _id, _language: EVIL)
    assert "\n" not in reader.name("x", text)
    assert "\x1b" not in reader.name("x", text)
    assert reader.day(date(2025, 3, 3))


def test_news_is_written_in_the_readers_words_where_they_are_known():
    lines = (
        "place: Libya",
        "actor: Wagner Group",
        "place: Nowhere",
        "quantity: 1 200–12 000 killed",
        "date: 2025-03-17",
        "date: soon",
        "4 sources",
    )
    assert in_words(lines, (DERNA,), GERMAN) == (
        "Wo: Libyen",
        "Wer: Gruppe Wagner",
        "Wo: Nowhere",
        "Wie viele: 1.200–12.000 killed",
        "Wann: 17. März 2025",
        "Wann: soon",
        "4 Quellen",
    )
    assert in_words(("severity: low → high", "place: Libya", "1 sources"), (), ENGLISH) == (
        "severity: low → high",
        "place: Libya",
        "1 source",
    )


def test_a_name_with_a_colon_stays_whole():
    entity = Entity(id="x", name="Order: First", mentions=())
    assert in_words(("actor: Order: First",), (Context(mentions=Mentions(actors=(entity,))),), ENGLISH) == (
        "actor: Order: First",
    )


def evidence(kind: JoinKind, score: float = 1.0, **more) -> Evidence:
    return Evidence(kind=kind, detail=more.pop("detail", f"because {score}"), score=score, **more)


def test_copies_are_counted_and_what_joined_other_words_is_spelt_out_surest_first():
    found = (
        evidence(JoinKind.OPENED),
        evidence(JoinKind.NEAR_DUPLICATE, 0.5),
        evidence(JoinKind.NEAR_DUPLICATE, 0.6),
        evidence(JoinKind.SAME_TEXT),
        evidence(JoinKind.SAME_EVENT, 0.8, shared=("Haftar", "Derna", "17 Sep")),
        evidence(JoinKind.SAME_EVENT, 0.9),
        evidence(JoinKind.BY_HAND, detail="merged with alert 3 by Ann"),
    )
    assert joined_because(found, limit=9) == (
        (
            "merged with alert 3 by Ann",
            "because 0.9",
            "shares Haftar, Derna, 17 Sep",
            "1 report in the same words",
            "2 reports in nearly the same words",
        ),
        0,
    )
    assert joined_because(found, limit=2)[1] == 3
    assert joined_because(found[:1], limit=9) == ((), 0)


def test_related_stories_are_named_by_their_key_the_likeliest_first():
    found = (evidence(JoinKind.RELATED, 0.4, with_story=9), evidence(JoinKind.RELATED, 0.6, with_story=14))
    assert may_be_related(found, limit=1) == (("story:14, because 0.6",), 1)


def test_what_may_be_related_stands_apart_from_what_was_joined():
    text = render(STORY, STORY_AGAIN).text
    joined, related = text.index("One story because"), text.index("Possibly related, not part of this alert")
    assert joined < text.index("shares Вагнер") < related < text.index("story:14, shares Wagner, Derna")


def test_what_is_new_stands_before_everything_that_was_told_before():
    for printed in (render(STORY, STORY_AGAIN).text, render(STORY, STORY_AGAIN).html):
        assert printed.index("New since the last message") < printed.index("place: Derna") < printed.index("About 300")
    assert "New since" not in render(STORY, delivery()).text

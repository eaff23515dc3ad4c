"""All facts of an article together, and as JSON."""

import json
from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from monitor.context import findings, gather, reading_as_json
from monitor.context.facts import FACTS_AT_MOST
from monitor.model import (
    Article,
    Entity,
    Language,
    Listed,
    Match,
    Mentions,
    NotListed,
    Precision,
    Reading,
    Removed,
    Severity,
    Span,
    Stance,
    Written,
)


@dataclass(frozen=True)
class FakeScreening:
    listed: tuple[Listed, ...] = ()
    not_listed: tuple[NotListed, ...] = ()


TEXT = (
    "On 3 March 2020 the Security Council adopted resolution 2509 and called for the pull-out of 2,000 fighters.\n\n"
    "Mercenaries arrived in Derna."
)


def test_a_number_is_one_thing_only(article_of) -> None:
    article = article_of("In resolution 1970 (2011) the Security Council counted 2000 fighters in 2010.")
    facts = gather(article, Mentions(), FakeScreening())
    assert [mention.id for mention in facts.resolutions] == ["S/RES/1970 (2011)"]
    assert [(quantity.low, quantity.of) for quantity in facts.quantities] == [(2000, "fighters")]
    assert [mention.value for mention in facts.dates] == ["2010"]


def test_findings_carry_the_excerpt_the_stance_and_the_facts(article_of) -> None:
    article = article_of(TEXT)
    facts = gather(article, Mentions(), FakeScreening())
    at = TEXT.index("pull-out")
    span = Span(start=at, end=at + 8, text="pull-out", concept="withdrawal")
    (finding,) = findings(article, [Match(rule="r", title="R", severity=Severity.HIGH, spans=(span,))], facts)
    assert finding.stance is Stance.DEMANDED
    assert finding.context is facts
    (excerpt,) = finding.excerpts
    assert excerpt.text == TEXT.split("\n\n", maxsplit=1)[0]
    assert findings(article, [], facts) == ()


def reading() -> Reading:
    article = Article(
        id=7,
        title="Two thousand fighters",
        paragraphs=("Two thousand fighters", *TEXT.split("\n\n")),
        language=Language(code="en", sure=True),
        written=Written(value="2020", precision=Precision.YEAR, because="the text says so"),
        page_date="2024-05-05",
        removed=(Removed(kind="reply-form", text="Say something"),),
    )

    def span(word: str) -> Span:
        at = article.text.index(word)
        return Span(start=at, end=at + len(word), text=word, concept="derna")

    place = Entity(id="derna", name="Derna", mentions=(span("Derna"),), country="LY", kind="city")
    listed = Listed(
        list="ours", entry="9", name="Mercenaries Ltd", span=span("Mercenaries"), as_of=date(2026, 1, 2), because="so"
    )
    screened = FakeScreening((listed,), (NotListed(id="khalifa-haftar", as_of=date(2026, 1, 2)),))
    facts = gather(article, Mentions(places=(place,)), screened)
    match = Match(
        rule="mercenaries",
        title="Mercenaries",
        severity=Severity.HIGH,
        labels={"theme": "x"},
        spans=(span("Mercenaries"),),
        extracted={"n": ("2",)},
    )
    return Reading(article=article, context=facts, findings=findings(article, [match], facts))


def test_the_json_has_the_keys_of_the_contract() -> None:
    view = reading_as_json(reading())
    assert set(view) == {
        *("id", "lang", "lang_sure", "title", "title_end", "text", "text_source", "removed", "written", "page_date"),
        *("page_refused", "canonical", "byline", "agency"),
        *("matches", "people", "actors", "places", "dates", "quantities", "resolutions", "listed", "not_listed"),
    }
    (match,) = view["matches"]
    assert {"rule", "severity", "labels", "stance", "spans", "excerpt", "extracted"} <= set(match)
    assert set(match["spans"][0]) == {"start", "end", "text", "concept"}
    assert match["excerpt"] == "Mercenaries arrived in Derna."
    assert set(view["places"][0]) == {"id", "name", "confirmed", "mentions", "country"}
    assert set(view["dates"][0]) == {"start", "end", "text", "value", "precision"}
    assert set(view["quantities"][0]) == {"start", "end", "text", "low", "high", "of", "bound"}
    assert set(view["resolutions"][0]) == {"id", "start", "end", "text", "stance"}
    assert set(view["listed"][0]) == {
        *("list", "entry", "name", "programmes", "since", "as_of", "strength", "because", "start", "end", "text"),
        *("on_list_by", "kind", "link"),
    }
    assert view["not_listed"] == [{"id": "khalifa-haftar", "as_of": "2026-01-02"}]
    assert view["written"] == {"value": "2020", "precision": "year", "because": "the text says so"}
    assert view["text"][: view["title_end"]] == view["title"]


def spans_in(value) -> list[dict]:
    if isinstance(value, dict):
        own = [value] if {"start", "end", "text"} <= set(value) else []
        return own + [span for inner in value.values() for span in spans_in(inner)]
    return [span for inner in value for span in spans_in(inner)] if isinstance(value, list) else []


def test_the_json_is_plain_and_every_span_is_a_piece_of_the_text() -> None:
    view = json.loads(json.dumps(reading_as_json(reading()), ensure_ascii=False))
    spans = spans_in(view)
    assert len(spans) >= 6
    assert all(view["text"][span["start"] : span["end"]] == span["text"] for span in spans)


def test_an_article_that_is_not_stored_has_the_id_of_its_entry_or_none() -> None:
    assert reading_as_json(Reading(article=Article(entry_id="guid-1")))["id"] == "guid-1"
    assert reading_as_json(Reading(article=Article()))["id"] is None


def test_a_page_of_nothing_but_facts_keeps_a_bounded_number_of_each(article_of) -> None:
    article = article_of("In 2019 thousands of soldiers came; Security Council resolution 1970. " * 1200)
    facts = gather(article, Mentions(), FakeScreening())
    assert {len(facts.dates), len(facts.quantities), len(facts.resolutions)} == {FACTS_AT_MOST}


LETTERS = st.sampled_from("aZéß中٣۱\u064b\u200c\u00ad\U0001f600 .,()/-«»'’№\n0123456789")
WORDS = st.sampled_from(
    [
        "resolution",
        "S/RES/",
        "Security Council",
        "安理会",
        "号决议",
        "第",
        "قرار",
        "March",
        "марта",
        "thousand",
        "soldiers",
    ]
)


@given(st.lists(LETTERS | WORDS, max_size=60), st.sampled_from([None, "en", "ar", "zh"]))
def test_whatever_the_text_every_fact_is_a_piece_of_it(pieces, language) -> None:
    paragraphs = tuple(part for part in "".join(pieces).split("\n\n") if part.strip())
    article = Article(paragraphs=paragraphs, language=Language(code=language, sure=language is not None))
    facts = gather(article, Mentions(), FakeScreening())
    for fact in (*facts.dates, *facts.quantities, *facts.resolutions):
        assert article.text[fact.span.start : fact.span.end] == fact.span.text
        assert fact.span.text

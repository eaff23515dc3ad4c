"""What a reader sees of a match."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from monitor.context.excerpt import LETTERS_AT_MOST, SENTENCES_AT_MOST, excerpts, merge
from monitor.model import Article, Language, Match, Severity, Span


def match_on(article: Article, *words: str) -> Match:
    spans = []
    for word in words:
        at = article.text.find(word)
        while at >= 0:
            spans.append(Span(start=at, end=at + len(word), text=word, concept=word.lower()))
            at = article.text.find(word, at + 1)
    spans.sort(key=lambda span: span.start)
    return Match(rule="r", title="R", severity=Severity.HIGH, spans=tuple(spans))


def marked(excerpt) -> list[str]:
    return [excerpt.text[low:high] for low, high in excerpt.marks]


def test_the_excerpt_is_the_whole_sentence_with_the_hits_marked(article_of) -> None:
    article = article_of("Nothing here. Mercenaries landed in Derna at dawn. The sea was calm.", title="News")
    (excerpt,) = excerpts(article, match_on(article, "Mercenaries", "Derna"))
    assert excerpt.text == "Mercenaries landed in Derna at dawn."
    assert marked(excerpt) == ["Mercenaries", "Derna"]
    assert excerpt.language == "en"


def test_the_sentence_with_the_most_concepts_comes_first(article_of) -> None:
    article = article_of("Derna is a town.\n\nMercenaries landed in Derna.\n\nDerna sleeps. Derna wakes.")
    first, *_ = excerpts(article, match_on(article, "Derna", "Mercenaries"))
    assert first.text == "Mercenaries landed in Derna."


def test_a_further_sentence_is_shown_only_for_a_concept_not_shown_yet(article_of) -> None:
    article = article_of("Mercenaries came.\n\nMercenaries slept.\n\nThe flood reached Derna.")
    shown = [excerpt.text for excerpt in excerpts(article, match_on(article, "Mercenaries", "Derna"))]
    assert shown == ["The flood reached Derna.", "Mercenaries came."]


def test_sentences_side_by_side_become_one_excerpt(article_of) -> None:
    article = article_of("Mercenaries came. The flood reached Derna. Nobody knows.")
    (excerpt,) = excerpts(article, match_on(article, "Mercenaries", "Derna"))
    assert excerpt.text == "Mercenaries came. The flood reached Derna."


def test_paragraphs_are_never_joined(article_of) -> None:
    article = article_of("Mercenaries came.\n\nThe flood reached Derna.")
    assert len(excerpts(article, match_on(article, "Mercenaries", "Derna"))) == 2


def test_the_title_is_used_only_when_nothing_else_holds_a_hit(article_of) -> None:
    title = "Mercenaries in Derna"
    with_body = article_of("The Mercenaries left.", title=title)
    assert [e.text for e in excerpts(with_body, match_on(with_body, "Mercenaries"))] == ["The Mercenaries left."]
    without = article_of("Nothing of note.", title=title)
    assert [e.text for e in excerpts(without, match_on(without, "Mercenaries"))] == [title]


def test_a_match_without_spans_has_no_excerpt(article_of) -> None:
    assert excerpts(article_of("Anything."), match_on(article_of("Anything."))) == ()


def test_a_page_without_full_stops_is_cut_around_its_hits(article_of) -> None:
    article = article_of("lorem " * 500 + "Mercenaries in Derna " + "ipsum " * 500)
    (excerpt,) = excerpts(article, match_on(article, "Mercenaries", "Derna"))
    assert len(excerpt.text) <= LETTERS_AT_MOST
    assert marked(excerpt) == ["Mercenaries", "Derna"]


def test_a_span_that_runs_across_two_sentences_shows_both(article_of) -> None:
    article = article_of("They met Gen. Haftar? Nobody knows. The end.")
    start = article.text.index("Haftar")
    span = Span(start=start, end=start + 12, text=article.text[start : start + 12], concept="x")
    match = Match(rule="r", title="R", severity=Severity.LOW, spans=(span,))
    (excerpt,) = excerpts(article, match)
    assert excerpt.text == "They met Gen. Haftar? Nobody knows."
    assert marked(excerpt) == [span.text]


def test_overlapping_marks_are_one() -> None:
    assert merge([(5, 9), (0, 2), (1, 4), (9, 9), (9, 12)]) == [(0, 4), (5, 12)]


WORDS = [
    "Derna",
    "sleeps",
    "Mercenaries",
    "came.",
    "U.N.",
    "в",
    "городе.",
    "你好。",
    "\u00a0",
    "(x)",
    "?!",
    "e\u0301",
    "\n\n",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60), st.booleans(), st.data())
def test_every_excerpt_is_a_piece_of_the_text_and_its_marks_lie_inside(pieces, with_title, data) -> None:
    paragraphs = tuple(p.strip() for p in " ".join(pieces).split("\n\n") if p.strip())
    title = paragraphs[0] if with_title and paragraphs else ""
    article = Article(title=title, paragraphs=paragraphs, language=Language(code="en", sure=True))
    text = article.text
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = tuple(
        Span(start=min(pair), end=max(pair), text=text[min(pair) : max(pair)], concept=str(i % 3))
        for i, pair in enumerate(data.draw(st.lists(bounds, max_size=6)))
        if pair[0] != pair[1]
    )
    shown = excerpts(article, Match(rule="r", title="R", severity=Severity.LOW, spans=spans))
    assert len(shown) <= SENTENCES_AT_MOST
    assert bool(shown) == bool(spans)
    for excerpt in shown:
        assert text[excerpt.start : excerpt.start + len(excerpt.text)] == excerpt.text
        assert all(0 <= low < high <= len(excerpt.text) for low, high in excerpt.marks)
        assert all(one[1] < two[0] for one, two in pairwise(excerpt.marks))

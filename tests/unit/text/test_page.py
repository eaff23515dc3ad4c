"""What `main_text` reads out of single pages: text, title, and what the metadata states."""

from __future__ import annotations

import json

import pytest

from monitor.text.page import main_text
from monitor.text.page_blocks import blocks_of, instead_of
from monitor.text.page_tree import tree_of

SENTENCES = (
    "The envoy told the council that the fighters were still in the south. She asked for monitors.",
    "A second round of talks is planned for April, and six officers will compare lists until then.",
    "Fishermen in the harbour had heard of such plans before. One of them said he would count the lorries.",
    "The delegate of the eastern command called the figures invented, and offered a list of his own.",
)
STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def page(body: str = "", head: str = "", *, attributes: str = "lang='en'") -> str:
    body = body or f"<article><h1>Envoy warns council</h1><div>{STORY}</div></article>"
    return f"<!DOCTYPE html><html {attributes}><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def data(**item: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **item})}</script>'


def test_canonical_address_dates_kind_and_language_are_taken_from_the_head():
    head = (
        "<link rel='canonical' href='/2024/envoy'><meta property='og:type' content='Article'>"
        "<meta property='article:published_time' content='2024-05-05T10:00:00Z'>"
        "<meta property='article:modified_time' content='2024-05-06T08:00:00+02:00'>"
    )
    found = main_text(page(head=head, attributes="lang='en-GB'"), url="https://example.org/x?utm=1")
    assert found.canonical == "https://example.org/2024/envoy"
    assert (found.published, found.modified) == ("2024-05-05T10:00:00+00:00", "2024-05-06T08:00:00+02:00")
    assert (found.date, found.kind, found.language) == ("2024-05-05", "article", "en-GB")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (data(datePublished="2024-05-05T10:00:00+03:00"), "2024-05-05T10:00:00+03:00"),
        (data(datePublished="2024-05-05"), "2024-05-05"),
        (data(datePublished=["2024-05-05T10:00"]), "2024-05-05T10:00:00"),
        (data(datePublished="yesterday") + "<meta name='dcterms.issued' content='2024-05-04'>", "2024-05-04"),
        (data(datePublished={"a": 1}), None),
        ("<meta itemprop='datePublished' content='2024-05-05T10:00:00Z'>", "2024-05-05T10:00:00+00:00"),
        ("<meta name='date' content='5 May 2024'>", None),
    ],
)
def test_a_time_is_iso_8601_as_the_page_states_it_or_none(head, published):
    assert main_text(page(head=head)).published == published


@pytest.mark.parametrize(
    "stated", ["javascript:alert(1)", "file:///etc/passwd", "", "http://", "https://[", "mailto:a@example.org"]
)
def test_a_canonical_address_that_is_not_of_the_web_is_not_taken(stated):
    assert main_text(page(head=f"<link rel=canonical href='{stated}'>")).canonical == ""


@pytest.mark.parametrize(
    ("item", "agency"),
    [
        ({"creator": {"@type": "Organization", "name": "Reuters"}}, "Reuters"),
        ({"sourceOrganization": [{"name": "AFP"}]}, "AFP"),
        ({"author": [{"@type": "Organization", "name": "dpa"}]}, "dpa"),
        ({"author": {"@type": "Person", "name": "Jane Doe"}}, None),
        ({"creator": 7, "provider": None}, None),
    ],
)
def test_an_agency_is_one_that_the_data_name_as_the_source(item, agency):
    assert main_text(page(head=data(**item))).agency == agency


def test_of_several_described_articles_the_one_with_the_title_counts():
    head = data(headline="Another story", datePublished="2020-01-01") + data(
        headline="Envoy Warns Council!", datePublished="2024-05-05"
    )
    assert main_text(page(head=head)).published == "2024-05-05"


def test_dates_of_other_stories_are_not_taken_where_none_has_the_title():
    head = data(headline="Another story", datePublished="2020-01-01") + data(
        headline="A third story", datePublished="2021-01-01"
    )
    assert main_text(page(head=head)).published is None


@pytest.mark.parametrize("block", ["{", "[]", "null", '"text"', "[[[[[[[[[[1]]]]]]]]]]", "}{", "[" * 5000])
def test_data_that_cannot_be_read_are_passed_over(block):
    head = f'<script type="application/ld+json">{block}</script>'
    assert main_text(page(head=head)).paragraphs == SENTENCES


def test_a_text_that_the_data_state_is_used_where_the_page_shows_a_part_of_it():
    body = f"<article><h1>Envoy warns council</h1><p>{SENTENCES[0]}</p><div>Subscribe to read on</div></article>"
    whole = main_text(page(body, data(headline="Envoy warns council", articleBody="\n".join(SENTENCES))))
    assert whole.paragraphs == SENTENCES
    shown = main_text(page(head=data(headline="Envoy warns council", articleBody=SENTENCES[0])))
    assert shown.paragraphs == SENTENCES


def test_persian_keeps_its_zero_width_joiners_however_they_are_written():
    words = "نیروها می‌روند و ناظران می‌مانند، و هیچ کس نمی‌داند که تا کی این آتش‌بس برقرار خواهد ماند."
    for joiner in ("\u200c", "&zwnj;", "&#8204;", "&#x200C;"):
        body = f"<article><h1>می{joiner}روند</h1><p>{words.replace(chr(0x200C), joiner)}</p></article>"
        found = main_text(page(body))
        assert found.paragraphs[-1] == words
        assert found.title == "می\u200cروند"


def test_a_list_of_names_behind_and_between_the_paragraphs_is_part_of_the_story():
    names = "<ul><li>Karim Tawfiq, born in 1979, Misrata</li><li>Qasr Logistics, a company in the free zone</li></ul>"
    for body in (f"{STORY}{names}", f"<p>{SENTENCES[0]}</p>{names}<p>{SENTENCES[1]}</p><p>{SENTENCES[2]}</p>"):
        text = "\n".join(main_text(page(f"<div class='body'><h1>Names added</h1>{body}</div>")).paragraphs)
        assert "Karim Tawfiq, born in 1979, Misrata" in text
        assert "Qasr Logistics, a company in the free zone" in text


def test_a_list_of_links_between_the_paragraphs_is_not_put_back():
    links = "<ul><li><a href='/a'>Oil terminal reopens after protest</a></li><li><a href='/b'>Bridge shut</a></li></ul>"
    body = f"<article><h1>Envoy warns council</h1><p>{SENTENCES[0]}</p>{links}<p>{SENTENCES[1]}</p></article>"
    text = "\n".join(main_text(page(body)).paragraphs)
    assert "Oil terminal" not in text
    assert SENTENCES[1] in text


def test_a_paragraph_that_also_stands_elsewhere_brings_nothing_from_there():
    top = f"<div class=top><p>{SENTENCES[1]}</p><p>Something else that nobody wrote in this story at all.</p></div>"
    found = main_text(page(f"{top}<article><h1>Envoy warns council</h1><div class=story>{STORY}</div></article>"))
    assert found.paragraphs == SENTENCES


def test_a_page_that_is_laid_out_in_tables_gives_paragraphs_and_one_of_figures_its_rows():
    story = f"<table><tr><td>{'<br><br>'.join(SENTENCES)}</td></tr></table>"
    old = f"<table><tr><td><a href=/>Home</a></td><td>{story}</td></tr></table>"
    assert set(SENTENCES) <= set(main_text(page(old)).paragraphs)
    table = "<table><tr><td>Mali</td><td>110</td></tr></table><p>These are the soldiers that are still there.</p>"
    figures = main_text(page(f"<article><h1>Envoy warns council</h1>{STORY}{table}</article>"))
    assert any("Mali" in each and "110" in each for each in figures.paragraphs)


def test_teasers_below_the_story_are_left_out_but_a_page_of_teasers_is_not_emptied():
    card = (
        "<div class=card><h3><a href='/{0}'>Story number {0} of today</a></h3><p>A few words about story {0}.</p></div>"
    )
    cards = "".join(card.format(number) for number in range(6))
    with_story = main_text(page(f"<section><h1>Envoy warns council</h1>{STORY}</section><section>{cards}</section>"))
    assert with_story.paragraphs == SENTENCES
    assert main_text(page(f"<section>{cards}</section>")).paragraphs


def test_a_line_above_nothing_but_links_is_left_out():
    links = "<ul><li><p><a href='/1'>Bridge opens</a></p></li><li><p><a href='/2'>Port is shut</a></p></li></ul>"
    story = f"<article><h1>Envoy warns council</h1>{STORY}<p><b>More from the Harbour Post:</b></p>{links}</article>"
    assert main_text(page(story)).paragraphs == SENTENCES
    names = "<ul><li>Karim Tawfiq of Misrata</li><li>Qasr Logistics</li></ul>"
    listed = main_text(page(f"<article><h1>Names</h1>{STORY}<p>These were added:</p>{names}</article>")).paragraphs
    assert "These were added:" in listed


def test_a_headline_that_stands_above_the_text_is_not_part_of_it_and_loses_the_name_of_the_site():
    head = "<title>Harbour Post: Envoy warns the whole council</title>"
    found = main_text(page(f"<div><h2>Envoy warns the whole council</h2>{STORY}</div>", head))
    assert found.title == "Envoy warns the whole council"
    assert found.paragraphs == SENTENCES


@pytest.mark.parametrize("line", ["3 comments", "Комментарии (12)", "2 Kommentare", "Comments:"])
def test_what_readers_wrote_below_such_a_line_is_left_out_whatever_its_box_is_called(line):
    written = "<div class=rx><b>Rio</b><p>The general is my uncle and he never left.</p></div>"
    box = f"<div id=zz><h4>{line}</h4>{written}</div>"
    found = main_text(page(f"<div id=one><h1>Envoy warns council</h1>{STORY}</div>{box}"))
    assert found.paragraphs == SENTENCES


def test_a_list_that_names_comments_is_not_cut_there():
    topics = "<ul><li>What the envoy said</li><li>Comments</li><li>What the council did about it</li></ul>"
    found = main_text(
        page(f"<article><h1>Envoy warns council</h1>{STORY}{topics}<p>{SENTENCES[0][:50]}.</p></article>")
    )
    assert "What the council did about it" in "\n".join(found.paragraphs)


def test_what_tells_of_the_author_below_the_text_is_no_part_of_it():
    head = "<meta name='author' content='Jane Doe'>"
    note = "<p>Jane Doe has covered the harbour for nine years.</p>"
    assert (
        main_text(page(f"<article><h1>Envoy warns council</h1>{STORY}{note}</article>", head)).paragraphs == SENTENCES
    )
    told = f"<article><h1>Envoy warns council</h1><p>{SENTENCES[0]}</p>{note}</article>"
    assert "Jane Doe has covered the harbour for nine years." in main_text(page(told, head)).paragraphs


def test_a_short_chinese_story_is_found_among_links():
    lines = (
        "安理会星期四决定把武器禁运延长一年，两个理事国弃权。",
        "专家小组说，步枪藏在运水泥的卡车里，经两条公路入境。",
        "安理会将在十一月再次讨论这一问题，届时听取报告。",
    )
    story = "".join(f"<div class=r><p>{line}</p></div>" for line in lines)
    links = "<ul>" + "".join(f"<li><a href='/{n}'>其他新闻标题第{n}条</a></li>" for n in range(9)) + "</ul>"
    body = f"<main><article><header><h2>安理会延长禁运</h2></header><div>{story}</div></article></main>{links}"
    text = "".join(main_text(page(body, attributes="lang=zh")).paragraphs)
    assert "步枪藏在运水泥的卡车里" in text
    assert "其他新闻" not in text


def test_elements_inside_each_other_without_end_cost_no_crash():
    for name in ("div", "b", "table", "ul><li", "blockquote", "a"):
        assert "Troops left" in " ".join(main_text(page(f"<{name}>" * 3000 + "Troops left the town.")).paragraphs)


def test_what_stands_together_is_taken_instead_of_a_stray_line_but_not_of_a_short_story():
    notice = [f"Whoever uses these pages agrees to rule {number}, which is told in full below." for number in range(9)]
    root = tree_of(page("<div>" + "".join(f"<p>{line}</p>" for line in notice) + "</div>"))
    assert root is not None
    told = ("In this film the envoy tells how she counted the lorries. It was made in March, in the harbour of Sirte.",)
    assert instead_of(told, blocks_of(root)) == told
    assert instead_of(("Read on",), blocks_of(root)) == tuple(notice)
    assert instead_of((notice[0],), blocks_of(root)) == tuple(notice)

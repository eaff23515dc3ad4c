"""Markup and plain text become clean paragraphs."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text import paragraphs_of, plain_paragraphs

SIZE = 240_000


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", ("One.", "Two.")),
        ("<div>One.<div>Two.</div>Three.</div>", ("One.", "Two.", "Three.")),
        ("One.<br><br/>Two.<BR>\n<br />Three.", ("One.", "Two.", "Three.")),
        ("One line<br>goes on.", ("One line goes on.",)),
        ("<p>Lib<b>ya</b> and\n  <a href='x'>Mali</a></p>", ("Libya and Mali",)),
        ("<ul><li>Guns</li><li>Boats</li></ul>", ("Guns", "Boats")),
        ("<table><tr><td>Name</td><td>Rank</td></tr><tr><td>A</td><td>B</td></tr></table>", ("Name Rank", "A B")),
        ("<p>&quot;No&quot; &amp; no&nbsp;more</p>", ('"No" & no more',)),
        ("<p>R&amp;amp;D &amp;quot;x&amp;quot;</p>", ('R&D "x"',)),
        ("&lt;p&gt;Escaped &amp;amp; whole.&lt;/p&gt;&lt;p&gt;Twice.&lt;/p&gt;", ("Escaped & whole.", "Twice.")),
        ("<p>5 < 6 and 7 > 6</p>", ("5 < 6 and 7 > 6",)),
        ('<p><img alt="a > b" src=x>Seen.</p>', ("Seen.",)),
        ("<p><![CDATA[Inside.]]></p>", ("Inside.",)),
        ("", ()),
        ("<p> &nbsp; </p>", ()),
    ],
)
def test_blocks_and_double_line_breaks_make_paragraphs(html, expected):
    assert paragraphs_of(html) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>alert('<p>no</p>')</script>",
        "<style>p {color: red}</style>",
        "<figure><img src=a><figcaption>A tank in a street</figcaption></figure>",
        "<iframe src='https://video.example'>no frames</iframe>",
        "<!-- <p>note to the editor</p> -->",
        "<iframe src='https://video.example'/>",
    ],
)
def test_scripts_styles_captions_frames_and_comments_are_left_out(hidden):
    assert paragraphs_of(f"<p>Before.</p>{hidden}<p>After.</p>") == ("Before.", "After.")


@pytest.mark.parametrize("opening", ["<!--", "<script>", "<style>", "<p class='", "<![CDATA["])
def test_what_is_opened_and_never_closed_hides_no_text(opening):
    assert "Troops left Derna." in " ".join(paragraphs_of(f"<p>Troops left Derna.</p>{opening}"))
    assert "Troops left Derna" in " ".join(paragraphs_of(f"{opening} Troops left Derna, it said."))


def test_invisible_characters_go_and_what_a_language_needs_stays():
    assert paragraphs_of("<p>a\u200bb \u202eevil\u202c \ufeff\u2066c\u2069 so\u00adft</p>") == ("ab evil c soft",)
    assert paragraphs_of("<p>می\u200cخواهم</p>") == ("می\u200cخواهم",)
    assert paragraphs_of("<p>a\x00b\x07c\x85d</p>") == ("a b c d",)
    assert paragraphs_of("x\ud800y") == ("x\ufffdy",)


def test_text_comes_out_composed():
    assert paragraphs_of("<p>So\u0308ldner</p>") == ("Söldner",)


@given(before=st.integers(0, 70), marks=st.integers(0, 70))
def test_a_run_of_more_than_thirty_marks_on_a_letter_is_cut_wherever_it_stands(before, marks):
    (paragraph,) = paragraphs_of("a" * before + "b" + "\u05b0" * marks + "c")
    assert paragraph == "a" * before + "b" + "\u05b0" * min(marks, 30) + "c"


@pytest.mark.parametrize(
    "name", ["p", "P", "br", "br/", "br /", "/p", "p class='x'", "hr", "/figcaption", "h1", "div\n"]
)
def test_a_tag_breaks_paragraphs_alike_however_it_is_written(name):
    assert paragraphs_of(f"One.<{name}><{name}>Two.") == ("One.", "Two.")


def test_a_text_with_blank_lines_breaks_there():
    assert plain_paragraphs("Title\n\nOne line\nwrapped here.\n \t\nTwo.\r\n\r\nThree.") == (
        "Title",
        "One line wrapped here.",
        "Two.",
        "Three.",
    )


def test_a_text_with_one_paragraph_a_line_breaks_at_each_line():
    long = "The council met again in the capital to hear the envoy speak about the troops that were to leave, " * 2
    assert plain_paragraphs(f"Council meets\n{long}\nNo vote was taken") == (
        "Council meets",
        long.strip(),
        "No vote was taken",
    )


def test_a_wrapped_text_without_blank_lines_breaks_after_full_stops_and_short_lines():
    text = (
        "Envoy warns of private\n"
        "The envoy told the council on Monday that private military\n"
        "companies were still in the country and that their men had\n"
        "not begun to leave.\n"
        "Nobody answered."
    )
    assert plain_paragraphs(text) == (
        "Envoy warns of private",
        " ".join(text.split("\n")[1:4]),
        "Nobody answered.",
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<!--" * (SIZE // 4),
        "<a " * 80_000,
        "<" * SIZE,
        "<div>" * 50_000 + "deep",
        "word " * (SIZE // 5),
        '<a ="' * 50_000,
        "<script>" * 30_000,
        "<style>" + "</styl" * 40_000,
        "</" * (SIZE // 2),
        "<br> " * 50_000,
        "\n " * (SIZE // 2),
        "&#" + "9" * SIZE,
        "a" + "\u0323\u0301" * (SIZE // 2),
        "\u05b0" * SIZE,
        "<p>" * (SIZE // 3),
        "<br/>\u2003" * (SIZE // 6) + "x",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_input_takes_linear_time(hostile):
    assert _seconds(hostile) < 1.0  # a fifth of it or less; quadratic time would be minutes


def _seconds(text):
    start = time.process_time()
    paragraphs_of(text)
    return time.process_time() - start


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<br>", "<!--", "-->", "<script>", "</script>", "<a href='", "&amp;", "&#", "\n", "<"]
    )
    | st.text(max_size=8),
    max_size=30,
).map("".join)


@given(MARKUP)
def test_any_input_gives_clean_single_lines(html):
    for paragraph in paragraphs_of(html) + plain_paragraphs(html):
        assert paragraph
        assert paragraph == " ".join(paragraph.split())
        assert unicodedata.is_normalized("NFC", paragraph)
        paragraph.encode()


@given(st.lists(st.from_regex(r"[A-Za-zа-я]{1,8}( [A-Za-zа-я]{1,8}){0,4}\.", fullmatch=True), max_size=6))
def test_paragraph_elements_come_back_one_to_one(sentences):
    html = "".join(f"<p>{sentence}</p>\n" for sentence in sentences)
    assert paragraphs_of(html) == tuple(sentences)

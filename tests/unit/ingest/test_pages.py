"""Bytes of a page in: encodings declared rightly, wrongly and not at all, and pages that are no pages."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.errors import IngestError
from monitor.ingest.pages import extract
from monitor.text import Page

RUSSIAN = (
    "Комитет продлил на двенадцать месяцев санкции против трёх полевых командиров, которых обвиняют в вербовке.",
    "Решение принято без голосования: ни одна делегация не возразила в течение отведённых пяти дней.",
    "Осенью комитет рассмотрит ещё четыре фамилии и проверит, откуда поступают деньги на топливо и грузовики.",
)
FRENCH = (
    "Le Conseil a prolongé jeudi d’une année l’embargo sur les armes qui frappe le pays depuis l’été dernier.",
    "Pour le représentant du gouvernement, la décision punit une armée qui manque de tout, même de médecins.",
    "Les experts décrivent un commerce qui n’a jamais cessé : des fusils cachés dans des camions de ciment.",
)
ARABIC = (
    "طالبت المبعوثة الأممية يوم الخميس الطرفين بالاتفاق على موعد لسحب المقاتلين الأجانب قبل إجراء الانتخابات.",
    "ورد ممثل القيادة الشرقية بأن قواته لن تتحرك قبل أن يبدأ الطرف الآخر، ووصف الأرقام بأنها مختلقة.",
    "ومن المقرر عقد جولة ثانية في منتصف أبريل، وحتى ذلك الحين تجتمع لجنة من ستة ضباط كل أسبوع.",
)
CHINESE = (
    "安理会星期四决定把对该国的武器禁运延长一年，并延长专家小组的任期。十三个理事国投了赞成票。",
    "专家小组在最近一份报告中描述了从未停止的买卖，步枪藏在运水泥的卡车里，经北部两条公路入境。",
    "安理会将在十一月听取专家小组的中期报告，届时再讨论这一问题，此前名单不会改变。",
)


def page(lines, declaration="", before=""):
    story = "".join(f"<p>{line}</p>" for line in lines)
    return f"{before}<html><head>{declaration}<title>x</title></head><body><article>{story}</article></body></html>"


META = "<meta charset='{}'>"
EQUIV = '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={}">'


@pytest.mark.parametrize("declaration", [META, EQUIV])
@pytest.mark.parametrize(
    ("lines", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso-8859-5"),
        (FRENCH, "windows-1252"),
        (ARABIC, "windows-1256"),
        (CHINESE, "gb18030"),
        (CHINESE, "gb2312"),
        (CHINESE, "big5"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(lines, encoding, declaration):
    if encoding == "big5":
        lines = tuple(
            line.translate(str.maketrans("专组报买卖从么两经运泥", "專組報買賣從麼兩經運泥")) for line in lines
        )
        lines = tuple("".join(letter for letter in line if _fits(letter, encoding)) for line in lines)
    body = page(lines, declaration.format(encoding)).encode(encoding)
    assert tuple(extract(body)["paragraphs"]) == lines


def _fits(letter, encoding):
    try:
        return bool(letter.encode(encoding))
    except UnicodeEncodeError:
        return False


@pytest.mark.parametrize(
    ("lines", "written", "declared", "header"),
    [
        (FRENCH, "utf-8", "iso-8859-1", None),
        (RUSSIAN, "utf-8", "windows-1251", None),
        (RUSSIAN, "utf-8", "utf-8", "ISO-8859-1"),
        (RUSSIAN, "windows-1251", "windows-1251", "ISO-8859-1"),
        (RUSSIAN, "windows-1251", "utf-8", None),
        (RUSSIAN, "utf-8", "windows-1251", "utf-8"),
        (RUSSIAN, "windows-1251", "utf-8", "windows-1251"),
        (FRENCH, "windows-1252", "utf-8", None),
        (ARABIC, "utf-8", "no-such-encoding", "nor-this"),
    ],
)
def test_a_wrong_declaration_is_seen_through(lines, written, declared, header):
    body = page(lines, META.format(declared)).encode(written)
    assert tuple(extract(body, charset=header)["paragraphs"]) == lines


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
@pytest.mark.parametrize("before", ["", '<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html>'])
def test_a_byte_order_mark_or_the_bytes_themselves_tell_when_nothing_else_does(encoding, before):
    assert tuple(extract(page(RUSSIAN, before=before).encode(encoding))["paragraphs"]) == RUSSIAN


def test_a_declaration_behind_long_scripts_is_found():
    head = f"<script>{'x' * 3000}</script>" + META.format("koi8-r")
    assert tuple(extract(page(RUSSIAN, head).encode("koi8-r"))["paragraphs"]) == RUSSIAN


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x00\x00", b"<!--", b"<script>x</script>", b"\xff\xfe"])
def test_a_page_without_text_is_refused_in_words(body):
    with pytest.raises(IngestError, match="no text"):
        extract(body)


def test_a_page_of_several_megabytes_is_read_within_the_time_of_a_job():
    lines = [
        f"On day {day} the envoy told the council that {day * 7} fighters were in the south." for day in range(8_000)
    ]
    script = f"<script>{'var a = [1, 2, 3];' * 100_000}</script>"
    body = page(lines, script).encode()
    assert len(body) > 2_000_000
    began = time.process_time()
    assert len(extract(body)["paragraphs"]) > 7_900
    assert time.process_time() - began < 8  # a job in the child may take 10


INLINE = ("a", "b", "br", "time", "svg", "math", "meta", "select")
BLOCKS = ("p", "div", "h1", "h2", "table", "tr", "td", "ul", "li", "article", "blockquote", "figure", "form")
ODD = ("script", "noscript", "title", "template", "frameset")
TAGS = (*INLINE, *BLOCKS, *ODD)
ODD_TEXT = ("&zwnj;", "&#0;", "&#xD800;", "\u200c", "]]>", "<!--", "-->", "<![CDATA[")
ATTRIBUTES = (
    "",
    " href='#'",
    " href=/x",
    " class=related",
    " itemprop=datePublished",
    " datetime=2024",
    " lang",
    " rel='canonical'",
    " property='og:url' content='https://['",
    " style='display:none'",
)
DATA = (
    '{"@type":"NewsArticle","articleBody":7}',
    '{"@graph":[{"@type":["NewsArticle",1],"headline":[]}]}',
    "[[",
    '{"@type":{}}',
)
TEXT = st.text(max_size=30) | st.sampled_from(ODD_TEXT)
PIECES = st.one_of(
    TEXT,
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.builds("<p>{} {}.</p>".format, TEXT, st.text(max_size=80)),
    st.builds('<script type="application/ld+json">{}</script>'.format, st.sampled_from(DATA)),
)


@settings(max_examples=150, deadline=5000)
@given(pieces=st.lists(PIECES, max_size=40), cut=st.integers(0, 3))
@example(pieces=["<svg>", "<script>1</script>", "<script>2</script>"], cut=0)  # htmldate takes the root away
def test_mangled_markup_gives_a_page_or_a_reason(pieces, cut):
    _holds("".join(pieces).encode("utf-8", "surrogatepass")[cut:])


@settings(max_examples=100, deadline=5000)
@given(body=st.binary(max_size=400))
def test_any_bytes_give_a_page_or_a_reason(body):
    _holds(body)


def _holds(body):
    try:
        found = extract(body, url="https://example.org/a")
    except IngestError:
        return
    read = Page(**{**found, "paragraphs": tuple(found["paragraphs"])})
    assert read.title or read.paragraphs
    for text in (read.title, *read.paragraphs):
        assert text == text.strip()
        assert "\n" not in text
        text.encode("utf-8")

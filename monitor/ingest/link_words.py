"""The words of a link that can stand as a title: its own, or those of its heading or row when it says 'read more'.

In: the links of a page that lead to one address. Out: a line of text; and whether such a line is a title at all.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from monitor.ingest.page_area import is_small, text_of

LONGEST = 300
LONG = 200  # letters from which on a link wraps a whole card
LEVELS = 4  # up from the link, to its heading
FEWEST_LETTERS, FEWEST_SIGNS, FEWEST_WORDS = 10, 5, 2  # of a title; signs: those of scripts without spaces

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ROWS = ("tr", "li", "dd")
_BLOCKS = ("p", "div", "span", "strong", "b")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
_NO_TITLES = (
    *(r"(?:read|learn|see|show|find out|continue|view)\b.{0,20}", r"more\b.{0,12}", r"details?", r"download", r"pdf"),
    *(
        r"html",
        r"docx?",
        r"here",
        r"link",
        r"english",
        r"weiter\w*",
        r"mehr\b.{0,15}",
        r"lire\b.{0,15}",
        r"leer\b.{0,12}",
    ),
    *(r"en savoir plus", r"ver más", r"más\b.{0,15}", r"leggi\b.{0,15}", r"ler mais", r"więcej", r"czytaj\b.{0,12}"),
    *(r"подробнее", r"читать\b.{0,15}", r"далее", r"детальніше", r"читати\b.{0,15}", r"المزيد", r"اقرأ المزيد"),
    *(r"devamı\b.{0,10}", r"ادامه مطلب", r"更多", r"详情", r"全文", r"查看\w{0,4}"),
)
_GENERIC = re.compile(rf"(?i)\W*(?:{'|'.join(_NO_TITLES)})\W*")


def title_of(anchors: list[HtmlElement], *, area: HtmlElement) -> str:
    """The best words for the address: of a heading, of the link itself, of its row."""
    words = [_words(anchor) for anchor in anchors]
    own = max((word for word in words if not _GENERIC.fullmatch(word)), key=len, default="")
    if is_title(own):
        return own[:LONGEST]
    return _around(anchors[0], area=area) or own[:LONGEST]


def is_title(text: str) -> bool:
    """Whether a line says enough to be the title of something."""
    if _GENERIC.fullmatch(text):
        return False
    letters = len(_LETTER.findall(text))
    if len(_CJK.findall(text)) >= FEWEST_SIGNS:
        return True
    words = [word for word in text.split() if _LETTER.search(word)]
    return letters >= FEWEST_LETTERS or (len(words) >= FEWEST_WORDS and letters > FEWEST_LETTERS // 2)


def _words(anchor: HtmlElement) -> str:
    """What a link says: its heading if it wraps a whole card, else its text, else what is said of its picture."""
    heading = next(iter(anchor.iter(*_HEADINGS)), None)
    if heading is not None and (text := text_of(heading)):
        return text
    text = text_of(anchor)
    if len(text) > LONG:
        parts = (text_of(block) for block in anchor.iter(*_BLOCKS))
        return next((part for part in parts if is_title(part) and len(part) <= LONG), text)
    if text:
        return text
    pictures = (image.get("alt") or "" for image in anchor.iter("img"))
    return " ".join((anchor.get("title") or anchor.get("aria-label") or next(pictures, "")).split())


def _around(anchor: HtmlElement, *, area: HtmlElement) -> str:
    """The only heading near the link, or its row."""
    element = anchor
    for _ in range(LEVELS):
        parent = element.getparent()
        if parent is None or parent is area or not is_small(parent):
            break
        element = parent
        headings = list(element.iter(*_HEADINGS))
        if headings:
            return text_of(headings[0])[:LONGEST] if len(headings) == 1 else ""
        if element.tag in _ROWS:
            return _of_row(element, anchor)
    return ""


def _of_row(row: HtmlElement, anchor: HtmlElement) -> str:
    """What the row says, if no other link of it says so: the longest cell, or all but the link's own words."""
    if any(is_title(text_of(other)) for other in row.iter("a") if other is not anchor):
        return ""
    own = text_of(anchor)
    cells = [text_of(cell) for cell in row.iter("td")] or [" ".join(text_of(row).replace(own, " ", 1).split())]
    words = max(cells, key=len)
    return words if len(words) <= LONG and words != own and is_title(words) else ""

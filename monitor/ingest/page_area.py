"""The part of a web page that changes when there is news: without navigation, boxes, and what the site repeats.

In: HTML as text. Out: lxml elements. What only looks like a side part is kept when it holds most of the page. Runs in
the pages' child: lxml is not linear on hostile input.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree, html
from lxml.html import HtmlElement

from monitor.errors import IngestError

MOST_MAINS = 5  # elements that call themselves the main one
MOST_ELEMENTS = 200  # of one entry in a list
FEWEST_LINKS = 3  # in an element that calls itself the main one
MOST_BY_NAME = 0.5  # share of the page's text that an element may hold whose name alone tells against it
MOST_OF_AN_ITEM = 2_000  # letters
MOST_BY_TAG = 0.8  # the same for one whose tag or role does

_DROPPED = "dropped"  # elements are marked, then taken out together: one by one takes quadratic time
_NEVER = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "object", "button", "select", "head"})
_SIDE = frozenset({"nav", "aside", "footer", "dialog", "menu"})
_SIDE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu", "menubar"})
_INSIDE = frozenset({"article", "section", "main", "li", "td"})  # a <header> in these is the item's own
_NAMES = frozenset(
    """
    nav navbar navigation menu submenu breadcrumb breadcrumbs footer sidebar social share sharing cookie cookies consent
    advert advertisement ads ad sponsor sponsored related recommended recommendations popular trending mostread
    mostviewed newsletter subscribe login pagination pager paginator skip toolbar tagcloud comments languages masthead
    topbar offcanvas modal
    """.split()  # noqa: SIM905 - forty words in a list take forty lines
)
_PAIRS = re.compile(
    r"most-?(?:read|viewed|popular|shared|commented)|also-?read|read-?(?:also|next)|you-?may|see-?also|lang(?:uage)?-?"
    r"(?:switch|select|nav|menu)|site-?(?:header|footer|nav)|global-?(?:header|nav)|back-?to-?top|tag-?(?:list|cloud)|"
    r"search-?(?:form|box|bar|field)"
)
_BOX_HEADINGS = (
    *(r"(?:the )?most (?:read|viewed|popular|shared|commented)", r"trending", r"popular(?: now| stories| posts)?$"),
    *(
        r"related",
        r"recommended",
        r"you (?:may|might) (?:also )?(?:like|be interested)",
        r"see also",
        r"read (?:also|next)",
    ),
    *(r"(?:am )?meist(?:en )?gelesen", r"beliebt", r"verwandte", r"les plus (?:lus|consult)", r"à lire aussi"),
    *(r"lo más (?:leído|visto)", r"le più lett", r"i più lett", r"mais (?:lid[ao]s|visto)", r"najczęściej czytane"),
    *(r"самое (?:читаемое|популярное)", r"популярн", r"читайте (?:также|також)", r"найпопулярніш", r"zobacz także"),
    *(r"الأكثر قراءة", r"اقرأ أيضا", r"en çok okunan", r"پربازدید", r"热门", r"点击排行", r"阅读排行", r"相关"),
)
_BOX = re.compile(rf"(?i)\s*(?:{'|'.join(_BOX_HEADINGS)})")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SPLIT = re.compile(r"[^a-z0-9]+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MAIN = (
    "//main",
    "//*[@role='main']",
    "//*[@id='main' or @id='content' or @id='main-content' or @id='maincontent' or @id='page-content']",
)


def tree_of(page: str) -> HtmlElement:
    """The page's tree; raises `IngestError` when there is none."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (ValueError, etree.ParserError) as error:
        raise IngestError("the page is empty") from error


def main_area(root: HtmlElement) -> HtmlElement:
    """The element that holds the page's own part, side parts taken out of it. Changes the tree."""
    body = root.find("body")
    body = root if body is None else body
    etree.strip_elements(body, *_NEVER, with_tail=False)
    _without_side_parts(body)
    _without_boxes(body)
    for path in _MAIN:
        for element in root.xpath(path)[:MOST_MAINS]:
            if len(list(islice(element.iter("a"), FEWEST_LINKS))) >= FEWEST_LINKS:
                return element
    return body


def is_small(element: HtmlElement) -> bool:
    """Whether an element may be one entry of a list. Asked before it is searched: a page may be one great list."""
    return len(list(islice(element.iter(), MOST_ELEMENTS + 1))) <= MOST_ELEMENTS


def text_of(element: HtmlElement) -> str:
    """The element's text in one line."""
    return " ".join(" ".join(element.itertext()).split())


def _weights(body: HtmlElement) -> dict[HtmlElement, int]:
    """How many letters of text each element holds."""
    weights: dict[HtmlElement, int] = {}
    for element in reversed(list(body.iter())):
        own = len((element.text or "").strip())
        weights[element] = own + sum(weights.get(child, 0) + len((child.tail or "").strip()) for child in element)
    return weights


def _without_side_parts(body: HtmlElement) -> None:
    weights = _weights(body)
    whole = max(weights[body], 1)
    for element in list(body.iter()):
        if element is body or not isinstance(element.tag, str) or element.tag in {"main", "article", "html"}:
            continue
        by_name = _has_side_name(element) and not _in_an_item(element, weights)
        most = MOST_BY_TAG if _is_side(element) else MOST_BY_NAME if by_name else None
        if most is not None and weights.get(element, 0) <= most * whole and element.find(".//main") is None:
            element.tag = _DROPPED
    etree.strip_elements(body, _DROPPED, with_tail=False)


def _is_side(element: HtmlElement) -> bool:
    if element.tag in _SIDE or (element.get("role") or "").lower() in _SIDE_ROLES:
        return True
    return element.tag == "header" and not any(above.tag in _INSIDE for above in element.iterancestors())


def _has_side_name(element: HtmlElement) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}".strip()[:500]
    if not named:
        return False
    lower = _CAMEL.sub("-", named).lower()
    return not _NAMES.isdisjoint(_SPLIT.split(lower)) or _PAIRS.search(lower) is not None


def _in_an_item(element: HtmlElement, weights: dict[HtmlElement, int]) -> bool:
    """Whether it is a part of one entry of a list: its foot may hold the date."""
    return any(weights.get(above, 0) <= MOST_OF_AN_ITEM for above in element.iterancestors("li", "article"))


def _without_boxes(body: HtmlElement) -> None:
    """Take out boxes whose heading says that they repeat what was told before."""
    weights = _weights(body)
    for heading in [it for it in body.iter(*_HEADINGS) if _BOX.match(text_of(it)[:200])]:
        box = heading.getparent()
        while box is not None and box is not body and weights.get(box, 0) <= weights.get(heading, 0):
            box = box.getparent()  # a wrapper of the heading alone
        own = box is not None and box is not body and box.tag not in {"main", "article"}
        if box is not None and own and weights.get(box, 0) <= MOST_BY_NAME * weights[body]:
            box.tag = _DROPPED
        else:
            _drop_section(heading)
    etree.strip_elements(body, _DROPPED, with_tail=False)


def _drop_section(heading: HtmlElement) -> None:
    """The heading and what follows it, up to the next heading of its rank."""
    for sibling in heading.itersiblings():
        if sibling.tag in {heading.tag, _DROPPED}:
            break
        sibling.tag = _DROPPED
    heading.tag = _DROPPED

"""A page's HTML in, its element tree out, mended where the extractor would lose or glue text.

Three things are mended. Zero-width joiners: trafilatura drops every format character, and Persian is spelt with them,
so a letter that the page does not use stands for each until the text is out again. Tables that lay a page out (a cell
with paragraphs of some length, one column, or a table inside) become plain blocks; tables of data stay.
Lists whose items have headings, such as those of live blogs, become blocks as well: an item would be one line.
Decides nothing about what is story. lxml's parser is not linear on hostile input: see `monitor.text.page`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree, html

_JOINERS = {"\u200c": "ꝏꜽꜷ", "\u200d": "ꝡꜹꜵ"}  # Latin letters of medieval manuscripts, the first unused is taken
_REFERENCE = re.compile("&(?:zwn?j|#x200[cd]|#820[45]);", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CELL_OF_TEXT = 120  # characters: what a cell of figures with its notes may have
_TABLE_PARTS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")
_HEADINGS = ("h2", "h3", "h4", "h5")
MOST_ELEMENTS = 30_000
_DEEPEST = 200  # elements inside each other; browsers stop at 512, and trafilatura calls itself for each


@dataclass(frozen=True, slots=True)
class Marked:
    """HTML in which letters stand for the joiners; `restore` puts the joiners back into what came out of it."""

    html: str
    letters: tuple[tuple[str, str], ...] = ()

    def restore(self, text: str) -> str:
        """The text with its joiners."""
        for letter, joiner in self.letters:
            text = text.replace(letter, joiner)
        return text


def mark_joiners(page: str) -> Marked:
    """Let letters stand for zero-width joiners; a page that uses all the letters keeps none of its joiners."""
    page = _REFERENCE.sub(lambda reference: _joiner(reference[0]), page)
    letters = []
    for joiner, choices in _JOINERS.items():
        letter = next((choice for choice in choices if choice not in page), None)
        if joiner in page and letter is not None:
            page = page.replace(joiner, letter)
            letters.append((letter, joiner))
    return Marked(page, tuple(letters))


def tree_of(page: str) -> html.HtmlElement | None:
    """The page's root element; None for a fragment of a page, and for what is nested too deep to be a page."""
    from trafilatura import load_html

    root = load_html(_DECLARATION.sub("", page).encode("utf-8", "replace").decode("utf-8"))
    if root is None or _too_deep(root):
        return None
    if root.tag != "html":  # the root is a drawing, or whatever came first: libraries take it away, and fail
        root = _in_page(root)
    if not is_huge(root):
        _unfold_layout(root)
    return root


def _in_page(part: html.HtmlElement) -> html.HtmlElement:
    whole = html.Element("html")
    body = html.Element("body")
    whole.append(body)
    body.append(part)
    return whole


def is_huge(root: html.HtmlElement) -> bool:
    """Whether the page has more elements than a story's page: then nothing is mended, which takes time for each."""
    return next(islice(root.iter(), MOST_ELEMENTS, None), None) is not None


def is_short(element: html.HtmlElement, limit: int) -> bool:
    """Whether the element holds at most so many characters of text; reads no further than that."""
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > limit:
            return False
    return True


def _joiner(reference: str) -> str:
    return "\u200d" if reference.lower() in {"&zwj;", "&#x200d;", "&#8205;"} else "\u200c"


def _too_deep(root: html.HtmlElement) -> bool:
    """Whether elements stand in each other beyond reason. One walk, no recursion."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False


def _unfold_layout(root: html.HtmlElement) -> None:
    """Turn tables and lists that lay the page out into blocks, cell by cell and item by item."""
    for listing in [listing for listing in root.iter("ul", "ol") if _holds_entries(listing)]:
        for item in [listing, *listing.iterchildren("li")]:
            item.tag = "div"
    for table in [table for table in root.iter("table") if _lays_out(table)]:
        for part in [table, *_parts(table)]:
            part.tag = "div"


def _holds_entries(listing: html.HtmlElement) -> bool:
    """Whether a list's items are small stories: in each a paragraph, and a heading that links to no other page."""
    items = [item for item in listing.iterchildren("li") if item.find(".//p") is not None]
    return bool(items) and all(any(map(_heads_entry, item.iter(*_HEADINGS))) for item in items)


def _heads_entry(heading: html.HtmlElement) -> bool:
    links = (*heading.iter("a"), *heading.iterancestors("a"))
    return all((link.get("href") or "#").startswith("#") for link in links)


def _parts(table: html.HtmlElement) -> list[html.HtmlElement]:
    """The table's own rows and cells, not those of tables inside it."""
    return [part for part in table.iter(*_TABLE_PARTS[1:]) if next(part.iterancestors("table"), None) is table]


def _lays_out(table: html.HtmlElement) -> bool:
    if next(table.iterdescendants("table"), None) is not None:
        return True
    one_column = all(len(row.findall("td")) + len(row.findall("th")) <= 1 for row in table.iter("tr"))
    return one_column or any(_holds_text(cell) for cell in table.iter("td"))


def _holds_text(cell: html.HtmlElement) -> bool:
    """Whether a cell holds paragraphs: two at least, and of some length."""
    return not is_short(cell, _CELL_OF_TEXT) and next(islice(cell.iter("br", "p", "div"), 1, None), None) is not None

"""Take out of a web page what is watched on it: its links, or its text. Runs in the pages' own child.

In: a page's bytes. Out: a `ParsedFeed` whose entries are the links of the page's main part, each with the words it is
shown with and the date beside it; or its paragraphs. Raises `IngestError` when there is nothing to watch.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import html
from lxml.html import HtmlElement

from monitor.errors import IngestError
from monitor.ingest import near_dates
from monitor.ingest.decode import decode
from monitor.ingest.link_words import is_title, title_of
from monitor.ingest.links import absolute
from monitor.ingest.page_area import is_small, main_area, text_of, tree_of
from monitor.ingest.pages import MOST_HEAD
from monitor.model import DocumentKind, Entry, ParsedFeed, Watch
from monitor.text.canonical import canonical
from monitor.text.html import paragraphs_of

MOST_LINKS = 500
MOST_PARAGRAPHS = 2_000
LONGEST_PARAGRAPH = 5_000
LONGEST_SUMMARY = 1_000
MOST_IN_AN_ITEM = 4  # links
MOST_TO_ONE = 50  # links to one address that are looked at
SAME_WORDS = 3  # links to one address under the same words: a category, not an item

_META = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""")
_FEED = re.compile(r"(?i)^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,2000}-->\s*)?<(?:rss|feed|rdf:RDF)\b")
_SESSION = re.compile(r"(?i)^(?:phpsessid|jsessionid|sid|session(?:id)?|aspsessionid\w*|cfid|cftoken|_|ts|timestamp)$")
_PATH_SESSION = re.compile(r"(?i);jsessionid=[^/?]*")
_PAGES = re.compile(r"(?i)^(?:page|p|pg|start|offset|from|sort|order|view|lang|print)$")
_NUMBERED = re.compile(r"(?i)/(?:page|seite|p)/?\d{1,4}/?$")
_SKIPPED_RELS = frozenset({"tag", "author", "license", "prev", "next", "search", "help", "category"})
_FILES = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|svg|ico|css|js|mp3|mp4|zip|ics|rss|xml|atom)$")
_SOCIAL = re.compile(
    r"(?i)(?:^|\.)(?:facebook|twitter|x|linkedin|instagram|youtube|pinterest|reddit|whatsapp|telegram|vk|ok|flickr|tiktok|"
    r"threads|addtoany|addthis|sharethis|bsky)\.(?:com|me|ru|net|org|app)$|^t\.me$|^wa\.me$|^youtu\.be$"
)
_ITEM = ("li", "tr", "article", "dd")


def read_watched(body: bytes, *, watch: Watch, url: str = "", charset: str | None = None) -> ParsedFeed:
    """What is watched on the page. `charset` is the one of the HTTP header."""
    declared = _META.search(body[:MOST_HEAD])
    text, notes = decode(body, charset=charset or (declared[1].decode("ascii") if declared else None))
    if _FEED.match(text[:5_000]):
        raise IngestError("this is a feed, not a page: take `watch` out, and it is read as one")
    root = tree_of(text.replace("\x00", " "))
    title, language = _title(root), (root.get("lang") or "").split("-")[0].lower() or None
    area = main_area(root)
    base = _base(root, url)
    if watch is Watch.TEXT:
        found = ParsedFeed(entries=(), kind=DocumentKind.TEXT, paragraphs=_paragraphs(area))
    else:
        found = ParsedFeed(entries=_entries(area, base=base, url=url), kind=DocumentKind.LINKS)
    if not found.entries and not found.paragraphs:
        raise IngestError(f"the page has no {watch.value} of its own; perhaps a script puts them there")
    return replace(found, title=title, language=language, notes=notes)


def _title(root: HtmlElement) -> str:
    found = root.find(".//title")
    return " ".join((found.text_content() if found is not None else "").split())[:300]


def _base(root: HtmlElement, url: str) -> str:
    stated = root.find(".//base[@href]")
    return (absolute(stated.get("href"), (url,)) if stated is not None else None) or url


def _paragraphs(area: HtmlElement) -> tuple[str, ...]:
    markup = html.tostring(area, encoding="unicode")
    return tuple(paragraph[:LONGEST_PARAGRAPH] for paragraph in paragraphs_of(markup)[:MOST_PARAGRAPHS])


def _entries(area: HtmlElement, *, base: str, url: str) -> tuple[Entry, ...]:
    """One entry an address, in the order of the page; the last date over a list holds for what follows it."""
    anchors: dict[str, list[HtmlElement]] = {}
    over: dict[str, datetime | None] = {}
    heading: datetime | None = None
    for element in area.iter():
        heading = near_dates.heads(element) or heading
        link = _address(element, base=base, url=url) if element.tag == "a" else None
        if link and (link in anchors or len(anchors) < MOST_LINKS * 2):
            its = anchors.setdefault(link, [])
            its += [element] if len(its) < MOST_TO_ONE else []
            over.setdefault(link, heading)
    found = (_entry(link, its, area=area, heading=over[link]) for link, its in anchors.items() if not _category(its))
    return tuple(entry for entry in found if entry)[:MOST_LINKS]


def _entry(link: str, anchors: list[HtmlElement], *, area: HtmlElement, heading: datetime | None) -> Entry | None:
    title = title_of(anchors, area=area)
    if not is_title(title):
        return None
    published = near_dates.near(anchors[0], title=title, until=area) or heading
    return Entry(
        id=canonical(link),
        id_from="link",
        title=title,
        link=link,
        published=published,
        summary=_summary(anchors[0], title),
    )


def _summary(anchor: HtmlElement, title: str) -> str | None:
    """What stands beside the link in its row, if that is more than its words."""
    item = next((above for above in anchor.iterancestors(*_ITEM)), None)
    if item is None or not is_small(item) or len(item.findall(".//a")) > MOST_IN_AN_ITEM:  # a row may be the page
        return None
    rest = " ".join(text_of(item).replace(title, " ", 1).split())
    return escape(rest[:LONGEST_SUMMARY], quote=False) if len(rest) > len(title) // 4 and is_title(rest) else None


def _category(anchors: list[HtmlElement]) -> bool:
    """Whether one address stands there again and again under the same words."""
    words = [text_of(anchor).casefold() for anchor in anchors]
    return any(words.count(word) >= SAME_WORDS for word in set(words) if word)


def _address(anchor: HtmlElement, *, base: str, url: str) -> str | None:
    """Where a link leads, without what differs from visit to visit; None when that is no item's address."""
    href = (anchor.get("href") or "").strip()
    if not href or href.startswith("#") or not _SKIPPED_RELS.isdisjoint((anchor.get("rel") or "").lower().split()):
        return None
    link = absolute(href, (base, url))
    if link is None or (anchor.get("hreflang") and anchor.get("rel") == "alternate"):
        return None
    parts = urlsplit(link)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _SESSION.match(name)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    link = parts._replace(path=_PATH_SESSION.sub("", parts.path), query=query, fragment="").geturl()
    return None if _leads_nowhere(link, page=url) else link


def _leads_nowhere(link: str, *, page: str) -> bool:
    """Whether an address is that of this page, of one above it, of its next pages, of a file, of a social network."""
    parts, here = urlsplit(link), urlsplit(page)
    if _SOCIAL.search(parts.hostname or "") or _FILES.search(parts.path):
        return True
    path, place = parts.path.rstrip("/"), here.path.rstrip("/")
    if not path and not parts.query:
        return True
    if _NUMBERED.search(parts.path):
        return True
    same_site = (parts.hostname or "") == (here.hostname or "")
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    above = place == path or place.startswith(f"{path}/")
    return same_site and above and (not names or all(_PAGES.match(name) for name in names))

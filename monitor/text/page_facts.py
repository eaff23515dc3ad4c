"""A page's metadata: its tree and linked data in, what they state of the article out. Evidence only: it may be wrong.

Asked in the order in which publishers keep them right: JSON-LD, then the page's meta elements, then microdata and
`<time>`. Addresses are absolute and of the web, times are ISO 8601, anything else is not taken. Never raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml import html

from monitor.text.attribution import agency_of
from monitor.text.characters import one_line
from monitor.text.page_data import Item, kind_of, text_in

_LONGEST = 2000  # characters of an address
_PUBLISHED = ("article:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "dcterms.created",
              "dc.date", "publishdate", "pubdate", "publish-date", "parsely-pub-date", "sailthru.date", "date",
              "og:article:published_time")  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_SOURCES = ("creator", "sourceOrganization", "provider", "author", "copyrightHolder", "isBasedOn")
_SOURCE_META = ("article:source", "dc.source", "source", "syndication-source", "original-source", "dcterms.source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the page states; see `monitor.text.page.Page`."""

    canonical: str = ""
    published: str | None = None
    modified: str | None = None
    agency: str | None = None
    kind: str = ""
    language: str | None = None


def facts_of(root: html.HtmlElement, article: Item | None, *, url: str | None) -> Facts:
    """Everything that the page states of itself. `url` is what a relative address is relative to."""
    meta = dict(_metas(root))
    item = article or {}
    return Facts(
        canonical=_canonical(root, meta, url),
        published=_first_time(text_in(item.get("datePublished")), *_of(meta, _PUBLISHED), *_times(root, "published")),
        modified=_first_time(text_in(item.get("dateModified")), *_of(meta, _MODIFIED), *_times(root, "modified")),
        agency=_agency(item, meta),
        kind=one_line(meta.get("og:type", "")).lower()[:40] or kind_of(item)[:40],
        language=_language(root, meta, item),
    )


def _metas(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """The meta elements by name in lower case; of several with one name the first counts."""
    seen: set[str] = set()
    for meta in root.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        ).lower()
        content = meta.get("content")
        if name and content and name not in seen:
            seen.add(name)
            yield name, content


def _of(meta: dict[str, str], names: tuple[str, ...]) -> Iterator[str]:
    return (meta[name] for name in names if name in meta)


def _canonical(root: html.HtmlElement, meta: dict[str, str], url: str | None) -> str:
    """The address that the page calls its own, made absolute; '' when it states none that is of the web."""
    links = (
        link.get("href") or "" for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    )
    for stated in (next(links, ""), meta.get("og:url", "")):
        address = _absolute(one_line(stated), url)
        if address:
            return address
    return ""


def _absolute(stated: str, url: str | None) -> str:
    try:
        address = urljoin(url or "", stated) if stated else ""
        parts = urlsplit(address)
    except ValueError:
        return ""
    held = parts.scheme.lower() in {"http", "https"} and parts.hostname and len(address) <= _LONGEST
    return address if held else ""


def _times(root: html.HtmlElement, which: str) -> Iterator[str]:
    """The times of microdata, and for the publication a `<time>` that is marked as one."""
    for element in root.iter("time", "span", "div", "p", "abbr"):
        prop = (element.get("itemprop") or "").lower()
        if prop == f"date{which}" or (which == "published" and element.get("pubdate") is not None):
            yield element.get("datetime") or element.get("content") or ""


def _first_time(*stated: str) -> str | None:
    return next(filter(None, map(_time, stated)), None)


def _time(stated: str) -> str | None:
    """The stated time as ISO 8601, with its offset if it has one; None for what is none."""
    text = one_line(stated)[:40]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return text if "T" not in text and ":" not in text else moment.isoformat()


def _agency(item: Item, meta: dict[str, str]) -> str | None:
    """A news agency that is named as creator or source; a newspaper is none."""
    named = [text_in(item.get(key)) for key in _SOURCES]
    return next(filter(None, (agency_of(one_line(name)) for name in (*named, *_of(meta, _SOURCE_META)) if name)), None)


def _language(root: html.HtmlElement, meta: dict[str, str], item: Item) -> str | None:
    """The language that the page declares, as it writes it ('zh-CN')."""
    stated = (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang"),
              text_in(item.get("inLanguage")), meta.get("content-language"), meta.get("og:locale"))  # fmt: skip
    return next((one_line(each)[:35].replace("_", "-") for each in stated if each and one_line(each)), None)

"""Find the feeds that a web page names: `<link rel="alternate" type="application/rss+xml" href="…">`.

In: the page's text and address. Out: absolute addresses, the likeliest first. Linear on any input; guesses no address
that the page does not state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from monitor.ingest.links import absolute

MOST_SEARCHED = 500_000  # characters; heads full of scripts are long
MOST_FEEDS = 10

_TAG = re.compile(r"(?i)<(link|base)\b([^>]{0,2000})>")
_ATTRIBUTE = re.compile(r"""(?i)(?<![\w-])(rel|type|href|title)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_KINDS = re.compile(r"(?i)^\s*application/(?:rss|atom|rdf|feed)\+(?:xml|json)\b")
_COMMENTS = re.compile(r"(?i)com+ent|kommentar|комментари")


def feeds_of(page: str, url: str) -> tuple[str, ...]:
    """Addresses of the feeds that the page declares; feeds of comments stand at the end."""
    named: dict[str, bool] = {}
    base = url
    for kind, attributes in _tags(page[:MOST_SEARCHED]):
        href = attributes.get("href", "")
        if kind == "base":
            base = absolute(href, (url,)) or base
            continue
        rel = attributes.get("rel", "").lower().split()
        if ("alternate" not in rel and "feed" not in rel) or not _KINDS.match(attributes.get("type", "")):
            continue
        if link := absolute(href, (base, url)):
            named.setdefault(link, bool(_COMMENTS.search(f"{href} {attributes.get('title', '')}")))
    return tuple(sorted(named, key=lambda link: named[link]))[:MOST_FEEDS]


def _tags(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    for tag in _TAG.finditer(_without_comments(page)):
        found = _ATTRIBUTE.findall(tag[2])
        yield tag[1].lower(), {name.lower(): unescape(a or b or c).strip() for name, a, b, c in reversed(found)}


def _without_comments(page: str) -> str:
    """The page without what it comments out: old feeds are left there."""
    kept, at = [], 0
    while (begin := page.find("<!--", at)) >= 0:
        kept.append(page[at:begin])
        end = page.find("-->", begin + 4)
        if end < 0:
            break
        at = end + 3
    else:
        kept.append(page[at:])
    return " ".join(kept)

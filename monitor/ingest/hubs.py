"""Where a feed says that it can be subscribed to (WebSub 4: discovery).

In: links of a document, or the Link header of its answer. Out: a `HubLink`, or None. Takes web addresses alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from monitor.ingest.links import absolute
from monitor.model import HubLink

MOST_HUBS = 3
LONGEST_HEADER = 8_000

_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,1000})")
_REL = re.compile(r"""(?i);\s*rel\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;,"']+))""")


def from_links(links: object, *, url: str) -> HubLink | None:
    """The hub among a feed's own links, as feedparser and we write them: `{"rel": …, "href": …}`."""
    stated = [link for link in links if isinstance(link, Mapping)] if isinstance(links, list | tuple) else []
    return _hub(((str(link.get("rel") or ""), link.get("href")) for link in stated), url=url)


def from_json(document: Mapping[str, Any], *, url: str) -> HubLink | None:
    """The hub that a JSON Feed names."""
    hubs = document.get("hubs")
    named = [hub.get("url") for hub in hubs if isinstance(hub, dict)] if isinstance(hubs, list) else []
    return _hub((*(("hub", hub) for hub in named), ("self", document.get("feed_url"))), url=url)


def from_header(value: str | None, *, url: str) -> HubLink | None:
    """The hub in a Link header; several headers stand in one value, apart by commas."""
    found = _LINK.findall((value or "")[:LONGEST_HEADER])
    rels = ((_REL.search(rest), target) for target, rest in found)
    return _hub((("".join(filter(None, rel.groups())), target) for rel, target in rels if rel), url=url)


def _hub(links: Iterable[tuple[str, object]], *, url: str) -> HubLink | None:
    """Hubs, and the topic: the document's name for itself, else the address that it came from."""
    hubs: list[str] = []
    topic = ""
    for rels, href in links:
        link, kinds = absolute(href, (url,)), rels.lower().split()
        if link and "hub" in kinds:
            hubs.append(link)
        if link and "self" in kinds:
            topic = topic or link
    if not hubs or not (topic or url):
        return None
    return HubLink(hubs=tuple(dict.fromkeys(hubs))[:MOST_HUBS], topic=topic or url)

"""Take the text out of a web page. Runs in the pages' own child: lxml is not linear on hostile input.

In: a page's bytes. Out: what `monitor.text.page` finds, as JSON. Raises `IngestError` for a page without text, and
nothing else for what a page may hold.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from monitor.errors import IngestError
from monitor.ingest.decode import decode
from monitor.text.page import main_text

MOST_HEAD = 4096  # bytes in which a page must declare its encoding (HTML standard, 4.2.5: 1024)
_SERVERS_DEFAULT = frozenset({"iso-8859-1", "latin1", "latin-1", "windows-1252", "us-ascii", "ascii"})
_META = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""")


def extract(body: bytes, *, url: str = "", charset: str | None = None) -> dict[str, Any]:
    """The fields of `monitor.text.page.Page`. `charset` is the one of the HTTP header."""
    text, _ = decode(body, charset=_stated(body, charset))
    page = main_text(text, url=url or None)
    if not page.paragraphs and not page.title:
        raise IngestError("the page has no text; give the article's own address")
    return asdict(page)


def _stated(body: bytes, charset: str | None) -> str | None:
    """The encoding that the header states; the page's own where the header has none, or a server's default."""
    declared = _META.search(body[:MOST_HEAD])
    if declared is None or (charset and charset.strip().lower() not in _SERVERS_DEFAULT):
        return charset
    return declared[1].decode("ascii")

"""Take the text out of a web page. Runs in the pages' own child: lxml is not linear on hostile input.

In: a page's bytes. Out: what `monitor.text.page` finds, as JSON. Raises `IngestError` for a page without text.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from monitor.errors import IngestError
from monitor.ingest.decode import decode
from monitor.text.page import main_text

MOST_HEAD = 4096  # bytes in which a page must declare its encoding (HTML standard, 4.2.5: 1024)
_META = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""")


def extract(body: bytes, *, url: str = "", charset: str | None = None) -> dict[str, Any]:
    """The fields of `monitor.text.page.Page`. `charset` is the one of the HTTP header."""
    declared = _META.search(body[:MOST_HEAD])
    text, _ = decode(body, charset=charset or (declared[1].decode("ascii") if declared else None))
    page = main_text(text, url=url or None)
    if not page.paragraphs and not page.title:
        raise IngestError("the page has no text; give the article's own address")
    return asdict(page)

"""What `inspect` and `explain` take: a text, HTML or .jsonl file, a URL, a stored article's id, or standard input.

In: the word from the command line. Out: articles, or the reason why the source cannot be read. Stores nothing.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor import text
from monitor.config import Config
from monitor.errors import VedetteError
from monitor.ingest.pool import ParserPool
from monitor.ingest.source import Fetching
from monitor.model import Article, Failed, Fetched
from monitor.service.revealed import database_url, fetch_limits
from monitor.storage import Store

_PAGE = {".html", ".htm", ".xhtml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """One article of a source, under the id that its answers carry; or why there is none."""

    id: str
    article: Article | None = None
    error: str | None = None


def articles_of(config: Config, source: str) -> Iterator[Sourced]:
    """Read one source; a bad one is an answer with `error`, not an exception."""
    try:
        yield from _read(config, source)
    except (VedetteError, OSError, UnicodeDecodeError) as error:
        yield Sourced(id=source, error=str(error))


def _read(config: Config, source: str) -> Iterator[Sourced]:
    now = datetime.now(UTC)
    path = Path(source)
    if source == "-":
        yield from _texts("-", sys.stdin.read(), config, now)
    elif source.startswith(("http://", "https://")):
        yield Sourced(id=source, article=asyncio.run(_page_at(config, source, now)))
    elif path.suffix.lower() in _PAGE:
        page = asyncio.run(_extract(path.read_bytes(), None, config, now))
        yield Sourced(id=path.name, article=page)
    elif path.exists() or not source.isdigit():
        yield from _texts(path.name, path.read_text(encoding="utf-8-sig"), config, now)
    else:
        yield Sourced(id=source, article=_stored(config, int(source)))


def _texts(name: str, content: str, config: Config, now: datetime) -> Iterator[Sourced]:
    for record in text.text_records(name, content):
        article = text.article_from_text(record, languages=config.languages, now=now)
        yield Sourced(id=record.id, article=article)


def _stored(config: Config, article_id: int) -> Article:
    store = Store.open(database_url(config, os.environ), read_only=True)
    try:
        article = store.archive.article(article_id)
    finally:
        store.close()
    if article is None:
        raise VedetteError(f"there is no stored article {article_id}, and no file of that name")
    return article


async def _page_at(config: Config, url: str, now: datetime) -> Article:
    async with Fetching(fetch_limits(config, os.environ)) as fetching:
        response = await fetching.get(url)
    if isinstance(response, Failed):
        raise VedetteError(response.reason)
    if not isinstance(response, Fetched):
        raise VedetteError("the server says that the page has not changed, and we hold no copy")
    return await _extract(response.body, response.url, config, now)


async def _extract(page: bytes, url: str | None, config: Config, now: datetime) -> Article:
    async with ParserPool() as pool:
        found = await pool.extract(page, url or "")
    extracted = text.Page(**{**found, "paragraphs": tuple(found["paragraphs"])})
    return text.article_from_extracted(extracted, url=url, languages=config.languages, now=now)

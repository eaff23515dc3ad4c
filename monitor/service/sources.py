"""What `inspect` and `explain` take: a text, HTML or .jsonl file, a URL, a stored article's id, or standard input.

In: the word from the command line. Out: articles, or the reason why the source cannot be read. Stores nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from monitor import text
from monitor.config import Config
from monitor.errors import VedetteError
from monitor.ingest.pool import ParserPool
from monitor.model import Article, Failed, Fetched
from monitor.service import texts
from monitor.service.revealed import database_url, fetch_limits, utc_now

T = TypeVar("T")
MOST_ID = 2**63 - 1  # the largest id that a database has
_PAGE = frozenset({".html", ".htm", ".xhtml"})
_MARKUP = ("html", "xml")  # in the content type of a page; feeds and other XML have readable text too


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """One article of a source, under the id that its answers carry; or a sentence that begins with the place."""

    id: str
    article: Article | None = None
    error: str | None = None


class Sources:
    """Reads sources one after the other; the child that reads pages starts once. Use as a context manager."""

    def __init__(self, config: Config, environ: Mapping[str, str]) -> None:
        self._config = config
        self._environ = environ
        self._now = utc_now()
        self._runner = asyncio.Runner()
        self._pool: ParserPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._run(self._pool.__aexit__(None, None, None))
        self._runner.close()

    def read(self, source: str) -> Iterator[Sourced]:
        """Every article of one source; a bad source or line is an answer with `error`, and loses no other."""
        try:
            yield from self._read(source)
        except VedetteError as error:
            yield Sourced(id=source, error=f"{source or '(no name)'}: {error}")

    def _read(self, source: str) -> Iterator[Sourced]:
        path = Path(source.removeprefix("file://").removeprefix("file:"))
        if source.startswith(("http://", "https://")):
            yield Sourced(id=source, article=self._run(self._fetched(source)))
        elif "://" in source and not source.startswith("file:"):
            raise VedetteError("this address cannot be read; give one with http:// or https://, or a file")
        elif source.isascii() and source.isdecimal() and not path.exists():
            yield Sourced(id=source, article=self._stored(int(source)))
        else:
            yield from self._given(source if source == texts.STDIN else str(path))

    def _given(self, source: str) -> Iterator[Sourced]:
        """A file or standard input: by its name, else by what it holds."""
        body, path = texts.bytes_of(source), Path(source)
        suffix = path.suffix.lower()
        if suffix in texts.JSON_LINES or (source == texts.STDIN and texts.is_json_lines(body)):
            yield from self._records(source, body)
        elif suffix in _PAGE or texts.is_page(body):
            yield Sourced(id=path.name, article=self._run(self._page(body)))
        else:
            yield Sourced(id=path.name, article=self._text(text.TextRecord(id=path.name, text=texts.plain_text(body))))

    def _records(self, source: str, body: bytes) -> Iterator[Sourced]:
        for line, found in texts.records(body):
            if isinstance(found, text.TextRecord):
                yield Sourced(id=found.id, article=self._text(found))
            else:
                yield Sourced(id=source, error=f"{source}:{line}: {found}")

    def _text(self, record: text.TextRecord) -> Article:
        return text.article_from_text(record, languages=self._config.languages, now=self._now)

    def _stored(self, article_id: int) -> Article:
        from monitor.storage import Store  # no other source needs the database

        store = Store.open(database_url(self._config, self._environ), read_only=True)
        try:
            article = store.archive.article(article_id) if article_id <= MOST_ID else None
        finally:
            store.close()
        if article is None:
            raise VedetteError("there is neither a file of this name nor a stored article with this id")
        return article

    async def _fetched(self, url: str) -> Article:
        from monitor.ingest.source import Fetching  # aiohttp takes a fifth of a second to load

        async with Fetching(fetch_limits(self._config, self._environ)) as fetching:
            response = await fetching.get(url)
        if isinstance(response, Failed):
            raise VedetteError(response.reason)
        if not isinstance(response, Fetched):
            raise VedetteError("the server says that the page has not changed, and we hold no copy")
        kind = response.content_type.lower()
        if kind.startswith("text/plain"):
            return self._text(text.TextRecord(id=url, text=texts.plain_text(response.body)))
        if kind and not any(mark in kind for mark in _MARKUP):
            raise VedetteError(f"the server sent {kind.partition(';')[0]}, not a page; give the address of an article")
        return await self._page(response.body, url=response.url, charset=response.charset)

    async def _page(self, page: bytes, *, url: str | None = None, charset: str | None = None) -> Article:
        self._pool = self._pool or ParserPool()
        found = await self._pool.extract(page, url or "", charset=charset)
        extracted = text.Page(**{**found, "paragraphs": tuple(found["paragraphs"])})
        return text.article_from_extracted(extracted, url=url, languages=self._config.languages, now=self._now)

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(coroutine)

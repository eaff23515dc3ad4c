"""The XML of sitemaps, element by element: nothing is kept but the few texts that are wanted.

In: the document's text. Out: what each `url` or `sitemap` element says. Entities that a document declares itself end
it: no sitemap has any, and bombs are made of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.parsers import expat

MOST_LOCATED = 50_000  # addresses; the protocol allows no more
LONGEST = 8_000  # characters of one text
DEEPEST = 3  # elements below the item

_ITEMS = frozenset({"url", "sitemap"})
_WANTED = {
    ("loc",): "loc",
    ("lastmod",): "lastmod",
    ("news", "title"): "title",
    ("news", "publication_date"): "published",
    ("news", "publication", "name"): "publication",
    ("news", "publication", "language"): "language",
    ("news", "language"): "language",
}


@dataclass(slots=True)
class Located:
    """One page, or one sitemap of an index, as stated."""

    loc: str = ""
    lastmod: str = ""
    title: str = ""
    published: str = ""
    publication: str = ""
    language: str = ""


class _Enough(Exception):
    """Stop reading; the argument is the note."""


class _Reader:
    """Expat's handlers. The path is counted from the item, by local names: prefixes are anybody's choice."""

    def __init__(self) -> None:
        self.items: list[Located] = []
        self._item: Located | None = None
        self._path: list[str] = []
        self._text: list[str] = []

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        if self._item is not None:
            self._path.append(local)
            self._text.clear()
        elif local in _ITEMS:
            if len(self.items) >= MOST_LOCATED:
                raise _Enough(f"only the first {MOST_LOCATED} addresses are read")
            self._item = Located()

    def data(self, text: str) -> None:
        if self._item is not None:
            self._text.append(text)

    def end(self, _name: str) -> None:
        if self._item is None:
            return
        if not self._path:
            self.items.append(self._item)
            self._item = None
            return
        wanted = _WANTED.get(tuple(self._path)) if len(self._path) <= DEEPEST else None
        if wanted and not getattr(self._item, wanted):
            setattr(self._item, wanted, "".join(self._text).strip()[:LONGEST])
        self._path.pop()
        self._text.clear()

    def entity(self, *_declared: object) -> None:
        raise _Enough("the document declares entities of its own, and was read no further")


def read_located(text: str) -> tuple[list[Located], str]:
    """Every item that could be read, and a note on why it ended early, if it did."""
    reader, parser = _Reader(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.EntityDeclHandler = reader.entity
    try:
        parser.Parse(text, True)
    except _Enough as enough:
        return reader.items, str(enough)
    except expat.ExpatError as error:
        return reader.items, f"not well-formed XML at line {error.lineno} ({expat.ErrorString(error.code)})"
    except ValueError:  # a lone surrogate cannot be handed to expat
        return reader.items, "it holds characters that XML does not have"
    return reader.items, ""

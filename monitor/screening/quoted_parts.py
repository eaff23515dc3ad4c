"""What lists print in quotation marks within a body's longer name: ‘Волонтёры Победы’, of a movement that is named so.

In: copies of lists; later such a part, and what the words before it mean. Out: the names that have it. Never looks at a
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from monitor.model.listing import ListedKind, Listing, ListVersion, NameOfListing, Strength
from monitor.screening.body_words import body_words
from monitor.screening.confirm import country_named
from monitor.screening.listed_name import ListedName
from monitor.text.fold import fold_words

_PRINTED = re.compile(r"[«“„‘\"]([^«»“”„‘’\"]{5,60})[»”’\"]")

Named = tuple[Listing, NameOfListing, ListVersion]


class QuotedNames:
    """What lists print in quotation marks within a body's name, with what the words around it mean."""

    __slots__ = ("_by_part",)

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        self._by_part: dict[str, tuple[tuple[frozenset[str], Named], ...]] = {}
        for copy in versions:
            for entry in copy.entries:
                if entry.kind is ListedKind.GROUP:
                    for name in entry.names:
                        self._add(entry, name, copy)

    def _add(self, entry: Listing, name: NameOfListing, copy: ListVersion) -> None:
        for found in _PRINTED.finditer(name.text) if name.strength is Strength.STRONG else ():
            around = meanings_of(fold_words(f"{name.text[: found.start()]} {name.text[found.end() :]}").split(" "))
            part = fold_words(found[1])
            if around and not country_named(part):
                self._by_part[part] = (*self._by_part.get(part, ()), (around, (entry, name, copy)))

    def of(self, part: str, before: frozenset[str]) -> Iterator[ListedName]:
        """Names that have a folded part in quotation marks, and around it what the words before it mean."""
        for around, named in self._by_part.get(part, ()):
            if before <= around:
                yield ListedName(*named)


def meanings_of(words: Iterable[str]) -> frozenset[str]:
    """What folded words mean together."""
    known = body_words().meanings
    return frozenset(meaning for word in words for meaning in known.get(word, ()))

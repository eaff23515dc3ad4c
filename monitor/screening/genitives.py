"""Listed names in the genitive of German and the like, which put a bare s behind: Sergei Lawrows Reise, Rosnefts Chef.

In: the lists, a text of such a language. Out: `NameHit`s of the names less their s, for the rules of precision. Other
languages part the ending by an apostrophe, behind which a word ends, or change the name; `monitor.screening.cases`
and `monitor.screening.likeness` see to those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.screening.cases import without_s
from monitor.screening.lists import Lists, NameHit

WORDS_AT_MOST = 5
_WORD = r"[^\W\d_](?:[\w'’-]*\w)?\.?"
# From a capital on a word with an s at the end, behind words of which one has a capital. What must not stand before is
# asked behind the capital: so no small letter is tried.
_GENITIVE = re.compile(r"[^\W\d_a-zß](?<![\w'’].)[\w'’-]*[^\W\d_sxzß]s(?![\w'’-])")
_JOINED = re.compile(r"(?<![\w'’])(?:\w*-)+$")
_BEFORE = re.compile(rf"(?<![\w'’.-]){_WORD}(?= $)")


def in_genitive(lists: Lists, text: str) -> Iterator[NameHit]:
    """The longest listed name that ends at each word with an s behind."""
    for found in _GENITIVE.finditer(text):
        begin = _beginning(text, found.start())
        bare = without_s(text[begin : found.end()])
        if not bare or not lists.may_end(bare):
            continue
        end = found.end() - 1
        for start in reversed(tuple(_starts(text, begin))):
            if names := lists.named(text[start:end]):
                yield NameHit(start, end, names)
                break


def _beginning(text: str, capital: int) -> int:
    """Where a word begins that has a capital at its beginning or behind a hyphen."""
    if text[capital - 1 : capital] != "-":
        return capital
    joined = _JOINED.search(text, text.rfind(" ", 0, capital) + 1, capital)
    return joined.start() if joined else capital


def _starts(text: str, start: int) -> Iterator[int]:
    """Where a name may begin that has its last word at `start`: there, and at each of the words before."""
    yield start
    for _ in range(WORDS_AT_MOST - 1):
        found = _BEFORE.search(text, max(0, start - 30), start)
        if not found:
            return
        start = found.start()
        yield start

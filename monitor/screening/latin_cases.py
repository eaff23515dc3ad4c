"""Listed bodies of one word in a case of a Slavic or Baltic language in Latin letters: Gazpromem, Rosatomowi, Hamasu.

In: the lists, a text of such a language. Out: `NameHit`s with the name as it is in the nominative, for the rules of
precision. People and names of several words, of which each has an ending, are told by how they are said
(`monitor.screening.likeness`) or by what they mean (`monitor.screening.bodies`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.model.listing import ListedKind
from monitor.screening.cases import stems
from monitor.screening.lists import Lists, NameHit

WITH_LATIN_CASES = frozenset({"pl", "cs", "sk", "sl", "hr", "bs", "sr", "lt", "lv"})
LETTERS_AT_LEAST = 5  # of a name
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_a-z][^\W\d_]{5,}(?![\w'’-])")


def in_latin_cases(lists: Lists, text: str) -> Iterator[NameHit]:
    """Each word with a capital that is a body's name with an ending."""
    for found in _WORD.finditer(text):
        for stem in stems(found[0]):
            names = lists.named(stem) if len(stem) >= LETTERS_AT_LEAST and lists.may_end(stem) else ()
            bodies = tuple(name for name in names if name.listing.kind is ListedKind.GROUP)
            if bodies and len(bodies) == len(names):
                yield NameHit(found.start(), found.end(), bodies, stem)
                break

"""What a German compound means as a body's name: Nationalpolizei, Militärgeheimdienst, Wahlkommission, Staatsduma.

In: a folded word. Out: the meanings of its parts, if the last is a word for a body and those before it are words that
such names have; none otherwise. Never reads a word that `body_words.yaml` has as it stands.
"""

from __future__ import annotations

from functools import cache, lru_cache

from monitor.screening.body_words import body_words

GERMAN = frozenset({"de", "lb"})
LETTERS_AT_LEAST = 9  # of a compound
_FIRST_AT_LEAST, _LAST_AT_LEAST = 3, 4  # letters of its parts
_LINKS = ("", "s", "n", "en", "es", "er")  # what German puts between them
WORDS_REMEMBERED = 16_384


@lru_cache(maxsize=WORDS_REMEMBERED)
def of_compound(word: str) -> tuple[str, ...]:
    """The meanings of a compound; empty if it is none."""
    if len(word) < LETTERS_AT_LEAST or word[-_LAST_AT_LEAST:] not in _ends_of_heads() or not word.isascii():
        return ()
    known = body_words()
    for at in range(_FIRST_AT_LEAST, len(word) - _LAST_AT_LEAST + 1):
        if word[at:] in known.of_heads and (first := _of_first(word[:at])):
            return (*first, *known.meanings[word[at:]])
    return ()


@cache
def _ends_of_heads() -> frozenset[str]:
    """The last letters of all words for a body: few words of a text end so."""
    return frozenset(head[-_LAST_AT_LEAST:] for head in body_words().of_heads)


def _of_first(part: str) -> tuple[str, ...]:
    """The meanings of what stands before the last part, less what links it."""
    meanings = body_words().meanings
    bare = [part.removesuffix(link) for link in _LINKS if part.endswith(link)]
    return next((meanings[one] for one in bare if len(one) >= _FIRST_AT_LEAST and one in meanings), ())

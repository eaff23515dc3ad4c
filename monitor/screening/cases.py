"""What is left of a name's word when a case's ending is taken off: Востротиным, Prigożyna, Kadyrows, Sberbank'a.

In: a word of a text. Out: its stems, by script. A stem is a guess: it counts only if a listed name has it.
Never decides whether the word is inflected at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.text.name_keys import is_arabic

APOSTROPHES = frozenset("'’ʼ")
LETTERS_AT_LEAST = 3  # of a stem
# Languages that put a bare s behind any name in the genitive.
WITH_BARE_S = frozenset({"de", "lb", "sv", "da", "nb", "nn", "no"})
_APOSTROPHE = re.compile(r"(?<=\w{3})['’ʼ]\w{0,6}$")
_CYRILLIC = re.compile(
    r"(?:ього|ього|ого|его|ьому|ому|ему|ыми|ими|ым|им|ом|ем|єм|ой|ей|ої|ій|ою|ею|єю|ую|ови|ові|еві|єві|ами|ах|"
    r"[аяуюеєыиіїйь])$"
)
_LATIN = re.compile(
    r"(?:iego|ego|iemu|emu|owi|ovi|owej|ową|ową|iem|em|om|ym|im|ej|ie|ou|[aąęeyiuýův]|(?<=[^aeious])s)$", re.IGNORECASE
)
_SHORT = re.compile("(?<=[еоиы]м)[аеуы]$|(?<=[оеє]в)[аіиу]$")  # Хашему is Хашем, and may be Хаш
_END = 4  # letters at a word's end that tell its case: as many as the longest ending has
ENDS_REMEMBERED = 8_192
_PREFIX = re.compile(r"^(?:[وف]?[بلك]|[وف])(?=\w{4})")


def stems(word: str) -> tuple[str, ...]:
    """The word less what a case may have added; empty if nothing can be. In Arabic script, less a preposition."""
    if is_arabic(word):
        stem = _PREFIX.sub("", word)
        return (stem,) if stem != word and len(stem) >= LETTERS_AT_LEAST else ()
    begin, end = word[:-_END], word[-_END:]
    bare = [begin + one for one in _less_case(end, "\u0400" <= word[:1] <= "\u052f")]
    if not (word.isascii() and word.isalpha()) and not APOSTROPHES.isdisjoint(word):
        bare.insert(0, _APOSTROPHE.sub("", word))
    return tuple([one for one in dict.fromkeys(bare) if one != word and len(one) >= LETTERS_AT_LEAST] if bare else ())


@lru_cache(maxsize=ENDS_REMEMBERED)
def _less_case(end: str, cyrillic: bool) -> tuple[str, ...]:
    """What is left of a word's last letters where a case may have added some."""
    bare = (_CYRILLIC.sub("", end), _SHORT.sub("", end)) if cyrillic else (_LATIN.sub("", end),)
    return tuple(one for one in bare if one != end)


def stands_behind_surname(word: str, stem: str) -> bool:
    """Whether what was taken off is put behind a surname alone: an English or German s, what follows an apostrophe."""
    return word[len(stem) :] == "s" or word[len(stem) : len(stem) + 1] in APOSTROPHES


def without_s(word: str) -> str:
    """A Latin word without the s of a genitive: Lawrow of Lawrows, Sobjanin of Sobjanins; empty if it has none."""
    may = len(word) > LETTERS_AT_LEAST and word[-1] == "s" and word[-2].islower() and word[-2] not in "sxzß"
    return word[:-1] if may else ""

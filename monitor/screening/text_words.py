"""The words of a text that may be part of a name, and which two of them may be a given name and a surname.

In: a text. Out: its `Word`s with a capital, and all of Arabic script. Never knows a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LETTERS_AT_LEAST = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ\u200c-][^\W\d_]+)*")
# What French, Italian and Catalan join to a name: d'Alexeï, qu'Igor, dell'Iraniano; not the d of D'Angelo.
_ELIDED = re.compile(r"(?:[dljnst]|(?:jus|lors|puis|quoi)?qu|L|Qu|(?:d[ae]|ne|su|a)ll)['’](?=[^\W\d_])")
_CLITIC = re.compile("[وبفك]ال|لل")
_ARTICLE = re.compile(
    r"(?:al|el|ul|ad|as|ash|an|at|ar|az|аль|эль|ель|ад|ас|аш|ан|ат|ар|аз)[-'’](?=[^\W\d_])", re.IGNORECASE
)
_DEFINITE = "ال"
_SERVANT = frozenset({"عبد", "سيف", "نور", "أبو", "ابو", "أبي", "شمس", "صلاح", "سراج", "علاء", "محي"})
_SERVANT_OF = "عبد"  # of God: one given name, written as two words or as one
_NEIGHBOURS = 2  # words onward, small ones of names not counted: Saif al Islam Gadafi
_SMALL = frozenset({"al", "el", "ul", "bin", "ben", "ibn", "ag", "ould", "de", "del", "da", "do", "dos", "van", "von"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text that may be part of a name, behind the word `before`; small words of names share a `number`."""

    text: str
    start: int
    end: int
    number: int
    before: str
    arabic: bool

    @property
    def may_be_given(self) -> bool:
        """Whether it may be a given name: of Arabic script no word with an article, but for the second half of one."""
        return not self.arabic or not self.text.startswith(_DEFINITE) or self.before in _SERVANT

    def beside(self, text: str, other: Word) -> bool:
        """Whether nothing stands between two words, or one word; no surname has another word written into it."""
        between = text[self.end : other.start]
        if other.number - self.number > _NEIGHBOURS or (other.arabic and _CLITIC.match(other.text)):
            return False
        return between == " " or (
            between[:1] == between[-1:] == " " and between.replace("-", "").replace(" ", "").isalpha()
        )


def names_in(text: str) -> Iterator[Word]:
    """Words with a capital, behind their article if they have one, and all of Arabic script; without what is elided."""
    before = ""
    number = -1
    for found in _WORD.finditer(text):
        number += before not in _SMALL
        joined = _ELIDED.match(text, found.start(), found.end()) if "'" in found[0] or "’" in found[0] else None
        start = joined.end() if joined else found.start()
        word = text[start : found.end()]
        arabic = "\u0600" <= word[0] <= "\u06ff"
        if arabic and before == _SERVANT_OF and word.startswith(_DEFINITE):
            joined_start = start - len(_SERVANT_OF) - 1
            yield Word(_SERVANT_OF + word, joined_start, found.end(), number, "", arabic=True)
        if len(word) >= LETTERS_AT_LEAST and (arabic or word[0].isupper() or _capital_behind_article(word)):
            yield Word(word, start, found.end(), number, before, arabic)
        before = word


def _capital_behind_article(word: str) -> bool:
    article = _ARTICLE.match(word)
    return article is not None and word[article.end()].isupper()


def without_article(word: str) -> str:
    """A name's word without an Arabic article in Latin or Cyrillic letters: al-Juburi, Juburi."""
    return _ARTICLE.sub("", word, count=1) if _ARTICLE.match(word) else word

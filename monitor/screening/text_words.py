"""The words of a text that may be part of a name, and which two of them may be a given name and a surname.

In: a text. Out: its `Word`s with a capital, and all of Arabic script. Never knows a list.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from monitor.text.fold import fold_words

LETTERS_AT_LEAST = 3
WORDS_REMEMBERED = 16_384
_LETTER, _JOINING = r"[^\W\d_]", "['’ʼ\u200c-]"
_WORD = re.compile(rf"{_LETTER}+(?:{_JOINING}{_LETTER}+)*")
# A word from a letter on that is no small one of the usual, which begins the word or is joined to its beginning.
_FROM_CAPITAL = re.compile(
    rf"[^\W\d_a-zß-öø-ÿа-яёіїєґ\u3040-\u9fff\uac00-\ud7a3](?<!{_LETTER}.){_LETTER}*(?:{_JOINING}{_LETTER}+)*"
)
# What French, Italian and Catalan join to a name: d'Alexeï, qu'Igor, dell'Iraniano; not the d of D'Angelo.
_ELIDED_WORD = "(?:[djlnst]|(?:jus|lors|puis|quoi)?qu|L|Qu|(?:d[ae]|ne|su|a)ll)['’]"
_ELIDED = re.compile(rf"{_ELIDED_WORD}(?={_LETTER})")
_JOINING_SIGNS, _MAY_BE_ELIDED = frozenset("'’ʼ\u200c-"), frozenset("LQ")
_CLITICS = ("وال", "بال", "فال", "كال", "لل")
_ARTICLE_WORD = "(?i:al|el|ul|ad|as|ash|an|at|ar|az|аль|эль|ель|ад|ас|аш|ан|ат|ар|аз)[-'’]"
_ARTICLE = re.compile(rf"{_ARTICLE_WORD}(?={_LETTER})")
_LONGEST_JOINED = 14  # characters of both
_JOINED = re.compile(rf"(?<!{_LETTER})(?<!{_LETTER}{_JOINING})(?:{_ELIDED_WORD})?(?P<article>{_ARTICLE_WORD})?$")
_DEFINITE = "ال"
_SERVANT = frozenset({"عبد", "سيف", "نور", "أبو", "ابو", "أبي", "شمس", "صلاح", "سراج", "علاء", "محي"})
_SERVANT_OF = "عبد"  # of God: one given name, written as two words or as one
NEIGHBOURS = 2  # words onward, small ones of names not counted: Saif al Islam Gadafi
_FAR = 60  # characters: more than a word and small ones have
_SMALL = frozenset({"al", "el", "ul", "bin", "ben", "ibn", "ag", "ould", "de", "del", "da", "do", "dos", "van", "von"})


class Word(NamedTuple):
    """A word of a text that may be part of a name, with its number; one of Arabic script behind the word `before`."""

    text: str
    start: int
    end: int
    number: int
    before: str

    @property
    def arabic(self) -> bool:
        """Whether it is of Arabic script, which has no capitals."""
        return "\u0600" <= self.text[0] <= "\u06ff"

    @property
    def may_be_given(self) -> bool:
        """Whether it may be a given name: of Arabic script no word with an article, but for the second half of one."""
        return not self.arabic or not self.text.startswith(_DEFINITE) or self.before in _SERVANT

    def beside(self, text: str, other: Word) -> bool:
        """Whether nothing stands between two words, or one word; no surname has another word written into it.

        Small words of names may stand there as well.
        """
        if other.number - self.number > NEIGHBOURS or (other.arabic and other.text.startswith(_CLITICS)):
            return False
        between = text[self.end : other.start]
        if between == " ":
            return True
        spaced = between[:1] == between[-1:] == " " and len(between) < _FAR
        return spaced and (between[1:-1].isalpha() or _is_one_word(between))


def _is_one_word(between: str) -> bool:
    """Whether a stretch is a word, and small words of names; or these alone."""
    if "-" in between or between.count(" ") > NEIGHBOURS:
        words = _WORD.findall(between) if "-" in between else between.split()
        if len(words) - sum(map(_SMALL.__contains__, words)) >= NEIGHBOURS:
            return False
    return between.replace("-", "").replace(" ", "").isalpha()


@lru_cache(maxsize=4)
def words_of(folded: str) -> tuple[str, ...]:
    """The words of a folded text, an empty one at either end: the same for all who look for words of one article."""
    return tuple(folded.split(" "))


@lru_cache(maxsize=WORDS_REMEMBERED)
def folded_word(word: str) -> str:
    """`fold_words` of one word of a text; remembered, since an article's words are those of the last."""
    return fold_words(word)


@lru_cache(maxsize=4)
def names_in(text: str) -> tuple[Word, ...]:
    """Words with a capital, behind their article if they have one, and all of Arabic script; without what is elided.

    The same for all who look for names in one article.
    """
    names: list[Word] = []
    before, last = "", 0
    for number, found in enumerate(_FROM_CAPITAL.finditer(text)):
        start, end = found.span()
        word = found[0]
        if text[start - 1] in _JOINING_SIGNS or word[0] in _MAY_BE_ELIDED:
            start = _beginning(text, found)
            word = text[start:end]
        if "\u0600" <= word[:1] <= "\u06ff":
            if start - last > 1 and _WORD.search(text, last, found.start()):
                before = ""
            if before == _SERVANT_OF and word.startswith(_DEFINITE):
                names.append(Word(_SERVANT_OF + word, start - len(_SERVANT_OF) - 1, end, number, ""))
            if end - start >= LETTERS_AT_LEAST:
                names.append(Word(word, start, end, number, before))
        elif len(word) >= LETTERS_AT_LEAST and (word[0].isupper() or _capital_behind_article(word)):
            names.append(Word(word, start, end, number, ""))
        before, last = word, end
    return tuple(names)


def _beginning(text: str, found: re.Match[str]) -> int:
    """Where a word begins: behind what is elided, with an article; at its end if it begins with something else."""
    start = found.start()
    if start > 1 and text[start - 1] in _JOINING_SIGNS and text[start - 2].isalpha():
        joined = _JOINED.search(text, max(0, start - _LONGEST_JOINED), start)
        if not joined:
            return found.end()
        return joined.start("article") if joined["article"] else start
    elided = _ELIDED.match(text, start) if text[start] in _MAY_BE_ELIDED else None
    return elided.end() if elided else start


def _capital_behind_article(word: str) -> bool:
    article = _ARTICLE.match(word)
    return article is not None and word[article.end()].isupper()


def without_article(word: str) -> str:
    """A name's word without an Arabic article in Latin or Cyrillic letters: al-Juburi, Juburi."""
    return _ARTICLE.sub("", word, count=1) if _ARTICLE.match(word) else word

"""Stretches of a text that may be a body's name: words beside a word for a bank, a plant, a ministry, a force.

In: an article's text, the places, forces and organisations in it. Out: `Run`s of `Token`s, each a meaning, a country, a
word of its own or a small word, with nothing but spaces and quotation marks between. Never knows a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, count
from operator import or_
from typing import NamedTuple

from monitor.context.spans import Places
from monitor.model import Mentions
from monitor.screening.body_countries import ABBREVIATED, KINDS_NAMED_BY_COUNTRY, names_country
from monitor.screening.body_names import Units, of_republic
from monitor.screening.body_words import as_one, body_words
from monitor.screening.german import GERMAN, of_compound
from monitor.screening.spaces import spaces_of
from monitor.screening.text_words import words_of
from monitor.text.fold import Folded
from monitor.text.name_keys import is_arabic

SMALL_AT_MOST = 3  # words of a name's own without a capital, behind one that means something: Arabic, Cyrillic
REACH = 6  # words on either side of a word that means something
_BETWEEN = re.compile(r"[\s«»„“”\"'’‘‐\-–&\u200c\u200f]*")
_OPENING, _CLOSING = frozenset("«„“‹"), frozenset("»”›")
_MAY_OPEN = '«„“‹"'


class Token(NamedTuple):
    """A word at original [start, end). With none of the others it is a small word, or one of its own if `own`."""

    start: int
    end: int
    word: str
    meanings: tuple[str, ...] = ()
    country: str = ""
    own: bool = False
    large: bool = False  # begins with a capital
    quoted: bool = False
    place: str = ""  # a town's name in English: Mosca, Московской

    @property
    def counts(self) -> bool:
        """Whether it is a part of what a name means."""
        return bool(self.meanings or self.country or self.own)


def is_cyrillic(word: str) -> bool:
    """Whether a word is written in Cyrillic letters, where a name of several words has one capital."""
    return "\u0400" <= word[:1] <= "\u052f"


def units_of(tokens: Iterable[Token]) -> Units:
    """What a stretch means."""
    every = tuple(tokens)
    return Units(
        as_one(meaning for one in every for meaning in one.meanings),
        frozenset(one.country for one in every if one.country),
        tuple(one.place or one.word for one in every if one.own),
    )


class BodyText:
    """One article."""

    __slots__ = (
        "_compounds", "_countries", "_country_names", "_folded", "_forces", "_places", "_spaces", "_text", "_towns",
        "_words",
    )  # fmt: skip

    def __init__(self, text: str, folded: Folded, mentions: Mentions, language: str) -> None:
        self._text, self._folded = text, folded
        self._words = words_of(folded.text)
        self._spaces = spaces_of(folded.text)
        self._compounds = _compounds(self._words) if language in GERMAN else {}
        self._places = Places(span for place in mentions.places for span in place.mentions)
        countries = [place for place in mentions.places if place.kind == "country"]
        self._countries = {span.start: place.country or place.id for place in countries for span in place.mentions}
        self._country_names = Places(
            span for place in countries for span in place.mentions if " " in span.text or "-" in span.text
        )
        self._towns = {
            span.start: place.id
            for place in mentions.places
            if place.kind == "city" and place.id.isalpha()
            for span in place.mentions
        }
        named = [one for one in mentions.actors if one.country and one.kind in KINDS_NAMED_BY_COUNTRY]
        self._forces = [(span.start, span.end, one.country or "") for one in named for span in one.mentions]

    def is_place(self, token: Token) -> bool:
        """Whether a token is, or is in, the name of a place."""
        return self._places.overlap(token.start, token.end)

    def begins_sentence(self, token: Token) -> bool:
        """Whether a token has its capital from the sentence."""
        before = self._text[max(0, token.start - 3) : token.start].rstrip(" \u00a0")
        return not before or before[-1] in ".!?…\n"

    def runs(self) -> Iterator[tuple[Token, ...]]:
        """Stretches of two words or more around each word that means something, in order."""
        done = 0
        for at in self._beside_heads():
            if at >= done:
                run, done = self._around(at)
                if sum(one.counts for one in run) > 1:
                    yield self._with_quotes(run)

    def _beside_heads(self) -> Iterator[int]:
        """The numbers of words that mean something, of each chain of them that a word for a body is in or just before.

        A run reaches from one to the next of a chain, and no run without a word for a body is a name.
        """
        meanings, heads, compounds = body_words().meanings, body_words().of_heads, self._compounds
        head = -len(self._words) - REACH
        chain: list[int] = []
        told = map(meanings.__contains__, self._words)
        if compounds:
            told = map(or_, told, map(compounds.__contains__, self._words))
        for at in compress(count(), told):
            if chain and at - chain[-1] > REACH + 1:
                yield from (one for one in chain if head >= one - 1 - REACH)
                chain = []
            chain.append(at)
            if self._words[at] in heads or self._words[at] in compounds:
                head = at
        yield from (one for one in chain if head >= one - 1 - REACH)

    def _around(self, at: int) -> tuple[list[Token], int]:
        """The run that a word is in, and the number of the first word behind it."""
        middle = self._token(at)
        run = [middle] if middle else []
        last, first = at + 1, at - 1
        small = 0
        while run and last - at <= REACH and (token := self._token(last)) and self._joined(run[-1], token):
            small += token.own and not token.large
            if small > SMALL_AT_MOST:
                break
            run.append(token)
            last += 1
            at += not token.own  # as far again
        lowest = max(0, first - REACH)
        while run and first >= lowest and (token := self._token(first)) and self._joined(token, run[0]):
            if token.own and not token.large and (is_arabic(token.word) or not run[0].counts or run[0].own):
                break
            run.insert(0, token)
            first -= 1
        return run, last

    def _joined(self, one: Token, other: Token) -> bool:
        return _BETWEEN.fullmatch(self._text, one.end, other.start) is not None

    def _token(self, at: int) -> Token | None:
        """The word, if it may be part of a name."""
        if not 0 <= at < len(self._words) or not (word := self._words[at]):
            return None
        known = body_words()
        begin = self._spaces[at - 1] + 1
        start, end = self._folded.span_of_letters(begin, begin + len(word))
        large = self._text[start].isupper()
        country = self._country(start, end) or self._of_force(word, start, end)
        if country or self._country_names.overlap(start, end):  # Corea del Norte: the first word stands for all
            return Token(start, end, word, country=country, large=large)
        meant = self._compounds.get(word) or known.meanings.get(word, ())
        if meant and not of_republic(self._words, at):
            return Token(start, end, word, meant, large=large)
        if word in known.small or word in known.republic or word in known.meanings:
            return Token(start, end, word)
        own = large or is_arabic(word) or is_cyrillic(word)
        if not own or not word[0].isalpha():
            return None
        return Token(start, end, word, own=True, large=large, place=self._towns.get(start, ""))

    def _country(self, start: int, end: int) -> str:
        """The code of the country that a word names, with what is joined to it."""
        for at in range(start, min(start + 4, end)):
            if country := self._countries.get(at, ""):
                return country
        return ""

    def _of_force(self, word: str, start: int, end: int) -> str:
        """The code of the country that a word names in the name of a force or organisation, or by its initials."""
        if word in ABBREVIATED and self._text[start:end].isupper():
            return ABBREVIATED[word]
        around = (code for begin, stop, code in self._forces if begin <= start and end <= stop)
        return next((code for code in around if names_country(word, code)), "")

    def _with_quotes(self, run: Sequence[Token]) -> tuple[Token, ...]:
        """The same, with those marked that stand within quotation marks."""
        if not any(sign in self._text[max(0, run[0].start - 1) : run[-1].end] for sign in _MAY_OPEN):
            return tuple(run)
        marked: list[Token] = []
        open_ = False
        before = max(0, run[0].start - 1)
        for token in run:
            for sign in self._text[before : token.start]:
                open_ = sign in _OPENING or (not open_ if sign == '"' else open_ and sign not in _CLOSING)
            before = token.end
            marked.append(token._replace(quoted=open_))
        return tuple(marked)


def _compounds(words: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """What the German compounds among words mean that no list of words has."""
    known = body_words().meanings
    return {word: of_compound(word) for word in compress(words, map(of_compound, words)) if word not in known}

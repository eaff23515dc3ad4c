"""Stretches of a text that may be a body's name: words beside a word for a bank, a plant, a ministry, a force.

In: an article's text, the places in it. Out: `Run`s of `Token`s, each a meaning, a country, a word of its own or a
small word, with nothing but spaces and quotation marks between. Never knows a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, count

from monitor.context.spans import Places
from monitor.model import Entity
from monitor.screening.body_names import Units, of_republic
from monitor.screening.body_words import as_one, body_words
from monitor.screening.text_words import words_of
from monitor.text.fold import Folded
from monitor.text.name_keys import is_arabic

SMALL_AT_MOST = 3  # words of a name's own without a capital, behind one that means something: Arabic, Cyrillic
REACH = 6  # words on either side of a word that means something
_BETWEEN = re.compile(r"[\s«»„“”\"'’‘‐\-–&\u200c\u200f]*")
_OPENING, _CLOSING = frozenset("«„“‹"), frozenset("»”›")


@dataclass(frozen=True, slots=True)
class Token:
    """A word at original [start, end). With none of the others it is a small word, or one of its own if `own`."""

    start: int
    end: int
    word: str
    meanings: tuple[str, ...] = ()
    country: str = ""
    own: bool = False
    large: bool = False  # begins with a capital
    quoted: bool = False

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
        tuple(one.word for one in every if one.own),
    )


class BodyText:
    """One article."""

    __slots__ = ("_begins", "_countries", "_country_names", "_folded", "_places", "_text", "_words")

    def __init__(self, text: str, folded: Folded, places: Iterable[Entity]) -> None:
        self._text, self._folded = text, folded
        self._words = words_of(folded.text)
        self._begins = [at + number for number, at in enumerate(accumulate(map(len, self._words), initial=0))]
        every = tuple(places)
        self._places = Places(span for place in every for span in place.mentions)
        self._countries = {
            span.start: place.country or place.id
            for place in every
            if place.kind == "country"
            for span in place.mentions
        }
        self._country_names = Places(
            span
            for place in every
            if place.kind == "country"
            for span in place.mentions
            if " " in span.text or "-" in span.text
        )

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
        meanings, heads = body_words().meanings, body_words().of_heads
        head = -len(self._words) - REACH
        chain: list[int] = []
        for at in compress(count(), map(meanings.__contains__, self._words)):
            if chain and at - chain[-1] > REACH + 1:
                yield from (one for one in chain if head >= one - 1 - REACH)
                chain = []
            chain.append(at)
            if self._words[at] in heads:
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
        start, end = self._folded.span(self._begins[at], self._begins[at] + len(word))
        large = self._text[start].isupper()
        if country := self._country(start, end):
            return Token(start, end, word, country=country, large=large)
        if self._country_names.overlap(start, end):  # Corea del Norte: the first word stands for all
            return Token(start, end, word)
        if word in known.meanings and not of_republic(self._words, at):
            return Token(start, end, word, known.meanings[word], large=large)
        if word in known.small or word in known.republic or word in known.meanings:
            return Token(start, end, word)
        own = large or is_arabic(word) or is_cyrillic(word)
        return Token(start, end, word, own=True, large=large) if own and word[0].isalpha() else None

    def _country(self, start: int, end: int) -> str:
        """The code of the country that a word names, with what is joined to it."""
        for at in range(start, min(start + 4, end)):
            if country := self._countries.get(at, ""):
                return country
        return ""

    def _with_quotes(self, run: Sequence[Token]) -> tuple[Token, ...]:
        """The same, with those marked that stand within quotation marks."""
        marked: list[Token] = []
        open_ = False
        before = max(0, run[0].start - 1) if run else 0
        for token in run:
            for sign in self._text[before : token.start]:
                open_ = sign in _OPENING or (not open_ if sign == '"' else open_ and sign not in _CLOSING)
            before = token.end
            marked.append(
                Token(token.start, token.end, token.word, token.meanings, token.country, token.own, token.large, open_)
            )
        return tuple(marked)

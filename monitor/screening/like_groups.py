"""Armed groups by how their names are said, in another spelling: Leşker-i Tayyibe, Lachkar-e-Taïba, Laszkar-i-Toiba.

In: copies of lists, later a text respelled as its language says it. Out: stretches at [start, end) with the groups that
they are said like, all words as one: Hurras al-Din is Hurraseddin. Only groups of programmes about terrorism whose
names say nothing in English; others are found by what their words mean. Never takes a word alone that is short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from monitor.model.listing import ListedKind, Listing, ListVersion, NameOfListing, Strength
from monitor.screening.alike import alike, opened
from monitor.screening.body_words import body_words
from monitor.screening.listed_name import ListedName
from monitor.screening.sound import Sounds, consonants_of, keys_of, keys_of_consonants, sounds_of
from monitor.screening.spellings import without_form
from monitor.text.fold import fold_words

LIKE, FIRST_LIKE = 94.0, 84.0  # percent of sounds that agree, of all words as one and of the first
SOUNDS_MORE = 2  # at most, on either side
WORDS_AT_MOST, SOUNDS_AT_LEAST = 4, 8  # of all words together
LETTERS_AT_LEAST, LETTERS_AT_MOST = 9, 40
KEYS_INDEXED, WORDS_REMEMBERED = 8, 16_384
_PROGRAMMES = frozenset(
    {"SDGT", "FTO", "TAQA", "TERR", "Al-Qaida", "Taliban", "EU-TAQA-EUAQ", "EU-TERR", "AFG", "SYRIA"}
)
_PARTICLES = frozenset({
    "al", "el", "ul", "il", "e", "i", "u", "ı", "ud", "ed", "ad", "as", "es", "ash", "esh", "eş", "aş", "asz", "an",
    "en", "at", "et", "az", "ez", "ar", "er", "wal", "vel", "wa", "va", "we", "ve", "o", "l", "of", "the",
})  # fmt: skip
# Words with a capital, and particles between them; a word alone if it is long.
_CAPITAL, _LETTERS = "[A-ZÀ-ÖØ-ÞĀ-ɏ]", r"[^\W\d_]*"
# From a capital on: what must not stand before is asked behind it, so that no small letter is tried.
_SEVERAL = rf"{_LETTERS}(?:(?:[ -](?:{'|'.join(_PARTICLES)}))?[ -]{_CAPITAL}{_LETTERS}){{1,5}}"
_RUN_OF_SEVERAL = re.compile(rf"{_CAPITAL}(?<![\w'’-].){_SEVERAL}")
_RUN = re.compile(rf"{_CAPITAL}(?<![\w'’-].)(?:{_SEVERAL}|(?=\w{{{LETTERS_AT_LEAST - 1}}}){_LETTERS})")
_TOKEN, _SAME_AGAIN = re.compile(r"[^\W\d_]+"), re.compile(r"([a-z])\1+")
_Said = tuple[Sounds, Sounds, ListedName]  # how the first word is said, and all as one


class LikeGroups:
    """The index, by the consonants of all words of a name."""

    __slots__ = ("_beginnings", "_by_key", "_consonants")

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        by_key: dict[str, dict[tuple[Sounds, tuple[str, str]], _Said]] = {}
        self._consonants: dict[str, str] = {}  # of words seen
        for copy in versions:
            for entry in copy.entries:
                if entry.kind is ListedKind.GROUP and not _PROGRAMMES.isdisjoint(entry.programmes):
                    for name, words in _names(entry):
                        first, said = (opened(sounds_of(one)) for one in (words[0], "".join(words)))
                        own = first, said, ListedName(entry, name, copy)
                        for key in islice(_keys(words, consonants_of(words)), KEYS_INDEXED):
                            by_key.setdefault(key, {}).setdefault((said, (entry.list, entry.id)), own)
        self._by_key: Mapping[str, tuple[_Said, ...]] = {key: tuple(own.values()) for key, own in by_key.items()}
        self._beginnings = frozenset(key[:end] for key in by_key for end in range(len(key) + 1))

    def find(self, text: str, *, alone: bool = True) -> Iterator[tuple[int, int, ListedName]]:
        """Stretches of a text, from left to right, the longest at each place, with whom they may be.

        `alone`: also words by themselves, which say little where all nouns have capitals.
        """
        runs = [*(_RUN if alone else _RUN_OF_SEVERAL).finditer(text)] if self._by_key else []
        words = [_words_of(run[0]) for run in runs]
        consonants = self._of_words({word for own in words for word in own})
        for run, own in zip(runs, words, strict=True):
            if found := list(self._in_run(own, consonants)):
                places = [one.span() for one in _TOKEN.finditer(run[0]) if one[0].lower() not in _PARTICLES]
                for at, last, name in found:
                    yield run.start() + places[at][0], run.start() + places[last - 1][1], name

    def _in_run(self, words: Sequence[str], consonants: Mapping[str, str]) -> Iterator[tuple[int, int, ListedName]]:
        """Groups among words that stand together, by the number of the first and behind the last."""
        behind, own = 0, [consonants[word] for word in words]
        for at in range(len(words)):
            for last in self._ends(own, at) if at >= behind else ():
                if found := self._said_like(words[at:last], consonants):
                    yield from ((at, last, name) for name in found)
                    behind = last
                    break

    def _ends(self, consonants: Sequence[str], at: int) -> list[int]:
        """Where a name that begins with a word may end, by the consonants of the words; the longest first."""
        ends: list[int] = []
        every = ""
        for end, own in enumerate(consonants[at : at + WORDS_AT_MOST], at + 1):
            every += own[1:] if own[:1].islower() and own[:1] == every[-1:] else own
            if every.islower():  # which is the only key
                if every not in self._beginnings:
                    break
                may_end = every in self._by_key
            else:
                keys = keys_of_consonants(every)
                may_end = keys is None or any(map(self._by_key.__contains__, keys))
                silent = every == every.upper()  # a capital may say nothing
                if not (may_end or silent or any(map(self._beginnings.__contains__, keys or ()))):
                    break
            if may_end:
                ends.append(end)
        return ends[::-1]

    def _of_words(self, words: set[str]) -> Mapping[str, str]:
        """The consonants of each word, remembered."""
        known = self._consonants
        new = words.difference(known)
        if len(known) + len(new) > WORDS_REMEMBERED:
            known.clear()
            new = words
        known.update(consonants_of(new))
        return known

    def _said_like(self, words: Sequence[str], consonants: Mapping[str, str]) -> list[ListedName]:
        """The groups that some words as one are said like, each once. Most words have no group's consonants."""
        whole = "".join(words)
        if not LETTERS_AT_LEAST <= len(whole) <= LETTERS_AT_MOST or not words[0][0].isupper():
            return []
        near = [one for key in _keys(words, consonants) for one in self._by_key.get(key, ())]
        if not near:
            return []
        said, first = opened(sounds_of(whole)), opened(sounds_of(words[0]))
        if len(said) < SOUNDS_AT_LEAST:
            return []
        found = [
            name
            for own_first, own, name in near
            if abs(len(own) - len(said)) <= SOUNDS_MORE and alike(said, own, least=LIKE) >= LIKE
            if len(words) == 1 or alike(first, own_first, least=FIRST_LIKE) >= FIRST_LIKE
        ]
        return list({name.key: name for name in found}.values())


def _words_of(run: str) -> list[str]:
    """The words of a run but for particles."""
    return [word for word in run.replace("-", " ").split(" ") if word.lower() not in _PARTICLES]


def _keys(words: Sequence[str], consonants: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of words as one, each said as a word by itself."""
    every = "".join([consonants[word] for word in words])
    if every.islower():
        return (_SAME_AGAIN.sub(r"\1", every),)
    keys = keys_of_consonants(every)
    return keys_of("".join(words)) if keys is None else keys


def _names(entry: Listing) -> Iterator[tuple[NameOfListing, tuple[str, ...]]]:
    """The names of a group that say nothing in English, with their words."""
    for name in entry.names:
        words = _words(name.text) if name.strength is Strength.STRONG and name.script == "latin" else ()
        if words:
            yield name, words


def _words(printed: str) -> tuple[str, ...]:
    """The words of a group's name less particles and a word for group; none if they say something, or too little."""
    if without_form(printed):
        return ()
    words = [word for word in fold_words(printed).split(" ") if word not in _PARTICLES]
    heads = body_words().of_heads
    while words and words[-1] in heads:
        words.pop()
    meanings = body_words().meanings
    if len(words) == 1 and " " in printed.strip():  # a peacekeeping brigade
        return ()
    telling = 0 < len(words) <= WORDS_AT_MOST and heads.isdisjoint(words) and words[0] not in meanings
    whole = "".join(words)
    return tuple(words) if telling and len(whole) >= LETTERS_AT_LEAST and whole.isalpha() else ()

"""Armed groups by how their names are said, in another spelling: Leşker-i Tayyibe, Lachkar-e-Taïba, Laszkar-i-Toiba.

In: copies of lists, later a text respelled as its language says it. Out: stretches at [start, end) with the groups that
they are said like, all words as one: Hurras al-Din is Hurraseddin. Only groups of programmes about terrorism whose
names say nothing in English; others are found by what their words mean. Never takes a word alone that is short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from monitor.model.listing import ListedKind, Listing, ListVersion, NameOfListing, Strength
from monitor.screening.alike import alike, opened
from monitor.screening.body_words import body_words
from monitor.screening.listed_name import ListedName
from monitor.screening.sound import Sounds, keys_of, sounds_of
from monitor.screening.spellings import without_form
from monitor.text.fold import fold_words

LIKE, FIRST_LIKE = 94.0, 84.0  # percent of sounds that agree, of all words as one and of the first
SOUNDS_MORE = 2  # at most, on either side
WORDS_AT_MOST, LETTERS_AT_LEAST, SOUNDS_AT_LEAST = 4, 9, 8  # letters and sounds of all words together
KEYS_INDEXED, WORDS_REMEMBERED = 4, 16_384
_PROGRAMMES = frozenset(
    {"SDGT", "FTO", "TAQA", "TERR", "Al-Qaida", "Taliban", "EU-TAQA-EUAQ", "EU-TERR", "AFG", "SYRIA"}
)
_PARTICLES = frozenset({
    "al", "el", "ul", "il", "e", "i", "u", "ı", "ud", "ed", "ad", "as", "es", "ash", "esh", "eş", "aş", "asz", "an",
    "en", "at", "et", "az", "ez", "ar", "er", "wal", "vel", "wa", "va", "we", "ve", "o", "l", "of", "the",
})  # fmt: skip
# Words with a capital, and particles between them; a word alone if it is long.
_LARGE = r"[A-ZÀ-ÖØ-ÞĀ-ɏ][^\W\d_]*"
_RUN = re.compile(
    rf"(?<![\w'’-]){_LARGE}(?:(?:[ -](?:{'|'.join(_PARTICLES)}))?[ -]{_LARGE}){{1,5}}|"
    rf"(?<![\w'’-])(?=\w{{{LETTERS_AT_LEAST}}}){_LARGE}"
)
_TOKEN = re.compile(r"[^\W\d_]+")
_Names = tuple[tuple[Sounds, ListedName], ...]  # how they are said


class LikeGroups:
    """The index, by how the first word of a name is said."""

    __slots__ = ("_by_first", "_remembered")

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        by_first: dict[str, dict[Sounds, dict[tuple[Sounds, tuple[str, str]], ListedName]]] = {}
        for copy in versions:
            for entry in copy.entries:
                if entry.kind is ListedKind.GROUP and not _PROGRAMMES.isdisjoint(entry.programmes):
                    for name, first, said in _names(entry):
                        for key in islice(keys_of(first), KEYS_INDEXED):
                            known = by_first.setdefault(key, {}).setdefault(opened(sounds_of(first)), {})
                            known.setdefault((said, (entry.list, entry.id)), ListedName(entry, name, copy))
        self._by_first: Mapping[str, Mapping[Sounds, _Names]] = {
            key: {first: tuple((said, name) for (said, _), name in own.items()) for first, own in firsts.items()}
            for key, firsts in by_first.items()
        }
        self._remembered: dict[str, _Names] = {}

    def find(self, text: str) -> Iterator[tuple[int, int, ListedName]]:
        """Stretches of a text, from left to right, the longest at each place, with whom they may be."""
        for run in _RUN.finditer(text) if self._by_first else ():
            if not any(map(self._beginning, run[0].replace("-", " ").split())):
                continue
            tokens = [one for one in _TOKEN.finditer(run[0]) if one[0].lower() not in _PARTICLES]
            behind = 0
            for at, token in enumerate(tokens):
                near = self._beginning(token[0]) if at >= behind else ()
                for last in range(min(len(tokens), at + WORDS_AT_MOST), at, -1) if near else ():
                    found = _said_like("".join(one[0] for one in tokens[at:last]), near)
                    start, end = run.start() + token.start(), run.start() + tokens[last - 1].end()
                    yield from ((start, end, name) for name in found)
                    if found:
                        behind = last
                        break

    def _beginning(self, word: str) -> _Names:
        """The names whose first word is said like this one, which has a capital; remembered."""
        known = self._remembered.get(word)
        if known is None:
            if len(self._remembered) >= WORDS_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[word] = tuple(self._begun_with(word)) if word[0].isupper() else ()
        return known

    def _begun_with(self, word: str) -> Iterator[tuple[Sounds, ListedName]]:
        said = opened(sounds_of(word))
        for key in keys_of(word):
            for first, names in self._by_first.get(key, {}).items():
                if alike(said, first, least=FIRST_LIKE) >= FIRST_LIKE:
                    yield from names


def _said_like(whole: str, names: _Names) -> list[ListedName]:
    """The groups that some words as one are said like, each once."""
    said = opened(sounds_of(whole)) if len(whole) >= LETTERS_AT_LEAST else ()
    if len(said) < SOUNDS_AT_LEAST:
        return []
    near = [(own, name) for own, name in names if abs(len(own) - len(said)) <= SOUNDS_MORE]
    return list({name.key: name for own, name in near if alike(said, own, least=LIKE) >= LIKE}.values())


def _names(entry: Listing) -> Iterator[tuple[NameOfListing, str, Sounds]]:
    """The names of a group that say nothing in English, with the first word and how all are said as one."""
    for name in entry.names:
        words = _words(name.text) if name.strength is Strength.STRONG and name.script == "latin" else ()
        if words:
            yield name, words[0], opened(sounds_of("".join(words)))


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

"""Listed Koreans and Chinese by the syllables of their names, and by the letters of their pinyin.

In: the lists; later syllables or letters. Out: whose names have them. Either order of a printed name is tried: KIM Yong
Chol, Yong Chol Kim. Never reads a text; `monitor.screening.syllable_names` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from monitor.model.listing import ListedKind, ListVersion, Strength
from monitor.screening.confirm import countries_of
from monitor.screening.listed_name import ListedName
from monitor.screening.syllables import Syllables, may_be_one_syllable, syllables

WORDS_REMEMBERED = 16_384
SYLLABLES, SYLLABLES_AT_MOST = 3, 4
LETTERS_OF_SYLLABLE = 8  # at most; Hyoung and Zhuang have six
BEARERS_AT_MOST = 3  # entries of one list that are said so; more means that the name tells nobody
KOREA, CHINA = frozenset({"KP"}), frozenset({"CN", "HK", "TW", "MO"})


class _FirstSyllables(dict[str, str]):
    """By word of a text the syllable that it is, if a name may begin with it, else nothing.

    Worked out when first asked for and remembered, since an article's words are those of the last.
    """

    __slots__ = ("_families",)

    def __init__(self, families: frozenset[str]) -> None:
        super().__init__()
        self._families = families

    def __missing__(self, word: str) -> str:
        said = syllables(word) if len(word) <= LETTERS_OF_SYLLABLE and may_be_one_syllable(word) else ()
        first = _plain(said)[0] if len(said) == 1 else ""
        if len(self) >= WORDS_REMEMBERED:
            self.clear()
        self[word] = first if first in self._families else ""
        return self[word]


class SyllableNames:
    """The index: by syllables, family name first, and of Chinese by the letters of their pinyin."""

    __slots__ = ("_by_pinyin", "_by_syllables", "_two", "first_syllable")

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        self._by_syllables: dict[Syllables, dict[tuple[str, str], ListedName]] = {}
        self._by_pinyin: dict[str, dict[tuple[str, str], ListedName]] = {}
        for copy in versions:
            for entry in copy.entries:
                if entry.kind is ListedKind.PERSON and (KOREA | CHINA) & set(countries_of(entry)):
                    for name in entry.names:
                        if name.strength is Strength.STRONG and name.script == "latin":
                            self._add(ListedName(entry, name, copy))
        self._two = frozenset(key[:2] for key in self._by_syllables)
        self.first_syllable = _FirstSyllables(frozenset(first for first, _ in self._two))

    def _add(self, name: ListedName) -> None:
        chinese = CHINA & set(countries_of(name.listing))
        for words in _family_first(name.name.text):
            said = tuple(one for word in words for one in syllables(word))
            if SYLLABLES <= len(said) <= SYLLABLES_AT_MOST and all(map(syllables, words)):
                self._by_syllables.setdefault(_plain(said), {})[name.key] = name
                if chinese:
                    self._by_pinyin.setdefault(letters_of("".join(words)), {})[name.key] = name

    def __bool__(self) -> bool:
        return bool(self._by_syllables)

    def goes_on(self, first: str, second: str) -> bool:
        """Whether a name that begins with one word may go on with another, and end with a third."""
        said = syllables(second.replace("-", ""))
        return bool(said) and (self.first_syllable[first], said[0]) in self._two

    def of(self, said: Syllables) -> tuple[ListedName, ...]:
        """Whose names have these syllables."""
        return _few(self._by_syllables.get(_plain(said), {})) if len(said) >= SYLLABLES else ()

    def of_pinyin(self, letters: str) -> tuple[ListedName, ...]:
        """Chinese whose name is spelled so in Latin letters."""
        return _few(self._by_pinyin.get(letters, {}))


def _family_first(printed: str) -> Iterator[tuple[str, ...]]:
    """The words of a printed name, the family name first, whichever way it is printed."""
    last, comma, first = printed.partition(",")
    words = tuple(word for part in ((last, first) if comma else (printed,)) for word in part.replace("-", " ").split())
    if comma or (words[:1] and words[0].isupper() and not words[-1].isupper()):
        yield words
    elif words:
        yield from dict.fromkeys((words, (words[-1], *words[:-1])))


def _plain(said: Syllables) -> Syllables:
    """Without what the South and the North spell differently at the beginning: Ri and Yi, Ryu and Yu."""
    return (said[0].removeprefix("l"), *said[1:])


def _few(found: Mapping[tuple[str, str], ListedName]) -> tuple[ListedName, ...]:
    """All of a list that has few of them."""
    by_list: dict[str, list[ListedName]] = {}
    for name in found.values():
        by_list.setdefault(name.listing.list, []).append(name)
    return tuple(name for own in by_list.values() if len(own) <= BEARERS_AT_MOST for name in own)


def letters_of(name: str) -> str:
    """A name's letters alone, small."""
    return "".join(filter(str.isalpha, name.lower()))

"""Words that reports of one event in one language share: what happened, beside who and where. Folded text in, keys out.

Two outlets seldom share a phrase, but rare words: 'ferry', 'capsized', 'harbour'. A word is cut to its first letters,
which most inflections leave alone; Chinese gives pairs of characters. Words that every tenth article has are left out
(`data/common_words.json`, counted by `tools/fit_stories.py`), and only the beginning of an article is read: titles and
first paragraphs tell the news, later ones the background, which reports of other events share. Knows no language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from monitor.stories.prior import DATA

STEM = 6  # letters
SHORTEST = 4  # letters; shorter words are mostly grammar
SHORTEST_ARABIC = 3
MOST = 60  # stems
READ = 200  # words, or characters where words are not spaced
_AT_ONCE = 64  # of what stands between spaces; few articles are read much further than their second such lot
_FIRST_ARABIC, _UNSPACED = "\u0600", "\u2e80"
_WORD = re.compile(r"[^\W\d_\u2e80-\u9fff]{3,}|[\u3400-\u9fff]{2,}")
_ARTICLES = ("وال", "فال", "بال", "كال", "لال", "ال", "لل")


def content_words(text: str, *, besides: Iterable[str] = ()) -> Mapping[str, str]:
    """The first stems of a folded text, and the word that each came from first; none of the names `besides`."""
    names, common = {stem for name in besides for stem, _ in stems(name)}, common_words()
    found: dict[str, str] = {}
    for lot in _lots(text):
        for word in dict.fromkeys(lot):
            if word[0] < _FIRST_ARABIC:
                stem = word[:STEM]
                if stem not in found and stem not in common and stem not in names:
                    found[stem] = word
            else:
                for stem, shown in _stems_of(word):
                    if stem not in found and stem not in common and stem not in names:
                        found[stem] = shown
        if len(found) >= MOST:
            return dict(islice(found.items(), MOST))
    return found


def stems(text: str) -> Iterator[tuple[str, str]]:
    """The stems of the first words and the words, as often as they stand there; common ones too."""
    for lot in _lots(text):
        for word in lot:
            yield from _stems_of(word)


def _lots(text: str) -> Iterator[list[str]]:
    """The first words that have a stem, in lots."""
    left = READ
    while left > 0 and text:
        some = text.split(None, _AT_ONCE)
        text = some.pop() if len(some) > _AT_ONCE else ""
        words = _letters_alone(some)
        if words is None:
            words = [*_one_by_one(some)]
        yield [word for word in words[:left] if len(word) >= SHORTEST or word[0] >= _FIRST_ARABIC]
        left -= len(words)


def _stems_of(word: str) -> Iterator[tuple[str, str]]:
    if word[0] >= "\u3400":
        yield from ((word[at : at + 2], word[at : at + 2]) for at in range(len(word) - 1))
    elif _FIRST_ARABIC <= word[0] <= "\u06ff":
        bare = _without_article(word)
        yield bare[:STEM], bare
    elif len(word) >= SHORTEST:
        yield word[:STEM], word


def _without_article(word: str) -> str:
    if word.startswith(_ARTICLES):
        bare = word[2 if word[1] == "ل" else 3 :]
        return bare if len(bare) >= SHORTEST_ARABIC else word
    return word


def _letters_alone(parts: Sequence[str]) -> list[str] | None:
    """The words, where all that stands between spaces is letters of a script that has them, or is digits."""
    letters = list(filter(str.isalpha, parts))
    others = len(parts) - len(letters)
    if (others and others != sum(map(str.isdecimal, parts))) or max(letters, default="") >= _UNSPACED:
        return None
    return [word for word in letters if len(word) >= SHORTEST_ARABIC]


def _one_by_one(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        if part.isalpha() and part[-1] < _UNSPACED:
            if len(part) >= SHORTEST_ARABIC:
                yield part
        else:
            yield from _WORD.findall(part)


@cache
def common_words() -> frozenset[str]:
    """Stems that are common in some language."""
    return frozenset(json.loads(DATA.joinpath("common_words.json").read_text(encoding="utf-8")))

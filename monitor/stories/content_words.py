"""Words that reports of one event in one language share: what happened, beside who and where. Folded text in, keys out.

Two outlets seldom share a phrase, but rare words: 'ferry', 'capsized', 'harbour'. A word is cut to its first letters,
which most inflections leave alone; Chinese gives pairs of characters. Words that every tenth article has are left out
(`data/common_words.json`, counted by `tools/fit_stories.py`), and only the beginning of an article is read: titles and
first paragraphs tell the news, later ones the background, which reports of other events share. Knows no language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice

from monitor.stories.prior import DATA

STEM = 6  # letters
SHORTEST = 4  # letters; shorter words are mostly grammar
SHORTEST_ARABIC = 3
MOST = 60  # stems
READ = 200  # words, or characters where words are not spaced
_WORD = re.compile(r"[^\W\d_\u2e80-\u9fff]{3,}|[\u3400-\u9fff]{2,}")
_ARTICLES = re.compile(r"^(?:[وفبكل]?ال|لل)(?=\w{3})")


def content_words(text: str, *, besides: Iterable[str] = ()) -> Mapping[str, str]:
    """The first stems of a folded text, and the word that each came from first; none of the names `besides`."""
    names = {stem for name in besides for stem, _ in stems(name)}
    common = common_words()
    found: dict[str, str] = {}
    for stem, word in stems(text):
        if stem not in common and stem not in names:
            found.setdefault(stem, word)
            if len(found) == MOST:
                break
    return found


def stems(text: str) -> Iterator[tuple[str, str]]:
    """The stems of the first words and the words, as often as they stand there; common ones too."""
    for word in islice(_words(text), READ):
        if word[0] >= "\u3400":
            yield from ((word[at : at + 2], word[at : at + 2]) for at in range(len(word) - 1))
        elif "\u0600" <= word[0] <= "\u06ff":
            bare = _ARTICLES.sub("", word)
            if len(bare) >= SHORTEST_ARABIC:
                yield bare[:STEM], bare
        elif len(word) >= SHORTEST:
            yield word[:STEM], word


def _words(text: str) -> Iterator[str]:
    for word in text.split():
        if word.isalpha() and word[-1] < "\u2e80":
            if len(word) >= SHORTEST_ARABIC:
                yield word
        else:
            yield from _WORD.findall(word)


@cache
def common_words() -> frozenset[str]:
    """Stems that are common in some language."""
    return frozenset(json.loads(DATA.joinpath("common_words.json").read_text(encoding="utf-8")))

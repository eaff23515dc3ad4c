"""One pattern for any of many words, made as a tree of letters: trying it takes hardly longer the more words there are.

In: plain words. Out: the source of a pattern that tries longer words before shorter ones. Reads no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

NOTHING = "(?!)"
_END = ""


class _Letters(dict[str, "_Letters"]):
    """What may follow a letter; `_END` where a word may end."""


def any_of(words: Iterable[str]) -> str:
    """The source of a pattern that finds any of the words, the longest that fits first; nothing if there are none."""
    tree = _Letters()
    for word in words:
        at = tree
        for letter in word:
            at = at.setdefault(letter, _Letters())
        at[_END] = _Letters()
    tree.pop(_END, None)
    return _source(tree) if tree else NOTHING


def word_begins(words: Iterable[str]) -> str:
    """The source of a look at one place: a word begins there, with the first letter of one of these."""
    letters = "".join(map(re.escape, sorted({word[0] for word in words if word})))
    return rf"(?=[{letters}])(?<![^\W\d_])" if letters else NOTHING


def _source(tree: _Letters) -> str:
    """The letters that may follow, each with what may follow it."""
    branches = [
        re.escape(letter) + (_source(tree[letter]) if set(tree[letter]) != {_END} else "")
        for letter in sorted(tree)
        if letter
    ]
    source = branches[0] if len(branches) == 1 and _END not in tree else f"(?:{'|'.join(branches)})"
    return source + ("?" if _END in tree else "")

"""The usual ways to fold a text and keep its offsets, as peers: a loop over its characters.

Comes in: a text. Goes out: the folded text and, for each of its characters, the index of the one that it came from.
"""

from __future__ import annotations

import unicodedata

from monitor.text.fold import fold_char

_FOLDED: dict[str, str] = {}


def fold_loop(text: str) -> tuple[str, list[int]]:
    """By our rules for one character, remembered; what `fold` gives, but for Chinese that touches other letters."""
    out, offsets, space = [" "], [0], True
    for index, char in enumerate(text):
        folded = _FOLDED.get(char)
        if folded is None:
            folded = _FOLDED[char] = fold_char(char)
        for letter in folded:
            if letter != " ":
                out.append(letter)
                offsets.append(index)
                space = False
            elif not space:
                out.append(letter)
                offsets.append(index)
                space = True
    if not space:
        out.append(" ")
        offsets.append(len(text))
    return "".join(out), offsets


def nfd_loop(text: str) -> tuple[str, list[int]]:
    """Each character taken apart, small, its marks dropped, what is neither letter nor digit a space."""
    out, offsets = [" "], [0]
    for index, char in enumerate(text):
        for letter in unicodedata.normalize("NFD", char.lower()):
            if unicodedata.category(letter)[0] == "M":
                continue
            plain = letter if letter.isalnum() else " "
            if plain != " " or out[-1] != " ":
                out.append(plain)
                offsets.append(index)
    return "".join(out), offsets

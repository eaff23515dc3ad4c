"""Where the words of a folded text begin and end, for all who look for words of one article.

In: a folded text, with a space at either end and one between words. Out: where its spaces stand: the word that
`text_words.words_of` numbers n stands between those numbered n - 1 and n. Never knows a word.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

_SPACE = ord(" ")


@lru_cache(maxsize=4)
def spaces_of(folded: str) -> tuple[int, ...]:
    """Where the spaces of a folded text stand, in order."""
    if folded.isascii():
        codes = np.frombuffer(folded.encode(), dtype=np.uint8)
    else:
        codes = np.frombuffer(folded.encode("utf-32-le"), dtype=np.uint32)
    return tuple((codes == _SPACE).nonzero()[0].tolist())

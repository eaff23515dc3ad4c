"""Scripts: a text in, the script that most of its letters belong to and how large its share is out.

Knows the scripts of the configured languages and their neighbours; every other letter counts as 'other'.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

# First code point of each block and the script from there on. Sorted; gaps are 'other'.
_STARTS: tuple[tuple[int, str], ...] = (
    (0x0000, "latin"),
    (0x0370, "greek"),
    (0x0400, "cyrillic"),
    (0x0530, "other"),
    (0x0590, "hebrew"),
    (0x0600, "arabic"),
    (0x0700, "other"),
    (0x0750, "arabic"),
    (0x0780, "other"),
    (0x08A0, "arabic"),
    (0x0900, "devanagari"),
    (0x0980, "other"),
    (0x1100, "hangul"),
    (0x1200, "other"),
    (0x1C80, "cyrillic"),
    (0x1C90, "other"),
    (0x1E00, "latin"),
    (0x1F00, "greek"),
    (0x2000, "other"),
    (0x3040, "kana"),
    (0x3100, "other"),
    (0x3400, "han"),
    (0xA000, "other"),
    (0xAC00, "hangul"),
    (0xD7B0, "other"),
    (0xF900, "han"),
    (0xFB00, "latin"),
    (0xFB13, "other"),
    (0xFB50, "arabic"),
    (0xFF00, "other"),
    (0xFF21, "latin"),
    (0xFF5B, "other"),
    (0xFF66, "kana"),
    (0xFFA0, "other"),
    (0x20000, "han"),
    (0x32000, "other"),
)
_KEYS = tuple(start for start, _ in _STARTS)
_JAPANESE = 0.05  # share of kana among han and kana from which a text is Japanese
_HAN_WEIGHT = 3  # a Chinese character says about as much as three letters


def main_script(text: str) -> tuple[str, float]:
    """The script with the most letters and its share (0 to 1); ('', 0.0) when there are no letters."""
    counts: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        if letter.isalpha():
            counts[_STARTS[bisect_right(_KEYS, ord(letter)) - 1][1]] += times
    if counts["kana"] > _JAPANESE * (counts["kana"] + counts["han"]):
        counts["kana"] += counts.pop("han", 0)
    counts["han"] *= _HAN_WEIGHT
    total = counts.total()
    if not total:
        return "", 0.0
    script, most = counts.most_common(1)[0]
    return script, most / total

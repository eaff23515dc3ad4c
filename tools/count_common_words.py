"""Count which words are ordinary ones, so that a name on a list which is such a word is no proof of anything.

In: texts in ../shared/data: NTREX-128 in thirteen languages, and Council resolutions in English. Out:
monitor/screening/common_words.json, folded words without their counts, and on the terminal how many there are.

A word counts as ordinary in a language that has capitals if it stands written small at least so often; a German noun
does if no other language has the word, for names cross languages. In Arabic script every word counts.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from monitor.text.fold import fold_words

SHARED = Path(__file__).parents[2] / "shared" / "data"
OUT = Path(__file__).parents[1] / "monitor" / "screening" / "common_words.json"
LEAST_SEEN = 3
NOUNS_ARE_CAPITALISED = "de"
NO_CAPITALS = ("ar", "fa")
UNSPACED = ("zh",)
SHORTEST = 3
WORD = re.compile(r"[^\W\d_]{3,}")


def main() -> None:
    """Count, write, report."""
    counts = {path.stem: Counter(_written(path)) for path in sorted((SHARED / "ntrex").glob("*.jsonl"))}
    counts["en"].update(_of_the_council())
    common = {fold_words(word) for code, words in counts.items() for word in _ordinary(code, words, counts)}
    kept = sorted(word for word in common if len(word) >= SHORTEST and " " not in word)
    OUT.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(kept):,} words, {OUT.stat().st_size / 1e3:.0f} kB")


def _ordinary(code: str, words: Counter[str], counts: dict[str, Counter[str]]) -> Iterator[str]:
    others = [of for other, of in counts.items() if other != code]
    for word, count in words.items():
        small = code in NO_CAPITALS or word.islower()
        noun = code == NOUNS_ARE_CAPITALISED and word.istitle() and not any(word in of for of in others)
        if count >= LEAST_SEEN and (small or noun):
            yield word


def _written(path: Path) -> Iterator[str]:
    if path.stem not in UNSPACED:
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from WORD.findall(json.loads(line)["text"])


def _of_the_council() -> Iterator[str]:
    with gzip.open(SHARED / "unsc_texts.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield from WORD.findall(json.loads(line)["text"])


if __name__ == "__main__":
    main()

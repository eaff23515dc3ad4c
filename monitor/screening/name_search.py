"""Find listed names in folded text: by their first two words, and Chinese ones by an automaton.

In: the folded spellings of all names, later a folded text. Out: which of them stand there and where. An automaton over
all 148,000 spellings is far larger than a processor's cache: on an article it takes five times as long as this, which
asks for each two words of the text whether any name begins so. Where no space parts words, there is nothing to ask for.
Never knows whose a name is.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import compress, count, pairwise

from monitor.engine.automaton import Automaton
from monitor.screening.spaces import spaces_of
from monitor.screening.text_words import words_of
from monitor.text.fold import Folded

Found = tuple[str, int, int]


class NameSearch:
    """Immutable. A spelling has a space at either end, but none where Chinese characters stand (`table.padded`)."""

    __slots__ = ("_alone", "_last_words", "_lengths", "_spellings", "_unspaced", "_unspaced_spellings")

    def __init__(self, spellings: AbstractSet[str]) -> None:
        self._spellings = spellings
        self._unspaced_spellings = tuple(one for one in spellings if one[0] != " " or one[-1] != " ")
        self._unspaced = Automaton(self._unspaced_spellings)
        alone: set[str] = set()
        last_words = {one.split()[-1] for one in self._unspaced_spellings if not one.isspace()}
        lengths: dict[tuple[str, str], frozenset[int]] = {}
        each: dict[str, str] = {}  # word: many names share one
        same: dict[frozenset[int], frozenset[int]] = {}
        for spelling in (one for one in spellings if one[0] == one[-1] == " "):
            first, *more = spelling.split() or ("",)
            last_words.add(more[-1] if more else first)
            if more:
                two = each.setdefault(first, first), each.setdefault(more[0], more[0])
                own = lengths.get(two, frozenset()) | {1 + len(more)}
                lengths[two] = same.setdefault(own, own)
            else:
                alone.add(first)
        self._alone, self._lengths, self._last_words = frozenset(alone), lengths, frozenset(last_words)

    def is_last(self, word: str) -> bool:
        """Whether a folded word is the last of some name."""
        return word in self._last_words

    def find(self, folded: Folded) -> Iterator[Found]:
        """Every name as (spelling, begin, end), also one within another; first those of words, by where they begin."""
        words = words_of(folded.text)
        alone = self._alone.intersection(words)
        begun = self._lengths.keys() & pairwise(words)
        firsts = {first for first, _ in begun}
        found: list[tuple[int, int]] = []
        for at in compress(count(), map((alone | firsts).__contains__, words)) if alone or firsts else ():
            if words[at] in alone:
                found.append((at, 1))
            if words[at] in firsts:
                found += [(at, length) for length in self._lengths.get((words[at], words[at + 1]), ())]
        if found:
            spaces = spaces_of(folded.text)
            for at, length in sorted(found):
                if at + length < len(words):
                    begin, end = spaces[at - 1], spaces[at + length - 1] + 1
                    if (spelling := folded.text[begin:end]) in self._spellings:
                        yield spelling, begin, end
        if folded.has_unspaced:
            for number, begin, end in self._unspaced.scan(folded.text):
                yield self._unspaced_spellings[number], begin, end

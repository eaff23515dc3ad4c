"""Which entries have which name: folded spellings of all names of all lists, and whose they are.

In: copies of lists. Out: a `Table` by folded spelling, with a space at either end where words are spaced, as they stand
in folded text. An owner is kept as one number: which entry, which of its names, how many words are left out.
Written for speed and size: some 150,000 spellings of 30,000 entries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from monitor.model.listing import ListedKind, Listing, ListVersion, Strength
from monitor.screening.known_as import as_written, known_as
from monitor.screening.known_near import known_near
from monitor.screening.listed_name import ListedName
from monitor.screening.spellings import Spelling, spellings
from monitor.text.fold import fold, fold_words

_AT_ONCE = 500  # entries whose spellings are folded at once: another thread waits no longer than that takes
_BETWEEN = "\ua015"  # stands in no name, and folds to itself
_FIRST_CJK = "\u2e80"
_NAME_BITS, _LEFT_BITS = 12, 4
_NAMES_AT_MOST, _LEFT_AT_MOST = (1 << _NAME_BITS) - 1, (1 << _LEFT_BITS) - 1


class Table:
    """`owners` by folded spelling. `bearers`: how many people of one list have a folded word in a name at most."""

    __slots__ = ("_entries", "bearers", "owners")

    def __init__(self, versions: Sequence[ListVersion]) -> None:
        self.owners: dict[str, int | tuple[int, ...]] = {}
        self.bearers: Counter[str] = Counter()
        self._entries: list[tuple[Listing, ListVersion]] = []
        for copy in versions:
            borne: Counter[str] = Counter()
            for begin in range(0, len(copy.entries), _AT_ONCE):
                self._add(copy, copy.entries[begin : begin + _AT_ONCE], borne)
            self.bearers |= borne
        for name, others in chain(known_as().items(), known_near().items()):
            self._call(padded(fold_words(name)), [written for other in others for written in as_written(other)])

    def of(self, spelling: str) -> tuple[ListedName, ...]:
        """Whose a folded spelling is."""
        return tuple(map(self._listed, _owners(self.owners.get(spelling, ()))))

    def _call(self, name: str, others: Iterable[str]) -> None:
        """Let those who have a name have others too."""
        own = _owners(self.owners.get(name, ()))
        for other in map(padded, map(fold_words, others if own else ())):
            known = _owners(self.owners.get(other, ()))
            entries = {owner >> (_NAME_BITS + _LEFT_BITS) for owner in known}
            self.owners[other] = (*known, *(one for one in own if one >> (_NAME_BITS + _LEFT_BITS) not in entries))

    def _listed(self, owner: int) -> ListedName:
        listing, copy = self._entries[owner >> (_NAME_BITS + _LEFT_BITS)]
        name = listing.names[(owner >> _LEFT_BITS) & _NAMES_AT_MOST]
        return ListedName(listing, name, copy, owner & _LEFT_AT_MOST)

    def _add(self, copy: ListVersion, entries: Sequence[Listing], borne: Counter[str]) -> None:
        made = [spellings(entry) for entry in entries]
        folded = iter(_folded([one[0] for own in made for one in own]))
        for entry, own in zip(entries, made, strict=True):
            number = len(self._entries) << (_NAME_BITS + _LEFT_BITS)
            self._entries.append((entry, copy))
            words: set[str] = set()
            for text, code in _best(entry, own, folded).items():
                known = self.owners.get(text)
                if known is None:
                    self.owners[text] = number | code
                else:
                    self.owners[text] = (*_owners(known), number | code)
                if not code & _LEFT_AT_MOST:
                    words.update(text.split())
            if entry.kind is ListedKind.PERSON:
                borne.update(words)


def _owners(found: int | tuple[int, ...]) -> tuple[int, ...]:
    return found if isinstance(found, tuple) else (found,)


def _best(entry: Listing, own: list[Spelling], folded: Iterator[str]) -> dict[str, int]:
    """Each folded spelling of an entry once, with the name it is of: a strong one, and with few words left out."""
    best: dict[str, tuple[bool, int, int]] = {}
    for (_, number, left), text in zip(own, folded, strict=False):  # of the iterator its own part
        if text.strip() and number <= _NAMES_AT_MOST:
            rank = (entry.names[number].strength is Strength.WEAK, min(left, _LEFT_AT_MOST), number)
            if text not in best or rank < best[text]:
                best[text] = rank
    return {text: number << _LEFT_BITS | left for text, (_, left, number) in best.items()}


def padded(folded: str) -> str:
    """A folded name as it stands in folded text: a space at either end, but for Chinese, which has none.

    What begins with a digit or a Latin letter and ends in Chinese has one before it: 39号室.
    """
    if folded[:1] >= _FIRST_CJK:
        return folded
    return f" {folded}" if folded[-1:] >= _FIRST_CJK else f" {folded} "


def _folded(texts: list[str]) -> list[str]:
    """`fold_words` of each, `padded`; many at once, which is some ten times as quick."""
    folded = fold(f" {_BETWEEN} ".join(texts)).text.split(_BETWEEN)
    if len(folded) != len(texts):
        folded = [f" {fold_words(text)} " for text in texts]
    return [padded(text.strip()) if text[1:2] >= _FIRST_CJK or text[-2:-1] >= _FIRST_CJK else text for text in folded]

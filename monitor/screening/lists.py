"""The loaded lists and the automaton over their names.

In: copies of sanctions lists and own watch lists. Out: `Lists`, which finds their names and numbers in folded text.
Names of lists stand in an automaton of their own, so that saving a rule rebuilds none of it.
Never reads a file and never decides whether a hit is meant; `monitor.screening.screen` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from monitor.engine.affixes import Script, script_of
from monitor.engine.automaton import Automaton
from monitor.model.listing import ListedKind, Listing, ListVersion, Strength
from monitor.screening.identifiers import Numbers
from monitor.screening.likeness import LikeNames
from monitor.screening.listed_name import ListedName
from monitor.screening.spellings import Spelling, spellings
from monitor.text.fold import Folded, fold, fold_words

_AT_ONCE = 4_000  # spellings folded at once
_BETWEEN = " \ua015 "  # stands in no name, and folds to itself


@dataclass(frozen=True, slots=True)
class NameHit:
    """A whole name in a text at original [start, end)."""

    start: int
    end: int
    names: tuple[ListedName, ...]


class Lists:
    """All entries of all lists. Replaced as a whole when a list changes, never edited."""

    __slots__ = ("_automaton", "_commonness", "_names", "_patterns", "_remembered", "like", "numbers", "versions")

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        self.versions = tuple(versions)
        self._names, self._commonness = table_of(self.versions)
        # Whole words, so a space at either end; none for Chinese, which writes none.
        self._patterns = tuple(name if _is_cjk(name) else f" {name} " for name in self._names)
        self._automaton = Automaton(self._patterns)
        self.numbers = Numbers(self.versions)
        self.like = LikeNames(self.versions)
        self._remembered: dict[tuple[str, ...], tuple[ListedName, ...]] = {}

    @classmethod
    def empty(cls) -> Lists:
        """No list is loaded."""
        return cls(())

    @classmethod
    def build(cls, versions: Iterable[ListVersion]) -> Lists:
        """Take the copies and build everything at once (a second or two for all public lists)."""
        return cls(versions)

    @property
    def as_of(self) -> date | None:
        """The oldest date of the copies loaded: what 'not listed' can be said for."""
        return min((copy.published for copy in self.versions if copy.published), default=None)

    def __bool__(self) -> bool:
        return bool(self.versions)

    def named(self, name: str) -> tuple[ListedName, ...]:
        """Entries that have exactly this name, but for case, accents, punctuation and what news leave out."""
        return tuple(self._names.get(fold_words(name), ()))

    def find(self, folded: Folded) -> Iterator[NameHit]:
        """Every whole name in a text, overlapping ones too."""
        patterns = self._patterns
        for pattern, begin, end in self._automaton.scan(folded.text):
            start, stop = folded.span(begin, end)
            yield NameHit(start, stop, tuple(self._names[patterns[pattern].strip()]))

    def remembered(self, names: tuple[str, ...], find: Callable[[], tuple[ListedName, ...]]) -> tuple[ListedName, ...]:
        """What was found for these names of one actor, or is found now."""
        if names not in self._remembered:
            self._remembered[names] = find()
        return self._remembered[names]

    def bearers(self, word: str) -> int:
        """How many people of one list have a folded word in a printed name: what many bear tells nobody."""
        return self._commonness[word]


def _is_cjk(name: str) -> bool:
    return not name.isascii() and script_of(name) is Script.CJK


def table_of(versions: Iterable[ListVersion]) -> tuple[Mapping[str, list[ListedName]], Counter[str]]:
    """Listed names by folded spelling, an entry once each; and how many people of one list bear each word at most."""
    table: dict[str, list[ListedName]] = {}
    bearers: Counter[str] = Counter()
    for copy in versions:
        own: Counter[str] = Counter()
        for begin in range(0, len(copy.entries), _AT_ONCE):
            _add(copy, copy.entries[begin : begin + _AT_ONCE], table, own)
        bearers |= own
    return table, bearers


def _add(
    copy: ListVersion, entries: Iterable[Listing], table: dict[str, list[ListedName]], bearers: Counter[str]
) -> None:
    made: list[tuple[Listing, Spelling]] = [(entry, one) for entry in entries for one in spellings(entry)]
    folded = _folded([one.text for _, one in made])
    at = 0
    while at < len(made):
        entry, best = made[at][0], dict[str, Spelling]()
        while at < len(made) and made[at][0] is entry:
            one, text = made[at][1], folded[at]
            if text and (text not in best or _better(one, best[text])):
                best[text] = one
            at += 1
        for text, one in best.items():
            table.setdefault(text, []).append(ListedName(entry, one.name, copy, one.left_out))
        if entry.kind is ListedKind.PERSON:
            bearers.update({word for text, one in best.items() if not one.left_out for word in text.split(" ")})


def _better(one: Spelling, other: Spelling) -> bool:
    """A strong name before a weak one, then the fewest words left out."""
    return (one.name.strength is Strength.WEAK, one.left_out) < (other.name.strength is Strength.WEAK, other.left_out)


def _folded(texts: list[str]) -> list[str]:
    """`fold_words` of each, several thousand at once: some ten times as quick."""
    folded = fold(_BETWEEN.join(texts)).text.split(_BETWEEN.strip())
    if len(folded) != len(texts):
        return [fold_words(text) for text in texts]
    return [one.strip() for one in folded]

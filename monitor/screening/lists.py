"""The loaded lists and the search for their names.

In: copies of sanctions lists and own watch lists. Out: `Lists`, which finds their names and numbers in folded text.
Names of lists are searched for by themselves, so that saving a rule rebuilds nothing of it.
Never reads a file and never decides whether a hit is meant; `monitor.screening.screen` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from monitor.model.listing import ListedKind, ListVersion
from monitor.screening.body_names import BodyNames
from monitor.screening.brands import without_brands
from monitor.screening.declined import DeclinedNames
from monitor.screening.identifiers import Numbers
from monitor.screening.known_as import known_in_latin
from monitor.screening.like_groups import LikeGroups
from monitor.screening.likeness import LikeNames
from monitor.screening.listed_name import ListedName
from monitor.screening.marks import Marks
from monitor.screening.name_search import NameSearch
from monitor.screening.namesakes import GivenNames
from monitor.screening.quoted_parts import QuotedNames
from monitor.screening.ship_names import ShipNames
from monitor.screening.syllable_index import SyllableNames
from monitor.screening.table import Table, padded
from monitor.text.fold import Folded, fold_words

SPELLINGS_REMEMBERED = 4_096


@dataclass(frozen=True, slots=True)
class NameHit:
    """A whole name in a text at original [start, end).

    `printed`: the name, where the text has it in another form; `sure`: what stands around it proves it.
    """

    start: int
    end: int
    names: tuple[ListedName, ...]
    printed: str = ""
    sure: bool = False


class Lists:
    """All entries of all lists. Replaced as a whole when a list changes, never edited."""

    __slots__ = (
        "_names",
        "_owners",
        "_remembered",
        "_search",
        "bodies",
        "declined",
        "given_names",
        "groups",
        "like",
        "marks",
        "numbers",
        "quoted",
        "ships",
        "syllables",
        "versions",
    )

    def __init__(self, versions: Iterable[ListVersion]) -> None:
        self.versions = tuple(versions)
        self._names = Table(self.versions)
        self._search = NameSearch(self._names.owners.keys())
        self.declined = DeclinedNames(self._names.owners.keys(), is_body=self._is_body)
        self.bodies = BodyNames(self.versions)
        for other in known_in_latin():
            self.bodies.call(other, self._names.of(padded(fold_words(other))))
        self.numbers = Numbers(self.versions)
        self.given_names = GivenNames(self.versions)
        self.groups = LikeGroups(self.versions)
        self.like = LikeNames(self.versions)
        self.marks = Marks(self.versions)
        self.quoted = QuotedNames(self.versions)
        self.ships = ShipNames(self.versions)
        self.syllables = SyllableNames(self.versions)
        self._owners: dict[str, tuple[ListedName, ...]] = {}
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
        """Entries that have exactly this name, but for case, accents, punctuation and what news leave out; no brand."""
        return without_brands(self._names.of(padded(fold_words(name))))

    def may_end(self, word: str) -> bool:
        """Whether some name may end with a word."""
        folded = fold_words(word)
        return not folded or self._search.is_last(folded.rpartition(" ")[2])

    def find(self, folded: Folded) -> Iterator[NameHit]:
        """Every whole name in a text, overlapping ones too."""
        for spelling, begin, end in self._search.find(folded):
            start, stop = folded.span(begin, end)
            yield NameHit(start, stop, self._whose(spelling))

    def find_declined(self, folded: Folded) -> Iterator[NameHit]:
        """Names of bodies in a case, and names behind an Arabic particle; some as a list has them."""
        for spelling, begin, end in self.declined.find(folded):
            start, stop = folded.span(begin, end)
            yield NameHit(start, stop, self._whose(spelling), spelling.strip())

    def _whose(self, spelling: str) -> tuple[ListedName, ...]:
        """Whose a spelling is; remembered, since most that news have are words, which the next article has too."""
        if (names := self._owners.get(spelling)) is None:
            if len(self._owners) >= SPELLINGS_REMEMBERED:
                self._owners.clear()
            names = self._owners[spelling] = self._names.of(spelling)
        return names

    def _is_body(self, spelling: str) -> bool:
        """Whether a folded spelling is a name of nobody, but of a body."""
        return all(name.listing.kind is ListedKind.GROUP for name in self._names.of(spelling))

    def remembered(self, names: tuple[str, ...], find: Callable[[], tuple[ListedName, ...]]) -> tuple[ListedName, ...]:
        """What was found for these names of one actor, or is found now."""
        if names not in self._remembered:
            self._remembered[names] = find()
        return self._remembered[names]

    def bearers(self, word: str) -> int:
        """How many people of one list have a folded word in a printed name: what many bear tells nobody."""
        return self._names.bearers[word]

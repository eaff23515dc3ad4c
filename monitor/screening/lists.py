"""The loaded lists and the automaton over their names.

In: `ListEntry`s of sanctions lists and own watch lists. Out: `Lists`, which finds their names in folded text. Names of
lists stand in an automaton of their own, so that saving a rule rebuilds none of it.
Never reads a file and never decides whether a hit is meant; `monitor.screening.screen` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from monitor.engine.affixes import Script, script_of
from monitor.engine.automaton import Automaton
from monitor.text.fold import Folded, fold_words

PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One designation. `names` begins with the primary one; `weak_names` are those that the list itself calls weak.

    `kind`: person, organisation, vessel, …, or empty. `since`: designated on. `as_of`: the date of this copy.
    `own`: of a watch list that the user wrote; its short and common names are meant.
    """

    list: str
    id: str
    names: tuple[str, ...]
    weak_names: tuple[str, ...] = ()
    kind: str = ""
    programmes: tuple[str, ...] = ()
    since: date | None = None
    as_of: date | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of one entry, as the list has it."""

    entry: ListEntry
    name: str
    weak: bool


@dataclass(frozen=True, slots=True)
class NameHit:
    """A whole name in a text at original [start, end)."""

    start: int
    end: int
    names: tuple[ListedName, ...]


@dataclass(frozen=True)
class Lists:
    """All entries of all lists. Replaced as a whole when a list changes, never edited."""

    entries: tuple[ListEntry, ...]

    @classmethod
    def empty(cls) -> Lists:
        """No list is loaded."""
        return cls(())

    @classmethod
    def build(cls, entries: Iterable[ListEntry]) -> Lists:
        """Take the entries and build the automaton at once (measured: 2.6 s for 60,000 names on a busy core)."""
        lists = cls(tuple(entries))
        _ = lists._automaton
        return lists

    @property
    def as_of(self) -> date | None:
        """The oldest date of the copies loaded: what 'not listed' can be said for."""
        return min((entry.as_of for entry in self.entries if entry.as_of), default=None)

    def named(self, name: str) -> tuple[ListedName, ...]:
        """Entries that have exactly this name, but for case, accents and punctuation."""
        return self._names.get(fold_words(name), ())

    def find(self, folded: Folded) -> Iterator[NameHit]:
        """Every whole name in a text, overlapping ones too."""
        patterns = self._patterns
        for pattern, begin, end in self._automaton.scan(folded.text):
            start, stop = folded.span(begin, end)
            yield NameHit(start, stop, self._names[patterns[pattern].strip()])

    @cached_property
    def _names(self) -> Mapping[str, tuple[ListedName, ...]]:
        """Listed names by folded spelling; a person's in both orders."""
        table: dict[str, dict[tuple[str, str], ListedName]] = {}
        for entry in self.entries:
            for name, weak in (*((n, False) for n in entry.names), *((n, True) for n in entry.weak_names)):
                for spelling in spellings(name, entry.kind):
                    folded = fold_words(spelling)
                    if folded:
                        table.setdefault(folded, {}).setdefault((entry.list, entry.id), ListedName(entry, name, weak))
        return {folded: tuple(owners.values()) for folded, owners in table.items()}

    @cached_property
    def _patterns(self) -> tuple[str, ...]:
        """What to search for: whole words, so a space at either end; none for Chinese, which writes none."""
        return tuple(name if script_of(name) is Script.CJK else f" {name} " for name in self._names)

    @cached_property
    def _automaton(self) -> Automaton:
        return Automaton(self._patterns)


def spellings(name: str, kind: str) -> tuple[str, ...]:
    """Ways to write a name: 'LAST, First' is also 'First LAST'."""
    last, comma, first = name.partition(",")
    if not comma or "," in first or not first.strip() or kind not in {PERSON, ""}:
        return (name,)
    return (f"{first.strip()} {last.strip()}", f"{last.strip()} {first.strip()}")

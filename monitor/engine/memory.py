"""What a load found out that the next one need not find out again: files by their content, patterns by their term.

Comes in: files, terms. Goes out: what reading and parsing them gives. With a `Kept`, it outlives the process. Changes
no result, only how long it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from monitor.engine.lexicon import patterns_of
from monitor.engine.terms import forget_terms
from monitor.strict_yaml import Kept, Reader

_Patterns = dict[str, str]  # by term, joined: so many small lists would cost as much as making them anew
_BETWEEN = "\t"  # no folded text has one
_Group = tuple[str, bool]  # language, whether exact


class Memory:
    """One for all that is loaded together; not for use by several threads at once."""

    def __init__(self, kept: Kept | None = None) -> None:
        self.reader = Reader(kept)
        self._kept = kept
        self._before: dict[_Group, _Patterns] = {}  # as they are on disk
        self._now: dict[_Group, _Patterns] = {}
        self._values: dict[str, tuple[str, Any]] = {}  # by what they are of, with their keys
        self._fresh = False

    def patterns_of(self, text: str, language: str, exact: bool) -> Sequence[str]:
        """`lexicon.patterns_of`."""
        group = (language, exact)
        now = self._now.get(group)
        if now is None:
            now = self._now[group] = {}
            if group not in self._before:
                self._before[group] = self._patterns_on_disk(group)
        found = now.get(text)
        if found is None:
            found = self._before[group].get(text)
            if not isinstance(found, str):
                found = _BETWEEN.join(patterns_of(text, language, exact))
                self._fresh = True
            now[text] = found
        return found.split(_BETWEEN) if found else ()

    def value(self, of: str, key: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, values of JSON's types; made once for a key, which names all that it depends on.

        Of one thing the last value is remembered.
        """
        known = self._values.get(of)
        if known is not None and known[0] == key:
            return known[1]
        found = self._kept.get(key) if self._kept is not None else None
        if found is None:
            found = make()
            if self._kept is not None:
                self._kept.put(key, found)
        self._values[of] = (key, found)
        return found

    def keep(self) -> None:
        """All is loaded for the first time: forget what was not needed, and save the rest for the next process."""
        self._before = {group: {} for group in self._before}
        if self._kept is not None:
            for (language, exact), patterns in self._now.items() if self._fresh else ():
                self._kept.put(_key(language, exact), patterns)
            self._kept.save()
            self._kept.end()
        forget_terms()

    def _patterns_on_disk(self, group: _Group) -> _Patterns:
        found = self._kept.get(_key(*group)) if self._kept is not None else None
        return found if isinstance(found, dict) else {}


def _key(language: str, exact: bool) -> str:
    return f"patterns/{language}/{'exact' if exact else 'folded'}"

"""Regular expressions of the `advanced:` block: RE2 alone, on folded text, near a concept that was found.

Comes in: an expression, the concept that fences it, how near. Goes out: `Found`s, with its named groups as slots; or
what makes it unusable. RE2 runs in time linear in the text and refuses what would need much memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import re2

from monitor.engine.patterns import ANCHORS_AT_MOST, Found
from monitor.engine.terms import TermProblem
from monitor.errors import Level
from monitor.model import Span
from monitor.text.fold import Folded

MEMORY_AT_MOST = 1 << 20  # bytes that RE2 may use for one expression
LETTERS_AT_MOST = 500  # of an expression
HITS_AT_MOST = 50  # of one expression in one article
_LETTERS_A_WORD = 40  # letters that a word may have before it is cut


@dataclass(frozen=True, slots=True)
class Regex:
    """A compiled expression. It is tried within `within` words of the hits of the concept `anchored_on`."""

    key: str
    expression: re2._Regexp
    anchored_on: str
    within: int

    def find(self, folded: Folded, anchors: Sequence[Span]) -> tuple[Found, ...]:
        """Every match near an anchor, in order, each once."""
        found: dict[tuple[int, int], Found] = {}
        for begin, window in self._windows(folded, anchors):
            for match in self.expression.finditer(window):
                if match.end() == match.start():
                    continue
                hit = self._found(folded, match, begin)
                found.setdefault((hit.span.start, hit.span.end), hit)
                if len(found) >= HITS_AT_MOST:
                    break
        return tuple(found[bounds] for bounds in sorted(found))

    def _windows(self, folded: Folded, anchors: Sequence[Span]) -> Iterator[tuple[int, str]]:
        """Stretches of folded text around the anchors, those that touch joined into one."""
        bounds: list[tuple[int, int]] = []
        starts = np.searchsorted(folded.offsets, [span.start for span in anchors[:ANCHORS_AT_MOST]], side="right") - 1
        for start in starts.tolist():
            low, high = _left(folded.text, start, self.within), _right(folded.text, start, self.within)
            if bounds and low <= bounds[-1][1]:
                bounds[-1] = (bounds[-1][0], max(high, bounds[-1][1]))
            else:
                bounds.append((low, high))
        return ((low, folded.text[low:high]) for low, high in bounds)

    def _found(self, folded: Folded, match: re2._Match, begin: int) -> Found:
        start, end = folded.span(begin + match.start(), begin + match.end())
        slots: dict[str, str] = {}
        for name, number in self.expression.groupindex.items():
            low, high = match.span(number)
            if low >= 0:
                slots[name] = folded.source[slice(*folded.span(begin + low, begin + high))]
        return Found(span=Span(start=start, end=end, text=folded.source[start:end], concept=self.key), slots=slots)


def _left(text: str, at: int, words: int) -> int:
    limit = max(0, at - words * _LETTERS_A_WORD)
    for _ in range(words + 1):
        at = text.rfind(" ", limit, at)
        if at < 0:
            return limit
    return at


def _right(text: str, at: int, words: int) -> int:
    limit = min(len(text), at + (words + 1) * _LETTERS_A_WORD)
    for _ in range(words + 2):
        at = text.find(" ", at + 1, limit)
        if at < 0:
            return limit
    return at + 1


def build_regex(key: str, find: str, *, near: str, within: int) -> Regex | None:
    """Compile an expression; None when it has a problem, which loaders report."""
    return (
        None if any(p.level is Level.ERROR for p in regex_problems(find)) else Regex(key, _compile(find), near, within)
    )


def regex_problems(find: str) -> tuple[TermProblem, ...]:
    """What is wrong with an expression: `E-regex-unsafe`, and `W-regex-case` for capitals, which never match."""
    if len(find) > LETTERS_AT_MOST:
        return (_unsafe(f"has more than {LETTERS_AT_MOST} letters", "split it into several"),)
    try:
        expression = _compile(find)
    except re2.error as error:
        said = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error.args[0])
        return (_unsafe(f"is not one that RE2 runs: {said}", "look-around and back-references do not exist there"),)
    if expression.search("") is not None:
        return (_unsafe("matches where nothing stands", "ask for at least one letter"),)
    if re.search(r"(?<!\\)[A-ZÀ-Þ]", re.sub(r"\(\?P<[^>]*>|\\[pP]\{[^}]*\}", "", find)):
        return (
            TermProblem(
                "W-regex-case",
                "the expression has capitals, and the text that it is tried on has none",
                "write it in small letters, without accents and punctuation",
                Level.WARNING,
            ),
        )
    return ()


def group_names(find: str) -> frozenset[str]:
    """The names of an expression's groups."""
    return frozenset(re.findall(r"\(\?P<([A-Za-z_][A-Za-z0-9_]*)>", find))


def _unsafe(what: str, todo: str) -> TermProblem:
    return TermProblem("E-regex-unsafe", f"the expression {what}", todo)


def _compile(find: str) -> re2._Regexp:
    options = re2.Options()
    options.max_mem = MEMORY_AT_MOST
    options.log_errors = False
    return re2.compile(find, options)

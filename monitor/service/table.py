"""Tables for people: rows in, lines that fit a terminal out.

A column that is empty throughout is left out. What does not fit is cut at a word, with an ellipsis, in the columns that
may give way; trouble stands whole, on lines of its own beneath its row. Scripts read `--json`, where nothing is cut.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

GAP = "  "
NARROWEST = 12  # cells that a column keeps, however narrow the terminal
LEGIBLE = 30  # cells that a wide column gets before spare columns get any
_NOTE_INDENT = "    "


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; `note` is told beneath it."""

    cells: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`wide` names the columns that give way; `empty` is the sentence for no rows, `after` one for behind the rows.

    `spare` names columns that are left out, the first first, where the wide ones would have to give too much.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    wide: frozenset[str] = frozenset()
    spare: tuple[str, ...] = ()
    empty: str = ""
    after: str = ""

    def lines(self, width: int) -> Iterator[str]:
        """The table in lines of at most `width` cells, if its columns can be made that narrow."""
        if not self.rows:
            yield self.empty
            return
        columns = [n for n in range(len(self.header)) if any(row.cells[n] for row in self.rows)]
        wanted = {n: max(cell_len(cells[n]) for cells in (self.header, *(r.cells for r in self.rows))) for n in columns}
        for name in self.spare:
            if self._is_tight(wanted, width):
                wanted = {n: cells for n, cells in wanted.items() if self.header[n] != name}
        widths = self._widths(wanted, width)
        yield _line([self.header[n] for n in wanted], widths)
        for row in self.rows:
            yield _line([row.cells[n] for n in wanted], widths)
            yield from textwrap.wrap(row.note, width, initial_indent=_NOTE_INDENT, subsequent_indent=_NOTE_INDENT)
        if self.after:
            yield self.after

    def _is_tight(self, wanted: Mapping[int, int], width: int) -> bool:
        """Whether a wide column would have to give up what makes it legible."""
        given = self._widths(wanted, width)
        return any(got < min(want, LEGIBLE) for want, got in zip(wanted.values(), given, strict=True))

    def _widths(self, wanted: Mapping[int, int], width: int) -> list[int]:
        """Cells by column, of those that each wants (by its place): the wide ones share what the others leave."""
        widths = list(wanted.values())
        giving = [at for at, n in enumerate(wanted) if self.header[n] in self.wide]
        left = width - len(GAP) * (len(wanted) - 1) - sum(w for at, w in enumerate(widths) if at not in giving)
        for count, at in zip(range(len(giving), 0, -1), sorted(giving, key=lambda at: widths[at]), strict=True):
            widths[at] = min(widths[at], max(left // count, NARROWEST))
            left -= widths[at]
        return widths


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells: cut behind a word if one ends in the second half, with an ellipsis."""
    if cell_len(text) <= width:
        return text
    end, used = 0, 0
    while used + (step := cell_len(text[end])) < width:
        used, end = used + step, end + 1
    space = text.rfind(" ", 0, end + 1)
    return text[: space if space > end // 2 else end].rstrip(" ,;:.–-") + "…"


def counted(number: int, what: str, many: str = "") -> str:
    """`1 rule`, `2 rules`; `many` is the plural that is not made with an s."""
    return f"{number} {what if number == 1 else many or what + 's'}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    shown = [cut(cell, width) for cell, width in zip(cells, widths, strict=True)]
    padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(shown, widths, strict=True))
    return GAP.join(padded).rstrip()

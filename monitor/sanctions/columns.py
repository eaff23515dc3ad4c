"""Tables with a heading: rows as mappings from the heading's words.

In: a stream, the columns that must be there. Out: one mapping a row. Raises `ListRefused` for another heading and for a
row of another length. Never guesses a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from monitor.errors import ListRefused
from monitor.sanctions.source import AGAIN, table

NO_END = (
    "this format states neither its end nor a count: a file cut at the end of a row cannot be told from a whole one"
)


def by_heading(file: BinaryIO, required: tuple[str, ...], *, preamble: str = "") -> Iterator[Mapping[str, str]]:
    """The rows. `preamble`: what a line above the heading begins with; it is given as a row of its own, under ''."""
    rows = table(file)
    heading = next(rows, [])
    if preamble and heading and heading[0].startswith(preamble):
        yield {"": heading[0]}
        heading = next(rows, [])
    missing = [column for column in required if column not in heading]
    if missing:
        raise ListRefused(f"the table has no column '{missing[0]}'", "check that this is the right file")
    for row in rows:
        if len(row) != len(heading):
            raise ListRefused(f"a row has {len(row)} cells where the heading has {len(heading)}", AGAIN)
        yield {column: cell.strip() for column, cell in zip(heading, row, strict=True)}

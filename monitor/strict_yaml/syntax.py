"""The C parser's complaints in the words of somebody who does not know YAML. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml
from yaml.reader import ReaderError

from monitor.errors import Problem

Region = tuple[tuple[int, int], tuple[int, int]]  # (line, column) of begin and end, from 0

_TRAP = re.compile(r"""(?:^|[\[{,:]|-\s)\s*([*&!@%`|>])([^\s,\]}]*)""")
_AFTER_QUOTE = re.compile(r"""(?:^|[\[{,:-]\s)\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*[^\s,\]}:#]""")


def explain(
    error: yaml.YAMLError | UnicodeEncodeError, *, file: Path, text: str, quoted: Sequence[Region] = ()
) -> Problem:
    """One problem for the fault at which parsing ended. `quoted` are the quoted texts that were read before it."""
    if isinstance(error, yaml.MarkedYAMLError):
        line, what, todo = _marked(error, text.split("\n"), quoted)
    elif isinstance(error, ReaderError):
        line = text.encode(errors="replace").count(b"\n", 0, error.position) + 1
        what = f"a control character (U+{int(error.character):04X}) stands in the text"
        todo = "delete it; it may be invisible in your editor"
    else:
        line, what, todo = 1, "the text holds half a character (a lone surrogate)", "type the text anew"
    return Problem(file=file, line=line, what=what, todo=todo, code="E-yaml")


def _marked(error: yaml.MarkedYAMLError, lines: list[str], quoted: Sequence[Region]) -> tuple[int, str, str]:
    """(line from 1, what, todo), the most telling explanation first."""
    mark = error.problem_mark or error.context_mark
    row = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    begin = error.context_mark.line if error.context_mark else row
    context, problem = error.context or "", error.problem or ""
    for number in dict.fromkeys((row, begin)):
        if _tab_indents(lines[min(number, len(lines) - 1)]):
            return number + 1, "a tab indents this line", "use spaces for indentation"
    if "quoted scalar" in context and "escape" not in problem:
        return begin + 1, "a quote opened here is not closed", "add the closing quote at the end of the text"
    if "unknown escape" in problem or "escape" in context:
        return row + 1, 'a backslash in "…" begins an escape that YAML does not know', "use '…' instead, or write \\\\"
    if trap := _trap(lines[row], column, context):
        return row + 1, *trap
    if "flow" in context:
        return _bracket(begin, row, lines, error)
    return _structure((row, column), lines, problem, quoted)


def _tab_indents(line: str) -> bool:
    return "\t" in line[: len(line) - len(line.lstrip())]


def _trap(line: str, column: int, context: str) -> tuple[str, str] | None:
    """Plain text that begins with a sign that means something to YAML."""
    for found in _TRAP.finditer(line):
        sign, rest = found.groups()
        if found.start(1) > column or (sign in "|>" and "block scalar" not in context):
            continue
        word = f"{sign}{rest}"
        return f'unquoted text cannot begin with "{sign}"', f"put quotes around it, like '{word}'"
    if _AFTER_QUOTE.search(line):
        return "text goes on after the closing quote", "put the whole text in one pair of quotes"
    return None


def _bracket(begin: int, row: int, lines: list[str], error: yaml.MarkedYAMLError) -> tuple[int, str, str]:
    sign, closing = ("[", "]") if "sequence" in (error.context or "") else ("{", "}")
    near = "" if row == begin or row >= len(lines) else f" (the fault shows in line {row + 1})"
    what = f'the "{sign}" opened here is not closed, or a comma is missing in it{near}'
    return begin + 1, what, f'add "{closing}" or the comma'


def _structure(at: tuple[int, int], lines: list[str], problem: str, quoted: Sequence[Region]) -> tuple[int, str, str]:
    row, column = at
    if quoted and quoted[-1][0][0] < quoted[-1][1][0] and row - quoted[-1][1][0] <= 1:
        what = "the quote opened here ends in a later line, and what follows makes no sense"
        return quoted[-1][0][0] + 1, what, "close the quote at the end of its text"
    line = lines[row].strip()
    if "mapping values" in problem:
        if len(re.findall(r":(?:\s|$)", line)) > 1:
            what = 'unquoted text cannot hold a colon and a space (": ")'
            return row + 1, what, "put quotes around the text behind the first colon"
        what = "a colon makes this line a key, and no key can stand here"
        return row + 1, what, "check the indentation, and that the line above has its colon and a space behind it"
    if "node content" in problem:
        sign = lines[row][column : column + 1] or "the line's end"
        return row + 1, f'a value is expected here, not "{sign}"', "delete it, or put quotes around the text"
    what = "the line does not fit to the lines above"
    return row + 1, what, "give it the same indentation as its neighbours; a list item begins with a hyphen and a space"

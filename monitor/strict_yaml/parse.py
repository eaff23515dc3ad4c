"""From the events of PyYAML's C parser to a `Document`. Collects every problem that does not end the parse."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from monitor.errors import InputError, Problem
from monitor.strict_yaml.document import Document, Node, Value
from monitor.strict_yaml.syntax import explain

MAX_DEPTH = 40  # lists and maps inside each other; deeper files are mistakes or attacks

_CUT = re.compile(r"""[^\s"'\[\]{},:|>-]\s+#\w$""")  # `- wagner #1`, not `- "wagner" #1` and not `- wagner  # one`

_QUOTE_IT = 'put quotes around it, like "{}"'


def load(path: Path, text: str | None = None) -> Document:
    """Read a strict YAML file, or `text` in its name.

    Raises `InputError` with every problem found; a file that cannot be read is a problem too.
    """
    if text is None:
        text = decoded(path, read_bytes(path))
    builder = _Builder(path)
    data, root = builder.build(text)
    if builder.problems:
        raise InputError(tuple(sorted(builder.problems, key=lambda p: p.line)))
    found = _comments(text, builder.quoted)
    return Document(file=path, data=data, root=root, comments=found.by_line, bare=found.bare, cut=found.cut)


def read_bytes(path: Path) -> bytes:
    """What a file holds; raises `InputError`."""
    try:
        return path.read_bytes()
    except OSError as error:
        problem = Problem(
            file=path,
            line=0,
            what=f"cannot be read: {error.strerror or error}",
            todo="check the path and who may read it",
            code="E-unreadable",
        )
        raise InputError((problem,)) from error


def decoded(path: Path, raw: bytes) -> str:
    """The bytes of a file as text; raises `InputError`."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        utf16 = raw[:2] in {b"\xff\xfe", b"\xfe\xff"}
        problem = Problem(
            file=path,
            line=raw.count(b"\n", 0, error.start) + 1,
            what="the file is saved as UTF-16" if utf16 else f"byte 0x{raw[error.start]:02x} is not UTF-8 text",
            todo='save the file with the encoding "UTF-8"',
            code="E-encoding",
        )
        raise InputError((problem,)) from error


class _StopParsing(Exception):
    """What follows cannot be understood any more."""


class _Builder:
    """Turns one event stream into values and lines; gathers problems on the way."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.quoted: list[tuple[tuple[int, int], tuple[int, int]]] = []  # where a `#` is no comment
        self._depth = 0
        self._events: Iterator[Any] = iter(())

    def build(self, text: str) -> tuple[Value, Node]:
        """Parse the whole text; the values mean something only while `problems` is empty."""
        data: Value = None
        root = Node(1)
        documents = 0
        try:
            self._events = yaml.parse(text, Loader=yaml.CSafeLoader)
            for event in self._events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._problem(event, "a second document begins here", "keep one document a file", "E-documents")
                        break
                    data, root = self._node(next(self._events))
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            fault = explain(error, file=self.file, text=text, quoted=self.quoted)
            if fault.line not in {problem.line for problem in self.problems}:  # one cause, told once
                self.problems.append(fault)
        except _StopParsing:
            pass
        if not self.problems and data is None:
            self.problems.append(_empty(self.file, text))
        return data, root

    def _problem(self, event: Any, what: str, todo: str, code: str) -> None:
        line = event.start_mark.line + 1
        self.problems.append(Problem(file=self.file, line=line, what=what, todo=todo, code=code))

    def _node(self, event: Any) -> tuple[Value, Node]:
        self._refuse_tricks(event)
        node = Node(event.start_mark.line + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event), node
        if isinstance(event, yaml.AliasEvent):
            return "", node
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._problem(event, f"more than {MAX_DEPTH} levels of nesting", "write it flatter", "E-deep")
            raise _StopParsing
        value = self._map(node) if isinstance(event, yaml.MappingStartEvent) else self._list(node)
        self._depth -= 1
        return value, node

    def _scalar(self, event: Any) -> str | None:
        if event.style:
            start, end = event.start_mark, event.end_mark
            self.quoted.append(((start.line, start.column), (end.line, end.column)))
            return str(event.value)
        return str(event.value) or None

    def _list(self, node: Node) -> Value:
        items: list[Value] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            value, inside = self._node(event)
            node.inside[len(items)] = inside
            items.append(value)
        return items

    def _map(self, node: Node) -> Value:
        values: dict[str, Value] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, node)
            value, inside = self._node(next(self._events))
            if key is not None:
                inside.line = event.start_mark.line + 1
                node.inside[key] = inside
                values[key] = value
        return values

    def _key(self, event: Any, node: Node) -> str | None:
        """The key's text; None after noting why it cannot be one."""
        key, _ = self._node(event)
        if not isinstance(key, str):
            what = "a key is missing before the colon" if key is None else "a list or map stands where a key belongs"
            self._problem(event, what, 'write "key: value"', "E-key")
            return None
        if key == "<<":
            self._problem(event, 'merge keys ("<<") are not allowed', "write the keys out", "E-alias")
            return None
        if key in node.inside:
            what = f'the key "{key}" stands here and in line {node.inside[key].line}'
            self._problem(event, what, "keep one of the two", "E-dup-key")
            return None
        return key

    def _refuse_tricks(self, event: Any) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            what = f'unquoted "*{anchor}" is an alias for YAML, not text'
            self._problem(event, what, _QUOTE_IT.format(f"*{anchor}"), "E-alias")
        elif anchor is not None:
            what = f'unquoted "&{anchor}" is an anchor for YAML, not text'
            self._problem(event, what, _QUOTE_IT.format(f"&{anchor} …"), "E-alias")
        if tag is not None:
            typed = tag.replace("tag:yaml.org,2002:", "!!")
            what = f'unquoted "{typed}" is a tag for YAML, not text'
            self._problem(event, what, "take it out, or put quotes around the whole text", "E-tag")


def _empty(file: Path, text: str) -> Problem:
    what = "holds nothing but comments" if text.strip() else "the file is empty"
    return Problem(file=file, line=1, what=what, todo="write something into it or delete it", code="E-empty")


@dataclass(frozen=True, slots=True)
class _Comments:
    """Comments by line, lines of nothing else, and lines on which one cuts a text short."""

    by_line: dict[int, str]
    bare: frozenset[int]
    cut: frozenset[int]


def _comments(text: str, quoted: list[tuple[tuple[int, int], tuple[int, int]]]) -> _Comments:
    """The C parser drops comments, so they are found again around the quoted texts."""
    starts = [start for start, _ in quoted]
    by_line, bare, cut = {}, set(), set()
    for number, line in enumerate(text.split("\n") if "#" in text else ()):
        at = -1
        while (at := line.find("#", at + 1)) >= 0:
            before = bisect_right(starts, (number, at)) - 1
            inside = before >= 0 and (number, at) < quoted[before][1]
            if not inside and (at == 0 or line[at - 1] in " \t"):
                by_line[number + 1] = line[at + 1 :].strip()
                if not line[:at].strip():
                    bare.add(number + 1)
                elif _CUT.search(line, 0, at + 2):
                    cut.add(number + 1)
                break
    return _Comments(by_line, frozenset(bare), frozenset(cut))

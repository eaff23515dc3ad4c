"""Read one copy of one sanctions list, whatever its format.

In: a file, bytes, or the several files that make one list. Out: a `ListVersion`, whole. The format is told from the
content, never from the name. Raises `ListRefused` with a plain sentence; a list is never read in part.
Never fetches and never stores.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final

from monitor.errors import ListRefused
from monitor.model.listing import Listing, ListVersion
from monitor.sanctions import (
    eu_journal,
    eu_xml,
    ofac_advanced,
    ofac_csv,
    ofac_xml,
    opensanctions,
    uk_csv,
    uk_xml,
    un_xml,
)
from monitor.sanctions.draft import Draft
from monitor.sanctions.source import AGAIN, Source, hash_of, head_of, opened

_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?P<name>[A-Za-z][\w.-]*)[\s>/]")
_BY_ROOT: Final[dict[str, Callable[[BinaryIO, str], Draft]]] = {
    "sdnList": ofac_xml.read,
    "Sanctions": ofac_advanced.read,
    "CONSOLIDATED_LIST": un_xml.read,
    "export": eu_xml.read,
    "Designations": uk_xml.read,
}
_PARTS = (ofac_csv.ADDRESSES, ofac_csv.ALIASES, ofac_csv.COMMENTS)
_NAMELESS = 0.01  # of the entries; more than this means that the format has changed
_NUMBERS_ONCE = ("ofac", "un")  # formats where each record has a number of its own
_RIGHT_FILE = "check that this is the right file; the formats are listed in docs/lists.md"


def read_list(source: Source | Sequence[Path | bytes], list_name: str, *, published: date | None = None) -> ListVersion:
    """Read a list. Several files: OFAC's CSV set, or the Official Journal's tables.

    `published`: the date of the copy, for a format that states none. Raises `ListRefused`.
    """
    sources = (source,) if isinstance(source, Path | bytes) else tuple(source)
    try:
        draft = _checked(_draft(sources, list_name))
        digest = hash_of(sources)
    except ListRefused as error:
        raise ListRefused(error.what, error.todo, list_name=list_name) from error
    day = draft.published or published
    return ListVersion(
        list=list_name,
        format=draft.format,
        entries=draft.entries if draft.published or not day else tuple(_by(entry, day) for entry in draft.entries),
        published=day,
        sha256=digest,
        rows=draft.rows,
        names_read=draft.names_read,
        complete=draft.complete,
        warnings=draft.warnings,
    )


def _by(entry: Listing, day: date) -> Listing:
    return entry if entry.since or entry.on_list_by else replace(entry, on_list_by=day)


# --- which reader -------------------------------------------------------------------------------------------------


def _draft(sources: tuple[Source, ...], list_name: str) -> Draft:
    if not sources:
        raise ListRefused("no file is given", "name at least one file")
    heads = [head_of(source) for source in sources]
    if _is_journal(heads[0]):
        return _journal(sources, heads, list_name)
    widths = [ofac_csv.width(head.decode("utf-8", "replace")) for head in heads]
    if any(widths):
        return _ofac_set(sources, widths, list_name)
    if len(sources) > 1:
        raise ListRefused("several files of a format that has one file a list", "give one of them")
    with opened(sources[0]) as file:
        return _reader(heads[0])(file, list_name)


def _reader(head: bytes) -> Callable[[BinaryIO, str], Draft]:
    """The reader for a file that begins so."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        return _xml_reader(text)
    if text.startswith(b"{"):
        return opensanctions.read_entities
    first_lines = text[:4000].decode("utf-8", "replace")
    heading = {cell.strip().strip('"') for cell in first_lines.split("\n", 1)[0].split(",")}
    if first_lines.startswith(uk_csv.PREAMBLE) or set(uk_csv.REQUIRED) <= heading:
        return uk_csv.read
    if set(opensanctions.REQUIRED) <= heading:
        return opensanctions.read_table
    raise ListRefused("this is no sanctions list that Vedette can read", _RIGHT_FILE)


def _xml_reader(head: bytes) -> Callable[[BinaryIO, str], Draft]:
    found = _ROOT.search(head)
    root = found["name"].decode() if found else ""
    if root in _BY_ROOT:
        return _BY_ROOT[root]
    if root.casefold() == "html" or head[:9].lower() == b"<!doctype":
        raise ListRefused("this is a web page, not a list; perhaps an error page of the server", AGAIN)
    what = f"XML that begins with <{root}> is no list that Vedette can read" if root else "the XML has no first element"
    raise ListRefused(what, _RIGHT_FILE)


def _is_journal(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").startswith((b"celex,", b"amendedCelex,"))


def _journal(sources: tuple[Source, ...], heads: list[bytes], list_name: str) -> Draft:
    if not all(map(_is_journal, heads)):
        raise ListRefused("tables of the Official Journal are mixed with other files", _RIGHT_FILE)
    with ExitStack() as stack:
        return eu_journal.read((stack.enter_context(opened(source)) for source in sources), list_name)


def _ofac_set(sources: tuple[Source, ...], widths: list[int], list_name: str) -> Draft:
    known = {*_PARTS, ofac_csv.PRIMARY}
    if not set(widths) <= known or len(set(widths)) < len(widths):
        raise ListRefused(
            "these are not the files of one OFAC list", "give SDN.CSV, and with it ALT, ADD and COMMENTS once each"
        )
    if ofac_csv.PRIMARY not in widths:
        raise ListRefused("only further files of an OFAC list are given", "give SDN.CSV or CONS_PRIM.CSV with them")
    parts = ofac_csv.Parts()
    with ExitStack() as stack:
        files = {columns: stack.enter_context(opened(source)) for source, columns in zip(sources, widths, strict=True)}
        for columns in _PARTS:
            if columns in files:
                ofac_csv.add_part(files[columns], columns, parts)
        return ofac_csv.read(files[ofac_csv.PRIMARY], list_name, parts)


# --- the whole ----------------------------------------------------------------------------------------------------


def _checked(draft: Draft) -> Draft:
    """The draft, if it is a whole list."""
    if not draft.entries:
        raise ListRefused("the list has no entries", AGAIN)
    if draft.stated is not None and draft.rows < draft.stated:
        raise ListRefused(f"the file has {draft.rows:,} entries and states {draft.stated:,}", AGAIN)
    if any(not entry.id for entry in draft.entries):
        raise ListRefused("an entry has no number of its own; the format may have changed", _RIGHT_FILE)
    nameless = [entry.id for entry in draft.entries if not entry.names]
    if len(nameless) > max(1, _NAMELESS * len(draft.entries)) or len(nameless) == len(draft.entries):
        raise ListRefused(f"{len(nameless):,} entries have no name; the format may have changed", _RIGHT_FILE)
    warnings = [*draft.warnings, *(f"entry {id_} has no name" for id_ in nameless)]
    if draft.stated is not None and draft.rows > draft.stated:
        warnings.append(f"the file has {draft.rows:,} entries and states {draft.stated:,}")
    if draft.format.startswith(_NUMBERS_ONCE) and draft.rows > len(draft.entries):
        warnings.append(
            f"{draft.rows - len(draft.entries)} records repeat the number of another and were joined with it"
        )
    return replace(draft, warnings=tuple(warnings))

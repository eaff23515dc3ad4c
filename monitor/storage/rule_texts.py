"""What the rules said that were once in use: each file's text once, however many sets it was part of.

In: the files of a set, and the hashes of the rules in it. Out: rows that are never changed; the text of a set, found by
its own digest or by the hash of a rule in it. So each finding leads to the words by which it was found, years later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from monitor.storage import tables
from monitor.storage.upsert import insert_for

# What a row's hash begins with says what its text is: a file; a list of files; the digest of that list.
_FILE, _SET, _RULE = "file:", "set:", "rule:"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTexts:
    """A set of rules as its files say it: texts by file name, in order, and rule ids by rule hash."""

    files: Mapping[str, str]
    rules: Mapping[str, str]

    @property
    def listing(self) -> str:
        """A line a file: the digest of its text, and its name."""
        return "\n".join(f"{_digest(text)} {name}" for name, text in self.files.items())

    @property
    def digest(self) -> str:
        """A hash over all files and their names."""
        return _digest(self.listing)


def keep(connection: Connection, kept: RuleTexts, *, now: datetime) -> None:
    """Store what is not stored yet. A rule's hash leads to the first set that had this very rule."""
    digest = kept.digest
    texts = {
        **{_FILE + _digest(text): text for text in kept.files.values()},
        _SET + digest: kept.listing,
        **{_RULE + rule: digest for rule in kept.rules},
    }
    rows = [{"hash": key, "text": text, "first_used_at": now} for key, text in sorted(texts.items())]
    once = insert_for(connection, tables.rule_set).on_conflict_do_nothing(index_elements=["hash"])
    connection.execute(once, rows)


def of_set(connection: Connection, digest: str) -> str | None:
    """The text of all files of a set, each under its name; None when there is none."""
    listing = _text(connection, _SET + digest)
    if listing is None:
        return None
    parts = []
    for line in listing.split("\n"):
        of_file, _, name = line.partition(" ")
        parts.append(f"# --- {name}\n{_text(connection, _FILE + of_file) or ''}")
    return "\n".join(parts)


def of_rule(connection: Connection, rule_hash: str) -> str | None:
    """`of_set` for the first set that had a rule with this hash."""
    digest = _text(connection, _RULE + rule_hash)
    return None if digest is None else of_set(connection, digest)


def _text(connection: Connection, key: str) -> str | None:
    wanted = select(tables.rule_set.c.text).where(tables.rule_set.c.hash == key)
    text: str | None = connection.execute(wanted).scalar_one_or_none()
    return text


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

"""The made lists of tests/data/lists: invented names in the form of every format that is read."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data" / "lists"
SHOW_THEIR_END = ("ofac.xml", "ofac_sdn.csv", "ofac_advanced.xml", "un.xml", "eu.xml", "uk.xml")
SHOW_NO_END = ("eu_journal.csv", "eu_journal_amendment.csv", "uk.csv", "opensanctions.csv", "opensanctions.ftm.json")


def made(name: str) -> bytes:
    """The bytes of a made list."""
    return (FOLDER / name).read_bytes()

"""OFAC's words for kinds and identifiers, shared by its XML, CSV and ADVANCED files.

In: a word of the list. Out: ours. The words are those of the lists of 2021 to 2025.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from monitor.model.listing import ListedKind

KINDS: Final = {
    "individual": ListedKind.PERSON,
    "entity": ListedKind.GROUP,
    "vessel": ListedKind.VESSEL,
    "aircraft": ListedKind.AIRCRAFT,
}
_IDENTIFIERS: Final = (
    ("imo", r"Vessel Registration Identification"),
    ("mmsi", r"MMSI"),
    ("passport", r"(?:Diplomatic |Additional )?Passport"),
    ("national id", r"National ID No\.|Cedula No\.|Identification Number|Personal ID Card|C\.U\.R\.P\.|D\.N\.I\."),
    ("national id", r"National Foreign ID Number|Birth Certificate Number|SSN|Driver's License No\."),
    ("tax", r"Tax ID No\.|R\.F\.C\.|RFC|NIT #|RUC #|V\.A\.T\. Number|RIF #|Italian Fiscal Code|US FEIN"),
    ("registration", r"(?:Business |Public )?Registration (?:Number|ID|Document #)|(?:UK )?Company Number|C\.R\. No\."),
    (
        "registration",
        r"Commercial Registry Number|Trade License No\.|Unified Social Credit Code \(USCC\)|Business Number",
    ),
    ("registration", r"Chamber of Commerce Number|Enterprise Number|Folio Mercantil No\.|Matricula Mercantil No"),
    ("registration", r"Government Gazette Number|Economic Register Number \(CBLS\)|Central Registration System Number"),
    ("lei", r"Legal Entity Number"),
    ("swift", r"SWIFT/BIC"),
    ("tail number", r"Aircraft Tail Number"),
    ("serial number", r"Aircraft Manufacturer's Serial Number \(MSN\)"),
    ("wallet", r"(?:alt\. )?Digital Currency Address - [A-Z0-9]+"),
)
_BY_WORD: Final = tuple((kind, re.compile(f"(?:{words})$")) for kind, words in _IDENTIFIERS)
_IN_REMARK: Final = tuple(
    (kind, re.compile(rf"^(?:alt\. )?(?:{words}) (?P<value>[^\s(;]+(?: [^\s(;]+)*)")) for kind, words in _IDENTIFIERS
)
_IMO: Final = re.compile(r"^IMO\s*(\d{7})\b")


def identifier(word: str, value: str) -> tuple[str, str] | None:
    """Our kind and the value of an identifier; None for what names nobody (gender, website, dates, …)."""
    kind = _kind(word)
    return _checked(kind, value) if kind else None


@lru_cache(maxsize=1024)
def _kind(word: str) -> str | None:
    return next((kind for kind, pattern in _BY_WORD if pattern.match(word)), None)


def in_remark(part: str) -> tuple[str, str] | None:
    """The identifier in one part of a CSV file's remarks, such as 'Passport A123 (Iran)'."""
    for kind, pattern in _IN_REMARK:
        if found := pattern.match(part):
            return _checked(kind, found["value"].rstrip("."))
    return None


def _checked(kind: str, value: str) -> tuple[str, str]:
    """A vessel's registration is its IMO number only where the list says so."""
    if kind != "imo":
        return kind, value
    found = _IMO.match(value)
    return ("imo", found[1]) if found else ("registration", value)


def link(id_: str) -> str:
    """OFAC's page of an entry (the address is unverified)."""
    return f"https://sanctionssearch.ofac.treas.gov/Details.aspx?id={id_}"

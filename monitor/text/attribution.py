"""Who wrote it: a paragraph in, the agency or the by-line it states out, or None.

Names of agencies and the words before an author's name are data (`boilerplate.yaml`). Looks at one paragraph at a time
and never at running text, but for the dateline of an agency ('MOSCOW, 5 May (Reuters) - …').
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from monitor.text.tables import table, words

_AGENCIES_LONGEST = 60  # characters; no agency's name alone is longer
_BYLINE_LONGEST = 70  # characters
_NAMES_MOST = 5  # words of a by-line, particles included
_SEPARATORS = re.compile(r"\s*(?:[,/;&+]|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b)\s*", re.IGNORECASE)
_DATELINE = re.compile(r"^.{0,60}?[(（](?P<agency>[^()（）]{2,40})[)）]\s*(?:[-–—:]|$)")
_SIGNED = re.compile(r"[.!?…\"”»]\s*[(\[](?P<agency>[^()\[\]]{2,40})[)\]]\s*$")
BRACKETS = "()[]（）【】 \t—–-*."


def agency_of(paragraph: str) -> str | None:
    """The agencies' usual names, if the paragraph (brackets, dashes and stars aside) is nothing else."""
    core = paragraph.strip(BRACKETS)
    if len(core) > _AGENCIES_LONGEST or len(core := core.casefold()) > _AGENCIES_LONGEST:
        return None
    if core[:2] not in _beginnings():
        return None
    if whole := _agencies().get(core):
        return whole
    found = [_agencies().get(part.strip(BRACKETS)) for part in _SEPARATORS.split(core)]
    return ", ".join(dict.fromkeys(name for name in found if name)) if all(found) else None


def dateline_agency(paragraph: str) -> str | None:
    """The agency of a dateline at the paragraph's start or of a signature in brackets at its end."""
    for pattern, part in ((_DATELINE, paragraph[:140]), (_SIGNED, paragraph[-60:])):
        match = pattern.search(part) if "(" in part or "[" in part or "（" in part else None
        if match and (agency := agency_of(match["agency"])):
            return agency
    return None


def byline_of(paragraph: str) -> str | None:
    """The author's name, if the paragraph is 'By …' (in any of the languages) and nothing but names follow."""
    if len(paragraph) > _BYLINE_LONGEST:
        return None
    for prefix in _byline_prefixes().get(paragraph[:1].casefold(), ()):
        rest = paragraph[len(prefix) :]
        if paragraph[: len(prefix)].casefold() == prefix and (colon := rest[:1] in ":： ") and rest.strip(":： "):
            name = rest.strip(":： ")
            if colon and _are_names(name):
                return name
    return None


def _are_names(text: str) -> bool:
    names = text.replace(",", " ").split()
    if not 0 < len(names) <= _NAMES_MOST or text[-1] in "!?;…！？；。" or any(letter.isdigit() for letter in text):
        return False
    if text[-1] == "." and len(names[-1]) > 3:  # noqa: PLR2004 - 'Jr.' and initials may end in a full stop
        return False
    particles = frozenset(words(table("boilerplate.yaml")["name_particles"]))
    return not names[0].islower() and all(name in particles or not name[0].islower() for name in names)


@lru_cache(maxsize=1)
def _byline_prefixes() -> Mapping[str, tuple[str, ...]]:
    """By the first letter, the longest first."""
    prefixes = sorted(set(words(table("boilerplate.yaml")["byline"])), key=lambda prefix: (prefix[0], -len(prefix)))
    return {letter: tuple(group) for letter, group in groupby(prefixes, key=itemgetter(0))}


@lru_cache(maxsize=1)
def _agencies() -> Mapping[str, str]:
    names = table("boilerplate.yaml")["agencies"]
    return {alias: name for name, aliases in names.items() for alias in (*aliases, name.casefold())}


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """How their names begin: two letters, which no name is shorter than."""
    return frozenset(name[:2] for name in _agencies())

"""One name of one entry at one place of a text, with what speaks for it. Pure values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from monitor.model import Listed, Span
from monitor.screening.listed_name import ListedName
from monitor.screening.precise import Proof


class Strength(StrEnum):
    """How a reader may take a hit."""

    STRONG = "strong"  # a name that proves itself
    WEAK = "weak"  # borne out by something else in the article
    PROPOSAL = "proposal"  # it sounds like a listed name
    IDENTIFIER = "identifier"  # a number


@dataclass(frozen=True, slots=True)
class Hit:
    """`reason` is said behind what was found where."""

    span: Span
    name: ListedName
    proof: Proof
    strength: Strength = Strength.STRONG
    reason: str = ""
    whom: str = ""  # whom the gazetteer names here

    def weaker(self, reason: str) -> Hit:
        """The same, borne out by something else."""
        return replace(self, strength=Strength.WEAK, reason=reason)

    def listed(self) -> Listed:
        """What a finding says of it."""
        listing = self.name.listing
        return Listed(
            list=listing.list,
            entry=listing.id,
            name=self.name.name.text,
            span=self.span,
            as_of=self.name.copy.published,
            programmes=listing.programmes,
            since=listing.since,
            on_list_by=listing.on_list_by,
            kind=listing.kind.value,
            strength=self.strength.value,
            because=self.because,
            link=listing.link,
        )

    @property
    def because(self) -> str:
        """Why this was taken for a hit, in one sentence."""
        listing, printed = self.name.listing, self.name.name.text
        whom = f", which names {self.whom}" if self.whom else ""
        of = "" if printed == listing.name else f", a name of '{listing.name}'"
        reason = f"; {self.reason}" if self.reason else ""
        return f"the text has '{self.span.text}'{whom}; the list '{listing.list}' has '{printed}'{of}{reason}"


_ORDER = tuple(Strength)


def once_a_place(hits: Iterable[Hit]) -> list[Hit]:
    """An entry once a place, the longest name and strongest reason first; no name within a longer one of another.

    In order of the text.
    """
    ordered = sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end, _ORDER.index(hit.strength)))
    reach: dict[tuple[str, str], int] = {}
    longest = (0, 0)
    kept: list[Hit] = []
    for hit in ordered:
        start, end = hit.span.start, hit.span.end
        within = longest[0] <= start and end <= longest[1] and longest != (start, end)
        if not within and end > reach.get(hit.name.key, -1):
            reach[hit.name.key] = end
            kept.append(hit)
            longest = (start, end) if end > longest[1] else longest
    return kept

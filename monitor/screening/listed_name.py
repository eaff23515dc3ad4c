"""One spelling of one name of one entry, with the copy of the list that has it. A value."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.model.listing import Listing, ListVersion, NameOfListing, Strength


@dataclass(frozen=True, slots=True)
class ListedName:
    """One spelling of one name of one entry. `left_out`: how many words of the printed name are missing."""

    listing: Listing
    name: NameOfListing
    copy: ListVersion = field(repr=False)  # a whole list: nobody wants to see it in a traceback
    left_out: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """The list and the entry's id."""
        return self.listing.list, self.listing.id

    @property
    def weak(self) -> bool:
        """Whether the list itself calls the name weak."""
        return self.name.strength is Strength.WEAK

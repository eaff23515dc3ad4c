"""Members of stories that were met lately, in this process's memory: the tables are what is true.

In: where a member stands, as the tables have it now. Out: the member as it stands there. Articles on the news of the
day meet the same members again and again, and to read one takes as long as to compare it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from monitor.model import Fingerprint, Member

# Members, of 25 KB or so each: more than a first poll of a thousand feeds brings. Where articles meet more than are
# remembered, each forgets those that the next one meets, and joining takes twice as long.
MOST = 2_000


class Place(NamedTuple):
    """Where a member stands. An article that is read again joins anew: in the same place it is as it was."""

    article_id: int
    story_id: int
    joined_at: datetime
    opening: bool  # of the story


def to_be_met(fingerprint: Fingerprint) -> Fingerprint:
    """A member's, for others to be compared with: the bands by which it was found, 4 KB, stand in the tables."""
    return replace(fingerprint, bands=())


class RememberedMembers:
    """The members that were met last, each as it stood then."""

    def __init__(self) -> None:
        self._members: OrderedDict[int, tuple[Place, Member]] = OrderedDict()  # by article

    def at(self, place: Place) -> Member | None:
        """The member, if it is remembered."""
        return self.at_each((place,))[0]

    def at_each(self, places: Iterable[Place]) -> list[Member | None]:
        """The member at each place, None where it is not remembered."""
        members, found = self._members, list[Member | None]()
        for place in places:
            known = members.get(place.article_id)
            if known is None or known[0] != place:
                found.append(None)
            else:
                members.move_to_end(place.article_id)
                found.append(known[1])
        return found

    def keep(self, place: Place, member: Member) -> None:
        """Remember a member; if there are too many, forget the one that was met the longest ago."""
        self._members[place.article_id] = place, member
        self._members.move_to_end(place.article_id)
        if len(self._members) > MOST:
            self._members.popitem(last=False)

    def forget(self) -> None:
        """Remember none: what was kept in a transaction that came to nothing is true of no table."""
        self._members.clear()

"""Which members of open stories an article may belong with. In: its fingerprint and rare features. Out: `Member`s.

Found by the keys that they share with it, so that the time does not grow with the number of stories: of each key the
latest 200 articles are looked at, and of all those the ones that share most are loaded. Nothing is compared here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, Integer, RowMapping, Select, Text, bindparam, cast, func, select

from monitor.model import Fingerprint, Member
from monitor.storage import codec, rows, tables
from monitor.storage.keys_given import KEYS, keys_given
from monitor.storage.remembered import Place, RememberedMembers, to_be_met
from monitor.storage.standings import Standing, Standings
from monitor.storage.stories import ADDRESS, BAND, FEATURE, TEXT, keys_of

MOST_CANDIDATES = 200
MOST_BY_FEATURES = 60  # of them that share nothing but features
MOST_A_KEY = 200
# What sharing a key counts for. It takes `ENOUGH` to be a candidate: two features, or one of the others. Among
# features their number counts, then how rare they are.
WORTH = {ADDRESS: 100_000, TEXT: 100_000, BAND: 10_000, FEATURE: 100}
ENOUGH = 2 * WORTH[FEATURE]
AT_ONCE = 128  # of those that share enough, so many are asked where they stand: mostly no more are needed

_Worth = tuple[int, int]  # what an article shares is worth, and its id


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Members that joined `since`, of stories that opened after `oldest`."""

    since: datetime
    oldest: datetime

    def holds(self, standing: Standing) -> bool:
        """Whether the member is one of them."""
        return standing.place.joined_at >= self.since and standing.opened_at >= self.oldest


def keys_to_meet_by(fingerprint: Fingerprint, features: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """All keys of an article by kind. `features` are those of its features, the rarest first."""
    # The commonest feature first: its place in the list, added to what all are worth, then tells how rare it is.
    return keys_of(fingerprint, tuple(reversed(features)))


def candidates_of(
    connection: Connection,
    keys: Mapping[str, Sequence[str]],
    *,
    within: Within,
    again: Iterable[Standing],
    standings: Standings,
    remembered: RememberedMembers,
) -> tuple[Member, ...]:
    """The members that share most with the article, 200 at most, in the order in which they joined.

    `keys` are `keys_to_meet_by`; of members that share nothing but features there are 60 at most.

    Members that are being read again (`again`) come first, whatever they share and however old they are: so an edited
    article meets its earlier self even when nothing in it is the same. As far as the number allows, the opening members
    of all stories found come too: who decides can see whether the article is about what the story began with.
    """
    places: dict[int, Place] = {}
    openings: set[int] = set()
    for standing in (*again, *_most_alike(_worths(connection, keys), standings, within)):
        place = standing.place
        if place.article_id not in places and len(places) < MOST_CANDIDATES:
            places[place.article_id] = place
            openings.add(standing.opening_id or place.article_id)
    further = sorted(openings - places.keys(), reverse=True)[: MOST_CANDIDATES - len(places)]
    opened = [standing.place for standing in standings.of(further) if standing.place.opening]
    met = _met(connection, [*places.values(), *opened], remembered)
    met.sort(key=_as_joined)
    return tuple([member for _, member in met])


def _met(connection: Connection, places: Sequence[Place], remembered: RememberedMembers) -> list[tuple[Place, Member]]:
    """The members at these places, those that can be read."""
    members = list(zip(places, remembered.at_each(places), strict=True))
    met = [(place, member) for place, member in members if member is not None]
    for place, member in _read(connection, [place.article_id for place, member in members if member is None]):
        met.append((place, member))
        remembered.keep(place, member)
    return met


def _as_joined(met: tuple[Place, Member]) -> tuple[datetime, int]:
    return met[0].joined_at, met[0].article_id


def _most_alike(worths: Sequence[_Worth], standings: Standings, within: Within) -> Iterator[Standing]:
    """Members that share enough, those that share most first, among equals the latest; 200 at most."""
    number = by_features = 0
    for worth, standing in _in_order(worths, standings):
        if not within.holds(standing):
            continue
        number += 1
        by_features += worth < WORTH[BAND]
        if number > MOST_CANDIDATES or by_features > MOST_BY_FEATURES:
            return  # who comes after shares no more
        yield standing


def _in_order(worths: Sequence[_Worth], standings: Standings) -> Iterator[tuple[int, Standing]]:
    """Where they stand, those that share most first, among equals the latest; looked up as far as it is asked for."""
    start = 0
    while start < len(worths):
        end = min(start + AT_ONCE, len(worths))
        while end < len(worths) and worths[end][0] == worths[end - 1][0]:
            end += 1
        worth = {article_id: worth for worth, article_id in worths[start:end]}
        some = [(worth[standing.place.article_id], standing) for standing in standings.of(worth)]
        some.sort(key=_likest, reverse=True)
        yield from some
        start = end


def _likest(found: tuple[int, Standing]) -> tuple[int, datetime, int]:
    worth, (place, *_) = found
    return worth, place.joined_at, place.article_id


def _worths(connection: Connection, keys: Mapping[str, Sequence[str]]) -> list[_Worth]:
    """What articles share with these keys, those that share enough, the most first.

    Added up here: to sort and group a few thousand rows takes the database longer than to look them up.
    """
    if not any(keys.values()):
        return []
    found = connection.execute(_latest_statement(connection.dialect.name), {KEYS: to_json(keys).decode()}).all()
    shares: dict[str, int] = {}
    for kind, place, ids in found:
        if ids:
            worth = WORTH[kind] + (place if kind == FEATURE else 0)
            for article_id in ids.split(","):
                shares[article_id] = shares.get(article_id, 0) + worth
    enough = [(worth, int(article_id)) for article_id, worth in shares.items() if worth >= ENOUGH]
    enough.sort(reverse=True)
    return enough


@lru_cache(maxsize=2)
def _latest_statement(dialect: str) -> Select[str, int, str | None]:
    """For each key its kind, its place and, in one text, the ids of the latest articles that have it."""
    given, same = keys_given(dialect), tables.story_key.alias("same")
    latest = select(same.c.article_id).where(same.c.kind == given.c.kind, same.c.key == given.c.key)
    latest_ids = latest.order_by(same.c.article_id.desc()).limit(MOST_A_KEY).correlate(given).subquery("latest")
    ids = select(func.aggregate_strings(cast(latest_ids.c.article_id, Text), ",")).scalar_subquery()
    return select(given.c.kind, given.c.place, ids)


def _read(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[Place, Member]]:
    """These members, those that can be read."""
    if ids:
        found = connection.execute(_members_statement(), {"ids": ids}).mappings()
        yield from (pair for _, pair in rows.restored(found, _member_of)[0])


@lru_cache(maxsize=1)
def _members_statement() -> Select[*tuple[Any, ...]]:
    """The members `ids`."""
    member, story, article = tables.story_member, tables.story, tables.article
    wanted = select(member, article.c.title, (story.c.opening_id == member.c.article_id).label("opening"))
    wanted = wanted.join(story, story.c.id == member.c.story_id).join(article, article.c.id == member.c.article_id)
    return wanted.where(member.c.article_id.in_(bindparam("ids", expanding=True, type_=Integer)))


def _member_of(row: RowMapping) -> tuple[Place, Member]:
    opening = bool(row["opening"])
    member = Member(
        article_id=row["article_id"],
        story_id=row["story_id"],
        fingerprint=to_be_met(codec.load(Fingerprint, row["fingerprint"])),
        at=row["at"],
        title=row["title"],
        opening=opening,
    )
    return Place(member.article_id, member.story_id, row["joined_at"], opening), member

"""Which members of open stories an article may belong with. In: its fingerprint and rare features. Out: `Member`s.

Found by the keys that they share with it, so that the time does not grow with the number of stories: of each key the
latest 200 articles are looked at, and of all those the ones that share most are loaded. Nothing is compared here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic_core import to_json
from sqlalchemy import (
    CTE,
    Column,
    Connection,
    Integer,
    RowMapping,
    Select,
    Table,
    and_,
    bindparam,
    case,
    func,
    select,
)

from monitor.model import Fingerprint, Member
from monitor.storage import codec, rows, tables
from monitor.storage.columns import UtcDateTime
from monitor.storage.keys_given import KEYS, keys_given
from monitor.storage.remembered import Place, RememberedMembers
from monitor.storage.stories import ADDRESS, BAND, FEATURE, TEXT, keys_of

MOST_CANDIDATES = 200
MOST_BY_FEATURES = 60  # of them that share nothing but features
MOST_A_KEY = 200
# What sharing a key counts for. It takes `ENOUGH` to be a candidate: two features, or one of the others. Among
# features their number counts, then how rare they are.
WORTH = {ADDRESS: 100_000, TEXT: 100_000, BAND: 10_000, FEATURE: 100}
ENOUGH = 2 * WORTH[FEATURE]


Found = tuple[int, int, datetime, int | None]  # article, story, when it joined that, and the article that opened it


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Members that joined `since`, of stories that opened after `oldest`."""

    since: datetime
    oldest: datetime


def candidates_of(
    connection: Connection,
    fingerprint: Fingerprint,
    features: Sequence[str],
    *,
    within: Within,
    again: Iterable[Found],
    remembered: RememberedMembers,
) -> tuple[Member, ...]:
    """The members that share most with the article, 200 at most, in the order in which they joined.

    `features` are keys of features, the rarest first; of members that share nothing else there are 60 at most.

    Members that are being read again (`again`) come first, whatever they share and however old they are: so an edited
    article meets its earlier self even when nothing in it is the same. As far as the number allows, the opening members
    of all stories found come too: who decides can see whether the article is about what the story began with.
    """
    places: dict[int, Place] = {}
    openings: set[int] = set()
    for article_id, story_id, joined_at, opening_id in (*again, *_sharing(connection, fingerprint, features, within)):
        if article_id not in places and len(places) < MOST_CANDIDATES:
            places[article_id] = Place(article_id, story_id, joined_at, article_id == opening_id)
            openings.add(opening_id or article_id)
    further = sorted(openings - places.keys(), reverse=True)[: MOST_CANDIDATES - len(places)]
    members = remembered.at_each(places.values())
    met = [(place, member) for place, member in zip(places.values(), members, strict=True) if member is not None]
    unknown = [place.article_id for place, member in zip(places.values(), members, strict=True) if member is None]
    for place, member in _read(connection, [*unknown, *further]):
        if place.article_id in places or place.opening:
            met.append((place, member))
            remembered.keep(place, member)
    met.sort(key=_as_joined)
    return tuple([member for _, member in met])


def _as_joined(met: tuple[Place, Member]) -> tuple[datetime, int]:
    return met[0].joined_at, met[0].article_id


def held_members(connection: Connection) -> tuple[Found, ...]:
    """Members that somebody holds: they were edited, or are read again on request."""
    found = connection.execute(_held_statement()).all()
    return tuple((article_id, story_id, at, opening_id) for article_id, story_id, at, opening_id in found)


@lru_cache(maxsize=1)
def _held_statement() -> Select[int, int, datetime, int | None]:
    member, story, article = tables.story_member, tables.story, tables.article
    # Not "is not null", for which SQLite looks through all articles: a token is never empty.
    held = select(*_where(member, story)).select_from(article)
    held = held.join(member, member.c.article_id == article.c.id).join(story, story.c.id == member.c.story_id)
    held = held.where(article.c.lease_token > "")
    return held.order_by(article.c.lease_token, article.c.id).limit(MOST_CANDIDATES)


def _sharing(
    connection: Connection, fingerprint: Fingerprint, features: Sequence[str], within: Within
) -> Iterator[Found]:
    """Members that share enough, those that share most first."""
    # The commonest feature first: its place in the list, added to what all are worth, then tells how rare it is.
    keys = keys_of(fingerprint, tuple(reversed(features)))
    if not any(keys.values()):
        return
    values = {KEYS: to_json(keys).decode(), "since": within.since, "oldest": within.oldest}
    by_features = 0
    found = connection.execute(_sharing_statement(connection.dialect.name), values).all()
    for worth, article_id, story_id, joined_at, opening_id in found:
        by_features += worth < WORTH[BAND]
        if worth >= WORTH[BAND] or by_features <= MOST_BY_FEATURES:
            yield article_id, story_id, joined_at, opening_id


@lru_cache(maxsize=2)
def _sharing_statement(dialect: str) -> Select[int, int, int, datetime, int | None]:
    member, story, key, asked = tables.story_member, tables.story, tables.story_key, _weighed_keys(dialect)
    same = key.alias("same")
    nth = select(same.c.article_id).where(same.c.kind == asked.c.kind, same.c.key == asked.c.key)
    nth = nth.order_by(same.c.article_id.desc()).limit(1).offset(MOST_A_KEY - 1)
    recent = key.c.article_id >= func.coalesce(nth.correlate(asked).scalar_subquery(), 0)
    meets = and_(key.c.kind == asked.c.kind, key.c.key == asked.c.key, recent)
    worth = func.sum(asked.c.worth).label("worth")
    sharing = select(key.c.article_id, worth).select_from(asked.join(key, meets)).group_by(key.c.article_id)
    found = sharing.having(worth >= ENOUGH).subquery("found")
    still_open = and_(
        member.c.joined_at >= bindparam("since", type_=UtcDateTime),
        story.c.opened_at >= bindparam("oldest", type_=UtcDateTime),
    )
    return (
        select(found.c.worth, *_where(member, story))
        .select_from(found)
        .join(member, member.c.article_id == found.c.article_id)
        .join(story, story.c.id == member.c.story_id)
        .where(still_open)
        .order_by(found.c.worth.desc(), member.c.joined_at.desc(), member.c.article_id.desc())
        .limit(MOST_CANDIDATES)
    )


def _weighed_keys(dialect: str) -> CTE:
    """The keys asked for, and what each is worth: reckoned once a key, not once an article that has it."""
    given = keys_given(dialect)
    rarity = case((given.c.kind == FEATURE, given.c.place), else_=0)
    worth = (case(WORTH, value=given.c.kind) + rarity).label("worth")
    return select(given.c.kind, given.c.key, worth).cte("weighed").prefix_with("MATERIALIZED")


def _where(member: Table, story: Table) -> tuple[Column[int], Column[int], Column[datetime], Column[int | None]]:
    return member.c.article_id, member.c.story_id, member.c.joined_at, story.c.opening_id


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
        fingerprint=codec.load(Fingerprint, row["fingerprint"]),
        at=row["at"],
        title=row["title"],
        opening=opening,
    )
    return Place(member.article_id, member.story_id, row["joined_at"], opening), member

"""Which members of open stories an article may belong with. In: its fingerprint and rare features. Out: `Member`s.

Found by the keys that they share with it, so that the time does not grow with the number of stories: of each key the
latest 200 articles are looked at, and of all those the ones that share most are loaded. Nothing is compared here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    RowMapping,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.sql.selectable import Subquery

from monitor.model import Fingerprint, Member
from monitor.storage import codec, rows, tables
from monitor.storage.columns import UtcDateTime, index_key
from monitor.storage.stories import ADDRESS, BAND, FEATURE, TEXT, keys_of

MOST_CANDIDATES = 200
MOST_BY_FEATURES = 60  # of them that share nothing but features
MOST_A_KEY = 200
# What sharing a key counts for. It takes `ENOUGH` to be a candidate: two features, or one of the others. Among
# features their number counts, then how rare they are.
WORTH = {ADDRESS: 100_000, TEXT: 100_000, BAND: 10_000, FEATURE: 100}
ENOUGH = 2 * WORTH[FEATURE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Members that joined `since`, of stories that opened after `oldest`."""

    since: datetime
    oldest: datetime


def candidates_of(
    connection: Connection, fingerprint: Fingerprint, features: Sequence[str], *, within: Within
) -> tuple[Member, ...]:
    """The members that share most with the article, 200 at most, in the order in which they joined.

    `features` are keys of features, the rarest first; of members that share nothing else there are 60 at most.

    Members that are being read again come first, whatever they share and however old they are: so an edited article
    meets its earlier self even when nothing in it is the same. As far as the number allows, the opening members of all
    stories found come too: who decides can see whether the article is about what the story began with.
    """
    chosen = dict.fromkeys(_held(connection))
    chosen.update(dict.fromkeys(_sharing(connection, fingerprint, features, within)))
    best = list(chosen)[:MOST_CANDIDATES]
    if not best:
        return ()
    best += connection.execute(_openings_statement(), {"ids": best}).scalars().all()
    found = connection.execute(_members_statement(), {"ids": best[:MOST_CANDIDATES]}).mappings()
    return tuple(member for _, member in rows.restored(found, _member_of)[0])


def _held(connection: Connection) -> Sequence[int]:
    """Members that somebody holds: they were edited, or are read again on request."""
    return connection.execute(_held_statement()).scalars().all()


@lru_cache(maxsize=1)
def _held_statement() -> Select[int]:
    member, article = tables.story_member, tables.article
    is_member = exists().where(member.c.article_id == article.c.id)
    # Not "is not null", for which SQLite looks through all articles: a token is never empty.
    held = select(article.c.id).where(article.c.lease_token > "", is_member)
    return held.order_by(article.c.lease_token, article.c.id).limit(MOST_CANDIDATES)


def _sharing(
    connection: Connection, fingerprint: Fingerprint, features: Sequence[str], within: Within
) -> Sequence[int]:
    """Members that share enough, those that share most first."""
    rarity = {key: place for place, key in enumerate(reversed(features))}
    asked = [
        (kind, index_key(key), WORTH[kind] + (rarity.get(key, 0) if kind == FEATURE else 0))
        for kind, key in keys_of(fingerprint, features)
    ]
    if not asked:
        return ()
    values = {"asked": json.dumps(asked), "since": within.since, "oldest": within.oldest}
    found = connection.execute(_sharing_statement(connection.dialect.name), values).all()
    otherwise = [article_id for article_id, worth in found if worth >= WORTH[BAND]]
    return otherwise + [article_id for article_id, worth in found if worth < WORTH[BAND]][:MOST_BY_FEATURES]


@lru_cache(maxsize=2)
def _sharing_statement(dialect: str) -> Select[int, int]:
    member, story, key, asked = tables.story_member, tables.story, tables.story_key, _asked(dialect)
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
        select(found.c.article_id, found.c.worth)
        .join(member, member.c.article_id == found.c.article_id)
        .join(story, story.c.id == member.c.story_id)
        .where(still_open)
        .order_by(found.c.worth.desc(), member.c.joined_at.desc(), member.c.article_id.desc())
        .limit(MOST_CANDIDATES)
    )


def _asked(dialect: str) -> Subquery:
    """The keys as rows, from the one parameter `asked`: JSON, which both databases unpack."""
    keys = bindparam("asked", type_=Text)
    if dialect == "sqlite":
        each = func.json_each(keys).table_valued("value", name="each")
        parts: list[ColumnElement[Any]] = [func.json_extract(each.c.value, f"$[{n}]") for n in range(3)]
    else:
        each = func.json_array_elements(cast(keys, JSON)).table_valued("value", name="each")
        parts = [each.c.value.op("->>")(literal_column(str(n))) for n in range(3)]
    kind, key, worth = parts
    columns = (kind.label("kind"), key.label("key"), cast(worth, Integer).label("worth"))
    return select(*columns).select_from(each).subquery("asked")


@lru_cache(maxsize=1)
def _openings_statement() -> Select[int]:
    """The opening members, where they are not among `ids`, of the stories that these are members of."""
    member, story = tables.story_member, tables.story
    among = bindparam("ids", expanding=True, type_=Integer)
    stories = select(member.c.story_id).where(member.c.article_id.in_(among))
    opened = select(member.c.article_id).join(story, story.c.opening_id == member.c.article_id)
    opened = opened.where(story.c.id == member.c.story_id, story.c.id.in_(stories), member.c.article_id.not_in(among))
    return opened.order_by(member.c.article_id.desc()).limit(MOST_CANDIDATES)


@lru_cache(maxsize=1)
def _members_statement() -> Select[*tuple[Any, ...]]:
    """The members `ids`, in the order in which they joined."""
    member, story, article = tables.story_member, tables.story, tables.article
    wanted = select(member, article.c.title, (story.c.opening_id == member.c.article_id).label("opening"))
    wanted = wanted.join(story, story.c.id == member.c.story_id).join(article, article.c.id == member.c.article_id)
    among = bindparam("ids", expanding=True, type_=Integer)
    return wanted.where(member.c.article_id.in_(among)).order_by(member.c.joined_at, member.c.article_id)


@lru_cache(maxsize=500)
def _fingerprint(text: str) -> Fingerprint:
    """Members of stories that go on are met again and again: about 20 MB of them are remembered."""
    return codec.load(Fingerprint, text)


def _member_of(row: RowMapping) -> Member:
    return Member(
        article_id=row["article_id"],
        story_id=row["story_id"],
        fingerprint=_fingerprint(row["fingerprint"]),
        at=row["at"],
        title=row["title"],
        opening=bool(row["opening"]),
    )

"""Where members stand in their stories, as one transaction sees it: looked up once, however many articles meet them.

In: ids of articles. Out: the `Standing` of those that are members. True only while nobody else joins or moves a member,
that is under the join lock, and as long as whoever holds it tells what he stores himself. Never looks at what they say.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from pydantic_core import to_json
from sqlalchemy import Column, Connection, Select, select

from monitor.storage import tables
from monitor.storage.keys_given import IDS, ids_given
from monitor.storage.remembered import Place

MOST_HELD = 200

_Row = tuple[int, int, datetime, datetime, int | None]


class Standing(NamedTuple):
    """Where a member stands, and what is known of its story."""

    place: Place
    opened_at: datetime
    opening_id: int | None  # the article that opened the story


class Standings:
    """Of one transaction, and thrown away with it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, Standing] = {}

    def of(self, ids: Iterable[int]) -> list[Standing]:
        """Where these articles stand, those that are members, in this order."""
        known, asked = self._known, list(ids)
        unknown = [article_id for article_id in asked if article_id not in known]
        if unknown:
            asking = _asked_statement(self._connection.dialect.name)
            found = self._connection.execute(asking, {IDS: to_json(unknown).decode()}).all()
            known.update((row[0], _standing(*row)) for row in found)
        return [known[article_id] for article_id in asked if article_id in known]

    def has_joined(self, article_id: int, story_id: int, *, at: datetime, opens: bool) -> None:
        """Take note of a member that was stored just now."""
        if opens:
            self._known[article_id] = Standing(Place(article_id, story_id, at, opening=True), at, article_id)
        else:
            self._known.pop(article_id, None)  # to be looked up, as its story is


def held_members(connection: Connection) -> tuple[Standing, ...]:
    """Members that somebody holds: they were edited, or are read again on request."""
    return tuple(_standing(*row) for row in connection.execute(_held_statement()).all())


def _standing(
    article_id: int, story_id: int, joined_at: datetime, opened_at: datetime, opening: int | None
) -> Standing:
    return Standing(Place(article_id, story_id, joined_at, article_id == opening), opened_at, opening)


@lru_cache(maxsize=2)
def _asked_statement(dialect: str) -> Select[*_Row]:
    member, story, given = tables.story_member, tables.story, ids_given(dialect)
    wanted = select(*_columns()).select_from(given).join(member, member.c.article_id == given.c.id)
    return wanted.join(story, story.c.id == member.c.story_id)


@lru_cache(maxsize=1)
def _held_statement() -> Select[*_Row]:
    member, story, article = tables.story_member, tables.story, tables.article
    # Not "is not null", for which SQLite looks through all articles: a token is never empty.
    held = select(*_columns()).select_from(article)
    held = held.join(member, member.c.article_id == article.c.id).join(story, story.c.id == member.c.story_id)
    held = held.where(article.c.lease_token > "")
    return held.order_by(article.c.lease_token, article.c.id).limit(MOST_HELD)


def _columns() -> tuple[Column[int], Column[int], Column[datetime], Column[datetime], Column[int | None]]:
    member, story = tables.story_member, tables.story
    return member.c.article_id, member.c.story_id, member.c.joined_at, story.c.opened_at, story.c.opening_id

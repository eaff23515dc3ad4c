"""Members between stories, moved by hand: with their keys, so that later articles find them where they now are.

In: an open transaction under the join lock. Out: changed story, member and key rows. A story that lost all its members
stays as a row: alerts and decisions name it, and no article finds it any more.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from monitor.model import Evidence
from monitor.storage import codec, tables


def evidence_by_article(connection: Connection, story_id: int) -> dict[int, tuple[Evidence, ...]]:
    """Why each member is in the story."""
    member = tables.story_member
    found = connection.execute(select(member.c.article_id, member.c.evidence).where(member.c.story_id == story_id))
    return {article_id: codec.load(tuple[Evidence, ...], text) for article_id, text in found}


def open_beside(connection: Connection, story_id: int, article_ids: Collection[int], *, now: datetime) -> int:
    """Move these members into a story of their own, which opened when the first of them joined; returns its id."""
    member, story = tables.story_member, tables.story
    times = select(func.min(member.c.joined_at), func.max(member.c.joined_at))
    first, last = connection.execute(times.where(member.c.article_id.in_(article_ids))).one()
    opened = insert(story).values(opened_at=first or now, last_at=last or now).returning(story.c.id)
    new_id: int = connection.execute(opened).scalar_one()
    _move(connection, article_ids, to=new_id)
    before = connection.execute(select(story.c.opening_id).where(story.c.id == story_id)).scalar_one()
    if before in article_ids:
        _opened_by(connection, new_id, before)
        _opened_by(connection, story_id, _earliest(connection, story_id))
    else:
        _opened_by(connection, new_id, _earliest(connection, new_id))
    return new_id


def pour(connection: Connection, from_id: int, *, into_id: int) -> tuple[int, ...]:
    """Move all members of one story into another, which is then as old as the older one; returns their ids."""
    member, story = tables.story_member, tables.story
    members = select(member.c.article_id).where(member.c.story_id == from_id).order_by(member.c.article_id)
    article_ids = tuple(connection.execute(members).scalars())
    _move(connection, article_ids, to=into_id)
    both = connection.execute(select(story).where(story.c.id.in_((from_id, into_id)))).mappings().all()
    older = min(both, key=lambda row: (row["opened_at"], row["id"] != into_id))
    values = {
        "opened_at": older["opened_at"],
        "last_at": max(row["last_at"] for row in both),
        "opening_id": older["opening_id"],
    }
    connection.execute(update(story).where(story.c.id == into_id).values(values))
    return article_ids


def note_by_hand(connection: Connection, article_ids: Collection[int], evidence: Evidence) -> None:
    """Add to the members' evidence that they are where they are by hand."""
    member = tables.story_member
    wanted = select(member.c.article_id, member.c.evidence).where(member.c.article_id.in_(article_ids))
    for article_id, text in connection.execute(wanted).all():
        why = (*codec.load(tuple[Evidence, ...], text), evidence)
        changed = update(member).where(member.c.article_id == article_id)
        connection.execute(changed.values(evidence=codec.dump(tuple[Evidence, ...], why)))


def _move(connection: Connection, article_ids: Collection[int], *, to: int) -> None:
    for table in (tables.story_member, tables.story_key):
        moved = update(table).where(table.c.article_id.in_(article_ids))
        connection.execute(moved.values(story_id=to))


def _earliest(connection: Connection, story_id: int) -> int | None:
    member = tables.story_member
    first = select(member.c.article_id).where(member.c.story_id == story_id)
    ordered = first.order_by(member.c.joined_at, member.c.article_id).limit(1)
    article_id: int | None = connection.execute(ordered).scalar_one_or_none()
    return article_id


def _opened_by(connection: Connection, story_id: int, article_id: int | None) -> None:
    connection.execute(update(tables.story).where(tables.story.c.id == story_id).values(opening_id=article_id))

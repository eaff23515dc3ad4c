"""Membership of a story and the keys of the story index. In: a conclusion. Out: story, member and key rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from monitor.model import Article, Conclusion, Evidence, Fingerprint, Story
from monitor.storage import codec, tables
from monitor.storage.columns import UtcDateTime, index_key
from monitor.storage.upsert import upsert

ADDRESS, TEXT, BAND, FEATURE = "address", "text", "band", "feature"

# Built once: every article that joins a story needs them.
_OPENED = insert(tables.story).returning(tables.story.c.id)
_CONTINUED = (
    update(tables.story)
    .where(tables.story.c.id == bindparam("story"))
    .values(last_at=bindparam("at", type_=UtcDateTime))
)
_FORGOTTEN = delete(tables.story_key).where(tables.story_key.c.article_id == bindparam("article"))
_INDEXED = insert(tables.story_key)


def keys_of(fingerprint: Fingerprint, features: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(kind, key) of everything that the fingerprint, and these keys of its features, can meet another by."""
    keys = [(BAND, band) for band in dict.fromkeys(fingerprint.bands)]
    if fingerprint.text_hash:
        keys.append((TEXT, fingerprint.text_hash))
    if fingerprint.canonical:
        keys.append((ADDRESS, fingerprint.canonical))
    keys.extend((FEATURE, key) for key in dict.fromkeys(features))
    return tuple(keys)


def store_member(connection: Connection, article: Article, conclusion: Conclusion, *, now: datetime) -> int | None:
    """Put the article into its story, opening one if need be; returns the story's id, None if it joins none."""
    joined, fingerprint = conclusion.joined, conclusion.fingerprint
    if joined is None or fingerprint is None:
        return None
    at = article.published_at or article.fetched_at or now
    story_id = joined.story_id if joined.story_id is not None else _open_story(connection, article.id, now=now)
    member = {
        "article_id": article.id,
        "story_id": story_id,
        "at": at,
        "joined_at": now,
        "fingerprint": codec.dump(Fingerprint, fingerprint),
        "evidence": codec.dump(tuple[Evidence, ...], joined.evidence),
    }
    upsert(connection, tables.story_member, [member])
    connection.execute(_CONTINUED, {"story": story_id, "at": now})
    _index(connection, article.id, keys_of(fingerprint, joined.keys), story_id=story_id, at=now)
    return story_id


def _open_story(connection: Connection, article_id: int, *, now: datetime) -> int:
    row = {"opened_at": now, "last_at": now, "opening_id": article_id}
    story_id: int = connection.execute(_OPENED, row).scalar_one()
    return story_id


def _index(
    connection: Connection, article_id: int, keys: Sequence[tuple[str, str]], *, story_id: int, at: datetime
) -> None:
    """Replace the article's keys."""
    connection.execute(_FORGOTTEN, {"article": article_id})
    entries = {
        (kind, index_key(value)): {"kind": kind, "key": index_key(value), "article_id": article_id}
        for kind, value in keys
    }
    if entries:
        connection.execute(_INDEXED, [{**entry, "story_id": story_id, "at": at} for entry in entries.values()])


def story_of(connection: Connection, story_id: int) -> Story | None:
    """A story with its articles in the order in which they joined, and the evidence of each."""
    row = connection.execute(select(tables.story).where(tables.story.c.id == story_id)).mappings().one_or_none()
    if row is None:
        return None
    member = tables.story_member
    joined = select(member.c.article_id, member.c.evidence).where(member.c.story_id == story_id)
    members = connection.execute(joined.order_by(member.c.joined_at, member.c.article_id)).all()
    return Story(
        id=story_id,
        opened_at=row["opened_at"],
        last_at=row["last_at"],
        articles=tuple(article_id for article_id, _ in members),
        evidence=tuple(item for _, text in members for item in codec.load(tuple[Evidence, ...], text)),
    )

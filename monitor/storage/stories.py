"""Membership of a story and the keys of the story index. In: a conclusion. Out: story, member and key rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from pydantic_core import to_json
from sqlalchemy import Connection, Insert, Integer, bindparam, delete, insert, select, update

from monitor.model import Article, Conclusion, Evidence, Fingerprint, Story
from monitor.storage import codec, tables
from monitor.storage.columns import UtcDateTime, index_keys
from monitor.storage.keys_given import KEYS, keys_given
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


def keys_of(fingerprint: Fingerprint, features: Sequence[str]) -> dict[str, list[str]]:
    """Everything that the fingerprint, and these keys of its features, can meet another by: by kind, each once."""
    keys = {
        BAND: fingerprint.bands,
        TEXT: filter(None, (fingerprint.text_hash,)),
        ADDRESS: filter(None, (fingerprint.canonical,)),
        FEATURE: features,
    }
    return {kind: list(dict.fromkeys(index_keys(tuple(its)))) for kind, its in keys.items()}


def store_member(
    connection: Connection, article: Article, conclusion: Conclusion, *, now: datetime, again: bool = True
) -> int | None:
    """Put the article into its story, opening one if need be; returns the story's id, None if it joins none.

    `again`: it may have been read before, and have a place already.
    """
    joined, fingerprint = conclusion.joined, conclusion.fingerprint
    if joined is None or fingerprint is None:
        return None
    story_id = joined.story_id if joined.story_id is not None else _open_story(connection, article.id, now=now)
    member = {
        "article_id": article.id,
        "story_id": story_id,
        "at": written_at(article, now),
        "joined_at": now,
        "fingerprint": codec.dump(Fingerprint, fingerprint),
        "evidence": codec.dump(tuple[Evidence, ...], joined.evidence),
    }
    upsert(connection, tables.story_member, [member])
    if joined.story_id is not None:
        connection.execute(_CONTINUED, {"story": story_id, "at": now})
    if again:
        connection.execute(_FORGOTTEN, {"article": article.id})
    _index(connection, article.id, keys_of(fingerprint, joined.keys), story_id=story_id, at=now)
    return story_id


def written_at(article: Article, now: datetime) -> datetime:
    """When the article was written, as far as is known."""
    return article.published_at or article.fetched_at or now


def _open_story(connection: Connection, article_id: int, *, now: datetime) -> int:
    row = {"opened_at": now, "last_at": now, "opening_id": article_id}
    story_id: int = connection.execute(_OPENED, row).scalar_one()
    return story_id


def _index(
    connection: Connection, article_id: int, keys: Mapping[str, Sequence[str]], *, story_id: int, at: datetime
) -> None:
    """Enter the article's keys."""
    entries = {KEYS: to_json(keys).decode(), "article": article_id, "story": story_id, "at": at}
    connection.execute(_indexed(connection.dialect.name), entries)


@lru_cache(maxsize=2)
def _indexed(dialect: str) -> Insert:
    """All keys in one go: for so many rows, binding each value takes longer than storing it."""
    given = keys_given(dialect)
    article, story = bindparam("article", type_=Integer), bindparam("story", type_=Integer)
    entries = select(given.c.kind, given.c.key, article, story, bindparam("at", type_=UtcDateTime))
    return insert(tables.story_key).from_select(["kind", "key", "article_id", "story_id", "at"], entries)


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

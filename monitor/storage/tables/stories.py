"""Stories, their articles, and the index by which an article finds the story that it belongs to."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from monitor.storage.tables.base import Row, instant, text


class StoryRow(Row, table=True):
    """Articles about one event."""

    __tablename__ = "story"

    id: int | None = Field(default=None, primary_key=True)
    opened_at: datetime = instant()
    last_at: datetime = instant()


class StoryMember(Row, table=True):
    """An article of a story. `at` is the article's own time, `joined_at` ours; JSON: fingerprint and evidence."""

    __tablename__ = "story_member"

    article_id: int = Field(primary_key=True, foreign_key="article.id", sa_column_kwargs={"autoincrement": False})
    story_id: int = Field(foreign_key="story.id", index=True)
    at: datetime = instant()
    joined_at: datetime = instant()
    fingerprint: str = text()
    evidence: str = text()


class StoryKey(Row, table=True):
    """A key under which articles meet. `kind`: address, text or band."""

    __tablename__ = "story_key"
    __table_args__: ClassVar[tuple[Index, ...]] = (Index(None, "article_id"),)

    kind: str = text(primary_key=True)
    key: str = text(primary_key=True)
    article_id: int = Field(primary_key=True, foreign_key="article.id", sa_column_kwargs={"autoincrement": False})
    story_id: int = Field(foreign_key="story.id")
    at: datetime = instant()

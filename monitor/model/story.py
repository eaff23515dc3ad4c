"""Articles about one event, and why they are thought to be one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JoinKind(StrEnum):
    """How an article joined a story, strongest first."""

    OPENED = "opened"  # the first article of its story
    SAME_ADDRESS = "same address"
    SAME_TEXT = "same text"
    NEAR_DUPLICATE = "near duplicate"
    SAME_EVENT = "same event"  # shared names, numbers and places across languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why an article belongs to a story: `detail` is for people, `score` between 0 and 1."""

    kind: JoinKind
    detail: str
    score: float = 1.0
    with_article: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What articles are compared by. `text_hash` and `shingles` are over the filtered, folded body."""

    canonical: str  # canonical address; empty when there is none
    text_hash: str
    language: str | None
    signature: tuple[int, ...]  # MinHash, 128 values; empty for very short texts
    bands: tuple[str, ...]  # keys under which near-duplicates meet


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article of a story, as the join step sees it."""

    article_id: int
    story_id: int
    fingerprint: Fingerprint
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The decision of the join step. `story_id` is None when a new story opens."""

    story_id: int | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event, in any language."""

    id: int
    opened_at: datetime
    last_at: datetime
    articles: tuple[int, ...]
    evidence: tuple[Evidence, ...] = ()

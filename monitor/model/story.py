"""Articles about one event, and why they are thought to be one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class JoinKind(StrEnum):
    """How an article joined a story, strongest first."""

    OPENED = "opened"  # the first article of its story
    SAME_ADDRESS = "same address"
    SAME_TEXT = "same text"
    NEAR_DUPLICATE = "near duplicate"
    SAME_EVENT = "same event"  # shared names, numbers and places across languages
    BY_HAND = "by hand"  # somebody split or merged stories
    RELATED = "possibly related"  # shown, never joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why an article belongs to a story: `detail` is for people, `score` between 0 and 1."""

    kind: JoinKind
    detail: str
    score: float = 1.0
    with_article: int | None = None
    with_story: int | None = None
    shared: tuple[str, ...] = ()  # what both name, as the article writes it: 'Haftar', '17 Sep', 'Derna'


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """Something that reports of one event share in any language: a number, a country, a name.

    `key` is the same in every language and script and begins with its kind: 'n:5,000'-like numbers as 'n:5000',
    countries as 'c:LY', known people, actors and towns as 'e:khalifa-haftar', names by their consonants as 'k:Afkrf'.
    """

    key: str
    count: int = 1
    shown: str = ""  # as the article writes it


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What articles are compared by. `text_hash` and `signature` are over the filtered, folded body."""

    canonical: str  # canonical address; empty when there is none
    text_hash: str
    language: str | None
    signature: tuple[int, ...]  # MinHash, 128 values; empty for very short texts
    bands: tuple[str, ...]  # keys under which near-duplicates meet
    features: tuple[Feature, ...] = ()  # by key, each once

    def __hash__(self) -> int:
        """By a part that tells nearly all articles apart: what is worked out of a fingerprint is looked up by it."""
        return hash(self.canonical or self.text_hash or self.features[:1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequencies:
    """In how many articles features were seen so far, by language; counted over all articles, matched or not.

    `articles` counts articles by language ('' for unknown); `seen` by feature key, then language.
    """

    articles: Mapping[str, int] = field(default_factory=dict)
    seen: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article of a story, as the join step sees it."""

    article_id: int
    story_id: int
    fingerprint: Fingerprint
    at: datetime
    title: str = ""
    opening: bool = False  # it opened its story


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The decision of the join step. `story_id` is None when a new story opens."""

    story_id: int | None
    evidence: tuple[Evidence, ...]
    related: tuple[Evidence, ...] = ()  # of kind RELATED: other stories that may tell of the same
    keys: tuple[str, ...] = ()  # feature keys rare enough to find the article by: the store indexes them


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event, in any language."""

    id: int
    opened_at: datetime
    last_at: datetime
    articles: tuple[int, ...]
    evidence: tuple[Evidence, ...] = ()

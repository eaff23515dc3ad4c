"""One rule fired: which conditions, which spans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a match matters; ordered, info lowest."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for info up to 4 for critical."""
        return _RANKS[self]

    # All four by hand: `str` has its own, which `functools.total_ordering` would leave in place.
    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, Severity) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.rank <= other.rank if isinstance(other, Severity) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.rank > other.rank if isinstance(other, Severity) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.rank >= other.rank if isinstance(other, Severity) else NotImplemented


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Stance(StrEnum):
    """How the text puts the fact."""

    REPORTED = "reported"
    DENIED = "denied"
    DEMANDED = "demanded"
    PLANNED = "planned"
    PAST = "past"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the article's text: `article.text[start:end] == text`. `concept` says what found it."""

    start: int
    end: int
    text: str
    concept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A rule that fired on an article. `because` has one line a condition that held, for people."""

    rule: str
    title: str
    severity: Severity
    rule_hash: str = ""  # hash over the rule and all it uses
    labels: Mapping[str, str] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()  # in order of start, each once
    because: tuple[str, ...] = ()
    extracted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

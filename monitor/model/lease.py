"""A row that this worker holds for a while: work on it, then record with the same token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Generic[T]):
    """`item` is ours until `until`. Recording with a `token` that was claimed anew since raises `LeaseLost`."""

    item: T
    token: str
    until: datetime
    attempts: int = 1  # this try included

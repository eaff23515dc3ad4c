"""What all tables share: one metadata with named constraints, and the columns of a claimable row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from monitor.storage.columns import Plain, UtcDateTime

# Names for every constraint: a migration can only alter what it can name.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

METADATA = MetaData(naming_convention=NAMING)
_REGISTRY = registry(metadata=METADATA)


class Row(SQLModel, registry=_REGISTRY):
    """A table of Vedette's own metadata. Rows are read and written with SQLAlchemy Core, never through a session."""

    metadata = METADATA


class Claimable(Row):
    """What a worker can claim: due at a time, held until a time by who knows the token, tried so many times."""

    due_at: datetime = Field(sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lease_token: str | None = Field(default=None, sa_type=Plain)
    attempts: int = 0  # claims since the row last came to rest; a worker that dies has counted


def text(**options: Any) -> Any:
    """Column of unlimited text."""
    return Field(sa_type=Plain, **options)


def instant(**options: Any) -> Any:
    """Column of an aware UTC time."""
    return Field(sa_type=UtcDateTime, **options)

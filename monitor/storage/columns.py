"""Column types that mean the same on SQLite and PostgreSQL: aware UTC times, and text that either can hold.

In: Python values. Out: what the driver takes. Never guesses a time zone and never refuses an odd character.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import DateTime, Dialect, Text, TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: written and read as an aware datetime in UTC. A naive one raises `ValueError`.

    SQLite keeps no zone and has no type for times: there it is text, as SQLAlchemy writes it too. That is converted
    here in one step, as rows are full of times.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Convert to UTC."""
        return None if value is None else _in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Convert to UTC."""
        return None if value is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """To text for SQLite."""
        return _written if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """From text for SQLite."""
        return _read if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
OFFSET = "+00:00"  # as every time in UTC ends when it is written


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"the time {value.isoformat()} has no zone; make it aware, in UTC, before it is stored")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def _written(value: datetime | None) -> str | None:
    if value is None:
        return None
    since = _in_utc(value) - EPOCH
    return f"{_to_the_second(since.days, since.seconds)}.{since.microseconds:06}"


@lru_cache(maxsize=1024)  # rows that are written together are of the same few minutes
def _to_the_second(days: int, seconds: int) -> str:
    return (EPOCH + timedelta(days, seconds)).isoformat(" ")[: -len(OFFSET)]


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + OFFSET)


class Plain(TypeDecorator[str]):
    """Text of any length. What a database cannot hold (NUL, half of a surrogate pair) becomes U+FFFD, one for one."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Make the text storable."""
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """`text` with each NUL and lone surrogate replaced by U+FFFD; offsets into it stay right."""
    if "\x00" not in text and text.isascii():
        return text
    clean = str(text).replace("\x00", "\ufffd")
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in clean) if _has_surrogate(clean) else clean


def storable_each(texts: Sequence[str | None]) -> Sequence[str | None]:
    """`storable` of each: looked at together, as nearly all texts are storable as they are."""
    whole = "".join(filter(None, texts))
    return texts if storable(whole) is whole else [None if text is None else storable(text) for text in texts]


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


INDEXED_LENGTH = 400  # PostgreSQL refuses index entries over 2,704 bytes; a code point takes 4 at most


def index_key(text: str) -> str:
    """`text` in a form that any index takes: a long address or id is cut and told apart by its hash."""
    if len(text) <= INDEXED_LENGTH and text.isascii() and "\x00" not in text:  # as nearly all are
        return text
    clean = storable(text)
    if len(clean) <= INDEXED_LENGTH:
        return clean
    return f"{clean[: INDEXED_LENGTH - 65]}#{sha256(clean.encode()).hexdigest()}"


def index_keys(texts: Sequence[str]) -> Sequence[str]:
    """`index_key` of each: looked at together, as most texts are that already."""
    whole = "".join(texts)
    if max(map(len, texts), default=0) <= INDEXED_LENGTH and storable(whole) == whole:
        return texts
    return [index_key(text) for text in texts]

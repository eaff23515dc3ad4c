"""Model values to JSON text and back, through pydantic: what goes in comes out equal, offsets included.

In: a frozen dataclass of `monitor.model` (or a tuple of such). Out: one line of JSON. Never pickles, and reads
documents of older versions as long as every field added since has a default.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from monitor.errors import RowRefused
from monitor.storage.columns import storable

T = TypeVar("T")


@lru_cache(maxsize=64)
def _adapter(form: Any) -> TypeAdapter[Any]:
    return TypeAdapter(form)


def dump(form: Any, value: object) -> str:
    """Write `value`, of the type `form`, as JSON. Half surrogate pairs become U+FFFD: UTF-8 has no place for them."""
    return dump_bytes(form, value).decode()


def dump_bytes(form: Any, value: object) -> bytes:
    """`dump` in UTF-8, for who need not look at it as text."""
    adapter = _adapter(form)
    try:
        return adapter.serializer.to_json(value, fallback=_plain, warnings=False)
    except PydanticSerializationError:
        plain = _scrubbed(adapter.dump_python(value, mode="json", fallback=_plain, warnings=False))
        return json.dumps(plain, ensure_ascii=False).encode()


def load(form: type[T], text: str) -> T:
    """Restore what `dump` wrote; raise `RowRefused` when it is not such a document."""
    key: Any = form  # a class is hashable, whatever its type parameter lets mypy think
    try:
        value: T = _adapter(key).validator.validate_json(text)
    except ValidationError as error:
        name = getattr(form, "__name__", str(form))
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RowRefused(
            f"a stored {name} cannot be read ({place}: {first['msg']}); it was written by another version of Vedette"
        ) from error
    return value


def _plain(value: Any) -> Any:
    """A mapping of any other kind (a read-only view, say) is written like a dict."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a value of type {type(value).__name__} cannot be stored")


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_scrubbed(item) for item in value]
    if isinstance(value, dict):
        return {storable(key): _scrubbed(item) for key, item in value.items()}
    return value

"""Keys of the story index, or ids, that a statement is given, as rows: by one parameter, however many there are.

In: the name of a dialect. Out: a subquery of the rows; its parameter is JSON, which both databases unpack. A statement
that had a parameter for each would be another one for each number of them, to be read and planned anew.
"""

from __future__ import annotations

from sqlalchemy import CTE, ColumnElement, Integer, Subquery, Text, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import JSON

KEYS = "keys"  # the parameter: an object of lists, the keys of each kind
IDS = "ids"  # the parameter: a list


def keys_given(dialect: str) -> CTE:
    """A row with `kind`, `key` and `place` (in its list, from 0) for each key."""
    keys = bindparam(KEYS, type_=Text)
    if dialect == "sqlite":
        kinds = func.json_each(keys).table_valued("key", "value", name="kinds")
        each = func.json_each(kinds.c.value).table_valued("key", "value", name="each", joins_implicitly=True)
        place: ColumnElement[int] = cast(each.c.key, Integer)
    else:
        kinds = func.json_each(cast(keys, JSON)).table_valued("key", "value", name="kinds")
        inside = func.json_array_elements_text(kinds.c.value)
        each = inside.table_valued("value", with_ordinality="nth", name="each", joins_implicitly=True).render_derived()
        place = cast(each.c.nth, Integer) - 1
    columns = (kinds.c.key.label("kind"), each.c.value.label("key"), place.label("place"))
    return select(*columns).select_from(kinds, each).cte("given").prefix_with("MATERIALIZED")


def ids_given(dialect: str) -> Subquery:
    """A row with `id` for each id."""
    ids = bindparam(IDS, type_=Text)
    if dialect == "sqlite":
        return select(func.json_each(ids).table_valued("value").c.value.label("id")).subquery("given")
    each = func.json_array_elements_text(cast(ids, JSON)).table_valued("value")
    return select(cast(each.c.value, Integer).label("id")).subquery("given")

"""One copy of one configured list, read: from its file, or from the bytes that its address brought.

In: the list's name and source. Out: a `ListVersion` with a date; `ListRefused` says why a copy cannot be used. Never
fetches and never stores.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from monitor.config import Config
from monitor.config.schema import ListSource
from monitor.errors import InputError, ListRefused
from monitor.model.listing import ListVersion
from monitor.sanctions import read_list, read_watchlist


def is_own(source: ListSource) -> bool:
    """Whether it is a watch list of the user's own: it says which column has what."""
    return bool(source.columns)


def kept_lists(config: Config) -> tuple[str, ...]:
    """The lists whose versions are kept: all but own watch lists in a file."""
    return tuple(name for name, source in config.lists.items() if source.url is not None or not is_own(source))


def read_file(name: str, source: ListSource) -> ListVersion:
    """The list as its files have it now; of the day on which one of them was last changed, if it states none."""
    if not source.paths:
        raise ListRefused("no file is given", "write `file:` with its path", list_name=name)
    if is_own(source):
        return _watchlist(source.paths[0], name, source)
    try:
        changed = max(path.stat().st_mtime for path in source.paths)
    except OSError as error:
        what = f"the file cannot be read: {error.strerror}"
        raise ListRefused(what, f"check the path {error.filename}", list_name=name) from error
    return read_list(source.paths, name, published=datetime.fromtimestamp(changed, tz=UTC).date())


def read_body(name: str, source: ListSource, body: bytes, *, day: date) -> ListVersion:
    """The list as its address brought it; of `day` if it states none."""
    if is_own(source):
        return replace(_watchlist(body, name, source), published=day)
    return read_list(body, name, published=day)


def _watchlist(file: Path | bytes, name: str, source: ListSource) -> ListVersion:
    try:
        return read_watchlist(file, name, source.columns)
    except InputError as error:
        first = error.problems[0]
        where = f", line {first.line}" if first.line else ""
        raise ListRefused(f"{first.what}{where}", first.todo, list_name=name) from error

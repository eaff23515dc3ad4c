"""`vedette feeds import` and `export`: lists of feeds that other readers write and read (OPML).

In: the configuration and an OPML file. Out: an OPML document; or a file beside the configuration and one more line in
it. Fetches nothing, and never leaves a configuration behind that cannot be used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.config import Config, load_config, opml_from_feeds, read_opml
from monitor.errors import ConfigError, InputError, Problem, VedetteError
from monitor.model import Feed
from monitor.strict_yaml import load

_KEY = "opml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """How many feeds went into `file`, which the configuration now names; and the outlines that are no feeds."""

    file: Path
    feeds: int
    problems: tuple[Problem, ...]


def export_opml(config: Config) -> str:
    """All configured feeds as an OPML document."""
    return opml_from_feeds(config.feeds).decode()


def feeds_as_json(config: Config) -> list[dict[str, Any]]:
    """All configured feeds for scripts."""
    return [
        {
            "url": feed.url,
            "name": feed.name,
            "language": feed.language,
            "tier": feed.tier.value,
            "every": feed.every.total_seconds() if feed.every else None,
            "full_text": feed.full_text.value,
            "watch": feed.watch.value if feed.watch else None,
        }
        for feed in config.feeds
    ]


def import_opml(config_path: Path, source: Path) -> Imported:
    """Take the feeds of an OPML file into the configuration: what is no feed is left out and told.

    Raises `InputError` when the file has no feed, `VedetteError` when it was imported before.
    """
    load_config(config_path)  # a broken configuration is mended first
    found, problems = read_opml(source)
    if not found:
        raise InputError(problems)
    target = config_path.parent / f"imported-{source.stem}.opml"
    if target.exists():
        raise VedetteError(f"{target} is there already: this list was imported before; rename yours to add it too")
    target.write_bytes(
        opml_from_feeds(
            Feed(
                id=0,
                url=feed.url,
                name=feed.name,
                language=feed.language,
                tier=feed.tier,
                every=feed.every,
                full_text=feed.full_text,
                watch=feed.watch,
            )
            for feed, _ in found
        )
    )
    _name_in_configuration(config_path, target)
    return Imported(file=target, feeds=len(found), problems=problems)


def _name_in_configuration(path: Path, target: Path) -> None:
    """Add the file under `opml`; undone, with advice, if the configuration could not be used afterwards."""
    before = path.read_bytes()
    try:
        lines = _with(target.name, before.decode().splitlines(keepends=True), load(path).data, path)
        path.write_bytes("".join(lines).encode())
        load_config(path)
    except (ConfigError, ValueError) as error:
        path.write_bytes(before)
        target.unlink()
        raise VedetteError(f"{path} could not be changed safely; write {_KEY}: [YOUR-FILE] into it by hand") from error


def _with(name: str, lines: Sequence[str], data: Any, path: Path) -> list[str]:
    """The lines of the configuration with one more item under `opml`; `ValueError` for a form that is not known."""
    listed = data.get(_KEY)
    if listed is None and not any(line.startswith(f"{_KEY}:") for line in lines):
        end = "" if not lines or lines[-1].endswith("\n") else "\n"
        return [*lines, f'{end}{_KEY}: ["{name}"]\n']
    if not isinstance(listed, list) or not listed:
        raise ValueError("no list to add to")
    at = load(path).line((_KEY, len(listed) - 1)) - 1
    if item := re.match(r"\s*- ", lines[at]):
        return [*lines[: at + 1], f'{item[0]}"{name}"\n', *lines[at + 1 :]]
    head, bracket, tail = lines[at].partition("]")
    if not bracket:
        raise ValueError("a list over several lines")
    return [*lines[:at], f'{head}, "{name}"]{tail}', *lines[at + 1 :]]

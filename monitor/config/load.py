"""config.yaml in, `Config` out, or every problem at once. Reads the file, its OPML files, and nothing else.

Asks for no secret and no variable: verbs that send nothing need none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from monitor.config.checks import check
from monitor.config.opml import read_opml
from monitor.config.paths import absolute
from monitor.config.schema import Channel, ConfigFile, FeedSource, Route, default_routes
from monitor.config.secrets import Secret
from monitor.config.settings import Config
from monitor.errors import ConfigError, InputError, Level, Problem
from monitor.model import Feed
from monitor.strict_yaml import Document, Value, load, problems_from

Placed = tuple[FeedSource, Path, int]  # a feed, and the file and line that name it


def load_config(path: Path) -> Config:
    """Read a configuration; raises `ConfigError` with every problem, warnings included."""
    try:
        document = load(path)
    except InputError as error:
        raise ConfigError(_with_advice(path, error.problems)) from error
    file, problems = _validate(document)
    problems += list(check(document))
    feeds, feed_problems = _all_feeds(document, file)
    problems += feed_problems
    problems.sort(key=lambda p: (str(p.file) != str(path), str(p.file), p.line))
    if file is None or any(problem.level is Level.ERROR for problem in problems):
        raise ConfigError(tuple(problems))
    return _settings(path, file, feeds, tuple(problems))


def _with_advice(path: Path, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    if path.exists():
        return problems
    what, todo = "there is no such file", "name one with --config, or make one with `vedette init .`"
    return (Problem(file=path, line=0, what=what, todo=todo, code="E-unreadable"),)


def _validate(document: Document) -> tuple[ConfigFile | None, list[Problem]]:
    if not isinstance(document.data, dict):
        what = "the file is no list of keys"
        return None, [
            Problem(file=document.file, line=1, what=what, todo='write lines of "key: value"', code="E-not-map")
        ]
    context = {"folder": document.file.resolve().parent}
    try:
        return ConfigFile.model_validate(document.data, context=context), []
    except ValidationError as error:
        return None, list(problems_from(error, document, known=ConfigFile))


def _all_feeds(document: Document, file: ConfigFile | None) -> tuple[tuple[Feed, ...], list[Problem]]:
    """The feeds of the file and of its OPML files; an address counts once."""
    placed: list[Placed] = [
        (source, document.file, document.line(("feeds", index)))
        for index, source in enumerate(file.feeds if file else ())
    ]
    problems: list[Problem] = []
    for path in file.opml if file else _opml_as_written(document):
        found, wrong = read_opml(path)
        placed += [(source, path, line) for source, line in found]
        problems += wrong
    addresses = [(source.url, at, line) for source, at, line in placed]
    problems += _duplicates(document.file, addresses if file else [*_feeds_as_written(document), *addresses])
    once: dict[str, FeedSource] = {}
    for source, _, _ in placed:
        once.setdefault(_same(source.url), source)
    return tuple(_feed(source) for source in once.values()), problems


def _listed(document: Document, key: str) -> Iterator[tuple[int, Value]]:
    """Items of a list in a file that has other faults."""
    items = document.data.get(key) if isinstance(document.data, dict) else None
    yield from enumerate(items if isinstance(items, list) else ())


def _feeds_as_written(document: Document) -> Iterator[tuple[str, Path, int]]:
    for index, feed in _listed(document, "feeds"):
        if isinstance(feed, dict) and isinstance(url := feed.get("url"), str):
            yield url, document.file, document.line(("feeds", index))


def _opml_as_written(document: Document) -> Iterator[Path]:
    for _, name in _listed(document, "opml"):
        if isinstance(name, str) and (path := absolute(name, document.file.resolve().parent)).is_file():
            yield path


def _duplicates(config: Path, addresses: Iterable[tuple[str, Path, int]]) -> Iterator[Problem]:
    """Addresses that stand twice. In an OPML file, which nobody edits by hand, that is a warning."""
    seen: dict[str, tuple[Path, int]] = {}
    for url, file, line in addresses:
        first = seen.setdefault(_same(url), (file, line))
        if first != (file, line):
            where = f"line {first[1]}" if first[0] == file else f"{first[0]}:{first[1]}"
            what = f"the feed {url} stands here and in {where}"
            if file == config:
                yield Problem(file=file, line=line, what=what, todo="keep one of the two", code="E-dup-feed")
            else:
                todo = "the first one counts; nothing needs to be done"
                yield Problem(file=file, line=line, what=what, todo=todo, code="W-dup-feed", level=Level.WARNING)


def _same(url: str) -> str:
    """What addresses are compared by: scheme and host in lower case, no fragment, no slash at the end."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.lower(), path=parts.path.rstrip("/"), fragment="").geturl()


def _feed(source: FeedSource) -> Feed:
    path = Path(source.url.removeprefix("file:"))
    name = source.name or (path.stem if source.url.startswith("file:") else urlsplit(source.url).hostname or source.url)
    return Feed(
        id=0,
        url=source.url,
        name=name,
        language=source.language,
        tier=source.tier,
        every=source.every,
        full_text=source.full_text,
        watch=source.watch,
    )


def _settings(path: Path, file: ConfigFile, feeds: tuple[Feed, ...], warnings: tuple[Problem, ...]) -> Config:
    channels = file.channels or {"console": Channel(url=Secret("console://"))}
    return Config(
        path=path.resolve(),
        database=file.database,
        rules=file.rules,
        languages=file.languages,
        alert_if_newer_than=file.alert_if_newer_than,
        default_every=file.default_every,
        stop_grace=file.stop_grace,
        leases=file.leases,
        health=file.health,
        keep=file.keep,
        canary=file.canary,
        fetch=file.fetch,
        feeds=feeds,
        channels=channels,
        routes=tuple(_in_zone(route, file.time_zone) for route in file.routes or default_routes(channels)),
        lists=file.lists,
        http=file.http,
        templates=file.templates,
        warnings=warnings,
    )


def _in_zone(route: Route, zone: str) -> Route:
    return route if route.time_zone else route.model_copy(update={"time_zone": zone})

"""What one key alone cannot show: names that refer to nothing, secrets in the wrong place, things said twice.

In: the file's values as written, sound or not. Out: problems. Works on a file with other faults too.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from monitor.config.languages import ISO_639_1, SHIPPED
from monitor.config.secrets import PLACEHOLDER, Secret
from monitor.errors import Level, Problem
from monitor.strict_yaml import Document, Value, did_you_mean

Place = tuple[str | int, ...]


def check(document: Document) -> tuple[Problem, ...]:
    """Every problem between the keys of one file."""
    return (
        *_secrets(document),
        *_routes(document),
        *_lists_of_routes(document),
        *_canary(document),
        *_listening(document),
        *_languages(document),
        *_nothing_to_do(document),
    )


def _problem(document: Document, place: Place, code: str, what: str, todo: str) -> Problem:
    level = Level.WARNING if code.startswith("W-") else Level.ERROR
    line = document.line(place)
    return Problem(file=document.file, line=line, what=what, todo=todo, code=code, level=level)


def _texts(value: Value, place: Place = ()) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*place, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*place, index))


def _takes_secrets(place: Place) -> bool:
    match place:
        case ("database",) | ("fetch", "proxy"):
            return True
        case ("channels", _, "url") | ("lists", _, "url") | ("lists", _, "headers", _):
            return True
    return False


def _secrets(document: Document) -> Iterator[Problem]:
    for place, text in _texts(document.data):
        if not _takes_secrets(place):
            if PLACEHOLDER.search(text):
                what = f'"{place[-1]}" cannot hold ${{…}}'
                todo = "write the value itself; only a channel's url, the database, a list's url and headers, and the "
                yield _problem(document, place, "E-secret-place", what, todo + "proxy take secrets")
        elif Secret(text).is_plain:
            what = f'a password or token is written into "{place[-1]}"'
            todo = "put it into the environment and write ${NAME} here"
            yield _problem(document, place, "W-plain-secret", what, todo)


def _maps(value: Value) -> Iterator[tuple[int, dict[str, Value]]]:
    if isinstance(value, list):
        yield from ((index, item) for index, item in enumerate(value) if isinstance(item, dict))


def _many(value: Value) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def _top(document: Document, key: str) -> Value:
    return document.data.get(key) if isinstance(document.data, dict) else None


def _routes(document: Document) -> Iterator[Problem]:
    channels = _top(document, "channels")
    names = list(channels) if isinstance(channels, dict) else ["console"]
    seen: dict[str, int] = {}
    used: set[str] = set()
    for index, route in _maps(_top(document, "routes")):
        place: Place = ("routes", index)
        name = str(route.get("name"))
        if name in seen:
            what = f'the route "{name}" stands here and in line {seen[name]}'
            yield _problem(document, (*place, "name"), "E-dup-route", what, "give one of them another name")
        seen.setdefault(name, document.line((*place, "name")))
        for where, channel in _channels(route):
            used.add(channel)
            if channel not in names:
                what = f'undefined channel "{channel}" used in route "{name}"'
                todo = did_you_mean(channel, names) or f"channels are {', '.join(names)}"
                yield _problem(document, (*place, *where), "E-unknown-channel", what, todo)
    if seen and isinstance(channels, dict):
        for name in channels:
            if name not in used:
                what = f'no route leads to the channel "{name}"'
                yield _problem(document, ("channels", name), "W-unused-channel", what, "name it in a route's `to`")


def _channels(route: dict[str, Value]) -> Iterator[tuple[Place, str]]:
    """Every channel that a route names, and where."""
    yield from ((("to", number), channel) for number, channel in enumerate(_many(route.get("to"))))
    escalation = route.get("escalate")
    if isinstance(escalation, dict):
        yield from ((("escalate", "to", number), name) for number, name in enumerate(_many(escalation.get("to"))))


def _lists_of_routes(document: Document) -> Iterator[Problem]:
    """A route asks for names on lists that there are."""
    lists = _top(document, "lists")
    names = list(lists) if isinstance(lists, dict) else []
    for index, route in _maps(_top(document, "routes")):
        when = route.get("when")
        listed = when.get("listed") if isinstance(when, dict) else None
        for number, name in enumerate(_many(listed.get("lists")) if isinstance(listed, dict) else ()):
            if name not in names:
                todo = did_you_mean(name, names) or (f"lists are {', '.join(names)}" if names else "write it there")
                place = ("routes", index, "when", "listed", "lists", number)
                yield _problem(document, place, "E-unknown-list", f'"lists" has no list "{name}"', todo)


def _canary(document: Document) -> Iterator[Problem]:
    """The canary flies to a channel that there is."""
    canary, channels = _top(document, "canary"), _top(document, "channels")
    names = list(channels) if isinstance(channels, dict) else ["console"]
    channel = canary.get("channel") if isinstance(canary, dict) else None
    if isinstance(channel, str) and channel not in names:
        todo = did_you_mean(channel, names) or f"channels are {', '.join(names)}"
        yield _problem(
            document, ("canary", "channel"), "E-unknown-channel", f'undefined channel "{channel}" in "canary"', todo
        )


def _listening(document: Document) -> Iterator[Problem]:
    """Figures and, later, texts are shown to whoever reaches the port: to other machines only if that is meant."""
    http = _top(document, "http")
    listen = http.get("listen") if isinstance(http, dict) else None
    if not isinstance(http, dict) or not isinstance(listen, str) or http.get("open_to_network") in ("true", True):
        return
    host = listen.rpartition(":")[0].strip("[]")
    if host and not _is_loopback(host):
        what = f'"{listen}" can be reached from other machines, and asks nobody for a password'
        todo = 'listen at 127.0.0.1 behind a web server that does, or write "open_to_network: true" if it is meant'
        yield _problem(document, ("http", "listen"), "E-open-port", what, todo)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _languages(document: Document) -> Iterator[Problem]:
    stated = _top(document, "languages")
    languages = _many(stated) if stated else list(SHIPPED)
    for index, feed in _maps(_top(document, "feeds")):
        language = feed.get("language")
        if isinstance(language, str) and language in ISO_639_1 and language not in languages:
            what = f'the feed is in "{language}", which `languages` does not have'
            yield _problem(document, ("feeds", index, "language"), "W-language", what, "add it to `languages`")


def _nothing_to_do(document: Document) -> Iterator[Problem]:
    if not _top(document, "feeds") and not _top(document, "opml"):
        yield _problem(document, ("feeds",), "W-no-feeds", "there is no feed", "add one under `feeds` or `opml`")

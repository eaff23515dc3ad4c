"""Every verb of the program, found by walking its commands, and an ordinary call of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from monitor.cli import app


def _walk(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if path:
        yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from _walk(below, (*path, name))


COMMANDS = {" ".join(path): command for path, command in _walk(typer.main.get_command(app))}

# What is tried of each verb, in the folder of the desk.
CALLS: dict[str, tuple[str, ...]] = {
    "check": (),
    "test": (),
    "inspect": ("texts/ferries.txt", "texts/corpus.jsonl", "texts/quiet.txt"),
    "explain": ("texts/corpus.jsonl", "--rule", "mercenaries"),
    "score": ("texts/labelled.jsonl", "--misses"),
    "group": ("texts/corpus.jsonl",),
    "feed": ("feeds/agency.xml",),
    "feeds": (),
    "feeds export": (),
    "feeds import": ("lists/reader.opml",),
    "rules": (),
    "rules list": (),
    "rules diff": (),
    "rematch": ("--since", "7d"),
    "alerts": (),
    "alerts list": (),
    "alerts show": ("1",),
    "alerts examples": (),
    "alerts export": (),
    "alerts merge": ("1", "2"),
    "alerts split": ("1", "2"),
    "ack": ("1", "--by", "ann"),
    "silence": (),
    "silence add": ("--rule", "ceasefire", "--until", "2126-12-01", "--reason", "drill", "--by", "ann"),
    "silence list": (),
    "silence end": ("1", "--by", "ann"),
    "deliveries": (),
    "deliveries list": (),
    "deliveries show": ("1",),
    "deliveries retry": (),
    "ledger": (),
    "lists": (),
    "lists status": (),
    "lists update": (),
    "lists diff": ("isles",),
    "lists screen": ("Orla Tidemark met Quayside Insurance.",),
    "init": ("elsewhere",),
    "doctor": (),
    "db upgrade": (),
    "send-test": ("screen",),
}
_SILENCE = ("silence", "--rule", "ceasefire", "--until", "2126-12-01", "--reason", "drill", "--by", "ann")
FIRST = {  # without which there is nothing to do or to show
    "alerts split": ("alerts", "merge", "1", "2"),
    "alerts examples": ("ack", "1", "--false-positive", "--by", "ann"),
    "lists diff": ("lists", "update"),
    "silence": _SILENCE,
    "silence list": _SILENCE,
    "silence end": _SILENCE,
}
AS_PROCESSES = {"once": (), "run": ("--for", "1s")}  # they set up logging for the whole process

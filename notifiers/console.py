"""Prints messages to a stream: coloured on a terminal, plain everywhere else.

In: a `Message` and an open text stream. Out: the message's text on it.
Never interprets markup that a feed may have put into the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from monitor.model import Message, Outcome, OutcomeStatus, Severity
from notifiers.clean import clean_line, harmless
from notifiers.subject import severity_in

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {
    Severity.CRITICAL: "bold white on red",
    Severity.HIGH: "bold red",
    Severity.MEDIUM: "bold yellow",
    Severity.LOW: "bold blue",
    Severity.INFO: "bold",
}
_MARK = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_LINE_BREAK = re.compile(r"(\n *)")  # with the indent of the next line: neither is coloured
_HEAD = re.compile(r"(?P<severity>\S+)[^\n]*\n(?P<headline>.*?)(?:\n\n|$)", re.DOTALL)
_RULE = "─" * 72


class ConsoleChannel:
    """Tells whoever watches the terminal."""

    def __init__(self, stream: TextIO, name: str = "console") -> None:
        self.name = name
        self._stream = stream

    def send(self, message: Message) -> Outcome:
        """Print once. A stream that is gone may come back with the next start: to be tried again."""
        try:
            if self._stream.isatty():
                self._print_coloured(message)
            else:
                self._stream.write(self._encodable(f"{_RULE}\n{harmless(message.text).rstrip()}\n\n"))
            self._stream.flush()
        except (OSError, ValueError) as error:
            return Outcome(status=OutcomeStatus.RETRY, detail=clean_line(f"cannot write to the console: {error}"))
        return Outcome(status=OutcomeStatus.SENT)

    def _print_coloured(self, message: Message) -> None:
        from rich.console import Console

        console = Console(file=self._stream, markup=False, highlight=False, emoji=False, soft_wrap=True)
        console.print(_RULE, style="dim")
        console.print(
            coloured(self._encodable(harmless(message.text).rstrip()), severity_in(message.title)), end="\n\n"
        )

    def _encodable(self, text: str) -> str:
        """A terminal that knows Latin-1 alone shows '?' for the rest."""
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        return text.encode(encoding, "replace").decode(encoding)


def coloured(text: str, severity: Severity | None) -> Text:
    """The first word in the severity's colour, the headline and the marked words bold."""
    from rich.text import Text

    made, at = Text(), 0
    for found in _MARK.finditer(text):
        made.append(text[at : found.start()])
        for piece in _LINE_BREAK.split(found[1]):
            made.append(piece, style=None if piece.isspace() else "bold black on yellow")
        at = found.end()
    made.append(text[at:])
    head = _HEAD.match(made.plain)
    if head and severity:
        made.stylize(_STYLES[severity], *head.span("severity"))
        made.stylize("bold", *head.span("headline"))
    return made

from __future__ import annotations

import io
import re

from monitor.model import OutcomeStatus
from notifiers import ConsoleChannel, render
from notifiers.console import coloured
from tests.unit.notifiers.alerts import FIRST, FOREIGN, delivery

MESSAGE = render(FIRST, delivery())


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Gone(io.StringIO):
    def write(self, _text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def test_a_pipe_gets_the_plain_text() -> None:
    stream = io.StringIO()
    assert ConsoleChannel(stream).send(MESSAGE).status is OutcomeStatus.SENT
    assert MESSAGE.text.strip() in stream.getvalue()
    assert "\x1b" not in stream.getvalue()


def test_a_terminal_gets_the_same_words_in_colour() -> None:
    stream = Terminal()
    ConsoleChannel(stream).send(MESSAGE)
    shown = stream.getvalue()
    assert "\x1b[" in shown
    assert "**" not in shown
    assert MESSAGE.text.replace("**", "").strip() in re.sub(r"\x1b\[[0-9;]*m", "", shown)


def test_the_indent_of_a_line_that_begins_within_a_hit_is_not_coloured() -> None:
    shown = coloured("one **two\n  three** four", None)
    assert shown.plain == "one two\n  three four"
    assert [shown.plain[span.start : span.end] for span in shown.spans] == ["two", "three"]


def test_a_terminal_of_few_letters_shows_what_it_can() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    assert ConsoleChannel(stream).send(render(FOREIGN, delivery())).status is OutcomeStatus.SENT
    assert b"Wagner Group" in raw.getvalue()


def test_a_stream_that_is_gone_is_tried_again() -> None:
    outcome = ConsoleChannel(Gone(), "screen").send(MESSAGE)
    assert outcome.status is OutcomeStatus.RETRY
    assert "Broken pipe" in outcome.detail


def test_a_closed_stream_is_tried_again() -> None:
    stream = io.StringIO()
    stream.close()
    assert ConsoleChannel(stream).send(MESSAGE).status is OutcomeStatus.RETRY

"""Turns an alert into the message that one recipient reads.

In: the alert as it stands, the telling, optionally the findings that the recipient's route selects. Out: `Message`
with a subject, a text, the HTML of the mail and the shorter HTML for chat. Pure: reads its templates and nothing else.

Whatever comes from a feed is hostile until cleaned: `page` takes out what a terminal or a reader's eye could trip
over, autoescaping keeps it from being markup, and a name that a template mistypes raises instead of vanishing.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.model import Alert, AlertFinding, Delivery, Message, Severity
from notifiers.clean import clean_line, quiet
from notifiers.language import Names, Reader, no_names
from notifiers.page import CHAT, MAIL, TIGHT, Page, page, severity_of
from notifiers.subject import subject

if TYPE_CHECKING:
    from jinja2 import Environment

CHAT_SIZE = 3_000  # characters on the screen: what Slack shows of one block
_TAG = re.compile(r"<[^>]*>")
WIDTH = 88  # columns of the text
COLOURS = {
    Severity.CRITICAL: "#b42318",
    Severity.HIGH: "#c4540a",
    Severity.MEDIUM: "#9a6700",
    Severity.LOW: "#1f5fa8",
    Severity.INFO: "#57606a",
}


def render(
    alert: Alert,
    delivery: Delivery,
    *,
    findings: tuple[AlertFinding, ...] | None = None,
    language: str | None = None,
    names: Names = no_names,
) -> Message:
    """Render for one recipient.

    `findings` are those that the route selects (None: all). `language` is the reader's, ISO 639-1 (None: English), in
    which `names` gives the names of people, groups and places; dates and figures follow it too. Headings are English,
    excerpts and titles stay in the original, with their language named.
    """
    found = alert.findings if findings is None else findings
    reader = Reader(language=language or "en", names=names)
    full = page(alert, delivery, found, reader=reader, limits=MAIL)
    short = (page(alert, delivery, found, reader=reader, limits=limits) for limits in (CHAT, TIGHT))
    title = subject(alert, delivery, severity_of(alert, found))
    return Message(
        title=title,
        text=_print("alert.txt", full, title),
        html=_print("mail.html", full, title),
        chat=_first_that_fits(_print("chat.html", content, title) for content in short),
        key=clean_line(alert.key, 80),
    )


def _first_that_fits(prints: Iterator[str]) -> str:
    """The fullest print that Slack shows whole; the last one is made to fit."""
    made = ""
    for made in prints:
        if len(html.unescape(_TAG.sub("", made))) <= CHAT_SIZE:
            break
    return quiet(made)


def _print(template: str, content: Page, title: str) -> str:
    made = templates().get_template(template).render(page=content, title=title, colour=COLOURS[content.severity])
    return made.strip() + "\n"


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates beside this file: found by path, because another distribution also has a `notifiers`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wrap"] = wrap
    return environment


def wrap(text: str, indent: int = 0, hang: int | None = None) -> str:
    """Break lines at words. `indent` columns before every line but the first, which gets `hang` or the same."""
    first = indent if hang is None else hang
    lines = [
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=" " * (indent if number else first),
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, line in enumerate(text.split("\n"))
    ]
    return "\n".join(lines)

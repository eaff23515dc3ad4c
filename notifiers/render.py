"""Turns an alert into the message that one recipient reads.

In: the alert as it stands, the telling, optionally the findings that the recipient's route selects. Out: `Message`
with a subject, a text, the HTML of the mail and the shorter HTML for chat. Pure: reads its templates and nothing else.

Whatever comes from a feed is hostile until cleaned: `page` takes out what a terminal or a reader's eye could trip
over, autoescaping keeps it from being markup, and a name that a template mistypes raises instead of vanishing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from monitor.model import Alert, AlertFinding, Delivery, Message, Severity
from notifiers.clean import clean_line, quiet
from notifiers.language import Names, Reader, no_names
from notifiers.layouts import Layouts, shipped
from notifiers.page import CHAT, MAIL, TIGHT, Page, page
from notifiers.subject import subject

CHAT_SIZE = 3_000  # characters on the screen: what Slack shows of one block
_TAG = re.compile(r"<[^>]*>")
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
    layouts: Layouts | None = None,
) -> Message:
    """Render for one recipient.

    `findings` are those that the route selects (None: all). `language` is the reader's, ISO 639-1 (None: English), in
    which `names` gives the names of people, groups and places; headings, dates and figures follow it too. Excerpts and
    titles stay in the original, with their language named. Raises what Jinja raises for a template of `layouts`.
    """
    found = alert.findings if findings is None else findings
    reader = Reader(language=language or "en", names=names)
    layouts = layouts or shipped()
    full = page(alert, delivery, found, reader=reader, limits=MAIL)
    short = (page(alert, delivery, found, reader=reader, limits=limits) for limits in (CHAT, TIGHT))
    values = {**spoken(reader, full.severity), "title": subject(alert, delivery, full.severity, reader=reader)}
    return Message(
        title=str(values["title"]),
        text=layouts.print("alert.txt", page=full, **values),
        html=layouts.print("mail.html", page=full, **values),
        chat=first_that_fits(_chat(short, values, layouts)),
        key=clean_line(alert.key, 80),
    )


def _chat(pages: Iterator[Page], values: Mapping[str, object], layouts: Layouts) -> Iterator[str]:
    return (layouts.print("chat.html", page=content, **values) for content in pages)


def spoken(reader: Reader, severity: Severity) -> dict[str, object]:
    """What every template may use besides its page: the reader's words, language and direction, the severity."""
    return {
        "say": reader.say,
        "count": reader.count,
        "language": reader.language,
        "direction": reader.direction,
        "severity": reader.severity(severity),
        "colour": COLOURS[severity],
        "colours": {severity.value: colour for severity, colour in COLOURS.items()},
    }


def first_that_fits(prints: Iterator[str]) -> str:
    """The fullest print that Slack shows whole; the last one is made to fit."""
    made = ""
    for made in prints:
        if len(html.unescape(_TAG.sub("", made))) <= CHAT_SIZE:
            break
    return quiet(made)

"""Warming up: nothing in, nothing out; all that is loaded or made at first use is there from then on."""

from __future__ import annotations

from monitor.text import language
from monitor.text.canonical import canonical
from monitor.text.html import paragraphs_of
from monitor.text.paragraph_filter import filter_paragraphs

# Asks every table: with a tag, a date, a by-line, boilerplate behind a number and a letter that is not composed.
_FRAGMENT = "<div><p>Sunday, 5 May 2024</p><p>By Jose\u0301 Lee</p><p>3 comments</p><p>Leave a Reply</p></div>"


def warm() -> None:
    """Load the language model and the tables of cleaning, so that the first text does not wait for them (0.8 s)."""
    language.warm()
    filter_paragraphs(paragraphs_of(_FRAGMENT))
    canonical("https://example.org/?utm_source=feed")

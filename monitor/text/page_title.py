"""What stands around a page's text: its headline told from mastheads, and what is no story below it left out.

Old pages give their masthead the only `<h1>`, and state the site's name before or behind the headline. The headline
that stands above the text is believed. Below a text its author is told of, and readers have written. Never makes a
title up.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from lxml import html

from monitor.text.characters import one_line
from monitor.text.page_data import letters
from monitor.text.patterns import kinds, trimmed

_SHORTEST = 12  # letters of a headline that is looked for in another line; Chinese ones are short
_MOST_HEADINGS = 20
_WITHIN = 3  # paragraphs: where a headline stands above a text
_MARKS = frozenset("|:–—-•·_»«/~")
_A_STORY = 200  # letters
_NOTE = 300  # characters
_SECTION = 20  # letters
_KICKER = 60  # characters of a line above the headline ('Press release No. 142')


def headline(root: html.HtmlElement, taken: str, paragraphs: Sequence[str]) -> str:
    """The page's title: `taken`, unless the page shows that another line is the headline."""
    stated = one_line(next((title.text_content() for title in root.iter("title")), ""))
    whole = letters(stated)
    headings = [one_line(heading.text_content()) for heading in islice(root.iter("h1", "h2", "h3"), _MOST_HEADINGS)]
    if letters(taken) not in whole or not taken:
        taken = next((each for each in headings if _is_most_of(letters(each), whole)), taken)
    lines = (*headings, *paragraphs[:_WITHIN])
    return next((each for each in lines if _is_end_of(each, taken)), taken)


def below(title: str, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs without the headline among the first of them, and without short lines above it."""
    key = letters(title)
    at = next((at for at, each in enumerate(paragraphs[:_WITHIN]) if _is_headline(letters(each), key)), None)
    if not key or at is None or len(paragraphs) == 1:
        return tuple(paragraphs)
    above = tuple(each for each in paragraphs[:at] if len(each) > _KICKER)
    return (*above, *paragraphs[at + 1 :])


def before_note(authors: str, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs without a short last one that tells of the author ('Jane Doe covers the harbour').

    `authors` is as the extractor gives it, a semicolon between several.
    """
    names = tuple(filter(None, (one_line(name).casefold() for name in authors.split(";"))))
    note = paragraphs[-1].casefold() if len(paragraphs) > _WITHIN else ""
    return tuple(paragraphs[:-1]) if names and len(note) <= _NOTE and note.startswith(names) else tuple(paragraphs)


def before_comments(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs above a line such as '3 comments', if a text of some length stands there."""
    pattern = next(kind.whole for kind in kinds() if kind.name == "comments")
    above = 0
    for at, paragraph in enumerate(paragraphs):
        line = "" if paragraph.startswith("-") or len(paragraph) > _KICKER else trimmed(paragraph)  # '-': in a list
        if above >= _A_STORY and pattern.fullmatch(line):
            return tuple(paragraphs[:at])
        above += len(letters(paragraph))
    return tuple(paragraphs)


def _is_headline(line: str, title: str) -> bool:
    """Whether a line is the title, perhaps behind the name of a section ('World: …')."""
    return line == title or (len(title) >= _SHORTEST and line.endswith(title) and len(line) - len(title) <= _SECTION)


def _is_most_of(heading: str, whole: str) -> bool:
    """Whether a heading is most of what the page calls itself; the masthead is little of it."""
    return len(heading) >= _SHORTEST and heading in whole and 2 * len(heading) >= len(whole)


def _is_end_of(paragraph: str, title: str) -> bool:
    """Whether a title is the paragraph and, behind or before a mark, something else."""
    line, whole = paragraph.casefold(), title.casefold()
    if line == whole or not _is_most_of(letters(line), letters(whole)):
        return False
    before, behind = whole.removesuffix(line).rstrip(), whole.removeprefix(line).lstrip()
    return (whole.endswith(line) and before[-1:] in _MARKS) or (whole.startswith(line) and behind[:1] in _MARKS)

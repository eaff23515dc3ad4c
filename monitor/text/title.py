"""Titles: what a feed or a text gives as its title in, one clean line out, and where the text repeats it.

Never invents a title: a text without a headline has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest

from monitor.text.html import paragraphs_of, paragraphs_of_each
from monitor.text.paragraph_filter import is_date_line

_HEADLINE_LONGEST = 200  # characters
_HEADLINE_WORDS = 25
_ENDS_AS_SENTENCE = re.compile("[.!?…:;,。！？；：，؟۔،]$")
_JOINTS = " \t.:;|–—-\u2028\n"
_BEGINNING = 12  # characters
_LONG = 20  # characters: a shorter title at the start of a sentence ('Libya asked …') is a coincidence


def clean_title(title: str | None) -> str:
    """One line without markup, control or bidi characters; '' for none."""
    return " ".join(paragraphs_of(title)) if title else ""


def clean_titles(titles: Iterable[str]) -> list[str]:
    """As `clean_title`, of each."""
    return [" ".join(paragraphs) for paragraphs in paragraphs_of_each(titles)]


def headline_of(text: str) -> str:
    """The first line of a plain text if it looks like a headline, else ''.

    That is: short, without a final stop, with a blank line behind it and something below, and not a date.
    """
    first, _, rest = text.strip().partition("\n")
    below = rest.partition("\n")[0]
    line = clean_title(first) if rest and not below.strip() else ""
    if not line or len(line) > _HEADLINE_LONGEST or len(line.split()) > _HEADLINE_WORDS:
        return ""
    if _ENDS_AS_SENTENCE.search(line) or is_date_line(line) or not any(map(str.isalpha, line)):
        return ""
    return line


def under_title(title: str, body: tuple[str, ...]) -> tuple[str, ...]:
    """Title and body as paragraphs; a title with which the body already begins is not put before it again."""
    if not title or not body:
        return (title, *body) if title else body
    if _begin_differently(title, body[0]):  # as nearly all do
        return (title, *body)
    if _same(body[0], title):
        return (title, *body[1:])
    rest = _behind(title, body[0])
    if rest is None:
        return (title, *body)
    remainder = rest.lstrip(_JOINTS)
    whole = len(title) >= _LONG and not title.endswith(("…", "..."))
    headline = whole and remainder != rest and not remainder[:1].islower()
    return (title, remainder, *body[1:]) if headline else body


def _begin_differently(one: str, other: str) -> bool:
    """Whether the first letters tell that neither line is the other's beginning; punctuation and case aside."""
    if one[:1].isalnum() and other[:1].isalnum() and one[0].casefold()[0] != other[0].casefold()[0]:
        return True
    one, other = one[:_BEGINNING].casefold().replace(" ", ""), other[:_BEGINNING].casefold().replace(" ", "")
    return one.isalnum() and other.isalnum() and not (one.startswith(other) or other.startswith(one))


def _behind(title: str, paragraph: str) -> str | None:
    """What follows the title in a paragraph that begins with it, or with what a cut title leaves of it; else None.

    A short title must be whole words there: 'War' does not begin 'Warsaw fell silent'.
    """
    stem = title.rstrip(".… ")
    start, rest = paragraph[: len(stem)], paragraph[len(stem) :]
    if not stem or start.casefold() != stem.casefold():
        return None
    return None if len(stem) < _LONG and rest[:1].isalnum() else rest


def _same(one: str, other: str) -> bool:
    """Whether two lines say the same, punctuation and case aside."""
    if one == other:
        return True
    if any(left != right for left, right in zip_longest(_letters(one), _letters(other))):
        return False
    return any(_letters(one))


def _letters(line: str) -> Iterator[str]:
    """Letters and digits in small letters, one after the other: two lines mostly differ in the first."""
    return filter(str.isalnum, chain.from_iterable(map(str.casefold, line)))

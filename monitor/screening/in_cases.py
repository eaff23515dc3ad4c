"""Names of bodies in a case, in quotation marks, or behind an Arabic particle, as rules of precision may judge them.

In: the lists, an article's text, folded as well. Out: `NameHit`s with the name as a list would print it where the text
has it in another form. Russian gives a name of several words one capital: within a sentence that stands for all. Never
judges more than whether a stretch is written as a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.screening.declined import is_cyrillic
from monitor.screening.lists import Lists, NameHit
from monitor.screening.precise import begins_sentence
from monitor.screening.quoted import stands_behind_body
from monitor.text.fold import Folded

_OPENING, _CLOSING = frozenset('«„“"'), frozenset('»“”"')


def in_cases(lists: Lists, text: str, folded: Folded) -> Iterator[NameHit]:
    """Names that stand in another form, and those as they are that have no capital but the first."""
    for found in lists.find_declined(folded):
        if not is_cyrillic(found.printed):
            yield found
        elif text[found.start].isupper() or _is_in_part_quoted(text, found):
            printed, quoted = _as_printed(text, found), _is_quoted(text, found)
            sure = quoted and " " in printed and stands_behind_body(text, found.start - 1)
            yield NameHit(found.start, found.end, found.names, printed, sure)


def _as_printed(text: str, found: NameHit) -> str:
    """The name with the capitals that the text gives it, or means by its first."""
    stretch = text[found.start : found.end]
    if begins_sentence(text, found.start) and not _is_quoted(text, found):
        large = [word[0].isupper() for word in stretch.split()]
        words = found.printed.split()
        if len(large) != len(words):
            return found.printed.capitalize()
        return " ".join(word.capitalize() if one else word for word, one in zip(words, large, strict=True))
    return found.printed.title()


def _is_in_part_quoted(text: str, found: NameHit) -> bool:
    """Whether a word for a body stands there, and all behind it in quotation marks: банка «Россия»."""
    behind = text[found.start : found.end].partition(" ")[2]
    return behind[:1] in _OPENING and behind[1:2].isupper() and text[found.end : found.end + 1] in _CLOSING


def _is_quoted(text: str, found: NameHit) -> bool:
    """Whether quotation marks stand at either end."""
    return text[max(0, found.start - 1) : found.start] in _OPENING and text[found.end : found.end + 1] in _CLOSING

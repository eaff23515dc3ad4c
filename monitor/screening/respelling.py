"""A text in letters that sound everywhere as they do in its own language: Polish Sołowjow as Solovyov.

In: a text, its language's code. Out: the same text, sign by sign, for comparing sounds. Where `sounds.yaml` gives a
letter all that it means somewhere, a long name has more ways to be said than are looked at. Never moves a letter, and
nothing that is respelled is ever shown, or looked up as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from monitor.screening import turkish
from monitor.screening.likeness import Like, MayTell

_POLISH = "pl"
_POLISH_SOFT = re.compile(
    "(?<=[bcdfghklmnprstwzł])i(?=[aeouó][^\\W\\d_])"
)  # Małofiejew, Siergiej: no sound, but a sign
_J_IS_Y = (("j", "y"), ("J", "Y"))
# Behind an a it may be the w of Arabic names: Lawrow, Tawfik.
_GERMAN = (*_J_IS_Y, ("aw", "aʋ"), ("w", "v"), ("W", "V"))
_SLAVIC = (*_GERMAN, ("ł", "l"), ("Ł", "L"))
_BY_LANGUAGE: Mapping[str, Sequence[tuple[str, str]]] = {
    "pl": _SLAVIC, "cs": _SLAVIC, "sk": _SLAVIC, "sl": _SLAVIC, "hr": _SLAVIC, "bs": _SLAVIC,
    "de": _GERMAN, "lb": _GERMAN, "it": _J_IS_Y,
}  # fmt: skip


def may_tell_as_written(text: str, may_tell: MayTell, given: str, family: str, start: int, end: int) -> bool:
    """`may_tell` of words of the respelled text at [start, end), asked about the text's own."""
    return may_tell(text[start : start + len(given)], text[end - len(family) : end], start, end)


@lru_cache(maxsize=4)
def respelled(text: str, language: str) -> str:
    """The text, as long as it was, in letters that sound as they do in its language."""
    if language == turkish.TURKISH:
        return turkish.respelled(text)
    letters = _BY_LANGUAGE.get(language)
    if not letters:
        return text
    said = _POLISH_SOFT.sub("ɪ", text) if language == _POLISH else text
    for letter, other in letters:  # quicker than to translate, which asks for each sign
        said = said.replace(letter, other)
    return said


def as_written(text: str, found: Like) -> Like:
    """What was found in the respelled text, with its words as the text itself has them."""
    given = text[found.start : found.start + len(found.given)]
    end = found.end - (not _ends_alike(text[: found.end], found.family))
    return replace(found, given=given, family=text[end - len(found.family) : end])


def _ends_alike(text: str, family: str) -> bool:
    """Whether a text ends in a respelled surname, and not in it with an s of the genitive."""
    return text[-1:] == family[-1:] or text[-1:] != "s"

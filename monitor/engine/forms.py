"""A form: one way in which a text may show a word, and what may stand around its stem.

Endings are written as people write them and folded here, so that they meet folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.text.fold import fold_words

ANYTHING = re.compile(r"[^ ]*")
_FEW = 12  # endings
_LISTED = re.compile(r"[^\W_]*(?:\|[^\W_]*)*")  # an expression that says nothing but 'one of these endings'


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a text may show a word: `stem` with what may stand before and after it in the same word.

    None means nothing may. `spelled` is what the original letters under the stem must be, by the term's own measure.
    """

    stem: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    spelled: str | None = None


def one_of(endings: str, *, or_none: bool = True) -> re.Pattern[str]:
    """One of these endings; `or_none`: or nothing."""
    folded = [""] * or_none + [fold_words(ending) for ending in endings.split()]
    return re.compile("|".join(dict.fromkeys(folded)))


def up_to(letters: int) -> re.Pattern[str]:
    """Any ending of at most so many letters."""
    return re.compile(rf"[^ ]{{0,{letters}}}")


def few_endings(affix: re.Pattern[str] | None) -> tuple[str, ...]:
    """The endings that an expression allows, if it lists them and they are few; else none. Of no expression: ''."""
    if affix is None:
        return ("",)
    listed = tuple(affix.pattern.split("|")) if _LISTED.fullmatch(affix.pattern) else ()
    return listed if len(listed) <= _FEW else ()

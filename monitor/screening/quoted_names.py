"""Bodies by what stands in quotation marks behind a word for what they are: движение «Волонтёры Победы», завод «Тонар».

In: the lists, an article's text, the hits so far. Out: `Hit`s, as proposals: of names that a list prints in quotation
marks within a longer one, and of those that are said so in Latin letters, if the word before means what the list says.
Never takes ordinary words by sound, nor one that a person bears.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from monitor.context.spans import Places
from monitor.model import Span
from monitor.screening.alike import alike
from monitor.screening.body_words import FIRM, body_words
from monitor.screening.declined import is_cyrillic
from monitor.screening.hits import Hit, Strength
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.screening.opening_marks import OPENING, quotations
from monitor.screening.precise import Proof, is_common
from monitor.screening.quoted_parts import meanings_of
from monitor.screening.sound import sounds_of
from monitor.text.fold import fold_words

QUOTED_AT_MOST = 200  # of one article
LETTERS_AT_LEAST = 5  # of what is quoted
WORDS_BEFORE = 4
ENTRIES_AT_MOST = 3  # of one list; more have nobody's name
LIKE = 94.0  # percent of sounds that agree
# The sign first and then what is not before it: the search goes from sign to sign.
_QUOTED = re.compile(rf"[{OPENING}](?<!\w[{OPENING}])([^«»“”„\"\n]{{5,60}})[»“”\"]")
# The words before a sign, in a text that is turned round: there nothing is tried in vain.
_BEFORE = re.compile(rf"\n?(?:[ \u00a0]+[^\W_]+(?:-[^\W_]+)*){{1,{WORDS_BEFORE}}}")
_LOOK_BACK = 80
_FORMS = frozenset({"ооо", "ао", "пао", "оао", "зао", "тов", "ат", "пат", "фгуп"})
_WHY = "in quotation marks behind a word for what it is; a proposal, to be checked"


def quoted_names(lists: Lists, text: str, kept: Sequence[Hit]) -> Iterator[Hit]:
    """Proposals, where nothing else is found."""
    taken = Places(hit.span for hit in kept)
    for number, found in enumerate(quotations(_QUOTED, text)):
        if number >= QUOTED_AT_MOST:
            return
        if not found[1][0].isupper() or taken.overlap(found.start(), found.end()):
            continue
        before = _before(text, found.start())
        if not before:
            continue
        span = Span(start=found.start(1), end=found.end(1), text=found[1])
        for name in _few_of_a_list(_names(lists, found[1], before)):
            yield Hit(span, name, Proof.ALONE, Strength.PROPOSAL, _WHY)


def _names(lists: Lists, quoted: str, before: frozenset[str]) -> Iterator[ListedName]:
    part = fold_words(quoted)
    words = part.split(" ")
    telling = len(words) > 1 or not is_common(part)
    means = before - {FIRM}
    if telling and means:
        yield from lists.quoted.of(part, means)
    joined = "".join(words)
    if not is_cyrillic(part) or any(map(is_common, words)) or len(joined) < LETTERS_AT_LEAST:
        return
    said = sounds_of(joined)
    for own, meanings, named in lists.bodies.own.of_sounds(said):
        if means <= meanings and not lists.bearers(own) and alike(said, sounds_of(own), least=LIKE) >= LIKE:
            yield ListedName(*named)


def _before(text: str, start: int) -> frozenset[str]:
    """What the words before a quotation mark mean: the nearest that is one for a body, and those that belong to it."""
    found = _BEFORE.match(text[max(0, start - _LOOK_BACK) : start][::-1])
    heads = body_words().of_heads
    for word in reversed(fold_words(found[0][::-1]).split(" ") if found else ()):
        if word in heads or word in _FORMS:
            return meanings_of((word,)) or frozenset((FIRM,))
    return frozenset()


def _few_of_a_list(names: Iterable[ListedName]) -> Iterator[ListedName]:
    """Each entry once, of the lists that have few such."""
    every = {name.key: name for name in names}
    for list_name in dict.fromkeys(list_ for list_, _ in every):
        own = [name for (list_, _), name in every.items() if list_ == list_name]
        if len(own) <= ENTRIES_AT_MOST:
            yield from own

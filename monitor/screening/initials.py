"""Listed people by initials and surname, as papers and decrees have them: Е. В. Пригожин, Шугаев Д.Е., V. Putin.

In: the lists, an article's text, the hits so far. Out: `Hit`s to be checked by a reader. The surname, in any case, is
said as the listed one and borne by few who are listed; each initial is that of the listed given name and patronymic.
In Latin letters, where bylines, middle names and the French M. stand so too, a single initial counts near a country
of the entry. Never reads a surname that very many bear behind a single initial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from monitor.context.spans import Places
from monitor.model import Span
from monitor.screening.alike import alike, opened
from monitor.screening.cases import stems
from monitor.screening.confirm import Surroundings
from monitor.screening.hits import Hit, Strength
from monitor.screening.like_names import LikeName
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.screening.precise import Proof, are_widespread, is_common
from monitor.screening.sound import BIT, VOWELS, keys_of, sounds_of
from monitor.text.fold import fold_words

NAMES_AT_MOST = 500  # of one article
NAMES_REMEMBERED = 4_096  # of those who bear one surname many are listed
SURNAME_LIKE = 97.0  # percent of sounds that agree
BEARERS_AT_MOST = 2  # entries of one list behind one initial; behind two, one more
LETTERS_AT_LEAST = 5  # of a surname
_EQUAL = {"О": "АЕ", "М": "Н", "Є": "Е", "К": "Е", "Г": "А"}  # Олександр, Олена, Микола, Катерина
_LETTER, _SMALL = "[А-ЯЁІЇЄҐ]", "[а-яёіїєґʼ’']"
_SPACE = "[ \u00a0\u202f]?"
_SURNAME = rf"{_LETTER}{_SMALL}+(?:-{_LETTER}{_SMALL}+)?"
_BEFORE = re.compile(rf"(?<!\w)(?P<one>{_LETTER})\.{_SPACE}(?:(?P<two>{_LETTER})\.{_SPACE})?(?P<name>{_SURNAME})")
_BEHIND = re.compile(rf"(?<!\w)(?P<name>{_SURNAME})[ \u00a0](?P<one>{_LETTER})\.{_SPACE}(?P<two>{_LETTER})\.")
_LATIN_LETTER = "(?:Yu|Ya|Ye|Iou|Ju|Ja|Je|Zh|Kh|Ch|Sh|Ts|[A-ZŁŚŻČŠŽŞİ])"
_LATIN_SURNAME = r"[A-ZÀ-ÞŁŚŻČŠŽŞİ][^\W\d_A-Z]+(?:-[A-ZÀ-ÞŁŚŻČŠŽŞİ][^\W\d_A-Z]+)?"
_LATIN = re.compile(
    rf"(?<![\w.])(?P<one>{_LATIN_LETTER})\.{_SPACE}(?:(?P<two>{_LATIN_LETTER})\.{_SPACE})?(?P<name>{_LATIN_SURNAME})"
)
_MONSIEUR = "M"
# A full stop behind what may be an initial, of which it has the most letters. Most articles have none.
_STOP = re.compile(rf"\.(?:(?<=(?<!\w)(?:{_LETTER}|[A-ZŁŚŻČŠŽŞİ])\.)|(?<=(?<!\w)[A-Z][aehsu]\.)|(?<=(?<!\w)Iou\.))")
_LETTERS_AT_MOST = 3


def initials(lists: Lists, text: str, kept: Sequence[Hit], around: Surroundings) -> Iterator[Hit]:
    """Proposals where nobody else has found a name. `around`: the places of the article."""
    stops = [found.start() for found in _STOP.finditer(text)]
    if not stops:
        return
    taken = Places(hit.span for hit in kept)
    for pattern in (_BEFORE, _BEHIND, _LATIN):
        for found in islice(_found(pattern, text, stops), NAMES_AT_MOST):
            if len(found["name"]) >= LETTERS_AT_LEAST and not taken.overlap(found.start(), found.end()):
                span = Span(start=found.start(), end=found.end(), text=found[0])
                why = "its initials and surname; a proposal, to be checked"
                for name in _few(list(_whose(lists, found)), 1 + BEARERS_AT_MOST if found["two"] else BEARERS_AT_MOST):
                    if pattern is not _LATIN or _is_told_in_latin(found, name.listed, around):
                        yield Hit(span, name.listed, Proof.ALONE, Strength.PROPOSAL, why)


def _found(pattern: re.Pattern[str], text: str, stops: Sequence[int]) -> Iterator[re.Match[str]]:
    """What a pattern finds in the whole text, tried only where one of the initials is, or is Cyrillic at all."""
    if pattern is _BEHIND:
        yield from pattern.finditer(text) if any(text[stop - 1] > "Z" for stop in stops) else ()
        return
    done = 0
    for stop in stops:
        starts = range(max(done, stop - _LETTERS_AT_MOST), stop)
        if found := next(filter(None, (pattern.match(text, start) for start in starts)), None):
            done = found.end()
            yield found


def _is_told_in_latin(found: re.Match[str], name: ListedName, around: Surroundings) -> bool:
    """Whether two initials stand there, or one near a country of the entry."""
    if found["two"]:
        return True
    return found["one"] != _MONSIEUR and bool(around.confirm(name.listing, found.start(), found.end()))


def _whose(lists: Lists, found: re.Match[str]) -> Iterator[LikeName]:
    """Whose surname and initials they are."""
    surname, one, two = found["name"], found["one"], found["two"]
    forms = (surname, *stems(surname))
    for key in dict.fromkeys(key for form in forms for key in keys_of(form)):
        for name in lists.like.of_family(key):
            if _begins(name.given, one) and _is_said(forms, name.family) and _may_be(name, two):
                yield name


@lru_cache(maxsize=NAMES_REMEMBERED)
def _is_said(forms: tuple[str, ...], family: str) -> bool:
    whole, *cut = forms
    theirs = sounds_of(family)
    if alike(sounds_of(whole), theirs) >= SURNAME_LIKE:
        return True
    return any(alike(opened(sounds_of(form)), opened(theirs)) >= SURNAME_LIKE for form in cut)


@lru_cache(maxsize=NAMES_REMEMBERED)
def _begins(name: str, initial: str) -> bool:
    """Whether a listed given name may begin with an initial; a Ukrainian name has that of the Russian one too."""
    said = {initial, *_EQUAL.get(initial, "")}
    theirs = _first(name)
    return any(_first(letter) & theirs for letter in said)


def _first(name: str) -> int:
    """The first sound, which is the vowel in Yevgeny, for which Е stands, and in Юрий."""
    first, *later = sounds_of(name) or (0,)
    return later[0] if later and first == BIT["y"] and later[0] & VOWELS else first


def _may_be(name: LikeName, initial: str | None) -> bool:
    """Whether the second initial is the patronymic's, if the list has one; with none, whether the surname tells."""
    if not initial:
        surname = fold_words(name.family)
        return not is_common(surname) and not are_widespread([surname])
    words = name.listed.name.text.replace(",", " ").split()
    patronymics = [word for word in words if word not in {name.given, name.family}]
    return not patronymics or any(_begins(word, initial) for word in patronymics)


def _few(found: Sequence[LikeName], most: int) -> Iterator[LikeName]:
    """Each entry once; none of a list that has more of them."""
    for list_name in dict.fromkeys(name.listed.listing.list for name in found):
        own = {name.listed.key: name for name in found if name.listed.listing.list == list_name}
        if len(own) <= most:
            yield from own.values()

"""Foreign people in Chinese characters, by how they are said: 鲍里斯·科瓦利丘克 for Boris Kovalchuk.

In: the lists, an article's text, the hits so far. Out: `Hit`s to be checked by a reader, and of the surname where it
stands alone behind the full name. A dot between given name and surname shows that a name is foreign; without one
nothing is read. Never reads a Chinese or a Korean name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice, product

from monitor.context.spans import Places
from monitor.model import Mentions, Span
from monitor.screening.alike import alike, alike_in_chinese, opened
from monitor.screening.chinese import begins_word, goes_on
from monitor.screening.chinese_sounds import characters, sounds_of_chinese
from monitor.screening.confirm import Surroundings
from monitor.screening.hits import Hit, Strength
from monitor.screening.like_names import LikeName
from monitor.screening.like_scores import BEARERS_AT_MOST, MARGIN
from monitor.screening.lists import Lists
from monitor.screening.namesakes import given_names_in_chinese
from monitor.screening.precise import Proof
from monitor.screening.sound import Sounds, keys_of, keys_of_sounds, sounds_of

NAMES_REMEMBERED = 4_096
NAMES_AT_MOST = 500  # of one article
GIVEN_LIKE, SURNAME_LIKE, LIKE = 80.0, 82.0, 87.0  # percent of sounds that agree: of each, and of both on average
SHORT_KEYS, LIKE_OF_SHORT = 3, 93.0  # consonants of both; with no more, names are alike by chance
LIKE_OF_LESS_SHORT = 90.0  # with one consonant more
SETTLED = 96.0
SURNAME_OF_SETTLED = 88.0  # of the surname, where the given name is one of those that are always written in one way
KEYS_AT_MOST = 32  # of one word
LETTERS_AT_MOST = 8  # of a given name or surname
PARTS_AT_MOST = 3  # of a name behind the given name
LETTERS_AT_LEAST_ALONE = 2  # of a surname without the given name
_CHINESE = "\u3400-\u9fff"
_DOT = "·•‧・"
_SERVANT = re.compile(r"\bAbd[aeuo]?l?\b", re.IGNORECASE)
_SERVANT_IN_CHINESE = re.compile("阿[卜布ト][杜都]|阿卜|阿布")
_IS_DOT = re.compile(f"[{_DOT}]")
_PART = re.compile(f"[{_CHINESE}-]+")
# Characters of foreign names with which words begin that stand behind a name: 通过, 以及, 提出, 强调, 来到.
_BEGINNING_A_WORD = frozenset("通得以提强強因来來立多大达達代资資明安言当曾让讓才")
_ENDING_A_TITLE = frozenset("席亨豪儿兒明斯理翁士派")  # 主席, 大亨, 富豪, 女儿, 富翁, 博士, 反对派


@dataclass(frozen=True, slots=True)
class _Reading:
    """A listed name that a stretch may be, in percent."""

    start: int
    end: int
    name: LikeName
    like: float

    def near(self, around: Surroundings) -> bool:
        """Whether something of the entry's stands near."""
        return bool(around.confirm(self.name.listed.listing, self.start, self.end))


def foreign_chinese(lists: Lists, text: str, mentions: Mentions, kept: Sequence[Hit]) -> Iterator[Hit]:
    """Proposals for foreign names that nobody else has found."""
    if not any(dot in text for dot in _DOT):
        return
    taken = Places(hit.span for hit in kept)
    named = Places(span for entity in (*mentions.people, *mentions.actors) for span in entity.mentions)
    others = (*mentions.places, *mentions.actors)
    around, edges = Surroundings(text, others), {span.end: span.start for one in others for span in one.mentions}
    for dot in islice(_IS_DOT.finditer(text), NAMES_AT_MOST):
        at, end = dot.start(), dot.end()
        if taken.overlap(at, end + 1) or named.overlap(at, end + 1):
            continue
        found = [
            one
            for one in _readings(lists, text, at, edges)
            if not _is_common(text[one.start : one.end]) or one.near(around)
        ]
        for one in _best(found):
            why = f"it sounds like it ({one.like:.0f} %); a proposal, to be checked"
            yield Hit(_span(text, one.start, one.end), one.name.listed, Proof.ALONE, Strength.PROPOSAL, why)


def by_surname_in_chinese(text: str, kept: Sequence[Hit]) -> Iterator[Hit]:
    """Hits of the surnames of foreign people whose full name, with a dot, stands before."""
    taken = Places(hit.span for hit in kept)
    for hit in kept:
        surname = re.split(f"[{_DOT}]", hit.span.text)[-1]
        if surname == hit.span.text or len(surname) < LETTERS_AT_LEAST_ALONE:
            continue
        at = text.find(surname, hit.span.end)
        while at >= 0:
            end = at + len(surname)
            if not (
                taken.overlap(at, end) or text[at - 1] in _DOT or text[end : end + 1] in _DOT or goes_on(text, end)
            ):
                reason = f"the full name, '{hit.span.text}', stands before"
                yield Hit(_span(text, at, end), hit.name, Proof.ALONE, hit.strength, reason)
            at = text.find(surname, end)


def _readings(lists: Lists, text: str, dot: int, edges: Mapping[int, int]) -> Iterator[_Reading]:
    """What a name with this dot behind the given name may be; the surname may stand behind further dots."""
    families = list(_families(text, dot + 1))
    for start, given in _given(text, dot, edges):
        for begin, end in families:
            parts = [part for part in _IS_DOT.split(text[dot + 1 : begin]) if part]
            of_servant = parts[:1] if parts and _SERVANT_IN_CHINESE.match(given) else ()
            for first in (given, *of_servant):  # 阿卜杜勒·萨拉姆·哈纳菲 is Salam Hanafi as well
                for name, like in _near(lists, first, text[begin:end]):
                    if all(_has(name, sounds_of_chinese(part)) for part in parts) and not _is_servant(name, given):
                        yield _Reading(start, end, name, like)


def _is_common(found: str) -> bool:
    """Whether a name is of two settled given names: whom Mohammed Hussein is, his country must tell."""
    return all(part in given_names_in_chinese() for part in _IS_DOT.split(found))


def _has(name: LikeName, said: Sounds) -> bool:
    """Whether the printed name has a word that is said so."""
    words = name.listed.name.text.replace(",", " ").split()
    return any(alike_in_chinese(said, sounds_of(word), least=SURNAME_LIKE) >= SURNAME_LIKE for word in words)


def _given(text: str, end: int, edges: Mapping[int, int]) -> Iterator[tuple[int, str]]:
    """Where a given name may begin that ends at `end`; nowhere, if it is the second part of a name.

    `edges`: where a place or an actor is named, by where that ends.
    """
    known, settled = characters(), given_names_in_chinese()
    begin = next((at for at in range(end, max(0, end - LETTERS_AT_MOST), -1) if text[at - 1] not in known), 0)
    if begin and _IS_DOT.match(text, begin - 1):
        return
    if text[begin:end] in settled:  # 塞巴斯蒂安, which 蒂安 is the end of
        yield begin, text[begin:end]
        return
    for at in range(max(0, end - LETTERS_AT_MOST), end):
        whole = at == begin or edges.get(at, at) <= begin or text[at - 1] in _ENDING_A_TITLE
        if text[at:end] in settled or (whole and sounds_of_chinese(text[at:end])):
            yield at, text[at:end]


def _families(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Where a surname may stand: in this part of a name, or in one of the next."""
    for _ in range(PARTS_AT_MOST):
        part = _PART.match(text, start)
        if not part:
            return
        yield from ((start, end) for end in _ends(text, start, part.end()))
        if not _IS_DOT.match(text, part.end()) or not sounds_of_chinese(part[0]):
            return
        start = part.end() + 1


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where a surname may end: where no character of a foreign name follows, or one that begins a word."""
    known = characters()
    for at in range(start + 1, min(end, start + LETTERS_AT_MOST) + 1):
        if text[at - 1] not in known and text[at - 1] != "-":
            return
        if text[at : at + 1] not in known or text[at] in _BEGINNING_A_WORD or begins_word(text, at):
            yield at


def _near(lists: Lists, given: str, family: str) -> Iterator[tuple[LikeName, float]]:
    """Listed names that are said like this one."""
    settled = given_names_in_chinese()
    latin, said, surname = settled.get(given, ()), sounds_of_chinese(given), sounds_of_chinese(family)
    like_family = partial(_like_family, settled.get(family, ()), surname, SURNAME_OF_SETTLED if latin else SURNAME_LIKE)
    firsts = dict.fromkeys((*(key for one in latin for key in keys_of(one)), *keys_of_sounds(said, KEYS_AT_MOST)))
    for first, last in product(firsts or ("",), keys_of_sounds(surname, KEYS_AT_MOST)):
        long = len(first) + len(last) - SHORT_KEYS
        least = LIKE_OF_SHORT if long <= 0 else LIKE_OF_LESS_SHORT if long == 1 else LIKE
        for name in lists.like.of_keys(first, last):
            of_family = like_family(name.family) if name.given else 0.0
            of_given = _like_given(latin, said, name.given) if of_family else 0.0
            if of_given >= GIVEN_LIKE and of_family + of_given >= 2 * least:
                yield name, (of_family + of_given) / 2


def _like_family(latin: Iterable[str], said: Sounds, least: float, listed: str) -> float:
    """How alike surnames are, 0 below `least`; one that is also a settled given name is that: 卡洛斯 is Carlos."""
    theirs = sounds_of(listed)
    if latin:
        return max(alike(opened(sounds_of(one)), opened(theirs), least=least) for one in latin)
    return alike_in_chinese(said, theirs, least=least)


def _is_servant(name: LikeName, given: str) -> bool:
    """Whether the listed given name has a word for servant before it, and the one in the text none: Abd al-Karim."""
    return bool(_SERVANT.search(name.listed.name.text)) and not _SERVANT_IN_CHINESE.match(given)


def _like_given(latin: Iterable[str], said: Sounds, listed: str) -> float:
    """How alike given names are; of one that is always written in one way, that one alone will do."""
    theirs = sounds_of(listed)
    if latin:
        return max(alike(opened(sounds_of(one)), opened(theirs), least=GIVEN_LIKE) for one in latin)
    settled = _is_settled(theirs)
    return 0.0 if settled else alike_in_chinese(said, theirs, least=GIVEN_LIKE)


@lru_cache(maxsize=NAMES_REMEMBERED)
def _is_settled(given: Sounds) -> bool:
    """Whether a given name is said like one that is always written in one way."""
    every = {one for own in given_names_in_chinese().values() for one in own}
    return any(alike(sounds_of(one), given, least=SETTLED) >= SETTLED for one in every)


def _best(found: Sequence[_Reading]) -> Iterator[_Reading]:
    """The most alike of each list, each entry once; none of a list that has many of them."""
    for list_name in dict.fromkeys(one.name.listed.listing.list for one in found):
        own = [one for one in found if one.name.listed.listing.list == list_name]
        most = max(one.like for one in own)
        best = {one.name.listed.key: one for one in sorted(own, key=lambda one: one.like) if one.like > most - MARGIN}
        if len(best) <= BEARERS_AT_MOST:
            yield from best.values()


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])

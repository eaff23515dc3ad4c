"""Listed bodies in Chinese by words of their own: 贝赫兰石油公司 for Behran Oil, 瓦基拉巴德监狱 for Vakilabad Prison.

In: the lists, an article's text, who and what is named in it. Out: stretches with the names that they may be. Words
for a body (`body_words.yaml`) end such a name; before them stands a word of its own, by how it is said. A name of few
sounds, or with nothing but 'company' behind it, has the entry's country near. Never reads a name that means something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from monitor.context.spans import Places
from monitor.model import Mentions
from monitor.screening.body_words import FIRM, body_words
from monitor.screening.chinese_sounds import characters, sounds_of_chinese
from monitor.screening.confirm import Surroundings
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.screening.sound import VOWELS

LIKE, LIKE_ALONE, LIKE_OF_SHORT = 88.0, 93.0, 94.0  # percent: near the country; without it; of few consonants
LETTERS_ALONE, CONSONANTS_ALONE = (
    4,
    4,
)  # of an own word that stands behind another's sign; that tells without its country
CONSONANTS_OF_SHORT = 2
LETTERS_AT_MOST, LETTERS_OF_WORD = 12, 5
MARGIN = 3.0  # percent: what is less like than the best by this is another
ENTRIES_AT_MOST = 3  # of one list that are said so; more means that the name tells nobody
HEADS_AT_MOST = 500  # of one article
_DOTS = "·•‧・"
_DOT = re.compile(f"[{_DOTS}]")
_HEADS = frozenset({
    "bank", "airline", "line", "plant", "shipyard", "institute", "bureau", "center", "association", "enterprise",
    "foundation", "fund", "agency", "university", "academy", "exchange", "prison", "complex", "army", "front",
    "movement", "brigade", "battalion", "guard", "militia", "network", "cartel", FIRM,
})  # fmt: skip
# Meanings that Chinese does not keep apart: 航空 is airline, air, aviation; 化工 chemical and petrochemical.
_AS_ONE = (
    "airline aviation aerospace air", "university academy", "technology technical", "petrochemical chemical",
    "machine electromechanical mechanical building engineering", "institute bureau center", "steel metallurgy",
    "shipping line naval shipyard shipbuilding shiprepair", "foundation fund",
)  # fmt: skip
_SAME = {meaning: together.split()[0] for together in _AS_ONE for meaning in together.split()}
_LEFT_OUT = frozenset({
    FIRM, "plant", "enterprise", "industry", "production", "cartel", "national", "complex", "association", "research",
    "design", "united", "general", "special", "experimental", "trade", "development", "investment", "technology",
    "organization", "equipment", "system", "international", "network",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Stretch:
    """An own word may begin at `begin` at the earliest and ends at `own_end`, the name at `end`."""

    begin: int
    own_end: int
    end: int
    meanings: frozenset[str]


def own_in_chinese(
    lists: Lists, text: str, mentions: Mentions, taken: Places
) -> Iterator[tuple[int, int, Sequence[ListedName]]]:
    """Stretches at [start, end) where nobody else has found anything, and the names that they may be."""
    stretches = [one for one in islice(_stretches(text), HEADS_AT_MOST) if not taken.overlap(one.own_end, one.end)]
    if not stretches:
        return
    around = Surroundings(text, (*mentions.places, *mentions.actors))
    ends = {span.end for place in mentions.places for span in place.mentions}
    for stretch in stretches:
        for start in _starts(stretch, ends):
            if names := list(_names(lists, text, start, stretch, around)):
                yield start, stretch.end, names
                break


def _stretches(text: str) -> Iterator[_Stretch]:
    """Stretches of characters of foreign names before words for a body."""
    known, words, heads = characters(), body_words().chinese, _heads()
    done = 0
    for found in _last_signs().finditer(text):
        end = found.end()
        if not text.endswith(heads[found[0]], done, end):
            continue
        at, meanings = end, set[str]()
        while long := next((n for n in range(LETTERS_OF_WORD, 0, -1) if text[max(done, at - n) : at] in words), 0):
            long = min(long, at - done)
            meanings.update(words[text[at - long : at]])
            at -= long
        begin = at
        while begin > max(done, at - LETTERS_AT_MOST) and (text[begin - 1] in known or text[begin - 1] in _DOTS):
            begin -= 1
        if at - begin > 1:
            yield _Stretch(begin, at, end, frozenset(meanings))
        done = end


def _starts(stretch: _Stretch, places: set[int]) -> Iterator[int]:
    """Where a name may begin: where the stretch does, behind a place, behind a sign or two of another word."""
    begin, end = stretch.begin, stretch.own_end
    behind = (at for at in range(begin + 1, end - 1) if at in places or (at < begin + 3 and end - at >= LETTERS_ALONE))
    yield from (begin, *behind)


def _names(lists: Lists, text: str, start: int, stretch: _Stretch, around: Surroundings) -> Iterator[ListedName]:
    """Those of each list that are said most like a stretch, mean the same and are borne out."""
    own = _DOT.sub("", text[start : stretch.own_end])
    said = sounds_of_chinese(own)
    consonants = sum(not sound & VOWELS for sound in said)
    telling = _plain(stretch.meanings)
    found: dict[tuple[str, str], tuple[float, ListedName]] = {}
    for name, meanings, like in lists.bodies.own.said(said, least=LIKE) if consonants > 1 else ():
        if not _means(telling, _plain(meanings)):
            continue
        near = around.confirm(name.listing, start, stretch.end)
        short = consonants <= CONSONANTS_OF_SHORT or not telling
        least = LIKE if near and not short else LIKE_OF_SHORT if short else LIKE_ALONE
        sure = near or (telling and consonants >= CONSONANTS_ALONE)
        if sure and like >= least and like > found.get(name.key, (0.0,))[0]:
            found[name.key] = like, name
    for of_list in dict.fromkeys(key[0] for key in found):
        most = max(like for key, (like, _) in found.items() if key[0] == of_list)
        best = [name for key, (like, name) in found.items() if key[0] == of_list and like > most - MARGIN]
        yield from best if len(best) <= ENTRIES_AT_MOST else ()


def _plain(meanings: Iterable[str]) -> frozenset[str]:
    return frozenset(_SAME.get(one, one) for one in meanings) - _LEFT_OUT


def _means(said: frozenset[str], listed: frozenset[str]) -> bool:
    """Whether a stretch means what a name does: the same, or one of them says less."""
    return said == listed or bool(said and said < listed) or bool(listed and listed < said)


@cache
def _heads() -> Mapping[str, tuple[str, ...]]:
    """Words that end a body's name, by their last character."""
    found: dict[str, tuple[str, ...]] = {}
    for word, meanings in body_words().chinese.items():
        if not _HEADS.isdisjoint(meanings):
            found[word[-1]] = (*found.get(word[-1], ()), word)
    return found


@cache
def _last_signs() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_heads())}]")

"""Listed bodies in Chinese by words of their own: 贝赫兰石油公司 for Behran Oil, 瓦基拉巴德监狱 for Vakilabad Prison.

In: the lists, an article's text, who and what is named in it. Out: stretches with the names that they may be. Words
for a body (`body_words.yaml`) end such a name; before them stands a word of its own, by how it is said. A name of few
sounds, or with nothing but 'company' behind it, has the entry's country near. Never reads a name that means something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from monitor.context.spans import Places
from monitor.model import Mentions
from monitor.screening.body_words import FIRM, body_words
from monitor.screening.chinese_sounds import characters, sounds_of_chinese
from monitor.screening.confirm import Surroundings
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.screening.own_names import likeness_of
from monitor.screening.sound import VOWELS

LIKE, LIKE_ALONE, LIKE_OF_SHORT = 88.0, 93.0, 94.0  # percent: near the country; without it; of few consonants
LETTERS_ALONE, CONSONANTS_ALONE = (
    4,
    4,
)  # of an own word that stands behind another's sign; that tells without its country
CONSONANTS_OF_SHORT = 2
LETTERS_AT_MOST = 12
_LONG = range(5, 0, -1)  # characters of a word that means something
MARGIN = 3.0  # percent: what is less like than the best by this is another
ENTRIES_AT_MOST = 3  # of one list that are said so; more means that the name tells nobody
HEADS_AT_MOST = 500  # of one article
_NEW, _NOVO = "新", "诺沃"  # 新库兹涅茨克 is Novokuznetsk
_DOTS = "·•‧・"
_DOT = re.compile(f"[{_DOTS}]")
# Words that end a body's name; whatever ends in one of them is one as well: 造船厂, 直升机公司.
_HEADS = (
    "厂", "廠", "公司", "银行", "銀行", "航空", "集团", "集團", "监狱", "監獄", "大学", "学院", "研究所", "研究院",
    "基金会", "通讯社", "交易所", "旅", "师",
)  # fmt: skip
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
    near = (*mentions.places, *mentions.actors)
    around = Surroundings(text, near) if near else None
    ends = {span.end for place in mentions.places for span in place.mentions}
    for stretch in stretches:
        for start in _starts(stretch, ends):
            if names := list(_names(lists, text, start, stretch, around)):
                yield start, stretch.end, names
                break


def _stretches(text: str) -> Iterator[_Stretch]:
    """Stretches of characters of foreign names before words for a body, in the order of the text."""
    known, words = characters(), body_words().chinese
    done = 0
    for end in sorted(at for head in _HEADS if head in text for at in _ends_of(head, text)):
        at, meanings = end, set[str]()
        while long := next((n for n in _LONG if text[max(done, at - n) : at] in words), 0):
            long = min(long, at - done)
            meanings.update(words[text[at - long : at]])
            at -= long
        begin = at
        while begin > max(done, at - LETTERS_AT_MOST) and (text[begin - 1] in known or text[begin - 1] in _DOTS):
            begin -= 1
        if at - begin > 1:
            begin -= text[begin - 1 : begin] == _NEW and begin > done
            yield _Stretch(begin, at, end, frozenset(meanings))
        done = end


def _ends_of(head: str, text: str) -> Iterator[int]:
    at = text.find(head)
    while at >= 0:
        yield at + len(head)
        at = text.find(head, at + 1)


def _starts(stretch: _Stretch, places: set[int]) -> Iterator[int]:
    """Where a name may begin: where the stretch does, behind a place, behind a sign or two of another word."""
    begin, end = stretch.begin, stretch.own_end
    behind = (at for at in range(begin + 1, end - 1) if at in places or (at < begin + 3 and end - at >= LETTERS_ALONE))
    yield from (begin, *behind)


def _names(lists: Lists, text: str, start: int, stretch: _Stretch, around: Surroundings | None) -> Iterator[ListedName]:
    """Those of each list that are said most like a stretch, mean the same and are borne out."""
    own_word = _DOT.sub("", text[start : stretch.own_end])
    said = sounds_of_chinese(_NOVO + own_word.removeprefix(_NEW) if own_word.startswith(_NEW) else own_word)
    consonants = sum(not sound & VOWELS for sound in said)
    telling = _plain(stretch.meanings)
    short = consonants <= CONSONANTS_OF_SHORT or not telling
    alone = bool(telling) and consonants >= CONSONANTS_ALONE
    if consonants < CONSONANTS_OF_SHORT or not (alone or around):
        return
    found: dict[tuple[str, str], tuple[float, ListedName]] = {}
    for own, meanings, named in lists.bodies.own.of_sounds(said):
        like = likeness_of(said, own, LIKE) if _means(telling, _plain(meanings)) else 0.0
        if like < (LIKE_OF_SHORT if short else LIKE):
            continue
        name = ListedName(*named)
        near = around and around.confirm(name.listing, start, stretch.end)
        borne_out = near or (alone and like >= LIKE_ALONE)
        if borne_out and like > found.get(name.key, (0.0,))[0]:
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

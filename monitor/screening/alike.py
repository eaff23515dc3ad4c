"""How alike two words are said, in percent: the cheapest way to align their sounds.

In: the sounds of a text's word and of a listed one. Out: percent. Consonants must agree; vowels may differ by what
transliterations make of them (e and i, o and u, an a that Arabic script does not write). Own costs, weighed on the
sets of tests/data/lists. Pure; knows no list.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate
from math import inf
from typing import NamedTuple

from monitor.screening.sound import BIT, VOWELS, WORDS_REMEMBERED, Sounds

NOTHING_ALIKE = 0.0
Alone = tuple[float, ...]  # what each sound of a word costs that the other word has not
_CONSONANT, _VOWEL, _FINAL, _FINAL_E, _GLIDE = 1.0, 0.5, 0.8, 0.2, 0.15  # of a sound that the other word has not
_UNWRITTEN, _WRITTEN = 0.05, 0.35  # a vowel that Arabic script leaves out; one that it writes
_FINAL_UNWRITTEN = 0.6
_NEAR = (
    (0.2, "e i"), (0.2, "o u"), (0.25, "a e"), (0.3, "a o"), (0.35, "e o"), (0.4, "u y"), (0.15, "i y"), (0.2, "e y"),
    (0.1, "u w"), (0.1, "o w"),
    (0.2, "h kh"), (0.3, "k kh"), (0.3, "v w"), (0.3, "s z"), (0.4, "z zh"), (0.4, "sh zh"),
    (0.3, "zh dzh"), (0.3, "ch sh"), (0.4, "ch ts"), (0.5, "t d"), (0.6, "b p"), (0.5, "k g"),
    (0.5, "f v"),
)  # fmt: skip
_LATIN_J = BIT["y"] | BIT["zh"] | BIT["dzh"] | BIT["h"]
_LATIN_OF_ARABIC = (
    (BIT["v"] | BIT["w"], BIT["w"]), (_LATIN_J, BIT["zh"] | BIT["dzh"]),
    (BIT["z"] | BIT["ts"] | BIT["s"], BIT["z"] | BIT["ts"]), (BIT["t"] | BIT["s"], BIT["t"]),
)  # fmt: skip
_SAME_END, _ENDS = 0.15, 0.6  # i and y; to end in another sound, at least: Pinske is not Pinsky
_OTHER_VOWEL = 0.8
_LEAST = 2
_ROUNDED = 1e-9  # what sums of costs may be off by
_COST = {frozenset(BIT[sound] for sound in pair.split()): cost for cost, pair in _NEAR}
# What a sound costs in Chinese that the other word has not: vowels and h, an n at a syllable's end, an r or l there.
_ALONE_IN_CHINESE = (
    (VOWELS | BIT["y"] | BIT["w"] | BIT["h"] | BIT["kh"], 0.2), (BIT["n"], 0.5), (BIT["l"] | BIT["r"], 0.7),
)  # fmt: skip
_VOWELS_IN_CHINESE = 0.6  # of what it costs elsewhere to take one vowel for another
_SLIGHT = BIT["y"] | BIT["w"] | BIT["h"]


def alike(one: Sounds, other: Sounds, *, unvowelled: bool = False, least: float = NOTHING_ALIKE) -> float:
    """Percent of agreement, 0 if it is below `least`.

    `unvowelled`: `one` is of Arabic script, which leaves out short vowels.
    """
    if not one or not other:
        return NOTHING_ALIKE
    silent = _ends_in_consonant(one) or _ends_in_consonant(other)
    mine, theirs = _each_alone(one, silent, unvowelled, True), _each_alone(other, silent, unvowelled, False)
    most = (100.0 - least) / 200.0 * (len(one) + len(other))
    differ = _unvowelled_difference if unvowelled else difference
    if least and _at_rims(mine, theirs, differ(one[0], other[0]), differ(one[-1], other[-1])) > most + _ROUNDED:
        return NOTHING_ALIKE
    return _percent(_cheapest(one, other, mine, theirs, _Costs(differ, most)), one, other)


def alike_in_chinese(one: Sounds, other: Sounds, *, least: float = NOTHING_ALIKE) -> float:
    """Percent of agreement where `one` is written in Chinese, which makes each consonant a syllable; as `alike`."""
    if not one or not other:
        return NOTHING_ALIKE
    mine, theirs = (tuple(map(_alone_in_chinese, sounds)) for sounds in (one, other))
    most = (100.0 - least) / 200.0 * (len(one) + len(other))
    return _percent(_cheapest(one, other, mine, theirs, _Costs(_difference_in_chinese, most)), one, other)


def _percent(cost: float, one: Sounds, other: Sounds) -> float:
    return max(NOTHING_ALIKE, 100.0 * (1 - 2 * cost / (len(one) + len(other))))


class _Costs(NamedTuple):
    """What it costs to take one sound for another, and with which cost an alignment is of no use."""

    differ: Callable[[int, int], float]
    most: float


def _cheapest(one: Sounds, other: Sounds, mine: Alone, theirs: Alone, costs: _Costs) -> float:
    """What the cheapest alignment costs, endless if too much.

    `mine`, `theirs`: what each sound costs that is aligned with none.
    """
    row = list(accumulate(theirs, initial=0.0))
    differ, most = costs.differ, costs.most + _ROUNDED
    above_row = row
    for sound, lone in zip(one, mine, strict=True):
        diagonal, cost = row[0], row[0] + lone
        following = [cost]
        for said, alone, above in zip(other, theirs, row[1:], strict=True):
            cost = min(diagonal + differ(sound, said), above + lone, cost + alone)
            following.append(cost)
            diagonal = above
        if min(following) > most:
            return inf
        above_row, row = row, following
    if (taken := differ(one[-1], other[-1])) <= _SAME_END:
        return row[-1]
    return min(above_row[-2] + max(taken, _ENDS), above_row[-1] + mine[-1], row[-2] + theirs[-1])


def _at_rims(mine: Alone, theirs: Alone, begins: float, ends: float) -> float:
    """What the first sounds and the last cost at least, which refuses most words before they are aligned.

    `begins`, `ends`: what it costs to take the first sounds for each other, and the last.
    """
    if len(mine) == len(theirs) == 1:
        return 0.0
    begin = min(begins, mine[0], theirs[0])
    return begin if ends <= _SAME_END else begin + min(max(ends, _ENDS), mine[-1], theirs[-1])


def _ends_in_consonant(sounds: Sounds) -> bool:
    return not sounds[-1] & (VOWELS | BIT["y"])


class _Place(NamedTuple):
    """Where a sound stands: at its word's end, where an e may be silent, in Arabic script, in the text's word."""

    last: bool
    silent: bool
    unvowelled: bool
    mine: bool = True


@lru_cache(maxsize=WORDS_REMEMBERED)
def _each_alone(sounds: Sounds, silent: bool, unvowelled: bool, mine: bool) -> Alone:
    """What each sound costs that the other word lacks."""
    last = len(sounds) - 1
    return tuple([_alone(sound, _Place(at == last, silent, unvowelled, mine)) for at, sound in enumerate(sounds)])


def _alone(sound: int, place: _Place) -> float:
    """What a sound costs that the other word lacks."""
    if sound & _SLIGHT and not (sound & ~_SLIGHT & ~VOWELS):
        return _GLIDE if not sound & VOWELS else _WRITTEN
    if not sound & VOWELS:
        return _CONSONANT
    if place.unvowelled:
        return _WRITTEN if place.mine else (_FINAL_UNWRITTEN if place.last else _UNWRITTEN)
    if not place.last:
        return _VOWEL
    return _FINAL_E if sound == BIT["e"] and place.silent else _FINAL


@cache
def _alone_in_chinese(sound: int) -> float:
    return next((cost for sounds, cost in _ALONE_IN_CHINESE if sound & sounds), _CONSONANT)


@cache
def _difference_in_chinese(one: int, other: int) -> float:
    taken = difference(one, other)
    return taken * _VOWELS_IN_CHINESE if one & VOWELS and other & VOWELS else taken


@cache
def difference(one: int, other: int) -> float:
    """What it costs to take one sound for the other."""
    if one & other:
        return 0.0
    costs = [cost for pair, cost in _COST.items() if _joins(pair, one, other)]
    vowels = one & VOWELS and other & VOWELS
    return min([*costs, _OTHER_VOWEL if vowels else _CONSONANT])


@cache
def _unvowelled_difference(one: int, other: int) -> float:
    """`difference` from a letter of Arabic script: a vowel that is written is said, a Latin w is no v, a j no y."""
    for both, said in _LATIN_OF_ARABIC:
        if other == both:
            other = said
    return difference(one, other) if not one & VOWELS or one & other else _OTHER_VOWEL


def _joins(pair: frozenset[int], one: int, other: int) -> bool:
    first, second = pair
    return bool((one & first and other & second) or (one & second and other & first))


def opened(sounds: Sounds) -> Sounds:
    """Without the vowels at the end, which a case changes; two sounds at least."""
    end = len(sounds)
    while end > _LEAST and not sounds[end - 1] & ~(VOWELS | BIT["y"]):
        end -= 1
    return sounds[:end]

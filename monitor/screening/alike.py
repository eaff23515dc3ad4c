"""How alike two words are said, in percent: the cheapest way to align their sounds.

In: the sounds of a text's word and of a listed one. Out: percent. Consonants must agree; vowels may differ by what
transliterations make of them (e and i, o and u, an a that Arabic script does not write). Own costs, weighed on the
sets of tests/data/lists. Pure; knows no list.
"""

from __future__ import annotations

from functools import cache

from monitor.screening.sound import BIT, VOWELS, Sounds

NOTHING_ALIKE = 0.0
_CONSONANT, _VOWEL, _FINAL, _FINAL_E, _GLIDE = (
    1.0,
    0.5,
    0.8,
    0.2,
    0.15,
)  # what a sound costs that the other word has not
_UNWRITTEN, _WRITTEN = 0.05, 0.35  # a vowel that Arabic script leaves out; one that it writes
_FINAL_UNWRITTEN = 0.6
_NEAR = (
    (0.2, "e i"), (0.2, "o u"), (0.25, "a e"), (0.3, "a o"), (0.35, "e o"), (0.4, "u y"), (0.15, "i y"), (0.2, "e y"),
    (0.1, "u w"), (0.1, "o w"),
    (0.2, "h kh"), (0.3, "k kh"), (0.3, "v w"), (0.4, "s z"), (0.4, "s ts"), (0.4, "z zh"), (0.4, "sh zh"),
    (0.3, "zh dzh"), (0.3, "ch sh"), (0.4, "ch ts"), (0.5, "t d"), (0.6, "b p"), (0.5, "k g"),
    (0.5, "f v"), (0.5, "h g"),
)  # fmt: skip
_LATIN_OF_ARABIC = ((BIT["v"] | BIT["w"], BIT["w"]), (BIT["y"] | BIT["zh"] | BIT["dzh"], BIT["zh"] | BIT["dzh"]))
_OTHER_VOWEL = 0.8
_LEAST = 2
_COST = {frozenset(BIT[sound] for sound in pair.split()): cost for cost, pair in _NEAR}
_SLIGHT = BIT["y"] | BIT["w"] | BIT["h"]


def alike(one: Sounds, other: Sounds, *, unvowelled: bool = False) -> float:
    """Percent of agreement. `unvowelled`: `one` is of Arabic script, which leaves out short vowels."""
    if not one or not other:
        return NOTHING_ALIKE
    loose = [0.0]
    for at, sound in enumerate(other):
        loose.append(loose[-1] + _alone(sound, last=at == len(other) - 1, unvowelled=unvowelled, written=False))
    row = loose
    for at, mine in enumerate(one):
        lost = _alone(mine, last=at == len(one) - 1, unvowelled=unvowelled, written=True)
        following = [row[0] + lost]
        for place, theirs in enumerate(other):
            gained = loose[place + 1] - loose[place]
            same = row[place] + (_unvowelled_difference if unvowelled else difference)(mine, theirs)
            following.append(min(same, row[place + 1] + lost, following[place] + gained))
        row = following
    return max(NOTHING_ALIKE, 100.0 * (1 - 2 * row[-1] / (len(one) + len(other))))


def _alone(sound: int, *, last: bool, unvowelled: bool, written: bool) -> float:
    """What a sound costs that the other word lacks."""
    if sound & _SLIGHT and not (sound & ~_SLIGHT & ~VOWELS):
        return _GLIDE if not sound & VOWELS else _WRITTEN
    if not sound & VOWELS:
        return _CONSONANT
    if unvowelled:
        return _WRITTEN if written else (_FINAL_UNWRITTEN if last else _UNWRITTEN)
    if not last:
        return _VOWEL
    return _FINAL_E if sound == BIT["e"] else _FINAL


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

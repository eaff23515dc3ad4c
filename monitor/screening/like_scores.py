"""How alike a text's two words and a listed name are said, and which of the names are alike enough to be told.

In: readings of the words, a `LikeName`. Out: percents, and the most alike of each list. Never looks a name up.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.screening.alike import opened
from monitor.screening.like_names import LikeName
from monitor.screening.readings import Reading, agree, readings, said_alike
from monitor.screening.sound import sounds_of
from monitor.text.name_keys import is_arabic

SOUNDS_OF_STEM = 4  # of a surname's: what is shorter is in too many words
SURE_LIKE = 97.0
ALONE_LIKE = 95.0  # of a company's name of one word
SURNAME_LIKE, GIVEN_LIKE = 92.0, 86.0  # percent of sounds that agree
SURNAME_LIKE_ARABIC, GIVEN_LIKE_ARABIC = 94.0, 90.0  # without short vowels more words are alike
MARGIN = 2.0  # percent; who is as much less alike is another
BEARERS_AT_MOST = 3  # entries of one list that are said alike; more means that the name is nobody's
_LATIN_BEYOND = "\u024f"


def best_of_lists(found: list[tuple[LikeName, float]]) -> Iterator[tuple[LikeName, float]]:
    """The most alike of each list; none of a list that has many of them."""
    for list_name in dict.fromkeys(name.listed.listing.list for name, _ in found):
        own = [one for one in found if one[0].listed.listing.list == list_name]
        most = max(like for _, like in own)
        best = [one for one in own if one[1] > most - MARGIN]
        if len(best) <= BEARERS_AT_MOST:
            yield from best


def has_between(printed: str, middle: str) -> bool:
    """Whether a printed name has a word that is said like this one."""
    (said, *_) = readings(middle)
    return any(said_alike(said, word, SURNAME_LIKE) >= SURNAME_LIKE for word in printed.replace(",", " ").split())


def likeness(first: tuple[Reading, ...], last: tuple[Reading, ...], name: LikeName, least: float) -> float:
    """How alike they are said, in percent; 0 if not enough, or less than `least`, and perhaps then."""
    best = 0.0
    either = 2 * least - 100.0  # of two words that agree so in the middle
    for family in last:
        arabic = is_arabic(family.word)
        enough = (SURNAME_LIKE_ARABIC if arabic else SURNAME_LIKE) if name.given else ALONE_LIKE
        like = said_alike(family, name.family, max(enough, either))
        if like < enough or (family.cut and _is_short(family.word, like)):
            continue
        if not name.given:
            best = max(best, like)
            continue
        enough = GIVEN_LIKE_ARABIC if arabic else GIVEN_LIKE
        asked = max(enough, either)
        given = max((said_alike(one, name.given, asked) for one in first if agree(one, family)), default=0.0)
        if given >= enough:
            best = max(best, (like + given) / 2)
    return best


def _is_short(stem: str, like: float) -> bool:
    """Whether a surname's stem has so few sounds that it is in too many words."""
    sure = stem[0] > _LATIN_BEYOND and like >= SURE_LIKE
    return len(opened(sounds_of(stem))) < SOUNDS_OF_STEM - sure

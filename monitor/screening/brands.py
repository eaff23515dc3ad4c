"""What a firm is called by itself: Renaissance Credit of 'LLC CB “Renaissance Credit”', Tekhnomash of NPO Tekhnomash.

In: a body's printed name. Out: its brand, empty if it has none but the name itself. A brand is less than a name: others
bear it too, so that it counts only beside a word for a firm, near the entry's country (`monitor.screening.precise`).
Never knows a text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from monitor.screening.body_words import body_words
from monitor.screening.confirm import country_named
from monitor.screening.listed_name import ListedName
from monitor.text.fold import fold_words

LEFT_OUT = 9  # how a brand is told from a name less its legal form: so many words count as left out
ENTRIES_AT_MOST = 2  # of one list; what more are called is nobody's name
LETTERS_AT_LEAST = 5
_QUOTED = re.compile(r"[«“„‘\"]([^«»“”„‘’\"]{3,40})[»”’\"]")
_OF_ANOTHER = re.compile(r"\b(?:branch|formerly|филиал)\b", re.IGNORECASE)
_NAMED_AFTER = re.compile(r"\b(?:named after|имени|им)\b", re.IGNORECASE)
# What stands before a brand, and says what the firm is and does.
_DESCRIPTORS = frozenset({
    "npo", "npp", "npk", "npf", "npts", "nptk", "ntts", "nits", "nii", "tsnii", "okb", "skb", "pkb", "kb", "tskb",
    "ntk", "fpk", "gk", "kompaniya", "kompaniia", "company", "firma", "firm", "kontsern", "concern", "kholding",
    "holding", "korporatsiya", "korporatsiia", "corporation", "gruppa", "group", "predpriyatie", "enterprise",
    "scientific", "research", "production", "industrial", "manufacturing", "commercial", "trading", "association",
    "and", "nauchno", "proizvodstvennoe", "proizvodstvennaya", "obedinenie", "obyedinenie", "kommercheskii",
    "kommercheskiy", "bank", "cb", "plant", "zavod", "нпо", "нпп", "нпк", "нпф", "нтц", "нии", "цнии", "окб", "скб",
    "пкб", "кб", "компания", "фирма", "концерн", "холдинг", "корпорация", "группа", "предприятие", "завод", "банк",
    "акб",
})  # fmt: skip


def brand_of(printed: str, bare: str) -> str:
    """The brand in a body's name. `bare`: the name less its legal form, empty if it has none."""
    quoted = dict.fromkeys(found.strip() for found in _QUOTED.findall(printed))
    if len(quoted) > 1 or _OF_ANOTHER.search(printed):
        return ""
    brand = next(iter(quoted), "") or _behind_descriptors(bare or printed)
    own = brand not in {printed, bare} and not _NAMED_AFTER.search(brand)
    return brand if own and _tells(fold_words(brand).split(" ")) else ""


def _behind_descriptors(name: str) -> str:
    """What is left of a name behind the words for what the firm is; one word or two."""
    words = name.replace("-", " ").split()
    first = next((at for at, word in enumerate(words) if word.strip("“”\"'").lower() not in _DESCRIPTORS), len(words))
    return " ".join(words[first:]) if first and 0 < len(words) - first <= 2 else ""  # noqa: PLR2004 - as above


def _tells(words: Sequence[str]) -> bool:
    """Whether words are more than what a body is, and no country."""
    known = body_words().nothing
    telling = [word for word in words if word not in known and len(word) >= LETTERS_AT_LEAST and word.isalpha()]
    return bool(telling) and words[0] not in known and not country_named(" ".join(words))


def without_crowded(names: Sequence[ListedName]) -> Sequence[ListedName]:
    """Names without the brands that several of a list have."""
    if all(name.left_out != LEFT_OUT for name in names):
        return names
    borne = Counter(name.listing.list for name in names if name.left_out == LEFT_OUT)
    return [name for name in names if name.left_out != LEFT_OUT or borne[name.listing.list] <= ENTRIES_AT_MOST]


def without_brands(names: Iterable[ListedName]) -> tuple[ListedName, ...]:
    """The names that are more than a brand."""
    return tuple(name for name in names if name.left_out != LEFT_OUT)

"""Names of the months in the languages of news, by how they begin.

In: a word. Out: 1 to 12, or None. Where two languages differ on a word, the one with more readers counts: `listopad`
is November (Polish, Czech), not October (Croatian).
"""

from __future__ import annotations

import unicodedata

# The beginnings, case and accents folded when loaded. A longer beginning counts before a shorter one.
_BEGINNINGS = (
    "jan ene gen yan ian led sty sij tammi jaan sau oca янв яну јан січ студз ιαν يناير ינואר जन",
    "feb fev peb lut uno velj şub helmi veebr vas фев лют φεβ فبراير شباط פברואר फर",  # codespell:ignore
    "mar mär mrz mrt maa brez ozuj kov мар бер сак μαρ مارس مارچ آذار מרץ מרס मार्च",
    "apr avr abr kwi dub trav nis huhti balandz апр кві крас απρ أبريل ابريل نيسان אפריל अप्रै",
    "may mai maj mei mag kve svib touko geguz май мая мај тра трав μαι مايو أيار מאי मई",
    (
        "jun juin juun iun iyun giu cze czerw lipanj lipnja haz kesa birzel červen čvn "
        "июн јун юни чер чэр ιουν يونيو حزيران יוני जून"
    ),
    (
        "jul juil juul iul iyul lug lip srpanj srpnja tem heina liep červenec července čvc "  # codespell:ignore
        "июл јул юли лип ліп ιουλ يوليو تموز יולי जुला"
    ),
    "aug aou ago avg avq sie srp kol ağu elo rugp авг сер жні αυγ أغسطس اغسطس אוגוסט अग",  # codespell:ignore
    "sep set szep wrz zář ruj eyl syys rugs сен сеп вер верас σεπ سبتمبر أيلول ספטמבר सित",
    "oct okt ott out paź říj eki loka spal окт жов кас οκτ أكتوبر اكتوبر אוקטובר अक्टू",
    "nov noe noi noy lis stud kas marras lapkr ноя ное нов лис ліс νοε نوفمبر נובמבר नव",  # codespell:ignore
    "dec dez dic dek det des déc gru pros ara joulu gruod дек дец гру сне δεκ ديسمبر דצמבר दिस",
)


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


_NUMBERS = {_plain(word): number for number, words in enumerate(_BEGINNINGS, start=1) for word in words.split()}
_LENGTHS = sorted({len(word) for word in _NUMBERS}, reverse=True)


def month_of(word: str) -> int | None:
    """The month's number."""
    plain = _plain(word)
    return next((_NUMBERS[plain[:length]] for length in _LENGTHS if plain[:length] in _NUMBERS), None)

"""The typed slots of patterns: `<n:3-4 digits>`, `<year>`, `<date>`, `<money>`, `<word>`, `<0-3 words>`.

Comes in: what stands between the angle brackets. Goes out: a `Slot`, with the RE2 expression that finds its values in
folded text; or None when no such type is known. Never lets a user's text act as an expression.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from monitor.text.fold import fold_words

TYPES = ("3-4 digits", "year", "date", "money", "number", "word", "0-3 words")  # as an error message shows them
_DIGITS_AT_MOST = 20
_GAP_AT_MOST = 30
_NAMED = re.compile(r"(?:([a-z_][a-z0-9_]*) *: *)?(.+)")
_RANGE = re.compile(r"([0-9]{1,2})(?: *- *([0-9]{1,2}))? +(digits?|words?)")

_WORD = "[^ ]{1,40}"
_NUMBER = "[0-9]{1,3}(?: [0-9]{3})+(?: [0-9]{1,2})?|[0-9]+(?: [0-9]{1,2})?"
_YEAR = "(?:19|20)[0-9]{2}"
_OF = "(?:[^ 0-9]{1,3} )?"  # the `de` and `of` of some languages' dates
_DATES = (
    f"[0-9]{{1,2}} {_OF}[^ 0-9]{{3,20}} {_OF}{_YEAR}",  # 28 September 2023, 28 de septiembre de 2023
    f"[^ 0-9]{{3,20}} [0-9]{{1,2}} {_YEAR}",  # September 28, 2023
    f"{_YEAR} [0-9]{{1,2}} [0-9]{{1,2}}",
    f"[0-9]{{1,2}} [0-9]{{1,2}} {_YEAR}",
    f"{_YEAR} ?年 ?[0-9]{{1,2}} ?月(?: ?[0-9]{{1,2}} ?日)?",
)
_MAGNITUDES = (
    "thousand million billion trillion mn bn m mille millions milliards milliard millionen milliarden mio mrd mil"
    " millones miles millon bilhoes milhoes milhao mila milioni miliardi mln mld тыс млн млрд тысяч миллионов"
    " миллиардов тисяч мільйонів мільярдів الف مليون مليار ملايين میلیون میلیارد هزار bin milyon milyar tys tysiecy"
    " milionow miliardow 万 亿"
)
_CURRENCIES = (
    "usd eur gbp chf rub uah cny dollar dollars euro euros pound pounds ruble rubles rouble roubles yuan rial rials"
    " dolares dollari sterline dolar dolarow zlotych lira доллар доллара долларов долларам евро рубль рубля рублей"
    " доларів долара євро гривень دولار دولارا يورو ريال دلار یورو ریال 美元 欧元 元 人民币 卢布"
)
_CURRENCY = "|".join(sorted({fold_words(word) for word in _CURRENCIES.split()}, key=len, reverse=True))
_MAGNITUDE = "|".join(sorted({fold_words(word) for word in _MAGNITUDES.split()}, key=len, reverse=True))
_MONEY = f"(?:(?:{_CURRENCY}|us) )?(?:{_NUMBER})(?: ?(?:{_MAGNITUDE}))?(?: (?:us|de|d) )?(?: ?(?:{_CURRENCY}))?"
_HAS_CURRENCY = re.compile(f"(?:^| |[0-9]|{_MAGNITUDE})(?:{_CURRENCY})(?: |$)")
_PLAIN = {"year": _YEAR, "date": "|".join(_DATES), "money": _MONEY, "number": _NUMBER, "word": _WORD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A slot of a pattern. `expression` finds its values in folded text; `gap`: it stands for words in between.

    `digits`: its value is what was folded, in ASCII digits; of other slots it is the original text.
    """

    name: str
    kind: str
    expression: str
    gap: bool = False
    digits: bool = False

    def accepts(self, original: str, rim: str) -> bool:
        """Whether the value is one of its kind: money must name its currency, in a word or a sign at its `rim`."""
        if self.kind != "money":
            return True
        return bool(_HAS_CURRENCY.search(fold_words(original))) or any(unicodedata.category(c) == "Sc" for c in rim)


def parse_slot(inside: str) -> Slot | None:
    """The slot that `[name:]type` means; a slot without a name has that of its type."""
    named = _NAMED.fullmatch(inside.strip())
    if named is None:
        return None
    name, kind = named[1], " ".join(named[2].split())
    if kind in _PLAIN:
        return Slot(name=name or kind, kind=kind, expression=_PLAIN[kind], digits=kind == "year")
    counted = _RANGE.fullmatch(kind)
    if counted is None:
        return None
    low, high = int(counted[1]), int(counted[2] or counted[1])
    if counted[3].startswith("digit"):
        return _digits(name or "digits", low, high)
    return _gap(name or "words", low, high)


def _digits(name: str, low: int, high: int) -> Slot | None:
    if not 1 <= low <= high <= _DIGITS_AT_MOST:
        return None
    return Slot(name=name, kind="digits", expression=f"[0-9]{{{low},{high}}}", digits=True)


def _gap(name: str, low: int, high: int) -> Slot | None:
    """Words in between, each with the space behind it."""
    if not 0 <= low <= high <= _GAP_AT_MOST or not high:
        return None
    return Slot(name=name, kind="words", expression=f"(?:{_WORD} ){{{low},{high}}}", gap=True)

"""Language: a text in, its language and whether that is sure out.

The script is checked first. A text whose common words leave no doubt is told by them (`common_words`); of the others,
one of 60 letters or more is compared with all 140 languages of the model, so that a text in a language that was not
configured comes out as unknown; a shorter one is compared with the configured languages alone, helped by the language
its feed declares. `sure` makes the matcher leave out other languages' terms, so it is said only when a wrong answer is
very unlikely. Words: 0.02 ms a text; of four sentences in a declared language they tell 19 in 20. Model: py3langid,
loaded at first use (0.6 s of CPU, 80 MB), then 0.08 ms a text of any length, 0.13 where no declared language makes it
sure. Measured on NTREX-128, 13 languages: .992 on headlines, 1.0 on bodies, and a body in a language that is not
configured was unknown in all of 1,599 cases. Words and model give the model's own answers, code and `sure`, to all
bodies, leads and headlines of NTREX; and to 97,000 questions for stretches of the Universal Declaration of Human Rights
in 500 languages, declared rightly, wrongly or not at all, but to one (Corsican that was declared as Italian). That was
before a long text could be told by 600 characters: of 77,000 questions for texts of 13 languages and mixtures of them
that changed the answer to one, of a text in two languages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from monitor.model import Language
from monitor.text.common_words import told_by_words
from monitor.text.script import Writing, main_script, main_scripts
from monitor.text.tables import table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from monitor.text.language_model import Model

_SHORT = 60  # letters: below it only the configured languages compete
_BODY = 200  # letters: from here the text alone can make the answer sure
_HEAD = 1200  # characters that tell the script and the number of letters
_SAMPLE = 300  # letters for the model, from the start and from the end; 200 lose sure texts, 600 miss mixed ones
_END = 600  # characters that must agree with the whole; 300 are too few: a text may end in a list of names
_SURE = 0.9  # probability of the best language
_FOREIGN = 0.85  # probability from which a text of headline length is in a language that was not configured
_ONE_SCRIPT = 0.8  # share of the main script below which a text counts as mixed
_CLOSE = 0.25  # a declared language with this share of the best one's probability is believed on a short text
_WIDE = {"han": 3, "kana": 3}  # letters of other scripts that say as much as one character
_UNKNOWN = Language(code=None)


@dataclass(frozen=True, slots=True)
class _Odds:
    """The probability of each language of the model."""

    codes: Sequence[str]
    places: Mapping[str, int]  # of the codes
    shares: NDArray[np.float64]

    @property
    def best(self) -> str:
        return self.codes[int(self.shares.argmax())]

    def __contains__(self, code: str | None) -> bool:
        return code in self.places

    def of(self, code: str) -> float:
        return float(self.shares[self.places[code]]) if code in self.places else 0.0


def identify(text: str, *, declared: str | None, languages: tuple[str, ...]) -> Language:
    """The language of `text` out of `languages` (ISO 639-1), or unknown. `declared` is a hint, never the last word."""
    (language,) = identify_each([text], declared=[declared], languages=languages)
    return language


def identify_each(
    texts: Sequence[str], *, declared: Sequence[str | None], languages: tuple[str, ...]
) -> list[Language]:
    """As `identify`, of each text, with what is declared of it."""
    writings = main_scripts([text[:_HEAD] for text in texts])
    return [
        _identified(text, writing, hint=_primary(stated), languages=languages)
        for text, writing, stated in zip(texts, writings, declared, strict=True)
    ]


def _identified(text: str, writing: Writing, *, hint: str | None, languages: tuple[str, ...]) -> Language:
    script, share, letters = writing
    configured = _written_in(script, languages)
    if not configured:
        return _UNKNOWN
    one_script = share >= _ONE_SCRIPT
    letters *= _WIDE.get(script, 1)
    if one_script and letters >= _SHORT and (told := told_by_words(text, script, declared=hint)) in configured:
        return _language(told, sure=told == hint or letters >= _BODY)
    code, probability = _choose(text, configured, script=script, hint=hint, letters=letters)
    if code not in languages:
        return _UNKNOWN
    if one_script and code == hint and probability >= (_SURE if letters >= _SHORT else _CLOSE):
        return _language(code, sure=True)
    sure = one_script and letters >= _BODY and probability >= _SURE and _ends_alike(text, code)
    return _language(code, sure=sure)


@lru_cache(maxsize=128)
def _language(code: str | None, *, sure: bool) -> Language:
    """One for all texts in it."""
    return Language(code=code, sure=sure)


def _choose(text: str, configured: Sequence[str], *, script: str, hint: str | None, letters: int) -> tuple[str, float]:
    """The best language, configured or not, and its probability among those that competed."""
    odds = _odds(_sample(text, script))
    best = _rechecked(odds.best, text)
    if letters >= _SHORT and (letters >= _BODY or best in configured or odds.of(best) >= _FOREIGN):
        return best, odds.of(best)
    return _among(odds, configured, hint)


def _among(odds: _Odds, configured: Sequence[str], hint: str | None) -> tuple[str, float]:
    """The best of the configured languages and the declared one; the declared one if it is close."""
    declared = (hint,) if hint in odds and hint is not None else ()
    competing = {code: odds.of(code) for code in (*configured, *declared)}
    total = sum(competing.values()) or 1.0
    best = max(competing, key=competing.__getitem__)
    if hint in competing and competing[hint] >= _CLOSE * competing[best]:
        best = hint
    return best, competing[best] / total


def _ends_alike(text: str, code: str) -> bool:
    """Whether the end of a long text is in the same language as the whole: mixed texts are not sure."""
    return len(text) <= _HEAD or _rechecked(_odds(text[-_END:]).best, text) == code


def _rechecked(code: str, text: str) -> str:
    """Settle Belarusian against Ukrainian and Bulgarian against Russian by letters that only one of them has."""
    rule = table("language.yaml")["recheck"].get(code)
    if rule is None:
        return code
    lower = text[:_HEAD].lower()
    decided = any(letter in lower for letter in rule["letters"]) and not any(
        letter in lower for letter in rule["unless"]
    )
    return str(rule["means"]) if decided else code


def _sample(text: str, script: str) -> str:
    """The start and the end of a long text."""
    size = _SAMPLE // _WIDE.get(script, 1)
    return text if len(text) <= 2 * size else f"{text[:size]}\n{text[-size:]}"


@lru_cache(maxsize=128)
def _primary(code: str | None) -> str | None:
    """'en-GB' and 'EN_us' are 'en'."""
    return code.replace("_", "-").split("-")[0].strip().lower() or None if code else None


@lru_cache(maxsize=64)
def _written_in(script: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in languages if _script_of(code) == script)


def _script_of(code: str) -> str:
    scripts: Mapping[str, Sequence[str]] = table("language.yaml")["scripts"]
    return next((script for script, codes in scripts.items() if code in codes), "latin")


def _odds(text: str) -> _Odds:
    model = _model_once()
    return _Odds(model.codes, _places(), model.probabilities(text))


@lru_cache(maxsize=1)
def _places() -> Mapping[str, int]:
    return {code: place for place, code in enumerate(_model_once().codes)}


_LOADING = Lock()


def warm() -> None:
    """Load the model and the tables now, so that the first text does not wait for them (0.7 s)."""
    main_script("я")
    told_by_words("", "latin", declared=None)
    _places()


def _model_once() -> Model:
    """The model, loaded once even when several threads need it first at the same moment."""
    with _LOADING:
        return _model()


@lru_cache(maxsize=1)
def _model() -> Model:
    from monitor.text.language_model import load

    return load(table("language.yaml")["same_as"])

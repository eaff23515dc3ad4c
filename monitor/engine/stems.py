"""Mechanical stems of base forms: what of a word stays, or changes by rule, when the word is inflected.

Comes in: a folded word as a `Form`, with what its language lets stand around it. Goes out: the forms that stand for it.
Never: looks a word up; there is no dictionary here, so a rule that is wrong for a word yields letters that nobody
writes. Plurals and cases that follow no rule are terms of their own. Words are in folded form: й is и, ї is і, ł is l.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from monitor.engine.forms import Form, one_of
from monitor.text.fold import fold_words

Cut = Callable[[Form], tuple[Form, ...]]
STEM_AT_LEAST = 3  # letters that a cut leaves, or nothing is cut
FREE_STEM_AT_LEAST = 4  # before free endings
_CHANGED_STEM_AT_LEAST = 2


def whole(word: Form) -> tuple[Form, ...]:
    """The word itself with the endings of its language."""
    return (word,)


def dropping(*endings: str, leave: int = STEM_AT_LEAST) -> Cut:
    """A cut that takes off the first ending that fits and leaves at least `leave` letters."""

    def cut(word: Form) -> tuple[Form, ...]:
        return (replace(word, stem=_without(word.stem, endings, leave)),)

    return cut


def _without(word: str, endings: Iterable[str], leave: int) -> str:
    fits = (word[: -len(e)] for e in endings if word.endswith(e) and len(word) - len(e) >= leave)
    return next(fits, word)


def _changed(word: Form, changes: Iterable[tuple[str, str]], after: re.Pattern[str] | None = None) -> tuple[Form, ...]:
    """Further forms of a word: for each of its ends (`ca`, `zh`) the form with the other end, and `after` behind it."""
    stem = word.stem
    return tuple(
        Form(stem[: -len(old)] + new, word.before, after)
        for old, new in changes
        if stem.endswith(old) and len(stem) - len(old) >= _CHANGED_STEM_AT_LEAST
    )


# --- languages in Latin letters ---------------------------------------------------------------------------------


def english(word: Form) -> tuple[Form, ...]:
    """-y also as -ies: mercenary, mercenaries."""
    if len(word.stem) > STEM_AT_LEAST and word.stem[-2] not in "aeiou":
        return (word, *_changed(word, [("y", "ies")]))
    return (word,)


def french(word: Form) -> tuple[Form, ...]:
    """-al and -ail also as -aux: général, généraux."""
    return (word, *_changed(word, [("al", "aux"), ("ail", "aux")]))


_spanish_vowels = dropping("a", "o", "e")


def spanish(word: Form) -> tuple[Form, ...]:
    """The last vowel goes; -z also as -ces: mercenario, mercenarias; portavoz, portavoces."""
    return (*_spanish_vowels(word), *_changed(word, [("z", "ces")]))


_PORTUGUESE_AO = one_of("ão ãos ões ães", or_none=False)
_PORTUGUESE_PLURALS = (("al", "ais"), ("el", "eis"), ("il", "eis"), ("il", "is"), ("ol", "ois"), ("m", "ns"))


def portuguese(word: Form) -> tuple[Form, ...]:
    """The last vowel goes; -ão is always followed by an ending; -l and -m change in the plural: míssil, mísseis."""
    stem = word.stem
    if stem.endswith("ao") and len(stem) > STEM_AT_LEAST:
        return (Form(stem[:-2], word.before, _PORTUGUESE_AO),)
    return (*_spanish_vowels(word), *_changed(word, _PORTUGUESE_PLURALS))


def italian(word: Form) -> tuple[Form, ...]:
    """The last vowel goes; -cia and -gia also as -ce and -ge: minaccia, minacce."""
    return (*_spanish_vowels(word), *_changed(word, [("cia", "ce"), ("gia", "ge")]))


_TURKISH_VOWEL_FIRST = re.compile(r"[aeiou][^ ]{0,6}")


def turkish(word: Form) -> tuple[Form, ...]:
    """-k, -p and -t soften before a vowel: uçak, uçağı; kitap, kitabı."""
    if len(word.stem) < FREE_STEM_AT_LEAST or word.after is None:
        return (word,)
    return (word, *_changed(word, [("k", "g"), ("p", "b"), ("t", "d")], _TURKISH_VOWEL_FIRST))


# --- Slavic languages -------------------------------------------------------------------------------------------


def _slavic(word: Form, endings: Iterable[str], cases: re.Pattern[str]) -> Form:
    """The stem before free endings; one of three or four letters before the endings of cases only: база, базы, баз.

    Free endings behind short stems are what costs most precision: часть would find часто.
    """
    stem = _without(word.stem, endings, FREE_STEM_AT_LEAST)
    if len(stem) > FREE_STEM_AT_LEAST:
        return replace(word, stem=stem)
    short = _without(stem, (end for end in endings if len(end) == 1), STEM_AT_LEAST) if stem == word.stem else stem
    return replace(word, stem=short, after=_SOFT_CASES if word.stem.endswith("ь") else cases)


# Of nouns and adjectives, Russian and Ukrainian: names are filed for both.
_CYRILLIC_CASES = one_of(
    "а я ы и і е у ю о ь й ой ей їй ий ій ый ая яя ое ее их ых ие ые ую юю ою ею єю ом ем єм им ым ам ям ах ях ов ев "
    "ів їв его ого ему ому ами ями ыми ими ові еві єві ия ию ией ием ии иям иями иях ія ію ією іям іями іях ью"
)
_SOFT_CASES = one_of("ь и і е ю я ью ей їй ем єм ям ями ях ів", or_none=False)
_VOWELS = "аеєиіоуыэюя"
_RUSSIAN_ENDINGS = ("ия", "ии", "ие", "ія", "ая", "яя", "ое", "ее", "ые", "ыи", "ои", *"аяоеыиьі")
_RUSSIAN_CASES = one_of("а я у ю ом ем е ы и ов ев ей ам ами ах ям ями ях", or_none=False)
_RUSSIAN_FLEETING = (
    *((f"{vowel}ец", f"{vowel}иц") for vowel in _VOWELS),  # гвардеец, гвардейцы
    ("лец", "льц"),
    ("ец", "ц"),
    ("ок", "к"),
    ("ень", "н"),
)
_RUSSIAN_GENITIVE = (*((f"{sound}ка", f"{sound}ек") for sound in "жчш"), ("ка", "ок"))


def russian(word: Form) -> tuple[Form, ...]:
    """Endings of nouns and adjectives go; the vowel of -ец, -ок, -ень is fleeting, and one comes into -ка: поставок."""
    return (
        _slavic(word, _RUSSIAN_ENDINGS, _CYRILLIC_CASES),
        *_first(word, _RUSSIAN_FLEETING, _RUSSIAN_CASES),
        *_first(word, _RUSSIAN_GENITIVE),
    )


def _first(word: Form, changes: Iterable[tuple[str, str]], after: re.Pattern[str] | None = None) -> tuple[Form, ...]:
    """The first change that fits, if any."""
    return _changed(word, changes, after)[:1]


_UKRAINIAN_ENDINGS = ("ия", "ии", "ие", "ія", *"аяоеыиьі")
_UKRAINIAN_CASES = one_of("а я у ю ом ем ові еві і и е ів ам ами ах ям ями ях", or_none=False)
_UKRAINIAN_FLEETING = (("єць", "иц"), ("лець", "льц"), ("ець", "ц"), ("ок", "к"))
_UKRAINIAN_ALTERNATION = (("ка", "ок"), ("ка", "ці"), ("га", "зі"), ("ха", "сі"), ("ння", "нь"))
_UKRAINIAN_OST = one_of("і ей ям ями ях", or_none=False)
_AFTER_APOSTROPHE = tuple(Form(fold_words(end)) for end in ("я", "ю", "ї", "єм", "ям", "ями", "ях"))  # of перемир'я


def ukrainian(word: Form) -> tuple[Form, ...]:
    """As Russian; к г х change before -і (атака, атаці), -ість is -ості, and -ння loses its vowel: рішення, рішень."""
    if word.stem == "я":
        return _AFTER_APOSTROPHE
    return (
        _slavic(word, _UKRAINIAN_ENDINGS, _CYRILLIC_CASES),
        *_first(word, _UKRAINIAN_FLEETING, _UKRAINIAN_CASES),
        *_changed(word, _UKRAINIAN_ALTERNATION),
        *_changed(word, [("ість", "ост")], _UKRAINIAN_OST),
    )


_POLISH_ENDINGS = ("nie", "cie")  # of these the n and c stay: spotkanie, spotkań
_POLISH_SHORT = one_of(
    "a y i e o u ą ę ie ia iu ią ię ze zie ce cie om ami ach iom iami iach em iem owi iowi owie ów "
    "ych ym ymi ego emu ej ich im imi iego iemu iej"
)
_POLISH_CASES = one_of("a u owi em iem e ie ze y i owie ów om ami ach", or_none=False)
_POLISH_FLEETING = (("ek", "k"), ("iec", "c"), ("ec", "c"), ("er", "r"))


def polish(word: Form) -> tuple[Form, ...]:
    """The last vowel goes; -k, -t, -g soften (najemnik, najemnicy); -ek, -ec, -er lose their vowel: ministra."""
    noun = word.stem.endswith(_POLISH_ENDINGS)
    base = _slavic(word, ("ie",) if noun else tuple("aoeyi"), _POLISH_SHORT)
    return (
        base,
        *_softened(base),
        *_first(word, _POLISH_FLEETING, _POLISH_CASES),
        *_changed(word, [("ka", "ek")]),
    )


_POLISH_SOFT = {
    "t": ("c", one_of("i ie", or_none=False)),  # prezydent, prezydenci; terrorysta, terroryści
    "g": ("dz", one_of("y e", or_none=False)),  # szpieg, szpiedzy
}


def _softened(base: Form) -> tuple[Form, ...]:
    last = base.stem[-1]
    if len(base.stem) <= FREE_STEM_AT_LEAST:
        return ()
    if last == "k":
        return (replace(base, stem=base.stem[:-1] + "c"),)
    if last in _POLISH_SOFT:
        soft, after = _POLISH_SOFT[last]
        return (replace(base, stem=base.stem[:-1] + soft, after=after),)
    return ()


# --- languages in Arabic letters --------------------------------------------------------------------------------

_ARTICLE = fold_words("ال")
_LAM = fold_words("ل")
_TEH_MARBUTA = fold_words("ة")
_WITH_ARTICLE = re.compile("[وف]?(?:[بكل]?ال|لل)")
_WITH_ARTICLE_BEFORE_LAM = re.compile("[وف]?(?:[بكل]?ال|لل?)")  # اللجنة, للجنة: three lams are written as two
_PRONOUNS = one_of("ه ها هم هما هن کم نا ی")


def arabic(word: Form) -> tuple[Form, ...]:
    """A final ة is ت before an ending, ات in the plural; the article is cut off, for ل before it makes لل."""
    base = word
    if word.stem.startswith(_ARTICLE) and len(word.stem) - len(_ARTICLE) >= STEM_AT_LEAST:
        stem = word.stem[len(_ARTICLE) :]
        before = _WITH_ARTICLE_BEFORE_LAM if stem.startswith(_LAM) else _WITH_ARTICLE
        base = replace(word, stem=stem, before=before)
    if not base.stem.endswith(_TEH_MARBUTA) or len(base.stem) < STEM_AT_LEAST:
        return (base,)
    plural = Form(base.stem[:-1] + "ات", base.before, _PRONOUNS)
    if len(base.stem) == STEM_AT_LEAST:
        return (base, plural)
    return (base, replace(base, stem=base.stem[:-1] + "ت"), plural)


def persian(word: Form) -> tuple[Form, ...]:
    """-ه also as -گان, for people: رزمنده, رزمندگان."""
    if len(word.stem) > FREE_STEM_AT_LEAST and word.after is not None:
        return (word, *_changed(word, [(_TEH_MARBUTA, "گان")], word.after))
    return (word,)

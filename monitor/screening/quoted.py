"""A body's name of one word within quotation marks, in a case: завод «Кронштадта», акции «Алросы».

In: the lists, an article's text. Out: `Hit`s where the word, less its case, is a name that proves itself; behind a word
for a body also in Latin letters, as a proposal. Cyrillic alone, where names in quotation marks are inflected. Never
looks at what stands without quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.model import Span
from monitor.model.listing import ListedKind
from monitor.screening.hits import Hit, Strength
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.screening.opening_marks import OPENING, quotations
from monitor.screening.precise import Proof, is_ordinary, names_a_group, proof_of
from monitor.text.fold import fold_words

_QUOTED = re.compile(rf"[{OPENING}]([А-ЯІЇЄҐ][\w-]{{4,30}})[»“”\"]")
_CASE = re.compile(r"(?:ами|ями|ом|ем|ой|ей|ою|ею|ах|ях|ам|ям|а|я|у|ю|ы|и|і|е)$")
_ENDS = ("", "а", "я", "ь", "й", "о", "е", "ы", "и")  # of a name in the nominative
# Words behind which a name in quotation marks is a company's.
_BODY = re.compile(
    r"(?:завод|концерн|компани|корпораци|холдинг|банк|НПО|НПП|НИИ|ОКБ|ЦКБ|КБ|АО|ПАО|ООО|предприяти|заводу|фирм|фонд|"
    r"агентств|институт|верф|групп|об.єднан|объединени|підприємств)\w{0,4} $"
)
# The same for names of several words, and for those of bodies that are no company.
_ANY_BODY = re.compile(
    rf"{_BODY.pattern}|"
    r"(?:парти|парті|движени|рух|фракци|фракці|обществ|отряд|батальон|бригад|союз|комбинат)\w{0,4} $",
    re.IGNORECASE,
)
_LATIN = str.maketrans({
    **dict(zip("абвгдезийклмнопрстуфыэіґ", "abvgdeziyklmnoprstufyeig", strict=True)), "ж": "zh", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ё": "e", "ї": "yi", "є": "ye", "ь": "", "ъ": "",
})  # fmt: skip


def quoted(lists: Lists, text: str) -> Iterator[Hit]:
    """Hits of names in quotation marks that do not stand on a list as they stand here."""
    for found in quotations(_QUOTED, text):
        word = found[1]
        if lists.named(word):
            continue
        span = Span(start=found.start(1), end=found.end(1), text=word)
        of_body = _BODY.search(text, max(0, found.start() - 30), found.start()) is not None
        for form in _forms(word):
            yield from (_hit(span, name, Strength.STRONG) for name in _named(lists, form, of_body=False))
            if of_body and not is_ordinary(fold_words(form)):
                latin = form.lower().translate(_LATIN)
                yield from (_hit(span, name, Strength.PROPOSAL) for name in _named(lists, latin, of_body=True))


def stands_behind_body(text: str, start: int) -> bool:
    """Whether a word for a body stands before a quotation mark."""
    return _ANY_BODY.search(text, max(0, start - 30), start) is not None


def _forms(word: str) -> tuple[str, ...]:
    """The word, and what it may be in the nominative."""
    stem = _CASE.sub("", word)
    return (word, *(f"{stem}{end}" for end in _ENDS if word not in {stem, f"{stem}{end}"}))


def _named(lists: Lists, form: str, *, of_body: bool) -> Iterator[ListedName]:
    for name in lists.named(form):
        if name.listing.kind is ListedKind.GROUP and (
            proof_of(lists, name, form) is Proof.ALONE or (of_body and names_a_group(name, form))
        ):
            yield name


def _hit(span: Span, name: ListedName, strength: Strength) -> Hit:
    return Hit(span, name, Proof.ALONE, strength, "in quotation marks, in a case or in other letters")

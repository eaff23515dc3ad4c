"""Names as lists print them, and the spellings that follow from them.

In: a printed name, what is listed, perhaps which part of it is the family name. Out: `NameOfListing`. What is generated
stays apart from what is printed. Never transliterates and never drops a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from monitor.engine.affixes import Script, script_of
from monitor.model.listing import ListedKind, NameOfListing, Strength

_SPACE = re.compile(r"\s+")
_BRACKETS = re.compile(r"^(?P<outer>[^()]+?)\s*\((?P<inner>[^()]{2,})\)\s*$")
_NOT_A_NAME = re.compile(r"(?i)^(?:a\.?\s?k\.?\s?a|f\.?\s?k\.?\s?a|alias|born|formerly|previously|including|former)\b")
_LEGAL_FORM = re.compile(
    r"(?i)^(?:co|ltd|limited|llc|l\.l\.c|inc|corp|corporation|s\.?a|gmbh|ag|plc|pjsc|ojsc|cjsc|jsc|ooo|oao|zao|pao|ao|lp|"
    r"llp|pte|pty|bhd|kg|b\.?v|n\.?v|s\.?r\.?l|fze|fzc|fzco|fz-llc|intl|jr|sr|ii|iii|mullah|dr|sheikh)\.?$"
)
_LIST_MARK = re.compile(r"^\(?[a-z0-9]{1,2}\)\s+")  # (a), b)
_SHORTEST = 3  # letters in a generated part


def clean(text: str | None) -> str:
    """One line, single spaces, none at the ends."""
    return _SPACE.sub(" ", text).strip() if text else ""


def name_of(
    text: str | None, kind: ListedKind, *, strength: Strength = Strength.STRONG, family: str = "", cell: bool = False
) -> Iterator[NameOfListing]:
    """The name, if there is one. `family`: the part that is the family name; `cell`: there may be several in it."""
    printed = clean(text)
    if any(char.isalnum() for char in printed):
        several = tuple(_of_cell(printed, kind)) if cell else ()
        made = dict.fromkeys(several or _generated(printed, kind, clean(family)))
        made.pop(printed, None)
        yield NameOfListing(printed, strength, script(printed), tuple(made))


def distinct(names: Iterable[NameOfListing]) -> tuple[NameOfListing, ...]:
    """Each printed name once, in their order; strong if it is printed as strong anywhere."""
    kept: dict[str, NameOfListing] = {}
    for name in names:
        if name.text not in kept or (kept[name.text].strength is Strength.WEAK and name.strength is Strength.STRONG):
            kept[name.text] = name
    return tuple(kept.values())


def script(text: str) -> str:
    """The script of a name: CJK if any letter is, else that of its first letter."""
    if text.isascii():
        return Script.LATIN.value
    letters = "".join(char for char in text.casefold() if char.isalpha())
    return script_of(letters).value if letters else Script.OTHER.value


def split_outside_brackets(text: str, mark: str) -> Iterator[str]:
    """The parts between marks, where a mark within brackets parts nothing."""
    depth, begin = 0, 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char in "([") - (char in ")]"))
        if char == mark and not depth:
            yield text[begin:at]
            begin = at + 1
    yield text[begin:]


# --- generated spellings ------------------------------------------------------------------------------------------


def _generated(printed: str, kind: ListedKind, family: str) -> Iterator[str]:
    if kind is ListedKind.PERSON:
        yield from _orders(printed, family)
    yield from _around_brackets(printed)


def _of_cell(printed: str, kind: ListedKind) -> Iterator[str]:
    parts = _comma_parts(printed, kind)
    yield from parts
    if kind is ListedKind.PERSON:
        for part in parts:
            yield from _orders(part, "")


def _orders(printed: str, family: str) -> Iterator[str]:
    """Both orders of a person's name, where the list shows which part is the family name."""
    last, comma, first = (part.strip() for part in printed.partition(","))
    if comma and first and last and "," not in first:
        yield from (f"{first} {last}", f"{last} {first}")
    elif not comma:
        family = family or _in_capitals(printed.split())
        if family and printed.endswith(f" {family}"):
            yield f"{family} {printed.removesuffix(family).strip()}"
        elif family and printed.startswith(f"{family} "):
            yield f"{printed.removeprefix(family).strip()} {family}"


def _in_capitals(words: list[str]) -> str:
    """The family name in 'Ada LOVELACE' and 'LOVELACE Ada': the run of capitals at one end."""
    capital = [word.isupper() and sum(map(str.isalpha, word)) > 1 for word in words]
    if all(capital) or not any(capital) or capital[0] == capital[-1]:
        return ""
    run = capital if capital[0] else capital[::-1]
    length = run.index(False)
    if any(run[length:]):
        return ""
    return " ".join(words[:length] if capital[0] else words[-length:])


def _around_brackets(printed: str) -> Iterator[str]:
    """'Long Name (LN)' is two names; so are a Latin name and one of another script in brackets."""
    found = _BRACKETS.match(printed)
    if not found or _NOT_A_NAME.match(found["inner"]):
        return
    outer, inner = found["outer"].strip(), found["inner"].strip()
    short = inner if len(inner) <= len(outer) else outer
    capitals = sum(map(str.isupper, short))
    if (" " not in short and capitals > len(short) / 2) or script(outer) != script(inner):
        yield from (part for part in (outer, inner) if len(part) >= _SHORTEST)


def _comma_parts(printed: str, kind: ListedKind) -> tuple[str, ...]:
    """Names of one cell that only commas part; none when the commas may belong to one name.

    A person's parts are names when each has two words or more; anything else's when none is a legal form or a title,
    each begins with a capital or a digit, and one has two words.
    """
    parts = [_LIST_MARK.sub("", part.strip()) for part in split_outside_brackets(printed, ",")]
    if len(parts) == 1 or not all(parts):
        return ()
    wordy = [len(part.split()) > 1 for part in parts]
    if kind is ListedKind.PERSON:
        last, *rest = parts
        one_name = len(rest) == 1 and last.isupper() and not rest[0].isupper()  # LAST, First
        return tuple(parts) if all(wordy) and not one_name else ()
    named = all(not part[0].islower() and not _LEGAL_FORM.match(part) and len(part) >= _SHORTEST for part in parts)
    return tuple(parts) if named and any(wordy) else ()

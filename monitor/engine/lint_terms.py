"""What is wrong with a term besides its letters: signs that mean nothing in it, and terms that another one finds too.

Comes in: terms as analysts write them, by language. Goes out: `TermProblem`s. Never reads a file, knows no concept.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from monitor.engine.forms import ANYTHING, Form
from monitor.engine.terms import Term, TermProblem, parse_term, term_problems
from monitor.errors import Level
from monitor.text.fold import fold_words

_SHARED = 3  # letters that two terms begin with alike before they are compared
_UP_TO = re.compile(r"\[\^ \]\{0,([0-9]+)\}")
_PLAIN = re.compile(r"[^\[\](){}?*+.\\^$]*")  # alternatives of plain letters


def term_faults(term: str, language: str, *, exact: bool = False) -> tuple[TermProblem, ...]:
    """`term_problems`, and signs that mean nothing in a term."""
    problems = strange_signs(term) or term_problems(term, language, exact=exact)
    if "*" not in term or any(problem.level is Level.ERROR for problem in problems):
        return problems
    return (*problems, *map(_useless_star, filter(_star_after_sign, term.split())))


def strange_signs(term: str) -> tuple[TermProblem, ...]:
    """A backslash or a control character: what an expression or an escape left behind."""
    if term.isprintable() and "\\" not in term:
        return ()
    found = "\\" if "\\" in term else next((char for char in term if unicodedata.category(char) == "Cc"), None)
    if found is None:
        return ()
    if found == "\\":
        what, todo = f"'{term}' has a backslash, and terms are plain text", "delete it; for endings write word*"
    else:
        what = f"the term has a control character (U+{ord(found):04X})"
        todo = 'write it anew; a backslash within "…" makes such characters'
    return (TermProblem("E-control-character", what, todo),)


def _useless_star(word: str) -> TermProblem:
    bare = word.rstrip("*")
    what = f"the star of '{word}' stands behind a sign and means nothing: this finds '{bare}' alone"
    todo = f"write {bare[:-1]}* for any ending, or delete the star"
    return TermProblem("W-star-after-hyphen", what, todo, Level.WARNING)


def _star_after_sign(word: str) -> bool:
    bare = word.rstrip("*")
    return word.endswith("*") and bool(fold_words(bare)) and not fold_words(bare[-1:])


# --- terms that another term finds too --------------------------------------------------------------------------


def subsumed(terms: Sequence[str], language: str, *, exact: bool = False) -> Iterator[tuple[int, str]]:
    """The indexes of terms that find nothing that another one does not find too, each with that other one."""
    alike = _alike(terms)
    needed = {index for one, others in alike.items() for index in (one, *others)}
    parsed = {index: parse_term(terms[index], language, exact=exact) for index in needed}
    for index, others in alike.items():
        term = parsed[index]
        for other in others if term is not None else ():
            wider = parsed[other]
            if wider is None or term is None or not _covers(wider, term):
                continue
            if other < index or not _covers(term, wider):  # of two that find the same the first stays
                yield index, terms[other]
                break


def _alike(terms: Sequence[str]) -> dict[int, list[int]]:
    """For each term the others that may cover it: those that begin alike, and those that may stand inside a word."""
    bare = [" ".join(word.strip("=*") for word in term.casefold().split()) for term in terms]
    by_beginning: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, text in enumerate(bare):
        by_beginning[text.count(" "), text[:_SHARED]].append(index)
    compounds = [index for index, term in enumerate(terms) if term.startswith("*")]
    found: dict[int, list[int]] = {}
    for index, text in enumerate(bare):
        begin_alike = by_beginning[text.count(" "), text[:_SHARED]]
        inside = [other for other in compounds if bare[other][:_SHARED] in text]
        others = [other for other in dict.fromkeys((*begin_alike, *inside)) if other != index]
        if others:
            found[index] = others
    return found


def _covers(wider: Term, term: Term) -> bool:
    """Whether the wider term finds whatever the other one finds."""
    if wider.substring or term.substring:
        return wider.substring and term.substring and wider.words[0][0].stem == term.words[0][0].stem
    return len(wider.words) == len(term.words) and all(
        all(any(_form_covers(wide, form) for wide in wides) for form in forms)
        for wides, forms in zip(wider.words, term.words, strict=True)
    )


def _form_covers(wide: Form, form: Form) -> bool:
    if wide.before is ANYTHING:
        at = form.stem.rfind(wide.stem)
    else:
        at = 0 if form.stem.startswith(wide.stem) and form.before in {None, wide.before} else -1
    if at < 0 or not _spelled_alike(wide, form, at):
        return False
    return _endings_cover(wide.after, form.stem[at + len(wide.stem) :], form.after)


def _spelled_alike(wide: Form, form: Form, at: int) -> bool:
    if wide.spelled is None:
        return True
    return form.spelled is not None and form.spelled[at:].startswith(wide.spelled)


def _endings_cover(wide: re.Pattern[str] | None, rest: str, after: re.Pattern[str] | None) -> bool:
    """Whether `wide` allows `rest` with each of the endings of `after` behind it."""
    if wide is None:
        return not rest and after is None
    if after is None or (not rest and wide.pattern == after.pattern) or wide is ANYTHING:
        return wide is ANYTHING or wide.fullmatch(rest) is not None
    up_to = _UP_TO.fullmatch(after.pattern)
    if up_to:
        room = _UP_TO.fullmatch(wide.pattern)
        return room is not None and len(rest) + int(up_to[1]) <= int(room[1])
    if not _PLAIN.fullmatch(after.pattern):
        return False
    return all(wide.fullmatch(rest + ending) is not None for ending in after.pattern.split("|"))

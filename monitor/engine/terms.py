"""Parse a term as an analyst writes it into the word forms to look for.

Comes in: one term (`mercenary`, `deploy*`, `*söldner`, `=FACT`, `private military compan*`) and its language.
Goes out: `Term`: for each word the `Form`s that stand for it; or the problems of the term, for a loader to report.
Never: reads a file, sees an article, or lets a user's text act as a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from monitor.engine.affixes import (
    ANYTHING,
    Affixes,
    Form,
    Script,
    affixes_of,
    exact_spelling,
    script_of,
    umlaut_spelling,
    without_umlauts,
)
from monitor.errors import Level
from monitor.text.fold import fold, fold_char, fold_words

ANY_LANGUAGE = "any"
LETTERS_AT_LEAST = 3
STEM_AT_LEAST = 5
FUNCTION_WORD_AT_MOST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term ready to be looked for: one tuple of forms a word, in order.

    `anchor` is the index of the word to look for first: the one whose shortest pattern is longest, likely the rarest;
    of equals the last one, for articles and prepositions stand before what they belong to.
    `substring`: found anywhere, whatever stands around it (Chinese). `spelling` measures the original letters under a
    stem, to be compared with `Form.spelled`; None when folding is all that counts.
    """

    text: str
    words: tuple[tuple[Form, ...], ...]
    anchor: int = 0
    substring: bool = False
    spelling: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class TermProblem:
    """What is wrong with a term, without a place: the loader knows file and line."""

    code: str
    what: str
    todo: str
    level: Level = Level.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """One written word of a term, its marks taken off."""

    text: str
    only: bool = False  # =word
    left: bool = False  # *word
    right: bool = False  # word*


def _tokens(term: str) -> tuple[_Token, ...]:
    """The written words of a term; pieces without a letter vanish."""
    tokens = []
    for written in term.split():
        bare = written.lstrip("=*").rstrip("*")
        if not fold_words(bare):
            continue
        marks = written[: len(written) - len(written.lstrip("=*"))]
        # `Wagner-*` ends in a hyphen, which folds to a space: the star stands for no ending of Wagner
        star = written.endswith("*") and not "".join(map(fold_char, bare)).endswith(" ")
        tokens.append(_Token(text=bare, only="=" in marks, left="*" in marks, right=star))
    return tuple(tokens)


def parse_term(term: str, language: str, *, exact: bool = False) -> Term | None:
    """Parse a term of a language (or "any"). None when it has no letter or digit.

    `exact` keeps case and accents: the stem as written must stand in the text, endings stay free as the marks say.
    """
    tokens = _tokens(term)
    folded = " ".join(fold_words(token.text) for token in tokens)
    if not folded:
        return None
    if script_of(folded) is Script.CJK:
        return Term(text=term, words=((Form(folded, ANYTHING, ANYTHING),),), substring=True)
    words: list[tuple[Form, ...]] = []
    for index, token in enumerate(tokens):
        words.extend(_token_forms(token, language, exact=exact, last=index == len(tokens) - 1))
    german = language == "de" and not exact
    spelling = exact_spelling if exact else umlaut_spelling if german else None
    lengths = [min(map(_letters_to_find, forms)) for forms in words]
    anchor = max(range(len(words)), key=lambda index: (lengths[index], index))
    return Term(text=term, words=tuple(words), anchor=anchor, spelling=spelling)


def _letters_to_find(form: Form) -> int:
    """How long a pattern finds the form: a side on which nothing may stand shows a space."""
    return len(form.stem) + (form.before is None) + (form.after is None)


def _token_forms(token: _Token, language: str, *, exact: bool, last: bool) -> list[tuple[Form, ...]]:
    """Forms for each folded word of a token: of `Wagner-Söldner` the last word takes endings, the others none."""
    pieces = _pieces(token.text)
    forms: list[tuple[Form, ...]] = []
    for index, (folded, written) in enumerate(pieces):
        final = index == len(pieces) - 1
        piece = _Token(
            text=folded,
            only=token.only or not final,
            left=token.left and index == 0,
            right=token.right and final,
        )
        class_ = affixes_of(language, folded)
        forms.append(_spell(_forms(piece, class_, cut=not exact, last=last), class_, written, exact=exact))
    return forms


@lru_cache(maxsize=65_536)
def _pieces(written: str) -> tuple[tuple[str, str], ...]:
    """Folded words of a token with the original letters under each."""
    letters = list(map(fold_char, written))
    word = fold_words(written)
    if " " not in word and all(len(letter) == 1 and letter != " " for letter in letters):  # by far the most words
        return ((word, written),)
    folded = fold(written)
    return tuple(
        (match.group(), written[slice(*folded.span(match.start(), match.end()))])
        for match in re.finditer(r"[^ ]+", folded.text)
    )


def _forms(token: _Token, class_: Affixes, *, cut: bool, last: bool) -> tuple[Form, ...]:
    """The forms of one folded word by its marks and its language's class."""
    if token.only:
        forms: tuple[Form, ...] = (Form(token.text),)
    elif token.right:
        forms = (Form(token.text, class_.before, class_.any_ending),)
    elif not last and (class_.last_word_only or _is_function_word(token.text, class_)):
        forms = (Form(token.text),)
    elif cut:
        forms = class_.forms(token.text)
    else:
        forms = (Form(token.text, class_.before, class_.after),)
    return tuple(replace(form, before=ANYTHING) for form in forms) if token.left else forms


def _is_function_word(folded: str, class_: Affixes) -> bool:
    """в, na, zu inside a phrase: with free endings they would find half the language."""
    return class_.free and len(folded) <= FUNCTION_WORD_AT_MOST


def _spell(forms: tuple[Form, ...], class_: Affixes, written: str, *, exact: bool) -> tuple[Form, ...]:
    """Say how the stem must be spelled in the original, and add German's second spelling (ö as oe)."""
    if exact:
        return tuple(replace(form, spelled=exact_spelling(written)) for form in forms)
    if not class_.umlauts:
        return forms
    spelled = umlaut_spelling(written)
    other = without_umlauts(spelled)
    out = tuple(replace(form, spelled=spelled) for form in forms)
    if other != spelled:
        out += tuple(replace(form, stem=other, spelled=other) for form in forms)
    return out


@lru_cache(maxsize=65_536)
def term_problems(term: str, language: str, *, exact: bool = False) -> tuple[TermProblem, ...]:
    """What is wrong with a term: `E-bad-mark`, `E-empty-term`, `E-short-term`, `W-short-term`."""
    tokens = _tokens(term)
    folded = "".join(fold_words(token.text) for token in tokens).replace(" ", "")
    if not folded:
        return (TermProblem("E-empty-term", f"'{term}' has no letter", "write a word or delete it"),)
    misplaced = _misplaced_mark(term)
    if misplaced:
        return (misplaced,)
    if exact or script_of(folded) is Script.CJK:
        return ()
    if len(folded) < LETTERS_AT_LEAST:
        return (
            TermProblem(
                "E-short-term",
                f"'{term}' has fewer than {LETTERS_AT_LEAST} letters and would be found everywhere",
                "write it out, or move it to a concept with `exact: true`",
            ),
        )
    return _short_stem(term, tokens, language)


def forget_terms() -> None:
    """Forget the terms that were parsed: 20 MB of them after a first load, of which an edit asks for few again."""
    _pieces.cache_clear()
    term_problems.cache_clear()


def _misplaced_mark(term: str) -> TermProblem | None:
    """A star stands at the end or the beginning of a word, = at its beginning and without a star."""
    for written in term.split():
        bare = written.lstrip("=*").rstrip("*")
        marks = written.replace(bare, "", 1) if bare else written
        if "*" in bare or not bare or ("=" in marks and "*" in marks) or marks.count("*") != len(marks.strip("=")):
            return TermProblem(
                "E-bad-mark",
                f"'{written}' has a * or = in a place where it means nothing",
                "write word, word*, *word or =word, the mark touching the word",
            )
    return None


def _short_stem(term: str, tokens: tuple[_Token, ...], language: str) -> tuple[TermProblem, ...]:
    """Warn of a single short stem that takes free endings: the costliest kind of false alarm."""
    if len(tokens) != 1 or tokens[0].only:
        return ()
    folded = fold_words(tokens[0].text)
    class_ = affixes_of(language, folded)
    base = class_.forms(folded)[0]
    stem = folded if tokens[0].right else base.stem
    free = tokens[0].right or tokens[0].left or (class_.free and base.after == class_.after)
    if " " in folded or not free or len(stem) >= STEM_AT_LEAST:
        return ()
    return (
        TermProblem(
            "W-short-term",
            f"'{term}' leaves the stem '{stem}' of {len(stem)} letters with free endings",
            "write the whole forms with = instead",
            Level.WARNING,
        ),
    )

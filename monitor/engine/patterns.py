"""Phrases with typed slots: `resolution* <n:3-4 digits> (<year>)`.

Comes in: a pattern's alternatives as an analyst writes them, by language; later a folded text and where their plainest
words stand. Goes out: `Found`s, each with the values of its slots; or the problems of an alternative.
Never: scans a text by itself, or tries an expression farther than some words from a plain word that was found. The
expressions are made here from terms and slots and run by RE2, in time linear in the text, whatever somebody writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import re2

from monitor.engine.affixes import Form, Script, script_of
from monitor.engine.slots import TYPES, Slot, parse_slot
from monitor.engine.terms import TermProblem, parse_term, term_problems
from monitor.model import Span
from monitor.text.fold import Folded, fold_words

_TOKENS = re.compile(r"<[^<>]*>|[^<\s]+|\s+|<")
_LETTERS_A_WORD = 20  # letters to look at on either side of an anchor, for each word of the pattern
ANCHORS_AT_MOST = 200  # places at which a pattern is tried in one article


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where a pattern stands, and the values of its slots by name."""

    span: Span
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Word:
    """A plain word of a pattern, with the expression that finds its forms."""

    written: str
    expression: str
    stems: tuple[str, ...]  # of which the expression has one
    letters: int
    cjk: bool


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to say what a pattern looks for. `anchor` is the term that must be there for it to be tried.

    What the expression finds has one of the `stems`.
    """

    expression: re2._Regexp
    stems: frozenset[str]
    slots: tuple[Slot, ...]
    anchor: str
    language: str
    reach: int  # folded letters to look at on either side of the anchor


@dataclass(frozen=True, slots=True)
class Pattern:
    """All alternatives of a pattern. `key` is what its spans are called."""

    key: str
    name: str
    alternatives: tuple[Alternative, ...]
    _stems: frozenset[str] = field(init=False, repr=False)
    _reach: int = field(init=False, repr=False)  # the farthest

    def __post_init__(self) -> None:
        object.__setattr__(self, "_stems", frozenset[str]().union(*(each.stems for each in self.alternatives)))
        object.__setattr__(self, "_reach", max((each.reach for each in self.alternatives), default=0))

    @property
    def anchored_on(self) -> str:
        """Its anchors are terms of an entry of its own."""
        return self.key

    @property
    def anchors(self) -> Mapping[str, tuple[str, ...]]:
        """The terms to look for, by language."""
        terms: dict[str, tuple[str, ...]] = {}
        for each in self.alternatives:
            terms[each.language] = tuple(dict.fromkeys((*terms.get(each.language, ()), each.anchor)))
        return terms

    def find(self, folded: Folded, anchors: Sequence[Span]) -> tuple[Found, ...]:
        """Where the pattern stands around the anchors, the longest of those that overlap, in order."""
        starts = np.searchsorted(folded.offsets, [span.start for span in anchors[:ANCHORS_AT_MOST]], side="right") - 1
        found = {
            (hit.span.start, hit.span.end): hit
            for start in starts.tolist()
            for each in self._likely(folded.text, start)
            for hit in self._around(each, folded, start)
        }
        return tuple(found[bounds] for bounds in _longest(found))

    def _likely(self, text: str, anchor: int) -> list[Alternative]:
        """The alternatives of which a stem stands around the anchor: a fraction of what it takes to try them all."""
        window = text[max(0, anchor - self._reach) : anchor + self._reach]
        standing = [stem for stem in self._stems if stem in window]
        return [each for each in self.alternatives if not each.stems.isdisjoint(standing)]

    def _around(self, each: Alternative, folded: Folded, anchor: int) -> Iterator[Found]:
        begin = max(0, anchor - each.reach)
        window = folded.text[begin : anchor + each.reach]
        at = 0
        while (match := each.expression.search(window, at)) is not None:
            low, high = match.span(1)
            at = max(high, at + 1)
            if begin + low <= anchor < begin + high:
                yield from self._found(each, folded, match, begin)

    def _found(self, each: Alternative, folded: Folded, match: re2._Match, begin: int) -> Iterator[Found]:
        values: dict[str, str] = {}
        for number, slot in enumerate(each.slots, start=2):
            low, high = match.span(number)
            start, end = folded.span(begin + low, begin + high)
            original = folded.source[start:end]
            if not slot.accepts(original, folded.source[max(0, start - 2) : end + 2]):
                return
            values[slot.name] = match.group(number).strip() if slot.digits else original
        start, end = folded.span(begin + match.start(1), begin + match.end(1))
        yield Found(span=Span(start=start, end=end, text=folded.source[start:end], concept=self.key), slots=values)


def _longest(spans: Mapping[tuple[int, int], Found]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= low or high <= start for low, high in kept):
            kept.append((start, end))
    return sorted(kept)


# --- building ---------------------------------------------------------------------------------------------------


def build_pattern(key: str, name: str, terms: Mapping[str, Sequence[str]]) -> Pattern:
    """Compile a pattern's alternatives; those with a problem find nothing, and loaders report them."""
    alternatives = (_alternative(text, language) for language, texts in terms.items() for text in texts)
    return Pattern(key, name, tuple(each for each in alternatives if isinstance(each, Alternative)))


def pattern_problems(text: str, language: str) -> tuple[TermProblem, ...]:
    """What is wrong with one alternative: `E-pattern-slot`, `E-pattern-no-word`, and whatever is wrong with a word."""
    made = _alternative(text, language)
    return made if isinstance(made, tuple) else ()


def slot_names(terms: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The names of all slots of a pattern."""
    inside = (piece for texts in terms.values() for text in texts for piece in re.findall(r"<([^<>]*)>", text))
    return frozenset(slot.name for slot in map(parse_slot, inside) if slot is not None)


def _alternative(text: str, language: str) -> Alternative | tuple[TermProblem, ...]:
    """The compiled alternative, or its problems."""
    pieces: list[_Word | Slot] = []
    joints: list[str] = []  # what stands before each piece
    problems: list[TermProblem] = []
    previous = " "
    for token in _TOKENS.findall(text):
        piece = None if token.isspace() else _piece(token, language)
        if isinstance(piece, TermProblem):
            problems.append(piece)
        elif piece is not None:
            joints.append(_joint(pieces[-1] if pieces else None, piece, previous, token))
            pieces.append(piece)
        previous = token
    words = [piece for piece in pieces if isinstance(piece, _Word)]
    slots = tuple(piece for piece in pieces if isinstance(piece, Slot))
    problems.extend(_problems(text, words, slots))
    if problems:
        return tuple(problems)
    anchor = max(words, key=lambda word: word.letters * (2 if word.cjk else 1))
    problems.extend(term_problems(anchor.written, language))
    errors = tuple(problem for problem in problems if problem.code.startswith("E-"))
    if errors:
        return errors
    return Alternative(
        _compile(pieces, joints), frozenset(anchor.stems), slots, anchor.written, language, _reach(pieces)
    )


def _problems(text: str, words: Sequence[_Word], slots: Sequence[Slot]) -> Iterator[TermProblem]:
    if not words:
        yield TermProblem(
            "E-pattern-no-word", f"the pattern '{text}' has no plain word to look for", "write a word beside the slot"
        )
    names = [slot.name for slot in slots if not slot.gap]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        yield TermProblem(
            "E-pattern-slot", f"two slots of '{text}' are called '{twice}'", f"name one of them, like <other:{twice}>"
        )


def _piece(token: str, language: str) -> _Word | Slot | TermProblem | None:
    """A word, a slot, what is wrong with either, or nothing when a token has no letter."""
    if token.startswith("<"):
        slot = parse_slot(token[1:-1])
        kinds = ", ".join(f"<{kind}>" for kind in TYPES)
        return slot or TermProblem("E-pattern-slot", f"'{token}' is no slot", f"write one of {kinds}, or <name:…>")
    term = parse_term(token, language)
    if term is None:
        return None
    expression = " ".join("(?:" + "|".join(map(_form, forms)) + ")" for forms in term.words)
    folded = fold_words(token)
    stems = max((tuple(form.stem for form in forms) for forms in term.words), key=lambda stems: min(map(len, stems)))
    return _Word(token, expression, stems, len(folded.replace(" ", "")), script_of(folded) is Script.CJK)


def _form(form: Form) -> str:
    sides = ["" if side is None or term_is_cjk(form) else f"(?:{side.pattern})" for side in (form.before, form.after)]
    return sides[0] + re.escape(form.stem) + sides[1]


def term_is_cjk(form: Form) -> bool:
    """Whether a form is found anywhere, whatever stands around it."""
    return script_of(form.stem) is Script.CJK


def _joint(before: _Word | Slot | None, piece: _Word | Slot, previous: str, token: str) -> str:
    """What may stand between two pieces: nothing when they were written as one word, else a space."""
    if before is None:
        return ""
    if isinstance(before, Slot) and before.gap:
        return " ?" if _cjk(piece) else ""
    if _cjk(before) or _cjk(piece):
        return " ?"
    written_together = (previous[-1].isalnum() or previous.endswith(">")) and (token[0].isalnum() or token[0] == "<")
    return "" if written_together else " "


def _cjk(piece: _Word | Slot) -> bool:
    return isinstance(piece, _Word) and piece.cjk


def _compile(pieces: Sequence[_Word | Slot], joints: Sequence[str]) -> re2._Regexp:
    """One expression; group 1 is the whole, the slots are groups 2 and on, in order."""
    parts = []
    for piece, joint in zip(pieces, joints, strict=True):
        parts.append(joint + (f"({piece.expression})" if isinstance(piece, Slot) else piece.expression))
    cjk = any(map(_cjk, pieces))
    before = "(?:^|[^0-9])" if cjk and isinstance(pieces[0], Slot) else "" if cjk else " "
    after = "(?:[^0-9]|$)" if cjk and isinstance(pieces[-1], Slot) else "" if cjk else " "
    if isinstance(pieces[-1], Slot) and pieces[-1].gap:
        after = ""
    return re2.compile(f"{before}({''.join(parts)}){after}")


def _reach(pieces: Sequence[_Word | Slot]) -> int:
    return _LETTERS_A_WORD * sum(_words_in(piece) for piece in pieces) + _LETTERS_A_WORD


def _words_in(piece: _Word | Slot) -> int:
    if isinstance(piece, _Word):
        return 1 + piece.letters // _LETTERS_A_WORD
    if piece.gap:
        return int(re.findall(r"[0-9]+", piece.expression)[-1])
    return 4

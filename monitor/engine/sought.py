"""What to search a folded text for to find a term: the patterns of its rarest word, with what they say of the term.

Comes in: a `Term`. Goes out: `Aim`s: a pattern, and the `Meaning` of its hits. Never sees a text.

A pattern of one word alone is met far oftener than its term of several. So where the endings between two words are
few, as they are in English and the Romance languages, a pattern holds both: the neighbour is found by the automaton
instead of being checked at each hit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.engine.affixes import Form, Script, script_of
from monitor.engine.confirm import Meaning, Words
from monitor.engine.forms import few_endings
from monitor.engine.shapes import Shape, shape_of
from monitor.engine.terms import Term

PATTERNS_AT_MOST = 12  # of one form of a word, with its neighbour


@dataclass(frozen=True, slots=True)
class Aim:
    """A pattern of a term. The anchor's stem, of the given shape, begins `indent` behind the pattern's begin.

    `complete`: the pattern is all there is to find.
    """

    term: Term
    pattern: str
    indent: int
    shape: Shape
    complete: bool

    @property
    def meaning(self) -> Meaning:
        """What a hit of the pattern stands for."""
        term, shape, anchor = self.term, self.shape, self.term.anchor
        alone = len(term.words) == 1 and shape.before.empty and shape.after.empty and shape.spelling is None
        return Meaning(
            indent=self.indent,
            outdent=int(self.pattern[-1] == " ")
            if self.complete
            else len(self.pattern) - self.indent - len(shape.stem),
            complete=self.complete,
            alone=alone,
            shape=shape,
            around=() if self.complete else ((_shapes(term, 0, anchor), _shapes(term, anchor + 1, None)),),
        )


def aims(term: Term) -> Iterator[Aim]:
    """What to search for: the anchor's stem in each form, with the space that a bare side of it must show.

    A term whose words all stand bare is searched for whole.
    """
    if term.substring:
        form = term.words[0][0]
        pattern = _ends_where_others_begin(form.stem)
        yield Aim(term, pattern, int(pattern[0] == " "), shape_of(form, None), complete=True)
        return
    words = [shape_of(forms[0], term.spelling) for forms in term.words if len(forms) == 1]
    if len(words) == len(term.words) and all(shape.bare for shape in words):
        yield Aim(term, f" {' '.join(shape.stem for shape in words)} ", 1, words[term.anchor], complete=True)
        return
    for form in term.words[term.anchor]:
        shape = shape_of(form, term.spelling)
        for before, behind in _beside(term, form) or (("" if form.before else " ", "" if form.after else " "),):
            yield Aim(term, before + form.stem + behind, len(before), shape, complete=False)


def _beside(term: Term, form: Form) -> list[tuple[str, str]]:
    """What stands before and behind a form of the anchor word when its longer neighbour stands there; none if too much.

    Of two that are equally long it is the one behind.
    """
    at, words = term.anchor, term.words
    behind = _behind(form, words[at + 1]) if at + 1 < len(words) else []
    before = _before(form, words[at - 1]) if at > 0 else []
    if behind and before and _shortest(words[at - 1]) > _shortest(words[at + 1]):
        return before
    return behind or before


def _behind(form: Form, neighbours: tuple[Form, ...]) -> list[tuple[str, str]]:
    if any(neighbour.before is not None for neighbour in neighbours):
        return []
    begun = dict.fromkeys(f" {neighbour.stem}{'' if neighbour.after else ' '}" for neighbour in neighbours)
    found = [("" if form.before else " ", ending + next_) for ending in few_endings(form.after) for next_ in begun]
    return found if len(found) <= PATTERNS_AT_MOST else []


def _before(form: Form, neighbours: tuple[Form, ...]) -> list[tuple[str, str]]:
    endings = [few_endings(neighbour.after) for neighbour in neighbours]
    if form.before is not None or not all(endings) or any(neighbour.before is not None for neighbour in neighbours):
        return []
    stems = zip((neighbour.stem for neighbour in neighbours), endings, strict=True)
    ended = dict.fromkeys(f" {stem}{ending} " for stem, of_stem in stems for ending in of_stem)
    return [(before, "" if form.after else " ") for before in ended] if len(ended) <= PATTERNS_AT_MOST else []


def _shortest(forms: tuple[Form, ...]) -> int:
    return min(len(form.stem) for form in forms)


def _ends_where_others_begin(folded: str) -> str:
    """A Chinese term, which is found anywhere, with a space where it begins or ends with letters of another script."""
    before, behind = ("" if script_of(end) is Script.CJK else " " for end in (folded[0], folded[-1]))
    return before + folded + behind


def _shapes(term: Term, first: int, last: int | None) -> Words:
    return tuple(tuple(shape_of(form, term.spelling) for form in forms) for forms in term.words[first:last])

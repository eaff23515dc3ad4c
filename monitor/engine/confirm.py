"""Check what stands around a hit of a pattern: whether the terms it belongs to are really there.

Comes in: a `Meaning` of the pattern, the folded text, where the pattern was found. Goes out: the stretches of whole
words that its terms cover. Never knows which patterns there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from monitor.engine.shapes import LONGEST_WORD, NOTHING, Shape
from monitor.text.fold import Folded

Stretch = tuple[int, int]
Words = tuple[tuple[Shape, ...], ...]  # for each word the shapes it may have
NOT_THERE = -1
_NEIGHBOURS_AT_MOST = 4  # stems; to look for more of them takes longer than to check the words one by one


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Stems of which one must stand in the letters before or behind the anchor's stem, at most so many away."""

    stems: tuple[str, ...]
    before: int
    behind: int

    def may_stand(self, text: str, low: int, high: int) -> bool:
        """Whether one stands there. Most terms of several words that are not there are found out by this."""
        start, end = low - self.before if low > self.before else 0, high + self.behind
        for stem in self.stems:  # noqa: SIM110 - a generator takes twice as long, and this is asked of every hit
            if text.find(stem, start, end) >= 0:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a pattern stands for: a form of the anchor word of a term, or of several terms of one entry.

    The anchor's stem lies `indent` behind the pattern's begin and `outdent` before its end. `complete`: the pattern is
    all there is to find. `alone`: so it is where it makes a whole word. `around`: each term's other words, those before
    the anchor and those behind it.
    """

    complete: bool
    alone: bool
    indent: int
    outdent: int
    shape: Shape
    around: tuple[tuple[Words, Words], ...]
    neighbours: Neighbours | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "neighbours", _neighbours(self.shape, self.around))

    def may_stand_in(self, text: str) -> bool:
        """Whether a word that must stand beside the anchor is in a text at all. Tells most terms of several words."""
        return self.neighbours is None or any(stem in text for stem in self.neighbours.stems)

    def confirm(self, folded: Folded, begin: int, end: int) -> Sequence[Stretch]:
        """The stretches of whole words that the terms cover at this hit of their pattern; none if none is there."""
        low, high = begin + self.indent, end - self.outdent
        text = folded.text
        if self.complete or (self.alone and text[low - 1] == " " == text[high]):
            return ((low, high),)
        if self.neighbours is not None and not self.neighbours.may_stand(text, low, high):
            return ()
        word = self.shape.word_at(folded, low, high)
        if word is None:
            return ()
        found: list[Stretch] = []
        for before, behind in self.around:
            left, right = word
            if before:
                left = _left_of(left, before, folded)
            if behind and left >= 0:
                right = _right_of(right, behind, folded)
            if left >= 0 and right >= 0:
                found.append((left, right))
        return found


def together(meanings: Iterable[Meaning]) -> tuple[Meaning, ...]:
    """The same meanings, those of them one that differ in nothing but what stands around the anchor."""
    alike: dict[tuple[object, ...], list[Meaning]] = {}
    for meaning in meanings:
        key = (meaning.complete, meaning.alone, meaning.indent, meaning.outdent, meaning.shape)
        alike.setdefault(key, []).append(meaning)
    return tuple(
        replace(first, around=tuple(dict.fromkeys(chain(first.around, *(meaning.around for meaning in others)))))
        for first, *others in alike.values()
    )


def _neighbours(anchor: Shape, around: Iterable[tuple[Words, Words]]) -> Neighbours | None:
    """What must stand beside the anchor; None when nothing must, or too much may."""
    stems: dict[str, None] = {}
    left = right = 0
    for before, behind in around:
        if behind:
            shapes = behind[0]
            right = max(right, anchor.after.longest + 1 + max(one.before.longest + len(one.stem) for one in shapes))
        elif before:
            shapes = before[-1]
            left = max(left, anchor.before.longest + 1 + max(one.after.longest + len(one.stem) for one in shapes))
        else:
            return None
        stems.update(dict.fromkeys(shape.stem for shape in shapes))
    return Neighbours(tuple(stems), left, right) if 0 < len(stems) <= _NEIGHBOURS_AT_MOST else None


def _left_of(left: int, words: Words, folded: Folded) -> int:
    """Where the words that must stand before the one at `left` begin; `NOT_THERE` when they do not."""
    text = folded.text
    for shapes in reversed(words):
        end = left - 1
        if end <= 0:
            return NOT_THERE
        left = text.rfind(" ", end - LONGEST_WORD if end > LONGEST_WORD else 0, end) + 1
        if left == 0:
            return NOT_THERE
        for shape in shapes:
            if (shape.before is not NOTHING or text.startswith(shape.stem, left)) and (
                shape.end_of_word(folded, left) == end
            ):
                break
        else:
            return NOT_THERE
    return left


def _right_of(right: int, words: Words, folded: Folded) -> int:
    """Where the words that must stand behind the one that ends at `right` end; `NOT_THERE` when they do not."""
    text = folded.text
    for shapes in words:
        begin, right = right + 1, NOT_THERE
        for shape in shapes:
            if shape.before is not NOTHING or text.startswith(shape.stem, begin):
                right = shape.end_of_word(folded, begin)
                if right >= 0:
                    break
        else:
            return NOT_THERE
    return right

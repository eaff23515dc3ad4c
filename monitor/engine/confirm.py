"""Check what stands around a hit of a pattern: whether the terms it belongs to are really there.

Comes in: a `Meaning` of the pattern, the folded text, where the pattern was found. Goes out: the stretches of whole
words that its terms cover. Never knows which patterns there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from monitor.engine.shapes import LONGEST_WORD, NOTHING, Shape
from monitor.text.fold import Folded

Stretch = tuple[int, int]
Words = tuple[tuple[Shape, ...], ...]  # for each word the shapes it may have
NOT_THERE = -1


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

    def confirm(self, folded: Folded, begin: int, end: int) -> Sequence[Stretch]:
        """The stretches of whole words that the terms cover at this hit of their pattern; none if none is there."""
        low, high = begin + self.indent, end - self.outdent
        text = folded.text
        if self.complete or (self.alone and text[low - 1] == " " == text[high]):
            return ((low, high),)
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

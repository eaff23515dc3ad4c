"""The language model: a text in, the probability of each language out.

Model and method are py3langid's: naive Bayes over the byte n-grams that one automaton finds. The library walks the
automaton byte by byte in Python; here all bytes of a text are walked side by side by NumPy look-ups, and of the weights
only the rows of the n-grams found are touched. The probabilities are the same to 1e-5, in a quarter of the time (0.06
ms for 600 letters). Never decides which language a text is in.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

_RUN_UP = 6  # bytes of the longest n-gram: so many of them tell the state, whatever stands before
_STRETCH = 4  # bytes that follow a run-up; any number from 1 to 8 takes about the same time
_PAD = b"\xff"  # in no UTF-8 text, hence in no n-gram
_UNIT = 512  # a float16 from 2 to 64 is a whole number of 512ths
_TWO, _SIXTY_FOUR, _SIZE = 0x4000, 0x5400, 0x7FFF  # as the bits of a float16; which of them are not the sign
_AT_ONCE = 4096  # rows of weights
_HALF, _LOWER, _BLOCK = 4, 15, 16  # bits of a byte's lower half, which they are, and how many moves they choose from
_MIXED = 0x9E3779B97F4A7C15  # an odd number whose bits are like random ones


class Model(Protocol):
    """What tells the probabilities."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages, each once."""
        ...

    def probabilities(self, text: str) -> NDArray[np.float64]:
        """One for each of `codes`, together 1; about equal ones for a text without any n-gram that is known."""
        ...


def load(same_as: Mapping[str, str]) -> Model:
    """The model that comes with py3langid; a dialect's probability counts for the language that `same_as` names.

    Takes 0.6 s of CPU.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return model_of(LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True), same_as)


def model_of(identifier: Any, same_as: Mapping[str, str]) -> Model:
    """What is quickest for a `LanguageIdentifier`: one whose tables are not as in py3langid 0.4 is asked itself.

    The identifier is not to be used any more.
    """
    try:
        return TableModel.of(identifier, same_as)
    except (AttributeError, TypeError, ValueError):
        return LibraryModel(identifier, same_as)


@dataclass(frozen=True, slots=True, eq=False)
class TableModel:
    """The model's tables.

    From a state and a byte, `at = blocks[state + its upper half] + its lower half` is where to look: `moves[at]` is the
    next state, `ngrams[at]` what ends there, or -1. The library's moves take 39 MB; they are the same 56,000 blocks of
    16 again and again, which take 10 MB with all that leads to them.
    """

    codes: tuple[str, ...]
    code_of: NDArray[np.intp]  # by label of the model
    root: int
    blocks: NDArray[np.uint32]
    moves: NDArray[np.uint32]
    ngrams: NDArray[np.int32]
    after_two: NDArray[np.uint32]  # by two bytes: the state to which they lead from the root
    weights: NDArray[Any]  # n-gram × label, in units
    unit: np.float32
    prior: NDArray[np.float32]  # by label

    @classmethod
    def of(cls, identifier: Any, same_as: Mapping[str, str]) -> TableModel:
        """The tables of a `LanguageIdentifier`, which is of no use afterwards: its weights are taken over."""
        codes, code_of = _merged(identifier.nb_classes, same_as)
        shared = np.frombuffer(identifier.tk_nextmove, dtype=f"u{identifier.tk_nextmove.itemsize}")
        each, blocks = _each_once(shared.astype(np.uint32, copy=False).reshape(-1, _BLOCK))  # a small model has uint16
        blocks *= np.uint32(_BLOCK)
        states = np.array(identifier.tk_row, dtype=np.uint32) * np.uint32(_BLOCK)
        moves, ngrams = states.take(each).ravel(), np.array(identifier.tk_output, dtype=np.int32).take(each).ravel()
        halves, after_two = np.arange(_BLOCK, dtype=np.uint32), states[:1]
        for _ in range(2):
            at: NDArray[np.uint32] = np.add.outer(after_two, halves)
            after_two = moves.take(np.add.outer(blocks.take(at), halves)).ravel()
        weights, unit = _in_units(identifier.nb_ptc)
        root = int(states[0])
        return cls(codes, code_of, root, blocks, moves, ngrams, after_two, weights, unit, identifier.nb_pc)

    def probabilities(self, text: str) -> NDArray[np.float64]:
        """See `Model`. The division by the root of the length is the library's: else all long texts are at 0 or 1."""
        data = _encoded(text)
        scores = self._scores(self._found(data))
        scores /= math.sqrt(len(data) or 1)
        np.exp(scores - scores.max(), out=scores)
        scores /= scores.sum()
        return _by_code(self.code_of, scores, len(self.codes))

    def _found(self, data: bytes) -> NDArray[np.int32]:
        """The n-gram that ends at each byte, sorted; without the bytes at which none does."""
        places = self._side_by_side(data)
        found = self.ngrams.take(self._one_by_one(data) if places is None else places)
        found.sort()
        return found[found.searchsorted(0) :]

    def _side_by_side(self, data: bytes) -> NDArray[np.uint32] | None:
        """Where to look at each byte, in order; None where these bytes have to be walked one by one.

        The text is cut in stretches, which are walked at the same time, each from the root through the bytes before it.
        What comes out is right where the first stretch begins at the root and each other one in the state in which the
        stretch before it ends: that is checked here, so nothing depends on the model having no longer n-gram.
        """
        count = -(-len(data) // _STRETCH)
        padded = _PAD * _RUN_UP + data + _PAD * (count * _STRETCH - len(data))
        cut = np.ndarray((_RUN_UP + _STRETCH, count), np.uint8, padded, strides=(1, _STRETCH)).astype(np.uint32)
        # Nothing is out of bounds, and "wrap" is quickest.
        state = self.after_two.take(cut[0] * 256 + cut[1], mode="wrap")
        upper, lower = cut[2:] >> _HALF, cut[2:] & _LOWER
        places = np.empty_like(lower)
        for at, high, low in zip(places, upper, lower, strict=True):
            state += high
            self.blocks.take(state, None, at, "wrap")
            state = self.moves.take(np.add(at, low, at), None, None, "wrap")
        begins = self.moves.take(places[-_STRETCH - 1])
        if (begins[:1] != self.root).any() or (begins[1:] != state[:-1]).any():
            return None
        return places[-_STRETCH:].T.ravel()[: len(data)]

    def _one_by_one(self, data: bytes) -> NDArray[np.uint32]:
        places, state = [], self.root
        for byte in data:
            at = int(self.blocks[state + (byte >> _HALF)]) + (byte & _LOWER)
            state = int(self.moves[at])
            places.append(at)
        return np.array(places, dtype=np.uint32)

    def _scores(self, found: NDArray[np.int32]) -> NDArray[np.float32]:
        """The logarithm of each label's probability, but for a constant."""
        if not found.size:
            return np.zeros_like(self.prior)
        ngrams, counts = _counted(found)
        rows = self.weights.take(ngrams, axis=0, mode="wrap").astype(np.float32)
        scores: NDArray[np.float32] = (np.log1p(counts) * self.unit) @ rows + self.prior
        return scores


class LibraryModel:
    """The same answers by the library's public method; `identifier` must be one with `norm_probs`."""

    def __init__(self, identifier: Any, same_as: Mapping[str, str]) -> None:
        self._identifier = identifier
        self._labels = tuple(identifier.labels)
        self.codes, self._code_of = _merged(self._labels, same_as)

    def probabilities(self, text: str) -> NDArray[np.float64]:
        """See `Model`."""
        found = dict(self._identifier.rank(text))
        return _by_code(self._code_of, np.array([found[label] for label in self._labels]), len(self.codes))


def _merged(labels: Sequence[str], same_as: Mapping[str, str]) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """The languages that the labels count for, and the place of each label's language among them."""
    meant = [same_as.get(label, label) for label in labels]
    codes = tuple(dict.fromkeys(meant))
    places = {code: place for place, code in enumerate(codes)}
    return codes, np.array([places[code] for code in meant], dtype=np.intp)


def _by_code(code_of: NDArray[np.intp], by_label: NDArray[Any], codes: int) -> NDArray[np.float64]:
    summed: NDArray[Any] = np.bincount(code_of, weights=by_label, minlength=codes)
    return summed


def _each_once(rows: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Each row once, and of each which one it is. Raises `ValueError` where two rows have one hash."""
    factors = np.cumprod(np.full(rows.shape[1], _MIXED, dtype=np.uint64))
    hashes = np.zeros(len(rows), dtype=np.uint64)
    for column, factor in zip(rows.T, factors, strict=True):
        hashes += column * factor
    _, first, numbers = np.unique(hashes, return_index=True, return_inverse=True)
    each = rows[first]
    for start in range(0, len(rows), _AT_ONCE):
        if (each[numbers[start : start + _AT_ONCE]] != rows[start : start + _AT_ONCE]).any():
            raise ValueError("two rows have one hash")
    return each, numbers.astype(np.uint32)


def _in_units(weights: NDArray[np.float16]) -> tuple[NDArray[Any], np.float32]:
    """The weights as whole numbers of a unit, and the unit: NumPy makes them float32 25 times as fast as float16.

    Nothing is lost. Weights that are no such numbers stay as they are; all of py3langid 0.4 lie between -15 and -2.7.
    The numbers take the place of the weights, for a copy would be another 28 MB.
    """
    blocks = [weights[start : start + _AT_ONCE] for start in range(0, len(weights), _AT_ONCE)]
    if not all(_are_whole(block) for block in blocks):
        return weights, np.float32(1)
    for block in blocks:
        block.view(np.int16)[:] = block.astype(np.float32) * _UNIT
    return weights.view(np.int16), np.float32(1 / _UNIT)


def _are_whole(weights: NDArray[np.float16]) -> bool:
    sizes = weights.view(np.uint16) & _SIZE
    return bool(sizes.min() >= _TWO and sizes.max() < _SIXTY_FOUR)


def _encoded(text: str) -> bytes:
    """The bytes as the model was trained on them: letters composed, a text in capitals in small letters."""
    lowered = text.lower() if text.isupper() else text
    return unicodedata.normalize("NFC", lowered).encode(errors="surrogatepass")


def _counted(found: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The values of a sorted array, each once, and how often each stands there; `np.unique` takes twice as long."""
    last = np.ones(found.size, dtype=np.bool)
    np.not_equal(found[1:], found[:-1], out=last[:-1])
    ends = np.flatnonzero(last)
    counts = (ends + 1).astype(np.float32)
    counts[1:] -= counts[:-1].copy()
    return found.take(ends), counts

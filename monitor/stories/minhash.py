"""MinHash with banding, over shingles: near-duplicates meet under a key and are compared by 128 numbers. Pure.

Method: A. Broder, On the resemblance and containment of documents (1997); banding after Leskovec, Rajaraman, Ullman,
Mining of Massive Datasets, chapter 3. The permutations come from BLAKE2 over their number, not from a random
generator: signatures are stored, so they must never depend on a library's version.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from operator import eq

import numpy as np
import numpy.typing as npt

PERMUTATIONS = 128
BANDS = 64
ROWS = PERMUTATIONS // BANDS  # two rows: pairs with Jaccard J meet with 1 - (1 - J²)⁶⁴, .9976 at .3
_PACKED = 4  # bytes a number
_AT_ONCE = 256  # shingles worked on together: with more, the table is too large for memory that is at hand


@lru_cache(maxsize=1)
def _permutations() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Odd factors and offsets of 128 multiply-shift hash functions."""
    factors = _numbers(f"factor {n}" for n in range(PERMUTATIONS))
    offsets = _numbers(f"offset {n}" for n in range(PERMUTATIONS))
    return factors | np.uint64(1), offsets


def _numbers(texts: Iterable[str]) -> npt.NDArray[np.uint64]:
    digests = _digests("\n".join(texts).encode("utf-8", "surrogatepass").split(b"\n"), size=8)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def _digests(texts: Iterable[bytes], *, size: int) -> list[bytes]:
    """BLAKE2 of each. To copy an empty hash takes half as long as to make one."""
    empty, found = blake2b(digest_size=size), []
    for text in texts:
        one = empty.copy()
        one.update(text)
        found.append(one.digest())
    return found


def signature(shingles: Iterable[str]) -> tuple[int, ...]:
    """128 numbers below 2³²; empty when there are no shingles (one line each). Order and repetition tell nothing."""
    different = {*shingles}
    if not different:
        return ()
    numbers = _numbers(different)
    factors, offsets = (each[:, None] for each in _permutations())
    lowest = np.full(PERMUTATIONS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, numbers.size, _AT_ONCE):
        block = factors * numbers[start : start + _AT_ONCE]  # wraps at 2⁶⁴, as it should
        block += offsets
        lowest = np.minimum(lowest, block.min(axis=1))
    return tuple((lowest >> np.uint64(32)).tolist())


def bands(values: Sequence[int]) -> tuple[str, ...]:
    """Keys of 10 characters; two texts that share one are worth comparing. None for an empty signature."""
    written = list(map(str, values))
    rows = ["|".join(written[start : start + ROWS]) for start in range(0, len(values), ROWS)]
    digests = _digests(map(str.encode, rows), size=4)
    return tuple([f"{n:02x}{digest.hex()}" for n, digest in enumerate(digests)])


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimated Jaccard similarity of the shingles, 0 to 1; standard error at most .045. 0 if one is empty."""
    if not one or not other:
        return 0.0
    if len(one) != len(other):
        raise ValueError("two signatures of different lengths cannot be compared; both must be of `signature`")
    alike: int = sum(map(eq, one, other))
    return alike / len(one)


def similarities(one: Sequence[int], others: Sequence[bytes]) -> list[float]:
    """`similarity` to each of many signatures, as `packed`: all at once."""
    if not one or not any(others):
        return [0.0] * len(others)
    if {len(other) for other in others} - {0, len(one) * _PACKED}:
        raise ValueError("signatures of different lengths cannot be compared; all must be of `signature`")
    empty = bytes(len(one) * _PACKED)
    table = np.frombuffer(b"".join([other or empty for other in others]), dtype=np.uint32).reshape(len(others), -1)
    alike: list[int] = np.count_nonzero(table == np.array(one, dtype=np.uint32), axis=1).tolist()
    return [number / len(one) if other else 0.0 for number, other in zip(alike, others, strict=True)]


def packed(values: Sequence[int]) -> bytes:
    """A signature as the bytes of its numbers."""
    return np.array(values, dtype=np.uint32).tobytes()


def size(values: Sequence[int]) -> float:
    """Estimated number of different shingles behind a signature, within about a tenth; 0 for an empty one.

    The lowest of n random numbers in [0, 1) lies near 1 / (n + 1), so the 128 lowest ones tell n.
    """
    if not values:
        return 0.0
    return max(len(values) / ((sum(values) + 0.5 * len(values)) / 2**32) - 1, 1.0)


def containment(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimated share of the shorter text's shingles that the longer one has too, 0 to 1."""
    return contained(similarity(one, other), size(one), size(other))


def contained(alike: float, one: float, other: float) -> float:
    """The same of two texts whose similarity and sizes are known."""
    smaller, larger = sorted((one, other))
    if not smaller:
        return 0.0
    return min(alike * (smaller + larger) / (1 + alike) / smaller, 1.0)

"""How memory is looked after: the collector of garbage is kept off what lives long, and what is free goes back.

A loaded set of rules is hundreds of thousands of objects. Python's collector looks at every object there is when it
makes a full round, and nothing else runs meanwhile: measured, 90 ms for the shipped rules, once while they are loaded
and again at each later round. Nothing in a set refers back to its owner, so it is freed by its last reference, and the
collector never has anything to do there.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = (50_000, 10, 20)  # Python's own: 700, 10, 10
MEGABYTE = 1024 * 1024
_ALLOCATION = (  # malloc.h: M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD
    (-8, 1),
    (-3, MEGABYTE),
    (-1, 8 * MEGABYTE),
)


def spare_what_is_loaded() -> None:
    """Collect what is garbage now; whatever is left is not looked at again.

    And look seldom from now on: articles are hundreds of objects each and go by their last reference. Measured while
    a thousand of them come in, the longest stall of the event loop falls from 200 ms to 60.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No collections inside, and none of what is made inside later on. For a second or so, one user at a time."""
    gc.collect()  # what is garbage now would else be kept for good
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def keep_in_one_piece() -> None:
    """Have the allocator (glibc) keep one heap for all threads, and large pieces apart from it. Before any thread.

    By itself it gives each thread a heap, and lets pieces of up to 32 MB into it once one of them was freed: of what a
    list or an index took to build, 50 MB then lie between pieces in use, and the system does not get them back.
    """
    adjust = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if adjust is not None:
        for what, value in _ALLOCATION:
            adjust(what, value)


def give_back() -> None:
    """Give memory that is free within the process back to the system, where its allocator can (glibc).

    After a list of 15,000 entries was read and replaced, as much again lies about in pieces.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)

"""The allocator's settings, in a process of their own: they cannot be undone."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

HEAPS = """
import ctypes, sys, threading
from monitor.service.collector import keep_in_one_piece

if sys.argv[1] == "adjusted":
    keep_in_one_piece()
threads = [threading.Thread(target=lambda: held.append(bytes(100_000))) for held in ([], [])]
for thread in threads:
    thread.start()
    thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype, libc.fclose.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
libc.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
out = libc.fopen(b"/dev/stdout", b"w")
libc.malloc_info(0, out)
libc.fclose(out)
"""


def heaps(how: str) -> int:
    """How many heaps a process has in which two threads worked."""
    command = (sys.executable, "-c", HEAPS, how)
    return subprocess.run(command, capture_output=True, check=True).stdout.count(b"<heap nr=")


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="the allocator is not glibc's")
def test_all_threads_share_one_heap():
    assert heaps("as it is") > 1, "the test shows nothing"
    assert heaps("adjusted") == 1

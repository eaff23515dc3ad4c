"""The child process that parses: `python -m monitor.ingest.child PARENT MEMORY CPU`.

In: job frames on standard input. Out: one answer frame a job on standard output; ends when its input closes or its
parent dies. Parses, and cleans what it parsed where that is asked for, and nothing else: it opens no connection, no
database and no file but the shipped tables of words, holds no secrets, and loads nothing that the job does not need, so
that it starts at once.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import gc
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from monitor.errors import IngestError
from monitor.ingest import codec, frames
from monitor.ingest.parse import parse_document
from monitor.model import Cleaned, Entry, Watch
from monitor.text.identity import entry_hash

PR_SET_PDEATHSIG = 1  # linux/prctl.h
RETIRE_ABOVE = 3  # a child that grew past a third of its limit does not give the memory back
MEGABYTE = 1024 * 1024
PIPE = 256 * 1024  # bytes
CLEANING = (
    2.0  # seconds of CPU: a hostile document of ten megabytes could take forty, and then nothing of it would come
)
LOT = 256 * 1024  # characters of markup

Answer = tuple[dict[str, Any], bytes]
Job = Callable[[dict[str, Any], bytes], Answer]


def main() -> None:
    """Work until there is no more work. Arguments: the parent's process id, bytes of memory, CPU seconds a job."""
    parent, memory, cpu = (int(argument) for argument in sys.argv[1:4])
    _die_with(parent)
    with contextlib.suppress(ValueError, OSError):  # macOS refuses it; there the deadline alone stands
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests, answers = _pipes()
    statm = _statm()
    gc.freeze()  # what is loaded stays: no use in looking through it for garbage
    while (job := frames.read(requests)) is not None:
        _allow_cpu(cpu)
        answer, texts = _answer(*job, memory=memory)
        answer["retire"] = _held(statm) > memory // RETIRE_ABOVE
        try:
            answers.write(frames.packed(answer, texts))
            answers.flush()
        except BrokenPipeError:
            os._exit(0)  # the parent died meanwhile; nobody is left to be told


def _feed(header: dict[str, Any], body: bytes) -> Answer:
    parsed = parse_document(
        body,
        content_type=str(header.get("content_type") or ""),
        charset=header.get("charset"),
        url=str(header.get("url") or ""),
    )
    digests = [entry_hash(entry) for entry in parsed.entries]
    return codec.to_answer(parsed, digests=digests, cleaned=_cleaned(parsed.entries) if header.get("clean") else ())


def _cleaned(entries: Sequence[Entry]) -> Sequence[Cleaned | None]:
    """Them cleaned, as all of them are new to the daemon; what takes too long is left to it as it was published."""
    from monitor.text.clean import clean_where_parsed  # has tables that are not needed for feeds that are known

    until = time.process_time() + CLEANING
    cleaned: list[Cleaned | None] = []
    for some in _lots(entries):
        if time.process_time() > until:
            break
        cleaned += clean_where_parsed(some)
    return cleaned + [None] * (len(entries) - len(cleaned))


def _lots(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """As many at a time as make a long feed; a lot is not broken off."""
    begin = size = 0
    for end, entry in enumerate(entries):
        size += len(entry.summary or "") + len(entry.content or "")
        if size > LOT:
            yield entries[begin : end + 1]
            begin, size = end + 1, 0
    yield entries[begin:]


def _page(header: dict[str, Any], body: bytes) -> Answer:
    from monitor.ingest.pages import extract  # in the pages' child alone

    return extract(body, url=str(header.get("url") or ""), charset=header.get("charset")), b""


def _watched(header: dict[str, Any], body: bytes) -> Answer:
    from monitor.ingest.watched import read_watched  # as above

    watch, url = Watch(str(header["watch"])), str(header.get("url") or "")
    return codec.to_answer(read_watched(body, watch=watch, url=url, charset=header.get("charset")))


JOBS: dict[str, Job] = {"feed": _feed, "page": _page, "watched": _watched}


def _answer(header: dict[str, Any], body: bytes, *, memory: int) -> Answer:
    try:
        result, texts = JOBS[header["kind"]](header, body)
    except IngestError as error:
        return {"error": str(error), "cause": error.cause, "feeds": list(error.feeds)}, b""
    except MemoryError:
        return {"error": f"the document needs more than {memory // MEGABYTE} MB to be read"}, b""
    except Exception as error:  # noqa: BLE001 - the parent is told; this child goes on
        return {"error": f"the document cannot be read ({type(error).__name__}: {str(error)[:200]})"}, b""
    return {"ok": result}, texts


def _die_with(parent: int) -> None:
    """Leave signals to the parent, and end when it is killed. Ctrl-C reaches the whole process group."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a service manager signals the children too: the parent drains
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked
        sys.exit(1)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for ourselves; what a library prints or reads goes elsewhere."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # it only saves waiting: a whole answer goes in at once
            fcntl.fcntl(1, fcntl.F_SETPIPE_SZ, PIPE)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, answers


def _statm() -> int | None:
    """Where Linux says how much memory this process holds, kept open: opening it takes longer than a small document."""
    try:
        return os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return None


def _held(statm: int | None) -> int:
    """The memory that this process holds now, in bytes.

    Not `ru_maxrss` where it can be helped: on Linux that begins with what the parent held when it started this child.
    """
    if statm is not None:
        return int(os.pread(statm, 200, 0).split()[1]) * resource.getpagesize()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _allow_cpu(seconds: int) -> None:
    """So much CPU from now on; past it the kernel ends this process with SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


if __name__ == "__main__":
    main()

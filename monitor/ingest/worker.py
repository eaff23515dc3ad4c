"""One child process: started when first needed, replaced when it dies, is killed at its limit, or has done its share.

In: one job at a time. Out: its answer, or `IngestError` with a plain reason. Never lets one job's fate touch the next.
"""

from __future__ import annotations

import asyncio
import os
import signal
import site
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import monitor
from monitor.errors import IngestError
from monitor.ingest import frames

ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "PYTHONPATH")  # no secrets among them
CLOSING_SECONDS = 1.0
MEGABYTE = 1024 * 1024
PIPE = (
    256 * 1024
)  # bytes of an answer that are read in one go, as most are: each stop and start costs a turn of the loop


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLimits:
    """What one job in a child may cost.

    `deadline` is wall time from the job's start, the child's own start (0.1 s) included. `memory` bounds the child's
    address space: 26 MB when idle, 75 MB for 500 items in 10 MB (97 MB if feedparser reads them), 105 MB for 20,000
    items in 10 MB (measured on 64-bit Linux with feedparser 6.0.14). Cleaning takes 7 MB more from the first time on.
    """

    deadline: timedelta = timedelta(seconds=20)
    cpu_seconds: int = 10
    memory: int = 400 * MEGABYTE
    jobs: int = 3000  # then a new child: whatever a library leaks goes with the old one


class Worker:
    """Runs jobs in a child, one after another. Not to be shared by tasks at the same time."""

    def __init__(self, limits: ChildLimits) -> None:
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None
        self._jobs = 0

    @property
    def pid(self) -> int | None:
        """The living child's process id."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def run(self, header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        """Do one job; the answer has a body, too.

        Raises `IngestError` when the job cannot be done, was too slow or killed the child.
        """
        done = False
        try:
            async with asyncio.timeout(self._limits.deadline.total_seconds()):
                answer, texts = await self._exchange(header, body)
            done = True
        except TimeoutError as error:
            seconds = self._limits.deadline.total_seconds()
            raise IngestError(f"the document was given up: reading it took longer than {seconds:g} s") from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise IngestError(await self._epitaph()) from error
        except frames.FrameError as error:
            raise IngestError(f"the parser's answer was unusable: {error}") from error
        finally:
            if not done:
                await self.kill()
        if answer.get("retire") or self._jobs >= self._limits.jobs:
            await self.close()
        return _result(answer), texts

    async def close(self) -> None:
        """Let the child end by itself; kill it if it does not."""
        if self._process is None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), CLOSING_SECONDS)
        except TimeoutError:
            await self.kill()
        self._process = None

    async def kill(self) -> None:
        """End the child at once and for certain, even while this task is being cancelled."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await asyncio.shield(process.wait())

    async def _exchange(self, header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        process = await self._living()
        self._jobs += 1
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a child without pipes")
        process.stdin.write(frames.packed(header, body))
        await process.stdin.drain()
        return await frames.receive(process.stdout)

    async def _living(self) -> asyncio.subprocess.Process:
        """The child, or a new one if it died while idle."""
        process = self._process
        if process is not None and (
            process.returncode is not None or process.stdout is None or process.stdout.at_eof()
        ):
            await self.kill()
        if self._process is None:
            self._process = await _start(self._limits)
            self._jobs = 0
        return self._process

    async def _epitaph(self) -> str:
        """Why the child is gone, for people."""
        try:
            code = await asyncio.wait_for(self._process.wait(), CLOSING_SECONDS) if self._process else 0
        except TimeoutError:
            return "the parser stopped answering"
        if code == -signal.SIGXCPU:
            return f"the document was given up: reading it took more than {self._limits.cpu_seconds} s of CPU"
        if code == -signal.SIGKILL:
            return "the parser was killed while it read the document (by hand, or for want of memory)"
        return f"the parser crashed on the document (exit code {code})"


def _has_ended(process: asyncio.subprocess.Process) -> bool:
    return process.returncode is not None or process.stdout is None or process.stdout.at_eof()


async def _start(limits: ChildLimits) -> asyncio.subprocess.Process:
    arguments = (str(os.getpid()), str(limits.memory), str(limits.cpu_seconds))
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-W", "ignore", "-m", "monitor.ingest.child", *arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=PIPE,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """What a child needs of ours, and where it finds this very package."""
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    kept["OPENBLAS_NUM_THREADS"] = "1"  # each thread reserves address space, and nothing here multiplies matrices
    # glibc would give the memory back after each document and fetch it again page by page: a seventh of a child's time
    kept["MALLOC_TRIM_THRESHOLD_"], kept["MALLOC_MMAP_THRESHOLD_"] = str(8 * MEGABYTE), str(4 * MEGABYTE)
    root = str(Path(monitor.__file__).parents[1])
    if root not in {
        *site.getsitepackages(),
        site.getusersitepackages(),
    }:  # a checkout: before the child's own folders, as it is here
        kept["PYTHONPATH"] = os.pathsep.join(filter(None, (root, kept.get("PYTHONPATH"))))
    return kept


def _result(answer: dict[str, Any]) -> dict[str, Any]:
    if "error" in answer:
        feeds = tuple(map(str, answer.get("feeds") or ()))
        raise IngestError(str(answer["error"]), cause=str(answer.get("cause", "parse")), feeds=feeds)
    result = answer.get("ok")
    if not isinstance(result, dict):
        raise IngestError("the parser gave an answer that cannot be read")
    return result

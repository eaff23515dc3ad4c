"""Real `vedette` processes for tests, started in a hundredth of the time that importing takes.

In: arguments, a folder, an environment, files for both streams. Out: a `Process`, to be waited for and killed like one
of `subprocess`. What starts them is `tests.forks.server`, one a test worker.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Self

from tests.acceptance.places import ROOT

PATIENCE = 30.0  # seconds for the server to import everything, at first


class Process:
    """A running program. `returncode` is None until it has ended; that of a signal is negative."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.args = list(arguments)
        self.pid = 0
        self.returncode: int | None = None
        self.started, self.ended = threading.Event(), threading.Event()

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, seconds: float | None = None) -> int:
        if not self.ended.wait(seconds):
            raise subprocess.TimeoutExpired(self.args, seconds or 0.0)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Forks:
    """The server of forks."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.forks.server"]
        pipe = subprocess.PIPE
        self._server = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        self._processes: dict[str, Process] = {}
        self._numbers = count()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def start(
        self, *arguments: str, cwd: Path, environ: Mapping[str, str], out: Path, err: Path, installed: bool = False
    ) -> Process:
        """Start a process; `installed`: the installed program, with all its imports."""
        process, id_ = Process(arguments), str(next(self._numbers))
        self._processes[id_] = process
        asked = {"id": id_, "cwd": str(cwd), "out": str(out), "err": str(err), "arguments": arguments}
        stdin = self._server.stdin
        assert stdin is not None
        stdin.write(json.dumps({**asked, "environ": dict(environ), "exec": installed}) + "\n")
        stdin.flush()
        assert process.started.wait(PATIENCE), "the server of forks does not answer"
        return process

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """End all that still runs."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(PATIENCE)
        self._reading.join(PATIENCE)
        self._server.stdout.close()

    def _read(self) -> None:
        assert self._server.stdout is not None
        for line in self._server.stdout:
            said = json.loads(line)
            process = self._processes[said.get("started") or said["ended"]]
            if "started" in said:
                process.pid = said["pid"]
                process.started.set()
            else:
                process.returncode = said["code"]
                process.ended.set()

"""Starts `vedette` processes at once: forks of one process that has imported everything and opened nothing.

    python -m tests.forks.server

In: a JSON line a start on standard input ({"id", "cwd", "arguments", "environ", "out", "err", "exec"}; the streams are
appended to files). Out: a JSON line when it has started ({"started": id, "pid"}), another when it has ended ({"ended":
id, "code"}; a signal is negative). Importing costs more than what `vedette run` then does until it is ready, and
touches no state; 500 starts could not be waited for. With "exec" the installed program is started as a person starts
it. Ends its processes with itself.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import selectors
import signal
import sys
from contextlib import suppress

from tests.acceptance.places import ROOT, VEDETTE

USED = ("apprise.plugins", "monitor.service.ledger_view", "monitor.service.run", "notifiers.mail", "notifiers.services")
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main() -> None:
    """Fork until the input closes."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy: a process with threads is none to fork
    preload()
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    with selectors.DefaultSelector() as selector:
        selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
        selector.register(reading, selectors.EVENT_READ)
        serve(selector, reading)


def preload() -> None:
    """Import what a running daemon has imported, and load what it loads once."""
    for module in USED:
        importlib.import_module(module)
    import apprise

    from monitor import context, text
    from monitor.text.fold import fold

    text.warm()
    context.warm()
    fold("The tables of letters")
    apprise.Apprise.instantiate("mailto://a:b@outlet.example")  # has all plugins loaded


def serve(selector: selectors.BaseSelector, wakeups: int) -> None:
    """Start what is asked for, and say what has ended."""
    alive: dict[int, str] = {}
    rest = b""
    while True:
        ready = {key.fd for key, _ in selector.select()}
        if wakeups in ready:
            os.read(wakeups, 4096)
            say_ended(alive)
        if sys.stdin.fileno() in ready:
            chunk = os.read(sys.stdin.fileno(), 65_536)
            if not chunk:
                break
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                asked = json.loads(line)
                pid = start(asked)
                alive[pid] = asked["id"]
                say(started=asked["id"], pid=pid)
    for pid in alive:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def say(**what: object) -> None:
    """Answer."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def say_ended(alive: dict[int, str]) -> None:
    """Take leave of all that have ended."""
    while alive:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        say(ended=alive.pop(pid), code=os.waitstatus_to_exitcode(status))


def start(asked: dict) -> int:
    """Fork; the child never returns."""
    pid = os.fork()
    if pid:
        return pid
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDONLY)
        out, err = (os.open(asked[name], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644) for name in ("out", "err"))
        for source, target in ((nothing, 0), (out, 1), (err, 2)):
            os.dup2(source, target)
        os.chdir(asked["cwd"])
        os.environ.clear()
        os.environ.update(asked["environ"], PYTHONPATH=str(ROOT))  # its own children start in another folder
        if asked["exec"]:
            os.execv(VEDETTE, [str(VEDETTE), *asked["arguments"]])
        from monitor.cli import main as vedette

        code = vedette(asked["arguments"])
        sys.stdout.flush()
        os._exit(code)
    except BaseException:  # noqa: BLE001 - whatever it is, the child must not go on as a second parent
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(70)


if __name__ == "__main__":
    main()

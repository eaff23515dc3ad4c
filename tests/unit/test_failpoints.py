"""A failpoint kills the process that its environment names it in, and no other; a wrong name is refused."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.errors import VedetteError
from monitor.failpoints import PLACES, VARIABLE, armed, failpoint

MONITOR = Path(__file__).parents[2] / "monitor"
CALL = re.compile(r'failpoint\("([^"]+)"\)')


def test_nothing_happens_while_the_environment_names_no_place() -> None:
    assert VARIABLE not in os.environ
    for name in PLACES:
        failpoint(name)


@pytest.mark.parametrize(("place", "code"), [("tell.after_send", -signal.SIGKILL), ("poll.recorded", 0)])
def test_the_process_dies_at_the_place_that_is_named_alone(place, code) -> None:
    come_through = "from monitor.failpoints import failpoint; failpoint('tell.after_send')"
    done = subprocess.run([sys.executable, "-c", come_through], env={**os.environ, VARIABLE: place})
    assert done.returncode == code


def test_a_place_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(VedetteError, match=r"tell\.after_sent.*tell\.after_send"):
        armed({VARIABLE: "tell.after_sent"})
    assert armed({VARIABLE: ""}) is None
    assert armed({}) is None


def test_every_place_that_is_listed_stands_in_the_program_and_no_other_does() -> None:
    standing = {name for path in MONITOR.rglob("*.py") for name in CALL.findall(path.read_text(encoding="utf-8"))}
    assert standing == set(PLACES)

"""The desk's own templates of messages: what is wrong with them, found before a message needs them.

In: the folder that `templates` names. Out: problems with file and line; and, while the daemon runs, the health of
templates that failed all the same. Each is printed once with the alert of `vedette send-test`.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from monitor import alerting
from monitor.alerting.trouble import Recovery, Step, Trouble
from monitor.errors import Level, Problem
from monitor.model import Alert, Delivery, Digest, DigestEntry, Message, Severity
from monitor.service.send_test import made_up_alert
from notifiers import Layouts, render, render_digest
from notifiers.layouts import NAMES

SUBJECT = "templates"
_WHEN = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
_OBJECT = re.compile(r"'notifiers\.[\w.]+ object' has no attribute ('\w+')")
_PARTS = (".html", ".txt", ".j2", ".jinja")  # what another template may include


def template_problems(folder: Path | None) -> tuple[Problem, ...]:
    """Every problem of the templates in the folder; none without one."""
    if folder is None:
        return ()
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    found = list(_unknown(files))
    own = [path for path in files if path.name in NAMES]
    if not own:
        what = "no file here is a template of a message"
        found.append(_problem(folder, 0, what, f"name one {', '.join(NAMES)}", level=Level.WARNING))
    return (*found, *_broken(folder, own))


def _unknown(files: Sequence[Path]) -> Iterator[Problem]:
    """Files that look like a template whose name is mistyped; other files are parts that templates include."""
    for path in files:
        near = get_close_matches(path.name, NAMES, n=1, cutoff=0.85)
        if path.name not in NAMES and (near or not path.name.endswith(_PARTS)):
            todo = f"name it {near[0]}" if near else f"templates are {', '.join(NAMES)}; move other files elsewhere"
            yield _problem(path, 0, f'no message is printed with "{path.name}"', todo, level=Level.WARNING)


def _broken(folder: Path, own: Sequence[Path]) -> Iterator[Problem]:
    """What happens when each is printed: one whose syntax is wrong, then one that asks for what there is not."""
    layouts = Layouts(folder)
    seen = set()
    for path in own:
        try:
            _printed(path.name, layouts)
        except Exception as error:  # noqa: BLE001 - a template may raise anything: it is a program
            problem = _from_error(error, path)
            if (problem.file, problem.line) not in seen:
                yield problem
            seen.add((problem.file, problem.line))


def _printed(name: str, layouts: Layouts) -> Message:
    """The sample message of this template; only the others of the same message are ours."""
    alert = made_up_alert(_WHEN)
    alone = _Only(name, layouts)
    delivery = Delivery(alert_id=0, revision=1, route="check", recipient="check", due_at=_WHEN)
    if not name.startswith("digest"):
        return render(alert, delivery, layouts=alone)
    entries = (DigestEntry(alert=alert, delivery=delivery, findings=alert.findings),)
    digest = Digest(route="check", recipient="check", at=_WHEN, why=("digest 07:30",), entries=entries)
    return render_digest(digest, layouts=alone)


class _Only(Layouts):
    """One template of the desk's; for the others, ours."""

    def __init__(self, name: str, own: Layouts) -> None:
        super().__init__()
        self._name = name
        self._own = own

    def print(self, name: str, **values: object) -> str:
        return self._own.print(name, **values) if name == self._name else super().print(name, **values)


def _from_error(error: Exception, path: Path) -> Problem:
    """Where in the template it went wrong: Jinja writes its lines into the traceback."""
    folder = path.parent
    places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    mine = [(Path(name), line or 0) for name, line in places if Path(name).parent == folder]
    file, line = mine[-1] if mine else (path, 0)
    stated = getattr(error, "lineno", None)
    if isinstance(stated, int):
        name = getattr(error, "filename", None)
        file, line = (Path(name) if name else path), stated
    reason = _OBJECT.sub(r"there is no \1", str(error))
    what = f"the template cannot be printed: {reason}"
    return _problem(file, line, what, "docs/messages.md names what a template may use; until then ours is used")


def _problem(file: Path, line: int, what: str, todo: str, *, level: Level = Level.ERROR) -> Problem:
    code = "E-template" if level is Level.ERROR else "W-template"
    return Problem(file=file, line=line, what=what, todo=todo, code=code, level=level)


def template_steps(broken: Mapping[str, str], episodes: Sequence[Alert]) -> Iterator[Step]:
    """What is told of templates that failed while a message was laid out, by kind of message."""
    is_told = any(alerting.subject_of(alert) == SUBJECT for alert in episodes)
    if broken:
        kinds = "; ".join(f"{kind}: {why}" for kind, why in sorted(broken.items()))
        text = f"Messages are laid out by the shipped templates meanwhile. {kinds}\n\nNext step: `vedette check`."
        title = "A template of your own does not work"
        yield Trouble(subject=SUBJECT, title=title, text=text, severity=Severity.MEDIUM, concerns=tuple(sorted(broken)))
    elif is_told:
        yield Recovery(subject=SUBJECT, title="Your own templates work again", text="A message was laid out by them.")

"""Every error that Vedette raises on purpose. Each says what happened and what to do next.

VedetteError
├── InputError            a file or an argument cannot be used; carries every `Problem` found
│   ├── ConfigError       config.yaml
│   └── RulesError        rules/, concepts, actors, places
├── IngestError           a feed or page cannot be fetched, parsed or extracted; one source's fault
├── ListRefused           a sanctions list is empty, short, damaged or of no known format; nothing of it is used
├── MissingSecret         a `${NAME}` is not set when something is to be sent
├── StorageError          the database cannot be opened, upgraded or written
│   ├── DatabaseBusy      another process holds the database
│   ├── LeaseLost         the row was claimed by somebody else in the meantime
│   └── RowRefused        one row cannot be written, or read back, as it is; the others can
└── DaemonUnreachable     no daemon answers on the local socket

A `Problem` is a value, not an exception: loaders collect all of them before they raise.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Level(StrEnum):
    """How bad a problem is: an error refuses the file, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in one place of one file, in the user's words.

    `line` counts from 1; 0 means the file as a whole. `what` names the fault with the user's own
    word in it, `todo` the next step. `code` is the stable lint id (`E-unknown-key`), or empty.
    """

    file: Path
    line: int
    what: str
    todo: str = ""
    code: str = ""
    level: Level = Level.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        code = f"{self.code} " if self.code else ""
        return f"{place}: {code}{self.what}" + (f"; {self.todo}" if self.todo else "")


class VedetteError(Exception):
    """Something went wrong that a person can mend."""


class InputError(VedetteError):
    """A file cannot be used. `problems` has every reason, not the first alone."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(p) for p in problems))


class ConfigError(InputError):
    """The configuration cannot be used."""


class RulesError(InputError):
    """The rules cannot be used."""


class IngestError(VedetteError):
    """A feed or page cannot be used; `cause` groups failures that have one reason.

    `feeds` are the addresses of feeds that a web page names, which came instead of a feed.
    """

    def __init__(self, message: str, *, cause: str = "parse", feeds: tuple[str, ...] = ()) -> None:
        self.cause, self.feeds = cause, feeds
        super().__init__(message)


class ListRefused(VedetteError):
    """A sanctions list cannot be used; nothing of it was. `what` happened, `todo` is the next step."""

    def __init__(self, what: str, todo: str, *, list_name: str = "") -> None:
        self.what, self.todo, self.list_name = what, todo, list_name
        super().__init__(f"{list_name}: {what}; {todo}" if list_name else f"{what}; {todo}")


class MissingSecret(VedetteError):
    """A secret is named in the configuration and not set."""

    def __init__(self, name: str, *, used_by: str) -> None:
        self.name = name
        super().__init__(f"{used_by} needs {name}, which is not set; set it in the environment and try again")


class StorageError(VedetteError):
    """The database cannot be used."""


class DatabaseBusy(StorageError):
    """Another process holds the database."""


class LeaseLost(StorageError):
    """The row was claimed by another worker after our lease ran out; nothing was recorded."""


class RowRefused(StorageError):
    """One row cannot be written or read as it is; the database itself works, and trying again changes nothing."""


class DaemonUnreachable(VedetteError):
    """No daemon answers on the local socket."""

"""The templates that messages are printed with: the desk's own where there are any, else those shipped here.

In: a folder of the desk's, and what a template prints. Out: text, HTML. Values are escaped in every HTML template, and
a name that a template mistypes raises instead of vanishing.
"""

from __future__ import annotations

import textwrap
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent / "templates"  # found by path, because another distribution also has a `notifiers`
NAMES = ("alert.txt", "mail.html", "chat.html", "digest.txt", "digest.html", "digest.chat.html")
WIDTH = 88  # columns of the text


class Layouts:
    """The templates of one desk. A template of its own may build on ours: `{% include "shipped/mail.html" %}`."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._environment: Environment | None = None

    def print(self, name: str, **values: object) -> str:
        """What the template makes of the values; raises what Jinja raises."""
        if self._environment is None:
            self._environment = _environment(self.folder)
        return self._environment.get_template(name).render(**values).strip() + "\n"


@lru_cache(maxsize=1)
def shipped() -> Layouts:
    """The templates that come with Vedette."""
    return Layouts()


def _environment(folder: Path | None) -> Environment:
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, select_autoescape

    ours = FileSystemLoader(FOLDER)
    own = [FileSystemLoader(folder)] if folder else []
    environment = Environment(
        loader=ChoiceLoader([*own, ours, PrefixLoader({"shipped": ours})]),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wrap"] = wrap
    return environment


def wrap(text: str, indent: int = 0, hang: int | None = None) -> str:
    """Break lines at words. `indent` columns before every line but the first, which gets `hang` or the same."""
    first = indent if hang is None else hang
    lines = [
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=" " * (indent if number else first),
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, line in enumerate(text.split("\n"))
    ]
    return "\n".join(lines)

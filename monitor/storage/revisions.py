"""Which revisions of the database this program has, as the heads of their files say.

In: a folder in Alembic's form. Out: the newest revision, all of them. Alembic itself is loaded only when there is
something to do: it takes 8 MB, which a daemon would hold for as long as it runs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from monitor.errors import StorageError

_STATED = re.compile(r"""^(?P<what>revision|down_revision)\b[^=\n]*=\s*["'](?P<value>[^"'\n]+)["']""", re.MULTILINE)


def newest(scripts: Path) -> str:
    """The only revision that none comes after."""
    revisions = _revisions(scripts)
    last = sorted(revisions.keys() - revisions.values())
    if len(last) != 1:
        state = f"end in {' and '.join(last)}" if last else "are not installed"
        raise StorageError(f"the migrations in {scripts} {state}; install Vedette anew")
    return last[0]


def known(scripts: Path) -> frozenset[str]:
    """All revisions."""
    return frozenset(_revisions(scripts))


@lru_cache(maxsize=2)
def _revisions(scripts: Path) -> dict[str, str]:
    """The revision before each, empty for the first. Read once: a start asks for them several times."""
    found: dict[str, str] = {}
    for file in sorted((scripts / "versions").glob("*.py")):
        stated = {one["what"]: one["value"] for one in _STATED.finditer(file.read_text(encoding="utf-8"))}
        if "revision" in stated:
            found[stated["revision"]] = stated.get("down_revision", "")
    return found

"""Where the rules, the samples and the example configuration lie: in the wheel, or beside the packages in a checkout.

Also the check at start that both packages come from one place. Reads nothing but paths.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from monitor.errors import VedetteError

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Path of a shipped file or folder (`rules`, `samples`, `config.yaml`); raises `VedetteError` if it is gone."""
    for place in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if place.exists():
            return place
    raise VedetteError(f"this installation lacks its {name}; install Vedette again into an environment of its own")


def rules_dir() -> Path:
    """The built-in rules."""
    return shipped("rules")


def foreign_package() -> str | None:
    """What is wrong if another distribution's `notifiers` hides ours, else None.

    The import names `monitor` and `notifiers` are generic: another distribution also installs a `notifiers`.
    """
    found = importlib.util.find_spec("notifiers")
    origin = Path(found.origin).resolve().parent if found and found.origin else None
    if origin is None:
        return "the package 'notifiers' is missing; install Vedette again into an environment of its own"
    if origin.parent != _PACKAGE.parent:
        return (
            f"the package 'notifiers' is loaded from {origin.parent}, Vedette from {_PACKAGE.parent}: another "
            "distribution of that name is in the way; install Vedette into an environment of its own"
        )
    return None

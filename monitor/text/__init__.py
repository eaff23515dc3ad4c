"""Text: what feeds, files and pages hold in, clean articles in a known language out; and where their sentences stand.

Pure and lazy: importing this loads nothing, the first of its names (`public`) loads all modules, and the language model
and the HTML extractor load at first use. A child that parses imports the few modules that it needs by themselves. What
has the name of its module is imported from there (`canonical`, `fold`, `sentences`). Fetches nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.text.public import *  # noqa: F403 - its `__all__` is ours
else:

    def __getattr__(name: str) -> object:
        """A name of `public`, kept here from then on."""
        public = import_module("monitor.text.public")
        if name not in public.__all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(public, name)
        return value

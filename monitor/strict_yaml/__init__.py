"""Strict YAML: text in, plain values with line numbers out, or every problem at once.

Every scalar is text (`NO`, `12:30`, `010`, `1.20` and `on` stay what was typed); an empty plain scalar is None.
Anchors, aliases, merge keys, tags, duplicate keys, several documents and nesting over 40 are refused.
Reads the file it is given and nothing else; never guesses a type, never expands a variable.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from monitor.strict_yaml.document import Document, Place, Placed, Remark, Value
from monitor.strict_yaml.parse import MAX_DEPTH, decoded, load, read_bytes

if TYPE_CHECKING:
    from monitor.strict_yaml.files import Read, Reader, Shape
    from monitor.strict_yaml.kept import Kept
    from monitor.strict_yaml.schema import did_you_mean, problems_from

__all__ = [
    "MAX_DEPTH",
    "Document",
    "Kept",
    "Place",
    "Placed",
    "Read",
    "Reader",
    "Remark",
    "Shape",
    "Value",
    "decoded",
    "did_you_mean",
    "load",
    "problems_from",
    "read_bytes",
]


_LATER = {"Kept": "kept", "Read": "files", "Reader": "files", "Shape": "files"} | dict.fromkeys(
    ("did_you_mean", "problems_from"), "schema"
)


def __getattr__(name: str) -> object:
    """What judges the shape of a file loads pydantic: who only reads a table does not wait for it."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"monitor.strict_yaml.{_LATER[name]}"), name)
    return value

"""Values that must not be shown: `${NAME}` and `${file:PATH}` are filled in when something is about to be used.

In: the text of the configuration. Out: a value that prints as `<secret>`. Reads no environment of its own:
the mapping is handed in. What is filled in is taken as it is: percent-encode a password that stands inside an address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticKnownError, core_schema

from monitor.errors import MissingSecret

PLACEHOLDER = re.compile(r"\$\{([^{}]*)\}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OPEN = re.compile(r"://[A-Za-z0-9_.:/\[\]-]*\Z")  # no user, no query, no placeholder
_HARMLESS = frozenset({"console", "file", "http", "https", "sqlite", "postgresql", "postgres"})
_PASSWORD = re.compile(
    r"://[^/?#@\s]*:[^/?#@\s]+@|[?&](?:pass|password|token|key|secret|apikey)=[^&$\s]+", re.IGNORECASE
)
# Schemes of Apprise whose tokens stand where other addresses have host and path.
_TOKENS_IN_PATH = frozenset({"slack", "discord", "tgram", "msteams", "pover", "pbul", "mmost", "rocket", "zulip"})
SHOWN = "<secret>"


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """The text as configured. `str()` and `repr()` show it only if it can hold no secret."""

    template: str
    folder: Path = Path()  # what `${file:…}` is relative to

    def __str__(self) -> str:
        return self.template if self.is_open else SHOWN

    def __repr__(self) -> str:
        return f"Secret({str(self)!r})"

    @property
    def is_open(self) -> bool:
        """Whether the text may be shown: a known kind of address with neither user, query nor placeholder."""
        scheme, colon, _ = self.template.partition(":")
        if scheme == "sqlite" or self.template in {"console://", "console:"}:
            return "$" not in self.template
        return bool(colon) and scheme in _HARMLESS and _OPEN.search(self.template) is not None

    @property
    def is_plain(self) -> bool:
        """Whether a password or token stands in the file itself."""
        bare = PLACEHOLDER.sub("", self.template)
        if _PASSWORD.search(bare):
            return True
        parts = urlsplit(bare) if "://" in bare else None
        return parts is not None and parts.scheme in _TOKENS_IN_PATH and bool(parts.netloc + parts.path.strip("/"))

    def beside(self, folder: Path) -> Secret:
        """The same, with `${file:…}` relative to `folder`."""
        return replace(self, folder=folder)

    def reveal(self, environ: Mapping[str, str], used_by: str = "the configuration") -> str:
        """The text with every placeholder filled in; raises `MissingSecret` naming the first that is not there."""
        return PLACEHOLDER.sub(lambda found: self._fill(found[1], environ, used_by), self.template)

    def _fill(self, name: str, environ: Mapping[str, str], used_by: str) -> str:
        if name.startswith("file:"):
            try:
                value = (self.folder / name.removeprefix("file:")).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise MissingSecret(name, used_by=used_by) from error
        else:
            value = environ.get(name, "")
        if not value:
            raise MissingSecret(name, used_by=used_by)
        return value

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _secret, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )


def _secret(value: object) -> Secret:
    if isinstance(value, Secret):
        return value
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    return secret_from_text(value)


def secret_from_text(text: str) -> Secret:
    """A secret from the file's text; raises ValueError with the next step when a placeholder is not one."""
    rest = PLACEHOLDER.sub("", text)
    if "${" in rest:
        raise ValueError("a ${ is not closed; write ${NAME}")
    for name in PLACEHOLDER.findall(text):
        if not (_NAME.fullmatch(name) or (name.startswith("file:") and len(name) > len("file:"))):
            raise ValueError(f"${{{name}}} names no variable; write ${{NAME}} or ${{file:/path/to/secret}}")
    if not text.strip():
        raise ValueError("the value is empty; write an address, or ${NAME} for one that the environment holds")
    return Secret(text.strip())

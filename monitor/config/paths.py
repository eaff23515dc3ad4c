"""Paths and addresses as the configuration writes them, made absolute beside the file. Looks whether they exist."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from monitor.config.secrets import Secret


def _folder(info: ValidationInfo) -> Path:
    """The folder of the configuration file; without a file, the working directory."""
    return Path(info.context["folder"]) if info.context else Path()


def absolute(text: str | Path, folder: Path) -> Path:
    """`text` as an absolute path, relative ones taken from `folder`."""
    return (folder / Path(text).expanduser()).resolve()


def _existing_folder(path: Path, info: ValidationInfo) -> Path:
    found = absolute(path, _folder(info))
    if not found.is_dir():
        raise ValueError(f'there is no folder "{path}"; it is looked for at {found}')
    return found


def _existing_file(path: Path, info: ValidationInfo) -> Path:
    found = absolute(path, _folder(info))
    if not found.is_file():
        raise ValueError(f'there is no file "{path}"; it is looked for at {found}')
    return found


def _rules_folder(value: object, info: ValidationInfo) -> object:
    if value == "builtin":
        return value
    if not isinstance(value, str | Path) or not str(value):
        raise ValueError('a folder of rules is missing here; write a path, or "builtin" for the shipped rules')
    return _existing_folder(Path(value), info)


def feed_url(text: str, info: ValidationInfo) -> str:
    """An http(s) address as it is, or `file:` with an absolute path to a file that exists."""
    url = text.strip()
    if url.startswith("file:"):
        return f"file:{_existing_file(Path(url.removeprefix('file:').removeprefix('//')), info)}"
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or any(sign.isspace() for sign in url):
        step = (
            f'write "https://{url}"' if "://" not in url and "." in url else "write https://… or file:path/to/feed.xml"
        )
        raise ValueError(f'"{text}" is no address of a feed; {step}')
    return url


def database_url(secret: Secret, info: ValidationInfo) -> Secret:
    """The address with an absolute path for SQLite; other engines than SQLite and PostgreSQL are refused."""
    text, folder = secret.template, _folder(info)
    scheme = text.partition(":")[0].partition("+")[0]
    if scheme == "sqlite":
        path = text.partition("://")[2].removeprefix("/").partition("?")[0]
        if path in {"", ":memory:"}:
            raise ValueError("a database in memory keeps nothing; write sqlite:///vedette.db")
        return Secret(f"sqlite:///{absolute(path, folder)}", folder)
    if scheme not in {"postgresql", "postgres"} and not text.startswith("${"):
        raise ValueError(f'"{scheme}" is no database that Vedette knows; write sqlite:///vedette.db or postgresql://…')
    return secret.beside(folder)


def beside_file(secret: Secret, info: ValidationInfo) -> Secret:
    """The secret with `${file:…}` relative to the configuration file."""
    return secret.beside(_folder(info))


RulesFolder = Annotated[Path | Literal["builtin"], BeforeValidator(_rules_folder)]
ExistingFolder = Annotated[Path, AfterValidator(_existing_folder)]
ExistingFile = Annotated[Path, AfterValidator(_existing_file)]
FeedUrl = Annotated[str, AfterValidator(feed_url)]
DatabaseUrl = Annotated[Secret, AfterValidator(database_url)]
SecretText = Annotated[Secret, AfterValidator(beside_file)]

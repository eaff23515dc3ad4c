"""The YAML files of a folder, in order of their names. Reads none of them."""

from __future__ import annotations

from pathlib import Path

from monitor.errors import Level, Problem


def yaml_files(folder: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The folder's `.yaml` files; a `.yml` file is not read, and that is said. Hidden ones are editors' own copies."""
    try:
        paths = [path for path in sorted(folder.iterdir()) if path.name[0] != "."]
    except (FileNotFoundError, NotADirectoryError):
        return (), ()
    except OSError as error:
        what, todo = f"cannot be read: {error.strerror or error}", "check who may read it"
        return (), (Problem(file=folder, line=0, what=what, todo=todo, code="E-unreadable"),)
    misnamed = tuple(
        Problem(
            file=path,
            line=0,
            what="is not read: its name ends in .yml",
            todo="call it .yaml",
            code="W-file-name",
            level=Level.WARNING,
        )
        for path in paths
        if path.suffix == ".yml"
    )
    return tuple(path for path in paths if path.suffix == ".yaml"), misnamed

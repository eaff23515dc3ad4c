"""What news call listed entities, where it may also mean somebody else: Duma, Mahan, МАЗ (`known_near*.yaml`).

In: nothing but the files. Out: by a name that a list has, such other names; and whether a stretch of a text is one. It
counts beside a country of its entry alone, which others judge. Own knowledge, no list's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import RootModel

from monitor import strict_yaml
from monitor.text.fold import fold_words


class _KnownNear(RootModel[dict[str, tuple[str, ...]]]):
    """`known_near.yaml` or one of its like."""


@cache
def known_near() -> Mapping[str, tuple[str, ...]]:
    """Other names by a name that a list has, those of all files together."""
    every: dict[str, tuple[str, ...]] = {}
    for file in sorted(Path(__file__).parent.glob("known_near*.yaml")):
        for name, others in _KnownNear.model_validate(strict_yaml.load(file).data).root.items():
            every[name] = (*every.get(name, ()), *others)
    return every


def is_known_near(found: str, folded: str) -> bool:
    """Whether a stretch, folded as well, is one of these names; one in capitals counts in capitals alone."""
    capitals = _folded().get(folded)
    return capitals is not None and (found.isupper() or not capitals)


def is_settled_near(folded: str) -> bool:
    """Whether a folded word or words are one of these names that need no capitals, so that it may stand in a case."""
    return _folded().get(folded) is False


@cache
def _folded() -> Mapping[str, bool]:
    """Each name, folded, and whether it counts in capitals alone."""
    large: dict[str, bool] = {}
    for name in (name for names in known_near().values() for name in names):
        folded = fold_words(name)
        large[folded] = large.get(folded, True) and name.isupper()
    return large

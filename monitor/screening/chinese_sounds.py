"""How a foreign name in Chinese characters is said: 科瓦利丘克, k o v a l|r i ch u k.

In: the name (`foreign_chinese.yaml` tells each character's sounds). Out: its `Sounds`, to be compared with those of
Latin letters by `alike_in_chinese`. Never reads a Chinese word, whose characters are said by a table of another kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from pydantic import RootModel

from monitor import strict_yaml
from monitor.screening.sound import Sounds, bits, without_doubled

NAMES_REMEMBERED = 4_096
_N, _N_OR_M, _LIPS = bits("n"), bits("n|m"), {(bits("b"),), (bits("p"),)}  # 坎佩特 is Kampete


class _Characters(RootModel[dict[str, str]]):
    """`foreign_chinese.yaml`: sounds, the characters that are said so."""


@lru_cache(maxsize=NAMES_REMEMBERED)
def sounds_of_chinese(name: str) -> Sounds:
    """The sounds of a foreign name; empty if a character is of none."""
    known = characters()
    letters = name.replace("-", "")
    if not all(letter in known for letter in letters):
        return ()
    said = without_doubled([sound for letter in letters for sound in known[letter]])
    return tuple(_N_OR_M if one == _N and said[at + 1 : at + 2] in _LIPS else one for at, one in enumerate(said))


def foreign_end(text: str) -> str:
    """What of a stretch may be a foreign name at its end: 萨沙 of 作家萨沙."""
    known = characters()
    return text[next((at for at in range(len(text), 0, -1) if text[at - 1] not in known), 0) :]


@cache
def characters() -> Mapping[str, Sounds]:
    """The sounds of each character that foreign names are written with."""
    read = _Characters.model_validate(strict_yaml.load(Path(__file__).with_name("foreign_chinese.yaml")).data).root
    return {letter: tuple(map(bits, said.split())) for said, letters in read.items() for letter in letters}

"""Which hits of a listed name are meant. Lists are full of names that are words: Peace, Israel, League.

In: a hit, the text. Out: whether the text can mean it, and on what condition. Figures (902 Council resolutions, 2
million characters, 54,000 aliases, own measurement): 3,160 hits with no rule, 43 with rare single words alone.
Never looks at more than the name itself and what else of its entry stands in the article.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.screening.lists import PERSON, ListedName
from monitor.text.fold import fold_words

LETTERS_AT_LEAST = 5  # of a name of one word
PARTICLE = 3  # letters of al, bin, de, von at most


class NameWords(BaseModel):
    """`name_words.yaml`: single words that are names all the same, and words that are none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: tuple[str, ...]
    common: tuple[str, ...]


def written_as_name(text: str) -> bool:
    """Whether a stretch is written as a name: a capital at its first and last word, where the script has capitals.

    Particles do not count: al-Nusra Front, Rosario de la Cruz.
    """
    words = [word for word in text.replace("-", " ").split() if any(map(str.isalnum, word))]
    telling = [word for word in words if len(word) > PARTICLE] or words
    return bool(telling) and all(_begins_large(word) for word in (telling[0], telling[-1]))


def is_single_word(name: str) -> bool:
    """One word once folded."""
    return " " not in fold_words(name)


def stands_alone(listed: ListedName, found: str) -> bool:
    """Whether this name is proof enough by itself, or needs another name of its entry in the same article.

    A name that the list calls weak, a person's single name, a short one and a common word are not.
    """
    if listed.weak:
        return False
    if listed.entry.own or not is_single_word(found):
        return True
    word = fold_words(found)
    if word in _words("names"):
        return True
    return listed.entry.kind != PERSON and len(word) >= LETTERS_AT_LEAST and word not in _words("common")


def _begins_large(word: str) -> bool:
    first = next((letter for letter in word if letter.isalnum()), "")
    return not first.islower()


@cache
def _words(kind: str) -> frozenset[str]:
    path = Path(__file__).with_name("name_words.yaml")
    read = NameWords.model_validate(strict_yaml.load(path).data)
    return frozenset(fold_words(word) for word in getattr(read, kind))

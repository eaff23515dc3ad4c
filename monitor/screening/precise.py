"""How much a listed name proves that a text has. Lists are full of names that are words: Peace, Israel, League.

In: a spelling of a list, and how the text writes it. Out: a `Proof`. Figures (902 Council resolutions, 2 million
characters, 54,000 aliases, own measurement): 3,160 hits with no rule, 43 with rare single words alone.
Never looks at more than the name itself; `monitor.screening.confirm` looks at what stands beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from enum import Enum, auto
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.engine.affixes import Script, script_of
from monitor.model.listing import ListedKind
from monitor.screening import brands
from monitor.screening.chinese import LETTERS_OF_A_PERSON, is_chinese
from monitor.screening.confirm import country_named
from monitor.screening.known_as import is_known_as
from monitor.screening.known_near import is_known_near
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.screening.spellings import together
from monitor.screening.variants import INITIALS_AT_MOST
from monitor.text.fold import fold_words

LETTERS_AT_LEAST = 5  # of a name of one word
LETTERS_AT_LEAST_COINED = 6  # of one that counts where its capital tells nothing: Conviasa
LETTERS_AT_LEAST_BARE = 8  # of a company's name of one word without its legal form: Rosoboronexport
LETTERS_AT_LEAST_CJK = 4
ABBREVIATION_AT_LEAST, ABBREVIATION_AT_MOST = 4, 7  # letters of one that a list calls weak
PARTICLE = 3  # letters of al, bin, de, von at most
CAPITALISED_NOUNS = frozenset({"de", "lb"})
WORDS_OF_A_PROPER_NAME = 3  # that many ordinary words, each with a capital, make a name
# People on one list who bear the rarest word of a name; when more do, the name tells nobody.
BEARERS_AT_MOST = 12
BEARERS_AT_MOST_SHORTENED = 8
WORDS_REMEMBERED = 4_096  # names that are words stand in every article
_ARTICLES = frozenset({"al", "el", "as", "ash", "an", "ar", "ad", "az", "at"})
# How surnames end of which firms are called, so that anybody may bear them: Yakovlev, Reshetnev.
_OF_SURNAME = re.compile("(?:[oe]va?|sk[iy]{1,2}|enko|shvili|vich|[ое]ва?|ск[иі]и?|енко|вич)$")


class Proof(Enum):
    """What a name needs beside it: nothing; a strong name, country or programme of its entry; another name of it."""

    ALONE = auto()
    CONFIRMED = auto()
    NAMED = auto()


class NameWords(BaseModel):
    """`name_words.yaml`: single words that are names all the same, and words that are none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: tuple[str, ...]
    in_capitals: tuple[str, ...]
    of_three_letters: tuple[str, ...]
    common: tuple[str, ...]
    homonyms: tuple[str, ...]
    widespread: tuple[str, ...]


@lru_cache(maxsize=WORDS_REMEMBERED)
def written_as_name(text: str) -> bool:
    """Whether a stretch is written as a name: a capital at its first and last word, where the script has capitals.

    Particles do not count: al-Nusra Front, Rosario de la Cruz.
    """
    words = _telling(text)
    return bool(words) and all(_begins_large(word) for word in (words[0], words[-1]))


def begins_sentence(text: str, start: int) -> bool:
    """Whether a word at `start` has its capital from the sentence; not within quotation marks."""
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return not before or before[-1] in ".!?…:\n–—"


def proof_of(
    lists: Lists, listed: ListedName, found: str, *, capital_tells: bool = True, called_firm: Callable[[], bool] = bool
) -> Proof:
    """What `found`, as the text writes it, is worth for this name of a list.

    `capital_tells`: not at the beginning of a sentence, nor in German. `called_firm`: says if a word for a firm is
    beside it; asked of few.
    """
    if listed.left_out == brands.LEFT_OUT:
        return _of_brand(lists, fold_words(found).split(" "), called_firm)
    folded = fold_words(found)
    words = _less_article(listed, folded.split(" "))
    if listed.listing.kind is ListedKind.GROUP and is_known_near(found, folded) and not is_known_as(found, folded):
        return Proof.CONFIRMED
    if listed.weak:
        telling = _is_abbreviation(listed, found) if len(words) == 1 else not all(map(is_common, words))
        return Proof.CONFIRMED if telling else Proof.NAMED
    if listed.copy.own or is_known_as(found, folded):
        return Proof.ALONE
    if len(words) > 1:
        return (_of_person if listed.listing.kind is ListedKind.PERSON else _of_thing)(lists, listed, words, found)
    (word,) = words
    proof = _of_one_word(lists, listed, word, found)
    if proof is Proof.NAMED and _may_be_firm(lists, listed, word) and called_firm():
        proof = Proof.CONFIRMED
    has_capitals = found.lower() != found.upper()
    sure = capital_tells or not has_capitals or word in _words("names") or found.isupper() or _is_coined(word)
    return proof if sure or proof is not Proof.ALONE else Proof.CONFIRMED


def names_a_group(listed: ListedName, found: str) -> bool:
    """Whether a name is a group's but for its legal form: enough where the gazetteer has ruled out homonyms."""
    return (
        listed.listing.kind is ListedKind.GROUP
        and not listed.weak
        and listed.left_out == 1
        and fold_words(found) not in _common()
    )


def is_written_small(text: str) -> bool:
    """Whether an abbreviation stands there as a word: Isis, the goddess or the river."""
    return text.isascii() and not text.isupper() and fold_words(text) in _words("in_capitals")


def is_common(word: str) -> bool:
    """Whether a folded word is ordinary, or too short to tell anything."""
    return len(word) <= PARTICLE or word.isdigit() or word in _common()


def are_widespread(words: Iterable[str]) -> bool:
    """Whether every folded word of a person's name is borne by very many: William Contreras is on a list by chance."""
    return all(word in _words("widespread") or is_common(word) for word in words)


def is_initials(word: str, listed: ListedName) -> bool:
    """Whether a folded word is no word of the name that it is a spelling of, but its initials."""
    short = listed.left_out and word.isascii() and len(word) <= INITIALS_AT_MOST
    return bool(short) and word not in fold_words(listed.name.text).split(" ")


def is_homonym(word: str) -> bool:
    """Whether a folded word that is a listed name means somebody or something else by itself."""
    return word in _words("homonyms")


def is_ordinary(word: str) -> bool:
    """Whether a folded word is one of the language's; a short one may be a name: Jan, Яна."""
    return word in _common()


def _is_abbreviation(listed: ListedName, found: str) -> bool:
    """Whether a word is a body's name and all capitals in the text, no word, and of more letters than chance has."""
    letters = found.isascii() and found.isalpha() and found.isupper()
    if not letters or listed.listing.kind is not ListedKind.GROUP:
        return False
    folded = fold_words(found)
    long = ABBREVIATION_AT_LEAST <= len(found) <= ABBREVIATION_AT_MOST and not is_common(folded)
    return long or folded in _words("of_three_letters")


def _is_coined(word: str) -> bool:
    """Whether a folded word that is none of the ordinary ones is too long and too Latin to be some other word."""
    return len(word) >= LETTERS_AT_LEAST_COINED and word.isascii() and word.isalpha()


def _of_one_word(lists: Lists, listed: ListedName, word: str, found: str) -> Proof:
    if country_named(word):
        return Proof.NAMED
    own = word in _words("names") or (found.isupper() and word in _words("in_capitals"))
    if own and listed.listing.kind is not ListedKind.PERSON:
        return Proof.ALONE
    if listed.listing.kind is ListedKind.PERSON:
        return _of_person_of_one_word(word)
    if word in _common() or is_homonym(word):
        return Proof.NAMED
    return _of_name_of_one_word(lists, listed, word, found)


def _of_name_of_one_word(lists: Lists, listed: ListedName, word: str, found: str) -> Proof:
    """What a word is worth that is no ordinary one, for the name of what is no person."""
    if is_initials(word, listed):
        return Proof.CONFIRMED if found.isupper() else Proof.NAMED
    script = script_of(word)
    if script is Script.CJK:
        return Proof.ALONE if len(word) >= LETTERS_AT_LEAST_CJK else Proof.NAMED
    moves = listed.listing.kind in {ListedKind.VESSEL, ListedKind.AIRCRAFT}
    if moves or script is Script.ARABIC or len(word) < LETTERS_AT_LEAST:
        short = not moves and script is not Script.ARABIC
        return Proof.CONFIRMED if short and found.isupper() else Proof.NAMED
    if not listed.left_out:
        return Proof.ALONE
    other = lists.bearers(word) or _OF_SURNAME.search(word)
    return Proof.ALONE if len(word) >= LETTERS_AT_LEAST_BARE and not other else Proof.NAMED


def _of_brand(lists: Lists, words: list[str], called_firm: Callable[[], bool]) -> Proof:
    """What a firm is called by itself is worth: something where the text calls it a firm, or where it is long."""
    if len(words) == 1 and (_is_known(lists, words[0]) or _OF_SURNAME.search(words[0])):
        return Proof.NAMED
    telling = [word for word in words if not (is_common(word) or _is_known(lists, word))]
    coined = bool(telling) and len("".join(words)) >= LETTERS_AT_LEAST_BARE + 2 * (len(words) - 1)
    return Proof.CONFIRMED if coined or called_firm() else Proof.NAMED


def _less_article(listed: ListedName, words: list[str]) -> list[str]:
    """The words of a firm's name that is one behind an Arabic article, less its legal form: Al-Safir is a newspaper."""
    bare = words[1:] if listed.left_out and listed.listing.kind is ListedKind.GROUP and words[0] in _ARTICLES else []
    return bare if len(bare) == 1 else words


def _may_be_firm(lists: Lists, listed: ListedName, word: str) -> bool:
    """Whether a word is the name of a firm less its legal form, and nothing else that is known."""
    firm = listed.listing.kind is ListedKind.GROUP and listed.left_out and len(word) >= LETTERS_AT_LEAST
    return bool(firm) and not _is_known(lists, word)


def _is_known(lists: Lists, word: str) -> bool:
    """Whether a folded word is a country, a word, a person's name, or somebody else."""
    return bool(country_named(word) or word in _common() or is_homonym(word) or lists.bearers(word))


def _of_person_of_one_word(word: str) -> Proof:
    """Chinese write given name and surname as one; else it is half a name."""
    if not is_chinese(word):
        return Proof.NAMED
    return Proof.ALONE if len(word) >= LETTERS_OF_A_PERSON else Proof.CONFIRMED


def _of_person(lists: Lists, listed: ListedName, words: list[str], _found: str) -> Proof:
    telling = [word for word in words if word not in together()] or words
    bearers = min(map(lists.bearers, telling))
    if len(telling) == 1 or all(word in _common() for word in telling):
        return Proof.NAMED
    if are_widespread(telling):
        return Proof.CONFIRMED
    if listed.left_out:
        short = not all(len(word) > PARTICLE for word in telling)  # Ri Yong, of Ri Yong Ho
        return Proof.ALONE if bearers <= BEARERS_AT_MOST_SHORTENED else Proof.NAMED if short else Proof.CONFIRMED
    return Proof.ALONE if bearers <= BEARERS_AT_MOST or len(telling) >= WORDS_OF_A_PROPER_NAME else Proof.CONFIRMED


def _of_thing(lists: Lists, listed: ListedName, words: list[str], found: str) -> Proof:
    if listed.left_out and all(lists.bearers(word) and not is_common(word) for word in words):
        return Proof.NAMED  # a firm called after people, who are many: Rodríguez López
    if not all(map(is_common, words)) or _has_abbreviation(found):
        return Proof.ALONE
    if script_of(words[0]) is Script.ARABIC and len(words) >= WORDS_OF_A_PROPER_NAME and not listed.left_out:
        return Proof.ALONE
    telling = _telling(found)
    if len(telling) >= WORDS_OF_A_PROPER_NAME and all(map(_begins_large, telling)):
        return Proof.CONFIRMED if listed.left_out else Proof.ALONE
    return Proof.CONFIRMED if all(map(_begins_large, telling)) else Proof.NAMED


def _has_abbreviation(found: str) -> bool:
    """Whether a word in capitals stands beside one that is not: MCS International."""
    words = found.split()
    short = [word for word in words if word.isupper() and word.isalpha() and len(word) >= PARTICLE]
    return 0 < len(short) < len(words) and any(fold_words(word) not in _common() for word in short)


def _telling(text: str) -> list[str]:
    words = [word for word in text.replace("-", " ").split() if any(map(str.isalnum, word))]
    return [word for word in words if len(word) > PARTICLE] or words


def _begins_large(word: str) -> bool:
    first = next((letter for letter in word if letter.isalnum()), "")
    return not first.islower()


@cache
def _common() -> frozenset[str]:
    counted = Path(__file__).with_name("common_words.json")
    return frozenset(json.loads(counted.read_text(encoding="utf-8"))) | _words("common")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(fold_words(word) for word in getattr(_name_words(), kind))


@cache
def _name_words() -> NameWords:
    return NameWords.model_validate(strict_yaml.load(Path(__file__).with_name("name_words.yaml")).data)

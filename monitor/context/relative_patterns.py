"""The patterns of relative dates, over plain text, for a set of languages; their words are in `words/relative.yaml`.

In: language codes. Out: compiled patterns and what their words mean. Never reads an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml
from monitor.context.numerals import small_number
from monitor.context.plain import Plain

_NOT_IN_WORD = r"(?<![^\W\d_])"
_WORD_ENDS = r"(?![^\W\d_])"
_NUMBER, _UNIT = "\ue000", "\ue001"  # stand in a saying until its pattern is made
Forms = dict[str, tuple[str, ...]]  # by language


class Places(BaseModel):
    """Words before and behind something."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: Forms
    behind: Forms


class RelativeWords(BaseModel):
    """`words/relative.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phrases: dict[str, dict[int, Forms]]
    parts: Places
    not_behind: Forms
    not_before: Forms
    small_letter: Forms
    only_sure: tuple[str, ...]
    units: dict[str, Forms]
    ago: Forms
    dual: tuple[str, ...]
    weekday: dict[str, Places]

    def plain_not_behind(self, language: str) -> frozenset[str]:
        """Plain words behind which a phrase of a language means something else."""
        return _plain_set(self.not_behind.get(language, ()))

    def plain_not_before(self, language: str) -> frozenset[str]:
        """Plain words before which a phrase of a language means something else."""
        return _plain_set(self.not_before.get(language, ()))


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase means: how many units `away` from the time of writing. `small`: never with a capital."""

    unit: str
    away: int
    languages: tuple[str, ...]
    small: bool = False


@cache
def relative_words() -> RelativeWords:
    """The file, read once."""
    path = Path(__file__).parent / "words" / "relative.yaml"
    return RelativeWords.model_validate(strict_yaml.load(path).data)


@cache
def phrases(languages: tuple[str, ...]) -> Mapping[str, Phrase]:
    """Plain phrases of these languages; those of other senses only where the language is sure."""
    words = relative_words()
    skipped = _plain_set(words.only_sure) if len(languages) > 1 else frozenset()
    found: dict[str, Phrase] = {}
    for unit, away, language, written in _every_phrase(languages):
        plain = Plain.of(written).text
        small = written in words.small_letter.get(language, ())
        known = found.get(plain)
        if known and (known.unit, known.away) == (unit, away):
            found[plain] = Phrase(unit, away, (*known.languages, language), known.small or small)
        elif plain not in skipped and not known:
            found[plain] = Phrase(unit, away, (language,), small)
    return found


@cache
def phrase_pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    """A phrase with the part of the year before or behind it ('early last year'). Chinese stands inside words."""
    found, parts = phrases(languages), relative_words().parts
    early = _any_of(form for language in languages for form in _plain_set(parts.before.get(language, ())))
    late = _any_of(
        form for language in languages if language != "zh" for form in _plain_set(parts.behind.get(language, ()))
    )
    proclitic = "[وفب]?" if "ar" in languages else ""
    spaced = _any_of(form for form, phrase in found.items() if phrase.languages != ("zh",))
    either = [rf"{_NOT_IN_WORD}{proclitic}(?:(?:{early})[\s-]?)?(?P<spaced>{spaced})(?:\s(?:{late}))?{_WORD_ENDS}"]
    if "zh" in languages:
        chinese = _any_of(form for form, phrase in found.items() if phrase.languages == ("zh",))
        ends = _any_of(_plain_set(parts.behind["zh"]))
        either.append(rf"(?P<chinese>{chinese})(?:{ends})?")
    return re.compile("|".join(either))


def said(match: re.Match[str]) -> str:
    """The plain phrase that `phrase_pattern` found."""
    return next(found for found in match.groups() if found)


@cache
def year_phrases(languages: tuple[str, ...]) -> str:
    """The source of a pattern of 'last year' and its like."""
    return _any_of(form for form, phrase in phrases(languages).items() if phrase.unit == "year")


@cache
def weekday_pattern_around(languages: tuple[str, ...], which: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a weekday's name and what behind it that makes it the 'last' or the 'next' one."""
    places = relative_words().weekday[which]
    before = _any_of(form for language in languages for form in _plain_set(places.before.get(language, ())))
    behind = _any_of(form for language in languages for form in _plain_set(places.behind.get(language, ())))
    return re.compile(rf"{_NOT_IN_WORD}(?:{before})\s$"), re.compile(rf"\s(?:{behind}){_WORD_ENDS}")


@cache
def ago_pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    """'three days ago': groups n0, u0, n1, u1 … one pair for each way to say it."""
    sayings: list[str] = []
    for language in languages:
        for saying in relative_words().ago.get(language, ()):
            unit = _any_of(
                form for forms in relative_words().units.values() for form in _plain_set(forms.get(language, ()))
            )
            number = rf"(?:\d{{1,2}}|{small_number((language,))})"
            mark = len(sayings)
            made = re.escape(Plain.of(saying.replace("{n}", _NUMBER).replace("{u}", _UNIT)).text).replace(r"\ ", r"\s")
            made = made.replace(_NUMBER, rf"(?P<n{mark}>{number})").replace(_UNIT, rf"(?P<u{mark}>{unit})")
            bounded = made if language == "zh" else rf"{_NOT_IN_WORD}(?<!\d){made}{_WORD_ENDS}"
            sayings.append(bounded)
    return re.compile("|".join(sayings) or "(?!)")


@cache
def units(languages: tuple[str, ...]) -> Mapping[str, str]:
    """The unit that a plain word names."""
    every = relative_words().units
    return {
        form: unit for unit in every for language in languages for form in _plain_set(every[unit].get(language, ()))
    }


@cache
def dual() -> frozenset[str]:
    """Plain words that mean two of a unit."""
    return _plain_set(relative_words().dual)


def _every_phrase(languages: tuple[str, ...]) -> Iterator[tuple[str, int, str, str]]:
    for unit, by_distance in relative_words().phrases.items():
        for away, forms in by_distance.items():
            for language in languages:
                yield from ((unit, away, language, written) for written in forms.get(language, ()))


@lru_cache(maxsize=512)
def _plain_set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(Plain.of(word).text for word in words)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)) or "(?!)"

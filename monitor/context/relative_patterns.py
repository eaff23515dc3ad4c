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
from monitor.context.alternatives import any_of, word_begins
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
    guarded: Forms
    small_letter: Forms
    only_sure: tuple[str, ...]
    units: dict[str, Forms]
    ago: Forms
    dual: tuple[str, ...]
    weekday: dict[str, Places]

    def means_else(self, language: str, phrase: str, before: str, behind: str) -> bool:
        """Whether a plain phrase of a language means something else between these two plain words."""
        guarded = _plain_set(self.guarded.get(language, ()))
        if guarded and phrase not in guarded:
            return False
        return before in _plain_set(self.not_behind.get(language, ())) or behind in _plain_set(
            self.not_before.get(language, ())
        )


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
    early = any_of(_plain_forms(parts.before, languages))
    late = any_of(_plain_forms(parts.behind, [language for language in languages if language != "zh"]))
    proclitic = "[وفب]?" if "ar" in languages else ""
    spaced = any_of(form for form, phrase in found.items() if phrase.languages != ("zh",))
    begins = word_begins([*_plain_forms(parts.before, languages), *found, *proclitic[1:-2]])
    either = [rf"{begins}{proclitic}(?:(?:{early})[\s-]?)?(?P<spaced>{spaced})(?:\s(?:{late}))?{_WORD_ENDS}"]
    if "zh" in languages:
        chinese = any_of(form for form, phrase in found.items() if phrase.languages == ("zh",))
        ends = any_of(_plain_set(parts.behind["zh"]))
        either.append(rf"(?P<chinese>{chinese})(?:{ends})?")
    return re.compile("|".join(either))


def said(match: re.Match[str]) -> str:
    """The plain phrase that `phrase_pattern` found."""
    return next(found for found in match.groups() if found)


@cache
def year_phrases(languages: tuple[str, ...]) -> str:
    """The source of a pattern of 'last year' and its like."""
    return any_of(form for form, phrase in phrases(languages).items() if phrase.unit == "year")


@cache
def weekday_pattern_around(languages: tuple[str, ...], which: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a weekday's name and what behind it that makes it the 'last' or the 'next' one."""
    places = relative_words().weekday[which]
    before = any_of(_plain_forms(places.before, languages))
    behind = any_of(_plain_forms(places.behind, languages))
    return re.compile(rf"{_NOT_IN_WORD}(?:{before})\s$"), re.compile(rf"\s(?:{behind}){_WORD_ENDS}")


@dataclass(frozen=True, slots=True)
class Saying:
    """A way to say 'three days ago' in a language. `marker` is a piece of it that must stand in a text."""

    language: str
    marker: str
    pattern: re.Pattern[str]


@cache
def sayings(languages: tuple[str, ...]) -> tuple[Saying, ...]:
    """Every way to say it, with the groups unit and, where it has one, number."""
    return tuple(
        _saying(language, Plain.of(said.replace("{n}", _NUMBER).replace("{u}", _UNIT)).text)
        for language in languages
        for said in relative_words().ago.get(language, ())
    )


def _saying(language: str, said: str) -> Saying:
    numbered = _NUMBER in said
    unit = any_of(units(language) if numbered else one_or_two(language))
    number = rf"(?:\d{{1,2}}|{small_number(language)})"
    made = re.escape(said).replace(r"\ ", r"\s")
    made = made.replace(_NUMBER, rf"(?P<number>{number})").replace(_UNIT, rf"(?P<unit>{unit})")
    bounded = made if language == "zh" else rf"{_NOT_IN_WORD}(?<!\d){made}{_WORD_ENDS}"
    marker = max(re.split(f"[{_NUMBER}{_UNIT}]", said), key=len)
    return Saying(language, marker, re.compile(bounded))


@cache
def units(language: str) -> Mapping[str, str]:
    """The unit that a plain word names."""
    every = relative_words().units
    return {form: unit for unit in every for form in _plain_set(every[unit].get(language, ()))}


@cache
def one_or_two(language: str) -> frozenset[str]:
    """Plain words that need no number: the singular, which the file names first, and the dual."""
    first = (Plain.of(forms[language][0]).text for forms in relative_words().units.values() if language in forms)
    return frozenset(first) | (dual() & frozenset(units(language)))


@cache
def dual() -> frozenset[str]:
    """Plain words that mean two of a unit."""
    return _plain_set(relative_words().dual)


def _every_phrase(languages: tuple[str, ...]) -> Iterator[tuple[str, int, str, str]]:
    for unit, by_distance in relative_words().phrases.items():
        for away, forms in by_distance.items():
            for language in languages:
                yield from ((unit, away, language, written) for written in forms.get(language, ()))


def _plain_forms(forms: Forms, languages: Iterable[str]) -> frozenset[str]:
    return frozenset(form for language in languages for form in _plain_set(forms.get(language, ())))


@lru_cache(maxsize=512)
def _plain_set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(Plain.of(word).text for word in words)

from __future__ import annotations

import string

import pytest

from monitor.model import AlertKind, Reason, Severity, Stance, Tier
from notifiers import words
from notifiers.subject import severity_in

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh")


def places(forms: words.Forms) -> list[set[str]]:
    """The `{places}` of each text."""
    texts = [forms] if isinstance(forms, str) else forms
    return [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in texts]


@pytest.mark.parametrize("word", sorted(words.words()))
def test_every_word_stands_in_every_language_with_the_same_places(word: str) -> None:
    by_language = words.words()[word]
    assert set(by_language) == set(LANGUAGES)
    [wanted, *_] = places(by_language["en"])
    for language, forms in by_language.items():
        assert all(found == wanted for found in places(forms)), language
        assert all(text.strip() for text in ([forms] if isinstance(forms, str) else forms)), language


@pytest.mark.parametrize("kind", [AlertKind, Reason, Severity, Stance, Tier])
def test_every_name_that_a_message_shows_has_its_words(kind: type) -> None:
    for member in kind:  # type: ignore[attr-defined]
        assert words.say(member.value, "de")


def test_what_a_language_lacks_is_said_in_english_and_an_unknown_word_is_an_error() -> None:
    assert words.say("why", "xx") == "Why"
    with pytest.raises(KeyError):
        words.say("wy", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("severity", Severity)
def test_the_severity_is_read_back_from_a_subject_in_any_language(severity: Severity, language: str) -> None:
    shown = words.capital(words.say(severity.value, language), language)
    assert severity_in(f"[{shown}] A headline") is severity


def test_turkish_capitals_keep_the_dot() -> None:
    assert words.capital("kritik", "tr") == "KRİTİK"

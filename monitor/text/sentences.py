"""Sentences: a text and its language in, the offsets of its sentences out.

Own rules (no library covers Turkish, Ukrainian and Portuguese): a full stop, question or exclamation mark before white
space, or a Chinese one anywhere, ends a sentence unless an abbreviation, an initial or an ordinal stands before it or a
small letter follows. Never joins two paragraphs, never loses a character that is not white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from monitor.model import Article
from monitor.text.tables import table, words

Spans = tuple[tuple[int, int], ...]

_CLOSERS = "\"'”“’»›)\\]」』）］"
_END = re.compile(rf"(?<![.!?…؟۔])[.!?…؟۔]++[{_CLOSERS}]*+(?:[ \u00a0\u202f]»)?+(?=\s)|[。！？]+[…」』”’\"）］)]*")
_BREAK = re.compile(r"\n[^\S\n]*\n")
_LAST_WORD = re.compile(r"[^\s(\[\"'“”„«»‘’—–/-]{1,12}$")
_NEXT = re.compile(r"[\s\"'“„«‹‘(\[—–¿¡-]{0,12}(\w)")
_INITIALS = re.compile(r"[^\W\d](?:\.[^\W\d]){0,4}")
_ORDINAL_DIGITS = 3  # '17.' and '101.' may be ordinals; '2019.' is a year


def paragraph_spans(text: str | Article) -> Spans:
    """Offsets of the paragraphs (parts between blank lines), white space at their ends left out, none empty."""
    whole = text.text if isinstance(text, Article) else text
    return tuple(_parts(whole, 0, len(whole), _BREAK))


def sentences(text: str, language: str | None) -> Spans:
    """Offsets [start, end) of the sentences, in order. `language` is ISO 639-1; None means every language's rules."""
    return tuple(span for paragraph in paragraph_spans(text) for span in sentences_in(paragraph, text, language))


def sentences_in(paragraph: tuple[int, int], text: str, language: str | None) -> Iterator[tuple[int, int]]:
    """Those of one of its `paragraph_spans`; the first begins where it begins."""
    return _sentences_in(text, *paragraph, language)


def _sentences_in(text: str, start: int, end: int, language: str | None) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph."""
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _ends_sentence(text, match, language):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    yield from _trimmed(text, begin, end)


def _ends_sentence(text: str, match: re.Match[str], language: str | None) -> bool:
    """Whether the mark closes a sentence. In doubt it does not: two sentences in one lose less than half of one."""
    following = _NEXT.match(text, match.end())
    letter = following[1] if following else ""
    if letter.islower():
        return False
    if not match[0].startswith(".") or match[0].startswith(".."):
        return True
    found = _LAST_WORD.search(text, max(0, match.start() - 12), match.start())
    word = found[0] if found else ""
    if word.lower() in _words("ends") and letter.isupper():
        return True
    if letter.isdigit() and word.lower() in _words("before_number"):
        return False
    return not _is_ordinal(word, language) and not _is_abbreviation(word, language)


def _is_ordinal(word: str, language: str | None) -> bool:
    short = word.isdigit() and len(word) <= _ORDINAL_DIGITS
    return short and (language is None or language in _words("ordinals"))


def _is_abbreviation(word: str, language: str | None) -> bool:
    """Whether the word before a full stop is an initial, letters with full stops, or a listed abbreviation."""
    if _INITIALS.fullmatch(word):
        return True
    listed = _abbreviations(language)
    return word in listed or word.lower() in listed


@lru_cache(maxsize=32)
def _abbreviations(language: str | None) -> frozenset[str]:
    lists = table("sentences.yaml")["abbreviations"]
    return frozenset(words(lists) if language is None else (*lists["any"], *lists.get(language, ())))


@lru_cache(maxsize=4)
def _words(key: str) -> frozenset[str]:
    return frozenset(table("sentences.yaml")[key])


def _parts(text: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    begin = start
    for match in separator.finditer(text, start, end):
        yield from _trimmed(text, begin, match.start())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without white space at its ends; nothing if nothing is left."""
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    right = start + len(part.rstrip())
    if left < right:
        yield left, right

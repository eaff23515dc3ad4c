"""Listed ships by a name that is a word, behind or before a word for a ship: the tanker Lana, Lana号油轮.

In: the lists, an article's text, what the gazetteer names in it. Out: `Hit`s of entries that are ships. The whole name
must be a listed one: 'Sea Rose 4' is no Sea Rose. In letters of another script, how it is said makes a proposal.
Never takes a person, a place or a company beside the word for the ship.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from monitor.context.spans import Places
from monitor.model import Mentions, Span
from monitor.model.listing import ListedKind
from monitor.screening.hits import Hit, Strength
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.screening.precise import Proof, is_ordinary
from monitor.screening.ship_names import in_roman_numbers, parts_of
from monitor.screening.ship_words import (
    AND,
    BEFORE,
    BEHIND,
    BEHIND_ENGLISH,
    CLOSING,
    NOT_THE_SHIP,
    OPENING,
    PLURAL,
    STEM_WITHIN,
    STEMS,
)
from monitor.text.fold import fold, fold_words
from monitor.text.name_keys import is_arabic

WORDS_AT_MOST = 5
NAMES_AT_MOST = 12  # one after the other behind a word for ships
_LONGEST = 48  # characters of a name
_IN_QUOTES = re.compile(rf"([\w][^{OPENING}{CLOSING}\n]{{1,{_LONGEST}}}?)[ \u00a0\u202f]?[{CLOSING}]")
_LETTER = r"[^\W\u3400-\u9fff]"  # or a number; Chinese puts no space between a name and a word
_WORD = re.compile(rf"(?!_){_LETTER}(?:{_LETTER}|[.'’-])*")
_OWNERS_S = re.compile(r"['’]s?$")
_SMALL = frozenset({"of", "the", "de", "del", "la", "du", "des", "el", "al"})
_DAYS = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december",
    re.IGNORECASE,
)
_UP_TO_STOP = re.compile(r"[^.]+")
_BEGINNING = re.compile(r"(?<![\w/’'-])\w")
_THE = re.compile(r"(?:^|\W)[Tt]he $")
_ARTICLE = re.compile(r"(?:.* t|T)he |(?:Die|Der|Das|Le|La|El|Il|O|A) ")  # On Monday the Lana, an oil tanker
_CAPITALS = re.compile(
    rf"(?<![\w’-])[A-ZА-ЯІЇЄҐ](?:{_LETTER}|-)+(?: (?:[A-ZА-ЯІЇЄҐ](?:{_LETTER}|-)*|\d{{1,4}}|of|the))*"
)


@dataclass(frozen=True, slots=True)
class _Name:
    """What stands where a ship's name stands; `quoted` has its end told by the marks."""

    start: int
    end: int
    quoted: bool


def ships(lists: Lists, text: str, mentions: Mentions) -> Iterator[Hit]:
    """Hits of ships by their names beside a word for a ship."""
    stems = _stems(text) if lists.ships else []
    if not stems:
        return
    others = Places(
        span for entity in (*mentions.people, *mentions.actors, *mentions.places) for span in entity.mentions
    )
    for found in _words_before(text, stems):
        yield from _behind(lists, text, found, others)
    for name in _before(text, stems):
        if name.quoted or not others.overlap(name.start, name.end):
            yield from tuple(_exact(lists, text, name)) or _sounding(lists, text, name)


def _stems(text: str) -> list[int]:
    """Where a word for a ship, or a part of one, may begin; in order."""
    folded = fold(text)
    return sorted({folded.span(begin, begin + 2)[0] for _, begin, _ in STEMS.scan(folded.text)})


def _words_before(text: str, stems: Sequence[int]) -> Iterator[re.Match[str]]:
    """What `BEFORE` finds in the whole text, tried only where there is a stem."""
    done = 0
    for stem in stems:
        for beginning in _BEGINNING.finditer(text, max(done, stem - STEM_WITHIN), stem + 1):
            if beginning.start() >= done:
                found = BEFORE.match(text, beginning.start())
                done = found.end() if found else beginning.end()
                yield from (found,) if found else ()


def _behind(lists: Lists, text: str, found: re.Match[str], others: Places) -> Iterator[Hit]:
    """Hits of the name behind a word for a ship; of several behind one for ships."""
    start, opened = found.end(), bool(found["open"])
    several = bool(found["word"] and PLURAL.search(found["word"]))
    for _ in range(NAMES_AT_MOST if several else 1):
        end = start
        for name in _candidates(text, start, opened):
            end = max(end, name.end + name.quoted)
            if name.quoted or not (others.overlap(name.start, name.end) or NOT_THE_SHIP.match(text, name.end)):
                hits = tuple(_exact(lists, text, name)) or tuple(_sounding(lists, text, name))
                yield from hits
                if hits:
                    end = name.end + name.quoted
                    break
        following = AND.match(text, end)
        if not following or end == start:
            return
        start, opened = following.end(), bool(following["open"])


def _candidates(text: str, start: int, opened: bool) -> Iterator[_Name]:
    """What may be the name that begins here: the longest first."""
    if opened:
        if quoted := _IN_QUOTES.match(text, start):
            yield _Name(start, quoted.end(1), quoted=True)
        return
    ends = tuple(_ends(text, start))
    for end in reversed(ends):
        yield _Name(start, end, quoted=False)


def _ends(text: str, start: int) -> Iterator[int]:
    """Where a name may end: behind its last capital or number, and before a small word between two of them.

    In Arabic script, which has no capitals, behind any word.
    """
    end, small = 0, False
    for word in islice(_words(text, start), WORDS_AT_MOST):
        if word[0] in _SMALL and end:
            small = True
            continue
        if not _may_be_of_name(word[0]) or _DAYS.fullmatch(word[0]):
            break
        if end and (small or is_arabic(word[0])):
            yield end
        end, small = _end_of(word), False
        if word[0][-1] == "." or _OWNERS_S.search(word[0]):
            break
    if end:
        yield end


def _words(text: str, start: int) -> Iterator[re.Match[str]]:
    """Words from `start` on with nothing but a space between."""
    at = start
    while word := _WORD.match(text, at):
        yield word
        if text[word.end() : word.end() + 1] not in {" ", "\u00a0"}:
            return
        at = word.end() + 1


def _end_of(word: re.Match[str]) -> int:
    bare = _OWNERS_S.sub("", word[0].rstrip("."))
    return word.start() + len(bare)


def _may_be_of_name(word: str) -> bool:
    return word[0].isdigit() or word[0].isupper() or (is_arabic(word) and not word.startswith("ال"))


def _before(text: str, stems: Sequence[int]) -> Iterator[_Name]:
    """Names before a word for a ship: Lana, an oil tanker; the Lana tanker."""
    for found in _in_sentences_with(stems, _CAPITALS, text):
        quoted = text[found.start() - 1 : found.start()] in OPENING and text[found.end() : found.end() + 1] in CLOSING
        before = text[max(0, found.start() - 5) : found.start()]
        if BEHIND.match(text, found.end()):
            yield _Name(found.start(), found.end(), quoted and found.start() > 0)
            if article := _ARTICLE.match(found[0]):
                yield _Name(found.start() + article.end(), found.end(), quoted=False)
        elif BEHIND_ENGLISH.match(text, found.end()):
            start = found.start() + 4 * found[0].startswith("The ")
            telling = start > found.start() or _THE.search(before)
            if telling and not all(map(is_ordinary, fold_words(text[start : found.end()]).split(" "))):
                yield _Name(start, found.end(), quoted=False)


def _in_sentences_with(stems: Sequence[int], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches of a pattern that crosses no full stop, between two of which a stem stands."""
    for sentence in _UP_TO_STOP.finditer(text):
        if bisect_left(stems, sentence.start()) < bisect_left(stems, sentence.end()):
            yield from pattern.finditer(text, sentence.start(), sentence.end())


def _exact(lists: Lists, text: str, name: _Name) -> Iterator[Hit]:
    """Hits of the ships that have exactly this name, but for how a number is written."""
    span = Span(start=name.start, end=name.end, text=text[name.start : name.end])
    for listed in _named(lists, span.text):
        strength = Strength.WEAK if listed.weak else Strength.STRONG
        yield Hit(span, listed, Proof.ALONE, strength, "beside a word for a ship")


def _named(lists: Lists, name: str) -> Iterator[ListedName]:
    written = dict.fromkeys((name, " ".join(parts_of(name)), in_roman_numbers(name)))
    for listed in chain(*map(lists.named, written), lists.ships.bracketed(name)):
        if listed.listing.kind is ListedKind.VESSEL and not listed.left_out:
            yield listed


def _sounding(lists: Lists, text: str, name: _Name) -> Iterator[Hit]:
    """Proposals of the ships whose name is said so."""
    span = Span(start=name.start, end=name.end, text=text[name.start : name.end])
    words = parts_of(span.text)
    if is_arabic(span.text) and not name.quoted and all(map(is_ordinary, words)):
        return
    for listed, like in lists.ships.like(words):
        reason = f"it sounds like it ({like:.0f} %), behind a word for a ship; a proposal, to be checked"
        yield Hit(span, listed, Proof.ALONE, Strength.PROPOSAL, reason)

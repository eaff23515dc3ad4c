"""Find terms the slow way, to hold the engine against: every term at every word of the text, letter by letter.

Shares with the engine the fold of one character, and which endings a language has; nothing that makes it fast.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.engine.affixes import Script, affixes_of, script_of
from monitor.engine.forms import ANYTHING
from monitor.text.fold import fold_char

UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}


@dataclass
class Word:
    """A run of letters: folded, and for each folded letter the place of the character that it came from."""

    folded: str = ""
    at: list[int] = field(default_factory=list)


def is_unspaced(letter: str) -> bool:
    """Whether a letter is of a script that puts no space between words; a word ends where such letters begin or end."""
    return script_of(letter) is Script.CJK


def words_of(text: str) -> list[Word]:
    words, open_word = [], None
    for place, char in enumerate(text):
        for letter in fold_char(char):
            if letter == " ":
                open_word = None
                continue
            if open_word is not None and is_unspaced(letter) != is_unspaced(open_word.folded[-1]):
                open_word = None
            if open_word is None:
                open_word = Word()
                words.append(open_word)
            open_word.folded += letter
            open_word.at.append(place)
    return words


def ends_at(text: str, place: int) -> int:
    """Behind the character at `place` and the marks that stand on it."""
    end = place + 1
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return end


@dataclass(frozen=True)
class Way:
    """One way to write a word of a term: `stem` between what `before` and `after` allow, None for nothing."""

    stem: str
    before: object
    after: object
    spelled: str | None = None


def spelling(text: str, *, exact: bool) -> str:
    """What counts beyond the fold: all of it for exact terms, for German the umlauts."""
    if exact:
        return unicodedata.normalize("NFC", text)
    letters = unicodedata.normalize("NFC", text).casefold()
    return "".join(letter if letter in UMLAUTS else fold_char(letter) for letter in letters)


def ways_of(term: str, language: str, *, exact: bool) -> list[list[Way]]:
    """For each word of a term the ways to write it."""
    ways = []
    tokens = [token for token in term.split() if words_of(token)]
    for number, token in enumerate(tokens):
        bare = token.strip("=*")
        pieces = words_of(bare)
        for index, piece in enumerate(pieces):
            end = ends_at(bare, piece.at[-1])
            first, last = index == 0, index == len(pieces) - 1
            marks = "=" if token.startswith("=") or not last else "+" if is_stem(token) else ""
            left = token.startswith("*") and first
            behind = number == len(tokens) - 1
            written = bare[piece.at[0] : end]
            ways.append(_ways(piece.folded, written, language, marks=marks + "*" * left, exact=exact, last=behind))
    return ways


def is_stem(token: str) -> bool:
    """Whether a star touches the last word; in `Wagner-*` it touches nothing."""
    touched = [folded for folded in map(fold_char, token.rstrip("*")) if folded]
    return token.endswith("*") and not touched[-1].endswith(" ")


def _ways(folded: str, written: str, language: str, *, marks: str, exact: bool, last: bool) -> list[Way]:
    class_ = affixes_of(language, folded)
    bound = not last and (class_.last_word_only or (class_.free and len(folded) <= 2))
    if "=" in marks:
        ways = [Way(folded, None, None)]
    elif "+" in marks:
        ways = [Way(folded, class_.before, class_.any_ending)]
    elif bound:
        ways = [Way(folded, None, None)]
    elif exact:
        ways = [Way(folded, class_.before, class_.after)]
    else:
        ways = [Way(form.stem, form.before, form.after) for form in class_.forms(folded)]
    if "*" in marks:
        ways = [Way(way.stem, ANYTHING, way.after) for way in ways]
    if exact:
        return [Way(way.stem, way.before, way.after, spelling(written, exact=True)) for way in ways]
    if not class_.umlauts:
        return ways
    spelled = spelling(written, exact=False)
    keyboard = "".join(UMLAUTS.get(letter, letter) for letter in spelled)
    own = [Way(way.stem, way.before, way.after, spelled) for way in ways]
    return own + [Way(keyboard, way.before, way.after, keyboard) for way in ways if keyboard != spelled]


def is_written(text: str, word: Word, ways: list[Way], *, exact: bool) -> bool:
    for way in ways:
        for begin in range(len(word.folded) - len(way.stem) + 1):
            end = begin + len(way.stem)
            if word.folded[begin:end] != way.stem:
                continue
            left, right = word.folded[:begin], word.folded[end:]
            if (way.before.fullmatch(left) if way.before else not left) is None or (not way.before and left):
                continue
            if (way.after.fullmatch(right) if way.after else not right) is None or (not way.after and right):
                continue
            source = text[word.at[begin] : ends_at(text, word.at[end - 1])]
            if way.spelled is None or spelling(source, exact=exact) == way.spelled:
                return True
    return False


def spans_of(text: str, term: str, language: str, *, exact: bool = False) -> Iterator[tuple[int, int]]:
    """Original (start, end) of every place where a text has a term; places may overlap."""
    words = words_of(text)
    folded_term = " ".join(word.folded for word in words_of(term.replace("*", " ").replace("=", " ")))
    if script_of(folded_term) is Script.CJK:
        letters = [
            (letter, place) for word in words for letter, place in [*zip(word.folded, word.at, strict=True), (" ", -1)]
        ]
        for begin in range(len(letters) - len(folded_term)):
            part = letters[begin : begin + len(folded_term)]
            before = letters[begin - 1][0] if begin else " "
            behind = letters[begin + len(folded_term)][0]
            whole = (is_unspaced(folded_term[0]) or before == " ") and (is_unspaced(folded_term[-1]) or behind == " ")
            if whole and "".join(letter for letter, _ in part) == folded_term:
                yield part[0][1], ends_at(text, part[-1][1])
        return
    ways = ways_of(term, language, exact=exact)
    for begin in range(len(words) - len(ways) + 1):
        stretch = words[begin : begin + len(ways)]
        if all(is_written(text, word, these, exact=exact) for word, these in zip(stretch, ways, strict=True)):
            yield stretch[0].at[0], ends_at(text, stretch[-1].at[-1])


def longest_of(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of spans that overlap the longest, the first of equals."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other_start or other_end <= start for other_start, other_end in kept):
            kept.append((start, end))
    return sorted(kept)

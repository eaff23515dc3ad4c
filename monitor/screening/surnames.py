"""Surnames that stand alone once the full name has been said: 'Sergei Lavrov … Lavrov', 'Сергея Цивилева … Цивилев'.

In: a text, the hits in it. Out: hits of the surnames behind the full name, in whatever case. A short one (Kim) or one
that is a word (Cartes) counts where nothing but a name has a capital. Never reads a surname before the full name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from monitor.context.spans import Places
from monitor.model import Span
from monitor.model.listing import ListedKind
from monitor.screening.cases import stems, without_s
from monitor.screening.hits import Hit
from monitor.screening.latin_cases import WITH_LATIN_CASES
from monitor.screening.namesakes import GivenNames, is_namesake
from monitor.screening.precise import CAPITALISED_NOUNS, Proof, begins_sentence, is_common
from monitor.screening.spellings import is_title, surnames
from monitor.screening.text_words import Word, names_in, without_article
from monitor.text.fold import fold_words

LETTERS_AT_LEAST = 4  # of a surname that counts wherever it stands
LETTERS_AT_LEAST_ALONE = 2  # of one that must have nothing beside it that is a name
_END = 3  # letters
PEOPLE_AT_MOST = 200  # of one text: a page of nothing but names tells no more
_LATIN_BEYOND = "\u024f"
# What a Latin surname may end with by itself: Karim and Karimi are two. Brandova is somebody else than Brandov; but
# behind Orsola Brandova, two Polish genitives, Brandov is he.
_OWN_ENDS = frozenset("ieyo")
_OWN_ENDS_BEHIND = _OWN_ENDS | {"a"}
_NONE: frozenset[str] = frozenset()  # where cases end so: Medwedczukowi … Medwedczuka, Deripaską … Deripaski
_WORD_BEFORE = re.compile(r"[^\W\d_][\w'’-]*(?=[ -]$)")
_BESIDE = frozenset(" -")


def by_surname(text: str, hits: Sequence[Hit], given_names: GivenNames, language: str) -> Iterator[Hit]:
    """Hits of surnames of people whose full name stands before."""
    people = _people(hits)
    if not people:
        return
    taken = Places(hit.span for hit in hits)
    ends, ends_behind = (_NONE, _NONE) if language in WITH_LATIN_CASES else (_OWN_ENDS, _OWN_ENDS_BEHIND)
    forms = {surname: _forms(surname, ends) for _, surname in people if _tells(surname)}
    by_form = _words_by_form(text, frozenset(form for own in forms.values() for form in own), taken, ends_behind)
    for (_, surname), hit in people.items():
        if surname in forms:
            places = {word.start: word for form in forms[surname] for word in by_form.get(form, ())}
            spans = [_span(text, word, surname) for _, word in sorted(places.items())]
        else:
            spans = [] if language in CAPITALISED_NOUNS else _alone(text, surname, taken)
        for span in spans:
            if span.start >= hit.span.end and not is_namesake(text, span.start, (hit.span.text,), given_names):
                reason = f"the full name, '{hit.span.text}', stands before"
                yield Hit(span, hit.name, Proof.ALONE, hit.strength, reason)


def _words_by_form(
    text: str, sought: frozenset[str], taken: Places, own_ends: frozenset[str]
) -> Mapping[str, Sequence[Word]]:
    """The words of a text by each of their forms, as far as one may be sought.

    A form has the letters of the word at one end at least: an article or a preposition is taken off, or an ending. So
    most words are told by three letters.
    """
    firsts, lasts = {form[:_END] for form in sought}, {form[-_END:] for form in sought}
    by_form: dict[str, list[Word]] = {}
    for word in names_in(text) if sought else ():
        written = word.text
        may_be = written[:_END] in firsts or written[-_END:] in lasts or not written.isalpha()
        if may_be and not taken.overlap(word.start, word.end):
            for form in _forms(written, own_ends):
                by_form.setdefault(form, []).append(word)
    return by_form


def _people(hits: Sequence[Hit]) -> Mapping[tuple[tuple[str, str], str], Hit]:
    """The first hit of each listed person's full name, by entry and surname."""
    first: dict[tuple[tuple[str, str], str], Hit] = {}
    for hit in hits:
        if hit.name.listing.kind is ListedKind.PERSON:
            for surname in _surnames(hit):
                first.setdefault((hit.name.key, surname), hit)
    return dict(islice(first.items(), PEOPLE_AT_MOST))


def _surnames(hit: Hit) -> Iterator[str]:
    """What a full name has for a surname, as the text writes it: what the list calls so, else the last word."""
    words = hit.span.text.split()
    if len(words) == 1:
        words = hit.span.text.split("-")
    listed = {fold_words(without_article(one)) for one in surnames(hit.name.name.text)}
    own = [word for word in words if fold_words(without_article(word)) in listed] or words[-1:]
    for word in own if len(words) > 1 else ():
        bare = without_article(word)
        if len(bare) >= LETTERS_AT_LEAST_ALONE and not bare[0].islower():
            yield bare
            if (part := bare.rpartition("-")[2]) != bare and _tells(part):
                yield part


def _tells(surname: str) -> bool:
    """Whether a surname counts wherever it stands."""
    return len(surname) >= LETTERS_AT_LEAST and not is_common(fold_words(surname))


def _alone(text: str, surname: str, taken: Places) -> list[Span]:
    """Where a surname that is short or a word has a capital that no sentence gives it, and no other name beside it."""
    if surname.lower() == surname.upper():
        return []
    return [
        Span(start=found.start(), end=found.end(), text=surname)
        for found in re.finditer(rf"(?<![\w-]){re.escape(surname)}(?![\w-])", text)
        if not taken.overlap(found.start(), found.end())
        and not begins_sentence(text, found.start())
        and not _is_name_before(text, found.start())
        and not (text[found.end() : found.end() + 1] in _BESIDE and text[found.end() + 1 : found.end() + 2].isupper())
    ]


def _is_name_before(text: str, start: int) -> bool:
    """Whether a word with a capital stands before, that is no title."""
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    return before is not None and before[0][0].isupper() and not is_title(before[0])


def _forms(word: str, own_ends: frozenset[str]) -> set[str]:
    """The word and its stems that are long enough to tell a surname; in Latin script without an article."""
    latin = word[0] <= _LATIN_BEYOND
    bare = without_article(word) if latin else word
    long = (one for one in stems(bare) if len(one) >= LETTERS_AT_LEAST)
    forms = {word, bare, *(one for one in long if not (latin and bare[len(one) :].lower() in own_ends))}
    return forms | set(filter(None, (without_s(bare),))) if latin else forms


def _span(text: str, word: Word, surname: str) -> Span:
    """Where the surname stands: without what an apostrophe joins to it."""
    end = (
        word.start + len(surname)
        if word.text.startswith(f"{surname}'") or word.text.startswith(f"{surname}’")
        else word.end
    )
    return Span(start=word.start, end=end, text=text[word.start : end])

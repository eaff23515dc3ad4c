"""Surnames that stand alone once the full name has been said: 'Sergei Lavrov … Lavrov', 'Сергея Цивилева … Цивилев'.

In: a text, the hits in it. Out: hits of the surnames behind the full name, in whatever case. Never reads a surname
before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from monitor.context.spans import Places
from monitor.model import Span
from monitor.model.listing import ListedKind
from monitor.screening.cases import stems
from monitor.screening.hits import Hit
from monitor.screening.namesakes import GivenNames, is_namesake
from monitor.screening.precise import Proof, is_common
from monitor.screening.text_words import Word, names_in
from monitor.text.fold import fold_words

LETTERS_AT_LEAST = 4
PEOPLE_AT_MOST = 200  # of one text: a page of nothing but names tells no more
_LATIN_BEYOND = "\u024f"
# What a Latin surname may end with by itself: Karim and Karimi are two. Brandova is somebody else than Brandov; but
# behind Orsola Brandova, two Polish genitives, Brandov is he.
_OWN_ENDS = frozenset("ieyo")
_OWN_ENDS_BEHIND = _OWN_ENDS | {"a"}


def by_surname(text: str, hits: Sequence[Hit], given_names: GivenNames) -> Iterator[Hit]:
    """Hits of surnames of people whose full name stands before."""
    taken = Places(hit.span for hit in hits)
    people = _people(hits)
    if not people:
        return
    by_form: dict[str, list[Word]] = {}
    for word in names_in(text):
        if not taken.overlap(word.start, word.end):
            for form in _forms(word.text, _OWN_ENDS_BEHIND):
                by_form.setdefault(form, []).append(word)
    for (_, surname), hit in people.items():
        places = {word.start: word for form in _forms(surname, _OWN_ENDS) for word in by_form.get(form, ())}
        for start, word in sorted(places.items()):
            if start >= hit.span.end and not is_namesake(text, start, (hit.span.text,), given_names):
                reason = f"the full name, '{hit.span.text}', stands before"
                yield Hit(_span(text, word, surname), hit.name, Proof.ALONE, hit.strength, reason)


def _people(hits: Sequence[Hit]) -> Mapping[tuple[tuple[str, str], str], Hit]:
    """The first hit of each listed person's full name, by entry and surname."""
    first: dict[tuple[tuple[str, str], str], Hit] = {}
    for hit in hits:
        words = hit.span.text.replace("-", " ").split()
        if hit.name.listing.kind is ListedKind.PERSON and len(words) > 1:
            surname = words[-1]
            if len(surname) >= LETTERS_AT_LEAST and not is_common(fold_words(surname)) and not surname[0].islower():
                first.setdefault((hit.name.key, surname), hit)
    return dict(islice(first.items(), PEOPLE_AT_MOST))


def _forms(word: str, own_ends: frozenset[str]) -> set[str]:
    """The word and its stems that are long enough to tell a surname."""
    latin = word[0] <= _LATIN_BEYOND
    long = (one for one in stems(word) if len(one) >= LETTERS_AT_LEAST)
    return {word, *(one for one in long if not (latin and word[len(one) :].lower() in own_ends))}


def _span(text: str, word: Word, surname: str) -> Span:
    """Where the surname stands: without what an apostrophe joins to it."""
    end = (
        word.start + len(surname)
        if word.text.startswith(f"{surname}'") or word.text.startswith(f"{surname}’")
        else word.end
    )
    return Span(start=word.start, end=end, text=text[word.start : end])

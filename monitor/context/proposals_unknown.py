"""People whom the gazetteer does not know: a title, and two or three words written like a name directly behind it.

In: an article, the hits of the word lists, what is a known name. Out: entities marked as unconfirmed, whose ids are
made of the keys of their names, so that spellings in other scripts have the same. Never names anybody in a script
without capitals, and nobody in a headline: there any word may be written like a name.

Of 60 drawn from 215 found in news of twelve languages all were people, three with a word too many before the name
(`benchmarks/names.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from monitor.context.proposals_names import PARTICLES, WORD
from monitor.context.proposals_text import NamesIn, Word
from monitor.context.spans import Places
from monitor.context.words import WordHits
from monitor.model import Article, Entity, Span
from monitor.text.name_keys import name_keys

PREFIX = "~"  # of an id that no file has
AT_MOST = 20  # people in one article
_NAMES, _NAMES_AT_MOST = 2, 3
_WORDS_AT_MOST = 6  # particles and parts behind hyphens included
_SPACES = frozenset((" ", "\u00a0"))
# In these languages an office is followed by what it is the office of, with a capital and without a preposition.
_GENITIVE = frozenset({"ru", "uk", "pl"})
_TWICE = 2
_LETTERS_AT_LEAST = 2


def unknown_people(article: Article, hits: WordHits, known: Places, names: NamesIn) -> tuple[Entity, ...]:
    """People with a title whom no file names, in order of the text, each with the mentions by surname behind it.

    `known`: where names are found already.
    """
    titles = hits.of("role")
    if not titles or article.language.code is None:
        return ()
    reader = _Reader(article, known, Places(titles), names)
    found: dict[str, tuple[Word, ...]] = {}
    for title in titles:
        name = reader.name_behind(title)
        if name:
            found.setdefault(PREFIX + "-".join(_key(word.text) for word in name), name)
    people = (reader.entity(id_, name) for id_, name in list(found.items())[:AT_MOST])
    return tuple(entity for entity in people if entity)


def _key(word: str) -> str:
    return min(name_keys(word), key=lambda key: (len(key), key), default=word.lower())


class _Reader:
    """Names in one article."""

    def __init__(self, article: Article, known: Places, titles: Places, names: NamesIn) -> None:
        self._text = article.text
        self._title_end = article.title_end
        self._genitive = article.language.code in _GENITIVE
        self._known = known
        self._titles = titles
        self._names = names

    def name_behind(self, title: Span) -> tuple[Word, ...]:
        """The words of the name that begins directly behind a title, particles left out; none if there is no name."""
        if title.end < self._title_end or self._text[title.end : title.end + 1] not in _SPACES:
            return ()
        run = list(self._run(title.end))
        while run and run[-1].text in PARTICLES:
            run.pop()
        names = tuple(word for word in run if word.text not in PARTICLES)
        hyphened = sum(self._text[name.start - 1] == "-" for name in names)  # Jean-Pierre is one name, al-Rumaihi too
        parts = (
            len(names) - hyphened + sum(word.text in PARTICLES for word in run if self._text.startswith("-", word.end))
        )
        if not (_NAMES <= parts <= _NAMES_AT_MOST) or len(run) > _WORDS_AT_MOST:
            return ()
        return names if all(map(self._may_be_name, names)) and not self._goes_on(run[-1]) else ()

    def _run(self, at: int) -> Iterator[Word]:
        """Words from `at` on that are joined like the parts of a name."""
        for count, found in enumerate(WORD.finditer(self._text, at)):
            gap, word = self._text[at : found.start()], found[0]
            joined = gap in _SPACES or (count and (gap == "-" or (gap == ". " and self._is_initial(at))))
            if not joined or not (word[0].isupper() or gap == "-" or (count and word in PARTICLES)):
                return
            yield Word(found.start(), found.end(), word)
            at = found.end()

    def _is_initial(self, end: int) -> bool:
        return self._text[end - 1].isupper() and not self._text[end - 2].isalpha()

    def _may_be_name(self, word: Word) -> bool:
        if self._known.overlap(word.start, word.end) or self._titles.overlap(word.start, word.end):
            return False
        acronym = word.text.isupper() and len(word.text) > 1
        return not acronym and not self._names.is_ordinary(word.text)

    def _goes_on(self, last: Word) -> bool:
        """Whether more than the name stands there: an acronym cut short, an initial without a surname, '&'."""
        behind = self._text[last.end : last.end + 3]
        return len(last.text) < _LETTERS_AT_LEAST or behind[:1] in {"&", "-"} or behind == " & "

    def entity(self, id_: str, name: Sequence[Word]) -> Entity | None:
        """The person with all mentions: the full name, and the surname by itself behind it."""
        first, last = name[0], name[-1]
        ends = [(first.start, last.end)]
        again = re.compile(rf"(?<![^\W\d_]){re.escape(last.text)}(?![^\W\d_])").finditer(self._text, last.end)
        ends += [found.span() for found in again]
        free = [(start, end) for start, end in ends if not self._known.overlap(start, end)]
        spans = [Span(start=start, end=end, text=self._text[start:end], concept=id_) for start, end in free]
        if self._genitive and len(spans) < _TWICE:
            return None
        return Entity(id=id_, name=spans[0].text, mentions=tuple(spans), confirmed=False, kind="person")

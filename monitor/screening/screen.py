"""Names on lists that an article carries, and whom of its actors no list has.

In: `Lists`, an article, the gazetteer's mentions. Out: `Screened`. An actor that the gazetteer knows is looked up by
its canonical name too, so that 'Wagner' in the text meets 'WAGNER GROUP' on the list.
Never says that a person is the one listed: it says which name was found, on which list, and why it was taken for a hit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.context.spans import Places
from monitor.model import Article, Entity, Listed, Mentions, NotListed, Span
from monitor.screening.lists import ListedName, ListEntry, Lists, NameHit
from monitor.screening.precise import is_single_word, stands_alone, written_as_name
from monitor.text.fold import fold

_NOT_EXPECTED = frozenset({"organisation"})  # nobody wonders whether the UN is on a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """`listed` in order of the text; `not_listed` in order of first mention."""

    listed: tuple[Listed, ...] = ()
    not_listed: tuple[NotListed, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    """One name of one entry at one place, with what speaks for it."""

    span: Span
    name: ListedName
    because: str
    alone: bool  # enough by itself

    @property
    def key(self) -> tuple[str, str]:
        return self.name.entry.list, self.name.entry.id


def screen(lists: Lists, article: Article, mentions: Mentions) -> Screened:
    """Screen an article. With no list loaded nothing is said either way."""
    if not lists.entries:
        return Screened()
    known = (*mentions.people, *mentions.actors)
    hits = [*_in_text(lists, article), *_by_gazetteer(lists, known)]
    proven = {hit.key for hit in hits if hit.alone}
    kept = _one_each(hit for hit in hits if hit.key in proven)
    listed = tuple(_listed(hit) for hit in kept)
    places = Places(hit.span for hit in kept)
    clear = [entity for entity in known if entity.kind not in _NOT_EXPECTED and not _is_listed(entity, places)]
    return Screened(listed=listed, not_listed=tuple(NotListed(id=entity.id, as_of=lists.as_of) for entity in clear))


def _in_text(lists: Lists, article: Article) -> Iterator[_Hit]:
    """Names of the lists as they stand in the text. A name inside a longer name of a list is not meant."""
    text = article.text
    for hit in _outermost(lists.find(fold(text))):
        span = Span(start=hit.start, end=hit.end, text=text[hit.start : hit.end])
        for name in hit.names:
            if written_as_name(span.text) or not written_as_name(name.name):
                alone = stands_alone(name, span.text)
                yield _Hit(span, name, _why(name, span, alone=alone), alone)


def _why(name: ListedName, span: Span, *, alone: bool) -> str:
    of = "" if name.name == name.entry.names[0] else f", a name of '{name.entry.names[0]}'"
    proof = "" if alone else "; counted because a fuller name of the entry stands in the article too"
    return f"the text has '{span.text}'; the list '{name.entry.list}' has '{name.name}'{of}{proof}"


def _by_gazetteer(lists: Lists, known: Iterable[Entity]) -> Iterator[_Hit]:
    """Actors and people whose canonical name a list has: all their mentions are of the entry."""
    for entity in known:
        for name in lists.named(entity.name):
            if name.weak or (is_single_word(entity.name) and not stands_alone(name, entity.name)):
                continue
            for span in entity.mentions:
                because = (
                    f"the text has '{span.text}', which names {entity.name}; "
                    f"the list '{name.entry.list}' has '{name.name}'"
                )
                yield _Hit(Span(start=span.start, end=span.end, text=span.text), name, because, alone=True)


def _outermost(hits: Iterable[NameHit]) -> Iterator[NameHit]:
    reach = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > reach:
            reach = hit.end
            yield hit


def _one_each(hits: Iterable[_Hit]) -> list[_Hit]:
    """An entry once a place, the longest name and strongest reason first, in order of the text."""
    reach: dict[tuple[str, str], int] = {}
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end, not hit.alone)):
        if hit.span.end > reach.get(hit.key, -1):
            reach[hit.key] = hit.span.end
            kept.append(hit)
    return kept


def _listed(hit: _Hit) -> Listed:
    entry: ListEntry = hit.name.entry
    return Listed(
        list=entry.list,
        entry=entry.id,
        name=hit.name.name,
        span=hit.span,
        as_of=entry.as_of,
        programmes=entry.programmes,
        since=entry.since,
        strength="strong" if hit.alone else "weak",
        because=hit.because,
    )


def _is_listed(entity: Entity, listed: Places) -> bool:
    """Whether a listed name stands where the entity is mentioned."""
    return any(listed.overlap(mention.start, mention.end) for mention in entity.mentions)

"""Propose people whose names an article spells as no file does, by the keys of their names.

In: an article, its mentions, the gazetteer's `NameIndex`, the hits of the word lists. Out: the mentions with further
spellings of people already found, and with people marked as unconfirmed. Never takes a name away, never proposes a word
that a file has, and never names anybody whom the gazetteer does not know.

A key alone proves nothing. Beside it there must be the given name, a title, or for longer keys a second mention
(text.md 5.2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from rapidfuzz import fuzz

from monitor.context.proposals_names import (
    LONG_KEY,
    PARTICLES,
    KnownPerson,
    Likeness,
    NameIndex,
)
from monitor.context.proposals_text import Candidate, NamesIn
from monitor.context.proposals_unknown import unknown_people
from monitor.context.spans import Places
from monitor.context.words import WordHits
from monitor.model import Article, Entity, Mentions, Span
from monitor.text.name_keys import is_arabic, name_keys, sounds

_TWICE = 2
_GIVEN_AT_LEAST, _GIVEN_AT_LEAST_ARABIC = 2, 3  # letters of a given name's key
_GIVEN_LIKE = 66.0  # percent of equal sounds at least, for given names
_ALL_CAPITALISED = frozenset({"de", "lb"})  # languages whose nouns are written like names
# Percent of equal sounds at least for surnames, by their keys' letters; a given name beside it asks for less. Chosen on
# news in twelve languages with the names of files held back: of 348 proposals one is wrong (`benchmarks.names`).
_LIKE_NOT_ALONE = 75.0
_TITLED = {2: 85.0, 3: 75.0, 4: 75.0}
_REPEATED = {3: 90.0, 4: 87.0}
_FOLLOWS = {3: 90.0, 4: 80.0}
_NEVER = 101.0


class _Proof(IntEnum):
    """What bears a proposal out: the person's being named elsewhere in the article, repetition, what stands beside."""

    FOLLOWS = 0
    REPEATED = 1
    BESIDE = 2


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A candidate taken for a person; `given` if the given name agrees."""

    person: KnownPerson
    candidate: Candidate
    proof: _Proof
    given: bool = False

    def span(self, text: str) -> Span:
        """The surname, with the given names if they agree."""
        word, before = self.candidate.word, self.candidate.before
        named = [name for name in before if self.given and _agree(name.text, self.person)]
        start = named[0].start if named else word.start
        return Span(start=start, end=word.end, text=text[start : word.end], concept=self.person.id)


def propose(article: Article, mentions: Mentions, index: NameIndex, hits: WordHits) -> Mentions:
    """`mentions` with whom else the article's names may mean. Takes less than a millisecond for a news article."""
    people = [span for entity in mentions.people for span in entity.mentions]
    others = [span for entity in (*mentions.actors, *mentions.places) for span in entity.mentions]
    names = NamesIn(article.text, taken=Places((*people, *others)), people=Places(people), titles=hits.of("role"))
    proposals = [found for candidate in names.candidates(index) if (found := _judge(candidate, names, index))]
    by_person: dict[str, list[_Proposal]] = {}
    for proposal in proposals:
        by_person.setdefault(proposal.person.id, []).append(proposal)
    known = {entity.id for entity in mentions.people}
    kept = (_borne_out(group, article.language.code, id_ in known) for id_, group in by_person.items())
    proposed = [_entity(group, article.text) for group in kept if group]
    spans = (span for entity in proposed for span in entity.mentions)
    proposed += unknown_people(article, hits, Places((*people, *others, *spans)), names)
    return _merged(mentions, proposed) if proposed else mentions


def _judge(candidate: Candidate, names: NamesIn, index: NameIndex) -> _Proposal | None:
    """Whom a candidate may mean: the one whose given name stands before it, else one known by the surname alone."""
    given = next((near.person for near in candidate.near if _given_agrees(candidate, near)), None)
    proposal = _Proposal(given, candidate, _Proof.BESIDE, given=True) if given else _by_surname(candidate, index)
    homonyms = proposal.person.homonyms if proposal else frozenset()
    if proposal and homonyms and names.words_around(candidate.word, proposal.person.within) & homonyms:
        return None
    return proposal


def _by_surname(candidate: Candidate, index: NameIndex) -> _Proposal | None:
    """A person whom the surname alone means."""
    if candidate.in_name or index.is_written(candidate.word.text):
        return None
    alone = _alone(candidate)
    proof = _proof(candidate, alone) if alone else None
    return _Proposal(alone.person, candidate, proof) if alone and proof is not None else None


def _proof(candidate: Candidate, alone: Likeness) -> _Proof | None:
    """The best that can bear out a surname so alike. In a script without capitals only long keys tell."""
    letters = min(alone.letters, LONG_KEY)
    if candidate.arabic:
        beside = _Proof.BESIDE if candidate.titled else _Proof.FOLLOWS
        return beside if letters == LONG_KEY else None
    if candidate.titled and alone.like >= _TITLED[letters]:
        return _Proof.BESIDE
    if alone.like >= _REPEATED.get(letters, _NEVER):
        return _Proof.REPEATED
    return _Proof.FOLLOWS if alone.like >= _FOLLOWS.get(letters, _NEVER) else None


def _given_agrees(candidate: Candidate, likeness: Likeness) -> bool:
    """Whether given names stand before the word: one for a person known by the surname alone, else all of them."""
    person = likeness.person
    if not person.alone and likeness.like < _LIKE_NOT_ALONE and not candidate.arabic:
        return False
    before = candidate.before[-1:] if candidate.arabic and person.given_names == 1 else candidate.before
    agreeing = sum(_agree(word.text, person) for word in before)
    return agreeing >= (1 if person.alone else max(1, person.given_names))


def _agree(word: str, person: KnownPerson) -> bool:
    """Whether a word is a given name of the person, by key and by sound."""
    if word.lower() in PARTICLES:
        return False
    arabic = is_arabic(word)
    least = _GIVEN_AT_LEAST_ARABIC if arabic else _GIVEN_AT_LEAST
    if not any(len(key) >= least for key in name_keys(word) & person.given_keys):
        return False
    if arabic and not person.in_arabic:
        return True
    return any(fuzz.ratio(sounds(word), name) >= _GIVEN_LIKE for name in person.given)


def _alone(candidate: Candidate) -> Likeness | None:
    """The person known by the surname alone whom the word is most like; nobody if two are equally near."""
    alone = [likeness for likeness in candidate.near if likeness.person.alone]
    if not alone or (len(alone) > 1 and alone[0].like == alone[1].like):
        return None
    return alone[0]


def _borne_out(group: list[_Proposal], language: str | None, known: bool) -> list[_Proposal]:
    """Which proposals of one person hold: all if one is proven or the person `known` from an alias; else repeated ones.

    A name said twice counts unless it only ever begins a sentence.
    """
    if known or any(proposal.proof is _Proof.BESIDE for proposal in group):
        return group
    repeated = [proposal for proposal in group if proposal.proof is _Proof.REPEATED]
    if language in _ALL_CAPITALISED or len(repeated) < _TWICE:
        return []
    return [] if all(proposal.candidate.opens for proposal in repeated) else repeated


def _entity(group: list[_Proposal], text: str) -> Entity:
    person = group[0].person
    return Entity(
        id=person.id,
        name=person.name,
        mentions=tuple(proposal.span(text) for proposal in group),
        confirmed=False,
        country=person.country,
        kind="person",
    )


def _merged(mentions: Mentions, proposed: list[Entity]) -> Mentions:
    """A person who is found already takes the further spellings and stays confirmed."""
    people = {entity.id: entity for entity in mentions.people}
    for entity in proposed:
        known = people.get(entity.id)
        people[entity.id] = replace(known, mentions=_in_order(known, entity)) if known else entity
    ordered = sorted(people.values(), key=lambda one: (one.mentions[0].start, -one.mentions[0].end, one.id))
    return replace(mentions, people=tuple(ordered))


def _in_order(known: Entity, proposed: Entity) -> tuple[Span, ...]:
    return tuple(sorted((*known.mentions, *proposed.mentions), key=lambda span: (span.start, span.end)))

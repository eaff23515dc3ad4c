"""A match with its context: the facts found in an article, each with offsets, surface form and canonical id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from monitor.model.article import Article, Precision
from monitor.model.match import Match, Span, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, actor or place of the gazetteer, and where the text names it.

    `name` is canonical English. `confirmed` is False for a proposal that no alias backs.
    A country's `id` and every `country` are ISO 3166 alpha-2, upper case.
    """

    id: str
    name: str
    mentions: tuple[Span, ...]
    confirmed: bool = True
    country: str | None = None
    kind: str = ""  # person | pmc | armed-group | state-force | organisation | country | city | region


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date in the text. `value` is ISO 8601 cut to its precision, or a weekday's English name, or None."""

    span: Span
    value: str | None
    precision: Precision


class Bound(StrEnum):
    """How far a text says that its figure holds. The figure itself stands in `Quantity.low` and `high`."""

    EXACT = ""
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How many of what: 'hundreds of fighters' is low 100, high 999, of 'fighters'.

    'More than 200' is 200 to 200, at least: two reports of one event rarely agree in such words, in the figure they do.
    """

    span: Span
    low: int
    high: int
    of: str = ""
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionMention:
    """A Security Council resolution. `id` like 'S/RES/2292 (2016)'; None when the text gives no number."""

    span: Span
    id: str | None
    stance: Stance = Stance.REPORTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A name on a sanctions or watch list, found in the text."""

    list: str
    entry: str
    name: str  # as the list has it
    span: Span
    as_of: date | None
    programmes: tuple[str, ...] = ()
    since: date | None = None
    strength: str = "strong"  # strong | weak | proposal | identifier
    because: str = ""
    on_list_by: date | None = None  # the oldest copy that has it, where the list does not say since when
    kind: str = ""  # person | group | vessel | aircraft
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """All names found in one article, in order of first mention: the gazetteer's, and those on a list."""

    people: tuple[Entity, ...] = ()
    actors: tuple[Entity, ...] = ()
    places: tuple[Entity, ...] = ()
    listed: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotListed:
    """An actor that a reader may expect on a list and that is on none of those loaded."""

    id: str
    as_of: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Every fact of one article; findings share it."""

    mentions: Mentions = Mentions()
    dates: tuple[DateMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    resolutions: tuple[ResolutionMention, ...] = ()
    listed: tuple[Listed, ...] = ()
    not_listed: tuple[NotListed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Whole sentences of the article around a match. `marks` are (start, end) pairs inside `text`."""

    start: int  # offset of `text` in the article
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A match with its context. `context` has the facts of the whole article."""

    match: Match
    excerpts: tuple[Excerpt, ...] = ()
    context: Context = Context()
    stance: Stance = Stance.REPORTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the pure steps made of one article, matched or not."""

    article: Article
    context: Context = Context()
    findings: tuple[Finding, ...] = ()

"""Listed banks, plants, ministries and armed groups in other words than a list's: in another language, in a case.

In: the lists, an article, the places in it, the hits so far. Out: `Hit`s, as proposals, where a stretch means the same
as a listed name, each word of its own said the same: l'usine d'hélicoptères de Kazan for JSC Kazan Helicopter Plant.
Never takes one word alone, nor a body of another country.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from monitor.context.spans import Places
from monitor.model import Article, Mentions, Span
from monitor.screening.body_chinese import chinese_bodies
from monitor.screening.body_meanings import has_head, is_beside_large_words, names_of
from monitor.screening.body_names import UNITS_AT_MOST, Units, is_of_one_trade, units_of_name
from monitor.screening.body_text import BodyText, Token, is_cyrillic, units_of
from monitor.screening.body_words import FIRM, body_words
from monitor.screening.confirm import countries_of
from monitor.screening.hits import Hit, Strength
from monitor.screening.listed_name import ListedName
from monitor.screening.lists import Lists
from monitor.screening.numbered_chinese import numbered_in_chinese
from monitor.screening.own_chinese import own_in_chinese
from monitor.screening.precise import Proof, is_common, is_ordinary
from monitor.text.fold import fold
from monitor.text.name_keys import is_arabic

RUNS_AT_MOST = 400  # of one article
LETTERS_AT_LEAST = 4  # of a word of its own that tells something
LETTERS_AT_LEAST_ALONE = 6  # of the only one, beside a word for a firm
_SAID_AGAIN = frozenset({"research", "television"})
_ONE_A_TOWN = frozenset({"exchange"})
_DEFINITE = "ال"
_ONE_OF = frozenset("家个名些的")
_WHY = "the same in other words, letters or another case; a proposal, to be checked"


def bodies(lists: Lists, article: Article, mentions: Mentions, kept: Sequence[Hit]) -> Iterator[Hit]:
    """Proposals of bodies, where no list's name stands."""
    folded = fold(article.text)
    text = BodyText(article.text, folded, mentions, article.language.code or "")
    around = {place.country or place.id for place in mentions.places if place.kind == "country"}
    for run in islice(text.runs(), RUNS_AT_MOST):
        yield from _of_run(lists, text, article, run, kept, around)
    if folded.has_unspaced:
        yield from _in_chinese(lists, article, mentions, kept)


def _in_chinese(lists: Lists, article: Article, mentions: Mentions, kept: Sequence[Hit]) -> Iterator[Hit]:
    """Those in Chinese characters."""
    behind = 0
    for start, end, units in islice(chinese_bodies(article.text, mentions), RUNS_AT_MOST):
        names = (
            list(lists.bodies.of(units)) if start >= behind and _tells_in_chinese(article.text, start, units) else ()
        )
        if names:
            behind = end
            yield from _hits(article.text, start, end, names, kept)
    taken = Places(hit.span for hit in kept)
    for way in (own_in_chinese, numbered_in_chinese):
        for start, end, own in islice(way(lists, article.text, mentions, taken), RUNS_AT_MOST):
            yield from _hits(article.text, start, end, own, kept)


def _tells_in_chinese(text: str, start: int, units: Units) -> bool:
    """Whether a country and words behind it are a body: not of a kind that are counted, nor somebody's."""
    if len(units.telling) > 1:
        return has_head(units)
    return is_of_one_trade(units) and FIRM in units.meanings and text[max(0, start - 1) : start] not in _ONE_OF


def _of_run(
    lists: Lists,
    text: BodyText,
    article: Article,
    run: Sequence[Token],
    done: Sequence[Hit],
    around: Collection[str],
) -> Iterator[Hit]:
    """Hits of the longest stretches of a run that are a name."""
    heads = [at for at, one in enumerate(run) if not body_words().heads.isdisjoint(one.meanings)]
    counts = [one.counts for one in run]
    behind = 0
    for first in range(heads[-1] + 1 if heads else 0):
        if first < behind or not counts[first]:
            continue
        head = next(at for at in heads if at >= first)
        for last in range(min(len(run), first + 2 * UNITS_AT_MOST), max(first + 1, head), -1):
            tokens = run[first:last]
            if not (counts[last - 1] and _may_be_name(tokens)):
                continue
            meant = names_of(lists, text, tokens, language=article.language.code or "", around=around)
            names = [one for one in meant if _is_meant(text, one, tokens, _Beside(run, first, last))]
            if names:
                yield from _hits(article.text, tokens[0].start, tokens[-1].end, names, done)
                behind = last
                break


def _hits(text: str, start: int, end: int, names: Sequence[ListedName], done: Sequence[Hit]) -> Iterator[Hit]:
    """Proposals of a stretch, if no list's name as it stands covers it or tells one of them."""
    told = {hit.name.key for hit in done if start <= hit.span.start and hit.span.end <= end}
    whole = any(hit.span.start <= start and end <= hit.span.end for hit in done)
    if not whole and told.isdisjoint(name.key for name in names):
        span = Span(start=start, end=end, text=text[start:end])
        yield from (Hit(span, name, Proof.ALONE, Strength.PROPOSAL, _WHY) for name in names)


def _may_be_name(tokens: Sequence[Token]) -> bool:
    """Whether a stretch with a word that says what the body is may be of one name, and is written as one."""
    counting = [one for one in tokens if one.counts]
    return len(counting) <= UNITS_AT_MOST and _is_written_as_name(tokens, counting) and not _says_twice(counting)


def _is_written_as_name(tokens: Sequence[Token], counting: Sequence[Token]) -> bool:
    own = [one for one in counting if one.own]
    if any(is_arabic(one.word) for one in own):
        return bool(tokens[0].meanings)
    if own:
        return all(one.large for one in own) or counting[0].large
    if counting[0].country and counting[0].large and is_cyrillic(counting[0].word):
        return True  # an adjective, which is written small anywhere else
    state = body_words().state
    return any(
        (one.large and one.meanings) or state.intersection(one.meanings) or is_arabic(one.word) for one in tokens
    )


def _says_twice(tokens: Sequence[Token]) -> bool:
    """Whether a stretch is of two names: a meaning stands in it again, other than right behind itself."""
    said = [meaning for one in tokens if one.meanings for meaning in dict.fromkeys(one.meanings)]
    if len(set(said)) == len(said):
        return False
    once = [meaning for at, meaning in enumerate(said) if not at or said[at - 1] != meaning]
    return any(once.count(meaning) > 1 for meaning in once if meaning not in _SAID_AGAIN)


class _Beside:
    """What stands on either side of a stretch of a run. Before a name in Arabic script nothing belongs to it."""

    __slots__ = ("both", "goes_on")

    def __init__(self, run: Sequence[Token], first: int, last: int) -> None:
        before = next((one for one in reversed(run[:first]) if one.counts), None)
        behind = next((one for one in run[last:] if one.counts), None)
        arabic = is_arabic(run[first].word)
        self.both = tuple(one for one in (None if arabic else before, behind) if one)
        self.goes_on = bool(behind and (_is_more(behind) or _is_construct(run[last - 1], behind)))


def _is_more(behind: Token) -> bool:
    """Whether a word with a capital says more of what a body is: Gazprom Neft Shipping."""
    return bool(behind.meanings) and behind.large


def _is_construct(word: Token, behind: Token) -> bool:
    """Whether an Arabic word without its article belongs to the next, which has one: of Ansar Allah, Ansar."""
    return behind.own and behind.word.startswith(_DEFINITE) and word.own and not word.word.startswith(_DEFINITE)


def _is_meant(text: BodyText, name: ListedName, tokens: Sequence[Token], beside: _Beside) -> bool:
    """Whether a name that means the same is the one: enough of it tells, and nothing beside it makes it another."""
    units = units_of(tokens)
    own_countries = countries_of(name.listing)
    if any(one.country not in own_countries for one in beside.both if one.country):
        return False
    if any(_joins(text, one, tokens, units) for one in beside.both) or (units.words and beside.goes_on):
        return False
    telling = [one for one in tokens if one.own and _tells(text, one)]
    quoted = any(one.quoted for one in tokens)
    if not telling and units.words:
        more = len(units.telling) + quoted * (bool(units.countries) or _is_same(units, name)) > 1
        return more or not _ONE_A_TOWN.isdisjoint(units.telling)
    if not telling:
        return len(units.telling) + len(units.countries) > 2 or is_of_one_trade(units)  # noqa: PLR2004 - 'Iranian bank' is any
    if len(telling) == 1 and not units.telling:
        sure = units.countries or quoted or _is_same(units, name)
        return len(telling[0].word) >= LETTERS_AT_LEAST_ALONE and bool(sure)
    return True


def _is_same(units: Units, name: ListedName) -> bool:
    """Whether a listed name has all words of its own, letter for letter, and says itself what the body is."""
    own = units_of_name(name.name.text, name.listing)
    return own is not None and bool(own.meanings) and sorted(own.words) == sorted(units.words)


def _joins(text: BodyText, beside: Token, tokens: Sequence[Token], units: Units) -> bool:
    """Whether a word beside a stretch makes it another name: a meaning, or a word of its own with a capital."""
    if not units.words:
        return bool(beside.meanings) and beside.meanings != (FIRM,) and not is_beside_large_words(beside, tokens)
    telling = beside.own and beside.large and not is_arabic(beside.word) and not is_common(beside.word)
    return telling and not text.begins_sentence(beside)


def _tells(text: BodyText, token: Token) -> bool:
    """Whether a word of its own is no ordinary one, and no place's."""
    return len(token.word) >= LETTERS_AT_LEAST and not is_ordinary(token.word) and not text.is_place(token)

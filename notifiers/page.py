"""What a notification says, before any markup: the one model that the mail, chat and text templates print.

In: an alert, the telling, the findings that this reader's route selects. Out: `Page`: clean strings, already cut.
Nothing here knows HTML or a channel, and no template cuts, sorts or cleans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from monitor.model import Alert, AlertFinding, Delivery, Severity, Source, Stance, Tier
from notifiers.clean import clean_line, clean_text, cut, safe_link
from notifiers.facts import Fact, facts, taken_out
from notifiers.language import Reader
from notifiers.news import in_words
from notifiers.quotes import CODE, Quote, quotes, with_all_marks
from notifiers.story import joined_because, may_be_related, seen
from notifiers.subject import headline, number_of, update

GLANCE = 200  # characters of rule titles in the summary
_TIERS = tuple(Tier)  # most authoritative first


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of everything is shown; lengths in characters."""

    rules: int
    quotes: int  # a rule
    quote: int
    reasons: int  # a rule
    reason: int
    items: int  # a row of facts
    news: int
    sources: int
    text: int  # of a health alert
    joins: int  # lines of why it is one story, and of related ones


MAIL = Limits(rules=6, quotes=2, quote=600, reasons=5, reason=260, items=12, news=8, sources=8, text=4_000, joins=6)
TIGHT = Limits(rules=1, quotes=1, quote=200, reasons=1, reason=120, items=1, news=1, sources=1, text=500, joins=0)
CHAT = Limits(rules=2, quotes=1, quote=350, reasons=2, reason=120, items=6, news=3, sources=3, text=1_500, joins=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """A rule that fired: its passages, which other rules fired on no others, and why it fired."""

    id: str
    title: str
    severity: Severity
    stance: str  # empty when simply reported
    quotes: tuple[Quote, ...]
    more_quotes: int
    also: tuple[RuleView, ...]  # rules that have nothing to show but these passages
    above: bool  # it stands in the `also` of another
    because: tuple[str, ...]
    more_because: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """Who published it: `about` is 'agency, Arabic, 3 March 2025, 09:10 UTC'. `link` is None if it is not safe.

    `title` is as published, in the language of the code `lang`.
    """

    name: str
    about: str
    title: str
    lang: str
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that a template prints."""

    severity: Severity
    kind: str
    headline: str
    update: str
    summary: str
    text: str
    news_heading: str
    news: tuple[str, ...]
    more_news: int
    rules: tuple[RuleView, ...]
    more_rules: tuple[str, ...]
    facts: tuple[Fact, ...]
    sources: tuple[SourceView, ...]
    more_sources: int
    seen: str
    joined: tuple[str, ...]
    more_joined: int
    related: tuple[str, ...]
    more_related: int
    footer: str


def page(alert: Alert, delivery: Delivery, found: Sequence[AlertFinding], *, reader: Reader, limits: Limits) -> Page:
    """Lay out what `reader` is told."""
    views = _rules(found, reader=reader, limits=limits)
    contexts = {item.article_id: item.finding.context for item in found}
    said = in_words(delivery.detail, tuple(contexts.values()), reader) if update(delivery) else ()
    news = [clean_line(line, limits.reason) for line in said]
    sources = by_tier(alert.sources)
    joined, more_joined = joined_because(alert.evidence, limit=limits.joins)
    related, more_related = may_be_related(alert.related, limit=limits.joins)
    return Page(
        severity=severity_of(alert, found),
        kind=reader.say(alert.kind.value),
        headline=headline(alert),
        update=update(delivery, reader),
        summary=_summary(views, sources, reader),
        text=cut(clean_text(alert.text), limits.text),
        news_heading=reader.say("news" if number_of(delivery) > 1 else "told because"),
        news=tuple(news[: limits.news]),
        more_news=len(news[limits.news :]),
        rules=_once(views[: limits.rules]),
        more_rules=tuple(view.title for view in views[limits.rules :][: limits.items]),
        facts=(
            *taken_out((item.finding.match for item in found), limit=limits.items),
            *facts(tuple(contexts.values()), limit=limits.items, reader=reader),
        ),
        sources=tuple(_source(source, reader) for source in sources[: limits.sources]),
        more_sources=len(sources[limits.sources :]),
        seen=seen(alert, sources, reader),
        joined=joined,
        more_joined=more_joined,
        related=related,
        more_related=more_related,
        footer=_footer(alert, delivery, reader),
    )


def by_tier(sources: Sequence[Source]) -> list[Source]:
    """Each once, the most authoritative first."""
    return sorted(dict.fromkeys(sources), key=lambda source: _TIERS.index(source.tier))


def severity_of(alert: Alert, found: Sequence[AlertFinding]) -> Severity:
    """The gravest of what this reader is shown; the alert's own when there are no findings."""
    return max((item.finding.match.severity for item in found), key=lambda s: s.rank, default=alert.severity)


def _rules(found: Sequence[AlertFinding], *, reader: Reader, limits: Limits) -> tuple[RuleView, ...]:
    """One view a rule, gravest first."""
    by_rule: dict[str, list[AlertFinding]] = {}
    for item in sorted(with_all_marks(found), key=lambda item: -item.finding.match.severity.rank):
        by_rule.setdefault(item.finding.match.rule, []).append(item)
    return tuple(_rule(items, reader=reader, limits=limits) for items in by_rule.values())


def _rule(items: Sequence[AlertFinding], *, reader: Reader, limits: Limits) -> RuleView:
    match = items[0].finding.match
    shown, more = quotes(items, reader=reader, limit=limits.quotes, length=limits.quote)
    because = [clean_line(line, limits.reason) for line in match.because]
    stances = dict.fromkeys(item.finding.stance for item in items)
    return RuleView(
        id=clean_line(match.rule, 80),
        title=clean_line(match.title, 100) or clean_line(match.rule, 80),
        severity=match.severity,
        stance=", ".join(reader.say(stance.value) for stance in stances) if set(stances) != {Stance.REPORTED} else "",
        quotes=shown,
        more_quotes=more,
        also=(),
        above=False,
        because=tuple(because[: limits.reasons]),
        more_because=len(because[limits.reasons :]),
    )


def _once(views: Sequence[RuleView]) -> tuple[RuleView, ...]:
    """Every passage under the first rule that shows it; a rule that has no other joins that one's heading."""
    first: dict[Quote, RuleView] = {}
    also: dict[str, list[RuleView]] = {}
    made = []
    for view in views:
        fresh = tuple(quote for quote in view.quotes if quote not in first)
        above = bool(view.quotes) and not fresh and not view.more_quotes
        if above:
            also.setdefault(first[view.quotes[0]].id, []).append(view)
        first.update(dict.fromkeys(fresh, view))
        made.append(replace(view, quotes=fresh, above=above))
    return tuple(replace(view, also=tuple(also.get(view.id, ()))) for view in made)


def _summary(views: Sequence[RuleView], sources: Sequence[Source], reader: Reader) -> str:
    """'2 rules fired: A; B. 3 sources, 1 of them official.'."""
    parts = []
    if views:
        titles = [reader.apart(view.title) for view in views]
        parts.append(f"{reader.count('rules fired', len(views))}: {_titles(titles, reader)}.")
    if sources:
        parts.append(told_by(sources, reader) + ".")
    return " ".join(parts)


def told_by(sources: Sequence[Source], reader: Reader) -> str:
    """'5 reports, 3 sources, 1 of them official'."""
    official = sum(source.tier is Tier.OFFICIAL for source in sources)
    outlets = len({(source.name, urlsplit(source.url or "").hostname) for source in sources})
    counts = [reader.count("report", len(sources))] if len(sources) > outlets else []
    counts.append(reader.count("source", outlets))
    return ", ".join([*counts, *([reader.say("of them official", n=official)] if official else [])])


def _titles(titles: Sequence[str], reader: Reader) -> str:
    """Whole titles, as many as a reader takes in at a glance: 'A; B; and 3 more'."""
    shown = 1
    while shown < len(titles) and len("; ".join(titles[: shown + 1])) <= GLANCE:
        shown += 1
    more = len(titles) - shown
    return "; ".join([*titles[:shown], *([reader.say("more", n=more)] if more else [])])


def _source(source: Source, reader: Reader) -> SourceView:
    link = safe_link(source.url)
    about = [reader.say(source.tier.value)]
    if source.language and source.language != reader.language:
        about.append(reader.language_name(source.language))
    if source.published_at:
        about.append(reader.moment(source.published_at))
    return SourceView(
        name=clean_line(source.name, 80) or reader.say("nameless source"),
        about=", ".join(about),
        title=clean_line(source.title, 120),
        lang=source.language if source.language and CODE.fullmatch(source.language) else "",
        link=link,
    )


def _footer(alert: Alert, delivery: Delivery, reader: Reader) -> str:
    parts = [clean_line(alert.key, 80)]
    if delivery.revision > 1:
        parts.append(reader.say("revision", n=delivery.revision))
    number = number_of(delivery)
    parts.append(reader.say("message", n=number) if number > 1 else reader.say("first message"))
    parts.append(reader.say("route", route=clean_line(delivery.route, 60)))
    parts.append(reader.say("opened", at=reader.moment(alert.opened_at)))
    return " · ".join(parts)

"""Alerts that the tests of `notifiers` tell: made up, but built the way the pipeline builds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from monitor.model import (
    Alert,
    AlertFinding,
    AlertKind,
    Context,
    DateMention,
    Delivery,
    Digest,
    DigestEntry,
    Entity,
    Evidence,
    Excerpt,
    Finding,
    JoinKind,
    Listed,
    Match,
    Mentions,
    NotListed,
    Precision,
    Quantity,
    Reason,
    ResolutionMention,
    Severity,
    Source,
    Span,
    Stance,
    Tier,
)

OPENED = datetime(2025, 3, 3, 9, 12, tzinfo=UTC)


def span(text: str, start: int = 0) -> Span:
    return Span(start=start, end=start + len(text), text=text)


def excerpt(text: str, *hits: str, language: str | None = "en", start: int = 0) -> Excerpt:
    marks = tuple((text.index(hit), text.index(hit) + len(hit)) for hit in hits)
    return Excerpt(start=start, text=text, marks=marks, language=language)


def delivery(**changes: object) -> Delivery:
    plain = Delivery(alert_id=1, revision=1, route="desk", recipient="desk-mail", due_at=OPENED)
    return replace(plain, **changes)  # type: ignore[arg-type]


HARBOUR = Source(
    name="Harbour News Agency",
    tier=Tier.AGENCY,
    url="https://harbour.example/2025/03/03/derna?ref=rss&x=1",
    language="en",
    published_at=datetime(2025, 3, 3, 8, 40, tzinfo=UTC),
    title="Convoy with foreign fighters reaches Derna",
)
GAZETTE = Source(
    name="Gazette of the Council",
    tier=Tier.OFFICIAL,
    url="https://gazette.example/notices/118",
    language="en",
    published_at=datetime(2025, 3, 3, 9, 0, tzinfo=UTC),
    title="Notice 118",
)
MERCENARIES = Match(
    rule="mercenaries",
    title="Mercenaries or private military companies",
    severity=Severity.HIGH,
    because=("concept mercenaries: “fighters”", "actor wagner-group: “Wagner”"),
    extracted={"employer": ("Northern Guard",)},
)
FOREIGN_FORCES = Match(
    rule="foreign-forces",
    title="Foreign forces deployed",
    severity=Severity.MEDIUM,
    because=("“convoy” within 15 words of place LY: “Derna”",),
)
DERNA = Context(
    mentions=Mentions(
        people=(Entity(id="khalifa-haftar", name="Khalifa Haftar", mentions=(), kind="person"),),
        actors=(
            Entity(id="wagner-group", name="Wagner Group", mentions=(), kind="pmc"),
            Entity(id="northern-guard", name="Northern Guard", mentions=(), kind="pmc", confirmed=False),
        ),
        places=(
            Entity(id="LY", name="Libya", mentions=(), kind="country", country="LY"),
            Entity(id="derna", name="Derna", mentions=(), kind="city", country="LY"),
        ),
    ),
    dates=(
        DateMention(span=span("on Sunday"), value="2025-03-02", precision=Precision.DAY),
        DateMention(span=span("last autumn"), value=None, precision=Precision.MONTH),
    ),
    quantities=(
        Quantity(span=span("about 300"), low=300, high=300, of="fighters"),
        Quantity(span=span("dozens of lorries"), low=24, high=99, of="lorries"),
    ),
    resolutions=(
        ResolutionMention(span=span("resolution 1970"), id="S/RES/1970 (2011)"),
        ResolutionMention(span=span("a new resolution"), id=None, stance=Stance.DEMANDED),
    ),
    listed=(
        Listed(
            list="ofac",
            entry="20621",
            name="WAGNER GROUP",
            span=span("Wagner"),
            as_of=date(2025, 3, 1),
            programmes=("RUSSIA-EO14024", "CAR"),
            since=date(2017, 6, 20),
        ),
    ),
    not_listed=(NotListed(id="northern-guard", as_of=date(2025, 3, 1)),),
)


def finding(
    match: Match, *excerpts: Excerpt, source: Source = HARBOUR, article: int = 1, **more: object
) -> AlertFinding:
    made = Finding(match=match, excerpts=excerpts, **more)  # type: ignore[arg-type]
    return AlertFinding(article_id=article, source=source, finding=made)


FIRST = Alert(
    id=1,
    kind=AlertKind.STORY,
    key="story:12",
    title="Convoy with foreign fighters reaches Derna",
    severity=Severity.HIGH,
    opened_at=OPENED,
    story_id=12,
    findings=(
        finding(
            MERCENARIES,
            excerpt(
                "About 300 fighters of the Wagner group reached Derna on Sunday, two port workers said. "
                "They came in dozens of lorries & spoke no Arabic.",
                "fighters",
                "Wagner",
            ),
            context=DERNA,
        ),
        finding(
            FOREIGN_FORCES,
            excerpt("Witnesses saw the convoy pass the harbour gate of Derna.", "convoy", "Derna"),
            context=DERNA,
        ),
    ),
    sources=(HARBOUR,),
)

SEVER = Source(
    name="Северный вестник",
    tier=Tier.STATE,
    url="https://sever.example/новости/77",
    language="ru",
    published_at=datetime(2025, 3, 3, 10, 30, tzinfo=UTC),
    title="Колонна прибыла в Дерну",
)
MINARET = Source(
    name="صحيفة المنارة",
    tier=Tier.PRESS,
    url="https://minaret.example/a/9",
    language="ar",
    published_at=datetime(2025, 3, 3, 11, 5, tzinfo=UTC),
    title="وصول رتل إلى درنة",
)
FOREIGN = replace(
    FIRST,
    title="وصول رتل من المقاتلين إلى درنة",
    findings=(
        finding(
            MERCENARIES,
            excerpt(
                "وصل نحو 300 من مقاتلي فاغنر إلى درنة يوم الأحد، بحسب عاملين في الميناء.", "مقاتلي فاغنر", language="ar"
            ),
            source=MINARET,
            article=2,
            context=DERNA,
        ),
        finding(
            MERCENARIES,
            excerpt(
                "Около 300 бойцов группы «Вагнер» прибыли в Дерну в воскресенье.", "бойцов", "Вагнер", language="ru"
            ),
            source=SEVER,
            article=3,
            context=DERNA,
        ),
    ),
    sources=(MINARET, SEVER),
)

GROWN = replace(FIRST, sources=(HARBOUR, SEVER, MINARET, GAZETTE))
UPDATE = delivery(
    revision=3,
    telling=2,
    reasons=(Reason.OFFICIAL, Reason.SOURCES),
    detail=("official source: Gazette of the Council", "sources: 4"),
)

STORY = replace(
    FIRST,
    findings=(*FIRST.findings, *FOREIGN.findings),
    sources=(HARBOUR, SEVER, MINARET, GAZETTE, replace(HARBOUR, url="https://harbour.example/2025/03/03/derna-2")),
    evidence=(
        Evidence(kind=JoinKind.OPENED, detail="the first report"),
        Evidence(kind=JoinKind.NEAR_DUPLICATE, detail="71% of the phrases are the same", score=0.71, with_article=1),
        Evidence(
            kind=JoinKind.SAME_EVENT, detail="p 0.91", score=0.91, with_article=1, shared=("Вагнер", "Дерну", "300")
        ),
        Evidence(
            kind=JoinKind.SAME_EVENT, detail="p 0.97", score=0.97, with_article=2, shared=("فاغنر", "درنة", "300")
        ),
    ),
    related=(
        Evidence(kind=JoinKind.RELATED, detail="p 0.41", score=0.41, with_story=9, shared=("Haftar", "Tobruk")),
        Evidence(kind=JoinKind.RELATED, detail="p 0.62", score=0.62, with_story=14, shared=("Wagner", "Derna")),
    ),
)
STORY_AGAIN = delivery(
    revision=4,
    telling=3,
    reasons=(Reason.PLACE, Reason.QUANTITY, Reason.DATE),
    detail=("place: Derna", "quantity: 300–1 200 fighters", "date: 2025-03-17"),
)
IN_GERMAN = {"LY": "Libyen", "khalifa-haftar": "Chalifa Haftar", "wagner-group": "Gruppe Wagner"}


def german(id_: str, language: str) -> str:
    """What a gazetteer says of these; it knows German alone."""
    return IN_GERMAN.get(id_, id_) if language == "de" else id_


HEALTH = Alert(
    id=7,
    kind=AlertKind.HEALTH,
    key="health:network",
    title="14 of 60 feeds cannot be fetched",
    severity=Severity.MEDIUM,
    opened_at=OPENED,
    text="Since 08:50 UTC the names of 14 feeds cannot be resolved.\n\n"
    "Next step: look at the network of this machine.\nFeeds: harbour, sever, minaret and 11 more.",
)


def told(alert: Alert, number: int, **changes: object) -> DigestEntry:
    """One alert of a digest."""
    telling = delivery(id=number, alert_id=number, why="quiet hours 22:00-06:00", **changes)
    return DigestEntry(alert=replace(alert, id=number), delivery=telling, findings=alert.findings)


def digest(*entries: DigestEntry, why: tuple[str, ...] = ("quiet hours 22:00-06:00",)) -> Digest:
    at = datetime(2025, 3, 4, 6, 0, tzinfo=UTC)
    return Digest(route="desk", recipient="desk-mail", at=at, why=why, entries=entries)


QUIET_SEA = replace(
    FIRST,
    key="story:13",
    title="Two patrol boats handed over in Tobruk",
    findings=FIRST.findings[1:],
    severity=Severity.MEDIUM,
)
DIGEST = digest(
    told(FIRST, 11),
    told(STORY, 12, telling=3, reasons=STORY_AGAIN.reasons, detail=STORY_AGAIN.detail),
    told(FOREIGN, 14),
    told(QUIET_SEA, 15),
    told(HEALTH, 16),
)

EVIL = (
    "<!channel> <@U123> <https://evil.example|Click bank.example> @everyone\r\nBcc: all@example.org\r\n\r\n"
    "<script>alert(1)</script> <b>bold</b> \u202egnp.exe\u202c \x1b[31mred\x1b[0m "
    "\x1b]0;owned\x07 \x00\x08\x9b2J \ud800"
)


def hostile(words: str) -> Alert:
    """An alert in which every string that a feed or a list can influence is `words`."""
    named = Entity(id="x", name=words, mentions=(), country="LY", kind="city")
    source = Source(name=words, tier=Tier.BLOG, url=words, language="xx", published_at=OPENED, title=words)
    everything = Context(
        mentions=Mentions(people=(named,), actors=(named,), places=(named,)),
        dates=(DateMention(span=span(words), value=None, precision=Precision.DAY),),
        quantities=(Quantity(span=span(words), low=1, high=9, of=words),),
        resolutions=(ResolutionMention(span=span(words), id=None),),
        listed=(Listed(list=words, entry=words, name=words, span=span(words), as_of=None, programmes=(words,)),),
        not_listed=(NotListed(id=words, as_of=None),),
    )
    match = Match(rule="r", title=words, severity=Severity.CRITICAL, because=(words,) * 9)
    passage = Excerpt(start=0, text=words, marks=((0, len(words) // 2),), language=words[:5])
    found = tuple(
        finding(replace(match, rule=f"r{n}"), passage, source=source, article=n, context=everything) for n in range(9)
    )
    return replace(FIRST, title=words, key=words, text=words, findings=found, sources=(source,) * 9)

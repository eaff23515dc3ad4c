"""A reading opens an alert or makes one grow. Pure: nothing is stored, `id` stays 0 until it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from monitor.alerting.news import changes
from monitor.alerting.view import distinct_sources, names_in, view_of
from monitor.model import (
    Alert,
    AlertFinding,
    AlertKind,
    Evidence,
    Joined,
    Reading,
    ReadOutcome,
    Reason,
    Revision,
)

_TITLE = 160  # characters of a first paragraph that stands in for a missing title


def grow(before: Alert | None, reading: Reading, joined: Joined, *, now: datetime) -> Alert:
    """The alert of the story after this article (`reading` must have findings).

    A new revision is written only if the alert as a whole brings news; findings and sources grow in any case. An
    edited article's findings replace its old ones. The title stays that of the first article.
    """
    return _opened(reading, joined, now) if before is None else _grown(before, reading, joined, now)


def outcome(before: Alert | None, alert: Alert) -> ReadOutcome:
    """What became of the article: it opened the alert, revised it, or joined without news."""
    if before is None:
        return ReadOutcome.OPENED
    return ReadOutcome.REVISED if len(alert.revisions) > len(before.revisions) else ReadOutcome.JOINED


def _opened(reading: Reading, joined: Joined, now: datetime) -> Alert:
    article, findings = reading.article, _findings(reading)
    # The story has no number before it is stored; until then the article that opens it names the alert.
    subject = f"article:{article.id}" if joined.story_id is None else str(joined.story_id)
    return Alert(
        kind=AlertKind.STORY,
        key=f"story:{subject}",
        title=article.title or _first_words(reading),
        severity=max(finding.match.severity for finding in reading.findings),
        opened_at=now,
        story_id=joined.story_id,
        labels=labels_of(findings),
        findings=findings,
        sources=(article.source,),
        evidence=joined.evidence,
        related=_related((), joined),
        revisions=(Revision(number=1, at=now, reasons=(Reason.NEW,)),),
    )


def _grown(before: Alert, reading: Reading, joined: Joined, now: datetime) -> Alert:
    fresh = _findings(reading)
    kept = tuple(item for item in before.findings if item.article_id != reading.article.id)
    findings = (*kept, *fresh)
    after = replace(
        before,
        severity=max(before.severity, *(finding.match.severity for finding in reading.findings)),
        labels=labels_of(findings),
        findings=findings,
        sources=distinct_sources(iter((*before.sources, reading.article.source))),
        evidence=_evidence(before, joined),
        related=_related(before.related, joined),
    )
    was, now_known = view_of(before, before.findings), view_of(after, findings)
    reasons, detail = changes(was, now_known, names=names_in(findings))
    if not reasons:
        return after
    number = before.revisions[-1].number + 1 if before.revisions else 1
    revision = Revision(number=number, at=now, reasons=reasons, detail=detail)
    return replace(after, revisions=(*before.revisions, revision))


def _findings(reading: Reading) -> tuple[AlertFinding, ...]:
    article = reading.article
    return tuple(AlertFinding(article_id=article.id, source=article.source, finding=f) for f in reading.findings)


def labels_of(findings: tuple[AlertFinding, ...]) -> Mapping[str, str]:
    """All labels of all rules that fired; where two differ, the more severe rule's stands."""
    labels: dict[str, str] = {}
    for item in sorted(findings, key=lambda item: item.finding.match.severity):
        labels.update(item.finding.match.labels)
    return labels


def _evidence(before: Alert, joined: Joined) -> tuple[Evidence, ...]:
    """Each reason for joining once: an article that is edited five times joins five times."""
    return tuple(dict.fromkeys((*before.evidence, *joined.evidence)))


def _related(before: tuple[Evidence, ...], joined: Joined) -> tuple[Evidence, ...]:
    """Each other story once, by the strongest evidence; none that is the story itself."""
    found: dict[int | None, Evidence] = {}
    for item in (*before, *joined.related):
        known = found.get(item.with_story)
        if item.with_story != joined.story_id and (known is None or item.score > known.score):
            found[item.with_story] = item
    return tuple(found.values())


def _first_words(reading: Reading) -> str:
    text = " ".join(reading.article.paragraphs[0].split()) if reading.article.paragraphs else reading.article.link or ""
    return text if len(text) <= _TITLE else f"{text[: _TITLE - 1].rstrip()}…"

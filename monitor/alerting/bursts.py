"""Alerts about what other alerts do over time: a rise, a silence, a first sighting. Pure.

In: a burst rule, what fired, and the findings that made it. Out: an alert of kind `burst`, whose findings are those of
the articles that were counted, under the burst rule's own name, severity and labels: so routes select it as any other
and readers see the passages and links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.alerting.health import revised
from monitor.alerting.view import distinct_sources
from monitor.engine.bursts import Burst, Ended, Fired, FirstSeenSpec, headline, reasons, what_ended, what_happened
from monitor.model import Alert, AlertFinding, AlertKind, Finding, Match, Reason, Revision, Source

MOST_SHOWN = 12  # articles under one alert; its text says how many there are


def burst_alert(
    burst: Burst, fired: Fired, evidence: Sequence[AlertFinding], *, archive_since: datetime, now: datetime
) -> Alert:
    """The alert of an episode that begins. `evidence` are the findings behind `fired.events`, or some of them."""
    labels = {**burst.labels, **_of_group(burst, fired)}
    quiet_for = None if isinstance(burst.asked, FirstSeenSpec) else burst.asked.quiet_for
    match = Match(
        rule=burst.id,
        title=burst.title,
        severity=burst.severity,
        rule_hash=burst.hash,
        labels=labels,
        because=reasons(burst, until=now + quiet_for if quiet_for else None),
    )
    findings = tuple(_under(match, item) for item in evidence) or (_bare(match),)
    return Alert(
        kind=AlertKind.BURST,
        key=fired.key,
        title=headline(burst, fired.group, fired.things),
        severity=burst.severity,
        opened_at=now,
        text=what_happened(burst, fired, now=now, since=archive_since) + _left_out(fired, evidence),
        labels=labels,
        findings=findings,
        sources=distinct_sources(item.source for item in evidence),
        revisions=(Revision(number=1, at=now, reasons=(Reason.NEW,)),),
    )


def burst_over(before: Alert, ended: Ended, evidence: Sequence[AlertFinding], *, now: datetime) -> Alert:
    """The alert of a silence that has come to its end; `evidence` is the finding that ended it."""
    text = f"{what_ended(ended)}\n\n{before.text}"
    over = revised(before, title=before.title, text=text, reason=Reason.RECOVERED, now=now)
    match = before.findings[0].finding.match
    sources = distinct_sources(iter((*(item.source for item in evidence), *before.sources)))
    return replace(over, findings=(*(_under(match, item) for item in evidence), *before.findings), sources=sources)


def _left_out(fired: Fired, evidence: Sequence[AlertFinding]) -> str:
    return f" The latest {len(evidence)} are listed here." if 0 < len(evidence) < len(fired.events) else ""


def _under(match: Match, item: AlertFinding) -> AlertFinding:
    """The finding with its passages and facts, told by the burst rule."""
    own = replace(match, spans=item.finding.match.spans)
    return replace(item, finding=replace(item.finding, match=own))


def _bare(match: Match) -> AlertFinding:
    """For want of any that can be read: routes select an alert by its findings."""
    return AlertFinding(article_id=0, source=Source(name=""), finding=Finding(match=match))


def _of_group(burst: Burst, fired: Fired) -> Mapping[str, str]:
    """The label that says which group it is, or what was seen if that is one thing."""
    if isinstance(burst.asked, FirstSeenSpec):
        return {burst.asked.what: fired.things[0].id} if len(fired.things) == 1 else {}
    return {burst.asked.group_by.removeprefix("label."): fired.group.id} if fired.group.id else {}

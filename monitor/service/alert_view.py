"""One alert whole, as a person or a script sees it: its message, articles, evidence, revisions and tellings.

Opens the database read-only, so that it works beside a running daemon. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitor.config import Config
from monitor.errors import VedetteError
from monitor.model import Acknowledgement, Alert, Evidence, Revision, Source
from monitor.service.deliveries_view import delivery_json, fate, when
from monitor.service.steering_view import acknowledgement_line
from monitor.service.views import Environ, as_json, looking, moment
from monitor.storage import AlertDetail, DeliveryRecord

_WHEN = 19  # cells of a moment and the space behind it


def alert_as_json(config: Config, environ: Environ, alert_id: int) -> dict[str, Any]:
    """An alert whole, with who was told what."""
    detail, acknowledged = _alert(config, environ, alert_id)
    return {
        **as_json(detail.alert),
        "acknowledgements": [as_json(one) for one in acknowledged],
        "deliveries": [delivery_json(record) for record in detail.deliveries],
    }


def alert_text(config: Config, environ: Environ, alert_id: int) -> str:
    """The alert as its reader got it, its articles and why they are one story, its revisions, each telling."""
    detail, acknowledged = _alert(config, environ, alert_id)
    alert = detail.alert
    messages = [record.message.text for record in detail.deliveries if record.message]
    lines = [messages[-1].rstrip() if messages else f"{alert.title}\n\n{alert.text}".strip()]
    if alert.merged_into is not None:
        lines += ["", f"Merged into alert {alert.merged_into}; `vedette alerts show {alert.merged_into}` shows it."]
    lines += _part("Acknowledged", (f"  {acknowledgement_line(one)}" for one in acknowledged))
    lines += _part("Articles", _articles(alert))
    lines += _part("Story", (_evidence_line(one) for one in alert.evidence))
    lines += _part("Possibly related, not part of this alert", (_evidence_line(one) for one in alert.related))
    lines += _part("Revisions", map(_revision_line, alert.revisions))
    told = [_told_line(record) for record in detail.deliveries] or ["  nobody: no route selects it"]
    return "\n".join([*lines, *_part("Told", told)])


def _part(heading: str, lines: Iterator[str] | list[str] | map[str]) -> list[str]:
    found = list(lines)
    return ["", heading, *found] if found else []


def _articles(alert: Alert) -> Iterator[str]:
    """A line an article, in the order in which they were read; then when the first and the last came out."""
    sources: dict[int, Source] = {item.article_id: item.source for item in alert.findings if item.article_id}
    for article_id, source in sources.items():
        about = ", ".join(part for part in (source.tier.value, source.language or "") if part)
        yield f"  {article_id:<4}{moment(source.published_at):<{_WHEN}}{source.name} ({about}): {source.title}"
    published = sorted(source.published_at for source in sources.values() if source.published_at)
    if len(published) > 1:
        yield f"  first {moment(published[0])}, last {moment(published[-1])}"


def _evidence_line(one: Evidence) -> str:
    others = [
        *([f"article {one.with_article}"] if one.with_article else ()),
        *([f"story {one.with_story}"] if one.with_story else ()),
    ]
    beside = f" ({', '.join(others)})" if others else ""
    shared = f"; shares {', '.join(one.shared)}" if one.shared and not one.detail.startswith("shares") else ""
    return f"  {one.kind.value}{beside}: {one.detail}{shared}"


def _revision_line(revision: Revision) -> str:
    reasons = ", ".join(reason.value for reason in revision.reasons)
    detail = f": {'; '.join(revision.detail)}" if revision.detail else ""
    return f"  {revision.number:<3}{moment(revision.at):<{_WHEN}}{reasons}{detail}"


def _told_line(record: DeliveryRecord) -> str:
    delivery = record.delivery
    why = ", ".join(reason.value for reason in delivery.reasons)
    line = f"  {delivery.id:<3}{when(record):<{_WHEN}}{delivery.recipient}: {delivery.state.value} (because: {why})"
    return f"{line}\n      {found}" if (found := fate(record)) else line


def _alert(config: Config, environ: Environ, alert_id: int) -> tuple[AlertDetail, tuple[Acknowledgement, ...]]:
    with looking(config, environ) as store:
        detail, acknowledged = store.archive.alert(alert_id), store.steering.acknowledgements(alert_id)
    if detail is None:
        raise VedetteError(f"there is no alert {alert_id}; `vedette alerts` lists those there are")
    return detail, acknowledged

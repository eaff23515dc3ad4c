"""Alerts for other programs and for spreadsheets: one record an alert, what was found, who was told, who saw it.

In: the database, read-only, and a time. Out: JSON types, or flat rows for CSV. A cell that a spreadsheet would run as a
formula begins with an apostrophe: headlines are written by strangers. Writes nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from monitor.config import Config
from monitor.model import Acknowledgement, Alert, AlertFinding, Source
from monitor.service.deliveries_view import because, fate
from monitor.service.views import Environ, iso, looking, plain
from monitor.storage import DeliveryRecord
from monitor.storage.alerts_since import alerts_since
from notifiers.facts import facts

COLUMNS = (
    *("id", "kind", "severity", "title", "opened", "changed", "rules", "passages", "who", "where", "when", "how many"),
    *("resolutions", "listed", "not listed", "sources", "links", "told", "not told", "acknowledged by"),
)
_FACTS = {"Who", "Where", "When", "How many", "Resolutions", "Listed", "Not listed"}
_MANY = 10_000  # facts of a kind: all of them
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # the wide ones count too


def export(config: Config, environ: Environ, *, since: datetime, route: str | None = None) -> Iterator[dict[str, Any]]:
    """One record an alert that changed since a time, latest first; with `route`, those told by it and no others."""
    with looking(config, environ) as store:
        for alert, _ in alerts_since(store.engine, since):
            detail = store.archive.alert(alert.id)
            told = detail.deliveries if detail else ()
            if route is not None:
                told = tuple(record for record in told if record.delivery.route == route)
            if told or route is None:
                yield _record(alert, told, store.steering.acknowledgements(alert.id))


def _record(alert: Alert, told: Iterable[DeliveryRecord], acknowledged: Iterable[Acknowledgement]) -> dict[str, Any]:
    contexts = tuple({item.article_id: item.finding.context for item in alert.findings}.values())
    rows = facts(contexts, limit=_MANY)
    return {
        "id": alert.id,
        "key": alert.key,
        "kind": alert.kind.value,
        "severity": alert.severity.value,
        "title": alert.title,
        "text": alert.text,
        "labels": dict(alert.labels),
        "opened_at": iso(alert.opened_at),
        "changed_at": iso(max((revision.at for revision in alert.revisions), default=alert.opened_at)),
        "rules": list(alert.rules),
        "findings": [_finding(item) for item in alert.findings],
        "facts": {row.label.lower(): list(row.items) for row in rows},
        "sources": [_source(source) for source in dict.fromkeys(alert.sources)],
        "tellings": [_telling(record) for record in told],
        "acknowledgements": [plain(one) for one in acknowledged],
    }


def _finding(item: AlertFinding) -> dict[str, Any]:
    match = item.finding.match
    return {
        "article": item.article_id,
        "rule": match.rule,
        "title": match.title,
        "severity": match.severity.value,
        "stance": item.finding.stance.value,
        "because": list(match.because),
        "extracted": {name: list(values) for name, values in match.extracted.items()},
        "passages": [{"text": one.text, "language": one.language} for one in item.finding.excerpts],
        "source": item.source.name,
    }


def _source(source: Source) -> dict[str, Any]:
    return {**plain(source), "tier": source.tier.value}


def _telling(record: DeliveryRecord) -> dict[str, Any]:
    delivery = record.delivery
    return {
        "delivery": delivery.id,
        "route": delivery.route,
        "channel": delivery.recipient,
        "telling": delivery.telling,
        "state": delivery.state.value,
        "because": because(record),
        "new": list(delivery.detail),
        "decided_at": iso(record.created_at),
        "sent_at": iso(record.sent_at) if record.sent_at else None,
        "fate": fate(record),
    }


def csv_lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The headings, then one line a record."""
    yield _line(COLUMNS)
    for record in records:
        yield _line([safe_cell(str(value)) for value in _row(record).values()])


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    passages = (passage["text"] for finding in record["findings"] for passage in finding["passages"])
    told = [one for one in record["tellings"] if one["sent_at"]]
    untold = [one for one in record["tellings"] if not one["sent_at"]]
    values = {
        "id": record["id"],
        "kind": record["kind"],
        "severity": record["severity"],
        "title": record["title"],
        "opened": record["opened_at"],
        "changed": record["changed_at"],
        "rules": _joined(record["rules"]),
        "passages": " | ".join(dict.fromkeys(passages)) or record["text"],
        **{name: _joined(record["facts"].get(name, ())) for name in (label.lower() for label in sorted(_FACTS))},
        "sources": _joined(f"{one['name']} ({one['tier']})" for one in record["sources"]),
        "links": " ".join(one["url"] for one in record["sources"] if one["url"]),
        "told": _joined(f"{one['channel']} {one['sent_at']}" for one in told),
        "not told": _joined(f"{one['channel']}: {one['state']} {one['fate']}".strip() for one in untold),
        "acknowledged by": _joined(one["by"] for one in record["acknowledgements"]),
    }
    return {name: values[name] for name in COLUMNS}


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(texts)


def safe_cell(text: str) -> str:
    """The text as a spreadsheet shows it and does not run it (the advice of OWASP on CSV injection)."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()

"""Findings by article revision: kept for good, so that what was told can be traced to the text that it came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert

from monitor.model import Article, Finding
from monitor.storage import codec, tables


def store_findings(
    connection: Connection, article: Article, findings: Sequence[Finding], *, alert_id: int | None, now: datetime
) -> None:
    """Store one row a rule for this revision of the article, in place of an earlier reading of the same revision."""
    table = tables.finding
    this_revision = (table.c.article_id == article.id) & (table.c.article_revision == article.revision)
    connection.execute(delete(table).where(this_revision))
    by_rule = {
        finding.match.rule: {
            "article_id": article.id,
            "article_revision": article.revision,
            "alert_id": alert_id,
            "rule": finding.match.rule,
            "rule_hash": finding.match.rule_hash,
            "severity": finding.match.severity.value,
            "found_at": now,
            "content": codec.dump(Finding, finding),
        }
        for finding in findings
    }
    if by_rule:
        connection.execute(insert(table), list(by_rule.values()))

"""Findings by article revision: kept for good, so that what was told can be traced to the text that it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, delete, insert, select

from monitor.model import Article, Finding
from monitor.storage import codec, tables

_TABLE = tables.finding
_STORED = insert(_TABLE)
_FORGOTTEN = delete(_TABLE).where(
    _TABLE.c.article_id == bindparam("its_id"), _TABLE.c.article_revision == bindparam("its_revision")
)
_AMONG = bindparam("ids", expanding=True, type_=Integer)
_FOUND_BEFORE = select(_TABLE.c.article_id).where(_TABLE.c.article_id.in_(_AMONG)).distinct()


def finding_rows(
    article: Article, findings: Sequence[Finding], *, alert_id: int | None, now: datetime
) -> list[dict[str, Any]]:
    """One row a rule for this revision of the article."""
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
    return list(by_rule.values())


def store_findings(connection: Connection, found: Sequence[Mapping[str, Any]], *, again: Sequence[Article]) -> None:
    """Store rows, in place of what earlier readings of the same revisions had found in articles that are read again."""
    if again:
        forget_findings(connection, again)
    if found:
        connection.execute(_STORED, found)


def forget_findings(connection: Connection, articles: Sequence[Article]) -> None:
    """Drop what an earlier reading of the same revisions had found."""
    again = set(connection.execute(_FOUND_BEFORE, {"ids": [article.id for article in articles]}).scalars())
    rows = [{"its_id": one.id, "its_revision": one.revision} for one in articles if one.id in again]
    if rows:
        connection.execute(_FORGOTTEN, rows)

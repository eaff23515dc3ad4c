"""Articles that cannot be read: one alert a cause, not one an article. Pure.

In: the article, why, and the cause's open alert. Out: the trouble as it stands with this one more.
"""

from __future__ import annotations

from hashlib import blake2b

from monitor.alerting.trouble import Trouble
from monitor.model import Alert, Article, Severity

SUBJECT = "reading:"
MOST_COUNTED = 1_000  # ids kept of one episode; the ledger has them all


def unread_subject(reason: str) -> str:
    """The subject of all articles that fail for this reason, word for word."""
    return SUBJECT + blake2b(reason.encode(), digest_size=6).hexdigest()


def unread_trouble(before: Alert | None, article: Article, reason: str, *, tries: int) -> Trouble:
    """The trouble with the articles of `before` and this one."""
    concerns = tuple(dict.fromkeys((*(before.concerns if before else ()), f"article:{article.id}")))[:MOST_COUNTED]
    named = article.title or article.link or str(article.id)
    if len(concerns) == 1:
        title = f"An article could not be read: {named}"
        text = f"It was put aside after {tries} tries, from {article.source.name}. Reason: {reason}"
    else:
        title = f"{len(concerns)} articles could not be read for one reason"
        text = (
            f"Each was put aside after {tries} tries. The last: {named}, from {article.source.name}. Reason: {reason}"
        )
    subject = unread_subject(reason)
    return Trouble(subject=subject, title=title, text=text, severity=Severity.MEDIUM, concerns=concerns)

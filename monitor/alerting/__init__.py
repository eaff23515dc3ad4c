"""What is worth telling, to whom, and again when: readings in, alerts and deliveries out. Pure; `now` is handed in.

Never looks anything up and never sends: the caller brings what was told so far and records what follows.
`bursts`, which needs the rules, is imported by itself: who only looks does without.
"""

from monitor.alerting.acknowledged import with_acknowledgements
from monitor.alerting.backlog import is_backlog
from monitor.alerting.burst_events import with_facts
from monitor.alerting.digest import digest_of
from monitor.alerting.gate import as_shown, gate, held_back, shown
from monitor.alerting.grow import grow, outcome
from monitor.alerting.health import health_alert, health_tellings, is_over, revised, subject_of
from monitor.alerting.news import changes
from monitor.alerting.retry import after_send, after_send_together, backoff
from monitor.alerting.routing import select_findings, selects, selects_rule, tellings
from monitor.alerting.view import names_in, union, view_of

__all__ = [
    "after_send",
    "after_send_together",
    "as_shown",
    "backoff",
    "changes",
    "digest_of",
    "gate",
    "grow",
    "health_alert",
    "health_tellings",
    "held_back",
    "is_backlog",
    "is_over",
    "names_in",
    "outcome",
    "revised",
    "select_findings",
    "selects",
    "selects_rule",
    "shown",
    "subject_of",
    "tellings",
    "union",
    "view_of",
    "with_acknowledgements",
    "with_facts",
]

"""When a feed is polled next, how it stands, and what its failures have in common.

In: a feed, what came back, and `now`. Out: the feed's next state, a word for how it stands, failures grouped for
people, or articles that are not new marked as such.
Never fetches, never reads the clock, keeps nothing.
"""

from monitor.polling.changed_text import what_changed
from monitor.polling.failures import FailureGroup, group_failures
from monitor.polling.habit import lag, rate, unknown_share
from monitor.polling.listing import is_known, rebuilt, told_apart
from monitor.polling.quiet import fallen_quiet, items_lately
from monitor.polling.renumbered import hushed, suspects
from monitor.polling.schedule import GONE_EVERY, LONGEST, SHORTEST, after_poll
from monitor.polling.state import quiet_in_words, quiet_now, source_state

__all__ = [
    "GONE_EVERY",
    "LONGEST",
    "SHORTEST",
    "FailureGroup",
    "after_poll",
    "fallen_quiet",
    "group_failures",
    "hushed",
    "is_known",
    "items_lately",
    "lag",
    "quiet_in_words",
    "quiet_now",
    "rate",
    "rebuilt",
    "source_state",
    "suspects",
    "told_apart",
    "unknown_share",
    "what_changed",
]

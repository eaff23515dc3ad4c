"""When a feed is polled next, how it stands, and what its failures have in common.

In: a feed, what came back, and `now`. Out: the feed's next state, a word for how it stands, failures grouped for
people, or articles that are not new marked as such.
Never fetches, never reads the clock, keeps nothing.
"""

from monitor.polling.failures import FailureGroup, group_failures
from monitor.polling.habit import lag, rate, unknown_share
from monitor.polling.quiet import items_lately
from monitor.polling.renumbered import hushed, suspects
from monitor.polling.schedule import GONE_EVERY, LONGEST, SHORTEST, after_poll
from monitor.polling.state import quiet_in_words, source_state

__all__ = [
    "GONE_EVERY",
    "LONGEST",
    "SHORTEST",
    "FailureGroup",
    "after_poll",
    "group_failures",
    "hushed",
    "items_lately",
    "lag",
    "quiet_in_words",
    "rate",
    "source_state",
    "suspects",
    "unknown_share",
]

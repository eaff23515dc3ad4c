"""When a feed is polled next, and what its failures have in common.

In: a feed, what came back, and `now`. Out: the feed's next state, failures grouped for people, or articles that are
not new marked as such.
Never fetches, never reads the clock, keeps nothing.
"""

from monitor.polling.failures import FailureGroup, group_failures
from monitor.polling.renumbered import hushed, suspects
from monitor.polling.schedule import LONGEST, SHORTEST, after_poll

__all__ = [
    "LONGEST",
    "SHORTEST",
    "FailureGroup",
    "after_poll",
    "group_failures",
    "hushed",
    "suspects",
]

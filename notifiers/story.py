"""Why the reports of an alert are one story, which others may tell of the same, and when it was seen. As lines.

In: an alert. Out: clean strings. Copies of one text are counted, what joined other words or languages is spelt out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from monitor.model import Alert, Evidence, JoinKind, Source
from notifiers.clean import clean_line
from notifiers.language import Reader

LINE = 160
SHARED = 8  # things that a line names
_COPIES = {
    JoinKind.SAME_ADDRESS: ("1 newer version of the same page", "{} newer versions of the same page"),
    JoinKind.SAME_TEXT: ("1 report in the same words", "{} reports in the same words"),
    JoinKind.NEAR_DUPLICATE: ("1 report in nearly the same words", "{} reports in nearly the same words"),
}


def joined_because(evidence: Sequence[Evidence], *, limit: int) -> tuple[tuple[str, ...], int]:
    """At most `limit` lines, what joins most surely first, and how many are left out."""
    by_hand = [clean_line(one.detail, LINE) for one in evidence if one.kind is JoinKind.BY_HAND]
    events = sorted((one for one in evidence if one.kind is JoinKind.SAME_EVENT), key=lambda one: -one.score)
    counts = Counter(one.kind for one in evidence if one.kind in _COPIES)
    copies = [
        many.format(counts[kind]) if counts[kind] > 1 else one for kind, (one, many) in _COPIES.items() if counts[kind]
    ]
    lines = list(dict.fromkeys((*by_hand, *(_line(one) for one in events), *copies)))
    return tuple(lines[:limit]), len(lines[limit:])


def may_be_related(related: Sequence[Evidence], *, limit: int) -> tuple[tuple[str, ...], int]:
    """Other stories, the likeliest first."""
    ordered = sorted(related, key=lambda one: (-one.score, one.with_story or 0))
    lines = [f"story:{one.with_story}, {_line(one)}" if one.with_story else _line(one) for one in ordered]
    return tuple(lines[:limit]), len(lines[limit:])


def seen(alert: Alert, sources: Sequence[Source], reader: Reader) -> str:
    """'First seen 3 March 2025, 09:12 UTC; latest report 3 March 2025, 11:05 UTC'; empty for one report."""
    published = [source.published_at for source in sources if source.published_at]
    if len(sources) == 1 or not published:
        return ""
    return reader.say("seen", first=reader.moment(alert.opened_at), last=reader.moment(max(published)))


def _line(one: Evidence) -> str:
    """'shares Haftar, Derna, 17 Sep', or the detail where nothing is named."""
    if not one.shared:
        return clean_line(one.detail, LINE)
    named = [clean_line(thing, 40) for thing in one.shared[:SHARED]]
    more = len(one.shared) - len(named)
    return clean_line("shares " + ", ".join(named) + (f" and {more} more" if more else ""), LINE)

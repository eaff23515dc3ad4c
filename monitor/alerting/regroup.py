"""An alert taken apart, or two made one, when somebody sorts stories by hand; and what readers then know of each. Pure.

`parts` and `united` undo each other: a finding, a source and a piece of evidence go with the article that they came
from. Neither writes a revision, a number or a date: that is the caller's part, who knows when and by whom.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from monitor.alerting.grow import labels_of
from monitor.alerting.news import changes
from monitor.alerting.view import distinct_sources, union
from monitor.model import Alert, AlertFinding, Evidence, View

ByArticle = Mapping[int, tuple[Evidence, ...]]
_UNKNOWN: ByArticle = MappingProxyType({})


def parts(alert: Alert, article_ids: Collection[int], *, evidence: ByArticle = _UNKNOWN) -> tuple[Alert, Alert]:
    """What stays of the alert without these articles, and a new alert (id 0, no history) of these articles alone.

    `evidence` says by article why it joined: evidence by which none of these articles joined stays. Both parts must
    have findings; the caller sees to it. A part is called after its first article.
    """
    wanted = set(article_ids)
    kept = tuple(item for item in alert.findings if item.article_id not in wanted)
    taken = tuple(item for item in alert.findings if item.article_id in wanted)
    of_taken = {item for article_id, why in evidence.items() if article_id in wanted for item in why}
    of_kept = {item for article_id, why in evidence.items() if article_id not in wanted for item in why}
    stays = tuple(item for item in alert.evidence if item in of_kept or item not in of_taken)
    goes = tuple(item for item in alert.evidence if item in of_taken)
    new = replace(alert, id=0, story_id=None, key="", revisions=())
    return _made_of(alert, kept, stays), _made_of(new, taken, goes)


def united(alert: Alert, other: Alert) -> Alert:
    """One alert of both, with the id, key and history of `alert`; findings in the order in which articles were seen."""
    findings = sorted((*alert.findings, *other.findings), key=lambda item: item.article_id)
    evidence = tuple(dict.fromkeys((*alert.evidence, *other.evidence)))
    both = _made_of(alert, tuple(findings), evidence)
    return replace(both, opened_at=min(alert.opened_at, other.opened_at))


def known_of_part(told: View, whole: View, part: View) -> View:
    """What somebody who was told `told` of the whole knows of a part: all, if nothing of the whole is news to him.

    Otherwise what both hold. A part may say more than the whole did: what is background there can be the matter here.
    """
    if not changes(told, whole)[0]:
        return part
    return View(
        severity=min(told.severity, part.severity),
        rules=_both(told.rules, part.rules),
        actors=_both(told.actors, part.actors),
        places=_both(told.places, part.places),
        resolutions=_both(told.resolutions, part.resolutions),
        dates=_both(told.dates, part.dates),
        quantities=tuple(_overlaps(told, part)),
        listed=_both(told.listed, part.listed),
        stances=tuple(item for item in part.stances if item in told.stances),
        official=told.official and part.official,
        sources=min(told.sources, part.sources),
        reported=part.reported,
    )


def known_of_both(one: View, other: View, whole: View) -> View:
    """What somebody knows of the whole who was told of either part: sources add up, as far as the whole has them."""
    sources = max(one.sources, other.sources, min(one.sources + other.sources, whole.sources))
    return replace(union(one, other), sources=sources)


def _made_of(alert: Alert, findings: tuple[AlertFinding, ...], evidence: tuple[Evidence, ...]) -> Alert:
    first = min(findings, key=lambda item: item.article_id)
    return replace(
        alert,
        title=first.source.title or alert.title,
        severity=max(item.finding.match.severity for item in findings),
        labels=labels_of(findings),
        findings=findings,
        sources=distinct_sources(item.source for item in findings),
        evidence=evidence,
    )


def _overlaps(told: View, part: View) -> Iterator[tuple[str, int, int]]:
    """The told part of each range; a range told of under another word is its translation, as for `view.changes`."""
    known = {of: (low, high) for of, low, high in told.quantities}
    figures = set(known.values())
    for of, low, high in part.quantities:
        known_low, known_high = known.get(of, (low, high) if (low, high) in figures else (high + 1, low - 1))
        if max(low, known_low) <= min(high, known_high):
            yield of, max(low, known_low), min(high, known_high)


def _both(told: tuple[str, ...], part: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item for item in part if item in told)

"""What nobody is to be told of: findings that a silence covers, and rules that were wrong about a story. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.model import Acknowledgement, Alert, AlertFinding, Silence
from monitor.text.fold import fold


def audible(
    alert: Alert,
    findings: Iterable[AlertFinding],
    silences: Iterable[Silence],
    acknowledgements: Iterable[Acknowledgement],
) -> tuple[AlertFinding, ...]:
    """The findings that neither a silence nor a false positive covers."""
    wrong = wrong_rules(alert, acknowledgements)
    by = tuple(silences)
    return tuple(
        item
        for item in findings
        if item.finding.match.rule not in wrong and not any(covers(silence, alert, item) for silence in by)
    )


def wrong_rules(alert: Alert, acknowledgements: Iterable[Acknowledgement]) -> frozenset[str]:
    """Rules that somebody called wrong about this story; those that fired when nobody said which."""
    false = [one for one in acknowledgements if one.false_positive and one.alert_id == alert.id]
    return frozenset(rule for one in false for rule in one.rules or alert.rules)


def covers(silence: Silence, alert: Alert, item: AlertFinding | None) -> bool:
    """Whether the silence covers a finding of the alert; None: an alert that has none."""
    if silence.alerts and alert.id not in silence.alerts:
        return False
    if item is None:
        return not (silence.rules or silence.actors or silence.labels) and _has_words(silence, alert, None)
    match, mentions = item.finding.match, item.finding.context.mentions
    named = {entity.id for entity in (*mentions.people, *mentions.actors)}
    return (
        (not silence.rules or match.rule in silence.rules)
        and (not silence.actors or bool(named & set(silence.actors)))
        and all(match.labels.get(key) == value for key, value in silence.labels.items())
        and _has_words(silence, alert, item)
    )


def _has_words(silence: Silence, alert: Alert, item: AlertFinding | None) -> bool:
    """All words of the silence, in any order and case, in what the reader would be shown."""
    if not silence.words:
        return True
    passages = (excerpt.text for excerpt in item.finding.excerpts) if item else (alert.text,)
    title = item.source.title if item else ""
    shown = fold("\n".join((alert.title, title, *passages))).text
    return all(fold(word).text.strip() in shown for word in silence.words)

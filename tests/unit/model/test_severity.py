"""Severities are ordered by gravity, not by the alphabet."""

from __future__ import annotations

import itertools

from monitor.model import Severity

RISING = [Severity.INFO, Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL]


def test_every_comparison_goes_by_gravity() -> None:
    for (i, a), (j, b) in itertools.product(enumerate(RISING), repeat=2):
        assert ((a < b), (a <= b), (a > b), (a >= b)) == ((i < j), (i <= j), (i > j), (i >= j))


def test_the_gravest_is_the_maximum() -> None:
    assert max(reversed(RISING)) is Severity.CRITICAL
    assert sorted(str(severity) for severity in RISING) != RISING

"""The kill test in short, as `make test` can afford it; `make kill-test` is the whole of it."""

from __future__ import annotations

import pytest

from tests.reliability.kill_test import Plan, in_words, kill_test, most_repeats, no_fault

PLACES = ("read.stored", "tell.after_send")
RANDOM = 1  # kills on each database


@pytest.mark.timeout(300)
async def test_daemons_killed_on_both_databases_lose_nothing_and_invent_nothing(tmp_path) -> None:
    plan = Plan(
        sqlite_worlds=1,
        postgresql_worlds=1,
        sqlite_kills=RANDOM,
        postgresql_kills=RANDOM,
        places=PLACES,
        putting_off=False,
        at_most="100/minute",  # no digest: it would be waited for, up to a minute
    )
    verdicts = await kill_test(plan, tmp_path)
    said = "\n".join(line for verdict in verdicts for line in in_words(verdict))
    assert all(no_fault(verdict) for verdict in verdicts), said
    assert [verdict.kills for verdict in verdicts] == [len(PLACES) + RANDOM] * 2, said
    assert all(verdict.account.expected >= len(PLACES) for verdict in verdicts), said
    assert all(verdict.account.duplicates <= most_repeats(verdict.kills) for verdict in verdicts), said
    assert verdicts[0].account.duplicates >= 1, "a kill between a send and its record must repeat that send"

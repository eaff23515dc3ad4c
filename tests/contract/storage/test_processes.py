from __future__ import annotations

from pathlib import Path

from tests.contract.storage.processes import own_reports, run_often, small_rules


def test_three_processes_that_read_two_reports_of_one_event_at_once_make_one_alert(
    postgresql_tables: str, tmp_path: Path
):
    seen = list(run_often(postgresql_tables, small_rules(tmp_path), own_reports(), runs=10))

    assert [what for what in seen if not what.good] == []
    assert len(seen) == 10

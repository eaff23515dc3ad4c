"""A database whose feeds' rows hold their habits, brought up to date."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import text

from monitor.model import Habit, Rhythm
from monitor.storage import Store, codec, migrate, upgrade
from monitor.storage.engine import open_engine, transaction
from tests.contract.storage.making import HOUR, MINUTE, NOW

AT = "2026-03-04 11:00:00.000000"
HABIT = Habit(watched_since=NOW, days="b46b8.b0.1ff00", rhythm=Rhythm(hours=9, longest=4, span=30), lags=(300, 20))
FEED = """
INSERT INTO feed (id, url, name, tier, full_text, active, added_at, failures, due_at, attempts, etag, habit)
 VALUES (:id, :url, 'News', 'press', 'never', TRUE, :at, 0, :at, 0, '"7"', :habit)
"""


def test_each_feed_keeps_its_habit_and_the_rest_of_its_row(empty_database: str, tmp_path: Path):
    scripts = tmp_path / "scripts"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__", "001?_*"))
    upgrade(empty_database, scripts=scripts)
    habits = {1: codec.dump(Habit, HABIT), 2: None, 3: codec.dump(Habit, Habit(entries=3))}
    engine = open_engine(empty_database)
    with transaction(engine) as connection:
        for number, habit in habits.items():
            row = {"id": number, "url": f"https://news.example/{number}", "at": AT, "habit": habit}
            connection.execute(text(FEED), row)
    engine.dispose()

    upgrade(empty_database)

    store = Store.open(empty_database)
    claims = store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=9, next_check=HOUR)
    store.close()
    assert [claim.item.state.habit for claim in claims] == [HABIT, Habit(), Habit(entries=3)]
    assert {claim.item.state.etag for claim in claims} == {'"7"'}

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from monitor.errors import StorageError
from monitor.storage import Store, Upgraded, migrate, revisions, tables, upgrade
from monitor.storage.engine import open_engine, transaction
from tests.contract.storage.making import article, bring

HEAD = migrate.newest()


def test_an_upgrade_from_nothing_makes_exactly_the_tables_that_the_program_states(empty_database: str):
    upgrade(empty_database)

    engine = open_engine(empty_database)
    with transaction(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = compare_metadata(context, tables.METADATA)
    engine.dispose()
    assert differences == []


def test_constraints_have_the_names_that_a_later_migration_will_need(empty_database: str):
    upgrade(empty_database)

    engine = open_engine(empty_database)
    inspector = inspect(engine)
    names = {it["name"] for it in inspector.get_unique_constraints("delivery")}
    keys = {it["name"] for it in inspector.get_foreign_keys("delivery")}
    engine.dispose()
    assert names == {"uq_delivery_alert_id_route_recipient_telling"}
    assert keys == {"fk_delivery_alert_id_alert", "fk_delivery_superseded_by_delivery"}


def test_a_new_database_is_made_silently_and_a_second_upgrade_does_nothing(empty_database: str):
    assert migrate.current(empty_database) is None

    assert upgrade(empty_database) == Upgraded(before=None, after=HEAD)

    again = upgrade(empty_database)
    assert again == Upgraded(before=HEAD, after=HEAD)
    assert not again.changed
    migrate.check(empty_database)


def test_asking_for_the_revision_makes_no_file(tmp_path: Path):
    assert migrate.current(f"sqlite:///{tmp_path / 'no.db'}") is None
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_a_newer_program_is_refused_untouched(database_url: str):
    engine = open_engine(database_url)
    with transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StorageError, match=r"newer than this program \(revision 9999\); install the Vedette that"):
        upgrade(database_url)

    with transaction(engine) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{HEAD}'"))
    engine.dispose()


def test_a_database_without_tables_says_how_to_get_them(empty_database: str):
    with pytest.raises(StorageError, match="has no tables yet; run `vedette db upgrade`"):
        migrate.check(empty_database)
    store = Store.open(empty_database)
    with pytest.raises(StorageError, match="run `vedette db upgrade`"):
        store.feeds.feeds()
    store.close()


SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "HEAD"


def upgrade():
    with op.batch_alter_table("meta") as table:
        table.add_column(sa.Column("extra", sa.Text(), nullable=True))
    op.execute("UPDATE meta SET extra = 'added'")
""".replace("HEAD", HEAD)


@pytest.fixture
def next_version(tmp_path: Path) -> Path:
    """The migrations as a later version of the program will bring them: one revision more."""
    scripts = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9998_second.py").write_text(SECOND)
    return scripts


def remember_something(url: str) -> None:
    store = Store.open(url)
    store.remember("canary", "alive")
    store.close()


def test_an_older_database_is_brought_up_to_date_with_its_rows(database_url: str, next_version: Path):
    remember_something(database_url)

    done = upgrade(database_url, scripts=next_version)

    assert (done.before, done.after, done.changed) == (HEAD, "9998", True)
    engine = open_engine(database_url)
    with transaction(engine) as connection:
        assert connection.execute(text("SELECT value, extra FROM meta")).all() == [("alive", "added")]
        connection.execute(text("ALTER TABLE meta DROP COLUMN extra"))
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{HEAD}'"))
    engine.dispose()


def test_an_older_file_is_copied_beside_itself_before_it_is_touched(tmp_path: Path, next_version: Path):
    url = f"sqlite:///{tmp_path / 'vedette.db'}"
    upgrade(url)
    remember_something(url)

    done = upgrade(url, scripts=next_version)

    assert done.backup == tmp_path / f"vedette.db.backup-{HEAD}"
    assert migrate.current(f"sqlite:///{done.backup}") == HEAD
    store = Store.open(f"sqlite:///{done.backup}", read_only=True)
    assert store.note("canary") == "alive"
    store.close()
    assert not list(tmp_path.glob("*.partial"))


def test_a_backup_can_be_declined(tmp_path: Path, next_version: Path):
    url = f"sqlite:///{tmp_path / 'vedette.db'}"
    upgrade(url)

    assert upgrade(url, backup=False, scripts=next_version).backup is None
    assert not list(tmp_path.glob("*.backup-*"))


def test_without_a_backup_nothing_is_touched(tmp_path: Path, next_version: Path):
    url = f"sqlite:///{tmp_path / 'vedette.db'}"
    upgrade(url)
    (tmp_path / f"vedette.db.backup-{HEAD}").mkdir()  # so that the copy cannot take its name
    (tmp_path / f"vedette.db.backup-{HEAD}" / "file").touch()

    with pytest.raises(StorageError, match=rf"no backup could be made at .*backup-{HEAD}"):
        upgrade(url, scripts=next_version)

    assert migrate.current(url) == HEAD


def test_a_revision_that_fails_half_way_changes_nothing(database_url: str, next_version: Path):
    remember_something(database_url)
    (next_version / "versions" / "9998_second.py").write_text(SECOND + "    op.execute('UPDATE nothing SET x = 1')\n")

    with pytest.raises(StorageError, match="nothing"):
        upgrade(database_url, scripts=next_version)

    assert migrate.current(database_url) == HEAD
    engine = open_engine(database_url)
    columns = {column["name"] for column in inspect(engine).get_columns("meta")}
    engine.dispose()
    assert columns == {"key", "value"}


def test_a_revision_that_breaks_references_is_undone(tmp_path: Path, next_version: Path):
    url = f"sqlite:///{tmp_path / 'vedette.db'}"
    upgrade(url)
    store = Store.open(url)
    bring(store, article("a"))
    store.close()
    (next_version / "versions" / "9998_second.py").write_text(SECOND + "    op.execute('DELETE FROM feed')\n")

    with pytest.raises(StorageError, match="would break references in article, feed_habit; nothing was changed"):
        upgrade(url, scripts=next_version)

    store = Store.open(url)
    assert len(store.feeds.feeds()) == 1
    store.close()


def test_processes_that_start_together_upgrade_once(empty_database: str):
    if empty_database.startswith("sqlite"):
        upgrade(empty_database)  # one process alone may write a SQLite file: see the lock
    done: list[Upgraded] = []
    threads = [threading.Thread(target=lambda: done.append(upgrade(empty_database))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {it.after for it in done} == {HEAD}
    assert len(done) == 3


def test_the_revisions_are_those_that_alembic_sees():
    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS))
    directory = ScriptDirectory.from_config(config)
    assert revisions.newest(migrate.SCRIPTS) == directory.get_current_head()
    assert revisions.known(migrate.SCRIPTS) == {script.revision for script in directory.walk_revisions()}


def test_a_folder_of_two_newest_revisions_or_of_none_is_refused(next_version: Path):
    other = (next_version / "versions" / "9998_second.py").read_text().replace('"9998"', '"9997"')
    (next_version / "versions" / "9997_other.py").write_text(other)
    with pytest.raises(StorageError, match="end in 9997 and 9998; install Vedette anew"):
        migrate.newest(next_version)
    with pytest.raises(StorageError, match="are not installed"):
        migrate.newest(next_version / "nowhere")


def test_a_database_that_is_up_to_date_needs_no_alembic(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'a.db'}"
    upgrade(url)
    code = f"import sys; from monitor.storage import upgrade; upgrade({url!r}); print('alembic' in sys.modules)"
    assert subprocess.run((sys.executable, "-c", code), capture_output=True, check=True).stdout == b"False\n"

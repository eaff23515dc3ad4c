from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from monitor.errors import DatabaseBusy, StorageError
from monitor.storage import DatabaseLock, Store, upgrade
from monitor.storage.engine import open_engine, transaction
from tests.contract.storage.making import MINUTE, NOW, URL, article, bring, feed

ROOT = Path(__file__).parents[3]


def file_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'vedette.db'}"
    upgrade(url)
    return url


def test_sqlite_is_set_to_keep_what_is_committed(tmp_path: Path):
    engine = open_engine(file_url(tmp_path))
    with transaction(engine) as connection:
        got = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    engine.dispose()

    assert got == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 10000, "foreign_keys": 1}


def test_a_transaction_takes_the_writers_lock_at_once(tmp_path: Path):
    url = file_url(tmp_path)
    engine, second = open_engine(url), open_engine(url.replace("vedette.db", "vedette.db?timeout=0"))
    with transaction(second) as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")
    with transaction(engine), pytest.raises(DatabaseBusy, match="stayed locked"), transaction(second):
        pass
    engine.dispose()
    second.dispose()


def test_a_server_that_says_nothing_more_is_given_up_within_half_a_minute_unless_the_address_says_otherwise(
    postgresql_tables: str,
):
    asked = []
    for more in ("", "&keepalives_idle=99"):
        engine = open_engine(postgresql_tables + more)
        with transaction(engine) as connection:
            asked.append(connection.connection.dbapi_connection.info.get_parameters())
        engine.dispose()
    assert [int(one["keepalives_idle"]) for one in asked] == [15, 99]
    for one in asked:
        assert int(one["keepalives_interval"]) * int(one["keepalives_count"]) <= 15
        assert int(one["tcp_user_timeout"]) == 30_000


def test_threads_take_turns_at_writing(store: Store):
    store.feeds.sync([feed(f"https://news.example/{n}") for n in range(8)], now=NOW)
    failures: list[Exception] = []

    def work() -> None:
        try:
            for _ in range(10):
                store.feeds.make_due(now=NOW)
                for claim in store.feeds.claim_feeds(now=NOW, lease=MINUTE, limit=2, next_check=MINUTE):
                    store.feeds.release(claim)
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []


def test_a_reader_works_while_a_writer_writes(tmp_path: Path):
    url = file_url(tmp_path)
    store = Store.open(url)
    bring(store, article("a"))
    reader = Store.open(url, read_only=True)

    with transaction(store.engine) as connection:
        connection.execute(text("UPDATE feed SET name = 'not yet committed'"))
        assert reader.feeds.feeds()[0].feed.name == URL
        assert reader.archive.ledger().balanced

    assert reader.feeds.feeds()[0].feed.name == "not yet committed"
    reader.close()
    store.close()


def test_a_reader_cannot_write(database_url: str):
    reader = Store.open(database_url, read_only=True)

    with pytest.raises(StorageError, match=r"(?i)read-?only"):
        reader.remember("a", "b")

    reader.close()


def test_a_reader_of_a_file_that_does_not_exist_says_so_and_makes_none(tmp_path: Path):
    with pytest.raises(StorageError, match=r"there is no database at .*no\.db yet; start `vedette run`"):
        open_engine(f"sqlite:///{tmp_path / 'no.db'}", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_may_have_any_name(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'wäch ter #1%.db'}"
    upgrade(url)
    store, reader = Store.open(url), Store.open(url, read_only=True)
    bring(store, article("a"))

    assert reader.archive.ledger().new == 1
    reader.close()
    store.close()


def test_a_database_in_memory_keeps_its_tables_for_the_life_of_the_engine():
    engine = open_engine("sqlite://")
    with transaction(engine) as connection:
        connection.execute(text("CREATE TABLE t (a)"))
    with transaction(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == 0
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("vedette.db", "is not a database URL; write sqlite:///vedette.db"),
        ("mysql://u:geheim@host/db", "names mysql; Vedette keeps its data in sqlite or postgresql"),
        ("sqlite:////no/such/folder/v.db", "its folder does not exist"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_in_plain_words(url: str, words: str):
    with pytest.raises(StorageError) as refused:
        open_engine(url)

    assert words in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_a_server_that_is_not_there_is_named_without_the_password():
    engine = open_engine("postgresql://user:geheim@127.0.0.1:1/none")

    words = r"PostgreSQL at 127\.0\.0\.1 cannot be used.*check that the server"
    with pytest.raises(StorageError, match=words) as refused:
        transaction(engine).__enter__()

    assert "geheim" not in str(refused.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path):
    (tmp_path / "notes.db").write_text("not a database at all, but a rather long text " * 40)

    with pytest.raises(StorageError, match=r"notes\.db cannot be used: .*point `database` at"):
        upgrade(f"sqlite:///{tmp_path / 'notes.db'}")


def hold_in_a_process(url: str) -> subprocess.Popen[str]:
    """Another process that holds the lock until its standard input closes."""
    code = (
        "import sys; from datetime import datetime, UTC; from monitor.storage import DatabaseLock\n"
        f"lock = DatabaseLock({url!r}, since=datetime(2026, 3, 4, 12, 0, tzinfo=UTC)); lock.acquire()\n"
        "print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_refused_with_the_name_of_the_first(tmp_path: Path):
    url = file_url(tmp_path)
    with hold_in_a_process(url) as process:
        with pytest.raises(DatabaseBusy) as refused:
            DatabaseLock(url, since=NOW).acquire()

        assert str(refused.value) == (
            f"a vedette process (pid {process.pid}, since 2026-03-04 12:00:00 UTC) already uses this database; "
            "stop it first, or use PostgreSQL for several processes"
        )
        process.kill()
        process.wait()

        with DatabaseLock(url, since=NOW) as lock:  # the killed process left nothing in the way
            assert str(process.pid) not in lock.path.read_text()


def test_a_lock_is_found_under_any_name_of_the_file(tmp_path: Path):
    url = file_url(tmp_path)
    (tmp_path / "alias.db").symlink_to(tmp_path / "vedette.db")

    with DatabaseLock(url, since=NOW), pytest.raises(DatabaseBusy):
        DatabaseLock(f"sqlite:///{tmp_path / 'alias.db'}", since=NOW).acquire()


def test_a_lock_that_was_let_go_can_be_taken_again(tmp_path: Path):
    lock = DatabaseLock(file_url(tmp_path), since=NOW)
    lock.acquire()
    lock.acquire()
    lock.release()
    lock.release()

    with DatabaseLock(file_url(tmp_path), since=NOW):
        pass


def test_a_child_process_does_not_keep_the_lock(tmp_path: Path):
    url = file_url(tmp_path)
    lock = DatabaseLock(url, since=NOW)
    lock.acquire()
    with subprocess.Popen(["sleep", "60"], close_fds=False) as child:
        lock.release()
        with DatabaseLock(url, since=NOW):
            pass
        child.kill()


@pytest.mark.parametrize("url", ["sqlite://", "postgresql://user@host/name"])
def test_where_several_may_write_there_is_no_lock(url: str):
    with DatabaseLock(url, since=NOW) as first, DatabaseLock(url, since=NOW) as second:
        assert first.path is second.path is None

"""A database of the first revision, with rows as that version wrote them, brought up to date."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from monitor.model import Feature
from monitor.storage import Store, migrate, upgrade
from monitor.storage.engine import open_engine, transaction
from tests.contract.storage.making import HOUR, MINUTE, NOW, article, bring, fingerprint, opened, read_as, telling

# One feed, three articles; two stories, the first of two members, and its alert, of which the desk was told.
ROWS = """
INSERT INTO feed (id, url, name, tier, full_text, active, added_at, failures, due_at, attempts)
 VALUES (1, 'https://news.example/feed.xml', 'News', 'press', 'never', TRUE, '{at}', 0, '{at}', 0);
INSERT INTO article (id, feed_id, entry_id, entry_hash, state, outcome, reason, revision, title, content,
 first_seen_at, read_at, due_at, attempts) VALUES
 (1, 1, 'a', 'h', 'read', 'joined one', '', 1, 'Late', '{{}}', '{at}', '{at}', '{at}', 0),
 (2, 1, 'b', 'h', 'read', 'opened a story', '', 1, 'First', '{{}}', '{at}', '{at}', '{at}', 0),
 (3, 1, 'c', 'h', 'read', 'opened a story', '', 1, 'Other', '{{}}', '{at}', '{at}', '{at}', 0);
INSERT INTO story (id, opened_at, last_at) VALUES (1, '{at}', '{later}'), (2, '{at}', '{at}'), (3, '{at}', '{at}');
INSERT INTO story_member (article_id, story_id, at, joined_at, fingerprint, evidence) VALUES
 (1, 1, '{at}', '{later}', '{print}', '[]'),
 (2, 1, '{at}', '{at}', '{print}', '[{{"kind":"opened","detail":"the first report"}}]'),
 (3, 2, '{at}', '{at}', '{print}', '[]');
INSERT INTO story_key (kind, key, article_id, story_id, at) VALUES
 ('text', 'same', 1, 1, '{later}'), ('text', 'same', 2, 1, '{at}'), ('text', 'other', 3, 2, '{at}');
INSERT INTO alert (id, key, kind, story_id, title, severity, opened_at, updated_at, content) VALUES
 (1, 'story:1', 'story', 1, 'First', 'high', '{at}', '{at}', '{alert}');
INSERT INTO alert_revision (alert_id, number, at, content) VALUES (1, 1, '{at}', '{{}}');
INSERT INTO delivery (id, alert_id, route, recipient, telling, revision, state, created_at, sent_at, tries,
 last_outcome, content, due_at, attempts) VALUES
 (1, 1, 'all', 'desk', 1, 1, 'sent', '{at}', '{at}', 1, 'ok', '{telling}', '{at}', 0);
INSERT INTO ledger_count (feed_id, what, reason, n) VALUES
 (1, 'fetched', '', 3), (1, 'new', '', 3), (1, 'read', 'joined one', 1), (1, 'read', 'opened a story', 2),
 (0, 'told', 'all', 1);
"""
VALUES = {
    "at": "2026-03-04 12:00:00.000000",
    "later": "2026-03-04 13:00:00.000000",
    "print": '{"canonical":"","text_hash":"same","language":"en","signature":[],"bands":[]}',
    "alert": '{"kind":"story","key":"story:1","title":"First","severity":"high","opened_at":"2026-03-04T12:00:00Z"}',
    "telling": '{"reasons":["new"],"view":{"severity":"high","sources":2}}',
}


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """The migrations as the first version had them."""
    scripts = tmp_path / "first"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__", "000[2-9]_*", "00[1-9]?_*"))
    return scripts


@pytest.fixture
def upgraded(empty_database: str, first_version: Path) -> Iterator[Store]:
    """A store on a database that held the rows above before it was brought up to date."""
    assert upgrade(empty_database, scripts=first_version).after == "0001"
    engine = open_engine(empty_database)
    with transaction(engine) as connection:
        for statement in ROWS.format(**VALUES).split(";\n"):
            if statement.strip():
                connection.execute(text(statement.replace(":", "\\:")))
        if engine.dialect.name == "postgresql":
            for name in ("feed", "article", "story", "alert", "delivery"):
                connection.execute(text(f"SELECT setval('{name}_id_seq', (SELECT max(id) FROM {name}))"))
    engine.dispose()
    assert upgrade(empty_database).before == "0001"
    store = Store.open(empty_database)
    yield store
    store.close()


def test_all_rows_are_there_as_they_were(upgraded: Store):
    book = upgraded.archive.ledger()

    assert book.balanced
    assert (book.stored, book.alerts, book.tellings, book.unrouted) == (3, 1, 1, 0)
    assert upgraded.archive.story(1).articles == (2, 1)
    detail = upgraded.archive.alert(1)
    assert (detail.alert.title, detail.alert.merged_into) == ("First", None)
    assert upgraded.deliveries.told(1, now=NOW)[0].view.sources == 2


def test_the_first_to_join_has_opened_its_story(upgraded: Store):
    with upgraded.articles.joining(now=NOW) as session:
        members = session.candidates(fingerprint("same"), since=NOW - HOUR)
        assert session.frequencies(fingerprint()).articles == {}

    assert [(it.article_id, it.opening) for it in members] == [(2, True), (1, False)]


def test_work_goes_on_with_the_new_tables(upgraded: Store):
    bring(upgraded, article("new"), now=NOW + MINUTE)
    print_ = replace(fingerprint("new"), features=(Feature(key="k:a"),))
    read_as(upgraded, lambda it, _: opened(it, telling(), print_=print_), now=NOW + MINUTE)

    with upgraded.articles.joining(now=NOW + MINUTE) as session:
        (member,) = session.candidates(fingerprint("new"), since=NOW)
        counted = session.frequencies(member.fingerprint)
    assert (member.story_id, member.opening) == (4, True)
    assert (counted.articles, counted.seen) == ({"en": 1}, {"k:a": {"en": 1}})
    assert upgraded.archive.ledger().balanced

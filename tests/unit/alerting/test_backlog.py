"""Old news at first sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting import is_backlog
from monitor.model import Article, Feed
from tests.unit.alerting.make import NOW

LIVE = Feed(id=1, url="https://a.example/feed", name="A")
DAYS_2 = timedelta(hours=48)


@given(st.integers(-10_000, 10_000))
def test_an_article_is_backlog_when_it_is_older_than_the_limit(minutes):
    article = Article(published_at=NOW - DAYS_2 - timedelta(minutes=minutes))
    assert is_backlog(article, LIVE, newer_than=DAYS_2, now=NOW) == (minutes > 0)


def test_an_article_without_a_date_is_told():
    assert not is_backlog(Article(), LIVE, newer_than=DAYS_2, now=NOW)


def test_a_feed_from_a_file_has_no_backlog():
    old = Article(published_at=NOW - timedelta(days=900))
    assert not is_backlog(old, replace(LIVE, url="file:/samples/a.xml"), newer_than=DAYS_2, now=NOW)

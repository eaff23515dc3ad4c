"""How long an article takes to join, with 1,000 and with 100,000 stories stored.

    python -m benchmarks.joining                  # both, on SQLite; exits with 1 when the longer takes over 1.5 times

Stories are written straight into the tables, as they would be after months: half of them are older than a week, the
others opened within the window of 72 hours. Every third has a long text, with all keys of the search for
near-duplicates; each has about 20 features to be found by, some named by nobody else, most by many others, as in the
news. Then articles are joined one by one, as the read loop does it: `pipeline.conclude` in a session, recorded and
committed. A third of them report a story that is stored, a third tell of a new event with names that are known, a third
match nothing and are counted alone. Both databases take turns, so that a slow minute of the machine strikes both; the
median article is compared.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.model import (
    Article,
    Claim,
    Evidence,
    Feature,
    Feed,
    FeedState,
    Fetched,
    Finding,
    Fingerprint,
    JoinKind,
    Language,
    Match,
    Polled,
    Reading,
    Severity,
    Source,
    Span,
)
from monitor.pipeline import Policy, conclude
from monitor.storage import Store, codec, upgrade
from monitor.storage.stories import keys_of

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
WINDOW = timedelta(hours=71)
MONTHS = timedelta(days=180)
TARGET = 1.5
COUNTED = 20_000  # articles whose features are still counted
OPENED = Evidence(kind=JoinKind.OPENED, detail="the first report")
LANGUAGES = ("en", "de", "ru", "ar")
OWN, COMMON = 8, 17  # features of the event alone, and of its theatre
NAMES = 20_000  # that all stories draw theirs from, a few much more often than most
POLICY = Policy(routes=(), alert_if_newer_than=timedelta(days=2), languages=LANGUAGES, default_every=timedelta(hours=1))


def main() -> None:
    """Write both databases, join in both, compare."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--few", type=int, default=1_000, help="stories in the small database")
    parser.add_argument("--many", type=int, default=100_000, help="stories in the large one")
    parser.add_argument("--articles", type=int, default=300, help="joined in each")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        small = Desk.make(Path(name) / "few", asked.few, asked.articles)
        large = Desk.make(Path(name) / "many", asked.many, asked.articles)
        for _ in range(asked.articles):
            small.join_one()
            large.join_one()
        sys.exit(report(small, large))


def report(small: Desk, large: Desk) -> int:
    """Print what was measured; 1 when the target is missed."""
    missed = 0
    for kind in KINDS:
        few, many = (statistics.median(desk.times[kind]) * 1e3 for desk in (small, large))
        ratio = many / few
        verdict = "ok" if ratio <= TARGET else f"MISSED, at most {TARGET}"
        missed |= ratio > TARGET
        sizes = f"{few:6.1f} ms among {small.stories:,}{many:7.1f} ms among {large.stories:,}"
        print(f"{kind:<20}{sizes}  {ratio:.2f} {verdict}")
    for desk in (small, large):
        found = f"{desk.joined} of {len(desk.members)} reports joined, {statistics.mean(desk.members):.0f} candidates"
        print(f"{desk.stories:,} stories, written in {desk.loaded:.0f} s: {found} on average")
    return int(missed)


# --- made-up news -----------------------------------------------------------------------------------------------

REPORT, NEW, NO_MATCH = "a further report", "a new event", "counted alone"
KINDS = (REPORT, NEW, NO_MATCH)


def features_of(rng: random.Random, event: int) -> tuple[Feature, ...]:
    """What a report of an event names: most of what is the event's own, and some of what everybody names."""
    own = [f"k:own{event}x{n}" for n in range(OWN) if rng.random() < 0.8]
    common = {f"e:name{min(int(rng.paretovariate(0.6)), NAMES)}" for _ in range(COMMON)}
    return tuple(Feature(key=key, shown=key) for key in sorted({*own, *common}))


def fingerprint_of(rng: random.Random, event: int, number: int) -> Fingerprint:
    """The fingerprint of a report in a language of its own choice; one in three has a long text."""
    long = number % 3 == 0
    return Fingerprint(
        canonical=f"news.example/{event}/{number}",
        text_hash=f"{rng.getrandbits(128):032x}",
        language=rng.choice(LANGUAGES),
        signature=tuple(rng.getrandbits(32) for _ in range(128)) if long else (),
        bands=tuple(f"{band:02x}{rng.getrandbits(32):08x}" for band in range(64)) if long else (),
        features=features_of(rng, event),
    )


def opened_at(rng: random.Random, share: float) -> datetime:
    """When a story opened: every other one within the window, the rest over half a year before; oldest first."""
    jitter = timedelta(seconds=rng.random())
    if share > 0.5:
        return NOW - WINDOW * (1 - share) * 2 - jitter
    return NOW - timedelta(days=8) - MONTHS * (1 - share) - jitter


# --- a database with so many stories ------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Desk:
    """A store with made-up stories, and articles that wait to join."""

    store: Store
    stories: int
    loaded: float  # seconds
    rng: random.Random
    times: dict[str, list[float]]
    members: list[int]
    joined: int = 0
    number: int = 0

    @classmethod
    def make(cls, folder: Path, stories: int, articles: int) -> Desk:
        """Write so many stories; `articles` are polled and wait."""
        begun = time.perf_counter()
        folder.mkdir()
        url = f"sqlite:///{folder / 'vedette.db'}"
        upgrade(url)
        bring(url, articles)
        write_stories(folder / "vedette.db", stories, first=articles + 1)
        store = Store.open(url)
        rng = random.Random(1)
        took = time.perf_counter() - begun
        return cls(store=store, stories=stories, loaded=took, rng=rng, times={kind: [] for kind in KINDS}, members=[])

    def join_one(self) -> None:
        """Read the next article, timed from the fingerprint to the commit."""
        kind = KINDS[self.number % len(KINDS)]
        (claim,) = self.store.articles.claim_articles(now=NOW, lease=timedelta(minutes=1), limit=1)
        event = self.stories - 1 - self.number if kind == REPORT else 10 * self.stories + self.number
        print_ = fingerprint_of(self.rng, event, self.number)
        reading = reading_of(claim, findings=kind != NO_MATCH)
        begun = time.perf_counter()
        with self.store.articles.joining(now=NOW) as session:
            conclusion = conclude(reading, print_, session=session, policy=POLICY, now=NOW)
            session.record(claim, conclusion)
        self.times[kind].append(time.perf_counter() - begun)
        joined = conclusion.joined is not None and conclusion.joined.story_id is not None
        self.joined += joined and kind == REPORT
        if kind == REPORT:
            with self.store.articles.joining(now=NOW) as session:
                keys = [feature.key for feature in print_.features]
                self.members.append(len(session.candidates(print_, keys=keys, since=NOW - WINDOW)))
        self.number += 1


def reading_of(claim: Claim[Article], *, findings: bool) -> Reading:
    """The article with one finding, or none."""
    span = Span(start=0, end=1, text="A", concept="made-up")
    match = Match(rule="made-up", title="Made up", severity=Severity.HIGH, spans=(span,))
    return Reading(article=claim.item, findings=(Finding(match=match),) if findings else ())


def bring(url: str, articles: int) -> None:
    """Have a feed bring so many articles."""
    store = Store.open(url)
    feed = Feed(id=0, url="https://news.example/feed.xml", name="Made up")
    store.feeds.sync([feed], now=NOW)
    (claim,) = store.feeds.claim_feeds(now=NOW, lease=timedelta(minutes=1), limit=1, next_check=timedelta(hours=1))
    fresh = tuple(article(number) for number in range(articles))
    state = FeedState(next_check_at=NOW + timedelta(hours=1))
    response = Fetched(url=feed.url, body=b"", headers={})
    hashes = tuple(str(number) for number in range(articles))
    store.feeds.record_poll(claim, Polled(response=response, state=state, articles=fresh, entry_hashes=hashes), now=NOW)
    store.close()


def article(number: int) -> Article:
    """A short article."""
    title = f"Headline {number}"
    return Article(
        entry_id=str(number),
        title=title,
        paragraphs=(title, "What happened."),
        language=Language(code="en", sure=True),
        published_at=NOW,
        source=Source(name="Made up", title=title),
    )


def write_stories(path: Path, stories: int, *, first: int) -> None:
    """Write stories of one article each, `first` being the first article's id. Through the program it takes hours.

    Keys go through a table without an index, sorted: SQLite then fills its trees from left to right.
    """
    rng, content = random.Random(2), codec.dump(Article, article(0))
    counts: Counter[tuple[str, str]] = Counter()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in ("foreign_keys = OFF", "synchronous = OFF", "journal_mode = OFF", "cache_size = -100000"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        connection.execute("CREATE TEMP TABLE loose (kind, key, article_id, story_id, at)")
        for event in range(stories):
            print_ = fingerprint_of(rng, event, event)
            at = f"{opened_at(rng, event / stories):%Y-%m-%d %H:%M:%S.%f}"
            write_story(connection, print_, ids=(first + event, event + 1), at=at, content=content)
            if stories - event <= COUNTED:
                counts.update((feature.key, print_.language or "") for feature in print_.features)
        connection.execute("DROP INDEX ix_story_key_article_id")
        connection.execute("INSERT OR IGNORE INTO story_key SELECT * FROM loose ORDER BY kind, key, article_id")
        connection.execute("CREATE INDEX ix_story_key_article_id ON story_key (article_id)")
        write_counts(connection, counts, articles=min(stories, COUNTED) // len(LANGUAGES))
        connection.execute("COMMIT")


def write_story(
    connection: sqlite3.Connection, print_: Fingerprint, *, ids: tuple[int, int], at: str, content: str
) -> None:
    """Write a story, its article and its keys; `ids` of the article and of the story."""
    article_id, story_id = ids
    connection.execute(
        "INSERT INTO article (id, feed_id, entry_id, entry_hash, state, reason, revision, title, content,"
        " first_seen_at, due_at, attempts) VALUES (?, 1, ?, '', 'read', '', 1, 'A headline', ?, ?, ?, 0)",
        (article_id, f"stored {article_id}", content, at, at),
    )
    connection.execute("INSERT INTO story VALUES (?, ?, ?, ?)", (story_id, at, at, article_id))
    evidence = codec.dump(tuple[Evidence, ...], (OPENED,))
    row = (article_id, story_id, at, at, codec.dump(Fingerprint, print_), evidence)
    connection.execute("INSERT INTO story_member VALUES (?, ?, ?, ?, ?, ?)", row)
    keys = keys_of(print_, [feature.key for feature in print_.features])
    rows = [(kind, key, article_id, story_id, at) for kind, its in keys.items() for key in its]
    connection.executemany("INSERT INTO loose VALUES (?, ?, ?, ?, ?)", rows)


def write_counts(connection: sqlite3.Connection, counts: Counter[tuple[str, str]], *, articles: int) -> None:
    """Write how often features were seen; `articles` in each language."""
    connection.executemany("INSERT INTO language_count VALUES (?, ?, 0)", [(name, articles) for name in LANGUAGES])
    rows = [(key, language, n) for (key, language), n in sorted(counts.items())]
    connection.executemany("INSERT INTO feature_count VALUES (?, ?, ?, 0)", rows)


if __name__ == "__main__":
    main()

"""In how many articles each feature was seen, by language. In: a fingerprint. Out: rows, and `Frequencies` from them.

An article counts once, matched or not, whatever it is edited to: of all that are recorded together, in one upsert.
It counts as 1 or, when only a sample is counted (`stories.sample`), as the number of articles that it stands for.

Counts fade, so that the tables stay small for years and follow the news. A language's era ends after 10,000 articles;
its count of articles is halved then, and a feature's count is worth half for each era since it was last counted,
which is worked out when it is read or counted again: no statement ever touches all rows. Every 16 articles counted a
broom goes over the next 1,600 rows, many more than they bring, and takes out those that are worth nothing any more. So
what was seen once lasts for two eras at most (six if it stood for 24), and the table holds about the features of
the last 20,000 articles a language, or of a sample of the last 60,000. Shares below 1 in 200 weigh the same anyhow
(`stories.weights`), and that is 25 articles at the least.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from pydantic_core import to_json
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    case,
    cast,
    delete,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.sql.dml import Delete, Insert
from sqlalchemy.sql.selectable import FromClause

from monitor.model import Conclusion, Fingerprint, Frequencies
from monitor.storage import tables
from monitor.storage.columns import index_keys
from monitor.storage.upsert import insert_in

ERA = 10_000  # articles of a language
SWEEP_EVERY, SWEPT = 16, 1_600  # articles, rows
FADED = 30  # eras after which nothing is left of any count; a shift by more is no shift on PostgreSQL
BROOM = "feature counts swept up to"  # in the table `meta`

_Some = dict[tuple[str, int], list[Sequence[str]]]  # keys of articles, by language and how many each stands for


def counted(connection: Connection) -> dict[str, int]:
    """How many articles were counted, by language."""
    present = connection.execute(_languages_counted()).all()
    return {language: articles for language, articles, _ in present}


def count_features(connection: Connection, conclusions: Iterable[Conclusion]) -> None:
    """Count the articles of a hundred conclusions at most, those that are to be counted: all in one go."""
    some: _Some = {}
    for done in conclusions:
        if done.stands_for:
            language, keys = _counted_of(done)
            if keys is not None:
                some.setdefault((language or "", done.stands_for), []).append(keys)
    if some:
        _count(connection, some)


def _counted_of(done: Conclusion) -> tuple[str | None, Sequence[str] | None]:
    """Language, and keys of features; none when there are none to be counted."""
    if done.fingerprint is not None:
        return done.fingerprint.language, [feature.key for feature in done.fingerprint.features]
    return done.reading.article.language.code, done.features


def _count(connection: Connection, some: _Some) -> None:
    dialect, more = connection.dialect.name, Counter[str]()
    for (language, stands_for), articles in some.items():
        more[language] += stands_for * len(articles)
    worth = [{"language": language, "more": n} for language, n in sorted(more.items())]
    connection.execute(_articles_counted(dialect), worth)
    connection.execute(_features_counted(dialect), {"counts": to_json(_counts(some)).decode()})
    if sweeps := _sweeps_due(counted(connection), more, some):
        _sweep(connection, rows=sweeps * SWEPT)


def _counts(some: _Some) -> dict[str, dict[str, int]]:
    """How often each feature is to be counted, by language and key, in order."""
    counts: dict[str, dict[str, int]] = {}
    for (language, stands_for), articles in sorted(some.items()):
        times = Counter(chain.from_iterable(map(dict.fromkeys, articles)))
        known = counts.setdefault(language, {})
        for key, n in zip(index_keys(list(times)), times.values(), strict=True):
            known[key] = known.get(key, 0) + n * stands_for
    return {language: dict(sorted(known.items())) for language, known in counts.items()}


def _sweeps_due(articles: Mapping[str, int], more: Mapping[str, int], some: _Some) -> int:
    """How often the broom is to go, when so many of `articles`, by language, were counted just now."""
    one_by_one = Counter[str]()
    for (language, _), its in some.items():
        one_by_one[language] += len(its)
    every = {language: SWEEP_EVERY * n // one_by_one[language] for language, n in more.items()}
    return sum(articles[it] // every[it] - (articles[it] - n) // every[it] for it, n in more.items())


class Seen:
    """How often features were seen, asked for some articles at once and kept up with what is counted meanwhile.

    For one transaction in which nobody else counts.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._expected: Sequence[Fingerprint] = ()
        self._known: Sequence[Fingerprint] = ()
        self._articles: dict[str, int] = {}
        self._seen: dict[str, dict[str, int]] = {}

    def expect(self, prints: Sequence[Fingerprint]) -> None:
        """Ask for all of these together when the first of them is asked for."""
        self._expected = prints

    def of(self, fingerprint: Fingerprint) -> Frequencies:
        """How often the features of the fingerprint, and of others, were seen, in whatever language."""
        if not any(one is fingerprint for one in self._known):
            self._known = self._expected if any(one is fingerprint for one in self._expected) else (fingerprint,)
            self._articles, self._seen = _frequencies(self._connection, self._known)
        return Frequencies(articles=self._articles, seen=self._seen)

    def count(self, done: Conclusion) -> None:
        """Count an article, if it is to be counted."""
        language, keys = _counted_of(done)
        count_features(self._connection, [done])
        if keys is None or not done.stands_for or not self._known:
            return
        language = language or ""
        self._articles[language] = self._articles.get(language, 0) + done.stands_for
        if self._articles[language] >= ERA:
            self._known = ()  # all are worth half from now on
        for key in keys:
            known = self._seen.setdefault(key, {})
            known[language] = known.get(language, 0) + done.stands_for


def _frequencies(
    connection: Connection, prints: Iterable[Fingerprint]
) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Articles counted by language; what the features of all these are worth, by key and language."""
    keys = list({feature.key for fingerprint in prints for feature in fingerprint.features})
    by_stored = dict(zip(index_keys(keys), keys, strict=True))
    languages = {name: (articles, era) for name, articles, era in connection.execute(_languages_counted()).all()}
    asked = {"keys": to_json(sorted(by_stored)).decode()}
    found = connection.execute(_features_asked(connection.dialect.name), asked).all()
    seen: dict[str, dict[str, int]] = {}
    for key, name, n, era in found:
        worth = n >> (languages[name][1] - era)
        if worth:
            seen.setdefault(by_stored[key], {})[name] = worth
    return {name: articles for name, (articles, _) in languages.items()}, seen


# The statements of every article are built once a dialect: building one takes longer than running it.


@lru_cache(maxsize=1)
def _languages_counted() -> Select[str, int, int]:
    table = tables.language_count
    return select(table.c.language, table.c.articles, table.c.era)


@lru_cache(maxsize=2)
def _articles_counted(dialect: str) -> Insert:
    table = tables.language_count
    some = bindparam("more", type_=Integer)
    more = table.c.articles + some
    statement = insert_in(dialect, table).values(language=bindparam("language", type_=Text), articles=some, era=0)
    changed = {
        "articles": case((more >= ERA, more.op(">>")(1)), else_=more),
        "era": case((more >= ERA, table.c.era + 1), else_=table.c.era),
    }
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed)


@lru_cache(maxsize=2)
def _features_counted(dialect: str) -> Insert:
    table, present = tables.feature_count, tables.language_count
    languages, each = _each_counted(dialect)
    # SQLite takes ON for a join's without a WHERE (its documentation on upserts: parsing ambiguity).
    fresh = select(each.c.key, languages.c.key, cast(each.c.value, Integer), present.c.era).select_from(languages, each)
    fresh = fresh.join(present, present.c.language == languages.c.key).where(literal(1) == 1)
    added = insert_in(dialect, table).from_select(["key", "language", "n", "era"], fresh)
    faded = table.c.n.op(">>")(_age(added.excluded.era, table.c.era)) + added.excluded.n
    return added.on_conflict_do_update(
        index_elements=list(table.primary_key), set_={"n": faded, "era": added.excluded.era}
    )


@lru_cache(maxsize=2)
def _features_asked(dialect: str) -> Select[str, str, int, int]:
    table, each = tables.feature_count, _each(dialect)
    wanted = select(table.c.key, table.c.language, table.c.n, table.c.era)
    return wanted.select_from(each.join(table, table.c.key == each.c.value))


def _each(dialect: str) -> FromClause:
    """A row with a `value` a key, from the one parameter `keys`: JSON, which both databases unpack."""
    keys = bindparam("keys", type_=Text)
    if dialect == "sqlite":
        return func.json_each(keys).table_valued("value", name="each")
    return func.json_array_elements_text(cast(keys, JSON)).table_valued("value", name="each")


def _each_counted(dialect: str) -> tuple[FromClause, FromClause]:
    """Rows with the `key` of a language, and for each those with `key` and `value` of its features: from `counts`."""
    counts = bindparam("counts", type_=Text)
    if dialect == "sqlite":
        languages = func.json_each(counts).table_valued("key", "value", name="languages")
        return languages, func.json_each(languages.c.value).table_valued(
            "key", "value", name="each", joins_implicitly=True
        )
    languages = func.json_each(cast(counts, JSON)).table_valued("key", "value", name="languages")
    return languages, func.json_each_text(languages.c.value).table_valued(
        "key", "value", name="each", joins_implicitly=True
    )


def _sweep(connection: Connection, *, rows: int) -> None:
    """Take those of the next `rows` that are worth nothing out, and remember how far the broom got."""
    remembered = connection.execute(_reached()).scalar_one_or_none() or ""
    upto = connection.execute(_next_reached(), {"after": remembered, "rows": rows}).scalar()
    swept = _swept() if upto is None else _swept_up_to()
    connection.execute(swept, {"after": remembered} if upto is None else {"after": remembered, "upto": upto})
    connection.execute(_remembered(connection.dialect.name), {"key": BROOM, "value": upto or ""})


_AFTER = tables.feature_count.c.key > bindparam("after", type_=Text)


@lru_cache(maxsize=1)
def _reached() -> Select[str]:
    return select(tables.meta.c.value).where(tables.meta.c.key == BROOM)


@lru_cache(maxsize=1)
def _next_reached() -> Select[str]:
    key = tables.feature_count.c.key
    return select(key).where(_AFTER).order_by(key).offset(bindparam("rows", type_=Integer)).limit(1)


@lru_cache(maxsize=1)
def _swept() -> Delete:
    table, language = tables.feature_count, tables.language_count
    newest = select(func.max(language.c.era)).scalar_subquery()  # looked up once; what is of this era is not looked at
    present = select(language.c.era).where(language.c.language == table.c.language).scalar_subquery()
    nothing = table.c.n.op(">>")(_age(present, table.c.era)) == 0
    return delete(table).where(_AFTER, table.c.era < newest, nothing)


@lru_cache(maxsize=1)
def _swept_up_to() -> Delete:
    return _swept().where(tables.feature_count.c.key <= bindparam("upto", type_=Text))


@lru_cache(maxsize=2)
def _remembered(dialect: str) -> Insert:
    statement = insert_in(dialect, tables.meta)
    return statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value})


def _age(present: ColumnElement[int], era: ColumnElement[int]) -> ColumnElement[int]:
    """How many eras ago, for a shift."""
    return case((present - era > FADED, FADED), else_=present - era)

"""`vedette group`: join the texts of a file into stories as the daemon would, matched or not.

In: JSON lines. Out: a story a text, in the order of the file, and what is wrong with the other lines. Windows use the
texts' dates; undated texts join by content alone. The names are those that the configuration knows. Keeps everything
in memory, stores nothing.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor import context, stories, text
from monitor.config import load_config
from monitor.config.languages import SHIPPED
from monitor.model import Article, Fingerprint, Member, Precision
from monitor.service import texts
from monitor.service.revealed import utc_now
from monitor.service.rules_files import rule_folders
from monitor.service.table import Row, Table, counted
from monitor.shipped import rules_dir
from monitor.stories.index import Index

CLOSES_AFTER = timedelta(days=7)  # after its first article a story takes no more: what the daemon's storage does
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """`story` names the story by one of its texts. `line` is the text's line in the file."""

    line: int
    id: str
    story: str
    title: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Every text that could be read, in the order of the file; and a sentence a line that could not."""

    texts: tuple[Grouped, ...]
    errors: tuple[str, ...]

    def table(self) -> Table:
        """The texts for a person."""
        rows = tuple(Row(cells=(one.story, one.id, one.title, one.because)) for one in self.texts)
        joined = counted(len({one.story for one in self.texts}), "story", "stories")
        return Table(
            header=("story", "text", "title", "because"),
            rows=rows,
            wide=frozenset({"title", "because"}),
            empty="No texts.",
            after=f"{counted(len(rows), 'text')}, {joined}",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text to be joined. `begins` and `ends` span the date given with it: one moment, or a month; None if undated."""

    line: int
    id: str
    article: Article
    begins: datetime | None
    ends: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How texts are read: the languages that they may be in, and the names that are known."""

    languages: tuple[str, ...]
    names: context.Gazetteer


def reader_of(config_path: Path | None) -> Reader:
    """As configured; without a configuration, the shipped names and the languages that the shipped rules know.

    What is wrong with files of names is for `vedette check` to say.
    """
    if config_path is None:
        return Reader(languages=SHIPPED, names=context.load_gazetteer([rules_dir()])[0])
    config = load_config(config_path)
    return Reader(languages=config.languages, names=context.load_gazetteer(rule_folders(config))[0])


def group_file(source: str, reader: Reader) -> Grouping:
    """Group every text of a file of JSON lines, or of standard input for `-`."""
    return group_texts(texts.content_of(source), source, reader)


def group_texts(body: bytes, source: str, reader: Reader) -> Grouping:
    """Group every text of JSON lines; `source` is the name that their errors go by.

    Texts are joined in the order of their dates, as they would have come in; undated ones last, so that none of them
    ties together what lies months apart.
    """
    now = utc_now()
    found: list[_Text] = []
    errors: list[str] = []
    for line, record in texts.records(body):
        if isinstance(record, str):
            errors.append(f"{source}:{line}: {record}")
        else:
            found.append(_dated(line, record, text.article_from_text(record, languages=reader.languages, now=now)))
    groups = _Groups(reader.names)
    for one in sorted(found, key=lambda one: one.begins or _NEVER):
        groups.add(one)
    return Grouping(texts=tuple(sorted(groups.done, key=lambda one: one.line)), errors=tuple(errors))


def _dated(line: int, record: text.TextRecord, article: Article) -> _Text:
    begins, ends = _period(article) if record.date else (None, None)
    return _Text(line=line, id=record.id, article=article, begins=begins, ends=ends)


def _period(article: Article) -> tuple[datetime | None, datetime | None]:
    """First and last day of a given year or month; twice the same for a day or a moment."""
    value, precision = article.written.value, article.written.precision
    if value is None:
        return None, None
    if precision is Precision.YEAR:
        return datetime(int(value), 1, 1, tzinfo=UTC), datetime(int(value), 12, 31, tzinfo=UTC)
    if precision is Precision.MONTH:
        year, month = map(int, value.split("-"))
        last = calendar.monthrange(year, month)[1]
        return datetime(year, month, 1, tzinfo=UTC), datetime(year, month, last, tzinfo=UTC)
    return article.published_at, article.published_at


class _Groups:
    """The texts joined so far."""

    def __init__(self, names: context.Gazetteer) -> None:
        self.done: list[Grouped] = []
        self._gazetteer = names
        self._texts: list[_Text] = []
        self._index = Index()
        self._names: set[str] = set()

    def add(self, one: _Text) -> None:
        """Join one text to what was added before it. Stories have the number of their first text."""
        fingerprint = stories.fingerprint(one.article, self._gazetteer.find(one.article))
        weights = self._index.weights(fingerprint)
        found = stories.join(one.article, fingerprint, self._candidates(fingerprint, weights, one), weights=weights)
        number = len(self.done)
        story = number if found.story_id is None else found.story_id
        member = Member(
            article_id=number,
            story_id=story,
            fingerprint=fingerprint,
            at=one.begins or _NEVER,
            title=one.article.title,
            opening=found.story_id is None,
        )
        self._texts.append(one)
        self._index.count(fingerprint)
        self._index.add(member, found.keys)
        name = self._name(one) if found.story_id is None else self.done[story].story
        because = "; ".join(evidence.detail for evidence in found.evidence)
        self.done.append(Grouped(line=one.line, id=one.id, story=name, title=one.article.title, because=because))

    def _name(self, one: _Text) -> str:
        """The id of the story's first text; with its line if a story of another text has that name already."""
        name = one.id if one.id not in self._names else f"{one.id} (line {one.line})"
        self._names.add(name)
        return name

    def _candidates(self, fingerprint: Fingerprint, weights: stories.Weights, one: _Text) -> list[Member]:
        numbers = self._index.candidates(fingerprint, stories.rare(weights))
        return [self._index.members[number] for number in numbers if self._in_time(number, one)]

    def _in_time(self, number: int, one: _Text) -> bool:
        """Within the window of a member whose story is still open; always, if either has no date."""
        other, opened = self._texts[number], self._texts[self._index.members[number].story_id].ends
        if one.begins is None or other.ends is None or opened is None:
            return True
        return one.begins - other.ends <= stories.WINDOW and one.begins - opened <= CLOSES_AFTER

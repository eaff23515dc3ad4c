"""Texts with known stories, for fitting and measuring how articles are joined: NTREX-128 and the labelled groups.

In: folders of shared data, read with the shipped gazetteer. Out: articles with fingerprints and the story of each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor import context, stories, text
from monitor.config.languages import SHIPPED
from monitor.model import Article, Fingerprint
from monitor.shipped import rules_dir

NTREX = Path("../shared/data/ntrex")
CORPUS = Path("../shared/data/corpus")
REPORTS = Path("tests/data/stories/reports.jsonl")
# Two outlets on one event, as the data's own page names them.
ONE_STORY = {
    "scotsman.133791": "bbc.381746",
    "reuters.218909": "cbsnews.248387",
    "newsweek.51338": "abcnews.306815",
}
READ_AT = datetime(2026, 1, 1, tzinfo=UTC)

Cut = Callable[[list[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """An article, its fingerprint and the story that it belongs to."""

    story: str
    document: str
    article: Article
    fingerprint: Fingerprint


def gazetteer() -> context.Gazetteer:
    """The shipped names."""
    return context.load_gazetteer([rules_dir()])[0]


def read_ntrex(
    names: context.Gazetteer, *, odd: bool, folder: Path = NTREX, cut: Cut = lambda sentences: sentences
) -> Iterator[Told]:
    """The documents of odd or of even lines, in all languages; `cut` chooses sentences."""
    for language in SHIPPED:
        lines = (folder / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            if number % 2 == odd:
                document = json.loads(line)
                body = "\n".join(cut(document["text"].split("\n")))
                record = text.TextRecord(text=body, id=f"{language}-{document['doc']}", language=language)
                yield told(ONE_STORY.get(document["doc"], document["doc"]), document["doc"], record, names)


def records_of(half: str) -> Iterator[dict[str, str]]:
    """Our own independently worded reports, `tuning` or `measuring`, in the order of their dates."""
    lines = REPORTS.read_text(encoding="utf-8").splitlines()
    records = [record for record in map(json.loads, lines) if record["half"] == half]
    yield from sorted(records, key=lambda record: record["date"])


def read_reports(names: context.Gazetteer, half: str) -> Iterator[Told]:
    """The same, read as `vedette group` does."""
    for record in records_of(half):
        text_record = text.TextRecord(
            text=record["text"], title=record["title"], id=record["id"], language=record["lang"]
        )
        yield told(record["event"], record["id"], text_record, names)


def told(story: str, document: str, record: text.TextRecord, names: context.Gazetteer) -> Told:
    """Read a text as `vedette group` does."""
    article = text.article_from_text(record, languages=SHIPPED, now=READ_AT)
    return Told(story, document, article, stories.fingerprint(article, names.find(article)))

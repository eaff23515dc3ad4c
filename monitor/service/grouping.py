"""`vedette group`: join the texts of a file into stories as the daemon would, matched or not.

Windows use the texts' dates; undated texts join by content alone. Keeps everything in memory, stores nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor import stories, text
from monitor.config import Config
from monitor.errors import InputError, Problem
from monitor.model import Article, Fingerprint, Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """`story` names the story's first text."""

    id: str
    story: str
    title: str
    because: str


def group_file(config: Config, corpus: Path) -> tuple[Grouped, ...]:
    """Group every text of a .jsonl file, in its order."""
    try:
        content = corpus.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError((Problem(file=corpus, line=0, what=f"cannot be read: {error}"),)) from error
    now = datetime.now(UTC)
    groups = _Groups()
    for record in text.text_records(corpus.name, content):
        article = text.article_from_text(record, languages=config.languages, now=now)
        groups.add(record.id, article)
    return tuple(groups.done)


class _Groups:
    """The story index of one run: what the database's tables are to the daemon."""

    def __init__(self) -> None:
        self.done: list[Grouped] = []
        self._members: list[tuple[Member, bool]] = []  # and whether it is dated
        self._by_key: dict[str, list[int]] = {}

    def add(self, text_id: str, article: Article) -> None:
        """Join one text to what was added before it."""
        fingerprint = stories.fingerprint(article)
        at = article.published_at
        found = stories.join(article, fingerprint, self._candidates(fingerprint, at))
        number = len(self.done)
        story = number if found.story_id is None else found.story_id
        member = Member(article_id=number, story_id=story, fingerprint=fingerprint, at=at or datetime.now(UTC))
        for key in _keys(fingerprint):
            self._by_key.setdefault(key, []).append(number)
        self._members.append((member, at is not None))
        first = text_id if found.story_id is None else self.done[story].id
        because = "; ".join(evidence.detail for evidence in found.evidence)
        self.done.append(Grouped(id=text_id, story=first, title=article.title, because=because))

    def _candidates(self, fingerprint: Fingerprint, at: datetime | None) -> list[Member]:
        numbers = sorted({number for key in _keys(fingerprint) for number in self._by_key.get(key, ())})
        found = [self._members[number] for number in numbers]
        return [member for member, dated in found if not (at and dated) or abs(member.at - at) <= stories.WINDOW]


def _keys(fingerprint: Fingerprint) -> tuple[str, ...]:
    """What two texts must share to be compared at all."""
    return tuple(filter(None, (fingerprint.canonical, fingerprint.text_hash, *fingerprint.bands)))

"""Feeds and configurations for tests, made from a few words each. The stories are invented."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

MERCENARY_STORY = (
    "About two hundred Wagner mercenaries were flown from the desert base at Brak to Mali, officials said."
)
QUIET_STORY = "The harvest festival drew record crowds, and the mayor opened the new bridge in the afternoon."


def item(number: int, *, title: str, body: str, when: datetime | None = None) -> str:
    stamp = format_datetime(when or datetime.now(UTC))
    return (
        f"<item><title>{escape(title)}</title><link>https://outlet.example/story/{number}</link>"
        f"<guid isPermaLink='false'>story-{number}</guid><pubDate>{stamp}</pubDate>"
        f"<description>{escape(f'<p>{body}</p>')}</description></item>"
    )


def rss(*items: str, title: str = "Outlet") -> bytes:
    text = f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>{title}</title>{''.join(items)}"
    return f"{text}</channel></rss>".encode()


WORDS = (Path(__file__).parents[1] / "data" / "words.txt").read_text(encoding="utf-8").split()


def mercenary_stories(count: int, *, first: int = 1) -> list[str]:
    """Stories that match and whose words are all their own, so that none is taken for a copy of another."""
    return [_mercenary_story(number) for number in range(first, first + count)]


def _mercenary_story(number: int) -> str:
    words = random.Random(number).sample(WORDS, 40)
    body = f"Wagner mercenaries passed the {' and the '.join(words[:8])}. Witnesses spoke of {', '.join(words[8:])}."
    return item(number, title=f"Convoy number {number} seen by the {words[0]}", body=body)


RULE = "id: {word}\ntitle: {title}\nseverity: high\nmatch: {{phrase: [{word}]}}\n"


def desk_with(
    desk, site, *channels: str, feeds: tuple[str, ...] = ("/feed.xml",), rules: str = "rules", more: str = ""
) -> None:
    """Configure. By itself a desk has two rules of a word each, which a program loads and tries at once; `builtin` has
    it use those that are shipped."""
    (desk.folder / "rules").mkdir(exist_ok=True)
    for word in ("mercenaries", "sanctions"):
        rule = RULE.format(word=word, title=word.title())
        (desk.folder / "rules" / f"{word}.yaml").write_text(rule, encoding="utf-8")
    lines = "\n".join(f'  - {{url: "{site.url(path)}", name: "Outlet {n}"}}' for n, path in enumerate(feeds, 1))
    chosen = "\n".join(f"  {line}" for line in channels) or '  screen: {url: "console://"}'
    desk.configure(
        f"rules: [{rules}]\nfetch: {{allow_hosts: ['127.0.0.1'], per_host: {{gap: 0s}}}}\n"
        f"feeds:\n{lines}\nchannels:\n{chosen}\n{more}"
    )

"""What was added to the text of a watched page.

In: the page's paragraphs and the memory of those that it ever had. Out: one entry with the new paragraphs, or none, and
the memory as it becomes. A paragraph that comes back is no news; neither is one in which only a number or a date moved,
if it is short: counters and 'last updated'. When nearly all is new the page was rebuilt, and the new text is the base.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from hashlib import blake2b

from monitor.model import DocumentKind, Entry, PageMemory, ParsedFeed

MOST_KEPT = 5_000  # paragraphs in memory
SHORT = 80  # characters; a longer paragraph with another number says something else
FEWEST_LETTERS = 20  # added in all; less is a label
FEWEST, MOST_OF = 6, 2 / 3  # paragraphs, share of the page: from then on it was rebuilt
LONGEST_TITLE = 160

_MOVING = re.compile(
    r"\d+|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|"
    r"sat(?:ur)?|sun)(?:day)?\b|\b(?:sec|second|min(?:ute)?|hour|day|week|month|year)s?\b|\b[ap]\.?m\b"
)
_NO_LETTER = re.compile(r"[\W\d_]+")


def what_changed(parsed: ParsedFeed, memory: PageMemory | None, *, url: str) -> tuple[ParsedFeed, PageMemory | None]:
    """The document with an entry for what was added, and what is to be remembered. Other documents as they are.

    Without a memory this is the first look: all is known from now on, and nothing is news.
    """
    if parsed.kind is not DocumentKind.TEXT:
        return parsed, None
    keys = {key(paragraph): paragraph for paragraph in parsed.paragraphs}
    seen = dict.fromkeys(memory.keys if memory else ())
    added = [paragraph for name, paragraph in keys.items() if name not in seen]
    kept = (*(name for name in seen if name not in keys), *keys)[-MOST_KEPT:]
    after = PageMemory(keys=kept)
    if memory is None or sum(map(len, added)) < FEWEST_LETTERS:
        return replace(parsed, notes=()), after
    if len(added) >= max(FEWEST, MOST_OF * len(keys)):
        note = f"{len(added)} of {len(keys)} paragraphs are new at once: the page was rebuilt, and its text is the base"
        return replace(parsed, notes=(note,)), after
    return replace(parsed, entries=(_entry(parsed, added, url=url),), notes=()), after


def key(paragraph: str) -> str:
    """A short name of a paragraph: the same when only capitals, signs, or (in a short one) numbers and dates differ."""
    text = paragraph.casefold()
    if len(text) <= SHORT:
        text = _MOVING.sub(" ", text)
    words = " ".join(_NO_LETTER.sub(" ", text).split()) if len(paragraph) <= SHORT else " ".join(text.split())
    return blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _entry(parsed: ParsedFeed, added: list[str], *, url: str) -> Entry:
    name = blake2b("\n".join(map(key, added)).encode(), digest_size=16).hexdigest()
    first = added[0] if len(added[0]) <= LONGEST_TITLE else ""
    return Entry(
        id=f"text:{name}",
        id_from="hash",
        title=first or parsed.title,
        link=url if url.startswith(("http://", "https://")) else None,
        content="".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in added),
        language=parsed.language,
    )

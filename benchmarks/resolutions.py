"""How many of the Security Council's citations of its own resolutions are read; exits 1 if a target is missed.

    python -m benchmarks.resolutions             # about ten seconds
    python -m benchmarks.resolutions --misses    # what was not found, and what was invented

In: resolutions 1 to 1454 as far as their text is public, one JSON object with `text` a line. They are scanned: lines
are broken hard, letters misread. Expected is what a plain expression finds: 'resolution NNNN (YYYY)' and the rest of
its list, where the year agrees with the table of years. Each text is cleaned as an article would be, then read; a
number is found as often as it is mentioned. Invented is a number that a session's numeral follows ('1514 (XV)') or the
General Assembly's name precedes, with no year of the Council's.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor.context.resolution_years import agrees
from monitor.context.resolutions import resolutions
from monitor.context.words import words_in
from monitor.model import Article, ResolutionMention
from monitor.text import TextRecord, article_from_text, text_records

DATA = Path(__file__).parents[2] / "shared" / "data" / "unsc_texts.jsonl.gz"
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh")
TARGET = 0.99
AROUND = 60  # characters shown

_WORD = re.compile(r"\b(?P<word>resolutions?)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<n>\d{1,4})\s*\(\s*(?P<year>(?:19|20)\d\d)\s*\)")
_JOINT = re.compile(r"(?:\s+of\s+\d{1,2}\s+[A-Z][a-z]+(?:\s+\d{4})?)?\s*[,;]?\s*(?:and|or|as\s+well\s+as)?\s*")
_SESSION = re.compile(r"\s*(?:[A-E]\s*)?\(\s*(?:E?S\s*-\s*)?(?!(?:19|20)\d\d)[IVXLCD\d]+\s*\)")
_ASSEMBLY = re.compile(r"General\s+Assembly\s+resolutions?\s*\Z", re.IGNORECASE)
_YEAR = re.compile(r"\(\s*(?:19|20)\d\d\s*\)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A citation that the plain expression finds; `listed`: it stands further back in a list."""

    number: int
    listed: bool
    around: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One text: what was expected, what of it was missed, what was invented, what is neither."""

    name: str
    expected: tuple[Expected, ...]
    missed: tuple[Expected, ...]
    invented: tuple[str, ...]
    more: int


def main() -> None:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each N-th text")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was invented")
    asked = parser.parse_args()
    content = gzip.decompress(asked.data.read_bytes()).decode("utf-8")
    done = [read(record) for record in text_records("texts.jsonl", content)[:: asked.every]]
    if asked.misses:
        print_misses(done)
    sys.exit(0 if judge(done) else 1)


def judge(done: Sequence[Read]) -> bool:
    """Print the figures; tell whether the targets are met."""
    invented = sum(len(each.invented) for each in done)
    met = invented == 0
    for name, listed in (
        ("first of a citation", (False,)),
        ("further back in a list", (True,)),
        ("all", (False, True)),
    ):
        expected = sum(one.listed in listed for each in done for one in each.expected)
        missed = sum(one.listed in listed for each in done for one in each.missed)
        share = (expected - missed) / expected if expected else 0.0
        met = met and share >= TARGET
        print(f"{name:<24}{expected - missed:>6} of {expected:>5}  {share:.4f}  at least {TARGET}")
    print(f"{'invented':<24}{invented:>6}           none")
    print(f"{'without a year, or cut':<24}{sum(each.more for each in done):>6}           in {len(done)} texts")
    return met


def print_misses(done: Sequence[Read]) -> None:
    """A line each."""
    for each in done:
        for one in each.missed:
            print(f"missed   {each.name}: {one.number}: {one.around!r}")
        for around in each.invented:
            print(f"invented {each.name}: {around!r}")


def read(record: TextRecord) -> Read:
    """Read one text."""
    article = article_from_text(record, languages=LANGUAGES, now=datetime.now(UTC))
    found = [mention for mention in resolutions(article, words_in(article)) if mention.id]
    left = Counter(number_of(mention) for mention in found)
    expected, missed = tuple(plainly(record.text)), []
    for one in expected:
        if left[one.number]:
            left[one.number] -= 1
        else:
            missed.append(one)
    return Read(
        name=record.id,
        expected=expected,
        missed=tuple(missed),
        invented=tuple(invented(article, found)),
        more=sum(not _YEAR.search(mention.span.text) for mention in found),
    )


def plainly(text: str) -> Iterator[Expected]:
    """What the plain expression finds."""
    for word in _WORD.finditer(text):
        at, listed = word.end(), False
        while match := _NUMBER.match(text, at):
            number, year = int(match["n"]), int(match["year"])
            around = text[max(0, match.start() - AROUND) : match.end() + AROUND]
            if agrees(number, year):
                yield Expected(number=number, listed=listed, around=around)
            joint = _JOINT.match(text, match.end())
            if joint is None or joint.end() == match.end():
                break
            at, listed = joint.end(), True


def invented(article: Article, found: Sequence[ResolutionMention]) -> Iterator[str]:
    """Mentions that are the Assembly's, with what stands around them."""
    text = article.text
    for mention in found:
        start, end = mention.span.start, mention.span.end
        number_at = start + mention.span.text.lower().find(str(number_of(mention)))
        of_assembly = _ASSEMBLY.search(text, max(0, number_at - AROUND), number_at)
        if _YEAR.search(mention.span.text):
            continue
        if of_assembly or _SESSION.match(text, end):
            yield text[max(0, start - AROUND) : end + AROUND]


def number_of(mention: ResolutionMention) -> int:
    """2292 of 'S/RES/2292 (2016)'."""
    return int((mention.id or "").removeprefix("S/RES/").partition(" ")[0])


if __name__ == "__main__":
    main()

"""How many spellings of known people are proposed that no file has, how often wrongly, and at what cost.

    python -m benchmarks.names            # about a minute
    python -m benchmarks.names --read 60  # so many of the proposals, drawn at random, for somebody to read

In: news in thirteen languages, one JSON object with `text` and `lang` a line. In the first part the files keep only the
English spellings of people: every other name is as new to them as an unheard-of spelling, and whom the text means is
known from the whole files. In the second part the files are whole: what is proposed is to be read by somebody. Mentions
in Chinese are left out, for there nothing is proposed.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from monitor.context.gazetteer import Gazetteer
from monitor.context.gazetteer_file import Known, read_folders
from monitor.context.proposals import propose
from monitor.context.proposals_unknown import PREFIX
from monitor.context.words import words_in
from monitor.engine.memory import Memory
from monitor.model import Article, Entity, Language, Mentions

SHARED = Path(__file__).parents[2] / "shared" / "data"
RULES = Path(__file__).parents[1] / "rules"
AROUND = 40  # characters shown
UNSPACED = "zh"

Place = tuple[str, int]  # a person's id and an offset


@dataclass(slots=True)
class Tally:
    """Mentions of people: known from the whole files, of them found; proposed, of them confirmed; for reading."""

    known: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0
    seconds: float = 0.0
    texts: int = 0
    to_read: list[str] = field(default_factory=list)


def main() -> None:
    """Measure both parts and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--read", type=int, default=0, metavar="N", help="show N proposals of each kind")
    asked = parser.parse_args()
    actors, places, _ = read_folders([RULES], Memory())
    whole = Gazetteer(actors, places)
    held = Gazetteer({id_: _english_only(known) for id_, known in actors.items()}, places)
    articles = tuple(_articles())
    print("names held back:")
    _print(_measure(articles, held, whole), asked.read)
    print("whole files:")
    _print(_measure(articles, whole, whole), asked.read)


def _articles() -> Iterator[Article]:
    for path in (SHARED / "corpus" / "dev.jsonl", *sorted((SHARED / "ntrex").glob("*.jsonl"))):
        for line in path.read_text(encoding="utf-8").splitlines():
            read: Mapping[str, str] = json.loads(line)
            if read["lang"] != UNSPACED:
                lines = tuple(part for part in read["text"].split("\n") if part.strip())
                yield Article(title=lines[0], paragraphs=lines, language=Language(code=read["lang"], sure=True))


def _english_only(known: Known) -> Known:
    """A person without the names that are not in plain Latin letters or that belong to other languages."""
    if known.spec.kind != "person":
        return known
    names = {language: known.spec.names.get(language, ()) for language in ("any", "en")}
    kept = {language: tuple(filter(str.isascii, terms)) for language, terms in names.items()}
    kept = {language: terms for language, terms in kept.items() if terms} or {"any": (known.spec.name,)}
    return Known(known.spec.model_copy(update={"names": kept}), known.document, known.path)


def _measure(articles: Sequence[Article], gazetteer: Gazetteer, whole: Gazetteer) -> Tally:
    tally = Tally(texts=len(articles))
    for article in articles:
        mentions, hits = gazetteer.find(article), words_in(article)
        began = time.process_time()
        proposed = propose(article, mentions, gazetteer.names, hits)
        tally.seconds += time.process_time() - began
        _count(tally, article, mentions, proposed, whole.find(article))
    return tally


def _count(tally: Tally, article: Article, mentions: Mentions, proposed: Mentions, truth: Mentions) -> None:
    before = _characters(mentions.people)
    meant = _characters(truth.people)
    named = _characters(proposed.people)
    missing = [(one, span) for one in truth.people for span in one.mentions if (one.id, span.start) not in before]
    tally.known += len(missing)
    tally.found += sum(not named.isdisjoint(_at(one, span.start, span.end)) for one, span in missing)
    for one in proposed.people:
        for span in one.mentions:
            if (one.id, span.start) in before:
                continue
            right = not meant.isdisjoint(_at(one, span.start, span.end))
            tally.proposed += not one.id.startswith(PREFIX)
            tally.right += right
            if not right:
                around = article.text[max(0, span.start - AROUND) : span.end + AROUND].replace("\n", " ")
                tally.to_read.append(f"{article.language.code} {one.id:<24} {span.text!r}: {around}")


def _characters(people: Sequence[Entity]) -> frozenset[Place]:
    return frozenset(place for one in people for span in one.mentions for place in _at(one, span.start, span.end))


def _at(one: Entity, start: int, end: int) -> frozenset[Place]:
    return frozenset((one.id, at) for at in range(start, end))


def _print(tally: Tally, read: int) -> None:
    known = [line for line in tally.to_read if PREFIX not in line.split()[1]]
    unknown = [line for line in tally.to_read if PREFIX in line.split()[1]]
    print(f"  mentions that the files miss     {tally.known:>6}, of them proposed {tally.found}")
    print(f"  proposed as known people         {tally.proposed:>6}, of them in the whole files {tally.right}")
    print(f"  to be read: as known people      {len(known):>6}, as unknown {len(unknown)}")
    print(f"  time                             {tally.seconds / tally.texts * 1000:>6.2f} ms a text")
    shown = random.Random(1)
    for lines in (known, unknown):
        for line in shown.sample(lines, min(read, len(lines))):
            print(f"    {line}")


if __name__ == "__main__":
    main()

"""Screen texts with all real lists loaded: false hits, labelled sentences, time and memory.

    python -m benchmarks.screening [council | sentences | drawn | second | third | fourth | fifth | sixth | seventh |
                                    cost]

council: every hit in 902 Council resolutions of 1946 to 2002, which name hardly anybody who is listed today; at most
20. sentences, drawn: recall and precision on the labelled sentences of those names in tests/data/lists. second to
seventh: the same on second_author.jsonl to seventh_author.jsonl, in figures by language and kind, so that who works on
the screening need not read them (second and third have been read since); measured only when asked for by name, so that
they stay blind. cost: building, screening, memory. Exits with 1 if a figure is not reached.
The lists are the latest copies in ../shared/data/sanctions.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from monitor import context, screening
from monitor.model import Article, Language, Listed, Mentions
from monitor.model.listing import ListVersion
from monitor.sanctions import read_list

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
LABELLED = ROOT / "tests" / "data" / "lists"
MOST_FALSE = 20
LEAST = 0.95
KEPT_BACK = ("second", "third", "fourth", "fifth", "sixth", "seventh")


def versions(data: Path = SHARED / "sanctions") -> tuple[ListVersion, ...]:
    """The latest copy of each list."""
    ofac, journal = data / "ofac", data / "eu" / "journal"
    parts = ("prim", "alt", "add", "comments")
    return (
        read_list(ofac / "sdn.2024-05-07.xml.gz", "ofac"),
        read_list([ofac / f"cons_{part}.2025-12.csv" for part in parts], "ofac-other", published=date(2025, 12, 19)),
        read_list(data / "un" / "un_consolidated.2026-02-27.xml.gz", "un"),
        read_list(data / "eu" / "eu_fsf_full_1_1.2024-05-13.xml.gz", "eu"),
        read_list(
            [*sorted(journal.glob("consolidated/*.csv.gz")), *sorted(journal.glob("amendments/*.csv.gz"))],
            "eu-journal",
            published=date(2026, 8, 22),
        ),
    )


@dataclass(frozen=True, slots=True)
class Screener:
    """The lists and the shipped gazetteer."""

    lists: screening.Lists
    gazetteer: context.Gazetteer

    def mentions(self, text: str, language: str) -> tuple[Article, Mentions]:
        """An article of the text, and what the gazetteer finds in it."""
        paragraphs = tuple(part for part in text.split("\n\n") if part.strip())
        article = Article(paragraphs=paragraphs, language=Language(code=language, sure=True))
        return article, self.gazetteer.find(article)

    def screen(self, text: str, language: str) -> tuple[Listed, ...]:
        """Every hit."""
        article, mentions = self.mentions(text, language)
        return screening.screen(self.lists, article, mentions, names_of=self.gazetteer.names_of).listed


@cache
def screener() -> Screener:
    """All lists, built once a process."""
    gazetteer, _ = context.load_gazetteer((ROOT / "rules",))
    return Screener(screening.Lists.build(versions()), gazetteer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How the labelled sentences came out. `missed` and `false` say what, for a reader."""

    expected: int
    found: int
    hits: int
    right: int
    missed: tuple[str, ...]
    false: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share of the labelled mentions that have a hit of the right entry."""
        return self.found / self.expected

    @property
    def precision(self) -> float:
        """The share of the stretches with hits where one is of a labelled mention's entry."""
        return self.right / self.hits


def sentences(name: str = "sentences", whose: str = "who", *, lang: str = "") -> Score:
    """Screen each sentence of a labelled set by itself, or those in one language.

    `whose`: the file that says which entries a label may mean.
    """
    read = json.loads((LABELLED / f"{whose}.json").read_text(encoding="utf-8"))
    who = {key: set(ids) for key, ids in read.items()}
    missed, false = [], []
    expected = found = hits = right = 0
    for line in (LABELLED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if lang and row["lang"] != lang:
            continue
        listed = screener().screen(row["text"], row["lang"])
        for label in row["listed"]:
            expected += 1
            ok = any(_is_right(hit, label, who) for hit in listed)
            found += ok
            if not ok:
                missed.append(f"{row['id']}  {row['text'][label['start'] : label['end']]}  in  {row['text']}")
        named = {label["who"] for label in row["listed"]}
        for place in sorted({(hit.span.start, hit.span.end) for hit in listed}):
            there = [hit for hit in listed if (hit.span.start, hit.span.end) == place]
            hits += 1
            ok = any(f"{hit.list}:{hit.entry}" in who[key] for key in named for hit in there)
            right += ok
            if not ok:
                false.append(f"{row['id']}  {there[0].because}")
    return Score(expected=expected, found=found, hits=hits, right=right, missed=tuple(missed), false=tuple(false))


def _is_right(hit: Listed, label: dict[str, object], who: dict[str, set[str]]) -> bool:
    overlaps = hit.span.start < int(str(label["end"])) and int(str(label["start"])) < hit.span.end
    return overlaps and f"{hit.list}:{hit.entry}" in who[str(label["who"])]


def council() -> Iterator[tuple[int, Listed]]:
    """Every hit in the resolutions, with the resolution's number."""
    with gzip.open(SHARED / "unsc_texts.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield from ((row["number"], hit) for hit in screener().screen(row["text"], "en"))


def print_council() -> bool:
    """Print each stretch with a hit once; whether there are few enough."""
    places = {(number, hit.span.start): hit for number, hit in council()}
    for (number, _), hit in places.items():
        print(f"  {number}: {hit.because} [{hit.strength}]")
    print(f"council: {len(places)} hits in 902 resolutions; at most {MOST_FALSE}")
    return len(places) <= MOST_FALSE


def print_sentences() -> bool:
    """The sentences written before the filter."""
    return _print_score("sentences", "who")


def print_drawn() -> bool:
    """The sentences about entries that were drawn at random."""
    return _print_score("drawn", "drawn_who")


def print_blind(name: str) -> bool:
    """Figures by language and kind of a set kept back, which who works on the screening has not read.

    Always true: what such a set shows is a finding, no limit.
    """
    lines = (LABELLED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines)}
    langs = dict.fromkeys(row["lang"] for row in rows.values())
    scores = {lang: sentences(name, f"{name}_who", lang=lang) for lang in langs}
    for lang, score in scores.items():
        print(f"  {lang}  {score.found} of {score.expected} found, {score.right} of {score.hits} hits right")
    found, expected = (sum(getattr(score, of) for score in scores.values()) for of in ("found", "expected"))
    right, hits = (sum(getattr(score, of) for score in scores.values()) for of in ("right", "hits"))
    for what in ("missed", "false"):
        kinds = Counter(rows[line.split()[0]]["kind"] for score in scores.values() for line in getattr(score, what))
        print(f"  {what} by kind: {', '.join(f'{kind} {count}' for kind, count in kinds.most_common())}")
    print(f"{name}: recall {found / expected:.3f} ({found}/{expected}), ", end="")
    print(f"precision {right / hits:.3f} ({right}/{hits})")
    return True


def _print_score(name: str, whose: str) -> bool:
    """Print what was missed and what was false; whether both shares are reached."""
    score = sentences(name, whose)
    for line in score.missed:
        print(f"  missed {line}")
    for line in score.false:
        print(f"  false  {line}")
    print(f"{name}: recall {score.recall:.3f} ({score.found}/{score.expected}), ", end="")
    print(f"precision {score.precision:.3f} ({score.right}/{score.hits}); at least {LEAST}")
    return min(score.recall, score.precision) >= LEAST


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for, or everything but the sets that are kept back."""
    from benchmarks.screening_cost import print_cost  # which needs the lists of this module

    parts: dict[str, Callable[[], bool]] = {
        "council": print_council,
        "sentences": print_sentences,
        "drawn": print_drawn,
        **{which: partial(print_blind, f"{which}_author") for which in KEPT_BACK},
        "cost": print_cost,
    }
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("part", nargs="*", help=", ".join(parts))
    asked = parser.parse_args(arguments).part or [part for part in parts if part not in KEPT_BACK]
    reached = [parts[part]() for part in asked]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Read every real sanctions list and compare it with what is known of it; compare copies with the known changes.

    python -m benchmarks.lists [--data ../shared/data/sanctions] [--changes-only]

Each file is read in a process of its own, so that time and memory are its own. Exits with 1 on any difference.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from monitor.errors import ListRefused
from monitor.model.listing import ListVersion, Strength
from monitor.sanctions import ofac_csv, read_list
from monitor.sanctions.source import opened
from monitor.screening.changes import Change, ChangeKind, difference

MOST_MB = 250  # all lists together
COUNTING = """\
records: elements or rows of the file; entries: after those of one id are joined (EU: logicalId; Official Journal: act,
annex and number); names: printed names as read, the primary ones too; strong and weak: equal ones of one entry once;
peak: of a process that reads this alone, the interpreter and its libraries included. '=' agrees with what is known."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of one list. `known`: figures stated for it; `patterns`: its files."""

    list: str
    patterns: tuple[str, ...]
    known: tuple[tuple[str, int], ...] = ()
    now: bool = False  # the latest copy of its list, counted in 'all together'

    @property
    def label(self) -> str:
        """The first pattern, and how many more there are."""
        return self.patterns[0] + (f" (+{len(self.patterns) - 1})" if len(self.patterns) > 1 else "")

    def files(self, data: Path) -> tuple[Path, ...]:
        """All its files."""
        return tuple(path for pattern in self.patterns for path in sorted(data.glob(pattern)))


COPIES = (
    Copy("ofac", ("ofac/sdn.2021-03-10.xml.gz",), (("entries", 8_832),)),
    Copy("ofac", ("ofac/sdn.2024-05-07.xml.gz",), (("entries", 14_966), ("names", 36_720), ("weak", 3_694)), now=True),
    Copy("ofac-cons", ("ofac/cons.2024-05-06.xml.gz",), (("entries", 443), ("names", 1_569))),
    Copy(
        "ofac-cons",
        ("ofac/cons_prim.2025-12.csv", "ofac/cons_a*.2025-12.csv", "ofac/cons_comments.2025-12.csv"),
        (("entries", 442),),
        now=True,
    ),
    Copy("ofac", ("ofac/sdn.2021-07-07.csv.gz", "ofac/a*.2021-07-07.csv.gz")),
    Copy("ofac", ("ofac/sdn.2023-01-24.csv.gz",)),
    Copy("ofac", ("ofac/sdn.2023-01-26.csv.gz",)),
    Copy("ofac", ("ofac/sdn.2024-05-03.csv.gz",), (("entries", 14_965),)),
    Copy("un", ("un/un_consolidated.2021-03-12.xml.gz",), (("entries", 1_004),)),
    Copy("un", ("un/un_consolidated.2024-05-15.xml.gz",), (("entries", 875),)),
    Copy("un", ("un/un_consolidated.2026-02-27.xml.gz",), (("entries", 1_003),), now=True),
    Copy("eu", ("eu/eu_fsf_full_1_1.2021-03-02.xml.gz",)),
    Copy("eu", ("eu/eu_fsf_full_1_1.2024-05-13.xml.gz",), (("entries", 4_808), ("names", 25_257)), now=True),
    Copy("eu-journal", ("eu/journal/consolidated/*.csv.gz",), (("records", 8_017),)),
    Copy("eu-journal", ("eu/journal/consolidated/*.csv.gz", "eu/journal/amendments/*.csv.gz"), now=True),
)
FURTHER = (  # of days whose SDN.CSV is not at hand
    ("ofac/alt.2025-02.csv.gz", ofac_csv.ALIASES, 19_486),
    ("ofac/alt.2025-12.csv.gz", ofac_csv.ALIASES, 20_107),
    ("ofac/add.2025-02.csv.gz", ofac_csv.ADDRESSES, 0),
    ("ofac/add.2025-12.csv.gz", ofac_csv.ADDRESSES, 0),
    ("ofac/sdn_comments.2025-02.csv.gz", ofac_csv.COMMENTS, 0),
    ("ofac/sdn_comments.2025-12.csv.gz", ofac_csv.COMMENTS, 0),
)
FIGURES = ("records", "entries", "names", "strong", "weak", "programmes")


# --- reading --------------------------------------------------------------------------------------------------------


def figures(version: ListVersion) -> dict[str, int]:
    """The counts of one copy."""
    names = [name for entry in version.entries for name in entry.names]
    weak = sum(name.strength is Strength.WEAK for name in names)
    return {
        "records": version.rows,
        "entries": len(version.entries),
        "names": version.names_read,
        "strong": len(names) - weak,
        "weak": weak,
        "programmes": len({programme for entry in version.entries for programme in entry.programmes}),
    }


def peak_mb() -> float:
    """The most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read_one(data: Path, number: int) -> dict[str, float]:
    """Read one copy in this process."""
    copy, begun = COPIES[number], time.perf_counter()
    version = read_list(copy.files(data), copy.list)
    return {**figures(version), "seconds": time.perf_counter() - begun, "peak": peak_mb()}


def read_together(data: Path) -> dict[str, float]:
    """Read the latest copy of every list and keep them all."""
    begun, idle = time.perf_counter(), peak_mb()
    kept = [read_list(copy.files(data), copy.list) for copy in COPIES if copy.now]
    entries = sum(len(version.entries) for version in kept)
    return {"entries": entries, "seconds": time.perf_counter() - begun, "idle": idle, "peak": peak_mb()}


def in_own_process(data: Path, what: str) -> dict[str, float]:
    """Run this module again for one copy or for all together."""
    command = [sys.executable, "-m", "benchmarks.lists", "--data", str(data), "--one", what]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
    found: dict[str, float] = json.loads(done.stdout)
    return found


def table(data: Path) -> Iterator[str]:
    """Print the table; give every difference."""
    print("| files | " + " | ".join(FIGURES) + " | seconds | peak MB |")
    print("|---" * (len(FIGURES) + 3) + "|")
    for number, copy in enumerate(COPIES):
        found = in_own_process(data, str(number))
        known = dict(copy.known)
        cells = [f"{found[each]:,.0f}{' =' if known.get(each) == found[each] else ''}" for each in FIGURES]
        print(f"| {copy.label} | " + " | ".join(cells) + f" | {found['seconds']:.1f} | {found['peak']:.0f} |")
        yield from (
            f"{copy.label}: {found[each]:,.0f} {each}, known are {count:,}"
            for each, count in copy.known
            if found[each] != count
        )
    print(f"\n{COUNTING}\n")


def further(data: Path) -> Iterator[str]:
    """ALT, ADD and COMMENTS of days whose SDN.CSV is not at hand: their rows alone; 0 where none is known."""
    for name, columns, known in FURTHER:
        parts = ofac_csv.Parts()
        with opened(data / name) as file:
            ofac_csv.add_part(file, columns, parts)
        print(f"{name}: {parts.rows:,} rows{' =' if parts.rows == known else ''}")
        if known and parts.rows != known:
            yield f"{name}: {parts.rows:,} rows, known are {known:,}"


def together(data: Path) -> Iterator[str]:
    """The latest copies of all lists in one process."""
    found = in_own_process(data, "together")
    print(
        f"the latest copy of each list, all kept: {found['entries']:,.0f} entries in {found['seconds']:.1f} s, "
        f"peak {found['peak']:.0f} MB, of it {found['idle']:.0f} MB before reading (at most {MOST_MB} MB)"
    )
    if found["peak"] > MOST_MB:
        yield f"all lists together take {found['peak']:.0f} MB, at most {MOST_MB} are allowed"


# --- changes --------------------------------------------------------------------------------------------------------


def net(data: Path, after: str, until: str) -> dict[str, frozenset[str]]:
    """The known steps between two days composed: what was added, removed and changed in the end."""
    first: dict[str, bool] = {}
    last: dict[str, bool] = {}
    with (data / "ofac/sdn_changes.2021-08_2024-05.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if after < row["published_by"] <= until:
                first.setdefault(row["ent_num"], row["action"] != "added")
                last[row["ent_num"]] = row["action"] != "removed"
    ends = {id_: (first[id_], last[id_]) for id_ in first}
    return {
        "added": frozenset(id_ for id_, end in ends.items() if end == (False, True)),
        "removed": frozenset(id_ for id_, end in ends.items() if end == (True, False)),
        "changed": frozenset(id_ for id_, end in ends.items() if end == (True, True)),
    }


def by_action(changes: tuple[Change, ...]) -> dict[str, frozenset[str]]:
    """The ids that were added, removed and changed."""
    added = frozenset(change.id for change in changes if change.kind is ChangeKind.ADDED)
    removed = frozenset(change.id for change in changes if change.kind is ChangeKind.REMOVED)
    changed = frozenset(change.id for change in changes) - added - removed
    return {"added": added, "removed": removed, "changed": changed}


def compared(data: Path) -> Iterator[str]:
    """Compare copies with the known changes; give every difference."""
    days = ("2023-01-24", "2023-01-26", "2024-05-03")
    copies = {day: read_list(data / f"ofac/sdn.{day}.csv.gz", "ofac").entries for day in days}
    for before, after in pairwise(days):
        found, known = by_action(difference(copies[before], copies[after]).changes), net(data, before, after)
        for action, ids in found.items():
            agrees = ids == known[action]
            print(f"SDN {before} to {after}: {len(ids):,} {action}{' =' if agrees else ''}")
            if not agrees:
                yield f"SDN {before} to {after}: {len(ids ^ known[action])} ids differ among those {action}"
    yield from _wagner(difference(copies[days[0]], copies[days[1]]).changes)
    yield from _united_nations(data)
    yield from _empty(data)


def _wagner(changes: tuple[Change, ...]) -> Iterator[str]:
    found = [(change.kind.value, change.what) for change in changes if change.id == "22543"]
    print(f"Wagner (22543): {found}")
    if found != [("programme added", ("TCO", "CAR"))]:
        yield "Wagner (22543) should gain the programmes TCO and CAR, and nothing else"


def _united_nations(data: Path) -> Iterator[str]:
    copies = [
        read_list(data / f"un/un_consolidated.{day}.xml.gz", "un").entries for day in ("2024-05-15", "2026-02-27")
    ]
    found = by_action(difference(*copies).changes)
    counts = tuple(len(found[action]) for action in ("added", "removed", "changed"))
    print("UN 2024-05-15 to 2026-02-27: {} added, {} removed, {} changed".format(*counts))
    if counts[:2] != (137, 9):
        yield "UN 2024 to 2026 should be 137 added and 9 removed"


def _empty(data: Path) -> Iterator[str]:
    """The empty file of the history is refused; so is a cut one."""
    whole = (data / "ofac/sdn.2023-01-24.csv.gz").read_bytes()
    for what, file in (("the empty file", b""), ("a file cut in half", whole[: len(whole) // 2])):
        try:
            read_list(file, "ofac")
        except ListRefused as error:
            print(f"{what}: {error}")
        else:
            yield f"{what} is not refused"


def main() -> int:
    """Run it all; 1 on a difference."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, default=Path("../shared/data/sanctions"))
    asked.add_argument("--changes-only", action="store_true", help="compare copies and leave the table out")
    asked.add_argument("--one", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.one:
        found = read_together(options.data) if options.one == "together" else read_one(options.data, int(options.one))
        print(json.dumps(found))
        return 0
    steps = (compared,) if options.changes_only else (table, further, together, compared)
    differences = [each for step in steps for each in step(options.data)]
    print("\n".join(f"DIFFERS: {each}" for each in differences) or "\nnothing differs")
    return 1 if differences else 0


if __name__ == "__main__":
    raise SystemExit(main())

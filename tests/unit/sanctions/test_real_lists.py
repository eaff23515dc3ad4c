"""Real lists, where they are at hand: a sample; `python -m benchmarks.lists` reads them all."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from monitor.errors import ListRefused
from monitor.model.listing import ListVersion
from monitor.sanctions import read_list
from monitor.screening.changes import ChangeKind, difference

LISTS = Path(__file__).parents[4] / "shared" / "data" / "sanctions"
pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="the real lists are not in ../shared/data/sanctions")


@cache
def real(*names: str) -> ListVersion:
    return read_list([path for name in names for path in sorted(LISTS.glob(name))], names[0].partition("/")[0])


@pytest.mark.parametrize(
    ("names", "entries"),
    [
        (("ofac/cons.2024-05-06.xml.gz",), 443),
        (("ofac/cons_prim.2025-12.csv", "ofac/cons_a*.csv", "ofac/cons_comments.2025-12.csv"), 442),
        (("un/un_consolidated.2026-02-27.xml.gz",), 1_003),
        (("un/un_consolidated.2024-05-15.xml.gz",), 875),
    ],
)
def test_a_real_list_has_the_entries_that_are_known_of_it(names: tuple[str, ...], entries: int) -> None:
    assert len(real(*names).entries) == entries


def test_the_houthis_are_on_the_un_list_since_february_2022_under_their_other_name_too() -> None:
    houthis = next(entry for entry in real("un/un_consolidated.2026-02-27.xml.gz").entries if entry.id == "YEe.001")
    assert str(houthis.since) == "2022-02-28"
    assert "ANSARALLAH" in {name.text for name in houthis.names}


def steps(day: str) -> Iterator[tuple[str, str]]:
    with (LISTS / "ofac/sdn_changes.2021-08_2024-05.csv").open(encoding="utf-8", newline="") as file:
        yield from ((row["ent_num"], row["action"]) for row in csv.DictReader(file) if row["published_by"] == day)


def test_the_changes_of_two_days_are_exactly_the_known_ones() -> None:
    found = difference(real("ofac/sdn.2023-01-24.csv.gz").entries, real("ofac/sdn.2023-01-26.csv.gz").entries)
    actions = {
        (change.id, change.kind.value if change.kind in {ChangeKind.ADDED, ChangeKind.REMOVED} else "changed")
        for change in found.changes
    }
    assert actions == set(steps("2023-01-26"))
    wagner = [(change.kind, change.what) for change in found.changes if change.id == "22543"]
    assert wagner == [(ChangeKind.PROGRAMME_ADDED, ("TCO", "CAR"))]
    assert not found.suspicious


def test_from_2024_to_2026_the_un_listed_137_and_delisted_nine() -> None:
    copies = [real(f"un/un_consolidated.{day}.xml.gz").entries for day in ("2024-05-15", "2026-02-27")]
    kinds = [change.kind for change in difference(*copies).changes]
    assert (kinds.count(ChangeKind.ADDED), kinds.count(ChangeKind.REMOVED)) == (137, 9)


def test_a_real_file_cut_in_half_is_refused() -> None:
    packed = (LISTS / "un/un_consolidated.2026-02-27.xml.gz").read_bytes()
    with pytest.raises(ListRefused, match="breaks off"):
        read_list(packed[: len(packed) // 2], "un")

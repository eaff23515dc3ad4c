from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from monitor.model import Bound, Context, DateMention, Entity, Mentions, NotListed, Precision, Quantity
from notifiers.facts import facts, taken_out
from notifiers.language import ENGLISH
from tests.unit.notifiers.alerts import DERNA, FOREIGN_FORCES, MERCENARIES, span


@pytest.mark.parametrize(
    ("value", "precision", "shown"),
    [
        ("2023", Precision.YEAR, "2023"),
        ("2023-09", Precision.MONTH, "September 2023"),
        ("2023-09-01", Precision.DAY, "1 September 2023"),
        ("2023-09-28T10:05:00+02:00", Precision.MINUTE, "28 September 2023, 08:05 UTC"),
        ("2023-09-28T10:05", Precision.MINUTE, "28 September 2023, 10:05"),
        ("Thursday", Precision.WEEKDAY, "Thursday"),
        ("2023-13", Precision.MONTH, "2023-13"),
        ("2023-02-30", Precision.DAY, "2023-02-30"),
        (None, Precision.DAY, "“next week”"),
    ],
)
def test_a_date_is_shown_to_its_precision(value: str | None, precision: Precision, shown: str) -> None:
    assert ENGLISH.mentioned(DateMention(span=span("next week"), value=value, precision=precision)) == shown


def test_a_moment_is_shown_in_utc_whatever_its_zone() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert ENGLISH.moment(datetime(2025, 3, 1, 2, 30, tzinfo=tokyo)) == "28 February 2025, 17:30 UTC"
    assert ENGLISH.moment(datetime(2025, 3, 1, 2, 30, tzinfo=UTC)) == "1 March 2025, 02:30 UTC"


@pytest.mark.parametrize(
    ("low", "high", "of", "shown"),
    [
        (300, 300, "fighters", "300 fighters"),
        (12_000, 12_000, "", "12,000"),
        (100, 999, "fighters", "100–999 fighters (“hundreds of men”)"),
    ],
)
def test_an_amount_is_a_number_or_a_range_with_the_words_of_the_text(low: int, high: int, of: str, shown: str) -> None:
    amount = Quantity(span=span("hundreds of men"), low=low, high=high, of=of)
    [row] = facts([Context(quantities=(amount,))], limit=5)
    assert row.items == (shown,)


def test_a_figure_that_the_text_bounds_is_shown_with_its_words() -> None:
    amount = Quantity(span=span("more than 200 men"), low=200, high=200, of="fighters", bound=Bound.AT_LEAST)
    [row] = facts([Context(quantities=(amount,))], limit=5)
    assert row.items == ("200 fighters (“more than 200 men”)",)


def test_what_rules_extract_is_a_row_by_its_name_each_value_once() -> None:
    one = replace(MERCENARIES, extracted={"head-count": ("900", "<b>1,200</b>"), "resolution": ("S/RES/2292",)})
    other = replace(FOREIGN_FORCES, extracted={"head-count": ("900",)})
    rows = [(row.label, row.items, row.more) for row in taken_out([one, other], limit=1)]
    assert rows == [("Head count", ("900",), 1), ("Resolution", ("S/RES/2292",), 0)]


def test_a_fact_of_two_articles_is_named_once_and_what_does_not_fit_is_counted() -> None:
    people = tuple(Entity(id=f"p{n}", name=f"Person {n}", mentions=()) for n in range(7))
    rows = {row.label: row for row in facts([DERNA, Context(mentions=Mentions(people=people)), DERNA], limit=5)}
    assert rows["Who"].items == (
        "Khalifa Haftar",
        "Wagner Group",
        "Northern Guard (unconfirmed)",
        "Person 0",
        "Person 1",
    )
    assert rows["Who"].more == 5
    assert rows["Where"].items == ("Libya", "Derna (LY)")


def test_all_whom_the_same_lists_do_not_have_stand_in_one_sentence() -> None:
    today, earlier = date(2025, 3, 1), date(2025, 2, 1)
    contexts = [
        Context(not_listed=(NotListed(id="northern-guard", as_of=today), NotListed(id="red-band", as_of=today))),
        Context(not_listed=(NotListed(id="red-band", as_of=today), NotListed(id="blue-band", as_of=earlier))),
        Context(not_listed=(NotListed(id="green-band", as_of=today),)),
    ]
    [row] = facts(contexts, limit=2)
    assert row.items == (
        "northern-guard, red-band and 1 more: on none of the loaded lists (list as of 1 March 2025)",
        "blue-band: on none of the loaded lists (list as of 1 February 2025)",
    )


def test_no_facts_make_no_rows() -> None:
    assert facts([Context()], limit=5) == ()


def test_importing_the_package_loads_no_heavy_library() -> None:
    heavy = "{'apprise', 'jinja2', 'rich', 'babel', 'requests'}"
    code = f"import sys, notifiers; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""`inspect` of saved pages gives the text that the benchmark of pages measures, though a child reads them."""

from __future__ import annotations

from benchmarks.pages import PAGES, measure
from tests.integration.cli.desk import Desk

EACH = 12  # every twelfth page


def test_inspect_reads_pages_as_they_are_measured(fresh: Desk) -> None:
    measured = tuple(measure())[::EACH]
    paths = [str(PAGES / "html" / f"{page.name}.html") for page in measured]
    done = fresh.vedette("inspect", *paths, "--json", "--rules-only")
    assert done.code == 0
    assert [view["text"] for view in done.objects] == [page.found for page in measured]
    assert [view["title_end"] for view in done.objects] == [page.title_end for page in measured]
    assert {view["text_source"] for view in done.objects} == {"page"}

"""The daemon's own work at what ages out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.config import load_config
from monitor.config.schema import Keep
from monitor.errors import ConfigError
from monitor.service.retention_loop import RetentionLoop
from monitor.storage.retention import sizes
from tests.integration.service.conftest import entry

URL = "https://outlet.example/feed"


@pytest.fixture
async def read(desk):
    """A desk that has read one article that matched and one that did not, with their texts."""
    app = desk.open(URL)
    desk.papers.brings[URL] = [
        entry("hit", body="Two hundred of them came by sea."),
        entry("miss", "Market day in the harbour", "Stalls open at nine."),
    ]
    await desk.poll(app)
    desk.read(app)
    return app


def texts(app) -> dict[str, int]:
    return {one.entry_id: len(one.paragraphs) for one in app.store.archive.latest_articles()}


async def test_after_its_time_an_article_without_a_match_has_its_title_and_the_alert_has_everything(desk, read) -> None:
    before = texts(read)
    assert before["miss"] > 1
    await RetentionLoop(read).tick()
    assert texts(read) == before

    desk.clock.move(days=91)
    await RetentionLoop(read).tick()

    assert texts(read) == {**before, "miss": 1}
    assert read.store.archive.ledger().balanced
    assert sizes(read.store.engine).keys == 0  # its story has closed long ago
    [alert] = read.store.archive.alerts()
    assert alert.revisions == 1


async def test_who_keeps_everything_for_ever_loses_no_text(desk, read) -> None:
    before = texts(read)
    read.config = replace(read.config, keep=Keep(unmatched=None))
    desk.clock.move(days=3_000)
    await RetentionLoop(read).tick()
    assert texts(read) == before


@pytest.mark.parametrize(
    ("written", "kept"), [("forever", None), ("12h", timedelta(hours=12)), ("90d", timedelta(days=90))]
)
def test_the_time_is_written_as_every_other_or_as_forever(tmp_path, written, kept) -> None:
    assert Keep.model_validate({"unmatched": written}).unmatched == kept
    file = tmp_path / "config.yaml"
    (tmp_path / "rules").mkdir()
    file.write_text(f"rules: [rules]\nkeep: {{unmatched: {written}}}\n", encoding="utf-8")
    assert load_config(file).keep.unmatched == kept
    file.write_text("rules: [rules]\nkeep: {unmatched: always}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="always"):
        load_config(file)

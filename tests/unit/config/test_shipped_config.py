"""The configuration that is shipped, as it is shipped."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from monitor.config import load_config
from monitor.model import Tier

ROOT = Path(__file__).parents[3]
STARTER = ROOT.parent / "shared" / "data" / "sanctions" / "feeds.starter.opml"


@pytest.fixture
def config():
    return load_config(ROOT / "config.yaml")


def test_it_loads_without_a_warning_and_tells_the_console(config):
    assert config.warnings == ()
    assert list(config.channels) == ["console"]
    assert config.database.reveal({}) == f"sqlite:///{ROOT}/vedette.db"
    assert config.rules == (ROOT / "rules",)


def test_it_reads_every_sample(config):
    samples = {Path(feed.url.removeprefix("file:")).name for feed in config.feeds if feed.is_file}
    assert samples == {file.name for file in (ROOT / "samples").iterdir() if file.suffix in {".xml", ".json"}}


def test_its_live_feeds_are_few_varied_and_led_by_official_ones(config):
    live = [feed for feed in config.feeds if not feed.is_file]
    assert 20 <= len(live) <= 40
    assert live[0].tier is Tier.OFFICIAL
    assert {feed.language for feed in live} >= {"en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "zh"}
    assert {feed.tier for feed in live} >= {Tier.OFFICIAL, Tier.AGENCY, Tier.PRESS, Tier.STATE}


@pytest.mark.skipif(not STARTER.exists(), reason="needs ../shared: the addresses that were looked up are listed there")
def test_every_live_feed_was_seen_in_use(config):
    graded = {o.get("xmlUrl"): o.get("confidence") for o in etree.parse(STARTER).iter("outline")}
    assert {graded.get(feed.url) for feed in config.feeds if not feed.is_file} <= {"A", "B"}


def test_the_examples_in_its_comments_are_right_once_they_are_no_comments(tmp_path):
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    used, examples = re.subn(r"^( *)# ((?: |[a-z_]+:(?: [\[{\"]|$)).*)$", r"\1\2", text, flags=re.MULTILINE)
    assert examples > 10
    for folder in ("rules", "samples"):
        (tmp_path / folder).mkdir()
    for sample in (ROOT / "samples").iterdir():
        shutil.copy(sample, tmp_path / "samples")
    (tmp_path / "counterparties.csv").write_text("Company,Also known as,Number\n", encoding="utf-8")
    (tmp_path / "my-feeds.opml").write_text(
        '<opml version="2.0"><body><outline text="x" xmlUrl="https://x.example/"/></body></opml>', encoding="utf-8"
    )
    (tmp_path / "config.yaml").write_text(used, encoding="utf-8")
    config = load_config(tmp_path / "config.yaml")
    assert list(config.channels) == ["console", "desk", "newsroom"]
    assert [route.name for route in config.routes] == ["desk", "libya"]
    assert config.fetch.proxy is not None
    assert "ours" in config.lists
    assert config.feeds[-1].name == "x"
    assert config.warnings == ()

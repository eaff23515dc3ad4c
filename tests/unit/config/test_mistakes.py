"""Mistakes in a configuration, as people read them: one golden file a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.errors import ConfigError

DATA = Path(__file__).parents[2] / "data" / "config"
CASES = sorted(DATA.glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_mistake_is_told_with_file_line_and_next_step(case):
    with pytest.raises(ConfigError) as caught:
        load_config(case)
    told = str(caught.value).replace(f"{DATA}/", "")
    assert told + "\n" == case.with_suffix(".expected").read_text(encoding="utf-8")


def test_a_missing_file_says_how_to_make_one(tmp_path):
    with pytest.raises(ConfigError, match=r"config.yaml: .*there is no such file; name one with --config, or make one"):
        load_config(tmp_path / "config.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_no_complaint_repeats_a_secret(case):
    with pytest.raises(ConfigError) as caught:
        load_config(case)
    assert not [word for word in ("plain@", "pass@", "B2/c3") if word in str(caught.value)]

"""What is shipped is tested as shipped: the wheel is built, installed beside nothing of the checkout, and used."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.acceptance.places import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory) -> Path:
    """An environment that has the wheel of its own and borrows the dependencies, but not the checkout."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=60)
    python = folder / "bin" / "python"
    install = ["-m", "pip", "--disable-pip-version-check", "--quiet", "--python", str(python)]
    subprocess.run([sys.executable, *install, "install", "--no-deps", "--no-index", str(wheel)], check=True, timeout=60)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = subprocess.run([python, "-c", where], check=True, capture_output=True, text=True).stdout.strip()
    Path(own, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin" / "vedette"


def test_the_wheel_carries_rules_samples_configuration_and_templates(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "monitor/_shipped/rules/mercenaries.yaml",
        "monitor/_shipped/rules/actors/people.yaml",
        "monitor/_shipped/samples/agency-en.xml",
        "monitor/_shipped/config.yaml",
        "monitor/text/boilerplate.yaml",
        "notifiers/templates/mail.html",
    ):
        assert wanted in names, wanted
    assert not [name for name in names if name.startswith(("tests/", "rules/"))]


def test_init_and_once_work_from_the_wheel_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    made = subprocess.run([installed, "init", "desk"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert made.returncode == 0, made.stderr
    done = subprocess.run([installed, "once"], cwd=tmp_path / "desk", capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "Haftar visits Kremlin" in done.stdout
    assert "balances" in done.stdout
    checked = subprocess.run([installed, "check"], cwd=tmp_path / "desk", capture_output=True, text=True, timeout=60)
    assert checked.returncode == 0, checked.stdout


def test_both_packages_load_from_one_place(installed: Path, tmp_path: Path) -> None:
    code = "import monitor, notifiers; print(monitor.__file__); print(notifiers.__file__)"
    done = subprocess.run([installed.with_name("python"), "-c", code], cwd=tmp_path, capture_output=True, text=True)
    parents = {Path(line).parent.parent for line in done.stdout.split()}
    assert len(parents) == 1
    assert ROOT not in parents

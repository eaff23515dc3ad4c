"""Where output goes: to a reader who stops reading, to a full disk, to a terminal of few letters, to nobody."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from tests.integration.cli.desk import VEDETTE, Desk


def shell(command: str, desk: Desk) -> subprocess.CompletedProcess[str]:
    line = command.replace("vedette", f"'{VEDETTE}'")
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        cwd=desk.folder,
        env=os.environ.copy(),
        capture_output=True,
        text=True,
        timeout=60,
    )


def many_texts(desk: Desk, count: int = 2000) -> None:
    (desk.folder / "many.jsonl").write_text('{"text": "Quiet."}\n' * count)


@pytest.mark.parametrize(
    "command", ["vedette alerts | head -1", "vedette inspect many.jsonl --json --rules-only | head -1"]
)
def test_a_reader_who_stops_reading_is_no_error(writable: Desk, command: str) -> None:
    many_texts(writable)
    done = shell(command, writable)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


def test_a_disk_that_is_full_is_said(ran: Desk) -> None:
    done = shell("vedette alerts > /dev/full", ran)
    assert (done.returncode, done.stderr) == (1, "vedette: No space left on device\n")


def test_no_standard_output_at_all_is_no_fault(ran: Desk) -> None:
    assert shell("vedette alerts --json >&-", ran).stderr == ""


def test_a_terminal_of_few_letters_gets_what_it_can_show_and_scripts_get_all(fresh: Desk) -> None:
    (fresh.folder / "text.txt").write_text("Наёмники покинули порт.", encoding="utf-8")
    for_people = fresh.vedette("inspect", "text.txt", encoding="ascii")
    [for_scripts] = fresh.vedette("inspect", "text.txt", "--json", encoding="ascii").objects
    assert for_people.code == 0
    assert "language" in for_people.out
    assert for_scripts["text"] == "Наёмники покинули порт."


def test_control_characters_of_a_feed_never_reach_the_terminal(fresh: Desk) -> None:
    items = [{"id": "1", "title": "Harmless\u001b[2J\u009b31m title", "url": "https://a.example/\u001b]0;x\u0007"}]
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "Evil\u001b[1m", "items": items}
    (fresh.folder / "evil.json").write_text(json.dumps(document))
    done = fresh.vedette("feed", "evil.json")
    assert "Harmless" in done.out
    assert not {"\u001b", "\u009b", "\u0007"} & set(done.out + done.err)

"""Log lines that cannot be written."""

from __future__ import annotations

import io

import pytest

from monitor.service.logs import Lines


class FullDisk(io.StringIO):
    full = False

    def write(self, text: str) -> int:
        if self.full:
            raise OSError(28, "No space left on device")
        return super().write(text)


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error", "exception", "critical"])
def test_a_line_for_a_full_disk_is_let_go_and_later_ones_are_written(level: str) -> None:
    stream = FullDisk()
    lines = Lines(stream)
    stream.full = True
    getattr(lines, level)("lost")
    stream.full = False
    getattr(lines, level)("kept")
    assert stream.getvalue() == "kept\n"


def test_a_line_for_a_stream_that_is_closed_is_let_go() -> None:
    stream = io.StringIO()
    stream.close()
    Lines(stream).info("lost")

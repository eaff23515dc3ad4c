"""Make the pictures of the README: one alert of the samples, as the terminal shows it and as mail.

In: the shipped samples, read by `vedette once` in a folder made by `vedette init`. Out: in docs/images,
alert-terminal.svg, alert-mail.html and, photographed by Chromium and made small by pngquant, alert-mail.png. Both
programs must be there; nothing is asked of the network.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI

from notifiers.console import coloured
from notifiers.subject import severity_in

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
HEADLINE = "Haftar visits Kremlin"
WHEN = "opened 28 September 2023, 18:50 UTC"  # instead of the moment of this run, so that two runs give one picture
COLUMNS = 92  # of the terminal: the text is 88 wide
MAIL_WIDTH = 672  # CSS pixels: the mail is 640 wide and has its padding
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_OPENED = re.compile(r"opened \d[^·<\n]* UTC")
_WEB_FONT = re.compile(r"@font-face \{\{.*?\n    \}\}\n", re.DOTALL)
_MEASURE = "<script>document.title = document.querySelector('div').offsetHeight</script>"


def main() -> None:
    """Write all pictures, or say what is missing."""
    tools = [shutil.which("chromium"), shutil.which("pngquant")]
    if None in tools:
        sys.exit("chromium and pngquant are needed to photograph the mail; install both and try again")
    message = alert_of_the_samples()
    IMAGES.mkdir(parents=True, exist_ok=True)
    (IMAGES / "alert-terminal.svg").write_text(as_svg(message), encoding="utf-8")
    (IMAGES / "alert-mail.html").write_text(message["html"], encoding="utf-8")
    photograph(message["html"], IMAGES / "alert-mail.png")
    print(f"wrote the pictures in {IMAGES}")


def alert_of_the_samples() -> dict[str, str]:
    """The message as it was sent: title, text and html."""
    vedette = str(Path(sys.executable).with_name("vedette"))
    with tempfile.TemporaryDirectory() as desk:
        run(vedette, "init", desk)
        config = ("--config", str(Path(desk, "config.yaml")))
        run(vedette, "once", *config)
        sent = [json.loads(line)["message"] for line in run(vedette, "deliveries", "--json", *config).splitlines()]
    [message] = [item for item in sent if HEADLINE in item["title"]]
    return {key: _OPENED.sub(WHEN, message[key]) for key in ("title", "text", "html")}


def as_svg(message: dict[str, str]) -> str:
    """What a terminal shows, as SVG with the reader's own monospaced font: a page must fetch nothing for it."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, markup=False)
    console.print(coloured(message["text"].rstrip(), severity_in(message["title"])), highlight=False)
    return console.export_svg(title="vedette", theme=MONOKAI, code_format=_WEB_FONT.sub("", CONSOLE_SVG_FORMAT))


def photograph(html: str, target: Path) -> None:
    """The mail as PNG, two dots a pixel, as tall as it is."""
    with page(html + _MEASURE) as address:
        shown = chromium(f"--window-size={MAIL_WIDTH},1000", "--dump-dom", address)
    found = re.search(r"<title>(\d+)</title>", shown)
    if found is None:
        sys.exit("Chromium did not say how tall the mail is; try again, or look at docs/images/alert-mail.html")
    size = f"--window-size={MAIL_WIDTH},{found[1]}"
    with page(html) as address:
        chromium(size, "--force-device-scale-factor=2", f"--screenshot={target}", address)
    run("pngquant", "--force", "--strip", "--speed=1", f"--output={target}", "64", str(target))


@contextmanager
def page(html: str) -> Iterator[str]:
    """A file with the page, for as long as it is looked at."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "mail.html")
        file.write_text(html, encoding="utf-8")
        yield file.as_uri()


def chromium(*arguments: str) -> str:
    """Run it once, with a profile of its own; what it prints."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        return run("chromium", *QUIET, f"--user-data-dir={profile}", *arguments)


def run(*command: str) -> str:
    """Run a program of this machine; what it prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout  # noqa: S603 - our own words


if __name__ == "__main__":
    main()

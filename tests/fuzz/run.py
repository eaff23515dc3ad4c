"""Fuzz parsing and cleaning with atheris, guided by which lines are reached: `make fuzz-test`.

    python -m tests.fuzz.run --seconds 60
    python -m tests.fuzz.run --seconds 60 --what pages

Starts from the golden feeds, or pages. Ends with 0 when nothing was found, or when atheris is not installed (it is for
Linux on x86-64 alone); a fault ends it with its traceback, and the document that shows it is left in the folder that is
named.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

LONGEST = 20_000  # bytes of a document
FIRST = {  # read before the clock runs: what is loaded once takes no document's time
    "feeds": b"<rss><channel><item><title>Loading</title></item></channel></rss>",
    "pages": b"<html><body><h1>Loading</h1><p>What is loaded once takes no page's time.</p></body></html>",
}


def main() -> None:
    """Fuzz for a while."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--what", choices=sorted(FIRST), default="feeds")
    asked = parser.parse_args()
    try:
        import atheris
    except ImportError:
        sys.stdout.write("atheris is not installed here (it is for Linux on x86-64): nothing was fuzzed\n")
        return
    with atheris.instrument_imports(include=["monitor.ingest", "monitor.text", "feedparser"]):
        from tests.fuzz import pages, target
    what = {"feeds": target, "pages": pages}[asked.what]
    seeds, found = Path(tempfile.mkdtemp(prefix="seeds-")), Path(tempfile.mkdtemp(prefix="found-"))
    for path in what.SEEDS:
        if path.stat().st_size <= LONGEST:
            shutil.copy(path, seeds / path.name)
    what.read(FIRST[asked.what])
    sys.stdout.write(f"fuzzing for {asked.seconds} s; what is found is left in {found}\n")
    sys.stdout.flush()
    options = (
        *(f"-max_total_time={asked.seconds}", "-timeout=15", "-rss_limit_mb=2000", f"-max_len={LONGEST}"),
        *("-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={found}/"),
    )
    atheris.Setup([sys.argv[0], *options, str(seeds)], lambda body: what.read(body) and None)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

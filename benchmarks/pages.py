"""How well the main text is found in web pages: precision, recall and F1 by shared runs of four words.

    python -m benchmarks.pages                 # the pages of tests/data/pages, by layout
    python -m benchmarks.pages FOLDER          # any folder laid out like scrapinghub's article-extraction-benchmark
    python -m benchmarks.pages --worst 5       # and what is lost and added on the five worst pages

In: a folder with `ground-truth.json` (an object `{page: {"articleBody": …}}`; `layout`, `language` and `url` are
optional) and `html/PAGE.html` or `html/PAGE.html.gz`. Out: a row a layout and two rows over all pages: the text
without its first paragraph, the title, which the reference does not have, and the whole text as `inspect` prints it.
Measure: the article-extraction-benchmark's. Runs of four words are counted, those in common are right; a page's
precision and recall are their shares, a set's are the means over its pages, and F1 is the harmonic mean of the two.
In Chinese a character is a word.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

from monitor.errors import IngestError
from monitor.ingest.pages import extract
from monitor.text import Page, article_from_extracted

PAGES = Path(__file__).parents[1] / "tests" / "data" / "pages"
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "pl", "tr", "ar", "fa", "zh")
RUN = 4  # words
_WORD = re.compile(r"\w+")
_HAN_OR_WORD = re.compile(r"[\u3400-\u9fff]|\w+?(?=[\u3400-\u9fff]|\b)")
_NOW = datetime(2026, 1, 1, tzinfo=UTC)

Runs = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Shares between 0 and 1; None where there was nothing to have a share of."""

    precision: float | None
    recall: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One page: what it should give, what it gave, with and without the title, and how long that took."""

    name: str
    layout: str
    expected: str
    found: str
    title_end: int
    language: str
    seconds: float

    def score(self, *, title: bool = False) -> Score:
        """The page's score, its title counted or cut."""
        return score(self.expected, self.found if title else self.found[self.title_end :], self.language)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=PAGES, help="default: tests/data/pages")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst pages")
    asked = parser.parse_args()
    pages = tuple(measure(asked.folder))
    layouts: dict[str, list[Measured]] = defaultdict(list)
    for page in pages:
        layouts[page.layout].append(page)
    print(f"{'':<28} pages  precision  recall     F1")
    if len(layouts) > 1:
        for layout, members in sorted(layouts.items()):
            print(_row(layout, [page.score() for page in members]))
    print(_row("all, the title cut", [page.score() for page in pages]))
    print(_row("all, the title counted", [page.score(title=True) for page in pages]))
    slowest = max(pages, key=lambda page: page.seconds)
    mean = fmean(page.seconds for page in pages)
    print(f"{mean * 1000:.0f} ms a page, at most {slowest.seconds * 1000:.0f} ms ({slowest.name})")
    for page in sorted(pages, key=lambda page: f1([page.score()]))[: asked.worst]:
        _show(page)


def measure(folder: Path = PAGES) -> Iterator[Measured]:
    """Each page of the folder, read as `vedette inspect` reads it, but in this process. A refused page gives ''."""
    reference = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, page in reference.items():
        body = _body(folder / "html", name)
        began = time.perf_counter()
        found, title_end = text_of(body, url=page.get("url", ""))
        yield Measured(
            name=name,
            layout=page.get("layout", "page"),
            expected=page.get("articleBody", ""),
            found=found,
            title_end=title_end,
            language=page.get("language", ""),
            seconds=time.perf_counter() - began,
        )


def text_of(body: bytes, *, url: str = "") -> tuple[str, int]:
    """The article's text and where its title ends; nothing for a page without text."""
    try:
        found = extract(body, url=url)
        page = Page(**{**found, "paragraphs": tuple(found["paragraphs"])})
        article = article_from_extracted(page, url=url or None, languages=LANGUAGES, now=_NOW)
    except IngestError:
        return "", 0
    return article.text, article.title_end


def score(expected: str, found: str, language: str = "") -> Score:
    """Precision and recall of one text against what was expected."""
    wanted, given = runs(expected, language), runs(found, language)
    common = (wanted & given).total()
    return Score(
        precision=common / given.total() if given else None,
        recall=common / wanted.total() if wanted else None,
    )


def runs(text: str, language: str = "") -> Runs:
    """Each run of four words and how often it is there; a text of fewer words is one run."""
    words = (_HAN_OR_WORD if language == "zh" else _WORD).findall(text)
    starts = range(max(1, len(words) - RUN + 1)) if words else range(0)
    return Counter(tuple(words[start : start + RUN]) for start in starts)


def f1(scores: Iterable[Score]) -> float:
    """The harmonic mean of mean precision and mean recall; 0 when nothing is right."""
    precision, recall = means(tuple(scores))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def means(scores: Sequence[Score]) -> tuple[float, float]:
    """Mean precision over the pages that gave something, mean recall over those that should."""
    given = [score.precision for score in scores if score.precision is not None]
    wanted = [score.recall for score in scores if score.recall is not None]
    return fmean(given or [0.0]), fmean(wanted or [0.0])


def _body(folder: Path, name: str) -> bytes:
    plain = folder / f"{name}.html"
    return plain.read_bytes() if plain.exists() else gzip.decompress((folder / f"{name}.html.gz").read_bytes())


def _row(name: str, scores: Sequence[Score]) -> str:
    precision, recall = means(scores)
    return f"{name:<28} {len(scores):>5}  {precision:>9.3f}  {recall:>6.3f}  {f1(scores):>5.3f}"


def _show(page: Measured) -> None:
    given, wanted = page.found[page.title_end :].split("\n"), page.expected.split("\n")
    print(f"\n{page.name}: F1 {f1([page.score()]):.3f}")
    for sign, paragraphs, others in (("-", wanted, page.found), ("+", given, page.expected)):
        for paragraph in filter(str.strip, paragraphs):
            if paragraph not in others:
                print(f"  {sign} {paragraph[:160]}")


if __name__ == "__main__":
    main()

"""The engine finds what a scan of every term at every word finds, with the same spans, in all scripts.

1,000 random documents; 10,000 others with `HYPOTHESIS_PROFILE=explore`.
"""

from __future__ import annotations

import os
import random
from functools import cache
from pathlib import Path

import yaml

from monitor.config.languages import SHIPPED
from monitor.engine import Lexicon, LexiconEntry
from monitor.engine.terms import term_problems
from monitor.errors import Level
from monitor.model import Language
from tests.unit.engine.brute_force import longest_of, spans_of

FORMS = Path(__file__).parents[2] / "data" / "forms"
EXPLORE = os.environ.get("HYPOTHESIS_PROFILE") == "explore"
DOCUMENTS = 10_000 if EXPLORE else 1_000
BATCH = 100

# Small alphabets, so that random words meet random terms; each has letters that fold to another, to several or to none.
ALPHABETS = (
    "abAB\u0301",
    "soeSOE\u00f6\u00d6\u0308\u00df\u1e9e",
    "fi\ufb01\ufb03I\u0130\u0131\u0307",
    "аяеёЁйи\u0306",
    "іїєʼ'’я",
    "ابهةيیكک\u064e\u0640\u200c",
    "兵军軍\U00020000\u6f22\u3231",
    "\U0001d41a\U0001d5d4\uff41\uff22ab",
    "0123٤۴\uff12²",
)
BETWEEN = (" ", " ", " ", " ", "  ", ", ", "-", ".", "\n\n", "\u00a0", "’", "\u200b", " 🙂 ", "\ud800", "")
INSIDE = ("\u0301", "\u0308", "\u00ad", "\u200c", "\u200d", "\u0640", "\u064e", "\u0335")


@cache
def forms(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms of a language, and words like them."""
    content = yaml.safe_load((FORMS / f"{language}.yaml").read_text(encoding="utf-8"))
    words = [form.strip() for lists in content.values() for kind in lists.values() for form in kind.split(",")]
    return tuple(map(str, content)), tuple(words)


def random_word(draw: random.Random) -> str:
    return "".join(draw.choices(draw.choice(ALPHABETS), k=draw.randint(1, 6)))


def random_term(draw: random.Random, language: str) -> str:
    if draw.random() < 0.6:
        return draw.choice(forms(language)[0])
    words = [random_word(draw) for _ in range(draw.choice((1, 1, 1, 2, 3)))]
    marked = draw.choice(("{}", "{}", "{}*", "*{}", "={}", "*{}*")).format(words[0])
    return " ".join((marked, *words[1:]))


def disturbed(draw: random.Random, word: str) -> str:
    """A word as it may also be written: another case or normal form, with marks and characters that do not show."""
    kind = draw.randrange(8)
    if kind == 0:
        return word.upper()
    if kind == 1:
        return word.title()
    if kind < 4:
        at = draw.randint(0, len(word))
        return word[:at] + draw.choice(INSIDE) + word[at:]
    if kind == 4:
        return word + draw.choice("abоиهي兵sS")
    return word


def random_text(draw: random.Random, language: str, terms: list[str]) -> str:
    parts = []
    for _ in range(draw.randint(0, 40)):
        kind = draw.random()
        bare = draw.choice(terms).replace("*", "").replace("=", "") if terms else ""
        word = draw.choice(forms(language)[1]) if kind < 0.35 else bare if kind < 0.75 else random_word(draw)
        parts += (disturbed(draw, word), draw.choice(BETWEEN))
    return "".join(parts)


def random_entries(draw: random.Random, language: str) -> list[LexiconEntry]:
    entries = []
    for number in range(draw.randint(1, 3)):
        exact = draw.random() < 0.2
        by_language = {
            code: tuple(
                term
                for term in (random_term(draw, language) for _ in range(draw.randint(1, 3)))
                if not any(problem.level is Level.ERROR for problem in term_problems(term, code, exact=exact))
            )
            for code in {language, draw.choice((*SHIPPED, "any"))}
        }
        entries.append(LexiconEntry(id=f"entry-{number}", terms=by_language, exact=exact))
    return entries


def difference(seed: int) -> str:
    """What the engine finds otherwise than the slow scan in one random document; empty if nothing."""
    draw = random.Random(seed)
    language = draw.choice(SHIPPED)
    entries = random_entries(draw, language)
    read_as = Language(code=language, sure=draw.random() < 0.8)
    text = random_text(draw, language, [term for entry in entries for terms in entry.terms.values() for term in terms])
    found = Lexicon.build(entries).find_in(text, read_as)
    for entry in entries:
        wanted = longest_of(
            {
                span
                for code, terms in entry.terms.items()
                if not read_as.sure or code in {language, "any"}
                for term in terms
                for span in spans_of(text, term, code, exact=entry.exact)
            }
        )
        got = found.get(entry.id, ())
        if [(span.start, span.end) for span in got] != wanted or any(s.text != text[s.start : s.end] for s in got):
            return f"seed {seed}: {entry} in {read_as}\n{text!r}\nengine: {got}\nslowly: {wanted}"
    return ""


def test_the_engine_finds_the_spans_that_a_slow_scan_finds():
    first = random.SystemRandom().randrange(2**32) if EXPLORE else 0
    different = [said for seed in range(first, first + DOCUMENTS) if (said := difference(seed))]
    assert not different, different[0]


def test_the_random_documents_have_something_to_find():
    draws = [random.Random(seed) for seed in range(BATCH)]
    hits = 0
    for draw in draws:
        language = draw.choice(SHIPPED)
        entries = random_entries(draw, language)
        text = random_text(draw, language, [t for entry in entries for terms in entry.terms.values() for t in terms])
        found = Lexicon.build(entries).find_in(text, Language(code=language, sure=True))
        hits += sum(map(len, found.values()))
    assert hits > BATCH

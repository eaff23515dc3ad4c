"""How many sentences of a concept its base forms find, in the inflections of each language.

In: translated news documents, `LANG.jsonl`, one document a line, sentence n of a document the same in every language
(NTREX-128), and the base forms in `concepts.yaml`. Out: recall and precision a language. A sentence is of a concept if
its English original has the English word in one of its forms. Translators choose other words, and use the concept's
word for others, so nothing reaches 1: compare rows. `exact` takes each base form as `=word`.

Usage: python -m benchmarks.concepts [--data DIR] [--misses LANG]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from monitor.engine import Lexicon, LexiconEntry
from monitor.engine.scores import Count
from monitor.model import Language

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "shared" / "data" / "ntrex"
NOT_INFLECTED = "zh"  # measured, and left out of the sums


@dataclass(frozen=True, slots=True)
class Judgement:
    """A sentence and a concept: whether its original has the word, and whether the lexicon found it."""

    language: str
    concept: str
    meant: bool
    found: bool
    sentence: str


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--misses", metavar="LANG", help="list the sentences that this language misses")
    asked = parser.parse_args()
    wanted = yaml.safe_load((HERE / "concepts.yaml").read_text(encoding="utf-8"))
    english = sentences(asked.data, "en")
    meant = found_by(_lexicon({"en": wanted["english"]}, exact=True), "en", english)
    for name, exact in (("base forms", False), ("exact", True)):
        judged = list(judge(wanted["terms"], meant, asked.data, exact=exact))
        print(f"{name}\n")
        print_table(judged)
        if asked.misses and not exact:
            print_misses(judged, asked.misses)


def sentences(folder: Path, language: str) -> list[str]:
    """All sentences of a language, in order."""
    lines = (folder / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [sentence for line in lines for sentence in json.loads(line)["text"].split("\n")]


def judge(
    terms: Mapping[str, Mapping[str, list[str]]], meant: list[frozenset[str]], folder: Path, *, exact: bool
) -> Iterator[Judgement]:
    """Every sentence of every language with every concept."""
    for language, by_concept in terms.items():
        texts = sentences(folder, language)
        found = found_by(_lexicon({language: by_concept}, exact=exact), language, texts)
        for sentence, wanted, got in zip(texts, meant, found, strict=True):
            for concept in by_concept:
                yield Judgement(language, concept, concept in wanted, concept in got, sentence)


def found_by(lexicon: Lexicon, language: str, texts: Iterable[str]) -> list[frozenset[str]]:
    """The concepts found in each sentence."""
    sure = Language(code=language, sure=True)
    return [frozenset(lexicon.find_in(text, sure)) for text in texts]


def _lexicon(terms: Mapping[str, Mapping[str, list[str]]], *, exact: bool) -> Lexicon:
    """Concepts by language; for `exact`, each of a term's words in the written form only, upper or lower case."""
    return Lexicon.build(
        LexiconEntry(id=concept, terms={language: tuple(map(_only, words)) if exact else tuple(words)})
        for language, by_concept in terms.items()
        for concept, words in by_concept.items()
    )


def _only(term: str) -> str:
    return " ".join(f"={word.strip('*')}" for word in term.split())


def count(judged: Iterable[Judgement]) -> Count:
    """Sentences found rightly, falsely, and missed."""
    kept = [one for one in judged if one.meant or one.found]
    right = sum(one.meant and one.found for one in kept)
    return Count(
        right=right, false=sum(one.found for one in kept) - right, missed=sum(one.meant for one in kept) - right
    )


def print_table(judged: list[Judgement]) -> None:
    """A row a language with its recall by concept, then the sums over the inflected ones."""
    languages = list(dict.fromkeys(one.language for one in judged))
    concepts = list(dict.fromkeys(one.concept for one in judged))
    summed = [one for one in judged if one.language != NOT_INFLECTED]
    print(f"{'':6}{'R':>7}{'P':>7}   {''.join(f'{concept:>11}' for concept in concepts)}   (R)")
    for language in languages:
        print(_row(language, [one for one in judged if one.language == language], concepts))
    print(_row("micro", summed, concepts))
    by_language = [count(one for one in summed if one.language == code) for code in languages if code != NOT_INFLECTED]
    recall = sum(one.recall or 0 for one in by_language) / len(by_language)
    precision = sum(one.precision or 0 for one in by_language) / len(by_language)
    print(f"{'mean':6}{recall:7.3f}{precision:7.3f}   over {len(by_language)} languages, without {NOT_INFLECTED}\n")


def _row(name: str, judged: list[Judgement], concepts: list[str]) -> str:
    whole = count(judged)
    parts = (count(one for one in judged if one.concept == concept) for concept in concepts)
    shares = "".join(f"{part.recall or 0:11.2f}" for part in parts)
    return f"{name:6}{whole.recall or 0:7.3f}{whole.precision or 0:7.3f}   {shares}"


def print_misses(judged: Iterable[Judgement], language: str) -> None:
    """Sentences of one language that have the word in English and were not found."""
    for one in judged:
        if one.language == language and one.meant and not one.found:
            print(f"{one.concept:10} {one.sentence}")


if __name__ == "__main__":
    main()

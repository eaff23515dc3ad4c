"""Fingerprints are stored and compared for years: they must never change by themselves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Article
from monitor.stories import fingerprint, similarity
from monitor.stories.minhash import BANDS, PERMUTATIONS, bands, containment, signature, size
from tests.unit.stories.texts import Text, article, chinese, text

ROOT = Path(__file__).parents[3]


def test_an_article_is_compared_by_its_body_and_not_by_its_title():
    one, other = fingerprint(article(text(1), title="One")), fingerprint(article(text(1), title="Another"))
    assert (one.text_hash, one.signature, one.bands) == (other.text_hash, other.signature, other.bands)
    assert len(one.signature) == PERMUTATIONS
    assert len(one.bands) == BANDS


def test_a_short_body_has_no_signature_and_no_keys():
    short = fingerprint(
        article(Text(("Nineteen words are too few to say that two of these texts were about one event or not at.",)))
    )
    assert (short.signature, short.bands) == ((), ())
    assert fingerprint(Article()).text_hash == ""


def test_the_address_and_the_language_are_taken_over():
    taken = fingerprint(article(text(1), canonical="https://a.example/1", language="uk"))
    assert (taken.canonical, taken.language) == ("https://a.example/1", "uk")


def test_the_same_text_has_the_same_fingerprint_in_every_process():
    code = (
        "from monitor.stories import fingerprint; from tests.unit.stories.texts import article, text;"
        "print(fingerprint(article(text(1))))"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == str(fingerprint(article(text(1))))


def test_the_fingerprint_of_a_known_text_is_the_one_of_the_first_release():
    """If this fails, stored fingerprints no longer meet new ones: stories would split on an upgrade."""
    words = " ".join(f"word{number}" for number in range(30))
    known = fingerprint(Article(paragraphs=(words,)))
    assert known.text_hash == "e8ee3e4ac3432ed0f9ff7cfda11efa5a"
    assert known.signature[:3] == (279541156, 1185590, 10068583)
    assert known.bands[:2] == ("0099b20b0f", "01241f4ace")


@given(st.sets(st.text(min_size=1, max_size=8), min_size=1, max_size=80))
def test_order_and_repetition_of_shingles_make_no_difference(shingles):
    ordered = sorted(shingles)
    assert signature(ordered) == signature([*reversed(ordered), *ordered])
    assert similarity(signature(ordered), signature(ordered)) == 1
    assert containment(signature(ordered), signature(ordered)) == 1


@pytest.mark.parametrize("shared", [0, 50, 150, 250])
def test_the_estimates_come_near_the_truth(shared):
    one = [f"s{number}" for number in range(300)]
    other = one[:shared] + [f"t{number}" for number in range(300 - shared)]
    a, b = signature(one), signature(other)
    assert similarity(a, b) == pytest.approx(shared / (600 - shared), abs=0.09)
    assert containment(a, b) == pytest.approx(shared / 300, abs=0.12)
    assert size(a) == pytest.approx(300, rel=0.25)


def test_a_text_of_any_length_is_taken_in_pieces():
    long = [f"s{number}" for number in range(10_000)]
    assert signature(long) == tuple(
        min(pair) for pair in zip(signature(long[:5000]), signature(long[5000:]), strict=True)
    )


def test_nothing_is_like_an_empty_signature():
    full = signature(["a"])
    assert similarity((), full) == similarity(full, ()) == containment((), full) == containment((), ()) == 0
    assert bands(()) == ()


def test_keys_are_short_and_each_band_has_its_own():
    keys = bands(signature([f"s{number}" for number in range(100)]))
    assert len(set(keys)) == BANDS
    assert {len(key) for key in keys} == {10}


@given(st.text(max_size=400))
def test_any_text_has_a_fingerprint(anything):
    found = fingerprint(Article(title="T", paragraphs=("T", anything)))
    assert len(found.signature) in {0, PERMUTATIONS}
    assert bool(found.bands) == bool(found.signature)


def test_chinese_counts_signs_and_not_words():
    assert fingerprint(article(chinese(1, 60), language="zh")).signature
    assert not fingerprint(article(chinese(1, 20), language="zh")).signature

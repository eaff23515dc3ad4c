"""Stretches that must not overlap, and distances to the nearest of many: the same answers as asking each in turn."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.context.spans import NOWHERE, Places, Taken
from monitor.model import Span


def spans_of(pairs) -> list[Span]:
    return [Span(start=min(pair), end=max(pair) + 1, text="") for pair in pairs]


PAIRS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12)


@given(PAIRS)
def test_only_what_touches_nothing_in_use_is_taken(pairs) -> None:
    taken, kept = Taken(), []
    for span in spans_of(pairs):
        free = all(span.end <= other.start or other.end <= span.start for other in kept)
        assert taken.take(span.start, span.end) is free
        if free:
            kept.append(span)


@given(PAIRS, st.integers(0, 60), st.integers(1, 10))
def test_distance_and_overlap_are_those_of_the_nearest(pairs, start, length) -> None:
    spans, end = spans_of(pairs), start + length
    places = Places(spans)
    gaps = [max(0, start - span.end, span.start - end) for span in spans]
    assert places.distance(start, end) == min(gaps, default=NOWHERE)
    assert places.overlap(start, end) is any(span.start < end and start < span.end for span in spans)
    assert bool(places) is bool(spans)


@given(PAIRS, st.integers(0, 60), st.integers(0, 10))
def test_around_gives_what_begins_within_the_margin(pairs, at, margin) -> None:
    spans = spans_of(pairs)
    expected = sorted(span.start for span in spans if at - margin <= span.start <= at + 1 + margin)
    assert [span.start for span in Places(spans).around(at, at + 1, margin)] == expected

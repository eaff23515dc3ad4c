"""One thread computes at a time, in the order in which they came."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from monitor.service.turns import Turns

PATIENCE = 10.0


def test_two_never_have_their_turn_at_once() -> None:
    turns, inside, together = Turns(), [], []

    def work(number: int) -> None:
        for _ in range(200):
            with turns:
                inside.append(number)
                time.sleep(0)  # let others try
                together.append(len(inside))
                inside.pop()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert together == [1] * 800


def test_whoever_waited_longest_is_next() -> None:
    turns, order = Turns(), list[int]()
    begun = threading.Event()

    def wait(number: int) -> None:
        begun.set()
        with turns:
            order.append(number)

    with ThreadPoolExecutor(5) as threads, turns:
        for number in range(5):
            begun.clear()
            threads.submit(wait, number)
            assert begun.wait(PATIENCE)
            until = time.monotonic() + PATIENCE
            while turns.waiting <= number and time.monotonic() < until:
                time.sleep(0.001)
        order.append(-1)
    assert order == [-1, 0, 1, 2, 3, 4]


def test_a_turn_at_once_again_is_behind_those_who_wait() -> None:
    turns, order = Turns(), list[str]()

    def other() -> None:
        with turns:
            order.append("other")

    thread = threading.Thread(target=other)
    with turns:
        thread.start()
        until = time.monotonic() + PATIENCE
        while not turns.waiting and time.monotonic() < until:
            time.sleep(0.001)
    with turns:
        order.append("again")
    thread.join(PATIENCE)
    assert order == ["other", "again"]


def test_an_error_hands_the_turn_on() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="broken"), turns:
        raise ValueError("broken")
    with turns:
        assert turns.waiting == 0

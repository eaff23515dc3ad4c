"""What a robots.txt allows us, remembered for a day, and what its absence means."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from monitor.ingest.robots import LONGEST_PAUSE, Robots, parse_robots, product_token
from monitor.model import Failed, FailureCause, Fetched, Response

PAGE = "https://outlet.example/news/1"


class Host:
    """Answers each request for a robots.txt the same way, and counts them."""

    def __init__(self, answer: Callable[[str], Response]) -> None:
        self._answer = answer
        self.asked: list[str] = []

    async def get(self, url: str) -> Response:
        self.asked.append(url)
        return self._answer(url)


def says(text: str | bytes) -> Host:
    body = text if isinstance(text, bytes) else text.encode()
    return Host(lambda url: Fetched(url=url, body=body, headers={}))


def fails(status: int | None, cause: FailureCause = FailureCause.HTTP) -> Host:
    return Host(lambda url: Failed(url=url, cause=cause, reason="it failed", status=status))


def robots(host: Host, agent: str = "Vedette/1.0 (contact)") -> Robots:
    return Robots(host.get, agent=agent)


async def allowed(host: Host, url: str = PAGE, agent: str = "Vedette/1.0 (contact)") -> bool:
    return (await robots(host, agent).verdict(url)).allowed


async def test_a_rule_for_everybody_counts_and_one_for_us_counts_before_it() -> None:
    assert not await allowed(says("User-agent: *\nDisallow: /news/"))
    assert await allowed(says("User-agent: *\nDisallow: /news/\n\nUser-agent: vedette\nDisallow: /private/"))
    assert not await allowed(says("User-agent: *\nAllow: /\n\nUser-Agent: Vedette\nDisallow: /news"))
    assert await allowed(says("User-agent: OtherBot\nDisallow: /"))
    assert await allowed(says("User-agent: *\nDisallow: /news/\nAllow: /news/1"))


async def test_we_are_known_by_the_name_that_the_operator_gave_us() -> None:
    assert product_token("Desk-Watch/2.1 (+https://desk.example)") == "Desk-Watch"
    assert product_token("") == "Vedette"
    file = "User-agent: desk-watch\nDisallow: /"
    assert not await allowed(says(file), agent="Desk-Watch/2.1")
    assert await allowed(says(file))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
async def test_no_robots_txt_allows_everything(status) -> None:
    assert await allowed(fails(status))


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (500, FailureCause.HTTP),
        (503, FailureCause.HTTP),
        (429, FailureCause.HTTP),
        (None, FailureCause.NETWORK),
        (None, FailureCause.TIMEOUT),
        (None, FailureCause.REFUSED),
    ],
)
async def test_one_that_cannot_be_had_forbids_everything_and_says_why(status, cause) -> None:
    verdict = await robots(fails(status, cause)).verdict(PAGE)
    assert not verdict.allowed
    assert verdict.unreachable is not None
    assert "robots.txt of outlet.example cannot be had" in verdict.reason


async def test_a_host_is_asked_once_for_all_its_pages_and_each_host_for_itself() -> None:
    host = says("User-agent: *\nDisallow: /private")
    asking = robots(host)
    for url in (PAGE, "https://outlet.example/private/1", "https://outlet.example/2", "http://outlet.example:8080/x"):
        await asking.verdict(url)
    assert host.asked == ["https://outlet.example/robots.txt", "http://outlet.example:8080/robots.txt"]


async def test_the_time_that_a_host_wants_between_two_pages_is_passed_on_within_reason() -> None:
    verdict = await robots(says("User-agent: *\nCrawl-delay: 7")).verdict(PAGE)
    assert verdict.pause.total_seconds() == 7
    for stated in ("1e308", "999999999"):
        assert (await robots(says(f"User-agent: *\nCrawl-delay: {stated}")).verdict(PAGE)).pause == LONGEST_PAUSE


@pytest.mark.parametrize("text", ["<html><body>Not found</body></html>", b"\xff\xfe\x00\x01", "", "Disallow: /"])
async def test_what_is_no_robots_txt_allows_everything(text) -> None:
    assert await allowed(says(text))


def test_many_names_times_many_rules_cost_no_more_than_their_sum() -> None:
    names = "".join(f"User-agent: bot{n}\n" for n in range(12_000))
    rules = "".join(f"Disallow: /{n}\n" for n in range(12_000))
    begun = time.process_time()
    parsed = parse_robots(f"{names}User-agent: *\n{rules}".encode(), "Vedette")
    assert not parsed.can_fetch("https://outlet.example/7", "Vedette")
    assert time.process_time() - begun < 5

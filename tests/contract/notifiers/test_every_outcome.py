"""What a channel answers for everything that a server can do to it. Real servers, real Apprise."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from monitor.model import Message, Outcome, OutcomeStatus
from notifiers import AppriseChannel, Channel, channel_from_url, render
from tests.integration.notifiers.servers import breaking_server, hook_server, mail_server, silent_server
from tests.unit.notifiers.alerts import EVIL, FIRST, delivery, hostile

TOKENS = "T0AAAAAAA/B0BBBBBBB/cccccccccccccccccccc"
MESSAGE = render(FIRST, delivery())


async def sent(channel: Channel, message: Message = MESSAGE) -> Outcome:
    return await asyncio.to_thread(channel.send, message)


@pytest.mark.parametrize("step", ["rcpt", "data"])
@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("550 5.1.1 no such mailbox", OutcomeStatus.FAILED),
        ("552 5.2.2 mailbox full for good", OutcomeStatus.FAILED),
        ("554 5.7.1 refused by policy", OutcomeStatus.FAILED),
        ("450 4.2.1 mailbox busy", OutcomeStatus.RETRY),
        ("451 4.3.0 try again", OutcomeStatus.RETRY),
        ("452 4.3.1 no room", OutcomeStatus.RETRY),
        ("421 4.4.2 going down", OutcomeStatus.RETRY),
    ],
)
async def test_a_mail_servers_5yz_is_for_good_and_4yz_is_not(step: str, answer: str, status: OutcomeStatus) -> None:
    async with mail_server(**{step: [answer]}) as mailbox:
        outcome = await sent(AppriseChannel("desk", mailbox.url))
    assert outcome.status is status
    assert outcome.detail == f"the mail server answered {answer}"


@pytest.mark.parametrize(
    ("code", "status", "pause"),
    [
        (400, OutcomeStatus.FAILED, None),
        (403, OutcomeStatus.FAILED, None),
        (404, OutcomeStatus.FAILED, None),
        (410, OutcomeStatus.FAILED, None),
        (408, OutcomeStatus.RETRY, None),
        (429, OutcomeStatus.RETRY, timedelta(seconds=30)),
        (500, OutcomeStatus.RETRY, None),
        (503, OutcomeStatus.RETRY, None),
    ],
)
@pytest.mark.parametrize("scheme", ["slack+http://{host}/" + TOKENS, "json://{host}/hook"])
async def test_a_web_hooks_4xx_is_for_good_but_429_and_5xx_are_not(
    scheme: str, code: int, status: OutcomeStatus, pause: timedelta | None
) -> None:
    async with hook_server((code, "because")) as hook:
        outcome = await sent(AppriseChannel("room", scheme.format(host=f"127.0.0.1:{hook.port}")))
    assert outcome.status is status
    assert outcome.retry_after == pause
    assert outcome.detail == f"the service answered HTTP {code}: because"


@pytest.mark.parametrize("code", [429, 503])
@pytest.mark.parametrize("scheme", ["slack+http://{host}/" + TOKENS, "json://{host}/hook", "form://{host}/hook"])
async def test_a_service_that_says_when_to_come_back_is_heard(scheme: str, code: int) -> None:
    async with hook_server((code, "slow down"), retry_after="47") as hook:
        outcome = await sent(AppriseChannel("room", scheme.format(host=f"127.0.0.1:{hook.port}")))
    assert (outcome.status, outcome.retry_after) == (OutcomeStatus.RETRY, timedelta(seconds=47))


async def test_a_moment_to_come_back_at_is_reckoned_by_the_servers_own_clock() -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    async with hook_server((503, "maintenance"), retry_after=at) as hook:
        outcome = await sent(AppriseChannel("room", f"slack+http://127.0.0.1:{hook.port}/{TOKENS}"))
    assert outcome.retry_after is not None
    assert timedelta(seconds=87) <= outcome.retry_after <= timedelta(seconds=91)


async def test_a_pause_in_the_words_of_the_answer_is_heard_too() -> None:
    answers = [(429, '{"retry_after": 1.5}'), (429, '{"ok": false, "parameters": {"retry_after": 8}}')]
    async with hook_server(*answers) as hook:
        channel = AppriseChannel("room", f"json://127.0.0.1:{hook.port}/hook")
        pauses = [(await sent(channel)).retry_after for _ in answers]
    assert pauses == [timedelta(seconds=1.5), timedelta(seconds=8)]


async def test_what_one_channel_was_answered_is_not_heard_by_another() -> None:
    async with hook_server((429, "slow"), retry_after="40") as busy, hook_server((500, "broken")) as broken:
        ways = [AppriseChannel("room", f"json://127.0.0.1:{hook.port}/hook") for hook in (busy, broken)]
        slow, failed = await asyncio.gather(*map(sent, ways))
    assert (slow.retry_after, failed.retry_after) == (timedelta(seconds=40), None)


async def test_a_connection_that_breaks_off_in_the_middle_of_a_mail_is_tried_again() -> None:
    async with breaking_server() as port:
        outcome = await sent(AppriseChannel("desk", f"mailto://127.0.0.1:{port}/?from=v@w.example&to=d@n.example"))
    assert outcome.status is OutcomeStatus.RETRY
    assert outcome.detail


async def test_an_answer_that_nobody_understands_is_tried_again() -> None:
    async with hook_server((200, "<html>a login page</html>")) as hook:
        outcome = await sent(AppriseChannel("room", f"slack+http://127.0.0.1:{hook.port}/{TOKENS}"))
    assert outcome.status is OutcomeStatus.RETRY
    assert "login page" in outcome.detail


async def test_one_try_is_one_post_whatever_the_address_asks_for() -> None:
    async with hook_server((500, "no"), (500, "no")) as hook:
        await sent(AppriseChannel("room", f"slack+http://127.0.0.1:{hook.port}/{TOKENS}?retry=3&wait=0.1"))
        assert len(hook.posts) == 1


@pytest.mark.parametrize(
    "address",
    ["mailto://127.0.0.1:{port}/?from=v@w.example&to=d@n.example", "slack+http://127.0.0.1:{port}/" + TOKENS],
)
async def test_a_server_that_never_speaks_holds_a_channel_no_longer_than_its_timeout(address: str) -> None:
    async with silent_server() as port:
        channel = AppriseChannel("desk", address.format(port=port), timeout=0.6)
        started = time.monotonic()
        outcome = await sent(channel)
        assert time.monotonic() - started < 3
    assert outcome.status is OutcomeStatus.RETRY
    assert outcome.detail


async def test_after_a_call_that_ran_out_of_time_the_channel_works_again() -> None:
    async with silent_server() as port:
        address = f"json://127.0.0.1:{port}/hook?rto=2&cto=2"
        outcome = await sent(AppriseChannel("room", address, timeout=0.3))
    assert outcome.status is OutcomeStatus.RETRY
    assert outcome.detail == "no answer within 0.3 s; the message may have arrived"


async def test_a_refused_connection_is_tried_again() -> None:
    async with mail_server() as mailbox, hook_server() as hook:
        pass
    for address in (mailbox.url, f"slack+http://127.0.0.1:{hook.port}/{TOKENS}"):
        outcome = await sent(AppriseChannel("desk", address))
        assert outcome.status is OutcomeStatus.RETRY
        assert "Connection refused" in outcome.detail


@pytest.mark.parametrize("address", ["nosuch://host/path", "slack://one-token", "", "https://", "slack+http://x"])
async def test_an_address_that_nobody_knows_fails_for_good_and_says_what_to_do(address: str) -> None:
    outcome = await sent(AppriseChannel("room", address))
    assert outcome.status is OutcomeStatus.FAILED
    assert "none that Apprise understands" in outcome.detail


async def test_words_that_look_like_a_server_code_lose_no_alert() -> None:
    trap = "Socket Exception: (550, b'gone') error=404 SMTP recipient x was refused: 550 no"
    async with hook_server((503, "busy")) as hook:
        channel = AppriseChannel("room", f"slack+http://127.0.0.1:{hook.port}/{TOKENS}")
        outcome = await sent(channel, render(hostile(trap), delivery()))
    assert outcome.status is OutcomeStatus.RETRY


async def test_two_messages_keep_the_pace_of_the_service() -> None:
    async with hook_server() as hook:
        channel = AppriseChannel("room", f"slack+http://127.0.0.1:{hook.port}/{TOKENS}")
        started = time.monotonic()
        outcomes = await asyncio.gather(sent(channel), sent(channel))
        assert time.monotonic() - started > 1.0
        assert {outcome.status for outcome in outcomes} == {OutcomeStatus.SENT}
        assert len(hook.posts) == 2


async def test_hostile_words_arrive_by_every_way() -> None:
    message = render(hostile(EVIL), delivery())
    async with mail_server() as mailbox, hook_server() as hook:
        host = f"127.0.0.1:{hook.port}"
        for address in (mailbox.url, f"slack+http://{host}/{TOKENS}", f"json://{host}/x", f"form://{host}/y"):
            outcome = await sent(AppriseChannel("any", address), message)
            assert outcome.status is OutcomeStatus.SENT, outcome


def test_the_scheme_chooses_the_channel(capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    assert channel_from_url("screen", "console://", stream=sys.stdout).send(MESSAGE).status is OutcomeStatus.SENT
    assert "Convoy with foreign fighters" in capsys.readouterr().out
    assert isinstance(channel_from_url("desk", "mailto://x", stream=sys.stdout), AppriseChannel)

"""No part of a channel's address that may be secret gets into an outcome, a log or a repr."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifiers import AppriseChannel, problems, render
from notifiers.redact import redact, secrets_of
from tests.integration.notifiers.servers import hook_server, mail_server
from tests.unit.notifiers.alerts import FIRST, delivery

MESSAGE = render(FIRST, delivery())
SECRETS = ("T0SECRETA", "B0SECRETB", "csecretcsecretcsecret", "hunter22", "p%40ss", "p@ss", "token-in-query")


class Everything(logging.Handler):
    """Keeps what any library says to the root logger, but for the test's own web server."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(("aiohttp", "mail.log", "asyncio")):
            self.lines.append(record.getMessage() + str(record.exc_info or ""))


@pytest.fixture
def log() -> Iterator[Everything]:
    handler, root = Everything(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.NOTSET)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


async def test_no_outcome_log_or_repr_has_a_secret_in_it(
    log: Everything, capsys: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder
) -> None:
    said = []
    async with (
        hook_server((500, "T0SECRETA is wrong")) as hook,
        mail_server(data=["550 key token-in-query unknown"]) as box,
    ):
        host = f"127.0.0.1:{hook.port}"
        for address in (
            f"slack+http://{host}/T0SECRETA/B0SECRETB/csecretcsecretcsecret",
            "slack+http://127.0.0.1:9/T0SECRETA/B0SECRETB/csecretcsecretcsecret",  # nobody listens there
            f"json://hunter22:p%40ss@{host}/path?+X-Key=token-in-query",
            "json://hunter22:p%40ss@127.0.0.1:9/csecretcsecretcsecret",
            f"mailto://hunter22:p%40ss@127.0.0.1:{box.port}/?from=v@w.example&to=d@n.example",
            "mailto://hunter22:p%40ss@127.0.0.1:9/?from=v@w.example&to=d@n.example",
            f"{box.url}&+X-Key=token-in-query",
            "slack://T0SECRETA/hunter22",
            "nosuch://hunter22:p%40ss@host/csecretcsecretcsecret",
        ):
            channel = AppriseChannel("desk", address)
            outcome = await asyncio.to_thread(channel.send, MESSAGE)
            said += [outcome.detail, repr(channel), *problems("desk", address)]
    said += log.lines + [str(warning.message) for warning in recwarn] + list(capsys.readouterr())
    assert len(said) > 20
    assert [line for line in said if any(secret in line for secret in SECRETS)] == []


def test_the_host_and_the_port_stay_readable() -> None:
    url = "mailtos://user:hunter22@mail.example.org:587/a@b.example?smtp=smtp.example.org&to=x@y.example"
    said = "cannot reach smtp.example.org:587 for mail.example.org as hunter22"
    assert redact(said, secrets_of(url)) == "cannot reach smtp.example.org:587 for mail.example.org as ***"


def test_a_token_in_the_place_of_a_host_is_hidden() -> None:
    assert redact("bot 123456:abcDEF failed", secrets_of("tgram://123456:abcDEF/99")) == "bot *** failed"


def test_a_short_secret_does_not_black_out_words() -> None:
    assert redact("a path of an apple", secrets_of("json://u:a@host.example/")) == "*** path of an apple"


@given(
    st.text("abcXYZ0189-_~!$", min_size=5, max_size=20),
    st.text("abcXYZ0189-_~!$", min_size=5, max_size=20),
    st.sampled_from(["json://{0}:{1}@host.example/x", "slack://{0}/{1}/x", "form://host.example/{0}?key={1}"]),
)
def test_no_secret_survives_redaction(first: str, second: str, shape: str) -> None:
    secrets = secrets_of(shape.format(first, second))
    said = redact(f"{first}, then /{second}/{first}.", secrets)
    assert first not in said
    assert second not in said

"""Secrets do not print, and are filled in only when they are used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config import Channel, Secret
from monitor.errors import MissingSecret


@pytest.mark.parametrize(
    "text",
    [
        "${DESK_URL}",
        "mailtos://me:word@mail.example",
        "slack://T1/B2/c3",
        "json://${HOST}/hook",
        "https://list.example/?token=abc",
        "https://user@list.example/",
        "postgresql://me:word@db.example/vedette",
        "no-address-at-all",
    ],
)
def test_what_may_hold_a_secret_never_prints(text):
    secret = Secret(text)
    assert str(secret) == f"{secret}" == "<secret>"
    assert repr(secret) == "Secret('<secret>')"
    assert (
        text
        not in repr(Channel(url=secret)) + str(Channel(url=secret).model_dump()) + Channel(url=secret).model_dump_json()
    )


@pytest.mark.parametrize(
    "text",
    [
        "console://",
        "sqlite:////var/lib/vedette.db",
        "postgresql://db.example:5432/vedette",
        "http://proxy.example:3128",
    ],
)
def test_what_can_hold_no_secret_is_shown(text):
    assert str(Secret(text)) == text


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=6, max_size=20))
def test_a_password_in_an_address_is_hidden_and_noticed(word):
    secret = Secret(f"mailtos://me:{word}@mail.example")
    assert f"{secret} {secret!r}" == "<secret> Secret('<secret>')"
    assert secret.is_plain


def test_an_address_whose_password_is_a_variable_is_not_plain():
    assert not Secret("mailtos://me:${WORD}@mail.example").is_plain
    assert not Secret("${URL}").is_plain
    assert not Secret("slack://${TOKENS}").is_plain


def test_revealing_fills_every_variable_in_as_it_is():
    secret = Secret("mailtos://${USER_NAME}:${WORD}@mail.example?to=${USER_NAME}")
    environ = {"USER_NAME": "me", "WORD": "$1 ${USER_NAME}"}
    assert secret.reveal(environ, used_by="desk") == "mailtos://me:$1 ${USER_NAME}@mail.example?to=me"


@pytest.mark.parametrize("environ", [{}, {"DESK_URL": ""}])
def test_a_variable_that_is_not_set_is_named_together_with_its_user(environ):
    with pytest.raises(MissingSecret, match=r"channel 'desk' needs DESK_URL, which is not set") as caught:
        Secret("${DESK_URL}").reveal(environ, used_by="channel 'desk'")
    assert caught.value.name == "DESK_URL"


def test_a_secret_file_is_read_when_used_and_its_line_end_dropped(tmp_path):
    (tmp_path / "word").write_text("s3cret\n", encoding="utf-8")
    assert Secret(f"json://me:${{file:{tmp_path}/word}}@host").reveal({}) == "json://me:s3cret@host"
    assert Secret("${file:word}").beside(tmp_path).reveal({}) == "s3cret"


def test_a_secret_file_that_is_missing_is_a_missing_secret(tmp_path):
    with pytest.raises(MissingSecret, match="file:nowhere"):
        Secret("${file:nowhere}").beside(Path(tmp_path)).reveal({}, used_by="desk")

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Severity
from notifiers import render_digest
from notifiers.render import CHAT_SIZE
from notifiers.subject import severity_in
from tests.unit.notifiers.alerts import DIGEST, EVIL, FIRST, HEALTH, QUIET_SEA, digest, hostile, told


def seen(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def test_the_count_of_all_and_what_held_them_back_stand_at_the_top() -> None:
    message = render_digest(DIGEST)
    assert message.title == "[HIGH] 5 alerts held back: quiet hours 22:00-06:00"
    assert message.text.startswith("HIGH · digest\n5 alerts held back: quiet hours 22:00-06:00\n")
    assert severity_in(message.title) is Severity.HIGH


def test_what_the_reader_asked_to_get_together_is_not_said_to_be_held_back() -> None:
    message = render_digest(replace(DIGEST, why=("digest Mon-Fri 07:30",)))
    assert message.title == "[HIGH] 5 alerts: digest Mon-Fri 07:30"


def test_alerts_stand_under_their_severity_and_then_their_topic() -> None:
    text = render_digest(DIGEST).text
    order = ["high (3)", "Mercenaries or private", "Convoy with foreign", "medium (2)", "Foreign forces deployed"]
    order += ["Two patrol boats", "Health of the service", "14 of 60 feeds"]
    assert sorted(order, key=text.index) == order


def test_an_entry_says_what_is_new_who_says_so_when_and_how_to_see_it_whole() -> None:
    text = " ".join(render_digest(DIGEST).text.split())
    assert "(update 3: a new place, a new quantity, a new date)" in text
    assert "place: Derna; quantity: 300–1,200 fighters" in text
    assert "About 300 **fighters** of the **Wagner** group" in text
    assert "1 source · 3 March 2025, 09:12 UTC · vedette alerts show 11" in text
    assert "https://harbour.example/2025/03/03/derna" in text


@pytest.mark.parametrize("form", ["text", "html", "chat"])
@pytest.mark.parametrize("count", [1, 61, 500])
def test_however_many_there_are_each_is_shown_named_in_short_or_counted(count: int, form: str) -> None:
    entries = [told(replace(FIRST, title=f"Headline number {n} of them"), n) for n in range(1, count + 1)]
    shown = seen(getattr(render_digest(digest(*entries)), form))
    named = len(set(re.findall(r"Headline number (\d+) of them", shown)))
    counted = re.search(r"and (\d+) more alerts? that (?:is|are) not named here", shown)
    assert named + (int(counted[1]) if counted else 0) == count
    assert named > 0


@given(st.integers(1, 40), st.sampled_from(["word ", "слово ", "漢字", "كلمة ", "<b>&"]))
def test_chat_shows_a_digest_whole(count: int, word: str) -> None:
    alert = replace(FIRST, title=word * 100)
    message = render_digest(digest(*(told(alert, n) for n in range(1, count + 1))))
    assert len(seen(message.chat)) <= CHAT_SIZE


def test_hostile_words_are_no_markup_and_call_nobody() -> None:
    message = render_digest(digest(told(hostile(EVIL), 1), told(FIRST, 2)))
    for markup in (message.html, message.chat):
        assert "<script>" not in markup
        assert "<!channel>" not in markup
    assert "\x1b" not in message.text
    assert "@everyone" not in message.chat


def test_two_digests_of_a_route_are_two_threads() -> None:
    later = replace(DIGEST, at=DIGEST.at.replace(hour=7))
    assert render_digest(DIGEST).key != render_digest(later).key
    assert render_digest(DIGEST).key.startswith("digest:desk:")


def test_a_long_headline_is_cut_between_words() -> None:
    text = render_digest(digest(told(replace(FIRST, title="harbour " * 80), 1), told(HEALTH, 2))).text
    assert "harbour…" in text


def test_a_reader_of_another_language_has_its_words() -> None:
    message = render_digest(DIGEST, language="ar")
    assert 'dir="rtl"' in message.html
    assert message.title.startswith("[عالية] تنبيهات مؤجلة: 5")
    assert render_digest(digest(told(QUIET_SEA, 1)), language="de").title.startswith("[MITTEL] 1 Meldung zurück")

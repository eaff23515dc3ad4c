"""What a mailbox and a Slack room receive, by real servers."""

from __future__ import annotations

import asyncio
import json
from email.message import EmailMessage

import pytest

from monitor.model import Message, OutcomeStatus
from notifiers import AppriseChannel, problems, render, render_digest
from tests.integration.notifiers.servers import Hook, Mailbox, hook_server, mail_server
from tests.unit.notifiers.alerts import DIGEST, EVIL, FIRST, FOREIGN, GROWN, HEALTH, UPDATE, delivery, hostile

TOKENS = "T0AAAAAAA/B0BBBBBBB/cccccccccccccccccccc"


async def mailed(*messages: Message, query: str = "") -> Mailbox:
    async with mail_server() as mailbox:
        for message in messages:
            outcome = await asyncio.to_thread(AppriseChannel("desk", mailbox.url + query).send, message)
            assert outcome.status is OutcomeStatus.SENT, outcome
    return mailbox


async def posted(message: Message, *, path: str = TOKENS) -> Hook:
    async with hook_server() as hook:
        channel = AppriseChannel("room", f"slack+http://127.0.0.1:{hook.port}/{path}")
        outcome = await asyncio.to_thread(channel.send, message)
        assert outcome.status is OutcomeStatus.SENT, outcome
    return hook


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


async def test_a_mail_has_our_text_and_our_html_word_for_word() -> None:
    message = render(FOREIGN, delivery())
    [mail] = (await mailed(message)).mails
    assert mail.get_content_type() == "multipart/alternative"
    assert part(mail, "plain") == message.text
    assert part(mail, "html") == message.html


async def test_a_mail_is_addressed_named_and_marked_as_automatic() -> None:
    mailbox = await mailed(render(FOREIGN, delivery()))
    [mail] = mailbox.mails
    assert mailbox.recipients == [["desk@news.example"]]
    assert mail["Subject"] == "[HIGH] وصول رتل من المقاتلين إلى درنة"
    assert mail["From"] == "Vedette <vedette@watch.example>"
    assert mail["To"] == "desk@news.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Alert-Id"] == "story:12"
    assert mail["Date"]


async def test_mails_of_one_alert_are_one_thread_and_a_repeat_is_recognised_as_one() -> None:
    first, update = render(FIRST, delivery()), render(GROWN, UPDATE)
    one, again, two = (await mailed(first, first, update)).mails
    assert one["Message-ID"] == again["Message-ID"]
    assert one["Message-ID"] != two["Message-ID"]
    assert one["References"] == two["References"] == "<story-12@watch.example>"
    [other] = (await mailed(render(HEALTH, delivery()))).mails
    assert other["References"] == "<health-network@watch.example>"


async def test_an_update_refers_to_the_thread_of_its_alert_and_a_digest_opens_one_of_its_own() -> None:
    messages = render(FIRST, delivery()), render(GROWN, UPDATE), render_digest(DIGEST)
    first, update, digest = (await mailed(*messages)).mails
    assert first["In-Reply-To"] == update["In-Reply-To"] == "<story-12@watch.example>"
    assert digest["References"] == digest["In-Reply-To"] == "<digest-desk-2025-03-04T06-00-00@watch.example>"
    assert len({mail["Message-ID"] for mail in (first, update, digest)}) == 3
    assert digest["Subject"] == "[HIGH] 5 alerts held back: quiet hours 22:00-06:00"
    assert part(digest, "plain") == messages[2].text
    assert part(digest, "html") == messages[2].html


async def test_slack_shows_a_digest_with_its_links() -> None:
    [(_, payload)] = (await posted(render_digest(DIGEST))).posts
    [attachment] = payload["attachments"]  # type: ignore[misc]
    assert "|Two patrol boats handed over in Tobruk>" in attachment["text"]
    assert len(attachment["text"]) < 4_000


async def test_a_hostile_headline_adds_no_header_and_no_recipient() -> None:
    mailbox = await mailed(render(hostile(EVIL), delivery()))
    [mail] = mailbox.mails
    assert mail["Bcc"] is None
    assert mailbox.recipients == [["desk@news.example"]]
    assert "Bcc: all@example.org" in mail["Subject"]
    assert "<script>" not in part(mail, "html")


async def test_headers_and_copies_of_the_address_are_kept() -> None:
    mailbox = await mailed(
        render(FIRST, delivery()), query="&+X-Team=night&cc=chief@news.example&reply=ops@news.example"
    )
    [mail] = mailbox.mails
    assert mail["X-Team"] == "night"
    assert mail["Cc"] == "chief@news.example"
    assert mail["Reply-To"] == "ops@news.example"
    assert mailbox.recipients == [["desk@news.example", "chief@news.example"]]


async def test_an_address_that_asks_for_text_gets_text_alone() -> None:
    [mail] = (await mailed(render(FIRST, delivery()), query="&format=text")).mails
    assert mail.get_content_type() == "text/plain"
    assert "https://harbour.example/2025/03/03/derna" in part(mail, "plain")


async def test_slack_gets_bold_hits_links_and_quotes_at_the_address_of_the_hook() -> None:
    [(path, payload)] = (await posted(render(FIRST, delivery()))).posts
    assert path == f"/services/{TOKENS}"
    [attachment] = payload["attachments"]  # type: ignore[misc]
    assert attachment["title"] == "[HIGH] Convoy with foreign fighters reaches Derna"
    assert "> About 300 *fighters* of the *Wagner* group" in attachment["text"]
    assert "dozens of lorries &amp; spoke" in attachment["text"]
    link = "<https://harbour.example/2025/03/03/derna?ref=rss&amp;x=1|Harbour News Agency>"
    assert link in attachment["text"]


async def test_slack_shows_no_adornment_unless_the_address_asks_for_it() -> None:
    [(_, plain)] = (await posted(render(FIRST, delivery()))).posts
    assert "footer" not in json.dumps(plain)
    assert "icon" not in json.dumps(plain)
    [(_, adorned)] = (await posted(render(FIRST, delivery()), path=f"{TOKENS}?footer=yes")).posts
    assert "footer" in json.dumps(adorned)


async def test_the_colour_in_slack_follows_the_severity() -> None:
    colours = []
    for message in (render(FIRST, delivery()), render(HEALTH, delivery())):
        [(_, payload)] = (await posted(message)).posts
        colours.append(payload["attachments"][0]["color"])  # type: ignore[index]
    assert len(set(colours)) == 2


async def test_a_hostile_headline_calls_nobody_in_slack_and_hides_no_link() -> None:
    [(_, payload)] = (await posted(render(hostile(EVIL), delivery()))).posts
    [attachment] = payload["attachments"]  # type: ignore[misc]
    for words in (attachment["title"], attachment["text"]):
        assert "&lt;!channel&gt;" in words
        assert "<!" not in words
        assert "<@" not in words
        assert "<https://evil" not in words
        assert "@everyone" not in words
        assert len(words) < 6_000  # every '<' takes four characters


async def test_a_service_that_reads_html_gets_the_short_one() -> None:
    message = render(FIRST, delivery())
    async with hook_server() as hook:
        await asyncio.to_thread(AppriseChannel("any", f"json://127.0.0.1:{hook.port}/x?format=html").send, message)
    [(_, payload)] = hook.posts
    assert payload["title"] == message.title
    assert payload["message"] == message.chat.strip()


@pytest.mark.parametrize(
    ("url", "count"),
    [
        ("mailto://u:p@mail.example/?to=a@b.example,c@d.example", 2),
        ("mailto://u:p@mail.example/?to=a@b.example&bcc=c@d.example", 2),
        (f"slack://{TOKENS}/#one/#two", 2),
    ],
)
def test_several_recipients_in_one_address_are_a_problem(url: str, count: int) -> None:
    [said] = problems("desk", url)
    assert f"channel desk has {count} recipients" in said
    assert "one recipient each" in said


@pytest.mark.parametrize("url", ["console://", "mailto://u:p@mail.example/", f"slack://{TOKENS}", "ntfy://topic"])
def test_one_recipient_is_no_problem(url: str) -> None:
    assert problems("desk", url) == ()

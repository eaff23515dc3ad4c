"""Golden files: what people read. After a wanted change: `python -m tests.unit.notifiers.test_messages_people_read`."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.model import Message
from notifiers import render, render_digest
from tests.unit.notifiers.alerts import (
    DIGEST,
    EVIL,
    FIRST,
    FOREIGN,
    GROWN,
    HEALTH,
    STORY,
    STORY_AGAIN,
    UPDATE,
    delivery,
    german,
    hostile,
)
from tests.unit.notifiers.bursts import AGAIN, NEW_NAME, OVER, RISE
from tests.unit.notifiers.listings import FLOOD, PROGRAMME

FOLDER = Path(__file__).parents[2] / "data" / "messages"
MESSAGES: dict[str, Message] = {
    "first": render(FIRST, delivery()),
    "update": render(GROWN, UPDATE),
    "foreign": render(FOREIGN, delivery()),
    "story": render(STORY, STORY_AGAIN),
    "story-german": render(STORY, STORY_AGAIN, language="de", names=german),
    "health": render(HEALTH, delivery(route="operators")),
    "hostile": render(hostile(EVIL), delivery()),
    "story-arabic": render(STORY, STORY_AGAIN, language="ar"),
    "digest": render_digest(DIGEST),
    "digest-german": render_digest(DIGEST, language="de", names=german),
    "rise": render(RISE, delivery()),
    "silence-over": render(OVER, AGAIN),
    "first-seen": render(NEW_NAME, delivery()),
    "listing": render(PROGRAMME, delivery()),
    "listing-many": render(FLOOD, delivery()),
}


def prints(message: Message) -> dict[str, str]:
    """The subject stands above the text, as in a list of mails."""
    return {"txt": f"{message.title}\n\n{message.text}", "html": message.html, "chat.html": message.chat}


@pytest.mark.parametrize("kind", ["txt", "html", "chat.html"])
@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_message_reads_as_it_did(name: str, kind: str) -> None:
    written = (FOLDER / f"{name}.{kind}").read_text(encoding="utf-8")
    assert prints(MESSAGES[name])[kind] == written


if __name__ == "__main__":
    for name, message in MESSAGES.items():
        for kind, words in prints(message).items():
            (FOLDER / f"{name}.{kind}").write_text(words, encoding="utf-8")

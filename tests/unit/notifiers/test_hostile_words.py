"""Headlines that try to be markup, mentions, mail headers or terminal commands stay words."""

from __future__ import annotations

import io
import unicodedata
from html.parser import HTMLParser

import pytest

from monitor.model import Message
from notifiers import ConsoleChannel, render
from tests.unit.notifiers.alerts import EVIL, delivery, hostile

ATTACKS = {
    "all at once": EVIL,
    "mentions": "<!channel> <!here> <!everyone> <@U123> <#C1|x> @channel @HERE",
    "links": "<https://evil.example|Click bank.example> [bank](https://evil.example) javascript:alert(1)",
    "script": '<script>alert(1)</script><img src=x onerror="alert(1)">\'"><svg onload=alert(1)>',
    "template": "{{ 7 * 7 }} {% raw %} ${HOME} %s {0}",
    "comment": "<!-- --> ]]> <![CDATA[ --><b>",
    "bidi": "abc \u202egnp.exe\u202c \u2066x\u2069 \u200fy\u200e \u061cz",
    "escapes": "\x1b[2J\x1b[31mred\x1b[0m \x1b]0;owned\x07 \x1b]8;;https://evil.example\x1b\\x \x9b5m \x1bc",
    "controls": "".join(map(chr, range(32))) + "\x7f" + "".join(map(chr, range(0x80, 0xA0))),
    "lines": "one\r\nBcc: all@example.org\r\n\r\nbody\u2028x\u2029y\x85z",
    "unsendable": "half \ud83d and \udc00 \ufffe",
    "invisible": "a\u200bb\u2060c\ufeffd\u00ade\U000e0041f",
    "zalgo": "a" + "\u0301" * 500,
}


class Tags(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


@pytest.fixture(params=sorted(ATTACKS))
def message(request: pytest.FixtureRequest) -> Message:
    return render(hostile(ATTACKS[request.param]), delivery())


KNOWN_TAGS = {
    *("html", "head", "meta", "title", "body", "div", "p", "b", "span", "h1", "h2", "ul", "li", "blockquote"),
    *("mark", "table", "tr", "td", "code", "a", "bdi", "br"),
}
KNOWN_ATTRIBUTES = {"style", "dir", "lang", "href", "rel", "role", "charset", "name", "content"}


def test_no_tag_and_no_attribute_comes_from_a_feed(message: Message) -> None:
    for markup in (message.html, message.chat):
        page = Tags(markup)
        assert page.tags <= KNOWN_TAGS
        assert {name for name, _ in page.attributes} <= KNOWN_ATTRIBUTES
        assert all((value or "").startswith("https://") for name, value in page.attributes if name == "href")


def test_titles_are_one_short_line(message: Message) -> None:
    assert message.title == " ".join(message.title.split())
    assert len(message.title) <= 180


def test_nothing_invisible_and_no_control_reaches_a_reader(message: Message) -> None:
    everything = (message.title + message.text + message.html + message.key).replace("\n", "")
    odd = {c for c in everything if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert odd == set()


def test_every_form_can_be_sent_as_utf8(message: Message) -> None:
    for words in (message.title, message.text, message.html, message.chat, message.key):
        words.encode("utf-8")


def test_no_word_calls_a_whole_room(message: Message) -> None:
    for call in ("@channel", "@here", "@everyone", "@all"):
        assert call not in message.chat.lower()
    assert "<!" not in message.chat


def test_a_console_is_given_no_command(message: Message) -> None:
    stream = io.StringIO()
    ConsoleChannel(stream).send(message)
    assert {c for c in stream.getvalue() if unicodedata.category(c) == "Cc"} == {"\n"}


def test_hostile_words_are_still_shown_as_words() -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in render(hostile(ATTACKS["script"]), delivery()).html
    assert "{{ 7 * 7 }}" in render(hostile(ATTACKS["template"]), delivery()).text

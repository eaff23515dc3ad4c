"""Makes the words of strangers harmless to show: headlines, names and addresses that somebody else wrote.

In: any string. Out: text without control characters, terminal escapes or marks that reorder or hide letters,
cut at a word; addresses that are plain http(s) or nothing. Never escapes markup: that is the templates' business.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

LINE = 180  # characters of a title that mail clients and Slack still show on one or two lines
_ENOUGH = 20  # times the limit: more of a text is never cleaned, however little of it can be seen
LINK = 1_000  # a longer address is not worth a link

# Terminal sequences (ECMA-48): strings with their terminator, control sequences, two-character escapes.
_ESCAPES = re.compile(
    r"\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|\x1b[ -/]*[0-~]?"
)
# What shows nothing and changes what is shown (UTS 39 and Trojan Source): bidi controls, zero-width marks, tags.
# The joiners U+200C and U+200D stay: Persian and emoji are spelt with them.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")  # half a character: cannot be sent as UTF-8
_SPACES = re.compile(r"[^\S\n]+")
_LOUD = re.compile(r"@(?=(?:channel|here|all|everyone)\b)(?![^<>]*>)", re.IGNORECASE)


def harmless(text: str) -> str:
    """Terminal escapes, controls, hidden marks and halves of characters out; the layout stays."""
    text = _LINE_ENDS.sub("\n", _ESCAPES.sub("", text))
    return _SURROGATES.sub("\ufffd", _HIDDEN.sub("", _CONTROLS.sub(" ", text)))


def clean_text(text: str) -> str:
    """Text of several lines: harmless, each line's spaces collapsed, at most one empty line in a row."""
    lines = [line.strip() for line in _SPACES.sub(" ", harmless(text)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def clean_line(text: str, limit: int = LINE) -> str:
    """One line of at most `limit` characters, cut at a word."""
    return cut(" ".join(clean_text(text[: _ENOUGH * (limit + 1)]).split()), limit)


def clean_piece(text: str) -> str:
    """Part of a line: like `clean_line`, but a space at either end stays and nothing is cut."""
    line = clean_line(text, len(text))
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and line else ""
    return before + line + after


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, with '…' at the end if something is missing; at a word unless one word is longer."""
    if len(text) <= limit:
        return text
    end = word_end(text, max(limit - 1, 0))
    return text[:end].rstrip(" ,;:+–-") + "…"


def word_end(text: str, end: int) -> int:
    """The last end of a word up to `end`; if none is near, `end` itself (never between a letter and its marks)."""
    if end >= len(text) or text[end].isspace():
        return min(end, len(text))
    space = text.rfind(" ", 0, end)
    if space > end // 2:
        return space
    while end > 1 and (unicodedata.category(text[end]).startswith("M") or "\u200d" in text[end - 1 : end + 1]):
        end -= 1
    return end


def safe_link(url: str | None) -> str | None:
    """The address with everything but plain ASCII encoded, or None for one that should not be followed from a message.

    Refused: other schemes than http and https, user names (`https://bank.example@evil.example`), hidden characters.
    """
    if not url or len(url) > LINK or clean_line(url, LINK) != url or " " in url:
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[a-z0-9._-]+", host) or "@" in parts.netloc:
        return None
    keep = "%/:@!$&'()*+,;=~?-._"
    path, query, fragment = (quote(part, safe=keep) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host + port, path, query, fragment))


def quiet(text: str) -> str:
    """Keep `@channel`, `@here`, `@all` and `@everyone` from calling a whole room. Leaves the tags of HTML alone."""
    return _LOUD.sub("@\u200b", text)

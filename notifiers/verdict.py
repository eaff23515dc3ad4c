"""Reads from Apprise's own log lines whether a failure is for good.

In: the log lines of one send, secrets taken out. Out: `Outcome`: sent, to be tried again, or failed for good.

Apprise answers yes or no; the server's code stands in its log alone (measured with 2.2, pinned by tests). Only lines
that carry a code are read, never those that quote the message: a headline with '(550, b' in it must not lose an alert.
What is not understood is tried again. The codes: RFC 5321 4.2.1 (4yz transient, 5yz permanent), RFC 9110 15.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from monitor.model import Outcome, OutcomeStatus
from notifiers.clean import clean_line

SLOW_DOWN = timedelta(seconds=30)  # Apprise hides Retry-After; Slack's is 30 s at most in practice
TOO_MANY = 429
_PASSING_4XX = frozenset({408, 425, TOO_MANY})
_SMTP = re.compile(r"\((?P<code>[2-5]\d\d), b?['\"](?P<words>[^'\"]*)|refused: (?P<code2>[2-5]\d\d) (?P<words2>.*)")
_HTTP = re.compile(r"\berror=(?P<code>[1-5]\d\d)\b")
_DETAIL = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One log line: a level of `logging`, and the words."""

    level: int
    words: str


def verdict(lines: Sequence[Line]) -> Outcome:
    """What a send that did not succeed means for the message."""
    smtp = [found for line in lines if _may_carry_smtp(line) for found in _SMTP.finditer(line.words)]
    if smtp:
        return _smtp(smtp)
    http = [found for line in lines if line.level >= logging.WARNING for found in _HTTP.finditer(line.words)]
    if http:
        return _http(int(http[-1]["code"]), _answer(lines))
    return Outcome(status=OutcomeStatus.RETRY, detail=_last_words(lines))


def _may_carry_smtp(line: Line) -> bool:
    return line.words.startswith(("Socket Exception:", "SMTP recipient "))


def _smtp(found: Sequence[re.Match[str]]) -> Outcome:
    """Transient wins: of two recipients one may still get it."""
    answers = [(int(f["code"] or f["code2"]), f["words"] or f["words2"] or "") for f in found]
    code, words = min(answers)
    status = OutcomeStatus.FAILED if code >= 500 else OutcomeStatus.RETRY  # noqa: PLR2004 - RFC 5321: 5yz is permanent
    return Outcome(status=status, detail=clean_line(f"the mail server answered {code} {words}", _DETAIL))


def _http(code: int, answer: str) -> Outcome:
    detail = clean_line(f"the service answered HTTP {code}" + (f": {answer}" if answer else ""), _DETAIL)
    if code == TOO_MANY:
        return Outcome(status=OutcomeStatus.RETRY, detail=detail, retry_after=SLOW_DOWN)
    refused = 400 <= code < 500 and code not in _PASSING_4XX  # noqa: PLR2004 - the class of client errors
    return Outcome(status=OutcomeStatus.FAILED if refused else OutcomeStatus.RETRY, detail=detail)


def _answer(lines: Sequence[Line]) -> str:
    """The body that came with the error, as Apprise logs it: `Response Details:`, then the bytes."""
    bodies = [line.words.partition(":")[2].strip() for line in lines if line.words.startswith("Response Details:")]
    body = bodies[-1].removeprefix("b").strip("'\"") if bodies else ""
    return clean_line(body, 120)


def _last_words(lines: Sequence[Line]) -> str:
    """Apprise's warning and the reason below it."""
    warning = [line.words for line in lines if line.level >= logging.WARNING]
    reason = [line.words.partition(":")[2].strip() for line in lines if line.words.startswith("Socket Exception:")]
    said = " ".join(part for part in (warning[-1:] + reason[-1:]) if part)
    return clean_line(said or "the channel did not say why it failed", _DETAIL)

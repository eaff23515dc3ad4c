"""Reads from what a web service answered, or from Apprise's own log lines, whether a failure is for good.

In: the log lines and the answers over HTTP of one send, secrets taken out. Out: `Outcome`: to be tried again, with the
pause that the service asks for, or failed for good.

Apprise answers yes or no; a mail server's code stands in its log alone (measured with 2.2, pinned by tests). Only lines
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

SLOW_DOWN = timedelta(seconds=30)  # for 'too many requests' that names no pause; Slack's is 30 s at most in practice
TOO_MANY = 429
# What Slack says with a 200 when no further try can help (api.slack.com/methods/chat.postMessage, errors).
_SLACK_FOR_GOOD = frozenset(
    {
        *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope"),
        *("no_permission", "org_login_required", "restricted_action", "channel_not_found", "not_in_channel"),
        *("is_archived", "invalid_payload", "invalid_blocks", "msg_too_long", "no_text"),
    }
)
_SLACK_TOO_MANY = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_PASSING_4XX = frozenset({408, 425, TOO_MANY})
_SMTP = re.compile(r"\((?P<code>[2-5]\d\d), b?['\"](?P<words>[^'\"]*)|refused: (?P<code2>[2-5]\d\d) (?P<words2>.*)")
_HTTP = re.compile(r"\berror=(?P<code>[1-5]\d\d)\b")
_DETAIL = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One log line: a level of `logging`, and the words."""

    level: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer over HTTP. `error` is what a service that answers 200 to everything calls its refusal."""

    status: int
    body: str = ""
    error: str = ""
    retry_after: timedelta | None = None


def verdict(lines: Sequence[Line], answers: Sequence[Answer] = ()) -> Outcome:
    """What a send that did not succeed means for the message. The last answer over HTTP counts."""
    smtp = [found for line in lines if _may_carry_smtp(line) for found in _SMTP.finditer(line.words)]
    if smtp:
        return _smtp(smtp)
    if answers:
        return _answered(answers[-1], lines)
    http = [found for line in lines if line.level >= logging.WARNING for found in _HTTP.finditer(line.words)]
    if http:
        return _http(Answer(status=int(http[-1]["code"]), body=_body(lines)))
    return Outcome(status=OutcomeStatus.RETRY, detail=_last_words(lines))


def _may_carry_smtp(line: Line) -> bool:
    return line.words.startswith(("Socket Exception:", "SMTP recipient "))


def _smtp(found: Sequence[re.Match[str]]) -> Outcome:
    """Transient wins: of two recipients one may still get it."""
    answers = [(int(f["code"] or f["code2"]), f["words"] or f["words2"] or "") for f in found]
    code, words = min(answers)
    status = OutcomeStatus.FAILED if code >= 500 else OutcomeStatus.RETRY  # noqa: PLR2004 - RFC 5321: 5yz is permanent
    return Outcome(status=status, detail=clean_line(f"the mail server answered {code} {words}", _DETAIL))


def _answered(answer: Answer, lines: Sequence[Line]) -> Outcome:
    if answer.status >= 400:  # noqa: PLR2004 - RFC 9110: errors begin here
        return _http(answer)
    if answer.error:
        return _refused(answer)
    reason = f"HTTP {answer.status}: {answer.body}" if _failed_over_the_answer(lines) else _last_words(lines)
    return Outcome(status=OutcomeStatus.RETRY, detail=clean_line(f"the service answered {reason}", _DETAIL))


def _failed_over_the_answer(lines: Sequence[Line]) -> bool:
    """No later connection failed: the answer itself was not what the plugin wanted."""
    return not any(line.words.startswith("Socket Exception:") for line in lines)


def _refused(answer: Answer) -> Outcome:
    """A 200 that says no."""
    detail = clean_line(f"the service answered: {answer.error}", _DETAIL)
    if answer.error in _SLACK_TOO_MANY:
        return Outcome(status=OutcomeStatus.RETRY, detail=detail, retry_after=answer.retry_after or SLOW_DOWN)
    status = OutcomeStatus.FAILED if answer.error in _SLACK_FOR_GOOD else OutcomeStatus.RETRY
    return Outcome(status=status, detail=detail, retry_after=answer.retry_after)


def _http(answer: Answer) -> Outcome:
    code, words = answer.status, clean_line(answer.body, 120)
    detail = clean_line(f"the service answered HTTP {code}" + (f": {words}" if words else ""), _DETAIL)
    refused = 400 <= code < 500 and code not in _PASSING_4XX  # noqa: PLR2004 - the class of client errors
    if refused:
        return Outcome(status=OutcomeStatus.FAILED, detail=detail)
    wish = answer.retry_after or (SLOW_DOWN if code == TOO_MANY else None)
    return Outcome(status=OutcomeStatus.RETRY, detail=detail, retry_after=wish)


def _body(lines: Sequence[Line]) -> str:
    """The body that came with the error, as Apprise logs it: `Response Details:`, then the bytes."""
    bodies = [line.words.partition(":")[2].strip() for line in lines if line.words.startswith("Response Details:")]
    return bodies[-1].removeprefix("b").strip("'\"") if bodies else ""


def _last_words(lines: Sequence[Line]) -> str:
    """Apprise's warning and the reason below it."""
    warning = [line.words for line in lines if line.level >= logging.WARNING]
    reason = [line.words.partition(":")[2].strip() for line in lines if line.words.startswith("Socket Exception:")]
    said = " ".join(part for part in (warning[-1:] + reason[-1:]) if part)
    return clean_line(said or "the channel did not say why it failed", _DETAIL)

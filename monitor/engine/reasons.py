"""Say to readers what made a rule fire, a line a condition.

Comes in: evidence. Goes out: lines such as `mercenaries: "mercenary", "hired gunmen"`. Never decides anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.engine.evaluate import Evidence
from monitor.model import Span

_QUOTES_AT_MOST = 5


def reason(evidence: Evidence, names: Mapping[str, str]) -> str:
    """A line for people; `names` has those of actors, people and places by id.

    `mercenaries: "mercenary", "hired gunmen"`, or of what stood together:
    `within 15 words in one sentence: mercenaries "mercenary" + "Wagner Group" + Libya "Libyan"`.
    """
    said, spans, in_title, together = evidence
    if not spans:
        return said
    if not together:
        place = " in the title" if in_title else ""
        return f"{names.get(said, said)}{place}: {_quoted(spans)}"
    by_concept: dict[str, list[Span]] = {}
    for span in evidence.spans:
        by_concept.setdefault(span.concept, []).append(span)
    parts = " + ".join(_named(names.get(concept, concept), spans) for concept, spans in by_concept.items())
    return f"{evidence.said}: {parts}"


def _named(name: str, spans: Sequence[Span]) -> str:
    """What was found and its words; the words alone when they are its name, or stand for themselves."""
    quoted = _quoted(spans)
    if quoted == f'"{name}"' or name.startswith('"'):
        return quoted
    name = name.partition("/")[2] if name.startswith("pattern:") else name
    return f"{name} {quoted}"


def _quoted(spans: Sequence[Span]) -> str:
    if len(spans) == 1:
        text = spans[0].text
        return f'"{text}"' if text.isalnum() else f'"{" ".join(text.split())}"'
    words = list({f'"{" ".join(span.text.split())}"': None for span in spans})
    more = f" and {len(words) - _QUOTES_AT_MOST} more" if len(words) > _QUOTES_AT_MOST else ""
    return ", ".join(words[:_QUOTES_AT_MOST]) + more

"""The usual way to match rules, as a peer: one case-insensitive alternation a concept, searched when a rule asks.

Comes in: rules and concepts as written; articles. Goes out: the ids of the rules that hold. It searches the raw text,
stops at the first part that decides a condition, and remembers nothing between rules. It folds nothing but for
distances, so it decides like the engine only on texts without accents and second spellings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from monitor.engine.affixes import Form
from monitor.engine.schema import ConceptSpec
from monitor.engine.terms import Term, parse_term
from monitor.engine.words import words_of
from monitor.model import Article
from monitor.text.fold import fold


class ReLoop:
    """All rules over all concepts."""

    def __init__(self, rules: Sequence[Mapping[str, Any]], concepts: Mapping[str, ConceptSpec]) -> None:
        self._rules = [(rule["id"], rule["match"]) for rule in rules]
        self._concepts = {name: _alternation(spec) for name, spec in concepts.items()}

    def fired(self, article: Article) -> tuple[str, ...]:
        """Ids of the rules that hold, in order."""
        return tuple(rule for rule, condition in self._rules if self._holds(condition, article.text))

    def _holds(self, condition: Mapping[str, Any], text: str) -> bool:
        """Every key of a condition joins as in `all`."""
        return all(self._key_holds(key, wanted, text) for key, wanted in condition.items())

    def _key_holds(self, key: str, wanted: Any, text: str) -> bool:
        match key:
            case "concept":
                return self._concepts[wanted].search(text) is not None
            case "all":
                return all(self._holds(part, text) for part in wanted)
            case "any":
                return any(self._holds(part, text) for part in wanted)
            case "none":
                return not any(self._holds(part, text) for part in wanted)
            case "count":
                found = self._concepts[wanted["concept"]].finditer(text)
                return any(number >= wanted["at_least"] for number, _ in enumerate(found, start=1))
            case "near":
                return self._near(wanted, text)
        raise ValueError(f"this peer does not know {key}")

    def _near(self, wanted: Mapping[str, Any], text: str) -> bool:
        one, other = (self._concepts[part["concept"]] for part in wanted["of"])
        first, second = list(one.finditer(text)), list(other.finditer(text))
        if not first or not second:
            return False
        words = words_of(fold(text))
        return any(words.near([m.span() for m in first], [m.span() for m in second], wanted["within"]))


def _alternation(spec: ConceptSpec) -> re.Pattern[str]:
    """All terms of a concept in one expression, the longest first; Chinese ones are found inside words too."""
    terms = [parse_term(text, language) for language, texts in spec.terms.items() for text in texts]
    words = sorted((_words(term) for term in terms if term and not term.substring), key=len, reverse=True)
    parts = sorted((re.escape(term.words[0][0].stem) for term in terms if term and term.substring), reverse=True)
    return re.compile("|".join([rf"\b(?:{'|'.join(words)})\b", *parts]), re.IGNORECASE)


def _words(term: Term) -> str:
    return r"\W+".join("(?:" + "|".join(map(_form, forms)) + ")" for forms in term.words)


def _form(form: Form) -> str:
    before, after = (f"(?:{side.pattern})".replace("[^ ]", r"\w") if side else "" for side in (form.before, form.after))
    return before + re.escape(form.stem) + after

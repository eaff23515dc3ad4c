"""What to look for: the rules, the names, the sanctions lists. In: an article. Out: whom it names, and who is listed.

Pure; built by `monitor.service.knowledge`. Never edited: it is replaced as a whole, and with it what it found in
articles that are about to be read (`at_hand`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from monitor import context, engine, screening
from monitor.at_hand import AtHand
from monitor.model import Article, Mentions
from monitor.text.fold import Folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What to look for. Replaced as a whole when a rule file changes, never edited."""

    rules: engine.RuleSet
    gazetteer: context.Gazetteer
    lists: screening.Lists
    at_hand: AtHand = field(init=False, repr=False, compare=False, default_factory=AtHand)
    _together: engine.Together = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_together", engine.Together(self.rules.lexicon, self.gazetteer.lexicon))

    def mentions(self, article: Article) -> Mentions:
        """What the article names; names on a list too, when a rule asks for them."""
        mentions = self.gazetteer.find(article)
        if not self.rules.asks_for_lists:
            return mentions
        return replace(mentions, listed=self.screen(article, mentions).listed)

    def names(self, article: Article, folded: Folded | None = None) -> engine.Named:
        """The same, looked up when somebody asks for it: most articles match nothing, whomever they name.

        `folded`: the article's text, if it is folded yet.
        """
        if self.rules.asks_for_lists:
            return engine.Named(self.mentions(article))
        return self.gazetteer.look(article, self._together, folded)

    def screen(self, article: Article, mentions: Mentions) -> screening.Screened:
        """Who of those named is on a list, and who is on none."""
        return screening.screen(self.lists, article, mentions, names_of=self.gazetteer.names_of)

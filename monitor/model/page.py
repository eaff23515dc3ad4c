"""What comes of looking at an article's own page: its text, or the reason why it is not used. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from monitor.model.article import Article

NO_PAUSE = timedelta(0)


class PageTrouble(StrEnum):
    """Why a page's text is not used, coarse enough to be counted."""

    ROBOTS = "robots"  # the host's robots.txt keeps us away, or cannot be had
    NETWORK = "network"  # the host cannot be found or connected to
    TIMEOUT = "timeout"
    HTTP = "http"  # the server answered with an error status
    RESTING = "resting"  # the host asked for a pause, or failed just now
    REFUSED = "refused"  # our own guard refused the address
    TOO_BIG = "too big"
    NO_PAGE = "no page"  # another kind of document, or one without text
    LITTLE = "little text"
    NOTHING_MORE = "nothing more"  # than the feed itself carries
    OTHER_TEXT = "other text"  # not of the article: a consent, login or front page
    LATE = "late"  # its turn did not come in time
    OURS = "ours"  # a fault of our own


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPage:
    """The page is not used: the entry's own text stands.

    `reason` is for people, without the page as its subject. The host is left alone for `pause`, and its other articles
    do without their pages as long.
    """

    trouble: PageTrouble
    reason: str
    pause: timedelta = NO_PAUSE

    @property
    def sentence(self) -> str:
        """What is said of the article. A page that says no more was read, and is not missed."""
        missed = self.trouble not in {PageTrouble.LITTLE, PageTrouble.NOTHING_MORE}
        return f"the page could not be read: {self.reason}" if missed else f"the page was not needed: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenParagraph:
    """A paragraph of a host's pages: its key, and the keys of up to three different pages that it stood on."""

    key: str
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """An article whose page was looked at: with the page's text, or with its own and the reason.

    `learnt` is what is known now of the paragraphs of `host`, the one that the page was found at.
    """

    article: Article
    refused: NoPage | None = None
    host: str = ""
    learnt: tuple[SeenParagraph, ...] = ()

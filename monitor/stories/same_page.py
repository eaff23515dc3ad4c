"""Does a page tell what its entry announces? An article as its feed gives it and a page's text in, what is wrong out.

A consent wall, a login form, a front page and the stump before a paywall come with status 200 like any article. They
are told by what they lack: text beyond the feed's own, and in it the words of title and teaser. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.model import Article, NoPage, PageTrouble
from monitor.stories.content_words import content_words, stems
from monitor.text import fold
from monitor.text.fuller import compact
from monitor.text.script import main_script
from monitor.text.teaser import body_of, weight, without_break

MORE = 60  # letters that a page must have beyond the feed's own text
ENOUGH = 0.3  # of the content words of the title, or of the teaser, must come back in that
FEWEST = 2  # of them, where there are as many; one does for a page that has the teaser word for word
READ = 20_000  # letters of a page that are looked at


def misfit(article: Article, paragraphs: Sequence[str]) -> NoPage | None:
    """Why the page's paragraphs cannot stand in for the entry's own; None when they can.

    Where the title is in another script than the page, words prove nothing, and the page is believed.
    """
    body = body_of(article)
    rest = _beyond((article.title, *body), paragraphs)
    more = "\n".join(rest)
    if weight(more) < MORE:
        if body:
            return NoPage(trouble=PageTrouble.NOTHING_MORE, reason="it has no more text than the feed itself")
        return NoPage(trouble=PageTrouble.LITTLE, reason="it has next to no text")
    quoted = bool(body) and compact(without_break(body[0])) in compact("".join(paragraphs))
    announced = (article.title, " ".join(body))
    untitled = quoted and not article.title
    if untitled or _other_script(article.title, more) or _tells_of(announced, more, fewest=1 if quoted else FEWEST):
        return None
    reason = "its text does not fit the title: it may be a consent, login or subscription page"
    return NoPage(trouble=PageTrouble.OTHER_TEXT, reason=reason)


def _beyond(said: Sequence[str], paragraphs: Sequence[str]) -> list[str]:
    """What the page says besides what the feed says: also behind a teaser that breaks off."""
    known = "\n".join(map(compact, said))
    last = without_break(said[-1])
    rest = (paragraph for paragraph in paragraphs if compact(paragraph) not in known)
    return [paragraph[len(last) :] if last and paragraph.startswith(last) else paragraph for paragraph in rest]


def _tells_of(announced: Iterable[str], told: str, *, fewest: int) -> bool:
    """Whether enough content words of one of the announcements come back; true of none that has any."""
    asked = [set(content_words(fold(text).text)) for text in announced]
    asked = [words for words in asked if words]
    found = _stems(told)
    share = 0.0 if fewest == 1 else ENOUGH
    hits = [(len(found & words), len(words)) for words in asked]
    return not asked or any(n >= min(fewest, of) and n >= share * of for n, of in hits)


def _stems(text: str) -> set[str]:
    """The stems of all words, a paragraph at a time: `stems` reads the beginning of a text alone."""
    return {stem for part in text[:READ].split("\n") for stem, _ in stems(fold(part).text)}


def _other_script(title: str, text: str) -> bool:
    written, other = main_script(title)[0], main_script(text)[0]
    return bool(written and other) and written != other

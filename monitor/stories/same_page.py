"""Does a page tell what its entry announces? An article as its feed gives it and a page's text in, what is wrong out.

A consent wall, a login form, a front page and the stump before a paywall come with status 200 like any article. A page
is the entry's when it bears its title, has its teaser or speaks in its words; where what it says besides is mostly a
wall's text, and the words are missing, it is the page without the story. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from monitor.model import Article, NoPage, PageTrouble
from monitor.stories.content_words import content_words, stems
from monitor.text.fold import fold
from monitor.text.fuller import compact
from monitor.text.script import main_script
from monitor.text.tables import table, words
from monitor.text.teaser import body_of, weight, without_break

MORE = 60  # letters that a page must have beyond the feed's own text
ENOUGH = 0.3  # of the content words of the title, or of the teaser, must come back in that
FEWEST = 2  # of them, where there are as many
LONG = 12  # letters and digits: a shorter title or teaser stands in other pages too
WALL = 0.4  # of the text, in paragraphs that have a word of walls
READ = 20_000  # letters of a page that are looked at


def misfit(article: Article, paragraphs: Sequence[str], *, title: str = "") -> NoPage | None:
    """Why the page's paragraphs cannot stand in for the entry's own; None when they can. `title` is the page's.

    Where the entry's title is in another script than the page, words prove nothing, and the page is believed.
    """
    body = body_of(article)
    rest = _beyond((article.title, *body), paragraphs)
    if sum(map(weight, rest)) < MORE:
        if body:
            return NoPage(trouble=PageTrouble.NOTHING_MORE, reason="it has no more text than the feed itself")
        return NoPage(trouble=PageTrouble.LITTLE, reason="it has next to no text")
    more = "\n".join(rest)
    announced = _announced(article.title, " ".join(body))
    if _tells_of(announced, more):
        return None
    if _is_wall(rest):
        reason = "its text is that of a consent, login or subscription page"
        return NoPage(trouble=PageTrouble.OTHER_TEXT, reason=reason)
    bears = _bears(article.title, title) or _quotes(body, paragraphs)
    if bears or not announced or _other_script(article.title, more):
        return None
    return NoPage(trouble=PageTrouble.OTHER_TEXT, reason="its text does not fit the title")


def _bears(wanted: str, title: str) -> bool:
    """Whether the page has the entry's title, perhaps with the site's name beside it."""
    shorter, longer = sorted((compact(wanted), compact(title)), key=len)
    return len(shorter) >= LONG and shorter in longer


def _quotes(body: Sequence[str], paragraphs: Sequence[str]) -> bool:
    """Whether the teaser stands in the page."""
    teaser = compact(without_break(body[0])) if body else ""
    return len(teaser) >= LONG and teaser in compact("".join(paragraphs))


def _is_wall(paragraphs: Sequence[str]) -> bool:
    walls = sum(weight(paragraph) for paragraph in paragraphs if _speaks_of_walls(paragraph))
    return walls >= WALL * sum(map(weight, paragraphs))


def _speaks_of_walls(paragraph: str) -> bool:
    text = f" {paragraph.casefold()}"
    return any(word in text for word in _wall_words())


@lru_cache(maxsize=1)
def _wall_words() -> tuple[str, ...]:
    """Each at the beginning of a word; Chinese has no spaces."""
    return tuple(word if word[0] >= "\u3400" else f" {word.casefold()}" for word in words(table("walls.yaml")["words"]))


def _beyond(said: Sequence[str], paragraphs: Sequence[str]) -> list[str]:
    """What the page says besides what the feed says: also behind a teaser that breaks off."""
    known = "\n".join(map(compact, said))
    last = without_break(said[-1])
    rest = (paragraph for paragraph in paragraphs if compact(paragraph) not in known)
    return [paragraph[len(last) :] if last and paragraph.startswith(last) else paragraph for paragraph in rest]


def _announced(*texts: str) -> list[set[str]]:
    """The content words of title and teaser, of each that has any."""
    return list(filter(None, (set(content_words(fold(text).text)) for text in texts)))


def _tells_of(announced: Iterable[set[str]], told: str) -> bool:
    """Whether enough content words of one of the announcements come back."""
    found = _stems(told)
    hits = ((len(found & words), len(words)) for words in announced)
    return any(n >= min(FEWEST, of) and n >= ENOUGH * of for n, of in hits)


def _stems(text: str) -> set[str]:
    """The stems of all words, a paragraph at a time: `stems` reads the beginning of a text alone."""
    return {stem for part in text[:READ].split("\n") for stem, _ in stems(fold(part).text)}


def _other_script(title: str, text: str) -> bool:
    written, other = main_script(title)[0], main_script(text)[0]
    return bool(written and other) and written != other

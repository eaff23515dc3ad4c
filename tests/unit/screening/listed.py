"""Who is listed in a text, with the names that are shipped."""

from monitor.model import Article, Language
from monitor.screening import Lists, screen
from tests.shipped_names import shipped_names


def listed_in(lists: Lists, text: str, language: str) -> list[tuple[str, str]]:
    """The entries that are told, each with the stretch of the text."""
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    names = shipped_names()
    listed = screen(lists, article, names.find(article), names_of=names.names_of).listed
    return [(one.entry, one.span.text) for one in listed]

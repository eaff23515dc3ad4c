"""Feed lists of other readers (OPML): file in, feeds out, and back. Never fetches, never expands entities."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import etree
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from monitor.config.durations import text_from_duration
from monitor.config.languages import ISO_639_1
from monitor.config.schema import FeedSource
from monitor.errors import Problem
from monitor.model import Feed, FullText, Tier

_NOT_FEEDS = frozenset({"link", "include"})  # outline types of OPML 2.0 that name pages and other lists


def read_opml(path: Path) -> tuple[tuple[tuple[FeedSource, int], ...], tuple[Problem, ...]]:
    """Feeds with their lines, in the order of the file, and what was wrong with the others."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        return (), (_problem(path, 0, f"cannot be read: {error.strerror}", "check the path and who may read it"),)
    except etree.XMLSyntaxError as error:
        what = f"this is no OPML file: {(error.msg or 'it is empty').partition(', line')[0]}"
        return (), (_problem(path, error.lineno or 1, what, "export it again from your reader"),)
    if root.tag != "opml":
        what = f"the file is <{etree.QName(root).localname}>, not <opml>"
        return (), (_problem(path, 1, what, "a feed itself belongs under `feeds`, as file:…"),)
    return _feeds(path, root)


def _feeds(path: Path, root: etree._Element) -> tuple[tuple[tuple[FeedSource, int], ...], tuple[Problem, ...]]:
    feeds: list[tuple[FeedSource, int]] = []
    problems: list[Problem] = []
    for outline in root.iter("outline"):
        line: int = getattr(outline, "sourceline", None) or 0  # the stubs lack its type
        if outline.get("xmlUrl") is None or outline.get("type", "rss").lower() in _NOT_FEEDS:
            continue  # a folder, or something that is no feed
        try:
            feeds.append((_feed(outline, path.parent), line))
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                what, todo = _reason(detail)
                problems.append(_problem(path, line, f'outline "{_name(outline)}": {what}', todo))
    if not feeds and not problems:
        problems.append(_problem(path, 1, "there is no feed in it", 'a feed is an <outline> with "xmlUrl"'))
    return tuple(feeds), tuple(problems)


def _feed(outline: etree._Element, folder: Path) -> FeedSource:
    """Other readers' attributes, and ours that `opml_from_feeds` writes. An unknown language is left out."""
    stated = {key: outline.get(key) for key in ("tier", "every", "full_text", "watch")}
    values = {key: value for key, value in stated.items() if value}
    language = (outline.get("language") or "").lower().replace("_", "-").split("-")[0]
    values |= {"language": language} if language in ISO_639_1 else {}
    values |= {"url": outline.get("xmlUrl", ""), "name": _name(outline)}
    return FeedSource.model_validate(values, context={"folder": folder})


def _reason(detail: ErrorDetails) -> tuple[str, str]:
    context = detail.get("ctx", {})
    if "expected" in context:
        return f'{detail["loc"][0]} is "{detail["input"]}"', f"write {context['expected']}"
    what, _, todo = str(context.get("error", detail["msg"])).partition("; ")
    return what, todo


def _name(outline: etree._Element) -> str:
    return (outline.get("title") or outline.get("text") or "").strip()


def _problem(path: Path, line: int, what: str, todo: str) -> Problem:
    return Problem(file=path, line=line, what=what, todo=todo, code="E-opml")


def opml_from_feeds(feeds: Iterable[Feed]) -> bytes:
    """An OPML 2.0 document of the feeds; `read_opml` gives them back."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Vedette feeds"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        outline = etree.SubElement(body, "outline", type="rss", text=feed.name, title=feed.name, xmlUrl=feed.url)
        if feed.language:
            outline.set("language", feed.language)
        if feed.tier is not Tier.PRESS:
            outline.set("tier", feed.tier.value)
        if feed.every:
            outline.set("every", text_from_duration(feed.every))
        if feed.full_text is not FullText.AUTO:
            outline.set("full_text", feed.full_text.value)
        if feed.watch:
            outline.set("watch", feed.watch.value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)

"""Records of an XML list one by one, each forgotten when the next is asked for.

In: a stream of bytes and the names of the wanted elements. Out: the root, then each wanted element. Raises
`ListRefused` for XML that is damaged, breaks off or declares a document type. Never resolves an entity and never opens
a network connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from monitor.errors import ListRefused
from monitor.sanctions.names import clean
from monitor.sanctions.source import AGAIN

Element = etree._Element  # noqa: SLF001 - lxml gives its element no public name


def records(file: BinaryIO, wanted: frozenset[str]) -> Iterator[tuple[str, Element]]:
    """The root, of which only the attributes are known yet, then the wanted elements; names are without namespace."""
    walk = etree.iterparse(
        file,
        events=("end",),
        tag=[f"{{*}}{name}" for name in wanted],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from _walk(walk)
    except etree.XMLSyntaxError as error:
        raise ListRefused(f"the XML breaks off or is damaged at line {error.lineno}", AGAIN) from error


def _walk(walk: Iterator[tuple[str, Element]]) -> Iterator[tuple[str, Element]]:
    rooted = False
    for _, element in walk:
        if not rooted:
            rooted = True
            yield from _root(element)
        yield local(element), element
        _forget(element)


def _root(element: Element) -> Iterator[tuple[str, Element]]:
    tree = element.getroottree()
    if tree.docinfo.internalDTD is not None:
        raise ListRefused("the XML declares a document type, which no sanctions list does", AGAIN)
    root = tree.getroot()
    yield local(root), root


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, *path: str) -> Iterator[Element]:
    """Elements under a path of names, whatever their namespace."""
    if not path:
        yield element
        return
    for child in element.iterchildren(f"{{*}}{path[0]}"):
        yield from children(child, *path[1:])


def text(element: Element, *path: str) -> str:
    """The cleaned text of the first element under a path; empty when there is none."""
    return next((clean(found.text) for found in children(element, *path)), "")


def texts(element: Element, *path: str) -> tuple[str, ...]:
    """The cleaned texts of all elements under a path that have any."""
    return tuple(words for found in children(element, *path) if (words := clean(found.text)))

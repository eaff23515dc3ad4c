"""What articles are compared by: address, hash of the words, MinHash of the shingles. Article in, values out. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b

from monitor.model import Article, Feature, Fingerprint, Mentions
from monitor.stories.content_words import content_words
from monitor.stories.features import feature_keys, features_of, without_addresses
from monitor.stories.minhash import bands, signature
from monitor.text.fold import Folded, fold, fold_words

SHINGLE = 3  # words, or characters where words are not spaced (reference: text.md 6.5)
ENOUGH_WORDS = 20  # below, neither hash nor signature of a body says anything about the event
ENOUGH_SIGNS = 40  # the same for scripts without spaces
ENOUGH_WITH_TITLE = 8  # words of title and teaser together that are no coincidence any more
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_MOSTLY = 0.3  # share of letters in a script without spaces from which words are not counted

NOBODY = Mentions()


def fingerprint(article: Article, mentions: Mentions = NOBODY) -> Fingerprint:
    """The fingerprint of an article. The same words give the same one in every process and release.

    A body of fewer than about twenty words has no signature, and is hashed together with its title.
    """
    title, body = _words(article)
    marks = _shingles(body)
    values = signature(marks)
    return Fingerprint(
        canonical=article.canonical,
        text_hash=_hash(body) if values else _short_hash(title, body),
        language=article.language.code,
        signature=values,
        bands=bands(values),
        features=(*features_of(article, mentions), *_words_as_features(article, mentions)),
    )


def features_alone(article: Article, mentions: Mentions = NOBODY, folded: Folded | None = None) -> tuple[str, ...]:
    """What is counted of an article that joins no story: the keys of its features, which tell how common they are.

    `folded`: its text, where that was folded before.
    """
    words = _content(article, mentions, folded)
    return (*feature_keys(article, mentions), *[f"w:{stem}" for stem in words])


def _words_as_features(article: Article, mentions: Mentions) -> tuple[Feature, ...]:
    found = sorted(_content(article, mentions).items())
    return tuple(Feature(key=f"w:{stem}", shown=word) for stem, word in found)


def _content(article: Article, mentions: Mentions, folded: Folded | None = None) -> Mapping[str, str]:
    """The words of an article that are neither addresses nor names of the gazetteer, by their stems."""
    known = (*mentions.people, *mentions.actors, *mentions.places)
    names = {fold_words(name) for name in {span.text for entity in known for span in entity.mentions}}
    text = article.text
    bare = without_addresses(text)
    if folded is None or bare is not text:
        folded = fold(bare)
    return content_words(folded.text, besides=names)


def _words(article: Article) -> tuple[str, str]:
    """Folded title and folded body, paragraphs joined by one space."""
    with_title = bool(article.title) and article.paragraphs[:1] == (article.title,)
    body = article.paragraphs[1:] if with_title else article.paragraphs
    return fold(article.title).text.strip() if with_title else "", fold("\n".join(body)).text.strip()


def _unspaced(text: str) -> bool:
    if text.isascii():
        return False
    found = _letters("".join(_UNSPACED.findall(text)))
    return found > 0 and found >= _MOSTLY * _letters(text)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _shingles(body: str) -> set[str]:
    """Runs of three words or, without spaces, characters; none if the body is short."""
    units: str | list[str]
    if _unspaced(body):
        units, enough, between = body.replace(" ", ""), ENOUGH_SIGNS, ""
    else:
        units, enough, between = body.split(), ENOUGH_WORDS, " "
    if len(units) < enough:
        return set()
    return set(map(between.join, zip(*(units[at:] for at in range(SHINGLE)), strict=False)))


def _hash(text: str) -> str:
    return blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _short_hash(title: str, body: str) -> str:
    """Hash of title and teaser together; empty when even both are too short to be compared."""
    whole = f"{title}\n{body}"
    units = len(whole.replace(" ", "")) // 2 if _unspaced(whole) else len(whole.split())
    return _hash(whole) if title and units >= ENOUGH_WITH_TITLE else ""

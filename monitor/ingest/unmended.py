"""Tell of a document's bytes that neither decoding nor mending would change them, without doing either.

In: bytes as fetched, the charset of the HTTP header. Out: whether they can be given to an XML parser as they are. True
means: if the parser takes them, they are what `decode` and `mend` would have made of them. Of anything odd the answer
is no, which costs nothing but time: then the document goes the long way.

What a strict parser refuses anyhow is left to it: bytes that are no UTF-8, control characters, stray ampersands,
unknown entities, a document that breaks off. What is looked for here is what it would let pass.
"""

from __future__ import annotations

import re

from monitor.ingest import decode, mend, mojibake

_REFERENCE = re.compile(rb"&#([xX][0-9a-fA-F]+|[0-9]+);")
_DECLARATION = re.compile(rb"<\?xml[\t\n\r -%'-=?-~]*>|<[^?]")  # which the quick reader does not give to the parser
_COMMENT = re.compile(rb"<[!?](?!\[)")
# A comment or an instruction with an ampersand or a CDATA section in it, or of which the end is far.
_ODD_COMMENT = re.compile(
    rb"<(?:!--(?:(?!-->|<!\[CDATA\[)[^&]){0,2000}+(?!-->)|\?(?:(?!\?>|<!\[CDATA\[)[^&]){0,2000}+(?!\?>))"
)
_PLAIN = frozenset({None, "utf-8"})


def is_unmended(body: bytes, *, charset: str | None) -> bool:
    """Whether the bytes are markup in UTF-8, declared as that or not at all, in which nothing has to be put right."""
    if not _DECLARATION.match(body) or decode.stated(body, charset) not in _PLAIN:
        return False
    if b"#" in body and not all(mend.is_legal(one.decode()) for one in set(_REFERENCE.findall(body))):
        return False
    if _COMMENT.search(body, 1) and _ODD_COMMENT.search(body):
        return False
    return body.isascii() or not mojibake.is_suspect(body)

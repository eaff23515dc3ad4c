"""A document may go the short way only if the long way would have made nothing else of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.ingest import mojibake, quick
from monitor.ingest.decode import decode
from monitor.ingest.mend import ampersands, cut_short
from monitor.ingest.unmended import is_unmended


def feed(inside: str, *, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    item = f"<item><title>One</title><description><![CDATA[{inside}]]></description></item>"
    return f'{head}<rss version="2.0"><channel><title>A</title>{item}</channel></rss>'.encode("utf-8", "surrogatepass")


AS_IT_IS = {
    "plain": feed("<p>Nothing is odd here.</p>"),
    "accents": feed("Größere Grüße für Zoë, naïve façade"),
    "Russian": feed("Совет России принял резолюцию"),
    "a comment": feed("<!-- more --> and on"),
    "a reference by number": feed("it&#8217;s, &#x2019;"),
    "no declaration": feed("A", head=""),
}
ODD = {
    "declared as something else": feed("é", head='<?xml version="1.0" encoding="iso-8859-1"?>'),
    "decoded wrongly before": feed("cafÃ© crÃ¨me"),
    "Cyrillic decoded wrongly before": feed("Ñîâåò ìèíèñòðîâ"),
    "half of a pair by number": feed("&#55357;&#56832;"),
    "a reference to no character": feed("&#11;"),
    "an ampersand in a comment": feed("A") + b"<!-- a & b -->",
    "a section in a comment": feed("A").replace(b"<channel>", b"<channel><!-- <![CDATA[ -->"),
    "an ampersand in an instruction": feed("A").replace(b"<channel>", b"<?x a & b?><channel>"),
    "a control character in the declaration": feed("A", head='<?xml version="1.0"\x07?>'),
    "a byte order mark": b"\xef\xbb\xbf" + feed("A"),
    "something before": b"\n" + feed("A"),
}


@pytest.mark.parametrize("body", AS_IT_IS.values(), ids=AS_IT_IS)
def test_a_usual_document_goes_the_short_way(body: bytes):
    assert is_unmended(body, charset=None)
    assert is_unmended(body, charset="UTF-8")
    assert quick.read(body) is not None


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_an_odd_document_goes_the_long_way(body: bytes):
    assert not is_unmended(body, charset=None)


def test_a_charset_of_the_answer_is_heard():
    assert not is_unmended(AS_IT_IS["accents"], charset="windows-1250")


PIECES = ("Ã", "©", "Ð", "Ñ", "é", "ü", "ß", "¨", "¸", "Р", "С", "о", "\u2019", "\u0192", "\x85", "&#", "8217;", "11;")
PIECES_OF_MARKUP = ("&amp;", "<!--", "-->", "&", "<![CDATA[", "]]>", "<?x", "?>", "\x0b", "\ufffe", "\ud83d", "a", " ")


@given(st.lists(st.sampled_from(PIECES + PIECES_OF_MARKUP), max_size=8).map("".join), st.booleans())
def test_what_goes_the_short_way_would_have_come_out_of_the_long_way_as_it_is(inside: str, outside: bool):
    body = (
        feed("A").replace(b"<item>", inside.encode("utf-8", "surrogatepass") + b"<item>") if outside else feed(inside)
    )
    if is_unmended(body, charset=None) and quick.read(body) is not None:
        text, notes = decode(body)
        assert (text.encode(), notes) == (body, ())
        assert cut_short(ampersands(text)) == text


@given(st.text(st.sampled_from("ÃÂâÐÑéüß¨¸РСоЎў\x80\x9d\u20ac\u0192\u2122a ")))
def test_bytes_tell_as_well_as_letters_that_nothing_was_decoded_wrongly(text: str):
    if not mojibake.is_suspect(text.encode()):
        assert mojibake.mend(text) == text

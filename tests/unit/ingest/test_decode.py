from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.ingest import mojibake
from monitor.ingest.decode import decode
from monitor.ingest.mend import ampersands, cut_short, scrub

RUSSIAN = "Совет Безопасности продлил санкции против трёх компаний ещё на один год."
FRENCH = "Le siège a été levé à l’aube : « déjà », répète la préfète de l’île, gênée."
GERMAN = "Die Söldner überquerten früh die Brücke; größere Verbände blieben zurück."


def declared(encoding: str, text: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?><t>{text}</t>'.encode(encoding, "replace")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", RUSSIAN),
        ("windows-1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("iso-8859-5", RUSSIAN),
        ("windows-1252", FRENCH),
        ("gb2312", "两艘油轮被列入制裁名单"),
        ("big5", "兩艘油輪被列入制裁名單"),
        ("euc-jp", "タンカー二隻を制裁対象に"),
        ("iso-2022-jp", "タンカー二隻を制裁対象に"),
        ("euc-kr", "유조선 두 척을 제재"),
        ("windows-1256", "أدرج مجلس الأمن سفينتين في القائمة"),
        ("windows-1254", "İki tanker yaptırım listesine alındı"),
        ("iso-2022-jp-3", "タンカー二隻を制裁対象に"),
        ("johab", "유조선 두 척을 제재"),
        ("cp037", FRENCH.replace("’", "'")),
        ("cp1026", "İki tanker yaptırım listesine alındı"),
    ],
)
def test_a_declared_encoding_is_read(encoding: str, text: str):
    decoded, notes = decode(declared(encoding, text))
    assert text in decoded
    assert notes == ()


def test_utf8_is_recognised_whatever_is_declared():
    body = RUSSIAN.encode()
    assert decode(body, charset="windows-1251") == (RUSSIAN, ("declared cp1251, read as UTF-8",))
    assert decode(body, charset="iso-8859-1")[0] == RUSSIAN
    assert decode(body) == (RUSSIAN, ())


def test_two_byte_text_that_happens_to_be_valid_utf8_is_read_as_declared():
    body = "茅台".encode("gbk")
    assert body.decode("utf-8")  # the accident
    assert decode(body, charset="gbk")[0] == "茅台"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
@pytest.mark.parametrize("claimed", [None, "iso-8859-1", "utf-8", "no-such-encoding"])
def test_undeclared_cyrillic_is_told_by_its_letters(encoding: str, claimed: str | None):
    text, notes = decode(RUSSIAN.encode(encoding), charset=claimed)
    assert text == RUSSIAN
    assert notes[0].endswith(f"read as {encoding} by its letters")


@pytest.mark.parametrize("text", [FRENCH, GERMAN])
def test_undeclared_western_text_is_not_taken_for_cyrillic(text: str):
    assert decode(text.encode("cp1252"))[0] == text


@pytest.mark.parametrize("claimed", [None, "utf-8", "iso-8859-1"])
@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        *(
            ("cp1252", text)
            for text in ("It cost £20.", "a £“fine” of sorts", "E£5bn", "3 bn m³ of gas", "1¾ or ¼", "¥9")
        ),
        *(("cp1250", text) for text in ("Łódź", "Ł. Nowak", "20 zł", "BYŁ 5 RAZY")),
        ("iso8859-2", "źródło: Ł. Nowak"),
    ],
)
def test_a_sign_of_money_or_measure_is_not_taken_for_a_letter_nor_a_letter_for_it(
    encoding: str, text: str, claimed: str | None
):
    assert decode(text.encode(encoding), charset=claimed)[0] == text


def test_a_declaration_in_the_document_beats_a_servers_default_but_not_its_statement():
    body = declared("windows-1251", RUSSIAN)
    assert RUSSIAN in decode(body, charset="ISO-8859-1")[0]
    wrong = RUSSIAN.encode("koi8-r")
    assert RUSSIAN in decode(b'<?xml version="1.0" encoding="windows-1251"?>' + wrong, charset="koi8-r")[0]


def test_latin_1_means_windows_1252_as_on_the_web():
    assert decode(b"\x93quoted\x94", charset="iso-8859-1")[0] == "“quoted”"


def test_a_stray_byte_does_not_turn_utf8_into_another_encoding():
    body = RUSSIAN.encode() + b"\xff" + RUSSIAN.encode()
    text, notes = decode(body)
    assert text == f"{RUSSIAN}�{RUSSIAN}"
    assert notes == ("a few bytes are not UTF-8 and were replaced",)


@pytest.mark.parametrize(
    "codec", ["base64", "rot13", "zlib", "unicode_escape", "utf-7", "idna", "utf-16", "mbcs", "\0"]
)
def test_a_declared_encoding_that_is_no_encoding_of_text_is_ignored(codec: str):
    assert decode(b"plain \\u0041 +AEE-", charset=codec)[0] == "plain \\u0041 +AEE-"


@given(st.binary(max_size=300), st.none() | st.sampled_from(["utf-8", "cp1251", "gbk", "utf-16", "hz", "x"]))
def test_any_bytes_become_text_that_can_be_stored(body: bytes, charset: str | None):
    text, _ = decode(body, charset=charset)
    text.encode("utf-8")
    assert "\0" not in text


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1).map(str.strip))
def test_utf8_and_marked_utf16_come_back_as_they_were(text: str):
    expected = scrub(text).lstrip("﻿ \t\r\n")
    assert decode(text.encode())[0] == expected
    assert decode(text.encode("utf-16"))[0] == expected


def test_halves_of_an_emoji_are_joined_and_impossible_references_dropped():
    assert scrub("&#55357;&#56832; &#xD83D;&#xDE00;") == "😀 😀"
    assert scrub("a&#xD800;b&#x0;c&#99999999999999999999;d&#x41;e&#10;") == "abcd&#x41;e&#10;"


def test_stray_ampersands_are_escaped_and_html_entities_put_in_outside_cdata():
    assert ampersands("A&B & C&nbsp;&lt;&#38;&x; <![CDATA[&nbsp;&]]> &eacute;") == (
        "A&amp;B &amp; C\xa0&lt;&#38;&amp;x; <![CDATA[&nbsp;&]]> é"
    )


def test_entities_of_a_document_that_stand_for_plain_words_are_put_in_and_others_stay_as_text():
    text = '<!DOCTYPE r [<!ENTITY x "y"><!ENTITY b "&x;&x;"><!ENTITY f SYSTEM "file:///f">]><r>&x; & &b; &f;</r>'
    assert ampersands(text) == "<r>y &amp; yy &amp;f;</r>"
    multiplied = f'<!ENTITY a "{"y" * 150}"><!ENTITY b "&a;&a;">'
    assert ampersands(f"<!DOCTYPE r [{multiplied}]><r>&b;</r>") == "<r>&amp;b;</r>"  # it would grow too long


def test_a_section_of_cdata_within_another_loses_its_own_marks():
    assert ampersands("<r><![CDATA[a <![CDATA[b]]> c]]> & d</r>") == "<r><![CDATA[a b c]]> &amp; d</r>"
    assert ampersands(fine := "<r><![CDATA[a <![CDATA[b]]><![CDATA[c]]></r>") == fine


@pytest.mark.parametrize(
    ("cut", "closed"),
    [
        ("<rss><item><title>Words", "<rss><item><title>Words</title></item>"),
        ("<rss><item><d>Words<br/> &am", "<rss><item><d>Words<br/> </d></item>"),
        ("<rss><item><d><![CDATA[<p>Words <", "<rss><item><d><![CDATA[<p>Words ]]></d></item>"),
        ("<rss><item><d>x</d></item>", "<rss><item><d>x</d></item>"),
        ("<rss><channel>", "<rss><channel>"),
    ],
)
def test_a_document_that_breaks_off_in_an_item_is_closed(cut: str, closed: str):
    assert cut_short(cut) == closed


@pytest.mark.parametrize("text", [RUSSIAN, FRENCH, GERMAN, "L’ÉTÉ’", "«DÉJÀ»", "Ärzte öffnen Türen", "Ελλάδα"])
def test_text_that_is_right_is_not_taken_for_mojibake(text: str):
    assert mojibake.mend(f"<t>{text}</t>") == f"<t>{text}</t>"


@pytest.mark.parametrize(
    ("text", "wrote", "read"),
    [
        (FRENCH, "utf-8", "latin-1"),
        (GERMAN, "utf-8", "cp1252"),
        (RUSSIAN, "utf-8", "latin-1"),
        (RUSSIAN, "cp1251", "cp1252"),
        (RUSSIAN, "cp1251", "latin-1"),
    ],
)
def test_text_that_was_decoded_wrongly_before_is_put_right(text: str, wrote: str, read: str):
    assert mojibake.mend(f"<t>{text.encode(wrote, 'ignore').decode(read)}</t>") == f"<t>{text}</t>"


def test_a_piece_in_one_language_does_not_decide_for_another():
    wrong = "Größe zählt".encode().decode("latin-1")
    assert mojibake.mend(f"<a>{wrong}</a><b>{FRENCH}</b>") == f"<a>Größe zählt</a><b>{FRENCH}</b>"


@given(st.text())
def test_mending_mojibake_never_fails_and_is_done_after_one_time_for_ascii(text: str):
    mojibake.mend(text)
    plain = text.encode("ascii", "ignore").decode()
    assert mojibake.mend(plain) == plain


@pytest.mark.parametrize(
    ("around", "stray", "read"),
    [
        ("Żółw źrebię łąka ćma żaba gęś śledź, nad Wisłą już noc. ", b"Minister \xafurawski", "Minister Żurawski"),
        ("Élysée déclaré été répété “quoted” — résumé. Là où naît. ", b"Le caf\xe9 noir", "Le café noir"),
        ("Ausschuß für Öl, Gas und Wärme, größter Lieferant der Welt. ", b"M\xfcller geht", "Müller geht"),
        ("Заседание Совета прошло в субботу утром. ", b"\xd0\xbf\xd0\xbe\xd1 <", "по� <"),
    ],
)
def test_a_stray_letter_of_an_old_encoding_stays_a_letter(around: str, stray: bytes, read: str):
    text, notes = decode((around * 3).encode() + stray, charset="utf-8")
    assert text == around * 3 + read
    assert notes


def test_names_of_the_balkans_are_told_from_letters_of_france():
    assert decode("Vučić i Milošević".encode("cp1250"), charset="utf-8")[0] == "Vučić i Milošević"
    assert decode("ex æquo à l'été où".encode("cp1252"), charset="utf-8")[0] == "ex æquo à l'été où"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("win-1251", "cp1251"), ("x-mac-cyrillic", "mac_cyrillic"), ("KOI8", "koi8-r"), ("dos-866", "cp866")],
)
def test_encodings_are_known_by_the_names_that_sites_give_them(name: str, encoding: str):
    assert decode(RUSSIAN.encode(encoding), charset=name)[0] == RUSSIAN


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_without_a_mark_are_told_by_the_first(encoding: str):
    assert decode("\n<rss>Żółw и море</rss>".encode(encoding))[0] == "<rss>Żółw и море</rss>"

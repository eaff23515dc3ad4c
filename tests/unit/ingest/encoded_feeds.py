# ruff: noqa: E501 - a language a line, which reads better than sentences cut in three
"""The feeds of tests/data/feeds whose names begin with `encoded-`: one short feed a language, in many encodings.

`python -m tests.unit.ingest.encoded_feeds` writes them and what must be read out of them. What must be read is taken
from the table below, never from the parser.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FEEDS = Path(__file__).parents[2] / "data" / "feeds"

TEXTS = {  # language: feed, title, summary
    "ar": ("أخبار الميناء", "السفينة تدخل الميناء", "وصلت السفينة إلى الميناء هذا الصباح بعد رحلة طويلة من البحر الأحمر."),
    "bg": ("Новини от пристанището", "Корабът влезе в пристанището", "Влекачите помогнаха на кораба да стигне до кея въпреки силния вятър."),
    "cs": ("Zprávy z přístavu", "Loď připlula do přístavu", "Remorkéry pomohly lodi ke břehu, ačkoli foukal silný vítr a řeka byla rozvodněná."),
    "da": ("Nyt fra havnen", "Færgen sejler igen på søndag", "Slæbebåde hjalp skibet på plads, selv om det blæste hårdt."),
    "de": ("Nachrichten vom Hafen", "Größeres Schiff läuft in den Hafen ein", "Schlepper halfen dem Schiff an die Brücke, obwohl es stürmte."),
    "el": ("Νέα από το λιμάνι", "Το πλοίο μπήκε στο λιμάνι", "Τα ρυμουλκά βοήθησαν το πλοίο να φτάσει στην προβλήτα παρά τον δυνατό άνεμο."),
    "fr": ("Nouvelles du port", "Le navire est entré à l’aube", "Les remorqueurs ont aidé le bâtiment à accoster malgré la tempête, répète la préfète."),
    "he": ("חדשות הנמל", "האונייה נכנסה לנמל", "הגוררות עזרו לאונייה להגיע אל הרציף למרות הרוח החזקה."),
    "hu": ("Kikötői hírek", "A hajó megérkezett a kikötőbe", "A vontatók segítettek a hajónak a kikötésben, bár erős szél fújt a főtér felől."),
    "ja": ("港のニュース", "船が港に入りました", "強い風の中、タグボートが船を岸壁まで案内しました。"),
    "ko": ("항구 소식", "배가 항구에 들어왔다", "강한 바람이 불었지만 예인선이 배를 부두까지 이끌었다고 한다."),
    "lt": ("Uosto žinios", "Laivas įplaukė į uostą", "Vilkikai padėjo laivui prisišvartuoti, nors pūtė stiprus vėjas ir buvo aukštų bangų."),
    "pl": ("Wieści z portu", "Statek wpłynął do portu", "Holowniki pomogły statkowi dobić do nabrzeża, choć wiał silny wiatr i było ślisko."),
    "ru": ("Новости порта", "Судно вошло в порт", "Буксиры помогли судну подойти к причалу, хотя дул сильный ветер."),
    "th": ("ข่าวท่าเรือ", "เรือเข้าเทียบท่าแล้ว", "เรือลากจูงช่วยนำเรือเข้าเทียบท่าแม้ว่าลมจะแรงมากในตอนเช้า"),
    "tr": ("Liman haberleri", "Gemi sabah limana girdi", "Römorkörler şiddetli rüzgâra karşın geminin rıhtıma yanaşmasına yardım etti."),
    "uk": ("Новини порту", "Судно зайшло в порт", "Буксири допомогли судну підійти до причалу, хоча дув сильний вітер і йшов дощ."),
    "zh": ("港口新闻", "货船今天进入港口", "在大风中，拖船把这艘船带到了码头，人们在岸上等了两个小时。"),
    "zh-Hant": ("港口新聞", "貨船今天進入港口", "在大風中，拖船把這艘船帶到了碼頭，人們在岸上等了兩個小時。"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """One document: how its bytes are made, what its declaration and the HTTP header say, and what is noted."""

    language: str
    codec: str
    declared: str | None
    charset: str | None = None
    notes: tuple[str, ...] = ()
    mark: bytes = b""
    what: str = "declared"

    @property
    def name(self) -> str:
        return f"encoded-{self.language}-{self.codec.replace('_', '-')}-{self.what}.xml".lower()

    def body(self) -> bytes:
        declaration = f'<?xml version="1.0" encoding="{self.declared}"?>' if self.declared else '<?xml version="1.0"?>'
        feed, title, summary = TEXTS[self.language]
        text = (
            f'{declaration}\n<rss version="2.0"><channel><title>{feed}</title><link>https://harbour.example/</link>'
            f"<description>{feed}</description>\n<item><title>{title}</title><guid>https://harbour.example/1</guid>"
            f"<description>{summary}</description></item>\n</channel></rss>\n"
        )
        return self.mark + text.encode(self.codec)

    def expected(self) -> dict[str, object]:
        feed, title, summary = TEXTS[self.language]
        link = "https://harbour.example/1"
        entry = {"id": link, "id_from": "guid", "title": title, "link": link, "published": None, "updated": None}
        entry |= {"authors": [], "summary": summary, "content": None, "language": None}
        about = {"title": feed, "language": None, "ttl": None, "failed": [], "held": [], "notes": list(self.notes)}
        request = {"request": {"charset": self.charset}} if self.charset else {}
        return {"entries": [entry], **about, **request}


DECLARED = (  # language, Python's codec, the name that feeds declare
    *(("pl", "cp1250", "windows-1250"), ("pl", "iso8859-2", "ISO-8859-2"), ("cs", "cp1250", "windows-1250")),
    *(("hu", "iso8859-2", "iso-8859-2"), ("ru", "iso8859-5", "ISO-8859-5"), ("bg", "cp1251", "Windows-1251")),
    *(("uk", "koi8-u", "KOI8-U"), ("uk", "cp1251", "cp1251"), ("ru", "cp866", "IBM866"), ("fr", "cp1252", "windows-1252")),
    *(("de", "iso8859-15", "ISO-8859-15"), ("da", "latin-1", "ISO-8859-1"), ("el", "cp1253", "windows-1253")),
    *(("el", "iso8859-7", "ISO-8859-7"), ("tr", "cp1254", "windows-1254"), ("tr", "iso8859-9", "ISO-8859-9")),
    *(("he", "cp1255", "windows-1255"), ("he", "iso8859-8", "ISO-8859-8"), ("ar", "cp1256", "windows-1256")),
    *(("ar", "iso8859-6", "ISO-8859-6"), ("lt", "cp1257", "windows-1257"), ("th", "tis-620", "TIS-620")),
    *(("zh", "gb18030", "GB18030"), ("zh", "gbk", "GBK"), ("zh", "gb2312", "GB2312"), ("zh-Hant", "big5", "Big5")),
    *(("ja", "shift_jis", "Shift_JIS"), ("ja", "euc_jp", "EUC-JP"), ("ja", "iso2022_jp", "ISO-2022-JP")),
    *(("ko", "euc_kr", "EUC-KR"), ("ko", "cp949", "ks_c_5601-1987"), ("zh", "hz", "HZ-GB-2312")),
)  # fmt: skip
UNDECLARED = (  # language, codec of the bytes, what they are told to be
    *(("ru", "cp866", "cp866"), ("ru", "iso8859-5", "iso8859-5"), ("uk", "koi8-u", "koi8-u"), ("bg", "cp1251", "cp1251")),
    *(("pl", "cp1250", "cp1250"), ("cs", "cp1250", "cp1250"), ("hu", "cp1250", "cp1250"), ("tr", "cp1254", "cp1254")),
    *(("pl", "iso8859-2", "iso8859-2"), ("lt", "cp1257", "cp1257"), ("el", "cp1253", "cp1253"), ("he", "cp1255", "cp1255")),
    *(("ar", "cp1256", "cp1256"), ("th", "tis-620", "cp874"), ("zh", "gb18030", "gb18030"), ("zh-Hant", "big5", "big5hkscs")),
    *(("ja", "shift_jis", "cp932"), ("ja", "euc_jp", "euc_jp"), ("ko", "euc_kr", "cp949"), ("fr", "cp1252", "windows-1252")),
)  # fmt: skip
WRONG = (  # language, codec of the bytes, what the document declares, what that is called in notes, what they are
    ("ru", "koi8-r", "windows-1251", "cp1251", "koi8-r"),
    ("ru", "cp1251", "KOI8-R", "koi8-r", "cp1251"),
    ("ru", "cp1251", "ISO-8859-1", "cp1252", "cp1251"),
    ("uk", "cp1251", "ISO-8859-5", "iso8859-5", "cp1251"),
    ("zh", "gb18030", "utf-8", "utf-8", "gb18030"),
    ("pl", "cp1250", "ISO-8859-1", "cp1252", "cp1250"),
    ("tr", "cp1254", "utf-8", "utf-8", "cp1254"),
    ("el", "cp1253", "us-ascii", "cp1252", "cp1253"),
)


def samples() -> Iterator[Sample]:
    """All of them."""
    for language, codec, name in DECLARED:
        yield Sample(language, codec, name)
    for language, codec, told in UNDECLARED:
        how = "read as windows-1252" if told == "windows-1252" else f"read as {told} by its letters"
        yield Sample(language, codec, None, notes=(f"no encoding declared, {how}",), what="undeclared")
    for language, codec, name, known, told in WRONG:
        notes = (f"declared {known}, read as {told} by its letters",)
        yield Sample(language, codec, name, notes=notes, what=f"declared-{name}")
    for language, codec, name in DECLARED[:1] + DECLARED[20:24]:
        yield Sample(language, codec, None, charset=name, what="in-the-header")
    yield from _unicode()


def _unicode() -> Iterator[Sample]:
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe\0\0", "utf-32-le")):
        yield Sample("ru", codec, codec[:6], mark=mark, what="marked")
    for codec in ("utf-16-le", "utf-16-be"):
        yield Sample("ko", codec, "UTF-16", what="unmarked")
    yield Sample("el", "utf-8", "utf-8", mark=b"\xef\xbb\xbf", what="marked")
    yield Sample("el", "utf-8", "ISO-8859-7", mark=b"\xef\xbb\xbf", what="marked-declared-iso-8859-7")
    yield Sample("th", "utf-8", None, what="undeclared")
    yield Sample("ja", "utf-8", "UTF-16", what="declared-utf-16")
    yield Sample("zh", "utf-8", "gb2312", notes=("declared gb18030, read as UTF-8",), what="declared-gb2312")
    yield Sample("ar", "utf-8", None, "windows-1256", ("declared cp1256, read as UTF-8",), what="header-windows-1256")


def write() -> None:
    """Write every document and its golden file."""
    for sample in samples():
        path = FEEDS / sample.name
        path.write_bytes(sample.body())
        golden = json.dumps(sample.expected(), ensure_ascii=False, indent=1)
        path.with_name(f"{path.name}.expected.json").write_text(golden + "\n", "utf-8")


if __name__ == "__main__":
    write()

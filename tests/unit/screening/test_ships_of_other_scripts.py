"""Listed ships as papers of other languages write them: transliterated, in Chinese, with a former name in brackets."""

import pytest

from monitor.model import Article, Language, Mentions
from monitor.model.listing import ListedKind
from monitor.screening import Lists, screen
from tests.unit.screening.test_screen import copy_of, entry

SHIP = ListedKind.VESSEL
LISTS = Lists.build(
    [
        copy_of(
            entry("sailor", "MATROS KOLOSHKIN", kind=SHIP),
            entry("river", "ANGARINA", kind=SHIP),
            entry("scholar", "AKADEMIK PRIMANOV", kind=SHIP),
            entry("queen", "ADRIANA DARVA 1", kind=SHIP),
            entry("second", "SPARTINA II", kind=SHIP),
            entry("former", "KANG GYO (PI RYO GANG)", kind=SHIP),
        )
    ]
)


def found(text: str, language: str) -> list[tuple[str, str]]:
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    return [(one.entry, one.span.text) for one in screen(LISTS, article, Mentions()).listed]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Der Frachter Matros Koloschkin lud Getreide.", ("sailor", "Matros Koloschkin")),
        ("fr", "Le cargo « Matros Kolochkine » a été refoulé.", ("sailor", "Matros Kolochkine")),
        ("ru", "Ледокол «Академик Приманов» застрял.", ("scholar", "Академик Приманов")),
        ("uk", "Суховантаж «Спартіна ІІ» пройшов Босфор.", ("second", "Спартіна ІІ")),
        ("ru", "Танкер-химовоз «Ангарина» задержан.", ("river", "Ангарина")),
        ("ar", "عبرت السفينة الحربية «أنغارينا» القناة.", ("river", "أنغارينا")),
        ("fa", "کشتی روسی «آنگارینا» مهمات برد.", ("river", "آنگارینا")),
        ("zh", "俄罗斯货轮“安加里娜”号运送弹药。", ("river", "安加里娜")),
        ("zh", "“普里马诺夫院士”号油轮停靠港口。", ("scholar", "普里马诺夫院士")),
        ("zh", "油轮“阿德里安娜·达尔瓦1号”驶离。", ("queen", "阿德里安娜·达尔瓦1")),
        ("en", "The Russian-flagged Angarina carried shells.", ("river", "Angarina")),
        ("en", "The freighter Pi Ryo Gang unloaded coal.", ("former", "Pi Ryo Gang")),
        ("tr", "Rus bayraklı Angarina gemisi alıkonuldu.", ("river", "Angarina")),
        ("tr", "Angarina adlı tankere limanda el konuldu.", ("river", "Angarina")),
    ],
)
def test_a_ships_name_is_found(language: str, text: str, expected: tuple[str, str]):
    assert found(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "歌手“安加里娜”号召歌迷。"),  # no ship near
        ("zh", "俄罗斯货轮“安加里娜2号”运送弹药。"),
        ("zh", "“普里马诺夫船长”号油轮停靠港口。"),  # another title
        ("de", "Der Frachter Matros Koloschenko lud Getreide."),
        ("de", "Matros Koloschkin lud Getreide."),
        ("en", "The Russian-flagged ships carried Angarina wool."),
    ],
)
def test_what_is_no_listed_ship_is_not(language: str, text: str):
    assert found(text, language) == []

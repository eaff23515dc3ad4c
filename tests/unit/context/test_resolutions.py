"""Security Council resolutions by number, symbol and name, in thirteen languages."""

import re

import pytest

from monitor.context.resolution_years import agrees, symbol, year_of
from monitor.context.resolutions import resolutions
from monitor.model import Stance

SPELLINGS = [
    ("en", "S/RES/1970 (2011)", [1970]),
    ("en", "Resolution 2292", [2292]),
    ("ru", "резолюция 2292", [2292]),
    ("ar", "قرار مجلس الأمن 1970", [1970]),
    ("ar", "قرار مجلس الأمن رقم ١٩٧٠ (٢٠١١)", [1970]),
    ("de", "Resolution 1970 des UN-Sicherheitsrates", [1970]),
    ("fr", "résolution 2571 (2021)", [2571]),
    ("en", "resolutions 1970 (2011), 1973 (2011) and 2292 (2016)", [1970, 1973, 2292]),
    ("tr", "BM Güvenlik Konseyi’nin 2292 sayılı kararı", [2292]),
    ("zh", "安理会第1970号决议", [1970]),
    ("zh", "安全理事会第2292(2016)号决议", [2292]),
    ("es", "la resolución 2292 (2016) del Consejo de Seguridad", [2292]),
    ("pt", "a resolução 1970 do Conselho de Segurança", [1970]),
    ("it", "risoluzione Onu 1970 del 2011", [1970]),
    ("uk", "резолюції Ради Безпеки ООН № 2202", [2202]),
    ("ru", "резолюций 1970 и 1973", [1970, 1973]),
    ("fa", "قطعنامه ۲۲۳۱ شورای امنیت", [2231]),
    ("pl", "rezolucja Rady Bezpieczeństwa nr 1970", [1970]),
    ("en", "UNSCR 1325", [1325]),
    ("ar", "القرارين 1970 و1973", [1970, 1973]),
    ("en", "a resolution, with 1500 troops", []),
    ("en", "resolution of 1080 pixels", []),
    ("en", "screen resolution 1920x1080", []),
    ("en", "resolutions for 2025", []),
    ("en", "adopted by 1200 delegates", []),
    # more of the same kinds
    ("en", "UNSCRs 1970 and 1973", [1970, 1973]),
    ("en", "Security Council resolution No. 1701", [1701]),
    ("en", "Recalling 1970 (2011) and 1973 (2011), the Security Council met.", [1970, 1973]),
    ("en", "S/RES/242", [242]),
    ("de", "die Sicherheitsratsresolution 1244", [1244]),
    ("fr", "les résolutions 242 et 338 du Conseil de sécurité", [242, 338]),
    ("fr", "la résolution n° 1559 du Conseil de sécurité", [1559]),
    ("es", "las resoluciones 1718 y 1874 del Consejo de Seguridad", [1718, 1874]),
    ("tr", "Güvenlik Konseyi'nin 1970 ve 1973 sayılı kararları", [1970, 1973]),
    ("zh", "安理会第1970(2011)号和第1973(2011)号决议", [1970, 1973]),
    ("uk", "резолюції 1970 та 1973 Ради Безпеки", [1970, 1973]),
    ("pl", "rezolucje Rady Bezpieczeństwa nr 1970 i 1973", [1970, 1973]),
    ("fa", "قطعنامه‌های ۱۹۷۰ و ۱۹۷۳ شورای امنیت", [1970, 1973]),
    ("en", "General Assembly resolution 2758", []),
    ("zh", "联合国大会第2758号决议", []),
    ("en", "Shareholders passed resolution 1203.", []),
    ("en", "Human rights: UN resolution 60/251", []),
    ("en", "The Security Council resolution was backed by 1200 delegates.", []),
    ("en", "The Security Council resolution adopted in 2011", []),
    ("en", "The Security Council resolution drew 1500% more readers.", []),
    ("en", "Security Council resolution 1514 (XV)", []),
    ("en", "The Security Council resolution 1,500 people signed", []),
]


def numbers(found) -> list[int]:
    return [int(re.match(r"S/RES/(\d+)", mention.id)[1]) for mention in found if mention.id]


@pytest.mark.parametrize("sure", [True, False], ids=["language known", "language unknown"])
@pytest.mark.parametrize(("language", "text", "expected"), SPELLINGS)
def test_the_numbers_that_a_spelling_names_are_read(article_of, hits_of, language, text, expected, sure) -> None:
    article = article_of(text, language, sure=sure)
    assert numbers(resolutions(article, hits_of(article))) == expected


def test_the_nearest_body_decides_whose_number_it_is(article_of, hits_of) -> None:
    article = article_of("The General Assembly's resolution 194 and Security Council resolution 242 are both cited.")
    assert numbers(resolutions(article, hits_of(article))) == [242]


def test_a_number_far_from_any_mention_of_the_council_is_not_taken_in_a_longer_text(article_of, hits_of) -> None:
    padding = "Members of the chamber of commerce of the town gathered for their yearly debate on parking. " * 3
    article = article_of(f"{padding}They passed resolution 1203 at noon.")
    assert resolutions(article, hits_of(article)) == ()


def test_the_year_comes_from_the_table(article_of, hits_of) -> None:
    article = article_of("The Security Council adopted resolution 2292.")
    (mention,) = resolutions(article, hits_of(article))
    assert mention.id == "S/RES/2292 (2016)"
    assert mention.span.text == "resolution 2292"


def test_a_number_above_the_table_is_accepted_with_the_year_that_the_text_gives(article_of, hits_of) -> None:
    article = article_of("The Security Council adopted resolution 2999 (2031) and resolution 3001.")
    assert [m.id for m in resolutions(article, hits_of(article))] == ["S/RES/2999 (2031)", "S/RES/3001"]


@pytest.mark.parametrize(
    ("number", "year"), [(1, 1946), (242, 1967), (1970, 2011), (2721, 2023), (2745, 2024), (2794, 2025), (2819, 2026)]
)
def test_known_years(number, year) -> None:
    assert year_of(number) == year
    assert agrees(number, year)
    assert not agrees(number, year - 1)


def test_a_number_between_two_known_years_agrees_with_either_and_is_given_none() -> None:
    assert agrees(2807, 2025)
    assert agrees(2807, 2026)
    assert not agrees(2807, 2024)
    assert symbol(2807) == "S/RES/2807"
    assert symbol(2807, 2025) == "S/RES/2807 (2025)"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Despite many United Nations Security Council resolutions calling for a pull-out, they stay.",
            "United Nations Security Council resolutions",
        ),
        ("de", "Resolutionen des UN-Sicherheitsrates fordern den Abzug.", "Resolutionen des UN-Sicherheitsrates"),
        ("fr", "Les résolutions du Conseil de sécurité exigent leur départ.", "résolutions du Conseil de sécurité"),
        ("es", "Las resoluciones del Consejo de Seguridad exigen su salida.", "resoluciones del Consejo de Seguridad"),
        ("ru", "Резолюции Совета Безопасности требуют их вывода.", "Резолюции Совета Безопасности"),
        ("ar", "تطالب قرارات مجلس الأمن بانسحابهم.", "قرارات مجلس الأمن"),
        ("zh", "安理会决议要求他们撤出。", "安理会决议"),
    ],
)
def test_unnumbered_resolutions_have_no_id_and_are_demanded_where_the_sentence_demands(
    article_of, hits_of, language, text, expected
) -> None:
    article = article_of(text, language)
    (mention,) = resolutions(article, hits_of(article))
    assert (mention.id, mention.span.text, mention.stance) == (None, expected, Stance.DEMANDED)


def test_a_sentence_that_demands_nothing_reports(article_of, hits_of) -> None:
    article = article_of("The Security Council adopted resolution 2292 on Monday.")
    assert [mention.stance for mention in resolutions(article, hits_of(article))] == [Stance.REPORTED]


def test_the_council_alone_is_no_resolution(article_of, hits_of) -> None:
    article = article_of("The Security Council met. Its resolution in the matter impressed nobody at the club.")
    assert resolutions(article, hits_of(article)) == ()


def test_a_number_that_was_called_the_councils_is_read_again_beside_another_body(article_of, hits_of) -> None:
    article = article_of(
        "Security Council Resolution 1701 ended that war.\n\n"
        "Years later nothing of it has been carried out along the border, as both sides accuse the other of arming "
        "there and neither has let the patrols go where they wished.\n\n"
        "The speaker of the parliament in Beirut said that Resolution 1701 stands; the parliament's own resolution "
        "1203 does not matter, he said."
    )
    assert numbers(resolutions(article, hits_of(article))) == [1701, 1701]


def test_a_number_of_the_assemblys_stays_so_though_the_council_has_one_like_it(article_of, hits_of) -> None:
    article = article_of("Security Council resolution 194 is old. General Assembly resolution 194 is older.")
    assert numbers(resolutions(article, hits_of(article))) == [194]

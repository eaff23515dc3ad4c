"""How the Security Council's resolutions are written in thirteen languages, and what only looks like one."""

import re

import pytest

from monitor.context.resolutions import resolutions

THE_COUNCILS = [
    # symbols
    ("en", "The text was issued as S/RES/2728.", [2728]),
    ("en", "S/RES/2292(2016) extended the inspections.", [2292]),
    ("fr", "Le document S/RES/1929 (2010) est en annexe.", [1929]),
    ("ru", "Документ S/RES/2166 (2014) принят единогласно.", [2166]),
    ("zh", "文件S/RES/2397(2017)已经散发。", [2397]),
    ("en", "see s/res/50", [50]),
    ("en", "S/RES/9 (1946)", [9]),
    ("en", "S/RES/2231\n(2015) is quoted.", [2231]),
    ("ar", "الوثيقة S/RES/2254 (2015)", [2254]),
    # English
    ("en", "Resolution 2570", [2570]),
    ("en", "UNSCR 1701", [1701]),
    ("en", "UNSC Res. 1701", [1701]),
    ("en", "UNSC Res 2118 was never carried out.", [2118]),
    ("en", "SC Res. 1559", [1559]),
    ("en", "Res. 1540 (2004)", [1540]),
    ("en", "UN resolution 1701 bars armed groups south of the river.", [1701]),
    ("en", "Both signed up to UN Security Council Resolution 1701.", [1701]),
    ("en", "Security Council resolution (1973) allowed a no-fly zone.", []),
    ("en", "The Security Council passed resolution (2231) in a minute.", [2231]),
    ("en", "resolution 2231 of 2015", [2231]),
    ("en", "Resolution number 1373 of the Security Council", [1373]),
    ("en", "Security Council Resolution #2417", [2417]),
    ("en", 'the Security Council\'s resolution "2401"', [2401]),
    ("en", "The Council's resolution 4 (1946) concerned Spain.", [4]),
    ("en", "A map is annexed to resolution 47 (1948).", [47]),
    ("en", "Security Council resolution 47 called for a vote in the valley.", [47]),
    ("en", "Security Council resolution 9", [9]),
    ("en", "In 1967 the Security Council adopted Resolution 242, still quoted today.", [242]),
    ("en", "the UN 2231 resolution", [2231]),
    ("en", "Iran says the Security Council's 2231 resolution has run out.", [2231]),
    ("en", "UNIFIL was widened by Resolution 1701.", [1701]),
    ("en", "UNSCR 1325/2000", [1325]),
    ("en", "Resolution 3012 (2034) was the Security Council's first that year.", [3012]),
    ("en", "The Security Council adopted resolution 2901.", [2901]),
    ("en", "The Security Council, in resolution 1701 (2007), as the minister put it,", [1701]),
    ("en", "resolutions 1267 (1999), 1989 (2011) and 2253 (2015)", [1267, 1989, 2253]),
    ("en", "resolutions 2292 and 2357", [2292, 2357]),
    ("en", "Security Council resolutions 1559, 1680 and 1701", [1559, 1680, 1701]),
    ("en", "Security Council resolutions 1718 (2006); 1874 (2009); 2087 (2013)", [1718, 1874, 2087]),
    ("en", "UNSCRs 242, 338 and 425", [242, 338, 425]),
    ("en", "Security Council resolutions 2259 through 2278", [2259, 2278]),
    ("en", "UN Security Council resolutions 819-824", [819, 824]),
    ("en", "the Security Council's resolutions nos. 242 and 338", [242, 338]),
    (
        "en",
        "The Council recalls resolutions 733 (1992) of 23 January 1992 and 751 (1992) of 24 April 1992.",
        [733, 751],
    ),
    ("en", "It recalls resolution 161 A (1961) on the Congo.", [161]),
    ("en", "The Security Council stands by resolution\n2334\n(2016).", [2334]),
    ("en", "bound by resolution 1540\n\n(2004) and by its own law", [1540]),
    ("en", "Under Security Council Resolution 1701, 2000 families went home.", [1701]),
    ("en", "The General Assembly debated it for a week; Security Council resolution 678 came later.", [678]),
    ("en", "UNSCR-1325 and UNSCR1820", [1325, 1820]),
    ("en", "Resolutions 242 & 338 of the UN Security Council", [242, 338]),
    ("en", "General Assembly resolution 194 and Security Council resolutions 242 and 338", [242, 338]),
    ("en", "Resolution\n1701 of the Security Council", [1701]),
    ("en", "Extended by resolutions 2357 (2017), 2420 (2018), and 2473 (2019).", [2357, 2420, 2473]),
    ("en", "United Nations Security Council (UNSC) Resolution 1973", [1973]),
    ("en", "in line with General Assembly resolution 76/262 and Security Council resolution 2623", [2623]),
    (
        "en",
        "It met. General Assembly resolution 1514 (XV) helped, resolution 1701 did not, the Security Council said.",
        [1701],
    ),
    # German
    ("de", "UN-Resolution 1701", [1701]),
    ("de", "die UNO-Resolution 425 von 1978", [425]),
    ("de", "Sicherheitsratsresolution Nr. 2254", [2254]),
    ("de", "die Resolutionen 1267 (1999), 1989 (2011) und 2253 (2015)", [1267, 1989, 2253]),
    ("de", "Der Sicherheitsrat berief sich auf die Resolutionen 242 und 338.", [242, 338]),
    ("de", "Resolution des UN-Sicherheitsrats 1701", [1701]),
    ("de", "UN-Resolutionen 1701 und 1559", [1701, 1559]),
    ("de", "Res. 1701 des Sicherheitsrats", [1701]),
    # French
    ("fr", "la résolution 2374 (2017) sur le Mali", [2374]),
    ("fr", "les résolutions 1267 (1999), 1989 (2011) et 2253 (2015)", [1267, 1989, 2253]),
    ("fr", "la résolution 1701 du Conseil de sécurité de l'ONU", [1701]),
    ("fr", "la résolution no 425 du Conseil de sécurité", [425]),
    ("fr", "les résolutions 1559 et 1701 de l'ONU", [1559, 1701]),
    ("fr", "la résolution 2231 de 2015", [2231]),
    ("fr", "la résolution onusienne 1701", [1701]),
    # Spanish
    ("es", "la resolución 2254 de la ONU", [2254]),
    ("es", "las resoluciones 1267 (1999), 1989 (2011) y 2253 (2015)", [1267, 1989, 2253]),
    ("es", "la resolución núm. 690 del Consejo de Seguridad", [690]),
    ("es", "El Consejo de Seguridad votó la resolución 2728 del lunes.", [2728]),
    ("es", "resolución 1325 (2000)", [1325]),
    ("es", "resoluciones 2292 y 2357", [2292, 2357]),
    # Portuguese
    ("pt", "a resolução 1701 da ONU", [1701]),
    ("pt", "as resoluções 1267 (1999), 1989 (2011) e 2253 (2015)", [1267, 1989, 2253]),
    ("pt", "a resolução n.º 1244 do Conselho de Segurança", [1244]),
    ("pt", "O Conselho de Segurança aprovou as resoluções 242 e 338.", [242, 338]),
    ("pt", "a resolução 1701/2006 do Conselho de Segurança", [1701]),
    # Italian
    ("it", "la risoluzione 1701 dell'Onu", [1701]),
    ("it", "le risoluzioni 1267 (1999), 1989 (2011) e 2253 (2015)", [1267, 1989, 2253]),
    ("it", "la risoluzione n. 2231 del Consiglio di sicurezza", [2231]),
    ("it", "La risoluzione 1325/2000 parla di donne e pace.", [1325]),
    ("it", "risoluzioni 2292 e 2357", [2292, 2357]),
    # Russian
    ("ru", "резолюция № 1701", [1701]),
    ("ru", "резолюция СБ ООН 2202", [2202]),
    ("ru", "в резолюции Совета Безопасности ООН 1244 (1999)", [1244]),
    ("ru", "резолюции 1267 (1999), 1989 (2011) и 2253 (2015)", [1267, 1989, 2253]),
    ("ru", "Совбез принял резолюцию под номером 2728.", [2728]),
    ("ru", "резолюция 2231 от 2015 года", [2231]),
    ("ru", "Россия напомнила о резолюциях Совета Безопасности 242 и 338.", [242, 338]),
    ("ru", "резолюция 1701 СБ ООН", [1701]),
    # Ukrainian
    ("uk", "резолюція № 2202", [2202]),
    ("uk", "резолюція РБ ООН 2202", [2202]),
    ("uk", "резолюції 1267 (1999), 1989 (2011) та 2253 (2015)", [1267, 1989, 2253]),
    ("uk", "Рада Безпеки ухвалила резолюцію 2623.", [2623]),
    ("uk", "резолюцій 2292 і 2357", [2292, 2357]),
    # Arabic
    ("ar", "القرار ١٧٠١", [1701]),
    ("ar", "القرار الدولي 1701", [1701]),
    ("ar", "القرار الأممي رقم 2254", [2254]),
    ("ar", "قرارات مجلس الأمن 1559 و1680 و1701", [1559, 1680, 1701]),
    ("ar", "قراري مجلس الأمن ٢٤٢ و٣٣٨", [242, 338]),
    ("ar", "قرار مجلس الأمن الدولي رقم 2334 لعام 2016", [2334]),
    ("ar", "بموجب القرار 1701 (2006)", [1701]),
    ("ar", "القرارات 1267 (1999) و1989 (2011) و2253 (2015)", [1267, 1989, 2253]),
    ("ar", "القرار 1701/2006", [1701]),
    ("ar", "للقرار 1701 ولقراري 242 و338 الصادرين عن مجلس الأمن", [1701, 242, 338]),
    # Turkish
    ("tr", "1701 sayılı karar", [1701]),
    ("tr", "BMGK'nin 2254 sayılı kararı", [2254]),
    ("tr", "2254 sayılı BM Güvenlik Konseyi kararı", [2254]),
    ("tr", "BM Güvenlik Konseyi'nin 541 ve 550 sayılı kararları", [541, 550]),
    ("tr", "Güvenlik Konseyi'nin 1267 (1999), 1989 (2011) ve 2253 (2015) sayılı kararları", [1267, 1989, 2253]),
    ("tr", "Güvenlik Konseyi'nin 186 numaralı kararı", [186]),
    ("tr", "BM Güvenlik Konseyi'nin 2231 No'lu kararı", [2231]),
    ("tr", "2292 ve 2357 sayılı kararlar", [2292, 2357]),
    ("tr", "BM Güvenlik Konseyi kararı 2231", [2231]),
    # Persian
    ("fa", "قطعنامه ۲۲۳۱", [2231]),
    ("fa", "قطعنامه شماره ۵۹۸ شورای امنیت", [598]),
    ("fa", "قطعنامه شورای امنیت ۵۹۸", [598]),
    ("fa", "قطعنامه‌های ۱۷۳۷، ۱۷۴۷ و ۱۸۰۳ شورای امنیت", [1737, 1747, 1803]),
    ("fa", "قطعنامه ۲۲۳۱ (۲۰۱۵)", [2231]),
    ("fa", "قطعنامه های ۲۲۹۲ و ۲۳۵۷", [2292, 2357]),
    # Polish
    ("pl", "rezolucja nr 1701", [1701]),
    ("pl", "rezolucja 1701 Rady Bezpieczeństwa ONZ", [1701]),
    ("pl", "rezolucje 1267 (1999), 1989 (2011) i 2253 (2015)", [1267, 1989, 2253]),
    ("pl", "zgodnie z rezolucją ONZ nr 1244", [1244]),
    ("pl", "rezolucje Rady Bezpieczeństwa ONZ 242 oraz 338", [242, 338]),
    ("pl", "rezolucje 2292 i 2357", [2292, 2357]),
    # Chinese
    ("zh", "第1701号决议", [1701]),
    ("zh", "第2231(2015)號決議", [2231]),
    ("zh", "第２２３１（２０１５）号决议", [2231]),
    ("zh", "安理会2231号决议", [2231]),
    ("zh", "安理会第242号和第338号决议", [242, 338]),
    ("zh", "安理会第1267(1999)、1989(2011)和2253(2015)号决议", [1267, 1989, 2253]),
    ("zh", "联合国安理会第 2728 号决议", [2728]),
    ("zh", "安理会决议第1701号", [1701]),
    ("zh", "安理会通过了第2735号决议。", [2735]),
]

NOT_THE_COUNCILS = [
    # the General Assembly
    ("en", "ES-11/1"),
    ("en", "Resolution ES-11/1 was carried by a wide margin."),
    ("en", "A/RES/377 (V)"),
    ("en", "A/RES/76/262 and A/RES/3379"),
    ("en", "General Assembly resolution 194 (III)"),
    ("en", "The UN General Assembly adopted resolution 3379 in 1975."),
    ("en", "General Assembly resolutions 1514 (XV), 2625 (XXV) and 2131 (XX)"),
    ("en", "resolution 186 (S-2) of the Assembly"),
    ("en", "resolution 1474 (ES-IV)"),
    ("en", "UN resolution 181, the partition plan"),
    ("en", "Recalling resolution 377 A (V), the Security Council calls a session."),
    ("en", "General Assembly resolution 67 (1949)"),
    ("de", "Resolution 2758 der Generalversammlung"),
    ("fr", "la résolution 1514 (XV) de l'Assemblée générale"),
    ("es", "la resolución 2065 de la Asamblea General"),
    ("pt", "a resolução 3379 da Assembleia Geral da ONU"),
    ("it", "la risoluzione 194 dell'Assemblea generale"),
    ("ru", "резолюция 3379 Генеральной Ассамблеи ООН"),
    ("uk", "резолюція 68/262 Генеральної Асамблеї"),
    ("ar", "قرار الجمعية العامة رقم 194"),
    ("fa", "قطعنامه ۳۳۷۹ مجمع عمومی"),
    ("tr", "BM Genel Kurulu'nun 2758 sayılı kararı"),
    ("pl", "rezolucja Zgromadzenia Ogólnego nr 194"),
    ("zh", "联合国大会第2758号决议"),
    # other bodies
    ("en", "The Human Rights Council adopted resolution 49/1."),
    ("en", "Human Rights Council resolution 1503"),
    ("en", "UNESCO resolution 39 C/15"),
    ("en", "European Parliament resolution 2021/2036(INI)"),
    ("en", "Resolution 2976 of the OAS called for talks."),
    ("es", "AG/RES. 2976 (LI-O/21)"),
    ("en", "the Economic and Social Council's resolution 1996/31"),
    ("en", "House Resolution 1203 failed; so did H.Res. 845."),
    ("en", "The city council passed resolution 1203."),
    ("en", "The African Union's Peace and Security Council resolution 807"),
    ("en", "a National Security Council resolution 678 of Pakistan"),
    ("de", "Der Bundestag beschloss die Resolution 1412."),
    ("ru", "Госдума приняла резолюцию 1203."),
    ("uk", "Верховна Рада ухвалила резолюцію 1203."),
    ("pl", "Sejm przyjął rezolucję nr 1203."),
    ("tr", "Belediye Meclisi'nin 1203 sayılı kararı"),
    ("tr", "6284 sayılı Kanun"),
    ("ar", "قرار مجلس الوزراء رقم 1203"),
    ("es", "la resolución ministerial 1203"),
    ("en", "IMO resolution 1048, backed by a UN agency"),
    ("en", "PACE resolution 2506"),
    ("en", "Council of Europe resolution 2506"),
    ("ar", "قرار جمهوري رقم 1203"),
    ("en", "A/HRC/RES/S-35/1"),
    ("en", "ECOSOC resolution 1503 (XLVIII)"),
    ("en", "World Health Assembly resolution 58.3"),
    ("de", "Resolution des EU-Parlaments 2020/2125"),
    ("fr", "la résolution 2231 du Parlement européen"),
    ("es", "la resolución 1182 de la OEA"),
    ("it", "la risoluzione del Parlamento europeo 2019"),
    ("ru", "резолюция ПАСЕ 2506"),
    ("uk", "резолюція Генасамблеї ООН 68/262"),
    ("ar", "القرار الوزاري رقم 1203"),
    ("tr", "TBMM'nin 1203 sayılı kararı"),
    ("fa", "قطعنامه شماره ۱۲۰۳ شورای حکام"),
    ("pl", "rezolucja Parlamentu Europejskiego nr 1203"),
    ("zh", "全国人大第1203号决议"),
    ("zh", "人权理事会第49/1号决议"),
    # no number at all
    ("en", "3840 x 2160 resolution"),
    ("en", "In 2011 resolution of the crisis seemed near, the Security Council said."),
    ("fr", "une résolution de 1080 pixels"),
    ("pt", "uma resolução de 1080p"),
    ("es", "resolución 1080 píxeles"),
    ("it", "una risoluzione di 1080 pixel"),
    ("zh", "分辨率1080p"),
    ("en", "the UN's 2015 resolution"),
    ("en", "The Security Council resolution of 2015"),
    ("en", "Security Council resolutions since 2011"),
    ("en", "The Security Council resolution was adopted 15-0."),
    ("en", "a 1080p resolution"),
    ("en", "The screen has a resolution of 2560 by 1440."),
    ("en", "resolution 1440p"),
    ("en", "resolution: 600 dpi"),
    ("en", "My New Year's resolution 2025: sleep more."),
    ("en", "resolution 2025"),
    ("de", "eine Kamera mit Resolution 1920"),
    ("zh", "屏幕决议1080"),
    ("en", "The Security Council adopted the resolution 15 August."),
    ("en", "The Security Council passed a resolution, 13 votes to none."),
    ("en", "The Security Council adopted the resolution 72 hours after the raid."),
    ("en", "Since the Security Council resolution 1500 soldiers have left."),
    ("ru", "После резолюции Совета Безопасности 300 солдат ушли."),
    ("en", "Resolution\n\n1500 took to the streets while the Security Council met."),
    ("en", "The Security Council resolution covers 2.5 million people."),
    ("en", "resolution 1701 (1999)"),
    ("en", "In resolution 12 (2031) a club thanked its treasurer."),
]


def numbers(found) -> list[int]:
    return [int(re.match(r"S/RES/(\d+)", mention.id)[1]) for mention in found if mention.id]


@pytest.mark.parametrize("sure", [True, False], ids=["language known", "language unknown"])
@pytest.mark.parametrize(("language", "text", "expected"), THE_COUNCILS)
def test_every_spelling_of_the_councils_is_read(article_of, hits_of, language, text, expected, sure) -> None:
    article = article_of(text, language, sure=sure)
    found = resolutions(article, hits_of(article))
    assert numbers(found) == expected
    assert all(article.text[each.span.start : each.span.end] == each.span.text for each in found)


@pytest.mark.parametrize("sure", [True, False], ids=["language known", "language unknown"])
@pytest.mark.parametrize(("language", "text"), NOT_THE_COUNCILS)
def test_what_only_looks_like_one_is_refused(article_of, hits_of, language, text, sure) -> None:
    article = article_of(text, language, sure=sure)
    assert numbers(resolutions(article, hits_of(article))) == []


def test_a_wrong_year_is_put_right_where_the_council_is_named(article_of, hits_of) -> None:
    article = article_of("The Security Council stands by resolution 1701 (2007).")
    assert [mention.id for mention in resolutions(article, hits_of(article))] == ["S/RES/1701 (2006)"]


def test_a_long_list_with_dates_between_its_numbers_is_read_to_its_end(article_of, hits_of) -> None:
    dated = ", ".join(f"{number} (1993) of {day} June 1993" for day, number in enumerate(range(836, 851), start=1))
    article = article_of(f"Recalling resolutions {dated}, it met.")
    assert numbers(resolutions(article, hits_of(article))) == list(range(836, 851))


@pytest.mark.timeout(5)
@pytest.mark.parametrize("text", ["resolution " * 9_000, "resolution 1 " * 9_000, "第1号" * 20_000, "1 (" * 30_000])
def test_a_hostile_text_is_read_in_time_that_grows_with_its_length(article_of, hits_of, text) -> None:
    article = article_of(f"Security Council {text}")
    resolutions(article, hits_of(article))

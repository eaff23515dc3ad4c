"""Listed names as news in Latin letters write them: what is joined to a name, genitives, the surname alone."""

import pytest

from monitor.model import Article, Language, Mentions
from monitor.model.listing import ListedKind
from monitor.screening import Lists, screen
from tests.unit.screening.test_other_names import near_mexico
from tests.unit.screening.test_screen import PERSON, copy_of, entry

LISTS = Lists.build(
    [
        copy_of(
            entry("miner", "MALTOVENKO, Andrey Igorevich", kind=PERSON),
            entry("admiral", "GRABOVSKO, Evgeniy Petrovich", kind=PERSON),
            entry("emir", "AL-JUBARIN, Maysar", kind=PERSON),
            entry("tobacco", "CARTES TALVERO, Horatio Ismael", kind=PERSON),
            entry("marshal", "KIM Jolgun Bokhan", kind=PERSON),
            entry("oil", "Rosnordneft"),
        )
    ]
)


def found(text: str, language: str) -> list[tuple[str, str]]:
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    return [(one.entry, one.span.text) for one in screen(LISTS, article, Mentions()).listed]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Les avoirs d'Andreï Maltovenko sont gelés.", ("miner", "Andreï Maltovenko")),
        ("fr", "On dit qu’Evgueni Grabovsko viendra.", ("admiral", "Evgueni Grabovsko")),
        ("it", "I conti dell'Andrej Maltovenko.", ("miner", "Andrej Maltovenko")),
        ("de", "Die Konten Andrey Maltovenkos sind leer.", ("miner", "Andrey Maltovenko")),
        ("de", "Die Yacht Jewgeni Grabowskos liegt fest.", ("admiral", "Jewgeni Grabowskos")),
        ("de", "Der Gewinn Rosnordnefts sinkt.", ("oil", "Rosnordneft")),
    ],
)
def test_a_name_is_found_with_what_the_language_joins_to_it(
    language: str, text: str, expected: tuple[str, str]
) -> None:
    assert expected in found(text, language)


@pytest.mark.parametrize(
    ("language", "text", "later"),
    [
        ("en", "Maysar al-Jubarin fled. Police seek Jubarin.", "Jubarin"),
        ("en", "Maysar al-Jubarin fled. Police seek al-Jubarin.", "al-Jubarin"),
        ("es", "Horatio Cartes vendió todo, aunque Cartes manda aún.", "Cartes"),
        ("es", "Horatio Cartes Talvero vendió todo, aunque Cartes manda aún.", "Cartes"),
        ("en", "Kim Jolgun Bokhan resigned. It was said that Kim was ill.", "Kim"),
        ("en", "Kim Jolgun Bokhan resigned. Critics of General Kim rejoiced.", "Kim"),
        ("de", "Andrey Maltovenko floh. Die Konten Maltovenkos sind leer.", "Maltovenkos"),
        ("fr", "Andrey Maltovenko est parti. Les avoirs d'Evguenia et ceux de Maltovenko.", "Maltovenko"),
    ],
)
def test_a_surname_alone_is_found_behind_the_full_name(language: str, text: str, later: str) -> None:
    assert found(text, language)[-1][1] == later


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Horatio Cartes vendió todo. Cartes de amor llegaron."),  # a sentence gives the capital
        ("de", "Horatio Cartes verkaufte alles, und die Cartes waren weg."),  # every noun has one
        ("en", "Kim Jolgun Bokhan met Kim Song Ho and Sun Kim."),
        ("en", "Horatio Cartes met Cartes Brothers."),
        ("en", "Maysar al-Jubarin met Ms Jubar."),
    ],
)
def test_a_short_surname_or_one_that_is_a_word_needs_its_capital_and_nothing_beside_it(
    language: str, text: str
) -> None:
    assert len(found(text, language)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Siergiej Biełorukow przemawiał."),
        ("it", "Sergej Belorukov ha parlato."),
        ("de", "Sergei Belorukow sprach."),
        ("pl", "Dmitrij Sawieljewicz przemawiał."),
        ("it", "Dmitrij Savelevich ha parlato."),
        ("de", "Dmitri Saweljewitsch sprach."),
        ("de", "Andrei Kasjankow sprach."),
        ("de", "Igor Maltosenko sprach."),
        ("fr", "Igor Maltozenko a parlé."),
        ("es", "Maltozenko y Evgueni Guelovski hablaron."),
    ],
)
def test_a_russian_name_is_proposed_as_each_language_writes_it(language: str, text: str) -> None:
    lists = Lists.build(
        [
            copy_of(
                entry("1", "BELORUKOV, Sergey Ivanovich", kind=PERSON),
                entry("2", "SAVELYEVICH, Dmitry", kind=PERSON),
                entry("3", "KASYANKOV, Andrey", kind=PERSON),
                entry("4", "MALTOZENKO, Igor", kind=PERSON),
                entry("5", "GELOVSKY, Evgeniy", kind=PERSON),
            )
        ]
    )
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    assert len(screen(lists, article, Mentions()).listed) == 1


AFRICANS = Lists.build(
    [
        copy_of(
            entry(
                "militia", "MWIBISSA, Guidon Shimibay", kind=PERSON, countries=("Congo, Democratic Republic of the",)
            ),
            entry("general", "TAPFUMARE, Asher Walton", kind=PERSON, countries=("Zimbabwe",)),
            entry("admiral", "NA TCHUMBO, Jose Americo Bubu", kind=PERSON, countries=("Guinea-Bissau",)),
            entry("priest", "NGONDWE, Jean Bosko", kind=PERSON, programmes=("DRC",)),
            entry("chemist", "TALVERIN, Asher Walton", kind=PERSON, countries=("Russia",)),
            entry("smuggler", "MILARD, Abd al-Rahmon", weak=("al-Bijra",), kind=PERSON),
        )
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le milicien Guidon Shimibay a fui.", [("militia", "Guidon Shimibay")]),
        ("El general Walton Tapfumare huyó.", [("general", "Walton Tapfumare")]),
        ("O antigo chefe Bubu Na Tchumbo fugiu.", [("admiral", "Bubu Na Tchumbo")]),
        ("Le père Jean Bosko a parlé.", []),
        ("The chemist Walton Talverin spoke.", []),
        (
            "Abd al-Rahmon Milard, detto Bijra, fu ucciso.",
            [("smuggler", "Abd al-Rahmon Milard"), ("smuggler", "Bijra")],
        ),
        ("Il signor Bijra fu ucciso.", []),
    ],
)
def test_people_are_found_by_the_names_that_they_go_by(text: str, expected: list[tuple[str, str]]) -> None:
    article = Article(paragraphs=(text,), language=Language(code="fr", sure=True))
    assert [(one.entry, one.span.text) for one in screen(AFRICANS, article, Mentions()).listed] == expected


BODIES = Lists.build([copy_of(entry("holding", "Murmana Economic Holdings Limited", weak=("MUEHO",)))])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Murmana Economic Holdings Limited (MEHL) sold jade. Buyers paid MEHL.", 3),
        ("MEHL (Murmana Economic Holdings Limited) sold jade. Buyers paid MEHL.", 3),
        ("Murmana Economic Holdings Limited sold jade. Buyers paid MEHL.", 1),
        ("Murmana Economic Holdings Limited (jade) sold jade.", 1),
        ("Murmana Economic Holdings Limited (UK) sold to the UK.", 1),
        ("MEHL sold jade.", 0),
        ("MUEHO sold jade.", 0),
    ],
)
def test_an_abbreviation_is_found_that_the_text_explains(text: str, expected: int) -> None:
    article = Article(paragraphs=(text,), language=Language(code="en", sure=True))
    assert len(screen(BODIES, article, Mentions()).listed) == expected


def test_an_abbreviation_that_a_list_calls_weak_counts_near_the_country_of_its_entry() -> None:
    lists = Lists.build(
        [copy_of(entry("holding", "Murmana Economic Holdings", weak=("MUEHO",), countries=("Mexico",)))]
    )
    for text, expected in (("En México se vende MUEHO.", 1), ("En México se vende Mueho.", 0)):
        article = Article(paragraphs=(text,), language=Language(code="es", sure=True))
        assert len(screen(lists, article, near_mexico(text)).listed) == expected


def test_three_letters_that_a_list_calls_weak_count_if_news_mean_one_body_by_them() -> None:
    weak = ("DIO", "MQB")
    lists = Lists.build([copy_of(entry("service", "Murmana Security Service", weak=weak, countries=("Mexico",)))])
    for text, expected in (("El DIO llegó a México.", 1), ("El Dio llegó a México.", 0), ("El MQB llegó a México.", 0)):
        article = Article(paragraphs=(text,), language=Language(code="es", sure=True))
        assert len(screen(lists, article, near_mexico(text)).listed) == expected
    alone = Article(paragraphs=("El DIO llegó.",), language=Language(code="es", sure=True))
    assert not screen(lists, alone, Mentions()).listed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("En México fue visto Muhamad Ibrahimi al-Jatib.", 1),
        ("Ayer fue visto Muhamad Jatib.", 0),
        ("En México fue visto Muhamad Jatib.", 1),
        ("En México fue visto Rashid Jatib.", 0),
    ],
)
def test_a_name_of_many_is_proposed_near_a_country_of_its_entry(text: str, expected: int) -> None:
    others = [entry(str(at), f"AL-KHATIB, {given}", kind=PERSON) for at, given in enumerate(_GIVEN)]
    others += [entry(f"of {at}", f"{given}IN, Muhammad", kind=PERSON) for at, given in enumerate(_GIVEN)]
    listed = entry("cook", "AL-KHATIB, Muhammad Ibrahimi", kind=PERSON, countries=("Mexico",))
    lists = Lists.build([copy_of(listed, *others)])
    article = Article(paragraphs=(text,), language=Language(code="es", sure=True))
    mentions = near_mexico(text) if "México" in text else Mentions()
    assert len([one for one in screen(lists, article, mentions).listed if one.entry == "cook"]) == expected


_GIVEN = ("Walid", "Samir", "Fadi", "Ghazi", "Bilal", "Tamim", "Nizar", "Adnan", "Majd", "Qusay")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "On a vu Y. P. Grabovsko à Kaslan.", 0),  # of another given name
        ("fr", "On a vu E. P. Grabovsko à Kaslan.", 1),
        ("fr", "On a vu E. K. Grabovsko à Kaslan.", 0),
        ("fr", "On a vu E. Grabovsko à Kaslan.", 0),
        ("es", "En México se vio a E. Grabovsko.", 1),
        ("es", "En México se vio a I. Grabovsko.", 0),
    ],
)
def test_initials_and_a_surname_are_proposed(language: str, text: str, expected: int) -> None:
    listed = entry("admiral", "GRABOVSKO, Evgeniy Petrovich", kind=PERSON, countries=("Mexico",))
    article = Article(paragraphs=(text,), language=Language(code=language, sure=True))
    mentions = near_mexico(text) if "México" in text else Mentions()
    assert len(screen(Lists.build([copy_of(listed)]), article, mentions).listed) == expected


@pytest.mark.parametrize(
    "text",
    ["Ayer habló Saif al Isran Gadavi.", "Hier, Abdoulmalik al-Joubarine a parlé.", "Hier, Abdel Malik al-Joubarine."],
)
def test_small_words_of_a_name_do_not_part_it_and_a_servant_s_name_may_be_one_word(text: str) -> None:
    listed = (
        entry("son", "QADHAVI, Saif al-Isran", kind=PERSON),
        entry("guard", "AL-JUBARIN, Abdul Malik", kind=PERSON),
    )
    article = Article(paragraphs=(text,), language=Language(code="fr", sure=True))
    assert len(screen(Lists.build([copy_of(*listed)]), article, Mentions()).listed) == 1


def test_a_ship_whose_other_name_stands_in_brackets_is_found_by_either() -> None:
    lists = Lists.build([copy_of(entry("ship", "Kang Gyelon (Pi Ryu Gangol)", kind=ListedKind.VESSEL))])
    for text in ("The freighter Pi Ryu Gangol sank.", "The freighter Kang Gyelon sank."):
        article = Article(paragraphs=(text,), language=Language(code="en", sure=True))
        assert len(screen(lists, article, Mentions()).listed) == 1

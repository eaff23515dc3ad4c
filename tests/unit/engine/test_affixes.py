"""One base form a language finds its inflections, and leaves alone the words that only look like them."""

from __future__ import annotations

import pytest

from monitor.engine.terms import term_problems

# language → (terms, words that they find, words that they must not find)
WORDS = {
    "en": (
        ("mercenary",),
        "mercenary mercenaries MERCENARY Mercenaries mercenary's mercenaries’",
        "mercy Mercedes merchant merchants mercerised mercenariness commercenary",
    ),
    "de": (
        ("*söldner",),
        (
            "Söldner Söldnern Söldners SÖLDNER Soeldner SOELDNERN Söldnergruppe Söldnertruppen Elitesöldner "
            "Ex-Söldner Wagner-Söldner Söldnerführers Fremdsöldnern"
        ),
        "Sold Soldat Soldaten Sölden Söder Solde besoldet Soldner",
    ),
    "fr": (("mercenaire",), "mercenaire mercenaires MERCENAIRES d'mercenaires", "mercredi merci mercerie mercenariat"),
    "es": (
        ("mercenario",),
        "mercenario mercenarios mercenaria mercenarias MERCENARIOS",
        "mercado mercancía mercenarismo mercería",
    ),
    "pt": (
        ("mercenário",),
        "mercenário mercenários mercenária mercenárias MERCENÁRIO mercenarios",
        "mercado mercadoria mercê mercearia",
    ),
    "it": (("mercenario",), "mercenario mercenari mercenaria mercenarie MERCENARI", "mercato merceria mercoledì merce"),
    "ru": (
        ("наёмник",),
        "наёмник наемник наёмника наёмники наёмников наёмникам наёмниками НАЁМНИКАХ",
        "найм наём наёмный наёмная наёмного наниматель наемнический",
    ),
    "uk": (
        ("найманець", "найманц*"),
        "найманець найманця найманці найманців найманцям найманцями НАЙМАНЦЯХ",
        "найм наймати найманий наймана найменший",
    ),
    "pl": (
        ("najemnik",),
        "najemnik najemnika najemnicy najemników najemnikom najemnikami NAJEMNIKACH najemniku",
        "najem najemca najemcy najemne najemnego",
    ),
    "tr": (
        ("paralı asker",),
        "paralı asker|paralı askerler|paralı askerlerin|PARALI ASKERLERİ|Paralı Askerlere|paralı askerlerden",
        "paralı yol|paralel asker|parasız asker|asker paralı|paralılar asker",
    ),
    "fa": (
        ("مزدور",),
        "مزدور مزدوران مزدورها مزدور\u200cها مزدورهای مزدورانی مزدورم مزدوری",
        "مزدوج مزد دور مزدورخانه نامزدور",
    ),
    "ar": (
        ("مرتزق", "مرتزقة"),
        (
            "مرتزق مرتزقة المرتزقة والمرتزقة بالمرتزقة للمرتزقة ومرتزقة لمرتزقة مرتزقته مرتزقتهم المرتزقين مُرْتَزِقَة "
            "وبالمرتزقة كالمرتزقة فالمرتزقة المـرتـزقة المرتزقه"
        ),
        "رزق ارتزق مرتز مركزة يرتزق مرتزقةxy استرزق",
    ),
    "zh": (("雇佣兵", "僱傭兵"), "雇佣兵 外国雇佣兵 雇佣兵团 僱傭兵", "雇佣合同 雇佣 佣兵"),
}


def words_of(written):
    return written.split("|") if "|" in written else written.split()


@pytest.mark.parametrize(
    ("language", "word"), [(lang, word) for lang, (_, forms, _) in WORDS.items() for word in words_of(forms)]
)
def test_a_base_form_finds_its_inflections(found, language, word):
    assert any(found(term, f"… {word}, …", language) for term in WORDS[language][0])


@pytest.mark.parametrize(
    ("language", "word"), [(lang, word) for lang, (_, _, misses) in WORDS.items() for word in words_of(misses)]
)
def test_a_base_form_leaves_near_misses_alone(found, language, word):
    assert not any(found(term, f"… {word}, …", language) for term in WORDS[language][0])


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("es", "sanción", "sanciones"),
        ("pt", "eleição", "eleições"),
        ("it", "sanzione", "sanzioni"),
        ("it", "banca", "banche"),
        ("ru", "санкция", "санкциями"),
        ("ru", "частная компания", "частной компании"),
        ("ru", "иностранный боевик", "иностранных боевиков"),
        ("uk", "санкція", "санкціями"),
        ("pl", "bojówka", "bojówce"),
        ("ar", "القوات الأجنبية", "للقوات الأجنبية"),
        ("ar", "القوات الأجنبية", "والقوات الأجنبية"),
        ("ar", "دولة", "دولتهم"),
        ("en", "army", "armies"),
        ("de", "Kämpfer", "Kämpfern"),
        ("de", "Kämpfer", "Kaempfer"),
        ("any", "Wagner", "Wagner's"),
        ("any", "Вагнер", "Вагнером"),
        ("any", "فاغنر", "وفاغنر"),
        ("any", "瓦格纳", "瓦格纳集团"),
    ],
)
def test_stems_are_cut_by_language(found, language, term, text):
    assert found(term, text, language)


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("de", "Wahl", "wählen"),
        ("de", "Söldner", "Exsöldner"),
        ("ru", "чужое", "чужд"),
        ("es", "paz", "pa"),
        ("ar", "القوات", "قوات"),
        ("en", "way", "waies"),
        ("en", "play", "plaies"),
        ("any", "Wagner", "Wagnerian"),
        ("any", "army", "armies"),
        ("ru", "бой", "бойкот"),
        ("de", "Abzug zu Land", "Abzug zuletzt Land"),
        ("pt", "missão", "miss"),
        ("tr", "uçak", "uçağ"),
        ("ar", "رئيس", "الرئيسية"),
    ],
)
def test_what_a_class_does_not_allow_is_no_hit(found, language, term, text):
    assert not found(term, text, language)


@pytest.mark.parametrize(
    ("language", "term", "warned"),
    [
        ("ru", "часть", False),  # endings of cases only
        ("ru", "удар", False),
        ("ru", "уд*", True),
        ("pl", "siła", False),
        ("de", "Wahl", True),
        ("tr", "ordu", True),
        ("en", "army", False),
        ("en", "arm*", True),
        ("ru", "удары", False),
    ],
)
def test_a_short_stem_is_warned_of_where_any_letters_may_follow_it(language, term, warned):
    codes = [problem.code for problem in term_problems(term, language)]
    assert ("W-short-term" in codes or "E-short-term" in codes) is warned

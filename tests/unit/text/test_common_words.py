"""Common words tell a language only where nothing speaks against it."""

import json

import pytest

from monitor.text.common_words import told_by_words
from monitor.text.script import main_script
from monitor.text.tables import table
from tests.unit.text.test_language import ALL, BULGARIAN, DUTCH, ENGLISH, JAPANESE, NTREX, ROMANIAN, SWEDISH

GERMAN = (
    "Der Gesandte sagte dem Rat am Montag, dass noch immer mehrere hundert Kämpfer im Süden des Landes seien. Zwei "
    "Botschafter antworteten, sie wollten auf den Bericht warten, der für den Juni versprochen wurde."
)
RUSSIAN = (
    "Посланник сообщил, что на юге страны ещё остаются несколько сотен бойцов, которые не назвали дату ухода. Он "
    "сказал это на заседании, после чего два дипломата ответили, что будут ждать доклад."
)
CHINESE = "特使周一对安理会说，数百名战斗人员仍在该国南部，他们还没有说明何时离开。两位大使表示，他们会等到六月的报告。"
CATALAN = (
    "L'enviat va dir dilluns al consell que diversos centenars de combatents encara són al sud del país. Va afegir que "
    "no s'ha fixat cap data perquè marxin, i dos ambaixadors van respondre que esperaran l'informe."
)
SERBIAN = (
    "Изасланик је рекао у понедељак да се на југу земље још налази неколико стотина бораца и да није одређен датум "
    "када ће они отићи. Двојица амбасадора су одговорила да ће сачекати извештај."
)


def _told(text: str, declared: str | None = None) -> str | None:
    return told_by_words(text, main_script(text).script, declared=declared)


@pytest.mark.parametrize(
    ("text", "code"), [(ENGLISH, "en"), (GERMAN, "de"), (RUSSIAN, "ru"), (CHINESE, "zh")], ids=["en", "de", "ru", "zh"]
)
@pytest.mark.parametrize("declared", ["right", "wrong", None])
def test_some_sentences_are_told_whatever_is_declared(text: str, code: str, declared: str | None):
    assert _told(text, {"right": code, "wrong": "tr"}.get(declared or "")) == code


@pytest.mark.parametrize("declared", [None, *ALL])
@pytest.mark.parametrize(
    "text",
    [DUTCH, SWEDISH, ROMANIAN, JAPANESE, BULGARIAN, CATALAN, SERBIAN],
    ids=["nl", "sv", "ro", "ja", "bg", "ca", "sr"],
)
def test_a_neighbouring_language_is_never_taken_for_one_of_ours(text: str, declared: str | None):
    assert _told(text, declared) is None


@pytest.mark.parametrize("text", [DUTCH, SWEDISH, ROMANIAN, BULGARIAN], ids=["nl", "sv", "ro", "bg"])
def test_a_neighbouring_language_is_not_told_where_it_is_declared_either(text: str):
    assert [_told(text, declared) for declared in ("nl", "da", "sv", "ro", "bg", "mk")] == [None] * 6


@pytest.mark.parametrize("declared", [None, "en", "de"])
def test_a_text_of_two_languages_is_not_told(declared: str | None):
    assert _told(f"{ENGLISH} {GERMAN}", declared) is None
    assert _told(f"{ENGLISH} {GERMAN} {ENGLISH}"[:500], declared) is None


def test_words_of_one_language_among_text_without_spaces_are_not_enough():
    assert _told(f"{ENGLISH[:250]}\n{CHINESE * 5}\n{ENGLISH[-100:]}", "en") is None


def test_a_list_of_names_at_the_end_is_not_told():
    names = ", ".join(f"Ossip Brennock {number}" for number in range(40))
    assert _told(f"{ENGLISH} {names}", "en") is None


def test_few_words_tell_only_what_is_declared():
    text = "The envoy said on Monday that talks had stopped; two ambassadors would wait for a report."
    assert _told(text, "en") == "en"
    assert _told(text) is None


@pytest.mark.parametrize("text", ["", " ", "the", "12345", "\n\n"])
def test_nothing_is_told_of_next_to_nothing(text: str):
    assert _told(text, "en") is None


def test_a_word_that_tells_its_language_is_listed_for_no_other():
    kinds = table("common_words.yaml")
    told = [(word, code) for code, words in kinds["told"].items() for word in words]
    others = {word for kind in ("shared", "others") for words in kinds[kind].values() for word in words}
    assert len(dict(told)) == len(told)
    assert not others & dict(told).keys()
    assert kinds["told"].keys() == set(ALL)


def test_of_four_sentences_nine_in_ten_are_told_and_every_one_right():
    if not NTREX.exists():
        pytest.skip("needs ../shared/data/ntrex beside the repository")
    told = right = documents = 0
    for path in sorted(NTREX.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found = _told(" ".join(json.loads(line)["text"].split("\n")[1:5]), path.stem)
            documents, told, right = documents + 1, told + (found is not None), right + (found == path.stem)
    assert right == told
    assert told >= 0.9 * documents

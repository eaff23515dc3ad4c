"""Languages are told apart, and a language nobody asked for is unknown."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text import identify

ALL = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "ar", "tr", "fa", "pl", "zh")
NTREX = Path(__file__).parents[4] / "shared" / "data" / "ntrex"

ENGLISH = (
    "The envoy told the council on Monday that several hundred fighters were still in the south of the country. "
    "He said that no date had been set for them to leave, and asked the members to speak with one voice. "
    "Two ambassadors answered that they would wait for the report which the secretariat had promised for June."
)
DUTCH = (
    "De gezant zei maandag tegen de raad dat enkele honderden strijders zich nog steeds in het zuiden van het land "
    "bevinden. Volgens hem is er geen datum vastgesteld waarop zij moeten vertrekken. Twee ambassadeurs antwoordden "
    "dat zij zouden wachten op het rapport dat het secretariaat voor juni had beloofd."
)
SWEDISH = (
    "Sändebudet sade till rådet på måndagen att flera hundra soldater fortfarande finns kvar i landets södra delar. "
    "Han sade att inget datum har bestämts för när de ska lämna och bad medlemmarna att tala med en röst. Två "
    "ambassadörer svarade att de väntar på rapporten som sekretariatet har lovat till juni."
)
ROMANIAN = (
    "Trimisul a declarat luni în fața consiliului că mai multe sute de luptători se află încă în sudul țării. El a "
    "spus că nu a fost stabilită nicio dată pentru plecarea lor și le-a cerut membrilor să vorbească pe o singură "
    "voce. Doi ambasadori au răspuns că vor aștepta raportul promis de secretariat pentru luna iunie."
)
JAPANESE = (
    "特使は月曜日、数百人の戦闘員がまだ国の南部にいると安全保障理事会に伝えた。撤退の日程は決まっていないという。" * 2
)
BULGARIAN = (
    "Пратеникът заяви пред съвета в понеделник, че няколкостотин бойци все още се намират в южната част на страната. "
    "Той каза, че не е определена дата за тяхното изтегляне, и призова членовете да говорят с един глас. Двама "
    "посланици отговориха, че ще изчакат доклада, който секретариатът обеща за юни."
)


def test_a_body_in_a_configured_language_is_sure():
    found = identify(ENGLISH, declared=None, languages=ALL)
    assert (found.code, found.sure) == ("en", True)


@pytest.mark.parametrize("text", [DUTCH, SWEDISH, ROMANIAN, JAPANESE, BULGARIAN], ids=["nl", "sv", "ro", "ja", "bg"])
def test_a_body_in_another_language_is_unknown_whatever_the_feed_declares(text):
    for declared in (None, "en", "ru"):
        found = identify(text, declared=declared, languages=ALL)
        assert (found.code, found.sure) == (None, False)


def test_a_script_that_no_configured_language_uses_is_unknown():
    russian = "Посланник заявил, что бойцы остаются на юге страны."
    assert identify(russian, declared="en", languages=("en", "de")).code is None
    assert identify(russian, declared=None, languages=("en", "ru")).code == "ru"


def test_a_short_text_follows_the_declared_language_when_it_is_close():
    assert identify("Killer storm in Texas", declared="en-US", languages=ALL).code == "en"
    assert identify("Macron in Berlin", declared="de", languages=ALL).code == "de"
    assert identify("Macron in Berlin", declared="ru", languages=ALL).code != "ru"


def test_a_short_text_alone_is_never_sure():
    assert not identify("Troops leave the port", declared=None, languages=ALL).sure
    assert identify("Troops leave the port tonight", declared="en", languages=ALL).sure


def test_a_short_text_in_a_declared_language_that_is_not_configured_is_unknown():
    assert identify("Soldaten verlaten de haven vannacht", declared="nl", languages=ALL).code is None


def test_a_text_of_two_languages_is_not_sure():
    german = "Der Gesandte sagte dem Rat am Montag, dass noch immer mehrere hundert Kämpfer im Süden des Landes seien. "
    assert not identify(ENGLISH * 4 + german * 8, declared=None, languages=ALL).sure
    arabic = "قال المبعوث إن المقاتلين ما زالوا في جنوب البلاد ولم يحدد موعد لرحيلهم بعد. " * 3
    assert not identify(ENGLISH + arabic, declared=None, languages=ALL).sure


@pytest.mark.parametrize("text", ["", "   ", "12345 !!", "🙂🙂"])
def test_a_text_without_letters_is_unknown(text):
    assert identify(text, declared="en", languages=ALL).code is None


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200), st.none() | st.text(max_size=6))
def test_any_text_gives_a_configured_language_or_unknown(text, declared):
    assert identify(text, declared=declared, languages=("en", "ar")).code in {"en", "ar", None}


def _documents():
    if not NTREX.exists():
        pytest.skip("needs ../shared/data/ntrex beside the repository")
    for path in sorted(NTREX.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield path.stem, json.loads(line)["text"]


def test_every_ntrex_body_and_99_of_100_headlines_are_told_right():
    documents = list(_documents())
    bodies = [identify(text, declared=None, languages=ALL).code == code for code, text in documents[::3]]
    assert all(bodies)
    heads = [identify(text.split("\n")[0], declared=None, languages=ALL).code == code for code, text in documents]
    assert sum(heads) / len(heads) >= 0.99


def test_ntrex_bodies_in_a_language_that_is_left_out_are_unknown():
    for code, text in list(_documents())[::17]:
        others = tuple(language for language in ALL if language != code)
        assert identify(text, declared=None, languages=others).code is None

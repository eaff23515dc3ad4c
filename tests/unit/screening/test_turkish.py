"""Listed people as Turkish spells them, by rule and not by lists of names."""

import pytest

from monitor.model.listing import ListedKind
from monitor.screening import Lists
from monitor.screening.respelling import respelled
from tests.unit.screening.listed import listed_in
from tests.unit.screening.test_screen import copy_of, entry

PERSON = ListedKind.PERSON
LISTS = Lists.build(
    [
        copy_of(
            entry("jafarzadeh", "JAFARZADEH, Sadegh", kind=PERSON, countries=("Iran",)),
            entry("zarqani", "AL-ZARQANI, Shamsuddin", kind=PERSON, countries=("Iraq",)),
            entry("qadiri", "QADIRI, Abdul Rahim", kind=PERSON, countries=("Syria",)),
            entry("javadi", "JAVADIPUR, Mohammad Karimoddin", kind=PERSON, countries=("Iran",)),
            entry("khalkhali", "KHALKHALI, Ahmad-Reza", kind=PERSON, countries=("Iran",)),
            entry("khalil", "HAQQANDI, Khalil", kind=PERSON, countries=("Afghanistan",)),
            entry("jalil", "HAQQANDI, Jalil", kind=PERSON, countries=("Afghanistan",)),
            entry("baghdadi", "AL-BAGHDADI, Zubayr", kind=PERSON, countries=("Iraq",)),
            entry("asma", "AL-ASSAD, Asma", kind=PERSON, countries=("Syria",)),
            entry("bashar", "AL-ASSAD, Bashar", kind=PERSON, countries=("Syria",)),
            entry("zhurakov", "ZHURAKEEV, Vsevolod", kind=PERSON, countries=("Russia",)),
        )
    ]
)


def found(text: str, language: str = "tr") -> list[tuple[str, str]]:
    return listed_in(LISTS, text, language)


@pytest.mark.parametrize(
    ("text", "entry_id", "name"),
    [
        ("Toplantıya Sadık Caferzade de katıldı.", "jafarzadeh", "Sadık Caferzade"),
        ("Sadık Caferzade'nin evi arandı.", "jafarzadeh", "Sadık Caferzade'nin"),
        ("Kayıtta Şemseddin ez-Zerkani konuşuyor.", "zarqani", "Şemseddin ez-Zerkani"),
        ("Suriye'de Abdurrahim Kadiri gözaltına alındı.", "qadiri", "Abdurrahim Kadiri"),
        ("Bakan Kerimüddin Cevadipur istifa etti.", "javadi", "Kerimüddin Cevadipur"),
        ("General Ahmed Rıza Halhali öldü.", "khalkhali", "Ahmed Rıza Halhali"),
        ("Zübeyr el-Bağdadi öldürüldü.", "baghdadi", "Zübeyr el-Bağdadi"),
        ("Esma Esed'in servetine el kondu.", "asma", "Esma Esed"),
        ("Moskova'da Vsevolod Jurakeyev konuştu.", "zhurakov", "Vsevolod Jurakeyev"),
    ],
)
def test_turkish_letters_sound_as_they_do_in_turkish(text: str, entry_id: str, name: str) -> None:
    assert found(text) == [(entry_id, name)]


def test_an_h_is_rather_kh_than_the_j_of_spanish() -> None:
    assert found("Kabil'de Halil Hakkandi konuştu.") == [("khalil", "Halil Hakkandi")]
    assert found("Kabil'de Celil Hakkandi konuştu.") == [("jalil", "Celil Hakkandi")]


def test_the_same_letters_stand_for_others_in_other_languages() -> None:
    assert found("Gegen Sadik Caferzade wird ermittelt.", "de") == []


@pytest.mark.parametrize("text", ["İzzeddin el-Kassam", "Abdüsselam ez-Zevahiri'nin", "Şah Khamenei", "", "çığ ÖĞÜT"])
def test_a_respelled_text_is_as_long_as_it_was(text: str) -> None:
    assert len(respelled(text, "tr")) == len(text)

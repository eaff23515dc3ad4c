"""Screening with all real lists loaded: precision, recall, and those of whom the lists say so or say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import screening as benchmark
from monitor import screening
from monitor.screening.known_as import known_as

SHARED = Path(__file__).parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not (SHARED / "sanctions" / "ofac").exists(), reason="the real lists of ../shared/data/sanctions are not here"
)


@pytest.fixture(scope="module")
def screener() -> benchmark.Screener:
    return benchmark.screener()


@pytest.mark.long
def test_hardly_anything_is_found_in_texts_that_name_nobody_listed(screener) -> None:
    places = {(number, hit.span.start) for number, hit in benchmark.council()}
    assert len(places) <= benchmark.MOST_FALSE


def test_labelled_sentences_in_six_languages_come_out_as_labelled(screener) -> None:
    score = benchmark.sentences()
    assert score.expected > 200
    assert score.recall >= benchmark.LEAST
    assert score.precision >= benchmark.LEAST


def test_sentences_about_entries_drawn_at_random_come_out_as_labelled(screener) -> None:
    score = benchmark.sentences("drawn", "drawn_who")
    assert score.expected > 120
    assert score.recall >= benchmark.LEAST
    assert score.precision >= 0.97


@pytest.mark.parametrize(
    ("text", "language", "lists"),
    [
        ("Fighters of the Wagner Group left Kidal.", "en", {"ofac", "eu"}),
        ("Sergei Shoigu flew to Tehran.", "en", {"ofac", "eu"}),
        ("По словам Дмитрия Пескова, встречи не будет.", "ru", {"ofac", "eu"}),
        ("Vizeminister Junus-bek Jewkurow kam nach Bengasi.", "de", {"ofac", "eu"}),
    ],
)
def test_whom_the_seeds_name_is_listed_where_the_lists_have_him(screener, text, language, lists) -> None:
    hits = screener.screen(text, language)
    assert lists <= {hit.list for hit in hits}
    assert all(hit.programmes and hit.as_of and hit.because for hit in hits)
    assert all(hit.since or hit.on_list_by for hit in hits)


def test_every_settled_name_is_of_somebody_on_a_list_and_of_people_or_bodies_alone(screener) -> None:
    owners = {name: screener.lists.named(name) for name in known_as()}
    assert [name for name, own in owners.items() if not own] == []
    assert [name for name, own in owners.items() if len({one.listing.kind for one in own}) > 1] == []


def test_wagner_is_listed_with_the_programmes_of_each_list(screener) -> None:
    hits = screener.screen("Fighters of the Wagner Group left Kidal.", "en")
    programmes = {hit.list: set(hit.programmes) for hit in hits if hit.entry in {"22543", "132563"}}
    assert programmes["ofac"] >= {"TCO", "CAR", "RUSSIA-EO14024"}
    assert programmes["eu"]


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [
        ("Gazprom's head Alexey Miller flew to Tehran.", "en", "MILLER"),
        ("Сулейман Керимов приехал в Дербент.", "ru", "KERIMOV"),
        ("Марія Львова-Бєлова говорила з дітьми.", "uk", "LVOVA-BELOVA"),
        ("Wagner'e bağlı savaşçılar kışlayı boşalttı.", "tr", "WAGNER"),
    ],
)
def test_common_and_foreign_names_do_not_hide_whom_news_mean(screener, text, language, family) -> None:
    assert any(family in hit.name.upper() for hit in screener.screen(text, language) if hit.list == "ofac")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Arthur Miller wrote the play in six weeks.", "en"),
        ("Alexander Miller spielt ab Sommer in Graz.", "de"),
        ("Ali Saleh won the race in Doha.", "en"),
    ],
)
def test_who_only_shares_a_common_name_is_left_alone(screener, text, language) -> None:
    assert not screener.screen(text, language)


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("Khalifa Haftar received a guest in Benghazi.", "en", "khalifa-haftar"),
        ("The Rapid Support Forces shelled El Fasher.", "en", "rapid-support-forces"),
        ("Халифа Хафтар принял гостя.", "ru", "khalifa-haftar"),
        ("Blackwater guards opened fire in 2007.", "en", "blackwater"),
    ],
)
def test_who_is_on_none_of_the_lists_is_said_to_be_with_the_date(screener, text, language, who) -> None:
    article, mentions = screener.mentions(text, language)
    found = screening.screen(screener.lists, article, mentions, names_of=screener.gazetteer.names_of)
    (none,) = [one for one in found.not_listed if one.id == who]
    assert none.as_of == screener.lists.as_of
    assert found.listed == ()


SEEDS = SHARED.parent / "seeds"


@pytest.mark.skipif(not SEEDS.exists(), reason="the seeds of ../shared/seeds are not here")
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_seeds_say_who_is_listed_and_who_is_not(screener, language) -> None:
    (text,) = [
        seed
        for seed in (path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt"))
        if ("Haftar trifft" in seed) is (language == "de")
    ]
    article, mentions = screener.mentions(text, language)
    found = screening.screen(screener.lists, article, mentions, names_of=screener.gazetteer.names_of)
    entries = {(one.list, one.entry) for one in found.listed}
    assert entries >= {("ofac", "22543"), ("ofac", "35173"), ("ofac", "35320"), ("ofac", "35171")}, "Wagner and three"
    assert entries >= {("eu", "132563"), ("eu", "152064")}, "Wagner stands on the EU's list under two regimes"
    assert all(one.programmes and one.as_of for one in found.listed)
    assert "khalifa-haftar" in {one.id for one in found.not_listed}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Muhammed Ali Caferi'nin sözleri ajanslara düştü.", "JAFARI"),
        ("Toplantıya Emir Ali Hacızade de katıldı.", "HAJIZADEH"),
        ("Eymen ez-Zevahiri'ye ait ses kaydı yayımlandı.", "ZAWAHIRI"),
        ("Ziyad en-Nahale'nin heyeti Kahire'ye gitti.", "NAKHALAH"),
        ("Mahir Esed ülkeyi terk etti.", "ASSAD"),
        ("Saldırıdan Leşker-i Tayyibe'yi sorumlu tuttular.", "LASHKAR"),
        ("Siparişi Savunma Sanayii Başkanlığı verdi.", "PRESIDENCY"),
        ("Tersane Birleşik Gemi İnşa Kurumu'na bağlı.", "SHIPBUILDING"),
    ],
)
def test_turkish_news_name_people_and_bodies_in_turkish_spelling(screener, text, word) -> None:
    assert any(word in hit.name.upper() for hit in screener.screen(text, "tr") if hit.list.startswith("ofac"))


@pytest.mark.parametrize(
    "text",
    [
        "Mehmet Hicazi adlı öğrenci sınavı kazandı.",
        "Ebu Ubeyde bin Cerrah Camii ibadete açıldı.",
        "Hafız Said Efendi mevlit okudu.",
        "Cemil Hasan emekli öğretmendi.",
        "Kalaşnikov marka tüfek ele geçirildi.",
        "Sahada kudüs hurması ve bozkurt heykeli vardı.",
        "Gazi Hamad ile Faruk Yıldız aynı mahallede büyüdü.",
        "Mehmet Caferi fırın işletiyor.",
        "Mahmud Zahir kitapçı açtı.",
        "Ayşe Hakkani resim sergisi açtı.",
        "İbrahim Çadırcı muhtar seçildi.",
        "Esma Eser romanını tanıttı.",
    ],
)
def test_unlisted_people_of_turkish_news_stay_unnamed(screener, text) -> None:
    assert [hit.name for hit in screener.screen(text, "tr")] == []

"""What Turkish news call whom the real lists of ../shared have (`known_as_turkish.yaml`), and whom they do not mean."""

from pathlib import Path

import pytest

from benchmarks import screening as benchmark

SHARED = Path(__file__).parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not (SHARED / "sanctions" / "ofac").exists(), reason="the real lists of ../shared/data/sanctions are not here"
)


@pytest.fixture(scope="module")
def screener() -> benchmark.Screener:
    return benchmark.screener()


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
        "Muhammed Hicazi adlı öğrenci sınavı kazandı.",
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

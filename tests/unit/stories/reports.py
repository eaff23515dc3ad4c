"""Short reports of made-up events in several languages, with the names that the shipped gazetteer knows."""

from __future__ import annotations

from monitor import context
from monitor.model import Article, Fingerprint, Language
from monitor.stories import fingerprint
from tests.shipped_names import shipped_names

# One event: a convoy of 47 lorries, stopped at a bridge by a Colonel Tamburini and a Mayor Drobnjak.
CONVOY = {
    "en": (
        "Convoy stopped at bridge near Derna",
        (
            "A convoy of 47 lorries was stopped on a bridge outside Derna, said Colonel Marek Tamburini. Khalifa "
            "Haftar had promised free passage, and the town's guest, Mayor Goran Drobnjak, counted 1,260 sacks."
        ),
    ),
    "de": (
        "Konvoi an Brücke bei Derna gestoppt",
        (
            "Auf einer Brücke vor Derna ist ein Konvoi aus 47 Lastwagen aufgehalten worden, wie Oberst Marek Tamburini "
            "mitteilte. Chalifa Haftar hatte freie Fahrt zugesagt; Bürgermeister Goran Drobnjak zählte 1.260 Säcke."
        ),
    ),
    "ru": (
        "Колонну остановили у моста близ Дерны",
        (
            "Колонну из 47 грузовиков остановили на мосту у Дерны, сообщил полковник Марек Тамбурини. Халифа Хафтар "
            "обещал свободный проезд, а мэр Горан Дробняк насчитал 1260 мешков зерна."
        ),
    ),
    "ar": (
        "إيقاف قافلة عند جسر قرب درنة",
        (
            "أوقفت قافلة من ٤٧ شاحنة على جسر قرب درنة بحسب العقيد ماريك تامبوريني. وكان خليفة حفتر قد وعد بحرية "
            "المرور، وأحصى العمدة غوران دروبنياك ١٢٦٠ كيسا من الحبوب."
        ),
    ),
    "zh": (
        "德尔纳附近车队在桥上被拦",
        "塔姆布里尼上校说，由47辆卡车组成的车队在德尔纳城外的桥上被拦下。哈夫塔尔曾许诺放行，来访的市长德罗布尼亚克点了1260袋粮食。",
    ),
}
# Another event with the same general and the same town.
CLINIC = {
    "en": (
        "Clinic reopens in Derna",
        (
            "A clinic with 85 beds has reopened in Derna after 14 months, its director Selma Birkeland said. A letter "
            "by Khalifa Haftar was read out, and the surgeon Pavel Zaruba thanked 312 donors."
        ),
    ),
    "fr": (
        "Une clinique rouvre à Derna",
        (
            "Une clinique de 85 lits a rouvert à Derna au bout de 14 mois, selon sa directrice Selma Birkeland. Une "
            "lettre de Khalifa Haftar a été lue, et le chirurgien Pavel Zaruba a remercié 312 donateurs."
        ),
    ),
}


def gazetteer() -> context.Gazetteer:
    """The shipped names."""
    return shipped_names()


def report(texts: dict[str, tuple[str, str]], language: str, *, number: int = 1) -> Article:
    """A report of an event in a language."""
    title, body = texts[language]
    return Article(id=number, title=title, paragraphs=(title, body), language=Language(code=language, sure=True))


def printed(article: Article) -> Fingerprint:
    """Its fingerprint, with the shipped names."""
    return fingerprint(article, gazetteer().find(article))

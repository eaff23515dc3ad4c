"""Made-up feeds for measuring: RSS in the shapes of news sites, in five languages of four scripts.

Comes in: a shape and a number. Goes out: the feed's bytes, the same for the same number. Sentences are put together
from phrases, a different number, name and place in each, so that no two articles are alike; one article in forty
reports what the shipped rules look for. Half of the feeds write markup in CDATA, half escape it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

TELLING = 40  # one article in so many reports something that the shipped rules ask for
LANGUAGES = ("en", "ru", "en", "de", "en", "zh", "en", "ru", "ar", "en")
DATE = "%a, %d %b %Y %H:%M:%S +0000"


@dataclass(frozen=True, slots=True)
class Shape:
    """How many items, and how many bytes of full text each; none means a summary alone."""

    name: str
    items: int
    full: int


SHAPES = (Shape("RSS 20 summaries", 20, 0), Shape("RSS 20 full", 20, 3000), Shape("RSS 50 full", 50, 3000))

_NAMES = {
    "en": ["Marsh", "Colby", "Whitlow", "Farrant", "Osborn", "Tilney", "Peverell", "Strand", "Haddow", "Quill"],
    "de": ["Ahrens", "Bierbaum", "Dorner", "Fichtel", "Kessling", "Lohmer", "Nagold", "Seebach", "Tauber", "Wiegand"],
    "ru": ["Лаптев", "Носков", "Гребнев", "Рябинин", "Зимин", "Сафонов", "Дроздов", "Чалов", "Бережной", "Крылов"],
    "zh": ["李成明", "王立国", "张海峰", "陈世安", "刘永康", "赵文博", "周庆林", "吴建华"],
    "ar": ["الخالدي", "العمري", "الشامي", "الحداد", "السعدي", "النجار", "البكري", "الزهراني"],
}
_PLACES = {
    "en": [
        "Ashford",
        "Brennock",
        "Calder",
        "Dunmore",
        "Easterly",
        "Farrow",
        "Greystone",
        "Hartwell",
        "Inverley",
        "Kelso",
        "Larkhill",
        "Morvale",
    ],
    "de": [
        "Altenfurt",
        "Birkenau",
        "Dornbach",
        "Elmstein",
        "Friedheim",
        "Grünau",
        "Hohenried",
        "Kaltental",
        "Lindhorst",
        "Mühlberg",
    ],
    "ru": [
        "Берёзовск",
        "Ольховка",
        "Заречье",
        "Каменка",
        "Липовец",
        "Новосёлки",
        "Подгорье",
        "Снежное",
        "Тихвино",
        "Яблоново",
    ],
    "zh": ["东林", "西河", "南岭", "北湾", "青石", "白沙", "长桥", "平安"],
    "ar": ["الوادي", "الجديدة", "السهل", "المنارة", "القصبة", "الربوة", "العين", "التلال"],
}
_SENTENCES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "The council of {place} said on Monday that {n} households would get new water meters before the winter.",
        "{name}, who has led the harbour office since last spring, told reporters that work on the pier was late.",
        "Prices for grain rose by {n} cents a bushel after two weeks of rain along the coast, traders said.",
        "About {n} people took part in the march through the old town, and the police spoke of a calm afternoon.",
        "A spokesman for the railway said that trains between {place} and the capital would run again by Friday.",
        "Doctors at the clinic in {place} have treated {n} patients since the fever was first seen there in March.",
        "The central bank left its rate as it was, although {name} had argued for a step of a quarter of a point.",
        "Investors had expected the company to sell its shipyard near {place}, which employs {n} workers.",
        "In the second half the visitors scored twice, and {name} kept the score level with a late save.",
        "The ministry will publish the results of the survey of {n} schools next week, an official said.",
    ),
    "de": (
        "Der Stadtrat von {place} hat am Montag beschlossen, {n} Wohnungen an das neue Wärmenetz anzuschließen.",
        "{name}, seit dem Frühjahr Leiter des Hafenamts, sprach von Verzögerungen beim Bau der Brücke.",
        "Die Preise für Getreide stiegen um {n} Cent, nachdem es zwei Wochen lang geregnet hatte.",
        "Rund {n} Menschen zogen durch die Altstadt, die Polizei meldete einen ruhigen Nachmittag.",
        "Zwischen {place} und der Hauptstadt fahren die Züge nach Angaben der Bahn ab Freitag wieder.",
        "In der zweiten Halbzeit trafen die Gäste zweimal, {name} hielt den Punkt mit einer Parade fest.",
        "Das Ministerium will die Ergebnisse der Umfrage an {n} Schulen in der nächsten Woche vorlegen.",
    ),
    "ru": (
        "Совет города {place} сообщил в понедельник, что {n} домов подключат к новой сети до зимы.",
        "{name}, который с весны руководит портом, рассказал журналистам о задержке ремонта причала.",
        "Цены на зерно выросли на {n} рублей после двух недель дождей на побережье, говорят торговцы.",
        "В шествии по старому городу приняли участие около {n} человек, день прошёл спокойно.",
        "Поезда между городом {place} и столицей снова пойдут в пятницу, сказал представитель дороги.",
        "Во втором тайме гости забили дважды, а {name} спас команду в последнюю минуту.",
        "Министерство опубликует итоги опроса в {n} школах на следующей неделе.",
    ),
    "zh": (
        "{place}市政府周一表示，将在冬季之前为{n}户家庭更换水表。",
        "自去年春天起担任港务局局长的{name}对记者说，码头的修复工程有所推迟。",
        "由于沿海地区连续两周降雨，粮食价格上涨了{n}元。",
        "大约{n}人参加了老城区的游行，警方说当天下午情况平静。",
        "铁路部门发言人说，{place}至首都的列车将于周五恢复运行。",
        "教育部将于下周公布对{n}所学校的调查结果。",
    ),
    "ar": (
        "أعلن مجلس مدينة {place} يوم الاثنين أن {n} منزلا ستحصل على عدادات مياه جديدة قبل الشتاء.",
        "وقال {name}، الذي يدير مكتب الميناء منذ الربيع الماضي، إن أعمال الرصيف تأخرت.",
        "وارتفعت أسعار الحبوب بمقدار {n} قرشا بعد أسبوعين من الأمطار على الساحل.",
        "وشارك نحو {n} شخص في المسيرة عبر البلدة القديمة في أجواء هادئة.",
        "وستعود القطارات بين {place} والعاصمة إلى العمل يوم الجمعة بحسب متحدث باسم السكك الحديدية.",
        "وستنشر الوزارة نتائج استطلاع شمل {n} مدرسة في الأسبوع المقبل.",
    ),
}
_TELLING = {
    "en": "The Security Council adopted a resolution on sanctions after {n} mercenaries had arrived in {place}.",
    "de": "Der Sicherheitsrat beschloss Sanktionen, nachdem {n} Söldner in {place} eingetroffen waren.",
    "ru": "Совет Безопасности принял резолюцию о санкциях после прибытия {n} наёмников в {place}.",
    "zh": "在{n}名雇佣兵抵达{place}之后，安全理事会通过了制裁决议。",
    "ar": "واعتمد مجلس الأمن قرارا بشأن العقوبات بعد وصول {n} من المرتزقة إلى {place}.",
}


def document(shape: Shape, number: int, *, now: datetime) -> bytes:
    """The feed with this number; its items are dated within the last hours before `now`."""
    rng = random.Random(f"{shape.name} {number}")
    language = LANGUAGES[number % len(LANGUAGES)]
    written = _in_cdata if number % 2 else escape
    items = "".join(_item(shape, language, rng, written, f"{number}-{at}", now) for at in range(shape.items))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">\n'
        f"<channel>\n<title>Outlet {number}</title>\n<link>https://outlet{number}.example/</link>\n"
        f"<description>News of {number}</description>\n<language>{language}</language>\n"
        f'<atom:link href="https://outlet{number}.example/feed" rel="self" type="application/rss+xml"/>\n'
        f"{items}</channel>\n</rss>\n"
    ).encode()


def _item(
    shape: Shape, language: str, rng: random.Random, written: Callable[[str], str], key: str, now: datetime
) -> str:
    tells = rng.randrange(TELLING) == 0
    title = _sentence(language, rng, tells=tells).rstrip(".。")
    summary = " ".join(_sentence(language, rng) for _ in range(4))
    full = f"<content:encoded>{written(_body(language, rng, shape.full))}</content:encoded>\n" if shape.full else ""
    date = (now - timedelta(minutes=rng.randrange(1, 600))).strftime(DATE)
    return (
        f"<item>\n<title>{escape(title)}</title>\n<link>https://site.example/news/{key}?utm_source=rss</link>\n"
        f"<dc:creator>{rng.choice(_NAMES[language])}</dc:creator>\n<pubDate>{date}</pubDate>\n"
        f'<category>World</category>\n<guid isPermaLink="false">https://site.example/?p={key}</guid>\n'
        f"<description>{written(f'<p>{summary}</p>')}</description>\n{full}</item>\n"
    )


def _body(language: str, rng: random.Random, size: int) -> str:
    """Paragraphs of about so many bytes."""
    paragraphs: list[str] = []
    while sum(len(paragraph.encode()) for paragraph in paragraphs) < size:
        words = " ".join(_sentence(language, rng) for _ in range(3))
        paragraphs.append(f"<p>{words}</p>")
    return "\n".join(paragraphs)


def _sentence(language: str, rng: random.Random, *, tells: bool = False) -> str:
    pattern = _TELLING[language] if tells else rng.choice(_SENTENCES[language])
    place, name = rng.choice(_PLACES[language]), rng.choice(_NAMES[language])
    return pattern.format(place=place, name=name, n=rng.randrange(20, 9000))


def _in_cdata(markup: str) -> str:
    return f"<![CDATA[{markup}]]>"

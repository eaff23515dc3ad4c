"""How a text puts what matched: in each row the matched words stand in brackets."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.context.layout import sentences_of
from monitor.context.stance import stance_of, stance_of_match
from monitor.context.words import words_in
from monitor.model import Article, Language, Span, Stance, Written

ROWS = """
en|reported|The minister, who denied corruption, sent [troops] to [Libya].
en|reported|Russia withdrew its [mercenaries] from [Libya] despite earlier denials.
en|demanded|Envoys demanded that Tripoli deny entry to [mercenaries].
en|denied|Moscow denied sending [mercenaries] to [Libya].
en|reported|The general did not deny that [mercenaries] had landed in [Libya].
en|denied|There are no [mercenaries] in [Libya], the spokesman said.
en|demanded|Calls for the withdrawal of all [foreign forces] grew louder.
en|past|The abortive 2019 assault on [Tripoli] by [mercenaries] cost him friends.
en|planned|Ankara plans to deploy [troops] to [Libya].
en|planned|The [troops] will be sent to [Libya] next month.
en|planned|Rome is considering a [training mission] in [Niger].
en|planned|Moscow denied nothing and vowed to send [mercenaries] to [Mali].
en|denied|Berlin rejected Moscow's claim that [German soldiers] fight in [Ukraine].
en|denied|Reports of [Wagner fighters] in [Niger] are a hoax, the junta said.
en|reported|Rebels fired on [French soldiers] in [Mali] but Paris denied any losses.
en|reported|[Turkish troops] entered [Syria] after Damascus had demanded talks.
en|denied|The colonel said his men had never hired [mercenaries] for [Mali].
en|past|In 2011 [NATO jets] bombed [Libya] for seven months.
en|reported|[Mercenaries], who first came in 2019, killed nine villagers in [Mali] on Monday.
en|past|The town marked the tenth anniversary of the massacre by [mercenaries] in [Mali].
en|planned|Kyiv did not rule out inviting [foreign troops] to [Odesa].
en|demanded|[Foreign fighters] must leave [Libya] by the end of the year.
en|demanded|If talks fail, the envoy said, all [mercenaries] must be expelled from [Libya].
en|reported|The court sanctioned firms that supplied [mercenaries] in [Sudan].
en|denied|"We never sent [troops] into [Congo]," the president told reporters.
en|denied|It is not true that [Rwandan soldiers] crossed into [Congo].
en|reported|Not only [Rwandan soldiers] but also tanks crossed into [Congo].
en|reported|[French troops] are no longer alone in [Chad]: Italians landed as well.
en|denied|The army called the video of [Chadian soldiers] in [Sudan] fabricated.
en|past|A former colonel recalled how [Cuban soldiers] fought in [Angola] in the 1970s.
en|past|Half a century ago [Cuban soldiers] landed in [Angola].
en|planned|[Kenyan police] are ready to go to [Haiti], their chief said.
en|planned|Prague promised to withdraw its [soldiers] from [Mali].
de|denied|Das Ministerium bestritt, [Söldner] nach [Libyen] geschickt zu haben.
de|denied|[Söldner] nach [Libyen] geschickt zu haben, bestreitet Moskau.
de|denied|In [Libyen] gibt es keine [Söldner], sagte der Sprecher.
de|denied|Der Kreml wies Berichte über [Söldner] in [Mali] zurück.
de|denied|Wir haben nie [Soldaten] nach [Kongo] geschickt, sagte er.
de|reported|Der Minister, der Korruption bestreitet, schickte [Soldaten] nach [Libyen].
de|reported|Trotz früherer Dementis zog Russland seine [Söldner] aus [Libyen] ab.
de|demanded|Die Gesandte forderte den Abzug aller [ausländischen Truppen] aus [Libyen].
de|demanded|Alle [Söldner] müssen [Libyen] verlassen.
de|planned|Ankara will [Soldaten] nach [Libyen] schicken.
de|planned|Rom erwägt die Entsendung von [Soldaten] nach [Niger].
de|planned|Im kommenden Monat werden [Soldaten] nach [Niger] verlegt.
de|planned|Paris schloss einen Einsatz von [Soldaten] in der [Ukraine] nicht aus.
de|past|Vor zehn Jahren kämpften [Söldner] in der [Ukraine].
de|past|Im Jahr 2011 bombardierte die [Nato] [Libyen].
de|past|Der gescheiterte Angriff auf [Tripolis] von 2019 durch [Söldner] wirkt nach.
de|reported|[Türkische Soldaten] rückten am Montag in [Syrien] ein, obwohl die Opposition den Abzug forderte.
de|reported|[Söldner] erreichten am Dienstag [Bamako].
fr|denied|Le ministère a démenti l'envoi de [mercenaires] en [Libye].
fr|denied|Il n'y a aucun [mercenaire] au [Mali], assure la junte.
fr|denied|Bamako nie avoir recruté des [mercenaires] au [Mali].
fr|denied|Paris rejette les accusations selon lesquelles ses [soldats] seraient au [Mali].
fr|reported|Le ministre, qui nie toute corruption, a envoyé des [soldats] au [Mali].
fr|reported|La Russie a retiré ses [mercenaires] de [Libye] malgré les appels à rester.
fr|demanded|L'envoyée a appelé au retrait des [forces étrangères] de [Libye].
fr|demanded|Les [mercenaires] doivent quitter la [Libye].
fr|planned|Ankara compte déployer des [soldats] en [Libye].
fr|planned|Rome enverra des [soldats] au [Niger].
fr|planned|Paris envisage l'envoi de [soldats] au [Niger].
fr|past|En 2011, l'[OTAN] bombardait la [Libye].
fr|past|Il y a dix ans, des [mercenaires] combattaient en [Libye].
fr|reported|Des [soldats] rwandais sont entrés jeudi au [Congo].
es|denied|El ministerio desmintió el envío de [mercenarios] a [Libia].
es|denied|No hay [mercenarios] en [Libia], dijo el portavoz.
es|denied|Moscú niega haber enviado [mercenarios] a [Libia].
es|denied|Son falsas las noticias sobre [mercenarios] en [Mali].
es|reported|El ministro, que niega los cargos, envió [tropas] a [Libia].
es|demanded|La enviada exigió la retirada de las [fuerzas extranjeras] de [Libia].
es|demanded|Las [fuerzas extranjeras] deben salir de [Libia].
es|planned|Ankara enviará [tropas] a [Libia].
es|planned|Roma estudia mandar [soldados] a [Níger].
es|planned|Prometió retirar a los [soldados] de [Mali].
es|past|En 2011 la [OTAN] bombardeó [Libia].
es|past|Hace diez años los [mercenarios] combatieron en [Libia].
es|reported|[Soldados] ruandeses entraron el jueves en [Congo].
ru|denied|Министерство опровергло отправку [наёмников] в [Ливию].
ru|denied|Никаких [наёмников] в [Ливии] нет, заявил представитель.
ru|denied|Москва отрицает, что [наёмники] воюют в [Ливии].
ru|denied|Мы не отправляли [солдат] в [Конго], сказал министр.
ru|reported|Министр, который отрицает взятки, направил [войска] в [Ливию].
ru|reported|Генерал не отрицает, что [наёмники] прибыли в [Ливию].
ru|demanded|Посланница потребовала вывода всех [иностранных войск] из [Ливии].
ru|demanded|[Иностранные войска] должны покинуть [Ливию].
ru|planned|Анкара намерена отправить [войска] в [Ливию].
ru|planned|Рим направит [солдат] в [Нигер].
ru|past|В 2011 году [НАТО] бомбила [Ливию].
ru|past|Десять лет назад [наёмники] воевали в [Ливии].
ru|reported|[Солдаты] Руанды в четверг вошли в [Конго].
ar|denied|نفت موسكو إرسال [مرتزقة] إلى [ليبيا].
ar|denied|لا توجد [قوات أجنبية] في [ليبيا]، قال المتحدث.
ar|denied|لم ترسل بلاده أي [جنود] إلى [الكونغو].
ar|reported|لم ينف اللواء وصول [مرتزقة] إلى [ليبيا].
ar|demanded|طالبت المبعوثة بخروج جميع [القوات الأجنبية] من [ليبيا].
ar|demanded|يجب أن يغادر [المرتزقة] [ليبيا].
ar|planned|تعتزم أنقرة نشر [قوات] في [ليبيا].
ar|planned|سترسل روما [جنودا] إلى [النيجر] الشهر المقبل.
ar|past|قبل عشر سنوات قاتل [مرتزقة] في [ليبيا].
ar|past|في عام 2011 قصف [الناتو] [ليبيا].
ar|reported|دخل [جنود] روانديون [الكونغو] يوم الخميس.
tr|denied|Moskova, [Libya]'ya [paralı asker] gönderdiğini yalanladı.
tr|denied|[Libya]'da [paralı asker] yok, dedi sözcü.
tr|demanded|Temsilci, tüm [yabancı güçlerin] [Libya]'dan çekilmesini talep etti.
tr|planned|Ankara [Libya]'ya [asker] göndermeyi planlıyor.
tr|past|On yıl önce [paralı askerler] [Libya]'da savaştı.
tr|reported|[Paralı askerler] salı günü [Bamako]'ya ulaştı.
zh|denied|莫斯科否认向[利比亚]派遣[雇佣兵]。
zh|denied|[利比亚]没有[雇佣兵]，发言人说。
zh|demanded|特使要求所有[外国军队]撤出[利比亚]。
zh|planned|安卡拉计划向[利比亚]派遣[军队]。
zh|past|十年前[雇佣兵]曾在[利比亚]作战。
zh|reported|[雇佣兵]周二抵达[巴马科]。
pl|denied|Moskwa zaprzeczyła, że wysłała [najemników] do [Libii].
pl|denied|W [Libii] nie ma [najemników], powiedział rzecznik.
pl|demanded|Wysłanniczka wezwała do wycofania wszystkich [obcych wojsk] z [Libii].
pl|planned|Ankara zamierza wysłać [wojska] do [Libii].
pl|past|Dziesięć lat temu [najemnicy] walczyli w [Libii].
pl|reported|[Najemnicy] dotarli we wtorek do [Bamako].
uk|denied|Москва заперечила відправлення [найманців] до [Лівії].
uk|denied|У [Лівії] немає [найманців], сказав речник.
uk|demanded|Посланниця закликала вивести всі [іноземні війська] з [Лівії].
uk|planned|Анкара планує відправити [війська] до [Лівії].
uk|past|Десять років тому [найманці] воювали в [Лівії].
uk|reported|[Найманці] у вівторок прибули до [Бамако].
it|denied|Mosca ha smentito l'invio di [mercenari] in [Libia].
it|denied|Non ci sono [mercenari] in [Libia], ha detto il portavoce.
it|demanded|L'inviata ha chiesto il ritiro di tutte le [forze straniere] dalla [Libia].
it|planned|Ankara intende inviare [truppe] in [Libia].
it|past|Dieci anni fa i [mercenari] combattevano in [Libia].
it|reported|I [mercenari] sono arrivati martedì a [Bamako].
pt|denied|Moscou negou ter enviado [mercenários] para a [Líbia].
pt|denied|Não há [mercenários] na [Líbia], disse o porta-voz.
pt|demanded|A enviada exigiu a retirada de todas as [forças estrangeiras] da [Líbia].
pt|planned|Ancara pretende enviar [tropas] para a [Líbia].
pt|past|Há dez anos, [mercenários] lutavam na [Líbia].
pt|reported|Os [mercenários] chegaram na terça-feira a [Bamako].
fa|denied|مسکو اعزام [مزدوران] به [لیبی] را تکذیب کرد.
fa|denied|در [لیبی] هیچ [مزدوری] نیست.
fa|demanded|نماینده خواستار خروج همه [نیروهای خارجی] از [لیبی] شد.
fa|planned|آنکارا قصد دارد [نیرو] به [لیبی] بفرستد.
fa|past|ده سال پیش [مزدوران] در [لیبی] جنگیدند.
fa|reported|[مزدوران] روز سه‌شنبه به [باماکو] رسیدند.
"""
CASES = [tuple(row.split("|")) for row in ROWS.strip().splitlines()]


def told(language: str, marked: str, written: Written | None = None) -> Stance:
    """The stance of the words in brackets."""
    text, spans = "", []
    for number, part in enumerate(re.split(r"[\[\]]", marked)):
        if number % 2:
            spans.append(Span(start=len(text), end=len(text) + len(part), text=part, concept=str(number)))
        text += part
    article = Article(
        paragraphs=(text,), language=Language(code=language, sure=True), written=written or Written(value=None)
    )
    sentence = sentences_of(article).over(spans[0].start, spans[-1].end)
    return stance_of_match(article, [sentence], spans, words_in(article))


@pytest.mark.parametrize(("language", "stance", "marked"), CASES)
def test_a_cue_counts_when_it_governs_the_matched_words(language, stance, marked) -> None:
    assert told(language, marked) is Stance(stance)


@pytest.mark.parametrize(
    ("year", "stance"), [("2024", Stance.REPORTED), ("2019", Stance.REPORTED), ("2010", Stance.PAST)]
)
def test_a_year_is_past_when_it_is_before_the_year_of_writing(year, stance) -> None:
    written = Written(value="2019-06-01")
    assert told("en", f"In {year} [NATO jets] bombed [Libya].", written) is stance


@pytest.mark.parametrize(
    "marked",
    [
        "[Mercenaries] have been in [Libya] since 2015.",
        "[Mercenaries] in [Libya] break resolution 1970 (2011).",
        "[Mercenaries] took over the 2011 villas in [Libya] on Friday.",
        "[Mercenaries] in [Libya] wrote 2.011 letters, and 1985/3 more.",
    ],
)
def test_a_year_that_dates_no_event_is_no_past(marked) -> None:
    assert told("en", marked) is Stance.REPORTED


def test_the_outer_of_two_cues_wins() -> None:
    assert told("en", "Moscow denied plans to send [troops] to [Mali].") is Stance.DENIED
    assert told("en", "Moscow plans to deny that [troops] are in [Mali].") is Stance.PLANNED
    assert told("en", "Reports that Moscow will send [troops] to [Mali] are baseless.") is Stance.DENIED
    assert told("en", "In 2011 the envoy demanded that [troops] leave [Mali].") is Stance.DEMANDED


def test_words_of_another_sentence_do_not_count() -> None:
    assert told("en", "A minister denied having slept. [Mercenaries] arrived in the [port].") is Stance.REPORTED


def test_without_a_telling_sentence_it_is_reported(article_of, hits_of) -> None:
    article = article_of("The ministry denied it.")
    assert stance_of_match(article, (), (), hits_of(article)) is Stance.REPORTED


def test_the_stance_of_a_whole_sentence_needs_no_matched_words(article_of, hits_of) -> None:
    article = article_of("A minister denied having slept. The envoy called for a vote. The sea is calm.")
    bounds = sentences_of(article).bounds
    stances = [stance_of([one], hits_of(article)) for one in bounds]
    assert stances == [Stance.DENIED, Stance.DEMANDED, Stance.REPORTED]


@given(
    row=st.sampled_from([row for row in CASES if row[0] == "en"]),
    before=st.sampled_from(
        ["", "A minister denied having slept. ", "We demand tea. ", "It will rain. ", "Years ago it rained. "]
    ),
    behind=st.sampled_from(
        ["", " That is false.", " Tea is not demanded.", " The sun will shine.", " In 2011 it did."]
    ),
)
def test_what_other_sentences_say_changes_nothing(row, before, behind) -> None:
    language, stance, marked = row
    assert told(language, f"{before}{marked}{behind}") is Stance(stance)


@given(row=st.sampled_from([row for row in CASES if row[0] == "en" and row[2].count(", ") == 0]))
def test_an_aside_about_something_else_changes_nothing(row) -> None:
    language, stance, marked = row
    assert told(language, f"{marked[:-1]}, which the mayor denied.") is Stance(stance)

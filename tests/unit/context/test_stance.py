"""How a sentence puts a fact."""

import pytest

from monitor.context.layout import sentences_of
from monitor.context.stance import stance_of
from monitor.model import Stance

CASES = [
    ("en", "The ministry denied that mercenaries had arrived.", Stance.DENIED),
    ("en", "The envoy called for the withdrawal of the troops.", Stance.DEMANDED),
    ("en", "Moscow plans to send advisers.", Stance.PLANNED),
    ("en", "Years ago, mercenaries fought here.", Stance.PAST),
    ("en", "Mercenaries arrived in the port.", Stance.REPORTED),
    ("en", "They denied a call for talks and demanded an apology.", Stance.DENIED),
    ("de", "Das Ministerium dementierte die Entsendung von Söldnern.", Stance.DENIED),
    ("de", "Die Gesandte forderte den Abzug der Truppen.", Stance.DEMANDED),
    ("de", "Die Förderung des Hafens läuft.", Stance.REPORTED),
    ("fr", "Le ministère dément l'envoi de mercenaires.", Stance.DENIED),
    ("fr", "Elle exige le retrait des troupes.", Stance.DEMANDED),
    ("es", "El ministerio desmintió el envío de mercenarios.", Stance.DENIED),
    ("ru", "Министерство опровергло отправку наёмников.", Stance.DENIED),
    ("ru", "Посланник потребовал вывода войск.", Stance.DEMANDED),
    ("uk", "Посланець закликав вивести війська.", Stance.DEMANDED),
    ("ar", "نفى المتحدث وصول المرتزقة.", Stance.DENIED),
    ("ar", "دعا المبعوث إلى انسحاب القوات.", Stance.DEMANDED),
    ("zh", "发言人否认派遣雇佣兵。", Stance.DENIED),
]


@pytest.mark.parametrize(("language", "text", "stance"), CASES)
def test_the_words_of_the_sentence_decide(article_of, hits_of, language, text, stance) -> None:
    article = article_of(text, language)
    assert stance_of(sentences_of(article).bounds, hits_of(article)) is stance


def test_words_of_another_sentence_do_not_count(article_of, hits_of) -> None:
    article = article_of("Mercenaries arrived in the port. A minister denied having slept.")
    first, second = sentences_of(article).bounds
    assert stance_of([first], hits_of(article)) is Stance.REPORTED
    assert stance_of([second], hits_of(article)) is Stance.DENIED

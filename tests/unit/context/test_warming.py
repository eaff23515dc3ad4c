"""What is warm is there: the first article makes nothing."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import re
import sys
from monitor import context, strict_yaml
from monitor.engine.lexicon import Lexicon
from monitor.model import Article, Language, Mentions
from monitor.screening.screen import Screened

def made(*_, **__):
    raise AssertionError("made too late")

def compiled(pattern, flags=0, compile=re.compile):
    assert not sys._getframe(1).f_globals["__name__"].startswith("monitor.context"), "made too late"
    return compile(pattern, flags)

context.warm()
strict_yaml.load = Lexicon.build = made
re.compile = compiled
for code, text in {
    "en": "Last Tuesday, on 5 May 2024, more than five thousand fighters fled. Resolution 1970 (2011), S/RES/1973.",
    "ru": "Во вторник, 5 мая 2024 года, более пяти тысяч боевиков бежали. Резолюция 1970 (2011) Совета Безопасности.",
    "zh": "2024年5月5日，上周二，三百名雇佣兵逃离。安理会第1970号决议。",
    "ar": "يوم الثلاثاء الماضي 5 مايو 2024 وصل أكثر من ثلاثة آلاف مقاتل. قرار مجلس الأمن 1970.",
}.items():
    article = Article(paragraphs=(text,), language=Language(code=code, sure=True))
    facts = context.gather(article, Mentions(), Screened())
    assert facts.dates and facts.quantities and facts.resolutions, (code, facts)
"""


def test_after_warming_up_no_list_is_read_and_no_pattern_made() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

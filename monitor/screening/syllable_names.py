"""Listed Koreans and Chinese by the syllables of their names, in any script: Ли Син Сон, ري سين سونغ, 李信成, 林作友.

In: the lists; later an article's text. Out: `Hit`s to be checked by a reader. A name has three syllables at least. In
Chinese characters, where nothing parts a name from the next word, something of the entry's country or of sanctions must
stand near. Never reads a name of two syllables, which thousands bear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, islice
from operator import itemgetter

from anyascii import anyascii

from monitor.context.spans import Places
from monitor.model import Span
from monitor.screening.cases import stems
from monitor.screening.chinese import SANCTIONS
from monitor.screening.confirm import NEAR, countries_of
from monitor.screening.hits import Hit, Strength
from monitor.screening.listed_name import ListedName
from monitor.screening.precise import Proof, is_common
from monitor.screening.syllable_index import KOREA, SYLLABLES, SyllableNames, letters_of
from monitor.screening.syllables import syllables, syllables_of_hanja
from monitor.screening.text_words import folded_word
from monitor.text.fold import fold, fold_words
from monitor.text.name_keys import is_arabic

NAMES_AT_MOST = 5_000  # of one article
_OF_KOREA = ("朝鲜", "朝鮮", "北韩", "北韓", "平壤", "金正恩", "劳动党", "勞動黨", "朝方")
_OF_CHINA = (*SANCTIONS, "财政部", "財政部", "司法部", "通缉", "通緝", "起诉", "起訴", "美方", "华盛顿", "实体清单")
_LETTER = r"[^\W\d_\u2e80-\ud7ff]"  # but Chinese and Korean ones
_BEGINNING = r"[^\W\d_\u2e80-\ud7ffa-zß-öø-ÿа-яёіїєґ]"
# A word, if it does not begin with one of the usual small letters. What must not stand before it is asked behind its
# first letter: so no small letter is tried.
_WORD = re.compile(rf"{_BEGINNING}(?<!{_LETTER}.)(?<!{_LETTER}['’ʼ-].){_LETTER}*+(?:['’ʼ-]{_LETTER}+)*+")
_WORD_BEFORE_ANOTHER = re.compile(rf"{_WORD.pattern}(?= {_BEGINNING})")
_WHOLE = itemgetter(0)  # what a pattern has found
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧田董袁潘于"
    "蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎"
    "贺賀顾顧毛郝龚龔邵万萬钱錢严嚴武戴莫孔汤湯温施牛樊葛邢安齐齊易乔喬庞龐倪庄莊聂聶章鲁魯岳翟殷詹申关關焦俞左柳甘祝包"
    "宁尚阮柯纪紀梅童凌毕畢单裴霍涂成苗谷盛曲翁骆駱蓝藍路游辛靳管柴蒙鲍鮑喻蒲房屈饶解艾尤欧歐阳陽穆司卓古吉简項项连費费席"
)
_KOREAN_SURNAMES = frozenset(
    "金李朴崔郑鄭赵趙曹姜康张張蒋蔣尹林韩韓吴吳徐申辛权權黄黃安宋柳努刘劉全田洪高文杨楊梁孙孫裴白许許南沈卢盧鲁魯河郭"
    "成车車朱周禹具闵閔罗羅陈陳严嚴元千方孔玄咸边邊卞廉吕呂秋都石马馬魏表明奇潘玉陆陸印孟诸諸牟卓鞠殷片吉太池"
)
_YONG = re.compile("^[yi][eouw]{0,2}ngh?$")
_IN_CHINESE = re.compile(f"(?=([{''.join(sorted(_SURNAMES | _KOREAN_SURNAMES))}][\u3400-\u9fff]{{{SYLLABLES - 1}}}))")


def syllable_names(names: SyllableNames, text: str, kept: Sequence[Hit]) -> Iterator[Hit]:
    """Proposals where nobody else has found a name."""
    if not names:
        return
    taken = Places(hit.span for hit in kept)
    for start, end, found in islice((*_in_words(names, text), *_in_chinese(names, text)), NAMES_AT_MOST):
        if not taken.overlap(start, end):
            why = "it has the same syllables; a proposal, to be checked"
            span = Span(start=start, end=end, text=text[start:end])
            yield from (Hit(span, name, Proof.ALONE, Strength.PROPOSAL, why) for name in found)


def _in_words(names: SyllableNames, text: str) -> Iterator[tuple[int, int, tuple[ListedName, ...]]]:
    """Names in scripts that part words."""
    every = tuple(_WORD_BEFORE_ANOTHER.finditer(text))
    for first in compress(every, map(names.first_syllable.__getitem__, map(_WHOLE, every))):
        second = _behind(text, first) if _may_be_of_name(first[0]) else None
        if not second:
            continue
        third = _behind(text, second) if names.goes_on(first[0], second[0]) else None
        short = is_arabic(first[0]) and is_common(folded_word(first[0]))  # في, in, before another word
        for own in ((first, second, third) if third else (), () if short else (first, second)):
            if own and (found := _whose(names, [word[0] for word in own])):
                yield first.start(), own[-1].end(), found
                break


def _behind(text: str, word: re.Match[str]) -> re.Match[str] | None:
    """The word right behind, if it may be of one name with the word before."""
    found = _WORD.match(text, word.end() + 1) if text[word.end() : word.end() + 1] == " " else None
    return found if found and _may_be_of_name(found[0]) else None


def _may_be_of_name(word: str) -> bool:
    """Whether a word is written as a name's are."""
    return word[0].isupper() or _is_arabic_letter(word[0])


def _is_arabic_letter(letter: str) -> bool:
    """Whether a letter is of Arabic script: it has no capitals, and any word may be a name's."""
    return "\u0600" <= letter <= "\u06ff" or "\u0750" <= letter <= "\u077f"


def _whose(names: SyllableNames, words: Sequence[str]) -> tuple[ListedName, ...]:
    """Whose name the words are, the last of them in a case or not."""
    before = [syllables(word.replace("-", "")) for word in words[:-1]]
    if not all(before):
        return ()
    for last in (words[-1], *stems(words[-1])):
        said = [*before, syllables(last.replace("-", ""))]
        if said[-1] and (found := names.of(tuple(one for word in said for one in word))):
            return tuple(name for name in found if not _is_another(last, name))
    return ()


def _is_another(last: str, name: ListedName) -> bool:
    """Whether a last syllable glides and ends in ng, and the name's does neither: یونگ is Yong, and not Un."""
    own = fold_words(name.name.text).split(" ")[-1]
    return bool(_YONG.search(anyascii(last).lower())) and not own.startswith(("y", "e")) and not own.endswith("ng")


def _in_chinese(names: SyllableNames, text: str) -> Iterator[tuple[int, int, tuple[ListedName, ...]]]:
    """Names in Chinese characters."""
    if not fold(text).has_unspaced:
        return
    of_korea, of_china = (tuple(one for one in words if one in text) for words in (_OF_KOREA, _OF_CHINA))
    if not of_korea and not of_china:
        return
    for begin in _IN_CHINESE.finditer(text):
        at, name = begin.start(), begin[1]
        near = text[max(0, at - NEAR) : at + NEAR]
        korean = name[0] in _KOREAN_SURNAMES and any(one in near for one in of_korea)
        ways = syllables_of_hanja(name) if korean else ()
        found = tuple(one for said in ways for one in names.of(said) if _is(one, KOREA))
        if not found and name[0] in _SURNAMES and any(one in near for one in of_china):
            found = names.of_pinyin(_pinyin(name))
        if found:
            yield at, at + SYLLABLES, found


def _is(name: ListedName, countries: frozenset[str]) -> bool:
    return bool(countries & set(countries_of(name.listing)))


@lru_cache(maxsize=2_048)
def _pinyin(name: str) -> str:
    return letters_of(anyascii(name))

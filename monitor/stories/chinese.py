"""Foreign names in Chinese, by their consonants: 哈夫塔尔 gives the key that Haftar gives. Text in, names out. Pure.

Chinese writes foreign names by sound, with a few hundred characters that the state agency's tables of names have
settled; a run of them is read in pinyin, and each syllable gives its consonants as classes of `monitor.text.name_keys`.
Chinese does not tell r from l nor m from n before b, so that a name gives several keys. No name is listed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from anyascii import anyascii

MOST_KEYS = 12  # of one name
LONGEST = 9  # characters; what is longer is several names, or none
REMEMBERED = 32_768

# Characters that write sounds. Those that also make everyday words stand in the second line: a name needs two others.
_SOUNDS = (
    "阿埃艾昂奥巴拜鲍贝彼宾波博布查茨达戴丹德登邓迪蒂丁杜敦顿厄恩尔凡范菲费芬冯佛弗夫福甫盖冈戈哥格贡瓜哈豪赫亨侯胡霍"
    "吉贾杰津卡凯坎柯科克肯库夸奎昆拉腊莱赖兰朗劳勒雷黎莉丽琳隆卢鲁露吕伦罗洛玛迈麦曼芒梅蒙缪莫默姆穆纳娜嫩尼妮纽"
    "努诺欧帕潘庞佩彭蓬皮珀普奇恰切钦琼丘茹瑞撒萨塞赛桑瑟莎珊绍舍施什舒斯丝苏索塔泰坦汤唐陶特腾滕廷图托娃瓦旺韦维"
    "魏翁沃乌伍锡夏肖谢辛休雅亚耶叶伊尤约扎泽詹芝朱佐卓祖"
)
_WORDS_TOO = (
    "爱安班邦保本比东道多法丰甘高根古海汉黑洪华怀惠基季加金京久康考孔里利林马毛门米密明拿南内宁派平强热仁日荣若森"
    "沙山尚申圣史士松提通土万威温文武西希欣雄许延扬杨易因英珍宰让于"
)
_RUN = re.compile(f"[{_SOUNDS}{_WORDS_TOO}]{{2,}}")
_SOUND = frozenset(_SOUNDS)
_SYLLABLE = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?([a-z]+?)(n?)g?")
_CLASS = {
    **dict.fromkeys(("b", "p"), "b"),
    **dict.fromkeys(("d", "t"), "t"),
    **dict.fromkeys(("g", "k"), "k"),
    **dict.fromkeys(("zh", "ch", "sh", "z", "c", "s", "q", "x"), "s"),
    "l": "rl",
    "j": "ks",
    "y": "",
    "w": "f",
}
_OWN = {"尔": "rl", "乌": "", "伍": "", "武": "", "华": "fh", "惠": "fh", "怀": "fh", "希": "sh", "休": "sh", "加": "k"}


def names_in(text: str) -> Iterator[tuple[int, str]]:
    """Offset and characters of each run that may be a foreign name."""
    for found in _RUN.finditer(text):
        run = found[0]
        if len(run) <= LONGEST and sum(sign in _SOUND for sign in run) >= 2:  # noqa: PLR2004 - see _WORDS_TOO
            yield found.start(), run


@lru_cache(maxsize=REMEMBERED)
def keys_of(name: str) -> tuple[str, ...]:
    """Keys that the name may have in other languages, at most twelve."""
    choices: list[str] = []
    for at, sign in enumerate(name):
        choices += _sounds(sign, name[at + 1 : at + 2], first=at == 0)
    keys = (_undoubled("".join(letters)) for letters in islice(product(*choices), MOST_KEYS))
    return tuple(dict.fromkeys(keys))


def _sounds(sign: str, following: str, *, first: bool) -> list[str]:
    """The letters that a character may stand for, a string of choices for each."""
    found = _SYLLABLE.fullmatch(anyascii(sign).strip().lower())
    if found is None:
        return []
    initial, _, nasal = found.groups()
    onset = _OWN.get(sign, _CLASS.get(initial or "", initial or ""))
    if onset == "h" and not first:
        onset = ""
    sounds = [onset or "A"] if onset or first else []
    if nasal:
        sounds.append("mn" if following and _onset(following) in {"b", "p"} else "n")
    return sounds


def _onset(sign: str) -> str:
    return anyascii(sign).strip().lower()[:1]


def _undoubled(key: str) -> str:
    return re.sub(r"(.)\1+", r"\1", key)

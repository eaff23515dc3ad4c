"""Foreign names as Turkish spells them, in letters that sound as they do there: Caferi, ez-Zevahiri, Siraceddin.

In: a text in Turkish. Out: the same text, sign by sign, in letters of their own in `sounds.yaml`: c is the j of Jafari,
e may be an a, h may be kh, j is zh, k may be q, v is w, z may be dh; an article is al-. Only for comparing sounds:
nothing that is respelled so is ever shown, or looked up as it stands. Never moves a letter.
"""

from __future__ import annotations

import re

TURKISH = "tr"
_ARTICLE = re.compile(r"(?<!\w)(?:e[dlnrstzş]|ü[dlnrstzş]|E[dlnrstzş])(?=[-'’][^\W\d_])")
_ASSIMILATED = re.compile(r"(?<=bd)([uü])([dnrsştz])(?=\2)")  # Abdurrahim, Abdüsselam
_DIN = re.compile(r"(?<=\w)[eiuü](?=(?:dd|tt)in)")
_LETTERS = tuple(zip("cCehHjJkKvVzZİÜü", "ƈƇɇħĦɉɈƙƘʋƲƶƵIŨũ", strict=True))
# Written as in other languages, where a name is not respelled: Khamenei, Shoigu, Stockholm.
_ELSEWHERE = (
    ("sħ", "sh"), ("ƙħ", "kh"), ("għ", "gh"), ("tħ", "th"), ("pħ", "ph"), ("ƈħ", "ch"), ("ƈƙ", "ck"), ("ɇɇ", "ee"),
    ("Ƙħ", "Kh"), ("Ƈħ", "Ch"), ("Sħ", "Sh"), ("Għ", "Gh"), ("Tħ", "Th"),
)  # fmt: skip


def respelled(text: str) -> str:
    """The text, as long as it was, in letters that sound as Turkish ones do."""
    text = _ARTICLE.sub("al", text)
    text = _ASSIMILATED.sub(r"\1l", text) if "bd" in text else text
    text = _DIN.sub("ɵ", text) if "ddin" in text or "ttin" in text else text
    for turkish, other in (*_LETTERS, *_ELSEWHERE):
        text = text.replace(turkish, other)
    return text

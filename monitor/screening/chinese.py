"""Chinese names of lists as news write them: without legal form, place and trade, in short and in long characters.

In: a printed name of an entry, or a stretch of a text. Out: other ways to write it; whether it stands by itself. What
is left of a company's name must tell: 智能电子元件, of 智能电子元件有限公司, are components. Pure; knows no list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from monitor import strict_yaml

LETTERS_AT_LEAST = 4  # of a company's short name
LETTERS_OF_OWN = 2  # of what is neither place nor trade nor legal form
LETTERS_OF_A_PERSON = 3  # that tell by themselves; two must stand by themselves and be borne out
SANCTIONS = ("制裁", "黑名单", "黑名單")
_CHINESE = "\u3400-\u9fff"
_RUN = re.compile(rf"[{_CHINESE}]{{2,}}(?:[（(][{_CHINESE}]+[)）][{_CHINESE}]+)?")
_BRACKETED = re.compile(rf"[（(][{_CHINESE}]+[)）]")
_LONGER = re.compile("斯基|斯卡|维奇|維奇|耶夫|琴科|什维利")
_IS_CHINESE = re.compile(rf"[{_CHINESE}]")


class _ChineseParts(BaseModel):
    """`chinese.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    forms: tuple[str, ...]
    places: tuple[str, ...]
    trades: tuple[str, ...]
    behind_a_name: str
    ranks: str
    words_behind: str
    endings: tuple[str, ...]
    short: str
    long: str

    @cached_property
    def form(self) -> re.Pattern[str]:
        """Legal forms at the end."""
        return re.compile(f"(?:{_any_of(self.forms)})+$")

    @cached_property
    def place(self) -> re.Pattern[str]:
        """A place at the beginning, with a province before it or a word for city behind it."""
        return re.compile(f"^(?:(?:{_any_of(self.places)})[省市]?){{1,2}}")

    @cached_property
    def trade(self) -> re.Pattern[str]:
        """One word of trade at the end."""
        return re.compile(f"(?:{_any_of(self.trades)})$")

    @cached_property
    def telling_nothing(self) -> re.Pattern[str]:
        """Places and trades anywhere."""
        return re.compile(_any_of((*self.trades, *self.places, *self.forms)))

    @cached_property
    def same_ending(self) -> Mapping[str, tuple[str, ...]]:
        """What may stand for an ending of a name, that ending too; the longest endings first."""
        every = {word: tuple(own.split()) for own in self.endings for word in own.split()}
        return dict(sorted(every.items(), key=lambda item: -len(item[0])))

    @cached_property
    def behind(self) -> frozenset[str]:
        """Words of two characters that stand behind a foreign name."""
        return frozenset(self.words_behind.split())

    @cached_property
    def titles(self) -> frozenset[str]:
        """Ranks of two characters that stand behind a name."""
        return frozenset(self.ranks.split())

    @cached_property
    def to_short(self) -> Mapping[int, str]:
        """Short characters by long ones."""
        return {ord(long): short for short, long in zip(self.short, self.long, strict=True)}

    @cached_property
    def to_long(self) -> Mapping[int, str]:
        """Long characters by short ones."""
        return {ord(short): long for short, long in zip(self.short, self.long, strict=True)}


def is_chinese(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return _IS_CHINESE.search(text) is not None


def chinese_spellings(printed: str, *, company: bool) -> Iterator[tuple[str, int]]:
    """Ways to write the Chinese in a printed name, with 1 for what is left out and 0 for other characters alone."""
    for run in _RUN.findall(printed):
        for text, left in dict([(run, 0), *((short, 1) for short in (_shorter(run) if company else ()))]).items():
            for written in dict.fromkeys((text, _written(text, "short"), _written(text, "long"))):
                if written != printed:
                    yield written, left


def in_long_characters(text: str) -> str:
    """A foreign name as Taiwan and Hong Kong write it: 敘利亞空軍情報局; 里, which is for its sound, stays as it is."""
    return _written(text, "long").replace("裡", "里")


def with_other_endings(name: str) -> Iterator[str]:
    """A body's settled name, and it with other words for what it is: 图拉兵工厂 is 图拉武器厂 as well."""
    yield name
    ending = next((one for one in _parts().same_ending if name.endswith(one)), "")
    own = name.removesuffix(ending)
    if ending and _tells(own) and len(own) >= LETTERS_OF_OWN:
        yield from (own + other for other in _parts().same_ending[ending] if other != ending)


def stands_by_itself(text: str, end: int) -> bool:
    """Whether a person's name may end at `end`: what follows is no character, a word that follows names, or a rank."""
    following = text[end : end + 1]
    bare = not following or not is_chinese(following) or following in _parts().behind_a_name
    return bare or text[end : end + 2] in _parts().titles


def begins_word(text: str, at: int) -> bool:
    """Whether a word stands at `at` that is no part of the foreign name before it: 策划 behind 科斯秋科夫."""
    return text[at : at + 2] in _parts().behind


def goes_on(text: str, end: int) -> bool:
    """Whether a foreign surname that ends at `end` is the beginning of another: 拉夫罗夫 of 拉夫罗夫斯基."""
    return _LONGER.match(text, end) is not None


def _shorter(name: str) -> Iterator[str]:
    """A company's name without its legal form, its place, its trade, one after the other."""
    parts = _parts()
    for bare in (_BRACKETED.sub("", name), name.translate({ord(sign): None for sign in "()（）"})):
        whole = _written(bare, "short")
        simple = parts.form.sub("", whole)
        if simple == whole:  # a body of a state: its first words are another body's name
            return
        for first in dict.fromkeys((simple, parts.place.sub("", simple))):
            yield from (short for short in _without_trades(first) if short != name)


def _without_trades(name: str) -> Iterator[str]:
    """A name, and it with fewer and fewer words of trade at its end, while it tells."""
    while len(name) >= LETTERS_AT_LEAST and _tells(name):
        yield name
        shorter = _parts().trade.sub("", name)
        if shorter == name:
            return
        name = shorter


def _tells(name: str) -> bool:
    return len(_parts().telling_nothing.sub("", name)) >= LETTERS_OF_OWN


def _written(text: str, characters: str) -> str:
    return text.translate(_parts().to_short if characters == "short" else _parts().to_long)


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _parts() -> _ChineseParts:
    return _ChineseParts.model_validate(strict_yaml.load(Path(__file__).with_name("chinese.yaml")).data)

"""Texts to compare: sentences put together from word lists by a fixed seed, and the edits that desks make."""

from __future__ import annotations

import random
from dataclasses import dataclass

from monitor.model import Article, Language

_WHO = (
    "the interior ministry;a border guard spokesman;two aid workers;the mayor of the port;a drone operator;"
    "shipping agents;the monitoring mission;a former colonel;village elders;the customs office;three diplomats;"
    "an opposition deputy;the hospital director;a brigade commander;witnesses at the airfield;the central bank"
)
_DID = (
    "confirmed;denied on Monday;told reporters;wrote in a short note;could not explain;had warned for weeks;"
    "described in detail;played down;asked the council to discuss;first learned from the radio;refused to comment on"
)
_WHAT = (
    "the arrival of a convoy;a shipment of spare parts;the closing of the coastal road;the loss of an aircraft;"
    "a new camp outside the town;the departure of forty instructors;unpaid wages in the north;a raid on a depot;"
    "the seizure of two tankers;a change of guard at the oil terminal;flights without a transponder;"
    "the recruitment of fishermen;the renaming of the unit;a list of frozen accounts"
)
_WHERE = (
    "near the old harbour;on the desert track;in the second district;beyond the river;close to the refinery;"
    "at the disused station;along the salt lake;behind the market hall;by the ring road;in the mountain pass"
)
_WHEN = (
    "before dawn;late on Friday;for the third time this year;after the feast;within an hour;during the storm;"
    "as talks went on;a day after the vote;while the power was cut;since early spring"
)
_CHINESE = "部队港口公路夜间抵达军官撤离油田检查名单冻结账户商船官员否认声明营地训练飞机河流北部市场医院会谈代表决议"


@dataclass(frozen=True, slots=True)
class Text:
    """One report: its sentences, in order."""

    sentences: tuple[str, ...]

    def edited(self, seed: int, *, drop: float, words: float) -> Text:
        """A copy in which a share of the sentences is dropped and a share of the words replaced."""
        rng = random.Random(seed)
        kept = [s for s in self.sentences if rng.random() >= drop] or [self.sentences[0]]
        return Text(tuple(" ".join("etwas" if rng.random() < words else w for w in s.split()) for s in kept))


def _word(rng: random.Random) -> str:
    """A word of no language: what a report says that no other says."""
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))


def text(seed: int, sentences: int = 24) -> Text:
    """A report of its own: two seeds share phrases, not sentences."""
    rng = random.Random(seed)
    made = []
    for _ in range(sentences):
        own = [_word(rng) for _ in range(6)]
        who, did, what = (rng.choice(part.split(";")) for part in (_WHO, _DID, _WHAT))
        where, when = rng.choice(_WHERE.split(";")), rng.choice(_WHEN.split(";"))
        made.append(f"{who.capitalize()} {did} {own[0]} {own[1]} {what} {' '.join(own[2:5])} {where} {own[5]} {when}.")
    return Text(tuple(made))


def chinese(seed: int, signs: int = 400) -> Text:
    """A text without spaces."""
    rng = random.Random(seed)
    return Text(tuple("".join(rng.choice(_CHINESE) for _ in range(20)) + "。" for _ in range(signs // 20)))


def article(
    body: Text, *, number: int = 1, title: str = "A headline", language: str = "en", canonical: str = ""
) -> Article:
    """An article with that body."""
    paragraphs = tuple(" ".join(body.sentences[at : at + 4]) for at in range(0, len(body.sentences), 4))
    return Article(
        id=number,
        title=title,
        paragraphs=(title, *paragraphs) if title else paragraphs,
        language=Language(code=language, sure=True),
        canonical=canonical,
    )

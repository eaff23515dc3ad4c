"""A made-up world for measuring: words of random syllables in five languages, concepts and articles made of them.

Comes in: a seed. Goes out: concepts with terms as analysts write them, and articles that hold some of these terms.
Never: a word of a real text. No word has an accent or a second spelling, so that a plain regular expression without
folding can be asked for the same decisions; and no two languages share a word, so that it needs no language filter.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from monitor.engine.schema import ConceptSpec
from monitor.model import Article, Language

IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0x5600)]


def _split(**syllables: str) -> dict[str, list[str]]:
    return {language: said.split() for language, said in syllables.items()}


def _syllables(consonants: str, vowels: str, ends: str) -> list[str]:
    return [c + v + end for c in consonants for v in vowels for end in ("", *ends)]


# First syllables tell languages of one alphabet apart; the rest they share.
FIRST = {
    **_split(
        en="ba be bi bo bu ca co da de di do fa fi ga go ha he ho la le li lo ma me mi mo na ne no pa pe po ra re ro"
        " sa se so ta te ti to va ve vi tra tre bra gra pla ple",
        de="schwa schwe schwi pfa pfe pfi zwa zwe zwo kna kne kno schna schni",
        ru="ба ве ви го да де до за зи ка ко ла ле ли ма ме ми на не но па по ра ре ро са се со та те ту фа хо ча ше"
        " пра про сто сла",
        ar="باد تار ثوم جاد حور خال دار ذهر روح زاد سوق شرق صدر ضرب طرد ظفر عقد غرق قدر مدر نور",
    ),
    "zh": IDEOGRAPHS[:1200],
}
NEXT = {
    "en": _syllables("bdfghklmnprstvz", "aeiou", "nrl"),
    "de": _syllables("bdfghklmnprstvz", "aeiou", "nrl"),
    "ru": _syllables("бвгдзклмнпрстфх", "аеоу", "нрл"),
    "ar": _syllables("بتثجدرزسشصطعفقلمن", "او", "رمد"),
    "zh": IDEOGRAPHS[1200:],
}
LANGUAGES = ("en", "de", "ru", "ar", "zh")
SHARE = (0.35, 0.15, 0.2, 0.15, 0.15)  # of articles in each language
TERMS_OF_A_CONCEPT = (("en", 7), ("de", 4), ("ru", 5), ("ar", 4), ("zh", 3), ("any", 2))  # 25
TERMS_OF_A_HOT_CONCEPT = (("en", 18), ("de", 12), ("ru", 12), ("ar", 10), ("zh", 8))  # 60: common words are many words
MARKS = ("{}", "{}", "{}", "={}", "{}*", "{} {}", "{} {}", "={} ={} ={}")  # an even mix of kinds of term
BYTES_OF_AN_ARTICLE = 4000
_COMMON = 4000  # words of a language's running text
_PAUSES = (" ", " ", " ", " ", " ", " ", " ", ", ", " – ", ". ")


def word(language: str, rng: random.Random) -> str:
    """A word; its first syllable tells its language."""
    if language == "zh":
        return rng.choice(FIRST["zh"]) + "".join(rng.choices(NEXT["zh"], k=rng.choice((1, 2, 2))))
    return rng.choice(FIRST[language]) + "".join(rng.choices(NEXT[language], k=rng.choice((1, 2, 2, 3))))


def term(language: str, rng: random.Random) -> str:
    """A term as an analyst writes it: of one to three words, with or without marks; names in `any` language."""
    if language == "any":
        language = rng.choice(("en", "ru"))
    if language == "zh":
        return word("zh", rng) + rng.choice(NEXT["zh"])
    form = rng.choice(MARKS)
    words = [rng.choice(FIRST[language]) + "".join(rng.choices(NEXT[language], k=2)) for _ in range(form.count("{}"))]
    if language == "de" and form == "{}":
        form = rng.choice(("{}", "*{}"))
    return form.format(*words)


def concept(language_counts: Sequence[tuple[str, int]], rng: random.Random) -> ConceptSpec:
    """A concept with so many terms of each language."""
    return ConceptSpec(
        terms={language: tuple(term(language, rng) for _ in range(count)) for language, count in language_counts}
    )


@dataclass(frozen=True, slots=True)
class World:
    """`rare` concepts and `hot` ones, which running text is full of."""

    rare: dict[str, ConceptSpec]
    hot: dict[str, ConceptSpec]

    @classmethod
    def make(cls, *, concepts: int = 2000, hot: int = 30, seed: int = 1) -> World:
        """The same world for the same seed."""
        rng = random.Random(seed)
        return cls(
            {f"c{n}": concept(TERMS_OF_A_CONCEPT, rng) for n in range(concepts)},
            {f"hot{n}": concept(TERMS_OF_A_HOT_CONCEPT, rng) for n in range(hot)},
        )

    @property
    def concepts(self) -> dict[str, ConceptSpec]:
        """All of them by id."""
        return {**self.rare, **self.hot}


class Writer:
    """Writes articles that mention concepts of a world."""

    def __init__(self, world: World, *, seed: int = 2) -> None:
        self._rng = random.Random(seed)
        self._rare = [_mentions(spec) for spec in world.rare.values()]
        self._hot = [_mentions(spec) for spec in world.hot.values()]
        self._common = {code: [word(code, self._rng) for _ in range(_COMMON)] for code in LANGUAGES}
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(_COMMON)))

    def articles(self, number: int, *, rare: int, hot: int) -> tuple[Article, ...]:
        """Articles of about 4 kB, each with so many mentions of rare and of hot concepts."""
        languages = self._rng.choices(LANGUAGES, SHARE, k=number)
        return tuple(self.article(language, rare=rare, hot=hot) for language in languages)

    def article(self, language: str, *, rare: int, hot: int, size: int = BYTES_OF_AN_ARTICLE) -> Article:
        """One article; `size` in bytes of UTF-8."""
        rng = self._rng
        words = list(self._words(language, size))
        placed = [(rng.randrange(len(words)), rng.choice(self._rare)) for _ in range(rare)]
        for _ in range(hot):  # every other one beside a rare one, so that what is wanted near it is near it
            beside = placed and rng.random() < 0.5
            at = rng.choice(placed)[0] + rng.randrange(8) if beside else rng.randrange(len(words))
            placed.append((at, rng.choice(self._hot)))
        for at, mentions in sorted(placed, key=lambda item: -item[0]):
            words.insert(at, rng.choice(mentions[language]))
        paragraphs = tuple(_paragraphs(words, language, rng))
        return Article(title=paragraphs[0], paragraphs=paragraphs, language=Language(code=language, sure=True))

    def _words(self, language: str, size: int) -> Iterator[str]:
        """Running text of so many bytes, common words most often."""
        while size > 0:
            for found in self._rng.choices(self._common[language], cum_weights=self._weights, k=50):
                yield found
                size -= len(found.encode()) + (language != "zh")
                if size <= 0:
                    return


def _mentions(spec: ConceptSpec) -> dict[str, tuple[str, ...]]:
    """What an article in each language may write for a concept: its terms without their marks."""
    return {
        code: tuple(written.replace("=", "").replace("*", "") for written in spec.terms[code]) for code in LANGUAGES
    }


def _paragraphs(words: list[str], language: str, rng: random.Random) -> Iterator[str]:
    """A title, then paragraphs of about eighty words."""
    at = 0
    for length in (8, *(80 for _ in words)):
        if at >= len(words):
            return
        yield _sentences(words[at : at + length], language, rng)
        at += length


def _sentences(words: list[str], language: str, rng: random.Random) -> str:
    if language == "zh":
        return "".join(found + rng.choice(("", "", "", "", ",", "。")) for found in words) + "。"
    parts = [words[0].capitalize()]
    for found in words[1:]:
        pause = rng.choice(_PAUSES)
        parts += [pause, found.capitalize() if pause == ". " else found]
    return "".join(parts) + "."


def hostile(world: World, *, size: int = 1_000_000) -> dict[str, Article]:
    """Articles of a megabyte that try to be expensive: in words, in one word, in Chinese."""
    rng = random.Random(6)
    specs = list(world.concepts.values())
    words = {code: [written for spec in specs for written in _mentions(spec)[code]] for code in ("en", "zh")}
    chosen = rng.choices(words["en"], k=size // 8)
    unspaced = "".join(chosen).replace(" ", "")
    chinese = "".join(rng.choices(words["zh"], k=size // 12))
    texts = {
        "every word a hit": ("en", " ".join(chosen)),
        "no space": ("en", unspaced),
        "Chinese, every word a hit": ("zh", chinese),
    }
    return {
        name: Article(paragraphs=(cut_to(text, size),), language=Language(code=code, sure=True))
        for name, (code, text) in texts.items()
    }


def cut_to(text: str, size: int) -> str:
    """The beginning of a text, in bytes of UTF-8; one that is too short is said again."""
    encoded = text.encode()
    return (encoded * -(-size // len(encoded)))[:size].decode("utf-8", "ignore")

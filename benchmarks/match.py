"""How fast articles are matched, against what it could cost and what it usually costs; exits 1 if a target is missed.

    python -m benchmarks.match             # about three minutes
    python -m benchmarks.match --json      # one line a figure

A thousand made-up rules over 50,000 terms in 2,000 concepts; articles of about 4 kB in five languages and four scripts,
natural ones (about five hits) and dense ones (25 hits, five rules fire). All peers of a figure run in turn, article by
article, in CPU time; that they decide the same is asserted first. The engine's time is all of `match`, the fold
included; the bare automaton's is one scan, with its list of hits, of text that is folded already.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from benchmarks.fold_loop import fold_loop, nfd_loop
from benchmarks.measure import Figure, Timed, interleaved
from benchmarks.re_loop import ReLoop
from benchmarks.stall import build_and_watch
from benchmarks.synthetic import World, Writer, hostile
from benchmarks.synthetic_rules import compiled, idle_rules, make_rules
from monitor.engine import Lexicon, LexiconEntry, RuleSet, load_rules, match
from monitor.engine.automaton import Automaton
from monitor.model import Article, Language, Mentions
from monitor.shipped import rules_dir
from monitor.text.fold import fold

RULES, MORE_RULES = 1000, 20_000
SAMPLE = 4  # articles for the slowest peer
NOBODY = Mentions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure. `least`: the target is a minimum, not a maximum; None means that none is set."""

    name: str
    value: float
    unit: str
    target: float | None = None
    least: bool = False
    noise: float | None = None

    @property
    def met(self) -> bool:
        """Whether the target is met, or none is set."""
        return self.target is None or (self.value >= self.target if self.least else self.value <= self.target)


@dataclass(frozen=True, slots=True)
class Scene:
    """A world with its rules and articles."""

    world: World
    rules: RuleSet
    natural: tuple[Article, ...]
    dense: tuple[Article, ...]
    repeats: int


def main() -> None:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="one JSON object a figure")
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--articles", type=int, default=200, help="of each kind")
    parser.add_argument("--only", metavar="WORD", default="", help="figures of which a part is called so")
    asked = parser.parse_args()
    scene = set_scene(asked.articles, asked.repeats)
    gc.collect()
    gc.freeze()  # so that no peer pays for looking at what all of them keep
    lines = []
    for figures in (part for part in PARTS if asked.only in part.__name__):
        for line in figures(scene):
            lines.append(line)
            print(json.dumps({**asdict(line), "met": line.met}) if asked.json else as_text(line), flush=True)
    sys.exit(0 if all(line.met for line in lines) else 1)


def as_text(line: Line) -> str:
    """`name  value unit  target  noise`."""
    target = f"{'at least' if line.least else 'at most'} {line.target:g}" if line.target is not None else ""
    noise = f"±{line.noise:.1%}" if line.noise is not None else ""
    return f"{line.name:<58}{line.value:>9.4g} {line.unit:<11}{target:<14}{noise:<8}{'' if line.met else 'MISSED'}"


def set_scene(articles: int, repeats: int) -> Scene:
    """Everything that most figures are measured on."""
    world = World.make()
    writer = Writer(world)
    natural = tuple(each for hot in (2, 3) for each in writer.articles(articles // 2, rare=1, hot=hot))
    dense = writer.articles(articles, rare=17, hot=7)
    return Scene(world, compiled(make_rules(world, RULES), world.concepts), natural, dense, repeats)


def ratio(name: str, figure: Figure, target: float | None = None, *, least: bool = False) -> Line:
    """A ratio as a line."""
    return Line(name=name, value=figure.value, unit="times", target=target, least=least, noise=figure.noise)


def each(timed: Timed, **names: str) -> Iterator[Line]:
    """Microseconds an input of each peer."""
    for peer, name in names.items():
        figure = timed.us(peer)
        yield Line(name=name, value=figure.value, unit="us", noise=figure.noise)


def matching(rules: RuleSet) -> Callable[[Article], object]:
    """`match`, with nobody named."""
    return lambda article: match(rules, article, NOBODY)


# --- the figures ------------------------------------------------------------------------------------------------


def automaton(scene: Scene) -> Iterator[Line]:
    """All of `match` against a bare scan for the same patterns."""
    scan = Automaton(scene.rules.lexicon.patterns).scan
    for kind, articles, target in (("natural", scene.natural, 2.0), ("dense", scene.dense, 2.5)):
        folded = [fold(article.text).text for article in articles]
        found = [scene.rules.lexicon.find(article) for article in articles]
        hits = sum(len(spans) for each_ in found for spans in each_.values()) / len(articles)
        fired = sum(len(match(scene.rules, article, NOBODY)) for article in articles) / len(articles)
        yield Line(name=f"{kind}: hits", value=hits, unit="an article")
        yield Line(name=f"{kind}: rules that fire", value=fired, unit="an article")
        peers = {"engine": (matching(scene.rules), articles), "scan": (scan, folded)}
        timed = interleaved(peers, repeats=scene.repeats)
        yield from each(timed, engine=f"{kind}: match", scan=f"{kind}: bare automaton")
        yield ratio(f"{kind}: match against the bare automaton", timed.ratio("engine", "scan"), target)


def expressions(scene: Scene) -> Iterator[Line]:
    """Against a loop over one regular expression a concept, on a few articles of either kind."""
    articles = (*scene.dense[:SAMPLE], *scene.natural[:SAMPLE])
    loop = ReLoop(make_rules(scene.world, RULES), scene.world.concepts)
    for article in articles:
        ours = tuple(found.rule for found in match(scene.rules, article, NOBODY))
        assert ours == loop.fired(article), f"the peers decide differently: {article.title}"
    for kind, some in (("dense", articles[:SAMPLE]), ("natural", articles[SAMPLE:])):
        peers = {"engine": (matching(scene.rules), some), "loop": (loop.fired, some)}
        timed = interleaved(peers, repeats=5)
        yield from each(timed, loop=f"{kind}: a loop of regular expressions")
        yield ratio(f"{kind}: the loop against match", timed.ratio("loop", "engine"), 500, least=True)


def growth(scene: Scene) -> Iterator[Line]:
    """Twenty times as many rules over the same concepts; and as many that cannot fire."""
    idle, never = idle_rules(scene.world, MORE_RULES - RULES)
    rules = make_rules(scene.world, RULES)
    concepts = {**scene.world.concepts, **never}
    more = compiled(make_rules(scene.world, MORE_RULES), scene.world.concepts)
    with_idle = compiled([*rules, *idle], concepts)
    fewer = compiled(rules, concepts)
    assert [match(with_idle, a, NOBODY) for a in scene.dense] == [match(fewer, a, NOBODY) for a in scene.dense]
    for kind, articles in (("dense", scene.dense), ("natural", scene.natural)):
        for name, rules_, target in (
            (f"{MORE_RULES} rules against {RULES}", more, 6.0),
            (f"{RULES} rules and {len(idle)} that cannot fire", with_idle, 1.1),
        ):
            peers = {"few": (matching(scene.rules), articles), "more": (matching(rules_), articles)}
            timed = interleaved(peers, repeats=scene.repeats)
            yield ratio(f"{kind}: {name}", timed.ratio("more", "few"), target)


def folding(scene: Scene) -> Iterator[Line]:
    """Folding with offsets against loops over characters."""

    def ours(text: str) -> object:
        return fold.__wrapped__(text).offsets  # not what is remembered of the last texts

    texts = [article.text for article in scene.natural]
    assert all(fold_loop(text) == (fold(text).text, fold(text).offsets.tolist()) for text in texts)
    peers = {"ours": (ours, texts), "loop": (fold_loop, texts), "nfd": (nfd_loop, texts)}
    timed = interleaved(peers, repeats=scene.repeats, in_a_row=len(texts))
    yield from each(timed, ours="folding, with offsets")
    yield ratio("a loop over characters, cached", timed.ratio("loop", "ours"), 10, least=True)
    yield ratio("a loop over characters, each taken apart", timed.ratio("nfd", "ours"), 10, least=True)


def megabytes(scene: Scene) -> Iterator[Line]:
    """A megabyte made to be expensive against a megabyte of articles, as much text."""
    size = sum(len(article.text.encode()) for article in scene.natural)

    def as_many(articles: Sequence[Article]) -> None:
        for article in articles:
            match(scene.rules, article, NOBODY)

    worst = hostile(scene.world, size=size)
    peers = {"normal": (as_many, [scene.natural]), **{n: (matching(scene.rules), [a]) for n, a in worst.items()}}
    timed = interleaved(peers, repeats=scene.repeats)
    for name in worst:
        yield ratio(f"{size / 1e6:.1f} MB, {name}, against as much in articles", timed.ratio(name, "normal"), 5.0)


def nested(scene: Scene) -> Iterator[Line]:
    """An expression that stops a backtracking engine for years, on a text made for it and on one of as many letters."""
    hot = next(iter(scene.world.hot))
    word = scene.world.hot[hot].terms["en"][0].replace("=", "").replace("*", "")
    regex = {"find": "(?:(?:[a-z]+)+ ?)+[0-9]", "near": hot, "within": "100 words"}
    rule = {**make_rules(scene.world, 1)[0], "match": {"pattern": "nested"}, "advanced": {"regex": {"nested": regex}}}
    rules = compiled([rule], scene.world.concepts)
    running = " ".join(article.text for article in scene.natural if article.language.code == "en")
    texts = {"bad": ("a" * 20_000, "ab " * 10_000), "normal": (running[:20_000], running[20_000:50_000])}
    peers = {}
    for name, (one, other) in texts.items():
        text = f"{word} {one} {word} {other}"
        peers[name] = (matching(rules), [Article(paragraphs=(text,), language=Language(code="en", sure=True))])
    timed = interleaved(peers, repeats=scene.repeats)
    yield from each(timed, bad="50 kB made for nested quantifiers")
    yield ratio("50 kB made for nested quantifiers, against as much text", timed.ratio("bad", "normal"), 2.0)


def building(scene: Scene) -> Iterator[Line]:
    """How long a lexicon takes to build, and how long another thread stands still meanwhile."""
    entries = [LexiconEntry(id=name, terms=spec.terms) for name, spec in scene.world.concepts.items()]
    whole = {"10,000 terms": entries[: len(entries) // 5], "50,000 terms": entries}
    for name, some in whole.items():
        yield from _built(name, lambda some=some: Lexicon.build(some))
    yield from _built("the shipped rules", lambda: load_rules([rules_dir()]))


def _built(name: str, build: Callable[[], object]) -> Iterator[Line]:
    built = min((build_and_watch(build) for _ in range(3)), key=lambda built: built.stall_ms)
    yield Line(name=f"building {name}", value=built.seconds, unit="s")
    yield Line(name=f"building {name}: longest stall of a thread", value=built.stall_ms, unit="ms", target=100)


PARTS = (automaton, expressions, growth, folding, megabytes, nested, building)

if __name__ == "__main__":
    main()

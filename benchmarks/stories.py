"""How well articles are joined into stories, across languages: figures, targets, and exit 1 on a miss.

In: ../shared/data/ntrex (documents of even lines: `tools/fit_stories.py` was fitted on the odd ones) and
../shared/data/corpus. Out: a table. NTREX-128 is translation, so that its figures hold for one agency's story in many
languages; the groups of the corpus beginning with `2-` are independent reports, and so are our own of made-up events
(tests/data/stories, the half that nothing was fitted on).
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from benchmarks.stories_data import CORPUS, NTREX, Told, gazetteer, read_ntrex, read_reports
from benchmarks.stories_stream import Stream
from monitor import context, stories
from monitor.config.languages import SHIPPED
from monitor.service.grouping import Reader, group_texts
from monitor.stories.bcubed import BCubed, b_cubed
from monitor.stories.prior import logistic
from monitor.stories.profile import profile
from monitor.stories.score import probability, shared

SEEDS = (0, 1, 2)  # orders of arrival
SHUFFLES = "mean of three orders of arrival"


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value, and what it must be at least; None where it is only told."""

    name: str
    value: float
    least: float | None = None

    @property
    def missed(self) -> bool:
        """Whether the target was not reached."""
        return self.least is not None and self.value < self.least

    def line(self) -> str:
        """A row of the table."""
        target = "" if self.least is None else f"   (at least {self.least:g}{'; MISSED' if self.missed else ''})"
        return f"{self.value:8.3f}  {self.name}{target}"


def main() -> int:
    """Measure, print, and say by the exit code whether a target was missed."""
    if not NTREX.is_dir() or not CORPUS.is_dir():
        print(f"the texts are missing: {NTREX} and {CORPUS}", file=sys.stderr)
        return 2
    names = gazetteer()
    odd, even = list(read_ntrex(names, odd=True)), list(read_ntrex(names, odd=False))
    figures = [*retrieval(even, odd), *streams(even), *corpus(names), *reports(names), *cost(names, even)]
    for figure in figures:
        print(figure.line())
    return int(any(figure.missed for figure in figures))


def retrieval(even: Sequence[Told], odd: Sequence[Told]) -> Iterator[Figure]:
    """How often the English document that scores best is the right one; the odd ones are candidates too."""
    stream = Stream()
    for one in even:
        stream.index.count(one.fingerprint)
    english = [one for one in (*even, *odd) if one.fingerprint.language == "en"]
    model, right = logistic(), dict.fromkeys(SHIPPED, 0)
    for one in even:
        weights = stream.index.weights(one.fingerprint)
        mine = profile(one.fingerprint, weights)
        scores = [probability(shared(mine, profile(o.fingerprint, weights)).figures, model) for o in english]
        right[one.fingerprint.language or ""] += english[scores.index(max(scores))].story == one.story
    documents = len(even) / len(SHIPPED)
    shares = {language: right[language] / documents for language in SHIPPED if language != "en"}
    yield Figure("P@1 to English, mean of twelve languages", mean(shares.values()), 0.98)
    for language, share in shares.items():
        yield Figure(f"P@1 {language}", share, 0.85 if language == "zh" else None)


def streams(even: Sequence[Told]) -> Iterator[Figure]:
    """Online grouping and pairs, with counts that run from nothing."""
    runs = [_online(even, seed) for seed in SEEDS]
    yield Figure(f"online B-cubed F1, {SHUFFLES}", mean(run.f1 for run in runs), 0.93)
    yield Figure("online B-cubed precision", mean(run.precision for run in runs))
    yield Figure("online B-cubed recall", mean(run.recall for run in runs))
    model = logistic()
    pairs = [
        (probability(pair.figures, model), pair.same) for seed in SEEDS for pair in Stream().pairs(shuffled(even, seed))
    ]
    joined = [same for sure, same in pairs if sure >= model.join]
    yield Figure(f"pair precision at p >= {model.join}", mean(joined), 0.97)
    yield Figure(
        f"pair recall at p >= {model.join}, of the pairs compared", sum(joined) / sum(same for _, same in pairs)
    )


def shuffled(documents: Sequence[Told], seed: int) -> list[Told]:
    """The documents in another order."""
    return random.Random(seed).sample(documents, len(documents))


def _online(documents: Sequence[Told], seed: int) -> BCubed:
    stream = Stream()
    given = [(str(stream.join(one)), one.story) for one in shuffled(documents, seed)]
    found = b_cubed(given)
    assert found is not None, "there are documents"
    return found


def corpus(names: context.Gazetteer) -> Iterator[Figure]:
    """The labelled groups, joined as `vedette group` does, and again without their dates."""
    body = (CORPUS / "dev.jsonl").read_bytes()
    labels = json.loads((CORPUS / "stories.json").read_text(encoding="utf-8"))
    group_of = {text_id: group for group, ids in labels["groups"].items() for text_id in ids}
    records = [json.loads(line) for line in body.decode().splitlines()]
    story_of = {record["id"]: group_of.get(record["id"]) or record.get("story") for record in records}
    undated = "\n".join(json.dumps({**record, "date": None}) for record in records).encode()
    for told, texts in (("labelled stories", body), ("labelled stories undated", undated)):
        given = _grouped(texts, names)
        scored = b_cubed((given[text_id], story) for text_id, story in story_of.items() if story)
        assert scored is not None, "there are labelled texts"
        yield Figure(f"{told}, B-cubed F1", scored.f1, 0.90)
        yield Figure(f"{told}, B-cubed precision", scored.precision)
        yield Figure(f"{told}, B-cubed recall", scored.recall)
        kept = [pair for pair in labels["must_not_group"] if not _joined(pair, labels["groups"], given)]
        yield Figure(f"{told}, pairs of groups kept apart", len(kept) / len(labels["must_not_group"]), 1.0)
        independent = [(given[i], g) for g, ids in labels["groups"].items() if g.startswith("2-") for i in ids]
        if (apart := b_cubed(independent)) is not None:
            yield Figure(f"{told}, independent reports alone, B-cubed F1", apart.f1)


def _grouped(texts: bytes, names: context.Gazetteer) -> dict[str, str]:
    """The story of each text by its id."""
    return {one.id: one.story for one in group_texts(texts, "dev.jsonl", Reader(languages=SHIPPED, names=names)).texts}


def _joined(pair: Sequence[str], groups: dict[str, list[str]], given: dict[str, str]) -> bool:
    one, other = ({given[text_id] for text_id in groups[group]} for group in pair)
    return bool(one & other)


def reports(names: context.Gazetteer) -> Iterator[Figure]:
    """Our own independently worded reports: online, and by pairs."""
    own = list(read_reports(names, "measuring"))
    stream = Stream()
    scored = b_cubed((str(stream.join(one)), one.story) for one in own)
    assert scored is not None, "there are reports"
    yield Figure("own independent reports, B-cubed F1", scored.f1)
    yield Figure("own independent reports, B-cubed precision", scored.precision)
    yield Figure("own independent reports, B-cubed recall", scored.recall)
    model = logistic()
    sure = [pair.same for pair in Stream().pairs(own) if probability(pair.figures, model) >= model.join]
    yield Figure("own independent reports, pair precision", mean(sure))
    told = Counter(one.story for one in own)
    pairs = sum(number * (number - 1) // 2 for number in told.values())
    yield Figure("own independent reports, pair recall, of all pairs", sum(sure) / pairs)


def cost(names: context.Gazetteer, even: Sequence[Told]) -> Iterator[Figure]:
    """Milliseconds an article, mentions aside, once the words of the day are known."""
    articles = [(one.article, names.find(one.article)) for one in even]
    start = time.perf_counter()
    for article, mentions in articles:
        stories.features_of(article, mentions)
    yield Figure("ms an article, features", 1000 * (time.perf_counter() - start) / len(even))
    stream, start = Stream(), time.perf_counter()
    for one in even:
        stream.join(one)
    yield Figure(f"ms an article, join with up to {len(even)} others", 1000 * (time.perf_counter() - start) / len(even))


if __name__ == "__main__":
    sys.exit(main())

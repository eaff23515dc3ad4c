"""A scoring as tables for people, and as JSON lines for scripts.

In: a `Scoring`. Out: `Table`s and dicts. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from monitor.engine.scores import Count
from monitor.service.scoring import Fault, Scoring
from monitor.service.table import Row, Table, counted

_NUMBERS = ("positives", "found", "false", "P", "R", "F1")
_NAMED_AT_MOST = 10  # hard negatives that are named in the summary


def tables(scoring: Scoring, *, by_language: bool = False, faults: bool = False) -> Iterator[Table]:
    """One table a rule and the sums; one a language; if asked for, one a rule and language, and every fault."""
    scores = scoring.scores
    if not scores.texts:
        yield Table(header=(), rows=(), empty="No texts.")
        return
    total = [(("all rules",), scores.total)]
    yield _counts(("rule",), [*(((rule,), count) for rule, count in scores.by_rule.items()), *total], _summary(scoring))
    yield _counts(("language",), [((language,), count) for language, count in scores.by_language.items()])
    if by_language:
        yield _counts(("rule", "language"), list(scores.by_both.items()))
    if faults:
        yield _faults(scoring.faults)


def _counts(names: tuple[str, ...], counts: Iterable[tuple[tuple[str, ...], Count]], after: str = "") -> Table:
    header = (*names, *_NUMBERS)
    rows = tuple(Row(cells=(*key, *_cells(count))) for key, count in counts)
    return Table(header=header, rows=rows, empty="No texts.", after=after)


def _cells(count: Count) -> tuple[str, ...]:
    shares = (count.precision, count.recall, count.f1)
    cells = (*map(str, (count.positives, count.found, count.false)), *map(_share, shares))
    return tuple(cell.rjust(len(name)) for cell, name in zip(cells, _NUMBERS, strict=True))


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def _summary(scoring: Scoring) -> str:
    """What the numbers stand on."""
    return "\n".join(_sentences(scoring))


def _sentences(scoring: Scoring) -> Iterator[str]:
    scores, stories = scoring.scores, scoring.stories
    yield counted(scores.texts, "text")
    if scores.hard_negatives:
        fired = scores.hard_negatives_fired
        share = f"{len(fired) / scores.hard_negatives:.1%}"
        more = f" and {len(fired) - _NAMED_AT_MOST} more" if len(fired) > _NAMED_AT_MOST else ""
        names = f": {', '.join(fired[:_NAMED_AT_MOST])}{more}" if fired else ""
        yield f"{len(fired)} of {counted(scores.hard_negatives, 'hard negative')} ({share}) fired a rule{names}"
    if stories:
        figures = f"P {stories.precision:.3f}, R {stories.recall:.3f}, F1 {stories.f1:.3f}"
        yield f"stories, B-cubed over {counted(stories.texts, 'text')}: {figures}"
    for rule, count in scores.unlabelled.items():
        yield f"{rule} fired on {counted(count, 'text')}, but no text is labelled with it: not in these figures"


def _faults(faults: Iterable[Fault]) -> Table:
    rows = tuple(
        Row(cells=(one.rule, "missed" if one.missed else "false", one.language, one.id), note=one.because)
        for one in sorted(faults, key=lambda one: (one.rule, one.missed, one.language, one.id))
    )
    return Table(header=("rule", "what", "language", "text"), rows=rows, empty="No misses and no false hits.")


# --- for scripts ------------------------------------------------------------------------------------------------


def json_lines(scoring: Scoring, *, by_language: bool = False, faults: bool = False) -> Iterator[dict[str, Any]]:
    """One object a line; `score` says of what. Shares are 0 to 1, null where there is nothing to divide by.

    ```
    {"score":"total","texts","positives","found","right","false","missed","precision","recall","f1"}      the first line
    {"score":"rule","rule", …}  {"score":"language","language", …}            the same counts and shares without "texts"
    {"score":"rule-language","rule","language", …}                            with `--by-language`
    {"score":"hard-negatives","texts","fired","share","ids"}                  if there are any
    {"score":"stories","texts","precision","recall","f1"}                     B-cubed, if the texts name their stories
    {"score":"unlabelled","rule","found"}                                     a rule that fired and that no text names
    {"score":"miss","id","rule","language","because"}  {"score":"false-hit", …}         with `--misses`
    ```
    """
    scores = scoring.scores
    yield {"score": "total", "texts": scores.texts, **_figures(scores.total)}
    for rule, count in scores.by_rule.items():
        yield {"score": "rule", "rule": rule, **_figures(count)}
    for language, count in scores.by_language.items():
        yield {"score": "language", "language": language, **_figures(count)}
    for (rule, language), count in scores.by_both.items() if by_language else ():
        yield {"score": "rule-language", "rule": rule, "language": language, **_figures(count)}
    yield from _rest(scoring)
    for one in scoring.faults if faults else ():
        kind = "miss" if one.missed else "false-hit"
        yield {"score": kind, "id": one.id, "rule": one.rule, "language": one.language, "because": one.because}


def _rest(scoring: Scoring) -> Iterator[dict[str, Any]]:
    scores, stories = scoring.scores, scoring.stories
    if scores.hard_negatives:
        fired = scores.hard_negatives_fired
        share = round(len(fired) / scores.hard_negatives, 4)
        yield {
            "score": "hard-negatives",
            "texts": scores.hard_negatives,
            "fired": len(fired),
            "share": share,
            "ids": list(fired),
        }
    if stories:
        figures = {"precision": stories.precision, "recall": stories.recall, "f1": stories.f1}
        rounded = {name: round(value, 4) for name, value in figures.items()}
        yield {"score": "stories", "texts": stories.texts, **rounded}
    for rule, found in scores.unlabelled.items():
        yield {"score": "unlabelled", "rule": rule, "found": found}


def _figures(count: Count) -> dict[str, Any]:
    shares = {"precision": count.precision, "recall": count.recall, "f1": count.f1}
    return {
        "positives": count.positives,
        "found": count.found,
        "right": count.right,
        "false": count.false,
        "missed": count.missed,
        **{name: None if share is None else round(share, 4) for name, share in shares.items()},
    }

"""What `vedette check` says of rules by what stored articles show.

In: the configuration and what was loaded. Out: warnings about the desk's own rules and concepts, measured on the latest
articles. Reads the database only; where there is none, or few articles are in it, nothing is said. The built-in rules
were measured before they were shipped, and nobody at a desk can mend them.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from monitor import engine, shipped
from monitor.config import Config
from monitor.errors import Problem, VedetteError
from monitor.knowledge import Knowledge
from monitor.model import Article, Mentions

ARTICLES_AT_MOST = 2000
SECONDS_AT_MOST = 5.0


def measured_problems(
    config: Config, environ: Mapping[str, str], knowledge: Knowledge, sources: engine.Sources
) -> tuple[Problem, ...]:
    """Warnings about the rules and concepts that are not built in."""
    own = _own(sources)
    if not own.rules and not own.concepts:
        return ()
    from monitor.service.views import looking  # the database's library, only where there are rules to measure

    try:
        with looking(config, environ) as store:
            articles = islice(store.archive.latest_articles(), ARTICLES_AT_MOST)
            texts = _within(SECONDS_AT_MOST, ((article, knowledge.mentions(article)) for article in articles))
            concepts = {name: spec for name, (spec, _) in own.concepts.items()}
            measured = engine.measure(knowledge.rules, texts, concepts=concepts)
    except VedetteError:  # no database, or none that can be read: others say so where it matters
        return ()
    return engine.measured_problems(measured, own)


def _own(sources: engine.Sources) -> engine.Sources:
    builtin = shipped.rules_dir().resolve()

    def own(file: Path) -> bool:
        return not file.resolve().is_relative_to(builtin)

    return engine.Sources(
        rules={name: file for name, file in sources.rules.items() if own(file.file)},
        concepts={name: found for name, found in sources.concepts.items() if own(found[1].file)},
        silences=sources.silences,
    )


def _within(seconds: float, texts: Iterable[tuple[Article, Mentions]]) -> Iterator[tuple[Article, Mentions]]:
    """As many as there is time for."""
    end = time.monotonic() + seconds
    for each in texts:
        yield each
        if time.monotonic() > end:
            return

"""Burst rules: a sudden rise, an unusual silence, a first sighting, over what other rules found and the archive keeps.

Events and the time go in, episodes come out. Pure: reads no database and no clock; windows slide.
"""

from monitor.engine.bursts.coverage import Coverage, Pause
from monitor.engine.bursts.judge import Ended, Fired, Standing, Verdict, judge, standings
from monitor.engine.bursts.rules import Burst, Past
from monitor.engine.bursts.schema import BurstSpec, FirstSeenSpec, SilenceSpec, SpikeSpec
from monitor.engine.bursts.sightings import known_things
from monitor.engine.bursts.wording import (
    asks,
    headline,
    reasons,
    span_in_words,
    stands,
    what_ended,
    what_happened,
)

__all__ = [
    "Burst",
    "BurstSpec",
    "Coverage",
    "Ended",
    "Fired",
    "FirstSeenSpec",
    "Past",
    "Pause",
    "SilenceSpec",
    "SpikeSpec",
    "Standing",
    "Verdict",
    "asks",
    "headline",
    "judge",
    "known_things",
    "reasons",
    "span_in_words",
    "standings",
    "stands",
    "what_ended",
    "what_happened",
]

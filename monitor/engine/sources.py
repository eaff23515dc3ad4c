"""Where the rules and concepts of a set stand, so that what is found out later can be said at their lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.engine.schema import ConceptSpec
from monitor.engine.silence import Silence
from monitor.strict_yaml import Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Files by the ids of rules and concepts, and the warnings that are silenced in them."""

    rules: Mapping[str, Placed] = field(default_factory=dict)
    concepts: Mapping[str, tuple[ConceptSpec, Placed]] = field(default_factory=dict)
    silences: tuple[Silence, ...] = ()

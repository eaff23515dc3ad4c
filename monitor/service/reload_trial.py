"""Try the rules as they are on disk: load, check, run the examples. Decides nothing and tells nobody.

In: an `App` and its files. Out: a `Trial`: the loaded set, and everything that speaks against it. What was loaded from
the very same files before is not loaded again. Never raises: a fault of ours is a problem like any other.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import structlog

from monitor.errors import Level, Problem
from monitor.knowledge import Knowledge
from monitor.service.app import App
from monitor.service.collector import collector_at_rest
from monitor.service.knowledge import Loading, load_knowledge
from monitor.service.reload_examples import ExampleRuns, Failing, key_of, problem_of
from monitor.service.rules_files import RuleFiles

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a load came to. `problems` are its errors and the examples that do not hold; `loading` is None if it broke.

    `failing` names those examples; `seconds` is how long it took.
    """

    loading: Loading | None
    problems: tuple[Problem, ...]
    failing: frozenset[Failing] = frozenset()
    seconds: float = 0.0

    @property
    def knowledge(self) -> Knowledge | None:
        """The set, if its files can be used."""
        return self.loading.knowledge if self.loading else None


class Trials:
    """Remembers the last load, in use or not, and which examples held."""

    def __init__(self, app: App, files: RuleFiles) -> None:
        self._app = app
        self._files = files
        self._examples = ExampleRuns()
        self._loading = app.loading

    def now(self) -> Trial:
        """Try what is on disk now."""
        try:
            return self._try()
        except Exception as error:
            log.exception("the edited rules could not be tried, by a fault of ours")
            return Trial(loading=None, problems=(self._our_fault(error),))

    def _try(self) -> Trial:
        begun = time.monotonic()
        loading = self._loading = self._known() or self._load()
        errors = tuple(problem for problem in loading.problems if problem.level is Level.ERROR)
        failures = self._examples.failures(loading.knowledge) if loading.knowledge else ()
        return Trial(
            loading=loading,
            problems=(*errors, *map(problem_of, failures)),
            failing=frozenset(map(key_of, failures)),
            seconds=time.monotonic() - begun,
        )

    def _known(self) -> Loading | None:
        """What was loaded from these very files already: at the start, after a mere `touch`, after an undo."""
        contents = self._files.contents()
        copies = {name: version.sha256 for name, version in self._app.copies.items()}
        known = (one for one in (self._app.loading, self._loading) if one is not None)
        return next((one for one in known if one.contents == contents and one.copies == copies), None)

    def _load(self) -> Loading:
        with collector_at_rest():
            return load_knowledge(self._app.config, before=self._loading, copies=self._app.copies)

    def _our_fault(self, error: Exception) -> Problem:
        what = f"the rules beside it cannot be loaded: {type(error).__name__}: {error}"
        return Problem(file=self._app.config.path, line=0, what=what, todo="undo the last edit, and report this")

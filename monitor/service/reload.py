"""Takes up edited rules while everything else goes on: notice, load, check, run the examples, swap.

In: the files that the knowledge was loaded from, looked at a few times a second on a thread of its own. Out: a new
`App.knowledge`, whole, or the old one with every problem said. Articles in hand are read to their end by the old set.
A burst of saves counts as one; files that change while they are read are read again, and no alarm is raised for them.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import structlog

from monitor.errors import Level, Problem
from monitor.pipeline import Knowledge
from monitor.service.app import App
from monitor.service.collector import collector_at_rest
from monitor.service.knowledge import Loading, load_knowledge
from monitor.service.reload_episode import RulesEpisode, in_short
from monitor.service.reload_examples import ExampleRuns
from monitor.service.rules_files import RuleFiles, Stamps
from monitor.service.table import counted

log = structlog.get_logger()

SETTLED_AFTER = 0.2  # seconds without a further change: an editor's save is over
ALARM_AFTER = 0.75  # seconds that a faulty state must last: several files may be saved, or copied, one after another


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a load came to. With `problems` (errors, and examples that do not hold) it may not serve."""

    loading: Loading
    problems: tuple[Problem, ...]
    seconds: float


class Reloader:
    """Watches the files of one `App` and swaps its knowledge."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._files = RuleFiles.of(app.config)
        self._examples = ExampleRuns()
        self._episode = RulesEpisode(app)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rules")
        self._stopping = threading.Event()
        self._seen: Stamps | None = None  # what the last trial was made of
        self._loading = app.loading  # the last one, in use or not
        self._trial: Trial | None = None  # not concluded yet
        self._said: Trial | None = None

    async def tick(self) -> None:
        """Look, on the thread; raises `StorageError` while what was found cannot be recorded."""
        if not self._stopping.is_set():
            await asyncio.get_running_loop().run_in_executor(self._thread, self.look)

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping.set()

    def close(self) -> None:
        """End the thread."""
        self._stopping.set()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def look(self) -> None:
        """Try what is on disk if it changed since the last look, and act on it."""
        stamps = self._files.stamps()
        if stamps != self._seen:
            self._trial = self._tried(stamps)
        if self._trial is not None and not self._stopping.is_set():
            self._conclude(self._trial)
            self._trial = None

    def _tried(self, stamps: Stamps) -> Trial | None:
        """What stands in the files now; None when they still change, or it is time to stop."""
        settled = self._settled(stamps)
        if settled is None:
            return None
        trial = self._try()
        if trial.problems and self._stopping.wait(ALARM_AFTER):
            return None
        if self._files.stamps() != settled:
            return None  # the next look begins anew
        self._seen = settled
        return trial

    def _settled(self, stamps: Stamps) -> Stamps | None:
        """Wait until nothing changes any more."""
        while not self._stopping.wait(SETTLED_AFTER):
            now = self._files.stamps()
            if now == stamps:
                return now
            stamps = now
        return None

    def _try(self) -> Trial:
        begun = time.monotonic()
        loading = self._loading = self._known() or self._load()
        problems = tuple(problem for problem in loading.problems if problem.level is Level.ERROR)
        if loading.knowledge is not None:
            problems = self._examples.problems(loading.knowledge)
        return Trial(loading=loading, problems=problems, seconds=time.monotonic() - begun)

    def _known(self) -> Loading | None:
        """What was loaded from these very files already: at the start, after a mere `touch`, after an undo."""
        contents = self._files.contents()
        known = (self._app.loading, self._loading)
        return next((one for one in known if one is not None and one.contents == contents), None)

    def _load(self) -> Loading:
        with collector_at_rest():
            return load_knowledge(self._app.config, before=self._loading)

    def _conclude(self, trial: Trial) -> None:
        """Swap, or keep the last good set; and have readers told. Can be repeated: the database may fail midway."""
        app, knowledge = self._app, trial.loading.knowledge
        if trial.problems or knowledge is None:
            self._refuse(trial)
            return
        if knowledge is not app.knowledge:
            app.store.remember_rules(knowledge.rules.hash, knowledge.rules.text, now=app.clock())
            before, app.knowledge = app.knowledge, knowledge
            app.loading = trial.loading
            _say_swap(before, trial, knowledge)
        if self._episode.ends():
            log.info("the rules are mended")

    def _refuse(self, trial: Trial) -> None:
        in_use = trial.loading.knowledge is self._app.knowledge
        if self._said is not trial:
            self._said = trial
            state = "they serve for want of others" if in_use else "the last good ones serve on"
            log.error(f"the rules on disk cannot be used: {counted(len(trial.problems), 'problem')}; {state}")
            for line in in_short(trial.problems, self._app.config.path.parent):
                log.error(line)
        self._episode.goes_on(trial.problems, in_use=in_use)


def _say_swap(before: Knowledge, trial: Trial, after: Knowledge) -> None:
    """One line: how many rules serve now, and what changed."""
    old, new = _hashes(before), _hashes(after)
    facts = {
        "new": ", ".join(sorted(new.keys() - old.keys())),
        "changed": ", ".join(sorted(rule for rule in new.keys() & old.keys() if new[rule] != old[rule])),
        "gone": ", ".join(sorted(old.keys() - new.keys())),
        "names": "changed" if before.gazetteer is not after.gazetteer else "",
        "warnings": len(trial.loading.problems) or "",
    }
    shown = {key: value for key, value in facts.items() if value}
    rules = counted(len(after.rules.rules), "rule")
    log.info(f"edited rules are in use: {rules}", **shown, seconds=round(trial.seconds, 1))


def _hashes(knowledge: Knowledge) -> Mapping[str, str]:
    return {rule.id: rule.hash for rule in knowledge.rules.rules}

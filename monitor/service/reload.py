"""Takes up edited rules while everything else goes on: notice, load, check, run the examples, swap.

In: the files that the knowledge was loaded from, looked at a few times a second on a thread of its own. Out: a new
`App.knowledge`, whole, or the old one with every problem said. Articles in hand are read to their end by the old set.
A burst of saves counts as one; files that change while they are read are read again, and no alarm is raised for them.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import structlog

from monitor.knowledge import Knowledge
from monitor.service.app import App
from monitor.service.collector import give_back
from monitor.service.reload_episode import RulesEpisode, in_short
from monitor.service.reload_examples import Failing
from monitor.service.reload_trial import Trial, Trials
from monitor.service.rules_files import RuleFiles, Stamps
from monitor.service.rules_kept import kept_texts
from monitor.service.rules_list import every_rule
from monitor.service.table import counted

log = structlog.get_logger()

SETTLED_AFTER = 0.1  # seconds without a further change: an editor's save is over
ALARM_AFTER = 0.75  # seconds that a faulty state must last: several files may be saved, or copied, one after another


class Reloader:
    """Watches the files of one `App` and swaps its knowledge. The two spans are seconds, as above."""

    def __init__(self, app: App, *, settled_after: float = SETTLED_AFTER, alarm_after: float = ALARM_AFTER) -> None:
        self._app = app
        self._settled_after = settled_after
        self._alarm_after = alarm_after
        self._files = RuleFiles.of(app.config)
        self._trials = Trials(app, self._files)
        self._episode = RulesEpisode(app)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rules")
        self._stopping = threading.Event()
        self._seen: Stamps | None = None  # what the last trial was made of, with these versions of the lists
        self._copies = app.copies
        self._trial: Trial | None = None  # not concluded yet
        self._said: Trial | None = None
        self._tolerated: frozenset[Failing] = frozenset()  # failing examples of the rules in use

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
        stamps, copies = self._files.stamps(), self._app.copies
        if stamps != self._seen or copies is not self._copies:
            self._trial = self._tried(stamps)
            if self._trial is not None:
                self._copies = copies
        if self._trial is not None and not self._stopping.is_set():
            self._conclude(self._trial)
            self._trial = None

    def _tried(self, stamps: Stamps) -> Trial | None:
        """What stands in the files now; None when they still change, or it is time to stop."""
        settled = self._settled(stamps)
        if settled is None:
            return None
        trial = self._trials.now()
        if trial.problems and self._stopping.wait(self._alarm_after):
            return None
        if self._files.stamps() != settled:
            return None  # the next look begins anew
        self._seen = settled
        return trial

    def _settled(self, stamps: Stamps) -> Stamps | None:
        """Wait until nothing changes any more."""
        while not self._stopping.wait(self._settled_after):
            now = self._files.stamps()
            if now == stamps:
                return now
            stamps = now
        return None

    def _conclude(self, trial: Trial) -> None:
        """Swap, or keep the last good set; and have readers told. Can be repeated: the database may fail midway."""
        app = self._app
        in_use = self._may_serve(trial)
        if in_use and not self._take(trial):
            self._seen = None  # saved again at this very moment: the next look begins anew
            return
        if trial.problems:
            self._complain(trial, in_use=in_use)
            self._episode.goes_on(trial.problems, in_use=in_use)
        elif self._episode.ends():
            log.info(f"the rules are mended: {counted(len(every_rule(app.knowledge.rules)), 'rule')} in use")

    def _may_serve(self, trial: Trial) -> bool:
        """An edit must not break an example. Those that fail in the rules in use already are no fault of the edit."""
        knowledge = trial.knowledge
        return knowledge is not None and (knowledge is self._app.knowledge or trial.failing <= self._tolerated)

    def _take(self, trial: Trial) -> bool:
        """Keep the text, then swap; False when the files say something else by now."""
        app, before, loading, knowledge = self._app, self._app.knowledge, trial.loading, trial.knowledge
        if loading is not None and knowledge is not None and knowledge is not before:
            kept = kept_texts(app.config, knowledge, loading.contents)
            if kept is None:
                return False
            app.store.remember_rules(kept, now=app.clock())
            app.knowledge, app.loading = knowledge, loading
            _say_swap(before, trial, knowledge)
            if before.lists is not knowledge.lists:
                del before
                give_back()
        self._tolerated = trial.failing
        return True

    def _complain(self, trial: Trial, *, in_use: bool) -> None:
        if self._said is trial:
            return
        self._said = trial
        number = len(trial.problems)
        if in_use:
            log.warning(f"examples of the rules in use do not hold: {number}")
        else:
            log.error(f"the rules on disk cannot be used: {counted(number, 'problem')}; the last good ones serve on")
        for line in in_short(trial.problems, self._app.config.path.parent):
            log.error(line)


def _say_swap(before: Knowledge, trial: Trial, after: Knowledge) -> None:
    """One line: how many rules serve now, and what changed."""
    old, new = _hashes(before), _hashes(after)
    facts = {
        "new": ", ".join(sorted(new.keys() - old.keys())),
        "changed": ", ".join(sorted(rule for rule in new.keys() & old.keys() if new[rule] != old[rule])),
        "gone": ", ".join(sorted(old.keys() - new.keys())),
        "names": "changed" if before.gazetteer is not after.gazetteer else "",
        "lists": "changed" if before.lists is not after.lists else "",
        "warnings": len(trial.loading.problems) if trial.loading else 0,
    }
    shown = {key: value for key, value in facts.items() if value}
    rules = counted(len(every_rule(after.rules)), "rule")
    log.info(f"edited rules are in use: {rules}", **shown, seconds=round(trial.seconds, 1))


def _hashes(knowledge: Knowledge) -> Mapping[str, str]:
    return {rule.id: rule.hash for rule in every_rule(knowledge.rules)}

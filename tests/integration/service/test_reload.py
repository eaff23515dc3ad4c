"""Edited rules: what takes effect, what is refused, and what is said of it.

Strategy: real files, a real database, the reloader asked to look by hand. The spans that it waits are shortened, but
where they are the subject.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from monitor.errors import StorageError
from monitor.model import AlertKind, DeliveryState, Reason
from monitor.service.reload import Reloader
from monitor.service.reload_trial import Trials
from monitor.service.rules_files import RuleFiles
from monitor.storage import Store
from tests.integration.service.conftest import RULE, Desk, entry

URL = "https://outlet.example/feed"
HARBOUR = "id: harbour\ntitle: Harbour\nseverity: low\nmatch: {phrase: [harbour]}\n"
WITH_EXAMPLE = HARBOUR + "examples:\n  en:\n    match:\n      - The HARBOUR is shut\n    no_match: [Nothing at all]\n"
NAMES = {
    "actors": "actors: [{{id: {0}, name: A, kind: pmc, names: {{en: [Ackerton Group]}}}}]\n",
    "places": "places: [{{id: {0}, name: B, kind: city, names: {{en: [Beeville]}}}}]\n",
}


def reloader(app) -> Reloader:
    return Reloader(app, settled_after=0.01, alarm_after=0.01)


def ids(app) -> list[str]:
    return [rule.id for rule in app.knowledge.rules.rules]


def events(lines: list[dict]) -> list[str]:
    return [line["event"] for line in lines]


@dataclass
class Watched:
    """A desk that runs, with its rule folder."""

    desk: Desk
    app: object
    rules: Path
    reloader: Reloader

    def save(self, name: str, text: str) -> None:
        path = self.rules / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def look(self) -> list[dict]:
        """Let the reloader look once; returns what it logged."""
        with capture_logs() as lines:
            self.reloader.look()
        return lines

    def health(self) -> list:
        """The health alerts, latest first, whole."""
        archive = self.app.store.archive
        return [archive.alert(one.id).alert for one in archive.alerts(kind=AlertKind.HEALTH)]

    def restart(self, *, more: str = "") -> None:
        self.app = self.desk.open(URL, more=more)
        self.reloader = reloader(self.app)


@pytest.fixture(autouse=True)
def _what_a_test_froze_is_thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.fixture
def watched(desk) -> Watched:
    app = desk.open(URL)
    made = Watched(desk, app, desk.folder / "rules", reloader(app))
    made.look()
    return made


async def test_a_saved_rule_finds_what_comes_in_from_then_on_and_its_text_is_kept(watched, desk) -> None:
    desk.papers.brings[URL] = [entry("a", "The harbour is shut")]
    watched.save("harbour.yaml", HARBOUR)
    lines = watched.look()
    await desk.poll(watched.app)
    desk.read(watched.app)
    [alert] = watched.app.store.archive.alerts()
    [found] = watched.app.store.archive.alert(alert.id).alert.findings
    assert found.finding.match.rule == "harbour"
    assert found.finding.match.rule_hash == watched.app.knowledge.rules.rule("harbour").hash
    kept = watched.app.store.archive.rules_of(found.finding.match.rule_hash)
    assert f"# --- rules/harbour.yaml\n{HARBOUR}" in kept
    assert "# --- rules/concepts/words.yaml\nconcepts: {mercenaries:" in kept
    [line] = lines
    assert (line["event"], line["new"]) == ("edited rules are in use: 3 rules", "harbour")
    assert not watched.health()


def test_what_did_not_change_is_not_loaded_again(watched) -> None:
    before = watched.app.knowledge
    (watched.rules / "mercenaries.yaml").touch()
    assert watched.look() == []
    assert watched.app.knowledge is before
    watched.save("harbour.yaml", HARBOUR)
    watched.look()
    assert watched.app.knowledge.gazetteer is before.gazetteer
    assert watched.app.knowledge.rules.hash != before.rules.hash


def test_a_rule_that_is_deleted_or_renamed_is_gone(watched) -> None:
    (watched.rules / "sanctions.yaml").unlink()
    watched.look()
    assert ids(watched.app) == ["mercenaries"]
    (watched.rules / "mercenaries.yaml").rename(watched.rules / "sanctions.yaml")
    watched.save("sanctions.yaml", RULE.format(id="sanctions"))
    [line] = watched.look()
    assert (line["new"], line["gone"]) == ("sanctions", "mercenaries")


def test_a_concept_that_is_edited_changes_the_rules_that_use_it(watched) -> None:
    watched.save(
        "concepts/words.yaml",
        "concepts: {mercenaries: {terms: {en: [gunman]}}, sanctions: {terms: {en: [sanction]}}}\n",
    )
    [line] = watched.look()
    assert line["changed"] == "mercenaries"


@pytest.mark.parametrize("kind", sorted(NAMES))
def test_a_name_that_is_added_is_known(watched, kind: str) -> None:
    watched.save(f"{kind}/own.yaml", NAMES[kind].format("ours"))
    [line] = watched.look()
    assert line["names"] == "changed"
    assert watched.app.knowledge.gazetteer.name("ours") in {"A", "B"}


def test_a_watch_list_that_is_edited_is_screened_by(desk) -> None:
    table = desk.folder / "own.csv"
    table.write_text("who\nOld Name\n", encoding="utf-8")
    app = desk.open(URL, more="lists: {ours: {file: own.csv, columns: {name: who}}}\n")
    watching, before = reloader(app), app.knowledge
    watching.look()
    table.write_text("who\nOld Name\nNew Name\n", encoding="utf-8")
    watching.look()
    assert app.knowledge.lists is not before.lists
    assert app.knowledge.gazetteer is before.gazetteer


def test_an_editor_that_writes_aside_and_renames_is_no_different(watched) -> None:
    aside = watched.rules / ".harbour.yaml.swp"
    aside.write_text(HARBOUR[:20], encoding="utf-8")
    (watched.rules / "harbour.yaml~").write_text("id: [", encoding="utf-8")
    (watched.rules / "actors").mkdir()
    (watched.rules / "actors" / ".#people.yaml").symlink_to("nobody@nowhere.1")
    assert watched.look() == []
    aside.write_text(HARBOUR, encoding="utf-8")
    aside.replace(watched.rules / "harbour.yaml")
    [line] = watched.look()
    assert line["event"] == "edited rules are in use: 3 rules"


def test_a_bad_save_keeps_the_last_good_set_and_is_told_with_file_and_line_until_it_is_mended(watched, desk) -> None:
    before = watched.app.knowledge
    watched.save("harbour.yaml", HARBOUR.replace("severity: low", "severity: lo"))
    said = events(watched.look())
    assert watched.app.knowledge is before
    assert said[0] == "the rules on disk cannot be used: 1 problem; the last good ones serve on"
    assert said[1].startswith('rules/harbour.yaml:3: E-not-a-choice "severity" is "lo"')
    assert watched.look() == [], "said once"
    desk.tell(watched.app)
    assert "Edited rules are not in use: 1 problem" in desk.told()
    assert 'rules/harbour.yaml:3: E-not-a-choice "severity" is "lo"' in desk.told()

    desk.clock.move(minutes=5)
    watched.save("harbour.yaml", HARBOUR)
    said = events(watched.look())
    assert said == ["edited rules are in use: 3 rules", "the rules are mended: 3 rules in use"]
    desk.tell(watched.app)
    assert desk.messages("The rules are mended: 3 rules in use") == 1
    assert "began at 2026-03-04 12:00 UTC. Since 2026-03-04 12:05 UTC" in " ".join(desk.told().split())
    [alert] = watched.health()
    assert alert.key == "health:rules:2026-03-04T12:00:00Z"
    assert [revision.reasons for revision in alert.revisions] == [(Reason.NEW,), (Reason.RECOVERED,)]
    assert watched.app.store.archive.ledger().balanced


def test_a_deleted_folder_is_a_bad_save_too(watched) -> None:
    before = watched.app.knowledge
    watched.rules.rename(watched.desk.folder / "elsewhere")
    assert any("there is no such folder" in line for line in events(watched.look()))
    assert watched.app.knowledge is before
    (watched.desk.folder / "elsewhere").rename(watched.rules)
    assert events(watched.look()) == ["the rules are mended: 2 rules in use"]
    assert watched.app.knowledge is before


def test_another_problem_is_a_revision_that_waits_for_the_route_and_the_end_does_not(watched, desk) -> None:
    watched.save("harbour.yaml", "id: [")
    watched.look()
    desk.tell(watched.app)
    for severity in ("lo", "hi", "mid"):
        desk.clock.move(minutes=1)
        watched.save("harbour.yaml", HARBOUR.replace("severity: low", f"severity: {severity}"))
        watched.look()
        desk.tell(watched.app)
    [alert] = watched.health()
    assert len(alert.revisions) == 4
    assert alert.revisions[-1].reasons == (Reason.TROUBLE,)
    assert '"mid"' in alert.revisions[-1].detail[0]
    assert desk.messages("health of the service") == 1, "the rest within half an hour"
    (watched.rules / "harbour.yaml").unlink()
    watched.look()
    desk.tell(watched.app)
    assert desk.messages("health of the service") == 2
    states = watched.app.store.archive.ledger().states
    assert states == {DeliveryState.SENT: 2, DeliveryState.SUPERSEDED: 3}


def test_an_edit_that_breaks_an_example_is_refused_like_an_error(watched) -> None:
    watched.save("harbour.yaml", WITH_EXAMPLE)
    watched.look()
    served = watched.app.knowledge
    watched.save("harbour.yaml", WITH_EXAMPLE.replace("phrase: [harbour]", "phrase: [marina]"))
    said = events(watched.look())
    assert watched.app.knowledge is served
    assert "rules/harbour.yaml:8: E-example harbour should match, but it does not" in said[1]
    assert "`vedette test harbour`" in said[1]
    watched.save("harbour.yaml", WITH_EXAMPLE)
    assert events(watched.look()) == ["the rules are mended: 3 rules in use"]


def test_a_name_that_an_example_needs_is_not_taken_away_unnoticed(watched) -> None:
    watched.save("actors/own.yaml", NAMES["actors"].format("ours"))
    watched.save(
        "seen.yaml",
        "id: seen\ntitle: Seen\nseverity: low\nmatch: {actor: ours}\n"
        "examples: {en: {match: [The Ackerton Group came], no_match: [Nobody came]}}\n",
    )
    watched.look()
    served = watched.app.knowledge
    watched.save("places/own.yaml", NAMES["places"].format("beeville"))
    watched.look()
    assert watched.app.knowledge is not served, "a name that no example has changes nothing for them"
    served = watched.app.knowledge
    watched.save("actors/own.yaml", NAMES["actors"].format("ours").replace("Ackerton", "Ashton"))
    assert "rules/seen.yaml:5: E-example seen should match, but it does not" in "".join(events(watched.look()))
    assert watched.app.knowledge is served
    watched.save("actors/own.yaml", NAMES["actors"].format("ours"))
    assert events(watched.look()) == ["the rules are mended: 3 rules in use"]


def test_examples_that_fail_from_the_start_are_told_once_and_block_no_other_edit(watched, desk) -> None:
    watched.save("harbour.yaml", WITH_EXAMPLE.replace("HARBOUR", "PORT"))
    watched.restart()
    said = events(watched.look())
    assert said[0] == "examples of the rules in use do not hold: 1"
    assert "harbour" in ids(watched.app)
    desk.tell(watched.app)
    assert "Examples of the rules in use do not hold: 1" in desk.told()

    watched.save("sanctions.yaml", RULE.format(id="sanctions").replace("severity: high", "severity: low"))
    assert events(watched.look())[0] == "edited rules are in use: 3 rules"
    watched.save("marina.yaml", WITH_EXAMPLE.replace("harbour", "marina"))
    assert "cannot be used: 2 problems" in events(watched.look())[0], "an edit that breaks another one is refused"
    assert "marina" not in ids(watched.app)
    (watched.rules / "marina.yaml").unlink()
    watched.look()

    desk.clock.move(hours=1)
    watched.restart()
    watched.look()
    desk.tell(watched.app)
    assert desk.messages("health of the service · update") == 1, "the restart found nothing new"
    watched.save("harbour.yaml", WITH_EXAMPLE)
    watched.look()
    desk.tell(watched.app)
    assert desk.messages("The rules are mended") == 1


def test_a_restart_amid_the_trouble_does_not_lose_the_mend(watched, desk) -> None:
    watched.save("harbour.yaml", "id: [")
    watched.look()
    desk.tell(watched.app)
    watched.save("harbour.yaml", HARBOUR)
    desk.clock.move(minutes=5)
    watched.restart()
    assert events(watched.look()) == ["the rules are mended: 3 rules in use"]
    desk.tell(watched.app)
    assert desk.messages("The rules are mended: 3 rules in use") == 1
    watched.restart()
    assert watched.look() == []
    assert len(watched.health()) == 1


def test_a_new_trouble_is_a_new_alert(watched, desk) -> None:
    for _ in range(2):
        watched.save("harbour.yaml", "id: [")
        watched.look()
        watched.save("harbour.yaml", HARBOUR)
        desk.clock.move(minutes=1)
        watched.look()
    assert len({alert.key for alert in watched.health()}) == 2


def test_only_a_route_for_health_hears_of_it(watched, desk) -> None:
    watched.restart(more="routes: [{name: news, to: [screen], when: {kind: [story]}}]\n")
    watched.save("harbour.yaml", "id: [")
    watched.look()
    desk.tell(watched.app)
    assert desk.told() == ""
    assert watched.app.store.archive.ledger().unrouted == 1


def test_a_file_that_is_half_written_when_it_is_read_raises_no_alarm(watched) -> None:
    watching = Reloader(watched.app, settled_after=0.01, alarm_after=0.5)
    watching.look()
    watched.save("harbour.yaml", HARBOUR[:30])
    rest = threading.Timer(0.1, watched.save, ("harbour.yaml", HARBOUR))
    rest.start()
    with capture_logs() as lines:
        watching.look()
        rest.join()
        assert lines == []
        watching.look()
    assert events(lines) == ["edited rules are in use: 3 rules"]
    assert not watched.health()


def test_files_that_keep_changing_are_waited_for(watched) -> None:
    watching = Reloader(watched.app, settled_after=0.15, alarm_after=0.0)
    watching.look()
    stop = threading.Event()

    def write_on() -> None:
        for number in range(12):
            watched.save("harbour.yaml", HARBOUR.replace("Harbour", f"Harbour {number}"))
            stop.wait(0.03)

    writing = threading.Thread(target=write_on)
    writing.start()
    stop.wait(0.02)
    with capture_logs() as lines:
        watching.look()
    writing.join()
    watching.look()
    assert len(lines) <= 1, "one burst, one reload"
    assert watched.app.knowledge.rules.rule("harbour").title == "Harbour 11"


class Ailing:
    """A store that cannot remember rules for a while."""

    def __init__(self, store: Store, times: int) -> None:
        self._store = store
        self._times = times

    def __getattr__(self, name):
        return getattr(self._store, name)

    def remember_rules(self, *args, **options) -> None:
        if self._times:
            self._times -= 1
            raise StorageError("disk is full")
        self._store.remember_rules(*args, **options)


def test_nothing_is_told_by_rules_whose_text_could_not_be_kept(watched) -> None:
    store = watched.app.store
    watched.app.store = Ailing(store, times=2)
    watched.save("harbour.yaml", HARBOUR)
    for _ in range(2):
        with pytest.raises(StorageError, match="disk is full"):
            watched.look()
        assert "harbour" not in ids(watched.app)
    watched.look()
    assert "harbour" in ids(watched.app)
    assert store.archive.rules_of(watched.app.knowledge.rules.rule("harbour").hash)


class AilingEpisodes:
    """Episodes that cannot be recorded for a while."""

    def __init__(self, episodes, times: int) -> None:
        self._episodes = episodes
        self._times = times

    @contextmanager
    def episode(self, subject, *, now):
        if self._times:
            self._times -= 1
            raise StorageError("disk is full")
        with self._episodes.episode(subject, now=now) as session:
            yield session


def test_an_alarm_that_could_not_be_recorded_is_recorded_later_and_logged_once(watched) -> None:
    watched.app.store = replace(watched.app.store, episodes=AilingEpisodes(watched.app.store.episodes, times=2))
    watched.save("harbour.yaml", "id: [")
    with capture_logs() as lines:
        for _ in range(2):
            with pytest.raises(StorageError, match="disk is full"):
                watched.reloader.look()
        watched.reloader.look()
    assert len(watched.health()) == 1
    assert sum("cannot be used" in line for line in events(lines)) == 1


class Unfathomable(RuleFiles):
    """Files at the sight of which our own code breaks."""

    def contents(self):
        raise ArithmeticError("a file without end")


def test_a_fault_of_ours_is_a_problem_and_stops_nothing(watched) -> None:
    with capture_logs() as lines:
        trial = Trials(watched.app, Unfathomable(folders=(watched.rules,))).now()
    assert trial.knowledge is None
    assert "ArithmeticError: a file without end" in str(trial.problems[0])
    assert lines[0]["log_level"] == "error"


def test_old_rules_are_let_go_though_the_collector_is_told_to_spare_them(watched) -> None:
    for number in range(30):
        watched.save(f"harbour-{number}.yaml", HARBOUR.replace("harbour", f"harbour-{number}"))
    counts = []
    for number in range(6):
        watched.save("mercenaries.yaml", RULE.format(id="mercenaries").replace("high", "low" if number % 2 else "high"))
        watched.look()
        counts.append(gc.get_freeze_count())
        assert gc.isenabled()
    kept = watched.app.knowledge
    watched.save("mercenaries.yaml", RULE.format(id="mercenaries"))
    watched.look()
    assert kept is not watched.app.knowledge
    a_set = gc.get_freeze_count() - counts[-1]
    assert a_set > 200, "what one set would leave behind, were it not let go"
    assert (counts[-1] - counts[1]) / 4 < a_set / 4


def test_a_reloader_that_was_stopped_swaps_nothing(watched) -> None:
    watched.save("harbour.yaml", HARBOUR)
    watched.reloader.stop()
    watched.look()
    assert "harbour" not in ids(watched.app)
    watched.reloader.close()

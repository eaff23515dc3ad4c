"""What holds for every verb: its help, `--json`, `--config`, and the exit code of wrong usage."""

from __future__ import annotations

import pytest

from tests.integration.cli.desk import DATA, Desk, FirstRun, vedette
from tests.integration.cli.verbs import AS_PROCESSES, CALLS, COMMANDS, FIRST

HELP = DATA / "help.txt"


@pytest.mark.parametrize("verb", sorted(COMMANDS))
def test_the_help_of_a_verb_has_a_sentence_an_example_and_the_exit_codes(verb: str, tmp_path) -> None:
    done = vedette(*verb.split(), "--help", folder=tmp_path)
    assert done.code == 0
    usage, sentence, *rest = [line.strip() for line in done.out.splitlines() if line.strip()]
    assert usage.startswith(f"Usage: vedette {verb}")
    assert sentence[0].isupper()
    assert sentence.endswith((".", ",")) or not sentence.startswith("Options"), sentence
    example, codes = rest[-2:]
    assert example.startswith(f"Example: vedette {verb.split(maxsplit=1)[0]}")
    assert codes.startswith("Exit codes: 0 ")
    assert "; 1 " in codes
    assert codes.endswith("; 2 wrong usage.")
    assert max(map(len, done.out.splitlines())) <= 90


def test_the_overview_says_in_one_line_each_what_the_verbs_do(tmp_path) -> None:
    done = vedette("--help", folder=tmp_path)
    assert done.out == HELP.read_text(encoding="utf-8")
    assert "..." not in done.out.replace("[ARGS]...", ""), "a sentence is too long for its line"


def test_every_verb_is_tried_here() -> None:
    assert set(CALLS) | set(AS_PROCESSES) == set(COMMANDS) - {"db"}


def prepare(desk: Desk, verb: str) -> None:
    if verb in FIRST:
        assert desk.vedette(*FIRST[verb]).code == 0


@pytest.mark.parametrize("verb", sorted(CALLS))
def test_json_is_one_object_a_line_and_nothing_else_on_standard_output(verb: str, ran: Desk, writable: Desk) -> None:
    prepare(writable, verb)
    done = writable.vedette(*verb.split(), *CALLS[verb], "--json")
    assert done.code in {0, 1}, done.err
    # No problem; one folder of rules replaces nothing; and the first version of a list is no change.
    expected_silence = {"check", "test", "rules diff", "lists diff"}
    assert bool(done.objects) is (verb not in expected_silence)
    assert "Traceback" not in done.err


def test_once_keeps_the_console_channel_off_the_json(first_run: FirstRun) -> None:
    done = first_run.done
    [summary] = done.objects
    assert "Mercenaries board two ferries" in done.err
    assert "Traceback" not in done.err
    assert summary["ledger"]["balanced"] is True
    assert [group["cause"] for group in summary["failures"]] == ["parse"]
    assert done.code == 1


@pytest.mark.parametrize("verb", sorted(CALLS))
def test_a_person_is_told_something_and_never_a_traceback(verb: str, writable: Desk) -> None:
    prepare(writable, verb)
    done = writable.vedette(*verb.split(), *CALLS[verb])
    assert done.code in {0, 1}
    assert done.out.strip()
    assert "Traceback" not in done.err


@pytest.mark.parametrize("verb", sorted(set(CALLS) - {"init", "feed"}))
def test_a_configuration_that_is_not_there_is_said_with_what_to_do(verb: str, writable: Desk) -> None:
    done = writable.vedette(*verb.split(), *CALLS[verb], "--config", "absent.yaml")
    assert done.code == 1
    said = done.out + done.err
    assert "absent.yaml" in said
    assert "vedette init" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("watch",), "No such command 'watch'"),
        (("inspect",), "Missing argument 'SOURCE'"),
        (("inspect", "--depth", "3", "x"), "No such option: --depth"),
        (("explain", "texts/quiet.txt"), "Missing option '--rule'"),
        (("feed", "a", "b"), "unexpected extra argument"),
        (("alerts", "show", "twelve"), '"twelve" is no such number'),
        (("alerts", "show", "9" * 30), "is no such number"),
        (("alerts", "--limit", "0"), '"0" is no such number'),
        (("alerts", "list", "--limit", "-3"), '"-3" is no such number'),
        (("alerts", "--kind", "gossip"), "'gossip' is not one of"),
        (("deliveries", "--state", "lost"), "'lost' is not one of"),
        (("deliveries", "retry", "last"), '"last" is no such number'),
        (("run", "--for", "soon"), "no span of time"),
        (("run", "--log", "xml"), "text or json"),
    ],
)
def test_wrong_usage_exits_with_2_a_sentence_and_nothing_on_standard_output(
    fresh: Desk, arguments: tuple[str, ...], said: str
) -> None:
    done = fresh.vedette(*arguments)
    assert done.code == 2
    assert not done.out
    assert said in done.err


def test_without_a_verb_the_overview_is_shown(tmp_path) -> None:
    done = vedette(folder=tmp_path)
    assert done.code == 2
    assert done.out + done.err == HELP.read_text(encoding="utf-8")


def test_the_version_is_told(tmp_path) -> None:
    from monitor import __version__

    assert vedette("--version", folder=tmp_path).out == f"vedette {__version__}\n"


@pytest.mark.parametrize("group", ["alerts", "deliveries"])
def test_options_may_stand_before_the_verb_of_a_group_or_behind_it(group: str, ran: Desk) -> None:
    before = ran.vedette(group, "--json", "--limit", "1", "list")
    behind = ran.vedette(group, "list", "--json", "--limit", "1")
    alone = ran.vedette(group, "--json", "--limit", "1")
    assert before.objects == behind.objects == alone.objects
    assert len(before.objects) == 1
    assert ran.vedette(group, "--config", "absent.yaml", "list").code == 1

"""A sound configuration, as the program gets it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config import Config, Route, When, load_config
from monitor.errors import ConfigError
from monitor.model import AlertKind, FullText, Severity, Stance, Tier


@pytest.fixture
def load(tmp_path):
    (tmp_path / "one.xml").write_text("<rss/>", encoding="utf-8")
    (tmp_path / "own-rules").mkdir()

    def load_text(text: str) -> Config:
        file = tmp_path / "config.yaml"
        file.write_text(text, encoding="utf-8")
        return load_config(file)

    return load_text


def test_every_key_may_be_absent(load):
    config = load("feeds: [{url: 'https://a.example/feed'}]\n")
    assert config.alert_if_newer_than == timedelta(hours=48)
    assert config.stop_grace == timedelta(seconds=10)
    assert config.rules == ("builtin",)
    assert "en" in config.languages
    assert config.http is None
    assert config.warnings == ()


def test_without_channels_the_console_is_one_and_gets_everything(load):
    config = load("feeds: [{url: 'https://a.example/feed'}]\n")
    assert str(config.channels["console"].url) == "console://"
    assert config.routes == (Route(name="everything", to=("console",), time_zone="UTC"),)
    assert config.routes[0].when == When()


def test_without_routes_every_channel_gets_everything(load):
    config = load("channels: {a: {url: 'console://'}, b: {url: '${B}'}}\n")
    assert [(route.name, route.to) for route in config.routes] == [("everything", ("a", "b"))]


def test_keys_whose_lines_are_commented_out_count_as_absent(load):
    config = load("channels:\n  # a: {}\nroutes:\nfeeds:\nlists:\nopml:\n# end\n")
    assert list(config.channels) == ["console"]
    assert [warning.code for warning in config.warnings] == ["W-no-feeds"]


def test_the_files_of_one_list_are_paths_too(load, tmp_path):
    for name in ("sdn.csv", "alt.csv"):
        (tmp_path / name).touch()
    config = load("feeds: [{url: 'https://x.example/'}]\nlists: {ofac: {files: [sdn.csv, alt.csv]}}\n")
    assert config.lists["ofac"].paths == (tmp_path / "sdn.csv", tmp_path / "alt.csv")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{files: []}", 'either "url", "file" or "files"'),
        ("{file: one.xml, files: [one.xml]}", 'either "url", "file" or "files"'),
        ("{url: 'https://x.example/', files: [one.xml]}", 'either "url", "file" or "files"'),
        ("{files: [one.xml], columns: {name: Company}}", "is one file"),
        ("{files: [gone.csv]}", "gone.csv"),
    ],
)
def test_a_list_has_one_source(load, source, why):
    with pytest.raises(ConfigError) as error:
        load(f"feeds: [{{url: 'https://x.example/'}}]\nlists: {{ofac: {source}}}\n")
    assert why in str(error.value.problems)


def test_paths_are_relative_to_the_file_and_absolute_afterwards(load, tmp_path):
    config = load(
        "database: sqlite:///sub/vedette.db\nrules: [builtin, ./own-rules]\nfeeds: [{url: 'file:one.xml'}]\n"
        "lists: {ours: {file: one.xml, columns: {name: Company}}}\ntemplates: own-rules\n"
    )
    assert config.database.reveal({}) == f"sqlite:///{tmp_path}/sub/vedette.db"
    assert config.rules == ("builtin", tmp_path / "own-rules")
    assert config.feeds[0].url == f"file:{tmp_path}/one.xml"
    assert config.feeds[0].is_file
    assert config.lists["ours"].file == tmp_path / "one.xml"
    assert config.lists["ours"].columns == {"name": "Company"}
    assert config.templates == tmp_path / "own-rules"
    assert config.path == tmp_path / "config.yaml"


def test_an_absolute_file_address_is_taken_as_it_is(load, tmp_path):
    assert load(f"feeds: [{{url: 'file://{tmp_path}/one.xml'}}]\n").feeds[0].url == f"file:{tmp_path}/one.xml"


def test_a_feed_has_what_is_written_and_a_name_in_any_case(load):
    first, second, third = load(
        "feeds:\n  - {url: 'https://a.example/x', name: A, language: de, tier: agency, every: 10m, full_text: always}\n"
        "  - {url: 'https://www.b.example/y'}\n  - {url: 'file:one.xml'}\n"
    ).feeds
    assert (first.name, first.language, first.tier) == ("A", "de", Tier.AGENCY)
    assert (first.every, first.full_text) == (timedelta(minutes=10), FullText.ALWAYS)
    assert (second.name, second.tier, second.every, second.full_text) == (
        "www.b.example",
        Tier.PRESS,
        None,
        FullText.AUTO,
    )
    assert third.name == "one"


def test_a_route_has_what_is_written_and_one_word_may_stand_for_a_list(load):
    (route,) = load(
        "channels: {desk: {url: '${DESK}', language: de}}\nroutes:\n"
        "  - {name: x, when: {severity: [high, critical], kind: story, labels: {theme: war}, rules: a, stance: denied},"
        " to: desk, update_at_most_every: 1h}\n"
    ).routes
    assert route.when.severity == (Severity.HIGH, Severity.CRITICAL)
    assert route.when.kind == (AlertKind.STORY,)
    assert (route.when.labels, route.when.rules, route.when.stance) == ({"theme": "war"}, ("a",), (Stance.DENIED,))
    assert (route.to, route.update_at_most_every) == (("desk",), timedelta(hours=1))


def test_loading_asks_for_no_variable(load):
    config = load("database: '${DATABASE}'\nchannels: {desk: {url: '${NOWHERE_SET}'}}\n")
    assert config.database.reveal({"DATABASE": "postgresql://db/x"}) == "postgresql://db/x"


def test_a_secret_file_is_looked_for_beside_the_configuration(load, tmp_path):
    (tmp_path / "word").write_text("w", encoding="utf-8")
    config = load("channels: {desk: {url: 'json://me:${file:word}@host'}}\n")
    assert config.channels["desk"].url.reveal({}) == "json://me:w@host"


def test_warnings_come_with_the_configuration(load):
    config = load(
        "feeds: [{url: 'file:one.xml', language: nl}]\nchannels: {a: {url: 'console://'}, b: {url: 'json://u:p@h'}}\n"
        "routes: [{name: r, to: [a]}]\n"
    )
    assert {warning.code for warning in config.warnings} == {"W-language", "W-unused-channel", "W-plain-secret"}


def test_a_language_that_there_is_not_is_no_advice_to_add_it(load):
    with pytest.raises(ConfigError) as caught:
        load("feeds: [{url: 'file:one.xml', language: english}]\n")
    assert [problem.code for problem in caught.value.problems] == ["E-value"]


def test_what_is_fetched_has_the_stated_limits(load):
    fetch = load("fetch: {deadline: 5s, max_bytes: 1MB, per_host: {connections: 1, gap: 0s}, allow_hosts: [h]}\n").fetch
    assert (fetch.deadline, fetch.max_bytes) == (timedelta(seconds=5), 1_000_000)
    assert (fetch.per_host.connections, fetch.per_host.gap, fetch.allow_hosts) == (1, timedelta(0), ("h",))
    assert fetch.user_agent.startswith("Vedette/")


def test_a_database_that_vedette_does_not_know_is_refused_without_its_password(load):
    with pytest.raises(ConfigError) as caught:
        load("database: mysql://me:word@db/x\n")
    assert '"mysql" is no database' in str(caught.value)
    assert "word" not in str(caught.value).replace("a password", "")


def test_feeds_of_opml_files_follow_those_of_the_file_and_count_once(load):
    opml = Path(__file__).parents[2] / "data" / "config" / "feeds" / "good.opml"
    config = load(f"opml: ['{opml}']\nfeeds: [{{url: 'https://atom.example', name: Own}}]\n")
    assert [(feed.name, feed.url) for feed in config.feeds] == [
        ("Own", "https://atom.example"),
        ("The ministry", "https://ministry.example/feed"),
    ]
    assert [warning.code for warning in config.warnings] == ["W-dup-feed"]

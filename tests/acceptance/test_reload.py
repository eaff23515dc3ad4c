"""Rules edited under the running program: what is being told is told on, and what came before can be told by them."""

from __future__ import annotations

import time

from tests.acceptance import feed_text

RULE = "id: {id}\ntitle: {title}\nseverity: high\nmatch: {{phrase: [{word}]}}\n"
EXAMPLES = "examples: {en: {match: [The mercenaries came], no_match: [Nobody came]}}\n"
CONFIG = """\
rules: [rules]
fetch: {{allow_hosts: ['127.0.0.1'], per_host: {{gap: 0s}}}}
feeds: [{{url: "{feed}"}}]
channels: {{chat: {{url: "{chat}"}}, screen: {{url: "console://"}}}}
routes:
  - {{name: news, to: [chat], when: {{kind: [story]}}}}
  - {{name: own, to: [screen], when: {{kind: [health]}}}}
"""


def test_an_edit_loses_nothing_that_is_under_way_and_can_be_told_of_what_came_before(desk, site, slack) -> None:
    rules = desk.folder / "rules"
    rules.mkdir()
    mercenaries = RULE.format(id="mercenaries", title="Mercenaries", word="mercenaries")
    (rules / "mercenaries.yaml").write_text(mercenaries + EXAMPLES, encoding="utf-8")
    quiet = feed_text.item(9, title="A festival by the river", body=feed_text.QUIET_STORY)
    site.documents["/feed.xml"] = feed_text.rss(*feed_text.mercenary_stories(4), quiet)
    slack.delay = 0.4
    desk.configure(CONFIG.format(feed=site.url("/feed.xml"), chat=slack.url))
    daemon = desk.start("run")
    deadline = time.monotonic() + 20
    while not slack.begun:  # one message is on its way, three wait
        time.sleep(0.02)
        assert time.monotonic() < deadline, daemon.stderr
    (rules / "festivals.yaml").write_text(
        RULE.format(id="festivals", title="Festivals", word="festival"), encoding="utf-8"
    )
    daemon.wait_for("edited rules are in use: 2 rules")
    (rules / "festivals.yaml").write_text("id: festivals\nseverity: dire\n", encoding="utf-8")
    daemon.wait_for("health of the service")
    (rules / "festivals.yaml").write_text(
        RULE.format(id="festivals", title="Festivals", word="festival"), encoding="utf-8"
    )
    daemon.wait_for("The rules are mended: 2 rules in use")
    found = desk.vedette("rematch", "--rule", "festivals", "--tell")
    assert "1 newly match" in found.stdout, found.stderr
    assert "1 article will be read again and told" in found.stdout
    while len(slack.posts) < 5 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert daemon.end() == 0
    posts = [str(post) for post in slack.posts]
    assert [sum(f"Convoy number {n} " in post for post in posts) for n in range(1, 5)] == [1, 1, 1, 1]
    assert sum("A festival by the river" in post for post in posts) == 1
    assert "error: rules/festivals.yaml:2: E-not-a-choice" in daemon.stderr
    assert "rules/festivals.yaml:2: E-not-a-choice" in daemon.stdout
    assert "Traceback" not in daemon.stderr
    assert desk.ledger()["balanced"]

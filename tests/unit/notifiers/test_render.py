from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from monitor.model import AlertKind, Excerpt, Listed, NotListed, Reason, Severity, Source, Stance, Tier
from notifiers import render
from notifiers.render import CHAT_SIZE
from notifiers.subject import severity_in
from tests.unit.notifiers.alerts import (
    DERNA,
    FIRST,
    FOREIGN,
    FOREIGN_FORCES,
    GAZETTE,
    GROWN,
    HARBOUR,
    HEALTH,
    MERCENARIES,
    UPDATE,
    delivery,
    excerpt,
    finding,
    hostile,
    span,
)


def seen(markup: str) -> str:
    """What a screen shows of HTML, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def test_the_blocks_come_in_the_order_in_which_a_desk_reads() -> None:
    text = render(GROWN, UPDATE).text
    blocks = ["HIGH · story", GROWN.title, "2 rules fired", "New since", "“About 300", "Who ", "Where ", "When "]
    blocks += ["How many ", "Resolutions ", "Listed ", "Not listed ", "\nWhy\n", "\nSources\n", "story:12 · revision 3"]
    places = [text.index(block) for block in blocks]
    assert places == sorted(places)


@pytest.mark.parametrize("form", ["text", "html", "chat"])
def test_every_form_of_a_message_carries_every_fact(form: str) -> None:
    shown = getattr(render(FIRST, delivery()), form)
    shown = " ".join(shown.split()) if form == "text" else seen(shown)
    for fact in (
        "Wagner Group", "Northern Guard (unconfirmed)", "Khalifa Haftar", "Derna (LY)", "2 March 2025", "“last autumn”",
        "300 fighters", "24–99 lorries (“dozens of lorries”)", "S/RES/1970 (2011)", "no number given", "demanded",
        "20621", "RUSSIA-EO14024", "since 20 June 2017", "list as of 1 March 2025", "on none of the loaded lists",
        "Harbour News Agency", "agency", "3 March 2025, 08:40 UTC", "mercenaries", "actor wagner-group", "story:12",
    ):  # fmt: skip
        assert fact in shown


def test_hits_are_marked_in_every_form() -> None:
    message = render(FIRST, delivery())
    assert "About 300 **fighters** of the **Wagner** group" in " ".join(message.text.split())
    assert ">fighters</mark> of the <mark" in message.html
    assert "<b>fighters</b> of the <b>Wagner</b>" in message.chat


def test_an_excerpt_in_the_readers_language_is_not_named_and_any_other_is() -> None:
    assert "صحيفة المنارة, Arabic" in render(FOREIGN, delivery()).text
    text = render(FOREIGN, delivery(), language="ar").text
    assert "Arabic" not in text
    assert "Северный вестник, الروسية" in text


def test_the_readers_own_language_comes_first() -> None:
    text = render(FOREIGN, delivery(), language="ru").text
    assert text.index("бойцов") < text.index("مقاتلي فاغنر")


def test_only_the_selected_findings_are_told_and_they_set_the_severity() -> None:
    message = render(FIRST, delivery(), findings=FIRST.findings[1:])
    assert message.title.startswith("[MEDIUM] ")
    assert "1 rule fired: Foreign forces deployed." in message.text
    assert "Mercenaries" not in message.text


def test_the_gravest_rule_comes_first_and_names_the_severity() -> None:
    message = render(replace(FIRST, findings=FIRST.findings[::-1], severity=Severity.LOW), delivery())
    assert message.title.startswith("[HIGH] ")
    assert message.text.index("Mercenaries or private") < message.text.index("Foreign forces deployed (")


def test_a_first_message_says_nothing_of_news_and_a_later_one_says_what_is_new() -> None:
    assert "New since" not in render(GROWN, delivery(reasons=(Reason.NEW,), detail=("actor: x",))).text
    later = render(GROWN, UPDATE)
    assert later.title.endswith("(update 2: an official source, more sources)")
    assert "+ official source: Gazette of the Council" in later.text
    assert "message 2 of this alert" in later.text


def test_official_sources_come_first_and_are_counted() -> None:
    text = render(GROWN, UPDATE).text
    assert "4\nsources, 1 of them official." in text
    assert text.index("Gazette of the Council (official") < text.index("Harbour News Agency (agency")


def test_a_passage_that_several_rules_hit_is_shown_once_with_all_hits() -> None:
    words = "The Wagner convoy reached the port."
    found = (
        finding(MERCENARIES, excerpt(words, "Wagner")),
        finding(FOREIGN_FORCES, excerpt(words, "convoy")),
    )
    text = render(replace(FIRST, findings=found), delivery()).text
    assert text.count("reached the port") == 1
    assert "The **Wagner convoy** reached" in text
    assert "Mercenaries or private military companies (high)\nForeign forces deployed (medium)\n  “The" in text
    assert "Rule “Foreign forces deployed” [foreign-forces]" in text


def test_a_rule_with_a_passage_of_its_own_keeps_its_own_heading() -> None:
    shared, own = excerpt("The Wagner convoy came.", "Wagner"), excerpt("Ten lorries followed.", "lorries")
    found = (finding(MERCENARIES, shared), finding(FOREIGN_FORCES, shared, own))
    text = render(replace(FIRST, findings=found), delivery()).text
    assert text.count("convoy came") == 1
    assert "Foreign forces deployed (medium)\n  “Ten **lorries** followed.”" in text


def test_a_text_that_several_agencies_copied_is_quoted_once() -> None:
    found = tuple(finding(MERCENARIES, excerpt("Same words.", "Same"), article=n) for n in range(5))
    assert render(replace(FIRST, findings=found), delivery()).text.count("**Same** words.") == 1


def test_what_does_not_fit_is_counted() -> None:
    sources = tuple(Source(name=f"Paper {n}", url=f"https://paper{n}.example/") for n in range(15))
    rules = tuple(finding(replace(MERCENARIES, rule=f"r{n}", title=f"Rule number {n}")) for n in range(8))
    passages = tuple(excerpt(f"Passage {n}.", "Passage") for n in range(5))
    more = finding(replace(MERCENARIES, rule="r0", because=tuple(f"reason {n}" for n in range(9))), *passages)
    message = render(replace(FIRST, sources=sources, findings=(more, *rules)), delivery())
    for shown in (message.text, seen(message.html)):
        assert "and 7 more sources" in shown
        assert "and 3 more passages" in shown
        assert "Also fired: Rule number 6; Rule number 7" in shown
        assert "and 4 more" in shown
    assert "and 12 more sources" in seen(message.chat)


def test_the_summary_counts_the_rules_whose_titles_do_not_fit_instead_of_cutting_one() -> None:
    titles = [f"{letter * 60} and what follows" for letter in "ABCDE"]
    rules = [replace(MERCENARIES, rule=f"r{n}", title=title) for n, title in enumerate(titles)]
    message = render(replace(FIRST, findings=tuple(map(finding, rules))), delivery())
    summary = f"5 rules fired: {titles[0]}; {titles[1]}; and 3 more. 1 source."
    assert summary in seen(message.html)


def test_a_stance_other_than_reported_is_named() -> None:
    found = (finding(MERCENARIES, excerpt("None were sent.", "sent"), stance=Stance.DENIED),)
    assert (
        "Mercenaries or private military companies (high; denied)"
        in render(replace(FIRST, findings=found), delivery()).text
    )


def test_where_sources_put_it_differently_every_stance_is_named() -> None:
    found = (
        finding(MERCENARIES, excerpt("Mercenaries were sent.", "sent")),
        finding(MERCENARIES, excerpt("None were sent.", "sent"), stance=Stance.DENIED),
    )
    message = render(replace(FIRST, findings=found), delivery())
    assert "Mercenaries or private military companies (high; reported, denied)" in message.text
    assert "reported, denied" in seen(message.html)


def test_a_weak_list_hit_says_so_and_an_unknown_actor_is_named_by_its_id() -> None:
    listed = Listed(list="ours", entry="7", name="N. Guard", span=span("Guard"), as_of=None, strength="weak")
    context = replace(DERNA, listed=(listed,), not_listed=(NotListed(id="red-band", as_of=None),))
    text = render(replace(FIRST, findings=(finding(MERCENARIES, context=context),)), delivery()).text
    assert "N. Guard: on ours (entry 7; weak match)" in text
    assert "red-band: on none of the loaded lists\n" in text


def test_a_health_alert_is_its_title_and_its_text() -> None:
    message = render(HEALTH, delivery())
    assert message.title == "[MEDIUM] 14 of 60 feeds cannot be fetched"
    assert "Next step: look at the network of this machine.\nFeeds: harbour" in message.text
    assert "rules fired" not in message.text
    assert "Sources" not in message.text


def test_a_recovery_says_so_at_its_first_telling() -> None:
    assert render(HEALTH, delivery(reasons=(Reason.RECOVERED,))).title.endswith("(recovered)")


@pytest.mark.parametrize("kind", list(AlertKind))
def test_every_kind_of_alert_can_be_told(kind: AlertKind) -> None:
    message = render(replace(HEALTH, kind=kind), delivery())
    assert message.title
    assert message.key == "health:network"


def test_an_alert_without_a_title_is_known_by_its_rules() -> None:
    assert render(replace(FIRST, title=" \n"), delivery()).title == (
        "[HIGH] Mercenaries or private military companies, Foreign forces deployed"
    )


def test_the_severity_can_be_read_back_from_a_title() -> None:
    for severity in Severity:
        assert severity_in(render(replace(HEALTH, severity=severity), delivery()).title) is severity
    assert severity_in("[URGENT] buy now") is None
    assert severity_in("no bracket") is None


def test_a_long_headline_gives_way_to_the_reason_of_an_update() -> None:
    title = render(replace(GROWN, title="word " * 100), UPDATE).title
    assert len(title) <= 180
    assert title.endswith("word… (update 2: an official source, more sources)")


@pytest.mark.parametrize("words", ["word " * 2000, "x" * 10_000, "слово " * 2000, "漢字" * 5000, "& < " * 2500])
def test_ten_thousand_characters_everywhere_still_make_a_message_that_can_be_read(words: str) -> None:
    grown = delivery(telling=12, reasons=tuple(Reason), detail=(words,) * 9)
    message = render(hostile(words), grown)
    assert len(seen(message.chat)) <= CHAT_SIZE
    assert len(message.title) <= 180
    assert len(message.text) < 20_000


def test_rendering_twice_gives_the_same_message() -> None:
    assert render(GROWN, UPDATE) == render(GROWN, UPDATE)


def test_a_source_without_a_safe_address_is_named_without_a_link() -> None:
    source = replace(HARBOUR, url="javascript:alert(1)", tier=Tier.BLOG)
    message = render(replace(FIRST, sources=(source, replace(GAZETTE, url=None))), delivery())
    assert "href" not in message.html
    assert "javascript" not in message.text


def test_a_long_excerpt_is_cut_around_its_first_hit_between_words() -> None:
    words = " ".join(f"word{n}" for n in range(900))
    start = words.index("word500 ")
    long = Excerpt(start=0, text=words, marks=((start, start + 7),), language="en")
    text = " ".join(render(replace(FIRST, findings=(finding(MERCENARIES, long),)), delivery()).text.split())
    quote = text[text.index("“…") + 2 : text.index("…”")].replace("*", "").split()
    assert "word500" in quote
    assert set(quote) <= set(words.split())

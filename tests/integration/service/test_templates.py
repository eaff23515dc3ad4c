"""A desk's own templates: used, checked, and replaced by ours while they are broken."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from monitor.alerting.trouble import Recovery, Trouble, after_step
from monitor.config import load_config
from monitor.errors import Level
from monitor.model import Digest, DigestEntry
from monitor.service.sending import Channels
from monitor.service.template_check import template_problems, template_steps
from tests.unit.notifiers.alerts import DIGEST, FIRST, OPENED, delivery, hostile


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def channels(own: Path) -> Channels:
    file = own.parent / "config.yaml"
    (own.parent / "rules").mkdir(exist_ok=True)
    file.write_text("rules: [rules]\nfeeds: [{url: 'https://x.example/'}]\ntemplates: own\n", encoding="utf-8")
    return Channels(load_config(file), environ=os.environ, stream=io.StringIO())


def test_a_template_of_the_desk_is_used_and_the_others_are_ours(own: Path) -> None:
    (own / "alert.txt").write_text("DESK {{ page.headline }}", encoding="utf-8")
    message = channels(own).render(FIRST, delivery(), FIRST.findings)
    assert message.text == "DESK Convoy with foreign fighters reaches Derna\n"
    assert "<h1" in message.html


def test_a_template_may_build_on_ours_and_values_are_escaped(own: Path) -> None:
    (own / "mail.html").write_text("<p>{{ page.headline }}</p>{% include 'shipped/mail.html' %}", encoding="utf-8")
    html = channels(own).render(hostile("<script>x</script>"), delivery(), ()).html
    assert html.startswith("<p>&lt;script&gt;")
    assert "<h1" in html
    assert "<script>" not in html


def test_an_edit_takes_effect_at_once(own: Path) -> None:
    (own / "digest.txt").write_text("ONE {{ page.held }}", encoding="utf-8")
    desk = channels(own)
    assert desk.render_digest(DIGEST).text.startswith("ONE 5 alerts")
    (own / "digest.txt").write_text("TWO {{ page.held }}, edited", encoding="utf-8")
    assert desk.render_digest(DIGEST).text.startswith("TWO 5 alerts")


def test_while_a_template_fails_ours_is_used_and_that_is_told_and_then_that_it_is_over(own: Path) -> None:
    ours = channels(own).render(FIRST, delivery(), FIRST.findings)
    desk = channels(own)
    (own / "alert.txt").write_text("{{ page.rules[7].title }}", encoding="utf-8")
    assert desk.render(FIRST, delivery(), FIRST.findings) == ours

    [trouble] = template_steps(desk.broken_templates, ())
    assert isinstance(trouble, Trouble)
    assert "shipped templates meanwhile" in trouble.text
    alert = after_step(None, trouble, pause=OPENED - OPENED, now=OPENED)
    assert alert is not None

    (own / "alert.txt").write_text("mended {{ page.headline }}", encoding="utf-8")
    assert desk.render(FIRST, delivery(), FIRST.findings).text.startswith("mended")
    [over] = template_steps(desk.broken_templates, (alert,))
    assert isinstance(over, Recovery)
    assert tuple(template_steps(desk.broken_templates, ())) == ()


def test_every_broken_template_is_named_with_its_line(own: Path) -> None:
    (own / "alert.txt").write_text("fine\n{{ page.headlin }}", encoding="utf-8")
    (own / "digest.html").write_text("\n\n{% for x in %}", encoding="utf-8")
    (own / "chat.html").write_text("{% include 'gone.html' %}", encoding="utf-8")
    (own / "mails.html").touch()
    found = {(problem.file.name, problem.line): problem for problem in template_problems(own)}
    assert set(found) == {("alert.txt", 2), ("digest.html", 3), ("chat.html", 1), ("mails.html", 0)}
    assert "there is no 'headlin'" in found["alert.txt", 2].what
    assert found["mails.html", 0].todo == "name it mail.html"
    assert found["mails.html", 0].level is Level.WARNING


def test_good_templates_are_no_problem_and_an_empty_folder_is_a_warning(own: Path) -> None:
    [nothing] = template_problems(own)
    assert nothing.level is Level.WARNING
    (own / "digest.chat.html").write_text("{{ say('digest') }} {% include 'part.html' %}", encoding="utf-8")
    (own / "part.html").write_text("{{ count('source', 3) }}", encoding="utf-8")
    assert template_problems(own) == ()
    assert template_problems(None) == ()


def test_a_digest_of_one_route_is_in_the_language_of_its_reader(own: Path) -> None:
    entry = DigestEntry(alert=FIRST, delivery=delivery(), findings=FIRST.findings)
    digest = Digest(route="x", recipient="console", at=OPENED, why=("digest 07:30",), entries=(entry,))
    assert channels(own).render_digest(digest).title == "[HIGH] 1 alert: digest 07:30"

"""Who has seen an alert, in its later messages."""

from __future__ import annotations

from dataclasses import replace

from monitor.alerting.acknowledged import with_acknowledgements
from monitor.model import Acknowledgement, Delivery
from tests.unit.alerting.make import NOW

TELLING = Delivery(
    alert_id=1, revision=2, route="all", recipient="desk", telling=2, detail=("actor: Wagner",), due_at=NOW
)
SEEN = Acknowledgement(alert_id=1, by="anna", at=NOW)


def test_later_messages_say_who_has_seen_the_alert_when_and_why() -> None:
    wrong = replace(SEEN, by="ben", note="a film", false_positive=True, rules=("coups", "wars"))
    assert with_acknowledgements(TELLING, (SEEN, wrong)).detail == (
        "acknowledged by anna, 1 March",
        "called a false positive of coups, wars by ben, 1 March: a film",
        "actor: Wagner",
    )


def test_a_message_that_is_tried_again_says_it_once() -> None:
    once = with_acknowledgements(TELLING, (SEEN,))
    assert with_acknowledgements(once, (SEEN,)) == once
    assert with_acknowledgements(TELLING, ()) == TELLING

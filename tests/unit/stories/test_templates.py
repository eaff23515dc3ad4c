"""Notices from one template about different places are not copies of one text."""

from __future__ import annotations

import pytest

from monitor.model import Article, Feature, Fingerprint, Member
from monitor.stories import fingerprint, join
from tests.unit.alerting.make import NOW

TEXT = (
    "A freighter unloaded {n} armoured vehicles in {town} on Friday in breach of the arms embargo, inspectors found. "
    "They had counted the vehicles at the quay and spoken with the master of the ship, who left before dawn."
)


def printed(n: int, town: str, *keys: str) -> Fingerprint:
    text = TEXT.format(n=n, town=town)
    made = fingerprint(Article(paragraphs=("A notice", text), title="A notice"))
    features = tuple(Feature(key=key) for key in sorted((f"n:{n}", *keys)))
    return Fingerprint(
        canonical="", text_hash=made.text_hash, language="en", signature=made.signature, bands=made.bands,
        features=features,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (printed(40, "Derna", "e:derna"), printed(75, "Derna", "e:derna"), True),  # the figure was mended
        (printed(40, "Derna", "e:derna"), printed(40, "Sirte", "e:sirte"), True),  # the town was mended
        (printed(40, "Derna", "e:derna"), printed(75, "Derna", "e:derna", "e:haftar"), True),  # a name came in
        (printed(40, "Derna", "e:derna"), printed(75, "Sirte", "e:sirte"), False),
        (printed(40, "Derna", "c:LY"), printed(40, "Gao", "c:ML"), False),
        (printed(40, "Derna", "c:LY", "c:RU"), printed(40, "Derna", "c:RU"), True),
    ],
)
def test_a_text_with_another_town_and_other_figures_is_another_notice(
    one: Fingerprint, other: Fingerprint, joined: bool
) -> None:
    member = Member(article_id=1, story_id=7, fingerprint=one, at=NOW)
    found = join(Article(id=2, title="A notice"), other, (member,))
    assert (found.story_id == 7) is joined

"""Articles that wait for their page: claimed one a host, read in time whatever happens, never lost, never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.errors import LeaseLost
from monitor.model import Article, Filled, NoPage, PageTrouble, SeenParagraph, TextSource
from monitor.storage import Store
from monitor.storage.intake import PAGE_PATIENCE
from monitor.storage.pages import FORGOTTEN_AFTER, MOST_PARAGRAPHS
from tests.contract.storage.making import MINUTE, NOW, article, bring, claim_article, no_match, read_as

LEASE = 2 * MINUTE
WALL = NoPage(trouble=PageTrouble.OTHER_TEXT, reason="its text does not fit the title")


def teaser(key: str, host: str = "a.example", **fields) -> Article:
    return article(key, link=f"https://{host}/{key}", page_wanted=True, text_source=TextSource.SUMMARY, **fields)


def claim_pages(store: Store, *, now=NOW, limit: int = 20, besides=()):
    return store.pages.claim_pages(now=now, lease=LEASE, limit=limit, besides=besides)


def fuller(source: Article) -> Article:
    more = (*source.paragraphs, "What the page says besides.")
    return replace(source, paragraphs=more, text_source=TextSource.PAGE, page_wanted=False)


def readable(store: Store, *, now=NOW) -> list[str]:
    claims = store.articles.claim_articles(now=now, lease=LEASE, limit=20)
    return [claim.item.entry_id for claim in claims]


def test_an_article_that_waits_for_its_page_is_not_read_while_others_are(store: Store):
    bring(store, teaser("waits"), article("whole", link="https://a.example/whole"))
    assert readable(store) == ["whole"]
    assert store.articles.waiting() == 2


def test_with_its_page_it_is_read_at_once_and_has_the_fuller_text(store: Store):
    bring(store, teaser("waits"))
    [claim] = claim_pages(store)
    assert (claim.item.page_wanted, claim.item.text_source) == (True, TextSource.SUMMARY)
    store.pages.record_page(claim, Filled(article=fuller(claim.item)), now=NOW)

    read = claim_article(store).item
    assert (read.text_source, read.paragraphs[-1]) == (TextSource.PAGE, "What the page says besides.")
    assert (read.page_wanted, read.page_refused, read.revision) == (False, "", 1)
    assert claim_pages(store) == []


def test_without_its_page_it_keeps_its_own_text_and_the_reason(store: Store):
    bring(store, teaser("waits"))
    [claim] = claim_pages(store)
    store.pages.record_page(claim, Filled(article=claim.item, refused=WALL), now=NOW)

    read = claim_article(store)
    assert (read.item.text_source, read.item.page_refused) == (TextSource.SUMMARY, WALL.sentence)
    assert read.attempts == 1


def test_one_article_of_a_host_is_claimed_at_a_time_the_oldest_first(store: Store):
    bring(store, teaser("a1"), teaser("a2"), teaser("b1", "b.example"), teaser("c1", "c.example"))
    assert [one.item.entry_id for one in claim_pages(store, limit=2, besides=["c.example"])] == ["a1", "b1"]
    assert [one.item.entry_id for one in claim_pages(store, besides=["a.example", "b.example"])] == ["c1"]
    assert [one.item.entry_id for one in claim_pages(store)] == ["a2"], "unless two processes share the host"


def test_when_nobody_fetches_the_page_the_article_is_read_without_it_and_says_so(store: Store):
    bring(store, teaser("waits"))
    late = NOW + PAGE_PATIENCE
    assert readable(store, now=late - MINUTE) == []
    assert claim_pages(store, now=late) == []

    read = read_as(store, no_match, now=late)
    kept = store.archive.article(read.id)
    assert kept is not None
    assert (kept.page_wanted, kept.page_refused) == (False, "the page could not be read: its turn did not come in time")


def test_a_worker_that_dies_over_a_page_loses_nothing(store: Store):
    bring(store, teaser("waits"))
    claim_pages(store)
    assert readable(store) == []
    [again] = claim_pages(store, now=NOW + LEASE)
    assert (again.item.entry_id, again.attempts) == ("waits", 2)
    store.pages.record_page(again, Filled(article=fuller(again.item)), now=NOW + LEASE)
    assert claim_article(store, now=NOW + LEASE).attempts == 1


def test_what_is_given_back_goes_on_waiting(store: Store):
    bring(store, teaser("waits"))
    [claim] = claim_pages(store)
    store.pages.release(claim)
    assert store.pages.waiting(now=NOW) == 1
    assert readable(store) == []
    assert [one.attempts for one in claim_pages(store)] == [1]


def test_an_edit_meanwhile_wins_and_asks_for_the_page_anew(store: Store):
    bring(store, teaser("waits"))
    [claim] = claim_pages(store)
    later = NOW + MINUTE
    bring(store, teaser("waits", title="An edited headline"), hashes=("other",), now=later)
    with pytest.raises(LeaseLost):
        store.pages.record_page(claim, Filled(article=fuller(claim.item)), now=later)
    [again] = claim_pages(store, now=later)
    assert (again.item.title, again.item.revision) == ("An edited headline", 2)


def test_all_that_wait_for_a_host_can_do_without_at_once(store: Store):
    bring(store, teaser("a1"), teaser("a2"), teaser("a3"), teaser("b1", "b.example"))
    claim_pages(store, limit=1)
    assert store.pages.do_without(WALL, host="a.example", now=NOW) == 2
    assert readable(store) == ["a2", "a3"]
    assert store.pages.do_without(WALL, now=NOW) == 1
    assert readable(store) == ["b1"]


def test_pages_are_counted_and_the_ledger_balances(store: Store):
    bring(store, teaser("good"), teaser("bad", "b.example"), teaser("lost", "c.example"))
    good, bad = claim_pages(store, limit=2)
    store.pages.record_page(good, Filled(article=fuller(good.item)), now=NOW)
    store.pages.record_page(bad, Filled(article=bad.item, refused=WALL), now=NOW)
    store.pages.do_without(replace(WALL, trouble=PageTrouble.RESTING), now=NOW)
    account = store.archive.ledger()
    [counted] = account.by_feed.values()
    assert (counted["pages"], counted["pages refused"]) == (1, 2)
    assert (account.pages, account.pages_refused) == (1, {"other text": 1, "resting": 1})
    assert account.balanced


# --- what is learnt of a host ---------------------------------------------------------------------------------------


def learn(store: Store, key: str, *seen: SeenParagraph, now=NOW, host: str = "a.example") -> None:
    bring(store, teaser(key), now=now)
    [claim] = claim_pages(store, now=now)
    store.pages.record_page(claim, Filled(article=fuller(claim.item), host=host, learnt=seen), now=now)


def test_what_was_learnt_of_a_hosts_paragraphs_is_known_of_that_host_alone(store: Store):
    learn(store, "1", SeenParagraph(key="k1", pages=("p1",)), SeenParagraph(key="k2", pages=("p1",)))
    learn(store, "2", SeenParagraph(key="k1", pages=("p1", "p2")))
    assert store.pages.seen("a.example", ["k1", "k2", "k3"], now=NOW) == {
        "k1": SeenParagraph(key="k1", pages=("p1", "p2")),
        "k2": SeenParagraph(key="k2", pages=("p1",)),
    }
    assert store.pages.seen("b.example", ["k1"], now=NOW) == {}


def test_what_was_not_seen_for_long_is_forgotten(store: Store):
    learn(store, "1", SeenParagraph(key="k1", pages=("p1", "p2", "p3")))
    later = NOW + FORGOTTEN_AFTER + timedelta(days=1)
    assert store.pages.seen("a.example", ["k1"], now=later) == {}


def test_of_one_host_so_much_is_kept_and_no_more(store: Store):
    for number in range(4):
        many = [SeenParagraph(key=f"{number} {n}", pages=("p",)) for n in range(200)]
        learn(store, str(number), *many, SeenParagraph(key="always", pages=("p",)), now=NOW + number * MINUTE)
    kept = store.pages.seen("a.example", [f"{p} {n}" for p in range(4) for n in range(200)] + ["always"], now=NOW)
    assert len(kept) <= MOST_PARAGRAPHS
    assert "always" in kept
    assert all(f"3 {n}" in kept for n in range(200))

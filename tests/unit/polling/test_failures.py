from __future__ import annotations

from monitor.model import Failed, FailureCause
from monitor.polling import group_failures


def failed(host: str, cause: FailureCause = FailureCause.NETWORK, reason: str = "") -> Failed:
    return Failed(url=f"https://{host}/rss?token=hush", cause=cause, reason=reason or f"{host} could not be found")


def test_feeds_that_failed_for_one_cause_on_many_hosts_are_one_group():
    groups = group_failures([(f"Feed {n}", failed(f"h{n}.example")) for n in range(5)])
    assert [(group.cause, group.host, len(group.feeds)) for group in groups] == [(FailureCause.NETWORK, None, 5)]
    assert groups[0].sentence == (
        "5 feeds could not be reached (Feed 0, Feed 1, Feed 2 and 2 more): for example h0.example could not be found"
    )


def test_a_host_with_several_failed_feeds_is_a_group_of_its_own():
    gone = FailureCause.HTTP
    groups = group_failures(
        [
            ("A", failed("one.example", gone, "one.example answered 500")),
            ("B", failed("two.example", gone, "two.example answered 503")),
            ("C", failed("one.example", gone, "one.example answered 500")),
            ("D", failed("three.example", gone, "three.example answered 502")),
            ("E", failed("one.example", gone, "one.example answered 500")),
        ]
    )
    assert [(group.host, group.feeds) for group in groups] == [("one.example", ("A", "C", "E")), (None, ("B", "D"))]
    assert groups[0].sentence == ("3 feeds at one.example answered with an error (A, C, E): one.example answered 500")


def test_causes_are_never_mixed_and_the_largest_group_comes_first():
    groups = group_failures(
        [
            ("A", failed("a.example", FailureCause.TIMEOUT)),
            ("B", failed("b.example")),
            ("C", failed("c.example")),
            ("D", Failed(url="file:/no/such.xml", cause=FailureCause.FILE, reason="/no/such.xml does not exist")),
        ]
    )
    assert [group.cause for group in groups] == [FailureCause.NETWORK, FailureCause.TIMEOUT, FailureCause.FILE]
    assert groups[2].sentence == "1 feed could not be read from disk (D): /no/such.xml does not exist"


def test_no_sentence_shows_the_address_of_a_feed():
    groups = group_failures([(cause.value, failed("a.example", cause)) for cause in FailureCause])
    assert len(groups) == len(FailureCause)
    assert not [group for group in groups if "hush" in group.sentence]


def test_no_failures_make_no_groups():
    assert group_failures([]) == ()

from __future__ import annotations

import pytest

from monitor.ingest.links import absolute

BASE = "https://port.example/news/"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a.html", "https://port.example/news/a.html"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("www.port.example/a", "http://www.port.example/a"),
        ("www.html", "https://port.example/news/www.html"),
        ("http:/port.example/a", "http://port.example/a"),
        ("https:port.example/a", "https://port.example/a"),
        ("https:///port.example/a", "https://port.example/a"),
        ("http://https://port.example/a", "https://port.example/a"),
        ("feed://port.example/a", "http://port.example/a"),
        ("feed:https://port.example/a", "https://port.example/a"),
        ("https://port.example/a b", "https://port.example/a%20b"),
        ("\n  https://port.example/\n  a\n", "https://port.example/a"),
        ("javascript:alert(1)", None),
        ("mailto:ann@port.example", None),
        ("http://", None),
    ],
)
def test_an_address_is_what_a_browser_would_make_of_it(written: str, meant: str | None):
    assert absolute(written, (BASE,)) == meant

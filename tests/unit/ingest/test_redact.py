from __future__ import annotations

import pytest

from monitor.ingest.redact import host_of, shown


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://site.example/rss?lang=en&page=2", "https://site.example/rss?lang=en&page=2"),
        ("https://ann:hush@site.example:8443/rss", "https://site.example:8443/rss"),
        ("https://site.example/rss?token=hush", "https://site.example/rss?token=…"),
        ("https://site.example/?a=1&api_key=hush&b=2", "https://site.example/?a=1&api_key=…&b=2"),
        ("https://site.example/?KEY=hush", "https://site.example/?KEY=…"),
        ("https://site.example/?x-auth=hush;sig=hush#hush", "https://site.example/?x-auth=…;sig=…"),
        ("https://site.example/?monkeys=3", "https://site.example/?monkeys=…"),
        ("https://[::1/rss?token=hush", "an address that cannot be read"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, safe: str):
    assert shown(url) == safe


def test_the_host_of_what_is_no_address_is_unknown():
    assert host_of("https://ann:hush@Site.example/") == "site.example"
    assert host_of("https://[::1") == host_of("mailto:x") == "an unknown host"

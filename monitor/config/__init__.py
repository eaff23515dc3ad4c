"""The configuration: config.yaml in, a checked `Config` out. Every problem is told at once, with file and line."""

from monitor.config.load import load_config
from monitor.config.opml import opml_from_feeds, read_opml
from monitor.config.schema import Channel, Fetch, Http, ListSource, PerHost, Route, When
from monitor.config.secrets import Secret
from monitor.config.settings import Config

__all__ = [
    "Channel",
    "Config",
    "Fetch",
    "Http",
    "ListSource",
    "PerHost",
    "Route",
    "Secret",
    "When",
    "load_config",
    "opml_from_feeds",
    "read_opml",
]

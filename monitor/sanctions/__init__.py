"""Read sanctions lists and own watch lists into entries that `monitor.screening` compares with articles."""

from monitor.sanctions.read import read_list
from monitor.sanctions.watchlist import read_watchlist

__all__ = ["read_list", "read_watchlist"]

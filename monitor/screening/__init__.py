"""Compare the names in an article with sanctions lists and own watch lists.

Pure: entries and an article go in, hits with their reasons come out. Reads no list; `monitor.sanctions` does.
"""

from monitor.screening.lists import Lists
from monitor.screening.screen import Screened, screen

__all__ = ["Lists", "Screened", "screen"]

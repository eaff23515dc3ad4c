"""Understand an article: who and where (gazetteer), when, how many, which resolutions, how it is put, what to quote.

Pure: an article goes in, facts with offsets come out. Reads nothing but the gazetteer's files and its own word lists.
"""

from monitor.context.facts import Screening, findings, gather
from monitor.context.gazetteer import Gazetteer, load_gazetteer
from monitor.context.json_view import reading_as_json

__all__ = ["Gazetteer", "Screening", "findings", "gather", "load_gazetteer", "reading_as_json"]

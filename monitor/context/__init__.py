"""Understand an article: who and where (gazetteer), when, how many, which resolutions, how it is put, what to quote.

Pure: an article goes in, facts with offsets come out. Reads nothing but the gazetteer's files and its own word lists.
"""

from monitor.context.facts import Screening, findings, gather
from monitor.context.gazetteer import Gazetteer, load_gazetteer
from monitor.context.gazetteer_file import actor_json_schema, place_json_schema
from monitor.context.json_view import reading_as_json
from monitor.context.warming import warm

__all__ = [
    "Gazetteer",
    "Screening",
    "actor_json_schema",
    "findings",
    "gather",
    "load_gazetteer",
    "place_json_schema",
    "reading_as_json",
    "warm",
]

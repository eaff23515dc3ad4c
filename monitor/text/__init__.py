"""Text: what feeds, files and pages hold in, clean articles in a known language out; and where their sentences stand.

Pure and lazy: importing this is cheap, the language model and the HTML extractor load at first use. Fetches nothing.
"""

from monitor.text.article import (
    article_from_entry,
    article_from_extracted,
    article_from_page,
    article_from_text,
    articles_from_entries,
)
from monitor.text.canonical import canonical
from monitor.text.fold import Folded, fold
from monitor.text.fuller import FoundPage, address_of, page_text, with_page
from monitor.text.html import paragraphs_of, plain_paragraphs
from monitor.text.identity import entry_hash
from monitor.text.language import identify
from monitor.text.page import Page
from monitor.text.paragraph_filter import Filtered, filter_paragraphs
from monitor.text.records import TextRecord, records_from_jsonl, text_records
from monitor.text.repeated import OwnText, own_text, paragraph_key
from monitor.text.sentences import paragraph_spans, sentences
from monitor.text.teaser import is_teaser, wants_page
from monitor.text.title import clean_title
from monitor.text.warming import warm

__all__ = [
    "Filtered",
    "Folded",
    "FoundPage",
    "OwnText",
    "Page",
    "TextRecord",
    "address_of",
    "article_from_entry",
    "article_from_extracted",
    "article_from_page",
    "article_from_text",
    "articles_from_entries",
    "canonical",
    "clean_title",
    "entry_hash",
    "filter_paragraphs",
    "fold",
    "identify",
    "is_teaser",
    "own_text",
    "page_text",
    "paragraph_key",
    "paragraph_spans",
    "paragraphs_of",
    "plain_paragraphs",
    "records_from_jsonl",
    "sentences",
    "text_records",
    "wants_page",
    "warm",
    "with_page",
]

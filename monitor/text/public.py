"""What `monitor.text` has to offer: the names that other packages use."""

from monitor.text.article import (
    article_from_entry,
    article_from_extracted,
    article_from_page,
    article_from_text,
    articles_from_entries,
)
from monitor.text.fold import Folded
from monitor.text.fuller import FoundPage, address_of, page_text, with_page
from monitor.text.html import paragraphs_of, plain_paragraphs
from monitor.text.identity import entry_hash
from monitor.text.language import identify
from monitor.text.page import Page
from monitor.text.paragraph_filter import Filtered, filter_paragraphs
from monitor.text.records import TextRecord, records_from_jsonl, text_records
from monitor.text.repeated import OwnText, own_text, paragraph_key
from monitor.text.sentences import paragraph_spans
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
    "clean_title",
    "entry_hash",
    "filter_paragraphs",
    "identify",
    "is_teaser",
    "own_text",
    "page_text",
    "paragraph_key",
    "paragraph_spans",
    "paragraphs_of",
    "plain_paragraphs",
    "records_from_jsonl",
    "text_records",
    "wants_page",
    "warm",
    "with_page",
]

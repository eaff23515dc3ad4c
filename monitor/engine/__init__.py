"""Find what the rules look for: terms in a text, conditions over what was found, and why they held.

Pure: an article goes in, matches come out. Reads nothing but rule files, and those only in `load_rules`.
"""

from monitor.engine.lexicon import Lexicon, LexiconEntry, UnlessNear

__all__ = ["Lexicon", "LexiconEntry", "UnlessNear"]

"""Find what the rules look for: terms in a text, conditions over what was found, and why they held.

Pure: an article goes in, matches come out. Reads nothing but rule files, and those only in `load_rules`.
"""

from monitor.engine.examples import ExampleFailure, ExampleReport, run_examples
from monitor.engine.explain import Explained, Explanation, explain, render_text
from monitor.engine.json_schema import concept_json_schema, rule_json_schema
from monitor.engine.lexicon import Lexicon, LexiconEntry, UnlessNear
from monitor.engine.lint_measured import measured_problems
from monitor.engine.load import load_rules
from monitor.engine.match import match
from monitor.engine.measure import measure
from monitor.engine.memory import Memory
from monitor.engine.named import Named
from monitor.engine.naming import with_names
from monitor.engine.rules import Loaded, Rule, RuleSet
from monitor.engine.sources import Sources
from monitor.engine.together import Together

__all__ = [
    "ExampleFailure",
    "ExampleReport",
    "Explained",
    "Explanation",
    "Lexicon",
    "LexiconEntry",
    "Loaded",
    "Memory",
    "Named",
    "Rule",
    "RuleSet",
    "Sources",
    "Together",
    "UnlessNear",
    "concept_json_schema",
    "explain",
    "load_rules",
    "match",
    "measure",
    "measured_problems",
    "render_text",
    "rule_json_schema",
    "run_examples",
    "with_names",
]

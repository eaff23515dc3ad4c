"""The text of rules that are about to go into service, so that whatever they tell can be explained years later.

In: a set, and the files as they were when it was loaded. Out: what the database keeps; None when the files say
something else by now. Watch lists are not rules: a match names the list's entry.
"""

from __future__ import annotations

from monitor.config import Config
from monitor.knowledge import Knowledge
from monitor.service.rules_files import Contents, RuleFiles
from monitor.service.rules_list import every_rule, file_as_named
from monitor.storage import RuleTexts


def kept_texts(config: Config, knowledge: Knowledge, contents: Contents) -> RuleTexts | None:
    """Every file of the rule folders, names too, in the order of precedence."""
    texts = RuleFiles.of(config).texts(contents)
    if texts is None:
        return None
    files = {file_as_named(file, config): text for file, text in texts.items()}
    return RuleTexts(files=files, rules={rule.hash: rule.id for rule in every_rule(knowledge.rules)})

"""`Settings` → `Diagnostic`s: what is legal YAML, resolves, and is still not what anybody wants. One rule is one file in `rules/` and one row in `RULES`.

Knows `model/` and nothing else, and lies below the stages: a rule brings its own words and options, which `reporting` and `project` read from here.
"""

from __future__ import annotations

from typing import Final

from reconciler.linting.rule import Rule
from reconciler.linting.rules import inn_checksum

RULES: Final[tuple[Rule, ...]] = (inn_checksum.RULE,)
"""Every rule, in alphabetical order: the one registration."""

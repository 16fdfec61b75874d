"""The part of the project file's schema that follows from the lint rules."""

from __future__ import annotations

import re
from typing import Any, Final

from reconciler.linting import RULES
from reconciler.linting.linter import SEVERITIES
from reconciler.linting.rule import Option, Rule

_ARGUMENT: Final = re.compile(r"[{][^}]*[}]")

Schema = dict[str, Any]


def lint_schema() -> Schema:
    """What `lint` may say: rules by id."""
    return {"properties": {rule.id: _rule_schema(rule) for rule in RULES}, "additionalProperties": False}


def _rule_schema(rule: Rule) -> Schema:
    """A severity, or a map of a severity and the rule's own options."""
    severity = {"title": "Severity", "description": f"{rule.severity.name.lower()}, unless said.", "enum": list(SEVERITIES), "examples": ["warning"]}
    about = {"title": rule.id, "description": _sentence(rule.entry.en.message)}
    if not rule.options:
        return severity | about
    properties = {"severity": severity} | {option.name: _option_schema(option) for option in rule.options}
    detailed = {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}
    return {**about, "anyOf": [severity, detailed], "examples": ["warning"]}


def _option_schema(option: Option) -> Schema:
    about: Schema = {"title": option.title, "description": option.description}
    if isinstance(option.default, int):
        return {**about, "type": "integer", "minimum": 1, "maximum": 1_000_000, "examples": [option.default]}
    item = {"enum": list(option.choices)} if option.choices else {"type": "string", "minLength": 1, "maxLength": 253}
    return {**about, "type": "array", "items": item, "uniqueItems": True, "examples": [list(option.default)]}


def _sentence(message: str) -> str:
    """A message without what it is filled with."""
    return _ARGUMENT.sub("…", message[:1].upper() + message[1:]) + "."

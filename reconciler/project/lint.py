"""The part of the project file's schema that follows from the lint rules and the other findings a project may see differently."""

from __future__ import annotations

import re
from typing import Any, Final

from reconciler.linting import RULES
from reconciler.linting.adjustable import ADJUSTABLE
from reconciler.linting.linter import SEVERITIES
from reconciler.linting.rule import Option, Rule
from reconciler.model.diagnostic import Severity

_ARGUMENT: Final = re.compile(r"[{][^}]*[}]")

Schema = dict[str, Any]


def lint_schema() -> Schema:
    """What `lint` may say: rules and other findings by id."""
    properties = {rule.id: _rule_schema(rule) for rule in RULES} | {row.id: _severity(row.severity, row.id, row.description) for row in ADJUSTABLE}
    return {"properties": dict(sorted(properties.items())), "additionalProperties": False}


def _rule_schema(rule: Rule) -> Schema:
    """A severity, or a map of a severity and the rule's own options."""
    about = _severity(rule.severity, rule.id, sentence(rule.entry.en.message))
    if not rule.options:
        return about
    severity = _severity(rule.severity, "Severity", "How severe its findings are.")
    properties = {"severity": severity} | {option.name: _option_schema(option) for option in rule.options}
    detailed = {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1, "examples": [_example(rule)]}
    words = {"enum": about.pop("enum")}
    return {**about, "anyOf": [words, detailed]}


def _example(rule: Rule) -> Schema:
    option = rule.options[0]
    return {"severity": "warning", option.name: option.default if isinstance(option.default, int) else list(option.default)}


def _severity(usual: Severity, title: str, description: str) -> Schema:
    """One of the words for a severity."""
    return {"title": title, "description": f"{description} Severity: {usual.name.lower()}, unless said.", "enum": list(SEVERITIES), "examples": ["warning"]}


def _option_schema(option: Option) -> Schema:
    about: Schema = {"title": option.title, "description": option.description}
    if isinstance(option.default, int):
        return {**about, "type": "integer", "minimum": 1, "maximum": 1_000_000, "examples": [option.default]}
    item = {"enum": list(option.choices)} if option.choices else {"type": "string", "minLength": 1, "maxLength": 253}
    return {**about, "type": "array", "items": item, "uniqueItems": True, "examples": [list(option.default)]}


def sentence(message: str) -> str:
    """A message without what it is filled with."""
    return _ARGUMENT.sub("…", message[:1].upper() + message[1:]) + "."

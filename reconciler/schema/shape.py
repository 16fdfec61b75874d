"""A value of a type or choice that does not belong where it stands → a finding that says what does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import cast

from reconciler.model.diagnostic import Argument, Part
from reconciler.model.personal import Personal
from reconciler.model.values import Json, Pointer
from reconciler.schema.finding import Finding
from reconciler.schema.walk import Accepted, Node, accepted, annotation

_TRUE = frozenset({"да", "yes", "on", "y", "true", "вкл", "истина"})
_FALSE = frozenset({"нет", "no", "off", "n", "false", "выкл", "ложь"})
_SHOWN = 60


def misplaced(pointer: Pointer, value: Json, nodes: list[Node]) -> Finding:
    """What to say of `value`, which none of the subschemas `nodes` takes. Secrets are never quoted, personal values only behind their mask."""
    code = annotation(nodes, "x-code")
    takes = accepted(nodes)
    if value is None:
        part = Part.VALUE if pointer and isinstance(pointer[-1], int) else Part.KEY
        return Finding("empty-value", pointer, part, hint=_empty_hint(pointer, nodes, takes))
    if code == "unsupported-version":
        return Finding(code, pointer, arguments={"value": flow(value)}, hint="quoted" if value == "1" else "")
    if code == "unknown-kind" and isinstance(value, str):
        return _unknown_kind(pointer, value, takes)
    if not takes.text and any(node.schema.get("x-secret") for node in nodes) and isinstance(value, str | int | float):
        return Finding("literal-secret", pointer)
    if takes.text and isinstance(value, bool):
        return Finding("unquoted-boolean", pointer, arguments={"value": shown(value)})
    if takes.text and isinstance(value, int | float):
        return _unquoted_number(pointer, value, nodes)
    if isinstance(value, str | int | float) and (takes.choices or ("boolean" in takes.types and isinstance(value, str))):
        return _not_a_choice(pointer, value, takes)
    return Finding("wrong-type", pointer, arguments={"example": _example(nodes, takes)}, hint=_form(takes))


def _unquoted_number(pointer: Pointer, value: float, nodes: Iterable[Node]) -> Finding:
    personal = any(node.schema.get("x-pii") or node.schema.get("x-secret") for node in nodes)
    number: Argument = Personal(shown(value)) if personal else shown(value)
    return Finding("unquoted-number", pointer, arguments={"value": number}, hint="personal" if personal else "")


def _unknown_kind(pointer: Pointer, value: str, takes: Accepted) -> Finding:
    kinds = tuple(str(choice) for choice in takes.choices)
    similar = _similar(value, kinds)
    arguments: dict[str, Argument] = {"value": value[:_SHOWN], "choices": kinds}
    return Finding("unknown-kind", pointer, arguments=arguments | ({"suggestion": similar} if similar else {}), hint="similar" if similar else "")


def _not_a_choice(pointer: Pointer, value: Json, takes: Accepted) -> Finding:
    choices = tuple(shown(choice) for choice in takes.choices)
    boolean = "boolean" in takes.types
    listed = (("true", "false") if boolean else ()) + choices
    forms = (("[…]",) if "array" in takes.types else ()) + (("{…}",) if "object" in takes.types else ())
    arguments: dict[str, Argument] = {"value": shown(value)[:_SHOWN], "choices": listed + forms}
    text = value.strip().casefold() if isinstance(value, str) else ""
    if boolean and text in _TRUE:
        return Finding("not-a-choice", pointer, arguments=arguments, hint="true")
    if boolean and text in _FALSE:
        return Finding("not-a-choice", pointer, arguments=arguments, hint="false")
    if similar := _similar(text, listed):
        return Finding("not-a-choice", pointer, arguments={**arguments, "suggestion": similar}, hint="similar")
    hint = "list" if "array" in takes.types and text and "," not in text else ""
    return Finding("not-a-choice", pointer, arguments=arguments, hint=hint)


def _similar(text: str, choices: tuple[str, ...]) -> str:
    folded = {choice.casefold(): choice for choice in choices}
    close = get_close_matches(text.casefold(), folded, n=1, cutoff=0.7)
    return folded[close[0]] if close else ""


def _empty_hint(pointer: Pointer, nodes: Iterable[Node], takes: Accepted) -> str:
    if pointer and isinstance(pointer[-1], int):
        return "item"
    special = annotation(nodes, "x-empty")
    if isinstance(special, str):
        return special
    return "list" if "array" in takes.types else "mapping" if "object" in takes.types and not takes.text else ""


def _form(takes: Accepted) -> str:
    """The variant of the hint of `wrong-type`: the plainest form that would be right."""
    if takes.text:
        return "text"
    for type, hint in (("array", "list"), ("object", "mapping"), ("boolean", "boolean"), ("integer", "number"), ("number", "number")):
        if type in takes.types:
            return hint
    return "choice" if takes.choices else ""


_WANTED: Mapping[str, type] = {"list": list, "mapping": dict, "text": str, "number": int, "boolean": bool}
_PLAIN_EXAMPLES = {"list": "[…]", "mapping": "{…}", "boolean": "true", "number": "1", "text": '"…"', "": "…"}


def _example(nodes: Iterable[Node], takes: Accepted) -> str:
    form = _form(takes)
    wanted = _WANTED.get(form)
    for node in nodes:
        for example in node.schema.get("examples", ()):
            if wanted is None or isinstance(example, wanted):
                return flow(cast(Json, example))
    return shown(takes.choices[0]) if form == "choice" else _PLAIN_EXAMPLES[form]


def shown(value: Json) -> str:
    """A value as YAML writes it; a mapping or list only by its brackets."""
    if isinstance(value, str):
        return value
    return "{…}" if isinstance(value, Mapping) else "[…]" if isinstance(value, list | tuple) else json.dumps(value)


def flow(value: Json) -> str:
    """An example in YAML's flow style."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if isinstance(value, str):
        plain = value.replace("-", "").replace("_", "").isalpha()
        return value if plain else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)

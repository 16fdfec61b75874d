"""A value of a type or choice that does not belong where it stands → a finding that says what does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import cast

from reconciler.model.diagnostic import Argument, Part
from reconciler.model.personal import Personal
from reconciler.model.values import Json, Pointer
from reconciler.model.words import as_word
from reconciler.schema.finding import Finding
from reconciler.schema.walk import Accepted, Node, accepted, annotation

_TRUE = frozenset({"да", "yes", "on", "y", "true", "вкл", "истина"})
_FALSE = frozenset({"нет", "no", "off", "n", "false", "выкл", "ложь"})


def misplaced(pointer: Pointer, value: Json, nodes: list[Node], around: Iterable[Node] = ()) -> Finding:
    """What to say of `value`, which none of the subschemas `nodes` takes; `around` are those of the mapping it stands in.

    Secrets are never quoted, personal values only behind their mask.
    """
    code = annotation(nodes, "x-code")
    takes = accepted(nodes)
    if value is None:
        part = Part.VALUE if pointer and isinstance(pointer[-1], int) else Part.KEY
        return Finding("empty-value", pointer, part, hint=_empty_hint(pointer, nodes, takes, around))
    if code == "unsupported-version":
        return Finding(code, pointer, arguments={"value": _version(value)}, hint="quoted" if value == "1" else "")
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
    hint = "indentation" if isinstance(pointer[-1] if pointer else 0, str) and belongs_inside(str(pointer[-1]), nodes) else _form(takes)
    return Finding("wrong-type", pointer, arguments={"example": _example(nodes, takes)}, hint=hint)


def belongs_inside(key: str, nodes: Iterable[Node]) -> bool:
    """Whether a key that was taken for the name of an entry (of an account, say) is one of the keys that stand inside such an entry."""
    return any(key in node.schema.get("properties", ()) for node in nodes)


def _version(value: Json) -> str | Personal:
    return as_word(flow(value)) if isinstance(value, str | int | float) else shown(value)


def _unquoted_number(pointer: Pointer, value: float, nodes: list[Node]) -> Finding:
    personal = any(node.schema.get("x-pii") for node in nodes)
    secret = any(node.schema.get("x-secret") for node in nodes)
    number: Argument = Personal(shown(value)) if personal or secret else shown(value)
    example = next((flow(node.schema["examples"][0]) for node in nodes if "pattern" in node.schema and not _takes_digits(node.schema["pattern"])), "")
    hint = "personal" if personal else "secret" if secret else "example" if example else ""
    return Finding("unquoted-number", pointer, arguments={"value": number, **({"example": example} if example else {})}, hint=hint)


def _takes_digits(pattern: str) -> bool:
    """Whether quotes alone can make a number right here."""
    return any(re.search(pattern, "1" * length) for length in range(1, 16))


def _unknown_kind(pointer: Pointer, value: str, takes: Accepted) -> Finding:
    kinds = tuple(str(choice) for choice in takes.choices)
    similar = _similar(value, kinds)
    arguments: dict[str, Argument] = {"value": as_word(value), "choices": kinds}
    return Finding("unknown-kind", pointer, arguments=arguments | ({"suggestion": similar} if similar else {}), hint="similar" if similar else "")


def _not_a_choice(pointer: Pointer, value: Json, takes: Accepted) -> Finding:
    choices = tuple(shown(choice) for choice in takes.choices)
    boolean = "boolean" in takes.types
    listed = (("true", "false") if boolean else ()) + choices
    forms = (("[…]",) if "array" in takes.types else ()) + (("{…}",) if "object" in takes.types else ())
    arguments: dict[str, Argument] = {"value": as_word(shown(value)), "choices": listed + forms}
    text = value.strip().casefold() if isinstance(value, str) else ""
    if boolean and text in _TRUE:
        return Finding("not-a-choice", pointer, arguments=arguments, hint="true")
    if boolean and text in _FALSE:
        return Finding("not-a-choice", pointer, arguments=arguments, hint="false")
    switched_off = "off" in choices and (value is False or text in _FALSE or text == "none")
    if similar := "off" if switched_off else _similar(text, listed):
        return Finding("not-a-choice", pointer, arguments={**arguments, "suggestion": similar}, hint="similar")
    hint = "list" if "array" in takes.types and text else ""
    return Finding("not-a-choice", pointer, arguments=arguments, hint=hint)


def _similar(text: str, choices: tuple[str, ...]) -> str:
    folded = {choice.casefold(): choice for choice in choices}
    close = get_close_matches(text.casefold(), folded, n=1, cutoff=0.7)
    return folded[close[0]] if close else ""


def _empty_hint(pointer: Pointer, nodes: Iterable[Node], takes: Accepted, around: Iterable[Node]) -> str:
    if pointer and isinstance(pointer[-1], int):
        return "item"
    if any(pointer[-1] in node.schema.get("required", ()) for node in around if pointer):
        return "required"
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

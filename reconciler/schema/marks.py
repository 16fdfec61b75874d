"""Which values may not be shown: the marks `x-pii` and `x-secret` of the schema, found by position."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reconciler.model.values import Json, Pointer
from reconciler.model.words import is_like_id, is_like_word
from reconciler.schema.walk import OPEN, Node, accepted, annotation, inside, nodes_at

_PROPRIETOR = "sole-proprietor"
_PERSONAL: frozenset[Pointer] = frozenset({("name",), ("inn",), ("ogrn",)})
_NUMBERS: Mapping[Pointer, tuple[int, ...]] = {("inn",): (11, 12), ("ogrn",): (14, 15)}
"""How many digits such a number has when it is that of a person, whatever form the organization says it has; one fewer where a leading zero was lost."""
_PUBLIC: Mapping[Pointer, int] = {("inn",): 10, ("ogrn",): 13, ("support", "phone"): 11}
_PHONE = 10
"""As many digits as a telephone number has without its country: a number without quotes that is as long may be one, wherever it stands."""
_IDS = frozenset({"bad-id", "bad-locale", "bad-timezone", "bad-object-address", "bad-recipient"})


def sensitive(data: Mapping[str, Json], pointer: Pointer) -> bool:
    """Whether the scalar at `pointer` must be masked.

    Decided by position. What the schema does not know (an unknown key or kind, a scalar where a map belongs) is masked, since nobody can tell what it
    is; so is, where only ids, certain words or texts of a certain form can stand, what is not even made like one: an address in the wrong place is still an address. Name and
    number of a sole proprietor are those of a person, and so is a number as long as a person's. True, false and null give nothing away.
    """
    value = _value(data, pointer)
    if value is None or isinstance(value, bool):
        return False
    nodes = nodes_at(data, pointer)
    return (
        not _fits(nodes)
        or any(_marked(node, value) for node in nodes)
        or _misplaced(nodes, value)
        or (data.get("form") == _PROPRIETOR and pointer in _PERSONAL)
        or (pointer in _NUMBERS and _digits(value) in _NUMBERS[pointer])
        or (isinstance(value, int | float) and _digits(value) >= _PHONE and _digits(value) != _PUBLIC.get(pointer))
        or _of_bad_reference(data, pointer)
    )


def _of_bad_reference(data: Mapping[str, Json], pointer: Pointer) -> bool:
    """Whether this is part of a reference that is none, since it says two things: one of them may be the value itself."""
    if not pointer or pointer[-1] not in ("env", "file"):
        return False
    parent: Json = data
    for step in pointer[:-1]:
        parent = parent[step]  # type: ignore[index]
    return isinstance(parent, Mapping) and len(parent) > 1 and annotation(nodes_at(data, pointer[:-1]), "x-code") == "bad-reference"


def _digits(value: Json) -> int:
    return sum(character.isdigit() for character in str(value))


def _value(data: Json, pointer: Pointer) -> Json:
    """What is there. A mapping or list, or nothing there, counts as an empty text: not harmless by itself."""
    value = data
    for step in pointer:
        match value, step:
            case Mapping(), str() if step in value:
                value = value[step]
            case list(), int() if 0 <= step < len(value):
                value = value[step]
            case _:
                return ""
    return value if value is None or isinstance(value, str | int | float) else ""


def _fits(nodes: list[Node]) -> bool:
    """Whether some scalar is foreseen here, or a list of scalars that are not masked themselves (`channels: email` for `channels: [email]`)."""
    if any(node.schema is OPEN for node in nodes):
        return True
    known = accepted(nodes)
    if known.choices or known.types - {"object", "array"}:
        return True
    items = inside(nodes, 0)
    return bool(accepted(items).types) and not any(_marked(item, "") for item in items)


def _misplaced(nodes: list[Node], value: Json) -> bool:
    known = accepted(nodes)
    code = annotation(nodes, "x-code")
    if code in _IDS:
        return not is_like_id(str(value))
    expected = known.types & ({"string"} if isinstance(value, str) else {"string", "integer", "number"})
    return bool(known.choices or not expected or not _has_known_form(nodes, value)) and not is_like_word(
        value.replace("*", "") if isinstance(value, str) else value
    )


def _has_known_form(nodes: list[Node], value: Json) -> bool:
    """Whether a text has one of the forms that are asked for here; where none is, or any that can be printed, it may be anything. A number has it where digits do:
    its quotes may be all it lacks."""
    texts = [node.schema for node in nodes if "string" in accepted([node]).types]
    forms = [schema["pattern"] for schema in texts if "pattern" in schema and schema.get("x-code") != "bad-text"]
    written = [value] if isinstance(value, str) else ["1" * digits for digits in range(1, 16)]
    return not texts or any(re.search(form, text) for form in forms for text in written)


def _marked(node: Node, value: Json) -> bool:
    schema = node.schema
    if schema.get("x-pii") or schema.get("x-secret"):
        return True
    return bool(schema.get("x-secret-when-invalid")) and (not isinstance(value, str) or re.search(schema["pattern"], value) is None)

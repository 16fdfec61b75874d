"""One error of jsonschema-rs → findings in our own words. Its text is never used: it quotes values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from reconciler.canonical import canonical
from reconciler.model.diagnostic import Part
from reconciler.model.values import Json, Pointer
from reconciler.schema import spelling
from reconciler.schema.files import Schema, subschema
from reconciler.schema.finding import Finding
from reconciler.schema.shape import belongs_inside, flow, misplaced
from reconciler.schema.walk import nodes_at

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError


def findings(error: ValidationError, data: Mapping[str, Json]) -> Iterator[Finding]:
    """What the error means. `data` is the whole document it was found in."""
    pointer = tuple(error.instance_path)
    keyword = error.kind.name
    if keyword in ("anyOf", "oneOf"):
        branch = _branch(error)
        if branch:
            for inner in branch:
                yield from findings(inner, data)
            return
    rule = subschema(error.absolute_keyword_location or "")
    match keyword:
        case "additionalProperties":
            yield from _unknown_keys(pointer, error.kind.unexpected, rule, data)  # type: ignore[attr-defined]
        case "required":
            yield _missing_key(pointer, error.kind.property, rule, data)  # type: ignore[attr-defined]
        case "pattern":
            yield _misspelt(pointer, cast(str, error.instance), rule)
        case "uniqueItems":
            yield from _duplicates(pointer, cast("list[Json]", error.instance))
        case "maxLength":
            yield Finding("too-long", pointer, arguments={"length": len(cast(str, error.instance)), "limit": int(rule["maxLength"])})
        case "minimum" | "maximum":
            yield Finding("out-of-range", pointer, arguments={"minimum": int(rule["minimum"]), "maximum": int(rule["maximum"])})
        case "minLength" | "minItems" | "minProperties" | "maxProperties":
            yield _wrong_count(pointer, keyword, rule)
        case _:
            yield misplaced(pointer, cast(Json, error.instance), nodes_at(data, pointer), nodes_at(data, pointer[:-1]) if pointer else ())


def _branch(error: ValidationError) -> list[ValidationError]:
    """The errors of the alternative that was probably meant: of the value's type, and knowing most of its keys; [] if none is."""
    best: list[ValidationError] = []
    least = 0
    for errors in error.kind.context:  # type: ignore[attr-defined]
        here = [inner for inner in errors if inner.instance_path == error.instance_path]
        if any(inner.kind.name in ("type", "enum", "const") for inner in here):
            continue
        unknown = sum(len(inner.kind.unexpected) for inner in here if inner.kind.name == "additionalProperties")
        if not best or unknown < least:
            best, least = errors, unknown
    return best


def _unknown_keys(pointer: Pointer, keys: list[str], rule: Schema, data: Mapping[str, Json]) -> Iterator[Finding]:
    code = rule.get("x-code", "")
    if code in ("bad-id", "bad-event-name"):
        for key in keys:
            hint, arguments = spelling.of_id(key) if code == "bad-id" else spelling.of_text(key)
            if belongs_inside(key, nodes_at(data, (*pointer, key))):
                hint, arguments = "indentation", {}
            yield Finding(code, (*pointer, key), Part.KEY, arguments, hint)
        return
    allowed = tuple(rule.get("properties", {}))
    for key in keys:
        similar = _similar(key, allowed)
        yield Finding(
            "unknown-key",
            (*pointer, key),
            Part.KEY,
            {"allowed": allowed, **({"suggestion": similar} if similar else {})},
            "similar" if similar else "",
        )


@lru_cache(maxsize=1024)
def _similar(key: str, allowed: tuple[str, ...]) -> str:
    plain = key.strip().casefold().replace("-", "_").replace(" ", "_")
    return next(iter(get_close_matches(plain, allowed, n=1, cutoff=0.7)), "")


def _missing_key(pointer: Pointer, key: str, rule: Schema, data: Mapping[str, Json]) -> Finding:
    if not pointer and key == "kind":
        return Finding("missing-kind", ())
    nodes = nodes_at(data, (*pointer, key))
    example = next((example for node in nodes for example in node.schema.get("examples", ())), None)
    hint = rule.get("x-hint", "") or ("" if example is None else "example")
    arguments = {"key": key} if example is None else {"key": key, "example": flow(example)}
    return Finding("missing-key", pointer, Part.KEY if pointer and isinstance(pointer[-1], str) else Part.VALUE, arguments, hint)


def _wrong_count(pointer: Pointer, keyword: str, rule: Schema) -> Finding:
    if rule.get("x-code") == "bad-reference":
        return Finding("bad-reference", pointer)
    if keyword == "minLength":
        return Finding("empty-value", pointer, hint="text")
    return Finding("empty-value", pointer, Part.KEY, hint="items" if keyword == "minItems" else "")


def _misspelt(pointer: Pointer, text: str, rule: Schema) -> Finding:
    code = rule["x-code"]
    if code == "literal-secret":
        return Finding(code, pointer, hint="url")
    example = flow(rule["examples"][0])
    hint, arguments = {"bad-id": spelling.of_id, "bad-text": spelling.of_name}.get(code, spelling.of_text)(text)
    return Finding(code, pointer, arguments={"example": example, **arguments}, hint=hint)


def _duplicates(pointer: Pointer, items: list[Json]) -> Iterator[Finding]:
    seen: dict[bytes, int] = {}
    for index, item in enumerate(items):
        if seen.setdefault(canonical(item), index) != index:
            yield Finding("duplicate-item", (*pointer, index), arguments={"position": index + 1, "first": seen[canonical(item)] + 1})

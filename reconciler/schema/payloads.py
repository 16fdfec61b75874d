"""The JSON Schemas that people write themselves: of the payloads of a type's events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from reconciler.canonical import canonical, decode
from reconciler.model.values import Json, Pointer
from reconciler.schema.described import Described, format_of
from reconciler.schema.finding import Finding
from reconciler.schema.marked import FORMATS


def payload_findings(data: Mapping[str, Json]) -> Iterator[Finding]:
    """What is wrong with the payload schemas of a notification type, those that are mappings. Nothing is fetched from anywhere."""
    events = data.get("events")
    payloads = {name: payload for name, payload in events.items() if isinstance(payload, Mapping)} if isinstance(events, Mapping) else {}
    if not payloads:
        return
    from jsonschema_rs import Draft202012Validator, ReferencingError, ValidationError, ValidationErrorKind, meta

    for name, payload in payloads.items():
        # Written anew: the judge knows the plain types only, and parts of a document that was pruned are of others.
        schema: dict[str, Any] = {**cast("dict[str, Any]", decode(canonical(payload))), "$schema": "https://json-schema.org/draft/2020-12/schema"}
        try:
            meta.validate(schema)
            Draft202012Validator(schema, offline=True)
        except ValidationError as error:
            elsewhere = isinstance(error.kind, ValidationErrorKind.Referencing)
            yield Finding("bad-payload-schema", ("events", name, *error.instance_path), hint="reference" if elsewhere else "")
        except ReferencingError:
            yield Finding("bad-payload-schema", ("events", name), hint="reference")
        else:
            yield from (Finding("bad-payload-schema", ("events", name, *pointer), hint="mark") for pointer in _misused(schema))


def _misused(schema: Mapping[str, Json]) -> Iterator[Pointer]:
    """Where what we ask for beside JSON Schema is said in a way that says nothing: a misspelt mark would be no mark, in silence."""
    described = Described(schema)
    fields = described.fields()
    for keyword in ("x-order", "x-differ"):
        pairs = schema.get(keyword, [])
        if not isinstance(pairs, list):
            yield (keyword,)
            continue
        for position, pair in enumerate(pairs):
            if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(name, str) and name in fields for name in pair):
                yield (keyword, position)
    if "x-deadline" in schema:
        field, left = described.deadline()
        if format_of(described.at(described.root(), field)) not in ("date", "moment") or (left and left not in fields):
            yield ("x-deadline",)
    yield from _unknown_formats(schema, ())


def _unknown_formats(part: Json, pointer: Pointer) -> Iterator[Pointer]:
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key == "x-format" and pointer[-1:] != ("properties",) and not (isinstance(value, str) and value in FORMATS):
                yield (*pointer, key)
            elif key not in ("enum", "const", "default", "examples"):
                yield from _unknown_formats(value, (*pointer, key))
    elif isinstance(part, list):
        for position, value in enumerate(part):
            yield from _unknown_formats(value, (*pointer, position))

"""Rules that every published schema keeps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from reconciler.model.address import ID_PATTERN
from reconciler.project.file import json_schema
from reconciler.schema import files

SCHEMAS = pytest.mark.parametrize("name", files.NAMES)

# Keywords whose value is one schema, a list of schemas, a map of schemas.
ONE, SEVERAL, NAMED = (
    {"items", "additionalProperties", "not", "if", "then", "else", "propertyNames"},
    {"anyOf", "oneOf", "allOf"},
    {"properties", "patternProperties", "$defs"},
)
ANNOTATIONS = {
    "$schema",
    "title",
    "description",
    "examples",
    "enumDescriptions",
    "default",
    "x-pii",
    "x-secret",
    "x-secret-when-invalid",
    "x-code",
    "x-hint",
    "x-empty",
    "x-placeholder",
}
ASSERTIONS = {
    "$ref",
    "type",
    "const",
    "enum",
    "required",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
}


def walk(schema: Any, path: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(schema, dict):
        return
    yield path, schema
    for keyword, value in schema.items():
        if keyword in ONE:
            yield from walk(value, f"{path}/{keyword}")
        elif keyword in SEVERAL:
            for index, inner in enumerate(value):
                yield from walk(inner, f"{path}/{keyword}/{index}")
        elif keyword in NAMED:
            for key, inner in value.items():
                yield from walk(inner, f"{path}/{keyword}/{key}")


@SCHEMAS
def test_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(files.schema(name))
    assert files.schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@SCHEMAS
def test_uses_only_keywords_that_are_translated_into_our_own_words(name: str) -> None:
    for path, schema in walk(files.schema(name)):
        assert set(schema) <= ONE | SEVERAL | NAMED | ANNOTATIONS | ASSERTIONS, path


@SCHEMAS
def test_patterns_mean_the_same_to_every_engine(name: str) -> None:
    """No classes that differ in what of Unicode they take, and no end that a line break slips past."""
    for path, schema in walk(files.schema(name)):
        for pattern in [*([schema["pattern"]] if "pattern" in schema else []), *schema.get("patternProperties", {})]:
            assert not re.search(r"\\[dDwWsSpPbB]", pattern), path
            assert pattern.startswith("^"), path
            assert pattern.count("$") == pattern.count(r"$(?!\n)"), path
            assert pattern.endswith((r"$(?!\n)", ")")), path
        assert "pattern" not in schema or ("x-code" in schema and schema["examples"]), path


@SCHEMAS
def test_examples_are_valid(name: str) -> None:
    for path, schema in walk(files.schema(name)):
        if "examples" in schema and "$ref" not in json.dumps(schema):
            validator = jsonschema.Draft202012Validator(schema)
            assert all(validator.is_valid(example) for example in schema["examples"]), path


def referred(name: str, reference: str) -> dict[str, Any]:
    file, _, fragment = reference.partition("#")
    return files.subschema(f"{file or name + '.json'}#{fragment}/") if fragment else files.schema(file.removesuffix(".json"))


@SCHEMAS
def test_every_property_has_a_title_and_a_description(name: str) -> None:
    for path, schema in walk(files.schema(name)):
        for key, value in schema.get("properties", {}).items():
            if "/if" in path:
                continue
            told = {**(referred(name, value["$ref"]) if "$ref" in value else {}), **value}
            assert told.get("title"), f"{path} {key}"
            assert str(told.get("description", "")).endswith("."), f"{path} {key}"


@SCHEMAS
def test_every_object_refuses_keys_it_does_not_know(name: str) -> None:
    open_on_purpose = {
        "document": {"#"},
        "project": {"#/$defs/Transport/properties/json"},
        "notification-type": {"#/properties/events/patternProperties/^[a-z0-9]([a-z0-9._-]{0,126}[a-z0-9])?$(?!\\n)"},
    }
    for path, schema in walk(files.schema(name)):
        if schema.get("type") == "object" and path not in open_on_purpose.get(name, set()):
            assert "additionalProperties" in schema, path
            assert schema["additionalProperties"] is not True, path


def test_ids_follow_one_pattern() -> None:
    assert files.schema("definitions")["$defs"]["id"]["pattern"] == ID_PATTERN


def test_the_schema_of_a_project_is_the_one_its_models_generate() -> None:
    written = files.schema_path("project").read_text(encoding="utf-8")
    assert written == json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def test_every_file_is_listed() -> None:
    assert sorted(path.stem for path in files.schema_path("document").parent.glob("*.json")) == sorted(files.NAMES)


def test_document_chooses_among_all_kinds() -> None:
    document = files.schema("document")
    chosen = {branch["if"]["properties"]["kind"]["const"]: branch["then"]["$ref"] for branch in document["allOf"]}
    assert chosen == {kind: f"{name}.json" for kind, name in files.KINDS.items()}
    assert document["properties"]["kind"]["enum"] == list(files.KINDS)

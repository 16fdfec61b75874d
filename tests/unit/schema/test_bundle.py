"""All schemas as one file for editors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconciler.engine.schema import bundle_text
from reconciler.model.settings import NotificationType
from reconciler.schema import files, judge
from reconciler.schema.bundle import bundle
from reconciler.settings.catalogue import CATALOGUE
from tests.declarations import declarations
from tests.unit.schema.documents import Data
from tests.unit.schema.test_differential import documents, spoil
from tests.unit.schema.test_files import SCHEMAS, walk

OUTAGE = NotificationType(
    id="outage",
    title={"ru": "Авария", "en": "Outage"},
    description={"ru": "Связь пропала", "en": "No connection"},
    category="own",
    surface="kiosk",
    audience=frozenset({"employee"}),
    default_channels=("pager",),
    mandatory=True,
    urgent=True,
)
HIDDEN = NotificationType("hidden", {"ru": "Скрытый", "en": "Hidden"}, {}, "own", "lko", frozenset({"employee"}), ("email",), selectable=False)

MEANING = {
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
PARTS = {"items", "additionalProperties", "not", "if", "then", "else", "anyOf", "allOf", "properties", "patternProperties", "$defs"}
TEXTS = {"$schema", "$comment", "title", "description", "enumDescriptions", "patternErrorMessage", "defaultSnippets"}
"""What editors show. Only lists have `examples` too."""


@cache
def made(language: str = "en") -> dict[str, Any]:
    return dict(json.loads(bundle_text((*CATALOGUE, OUTAGE, HIDDEN), ("pager",), language)))


@cache
def accepts() -> Any:
    return jsonschema_rs.Draft202012Validator(made(), offline=True).is_valid


def parts(language: str = "en") -> Iterator[tuple[str, dict[str, Any]]]:
    yield from walk(made(language))


@settings(max_examples=300, deadline=None)
@given(documents)
def test_it_accepts_what_the_schemas_accept(data: Data) -> None:
    assert accepts()(data) == judge.validator("").is_valid(data)


@settings(max_examples=30, deadline=None)
@given(declarations(), st.randoms(use_true_random=False))
def test_it_accepts_what_people_declare_and_refuses_the_same_mistakes(declared: list[Data], chance: Any) -> None:
    for data in declared:
        assert accepts()(data)
        spoilt = spoil(data, chance)
        assert accepts()(spoilt) == judge.validator("").is_valid(spoilt)


@pytest.mark.parametrize("data", [None, 1, [], {}, {"version": 1}, {"kind": "Scenario", "version": 1}, {"version": 1, "kind": "Organisation"}], ids=str)
def test_it_refuses_what_is_no_document(data: Any) -> None:
    assert not accepts()(data)


ANYBODYS: list[Data] = [
    {"version": 1, "kind": "Organization", "id": "x", "name": "x", **more}
    for more in (
        {"notifications": {"types": ["nobodys"], "channels": ["nobodys"]}},
        {"notifications": {"types": {"nobodys": ["nobodys"]}}, "requirements": {"nobodys": {"channels": ["nobodys"]}}},
        {"contacts": {"nobodys": {"channel": "nobodys", "address": "x", "types": ["nobodys"]}}, "timezone": "Europe/Paris", "locale": "fr"},
    )
] + [
    {"version": 1, "kind": "Project", "manager": "x", "backend": {"type": "memory"}, **more}
    for more in (
        {"policy": {"forced": ["nobodys"], "forbidden": ["nobodys"], "channels": ["nobodys"]}},
        {"confirmation": {"channels": ["nobodys"]}, "transports": {"nobodys": {"type": "nobodys"}}},
    )
]


@pytest.mark.parametrize("data", ANYBODYS, ids=str)
def test_what_is_offered_is_not_all_there_may_be(data: Data) -> None:
    assert judge.validator("").is_valid(data)
    assert accepts()(data)


def test_it_is_a_schema_that_refers_to_nothing_outside() -> None:
    jsonschema.Draft202012Validator.check_schema(made())
    for path, schema in parts():
        if "$ref" in schema:
            name = schema["$ref"].removeprefix("#/$defs/")
            assert name in made()["$defs"], path


def test_nothing_in_it_is_without_a_use() -> None:
    referred_to = {schema["$ref"].removeprefix("#/$defs/") for _, schema in parts() if "$ref" in schema}
    assert set(made()["$defs"]) - referred_to == set()


def test_it_uses_only_keywords_that_editors_were_tried_with() -> None:
    for path, schema in parts():
        assert set(schema) <= MEANING | PARTS | TEXTS | ({"examples"} if schema.get("type") == "array" else set()), path
        assert "$ref" not in schema or set(schema) <= {"$ref", "title", "description"}, path


@SCHEMAS
def test_what_it_leaves_out_means_nothing(name: str) -> None:
    for path, schema in walk(files.schema(name)):
        assert not set(schema.get("propertyNames", {})) & (MEANING | PARTS), path
        beside = {*schema} if "$ref" in schema else set()
        assert not beside & (MEANING | PARTS) - {"$ref"}, path


def test_no_two_branches_look_alike() -> None:
    """Editors count the branches that fit by these three; where all seem to, they show the title of every one."""
    for path, schema in parts():
        branches = [
            (inner.get("title"), inner.get("description"), id(inner["properties"]) if "properties" in inner else inner.get("$ref"))
            for inner in schema.get("anyOf", ())
        ]
        assert len(branches) == len({*branches}), path


def test_every_type_is_offered_with_its_titles_in_both_languages() -> None:
    definitions = made()["$defs"]
    for type_ in (*CATALOGUE, OUTAGE, HIDDEN):
        places = [
            {snippet["label"]: snippet["description"] for snippet in definitions["type-name"]["defaultSnippets"]},
            {branch.get("const"): branch["description"] for branch in definitions["type-name"]["if"]["anyOf"]},
            {key: value["description"] for key, value in definitions["types"]["anyOf"][2]["properties"].items()},
            {key: value["description"] for key, value in definitions["requirements"]["properties"].items()},
            {snippet["label"]: snippet["description"] for snippet in definitions["type-id"]["defaultSnippets"]},
        ]
        for place in places:
            assert (type_.id in place) == type_.selectable
            assert not type_.selectable or all(type_.title[language] in place[type_.id] for language in ("en", "ru"))


def test_what_one_decides_by_is_said() -> None:
    hover = made()["$defs"]["requirements"]["properties"]["outage"]
    assert hover["title"] == "Outage"
    assert hover["description"].splitlines() == [
        "Outage. No connection.",
        "Авария. Связь пропала.",
        "category:own; surface:kiosk; employee; pager.",
        "Mandatory: cannot be switched off.",
        "Urgent: ignores quiet hours.",
    ]
    assert made("ru")["$defs"]["requirements"]["properties"]["outage"]["description"].splitlines()[0] == "Авария. Связь пропала."


def test_selectors_say_what_they_cover() -> None:
    keys = made()["$defs"]["types"]["anyOf"][2]["properties"]
    assert keys["core"]["description"] == "payment, orders, works, license-renewal."
    assert keys["category:own"]["description"] == "Every type of the category own: outage."
    assert keys["surface:kiosk"]["description"] == "Every type of the surface kiosk: outage."
    assert {key for key in keys if ":" not in key} == {"all", "core", *(type_.id for type_ in (*CATALOGUE, OUTAGE) if type_.selectable)}
    assert not any(":" in key for key in made()["$defs"]["requirements"]["properties"])


def test_channels_of_the_project_are_offered() -> None:
    definitions = made()["$defs"]
    for name in ("channel", "target"):
        assert [snippet["label"] for snippet in definitions[name]["defaultSnippets"]][-2:] == ["inapp", "pager"]
    assert "pager" in definitions["contacts"]["properties"]
    assert "inapp" not in definitions["contacts"]["properties"]


def test_the_built_in_types_and_channels_are_those_of_the_schemas() -> None:
    """What other programs find in the files is what the program has."""
    definitions = files.schema("definitions")["$defs"]
    ours = bundle(CATALOGUE, version="0")["$defs"]
    assert [*definitions["requirements"]["properties"]] == [*ours["requirements"]["properties"]]
    assert definitions["channel"]["anyOf"][0]["enum"] == [snippet["label"] for snippet in ours["channel"]["defaultSnippets"]]


def texts(schema: dict[str, Any]) -> Iterator[str]:
    yield from (schema[key] for key in ("title", "description", "patternErrorMessage") if key in schema)
    yield from schema.get("enumDescriptions", ())
    for snippet in schema.get("defaultSnippets", ()):
        yield from (snippet[key] for key in ("label", "description") if key in snippet)


# Ids, channels and time zones are the same in every language.
NAME = re.compile(r"[a-z0-9:-]+|Organization|Accounts|NotificationType|Project|Scenario|(Europe|Asia)/[A-Z][a-z]+|([a-z-]+, )*[a-z-]+[.]")


def test_every_text_is_translated() -> None:
    """What is listed here is missing in schemas/ru.json."""
    every = {text for _, schema in parts("ru") for text in texts(schema)}
    assert sorted(text for text in every if not re.search("[А-Яа-я]", text) and not NAME.fullmatch(text)) == []
    assert not any(re.search("Severity:|Default:|Example:", text) for text in every)


def test_every_translation_is_used_and_keeps_what_is_filled_in() -> None:
    used: set[str] = set()

    def say(text: str) -> str:
        used.add(text)
        return text

    bundle((*CATALOGUE, OUTAGE), ("pager",), version="0", say=say)
    used |= {text.rpartition(" Severity: ")[0] for text in used} | {"Severity: {severity}, unless said."}
    assert {*files.words("ru")} - used == set()
    for english, russian in files.words("ru").items():
        assert sorted(re.findall(r"\{[a-z]+\}", english)) == sorted(re.findall(r"\{[a-z]+\}", russian)), english
        assert english.endswith(".") == russian.endswith("."), english


def test_both_languages_mean_the_same() -> None:
    def meaning(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: meaning(value) for key, value in node.items() if key not in TEXTS or not isinstance(value, str | list)}
        return [meaning(item) for item in node] if isinstance(node, list) else node

    assert meaning(made("en")) == meaning(made("ru"))


@SCHEMAS
def test_every_choice_that_is_explained_is_explained_whole(name: str) -> None:
    for path, schema in walk(files.schema(name)):
        if "enumDescriptions" in schema:
            assert len(schema["enumDescriptions"]) == len(schema["enum"]), path
            assert all(text.endswith(".") for text in schema["enumDescriptions"]), path


def test_an_example_and_the_default_are_told_and_not_offered() -> None:
    inn = made()["$defs"]["Organization"]["properties"]["inn"]
    assert inn["description"].endswith('\nExample: "7700000070"')
    assert inn["patternErrorMessage"] == inn["description"]
    assert made()["$defs"]["requirement"]["properties"]["recipients"]["description"].splitlines()[1:] == ["Default: 1.", "Example: 2"]


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert bundle_text(CATALOGUE, ("pager",), "ru") == bundle_text(CATALOGUE, ("pager",), "ru")

"""All schemas as one file for editors: nothing refers out of it, and every type and channel is offered with its titles.

It accepts and refuses what `document.json` does; a property test compares. It differs in what editors make of it: they offer `examples` and `default` as values, so
these become sentences of the description, except of lists; and they collect titles from branches by comparing them, so no two branches of one `anyOf` may look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from reconciler.model.settings import NotificationType
from reconciler.schema import files, snippets
from reconciler.schema.files import Schema
from reconciler.schema.offers import Choices, Say, channel_choices, each, offered, single_type_choices, type_choices
from reconciler.schema.shape import flow

_ONE: Final = frozenset({"items", "additionalProperties", "not", "if", "then", "else"})
_SEVERAL: Final = frozenset({"anyOf", "allOf"})
_NAMED: Final = frozenset({"properties", "patternProperties"})
_REPLACED: Final = frozenset({"$schema", "$defs", "$ref", "title", "description", "examples", "default", "propertyNames", "enumDescriptions"})


def bundle(types: Sequence[NotificationType], channels: Iterable[str] = (), *, version: str, language: str = "en", say: Say = str) -> Schema:
    """The schema of every kind of document, where there are these types, and these channels beside the built-in ones.

    `say` translates titles and descriptions from English into `language`. `version` is that of the program, for whoever wonders how old a copy is.
    The same arguments give the same bytes.
    """
    definitions = {name: _rebuilt(node, "definitions", say) for name, node in files.schema("definitions")["$defs"].items()}
    for kind, name in files.KINDS.items():
        definitions[kind] = _rebuilt(files.schema(name), name, say)
        definitions |= {f"{kind}-{inner}": _rebuilt(node, name, say) for inner, node in files.schema(name).get("$defs", {}).items()}
    snippets.add(definitions, say)
    _offer_types(definitions, type_choices(types, say, language), single_type_choices(types, say, language))
    _offer_channels(definitions, channel_choices(channels, say))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": f"reconciler {version}, {language}. Written by `reconciler schema --project`, which also renews it; not meant to be edited.",
        **_root(say),
        "$defs": dict(sorted(definitions.items())),
    }


def _root(say: Say) -> Schema:
    """One document, whose kind chooses. As long as it has none, whole documents are offered."""
    document = files.schema("document")
    about = {kind: say(files.schema(name)["description"]) for kind, name in files.KINDS.items()}
    properties = {key: _rebuilt(node, "document", say) for key, node in document["properties"].items()}
    properties["kind"] |= {"enum": list(files.KINDS), "enumDescriptions": list(about.values())}
    chosen = [{"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": {"$ref": f"#/$defs/{kind}"}} for kind in files.KINDS]
    return {
        "title": say(document["title"]),
        "description": say(document["description"]),
        "type": "object",
        "required": document["required"],
        "properties": properties,
        "allOf": [*chosen, {"if": {"not": {"required": ["kind"]}}, "then": {"defaultSnippets": snippets.documents(about)}}],
    }


def _rebuilt(node: Any, file: str, say: Say) -> Any:
    """A subschema of `file` as it stands in the bundle."""
    if not isinstance(node, dict):
        return node
    built: Schema = {"title": say(node["title"])} if "title" in node else {}
    if "description" in node:
        built["description"] = _described(node, file, say)
    if "$ref" in node:
        # Beside it are only texts and marks: everything else would make editors see two schemas.
        return built | {"$ref": _reference(node["$ref"], file)}
    for keyword, value in node.items():
        if keyword not in _REPLACED and not keyword.startswith("x-"):
            built[keyword] = _inner(keyword, value, file, say)
    if node.get("type") == "array" and "examples" in node:
        # Of a list it is offered, and shown, as a list; without one its items would be offered in its place.
        built["examples"] = node["examples"][:1]
    if "enumDescriptions" in node:
        built["enumDescriptions"] = [say(text) for text in node["enumDescriptions"]]
    if "pattern" in node and "description" in built:
        built["patternErrorMessage"] = built["description"]
    return _told_apart(built)


def _inner(keyword: str, value: Any, file: str, say: Say) -> Any:
    """What stands behind a keyword: its subschemas rebuilt, anything else as it is."""
    if keyword in _ONE:
        return _rebuilt(value, file, say)
    if keyword in _SEVERAL:
        return [_rebuilt(inner, file, say) for inner in value]
    return {key: _rebuilt(inner, file, say) for key, inner in value.items()} if keyword in _NAMED else value


def _described(node: Schema, file: str, say: Say) -> str:
    """The description, with an example and the default of what has them."""
    lines = [say(node["description"])]
    target = _target(file, node["$ref"]) if "$ref" in node else {}
    examples = node.get("examples") or target.get("examples") or ()
    if "default" in node:
        lines.append(say("Default: {value}.").format(value=flow(node["default"])))
    if examples and not {"enum", "const"} & {*node, *target} and "array" not in (node.get("type"), target.get("type")):
        lines.append(say("Example: {value}").format(value=flow(examples[0])))
    return "\n".join(lines)


def _target(file: str, reference: str) -> Schema:
    address, _, fragment = reference.partition("#")
    return files.subschema(f"{address or file}#{fragment}/")


def _reference(reference: str, file: str) -> str:
    """The same reference from inside the bundle."""
    address, _, name = reference.partition("#/$defs/")
    file = address.removesuffix(".json") or file
    kind = next((kind for kind, its in files.KINDS.items() if its == file), "")
    return f"#/$defs/{kind}-{name}" if kind and name else f"#/$defs/{kind or name}"


def _told_apart(node: Schema) -> Schema:
    """Branches without texts or keys of their own look all alike to editors, which then show the title once for each: an empty `properties` is a difference without a meaning."""
    alike = [inner for inner in node.get("anyOf", ()) if not {"title", "description", "properties", "$ref"} & {*inner}]
    for inner in alike[1:]:
        inner["properties"] = {}
    return node


def _open_text(definitions: Mapping[str, Schema], name: str) -> Schema:
    """A definition that takes one of a few words or any other text: the latter alone, which is the same."""
    node = definitions[name]
    (text,) = (branch for branch in node["anyOf"] if branch.get("type") == "string")
    return {key: value for key, value in (node | text).items() if key not in ("anyOf", "properties")}


def _offer_types(definitions: dict[str, Schema], choices: Choices, single: Choices) -> None:
    """Put the types there are into the places where they belong."""
    definitions["type-name"] = offered(choices, _open_text(definitions, "type-name"))
    by_type = next(branch for branch in definitions["types"]["anyOf"] if branch.get("type") == "object")
    by_type["properties"] = {"all": by_type["properties"]["all"]} | each(choices, by_type["additionalProperties"])
    requirements = definitions["requirements"]
    requirements["properties"] = each(single, requirements["additionalProperties"])
    scenario = definitions["Scenario"]["properties"]
    scenario["type"] = {key: scenario["type"][key] for key in ("title", "description")} | {"$ref": "#/$defs/type-id"}
    policy = definitions["Project-PolicySection"]["properties"]
    definitions["type-id"] = offered(single, policy["forced"]["items"])
    for name in ("forced", "forbidden"):
        policy[name]["items"] = {"$ref": "#/$defs/type-id"}


def _offer_channels(definitions: dict[str, Schema], choices: Choices) -> None:
    """The same with the channels. `inapp` needs no contact."""
    reachable = {name: about for name, about in choices.items() if name != "inapp"}
    for name in ("channel", "target"):
        definitions[name] = offered(choices, _open_text(definitions, name))
    contacts = definitions["contacts"]
    (contact,) = contacts["patternProperties"].values()
    contacts["properties"] = each(reachable, contact)
    for section, allowed in (("Project-PolicySection", choices), ("Project-Confirmation", reachable)):
        listed = definitions[section]["properties"]["channels"]
        listed["items"] = offered(allowed, listed["items"])

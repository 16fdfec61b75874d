"""The JSON Schemas that people write themselves: of the payloads of a type's events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from reconciler.canonical import canonical, decode
from reconciler.model.values import Json
from reconciler.schema.finding import Finding


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

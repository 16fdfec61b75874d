"""The shape of reconciler.yaml, as pydantic models: the truth that `schemas/v1/project.json` is generated from.

A file has passed that schema before it gets here, so a failure of these models is a mistake of ours, not of its author.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from reconciler.model.address import ID_PATTERN
from reconciler.model.limits import MOST_LEVELS
from reconciler.project.lint import lint_schema
from reconciler.project.shapes import END, SECRET_OPTION, Model, Option, PublicUrl, Reference, Text, text
from reconciler.project.transports import Transport, demand_references
from reconciler.project.watch import Watch

Pattern = Annotated[str, Field(min_length=1, max_length=2048, json_schema_extra={"x-pii": True})]
Id = Annotated[str, text("bad-id", ID_PATTERN, "production")]
Ratio = Annotated[str, text("bad-ratio", r"^(100|[0-9]{1,2}([.][0-9]{1,3})?)%" + END, "10%")]
Days = Annotated[str, text("bad-duration", r"^[1-9][0-9]{0,3}d" + END, "30d")]
Size = Annotated[str, text("bad-size", r"^[1-9][0-9]{0,3}(KiB|MiB)" + END, "64MiB")]
TokenUrl = Annotated[str, text("bad-url", r"^https?://[^ \n]*[{]token[}][^ \n]*" + END, "https://lk.example/confirm?token={token}")]


def in_days(text: str) -> int:
    """`30d` as a number."""
    return int(text.removesuffix("d"))


class Store(Model):
    """A database: a backend, or a ledger of its own. Options beside these are those of the type."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [{"type": "sql", "url": "sqlite:///.reconciler/notifications.db"}]})
    __pydantic_extra__: dict[str, Option]
    type: Text | None = Field(default=None, title="Type", description="Which backend: sql (SQLite or PostgreSQL) or memory (for trying out).", examples=["sql"])
    url: PublicUrl | Reference | None = Field(
        default=None,
        title="URL",
        description="Where it is: sqlite:///path (relative to this file) or postgresql+psycopg://host/database. A URL with a password is a reference.",
        examples=["sqlite:///.reconciler/notifications.db"],
    )
    schema_: Text | None = Field(None, alias="schema", title="Schema", description="The PostgreSQL schema that holds the tables.", examples=["reconciler"])


_BY_ID: dict[str, Any] = {"additionalProperties": False, "x-code": "bad-id"}


class Secrets(Model):
    """What organization files may refer to; nothing, unless it is listed here."""

    env: tuple[Text, ...] = Field(default=(), title="Environment variables", description="Names or patterns such as TELESET_*.", examples=[["TELESET_*"]])
    files: tuple[Text, ...] = Field(default=(), title="Files", description="Files or directories, from this file.", examples=[["secrets/"]])


class Confirmation(Model):
    """Which addresses must be confirmed by their owner before they are used."""

    channels: tuple[Text, ...] = Field(default=(), title="Channels", description="The channels whose addresses must be confirmed.", examples=[["email"]])
    url: TokenUrl | None = Field(default=None, title="URL", description="The page that confirms an address; {token} stands for the one-time code.")
    send: Literal["manual", "apply"] = Field(
        default="manual", title="Send", description="Who asks: contacts send-confirmations alone (manual), or each apply of its own (apply)."
    )
    lifetime: Days = Field(default="7d", title="Lifetime", description="How many days a request to confirm can be answered.")


class PolicySection(Model):
    """What is clamped, whatever the organization files say."""

    forced: tuple[Text, ...] = Field(default=(), title="Forced types", description="Types that nobody may switch off.", examples=[["payment"]])
    forbidden: tuple[Text, ...] = Field(default=(), title="Forbidden types", description="Types that nobody receives.", examples=[["platform-news"]])
    channels: tuple[Text, ...] = Field(default=(), title="Allowed channels", description="The only channels allowed; empty: any.", examples=[["email", "sms"]])
    webhook_hosts: tuple[Text, ...] = Field(
        default=(),
        title="Webhook hosts",
        description="The only hosts that webhooks may call, as names or patterns; empty: any.",
        examples=[["*.teleset.example"]],
    )


class Limit(Model):
    """A guard's figures: the first one reached refuses the change."""

    people: Annotated[int, Field(ge=0, le=1_000_000_000)] = Field(default=20, title="People", description="At most so many people, in all.", examples=[20])
    ratio: Ratio = Field(default="10%", title="Ratio", description="At most this part of one organization, once that is more than 3 people.")

    @property
    def share(self) -> float:
        return float(self.ratio.removesuffix("%")) / 100


class Safety(Model):
    """How much one apply may change without somebody's approval."""

    loss: Limit = Field(default=Limit(), title="Loss", description="People who would stop receiving everything, or a mandatory or required type.")
    readdress: Limit = Field(default=Limit(), title="Readdress", description="People whose address on a channel would be replaced.")


class Retention(Model):
    """How long things are remembered."""

    removed: Days = Field(
        default="30d", title="Removed addresses", description="How many days a confirmed address that nobody uses any more is remembered (as a keyed digest)."
    )

    deliveries: Days = Field(default="90d", title="Deliveries", description="How many days it is remembered what each test run delivered.")


class Limits(Model):
    """How large an input may be."""

    max_file_size: Size = Field(default="64MiB", title="File size", description="The largest YAML file that is read; 64MiB unless said.")
    max_depth: Annotated[int, Field(ge=8, le=MOST_LEVELS)] = Field(
        default=64, title="Depth", description="How many mappings and lists may stand inside one another; 64 unless said.", examples=[64]
    )
    max_expansion: Size = Field(
        default="16MiB",
        title="Expansion",
        description="How much the aliases of one document may add to it, written out; 16MiB unless said.",
        examples=["16MiB"],
    )
    max_documents: Annotated[int, Field(ge=1, le=1_000_000)] = Field(
        default=10_000, title="Documents", description="How many documents one file may hold; 10000 unless said.", examples=[10_000]
    )


class Recipients(Model):
    """Who may receive anything in this environment, whatever is declared."""

    allow: tuple[Pattern, ...] = Field(title="Allow", description="Addresses or patterns such as *@teleset.example.", examples=[["*@teleset.example"]])
    otherwise: Literal["drop"] = Field(default="drop", title="Otherwise", description="What happens to other recipients: drop, they receive nothing.")


class Testing(Model):
    """How far test events may go."""

    safelist: tuple[Pattern, ...] = Field(
        default=(),
        title="Safe list",
        description="Whom live tests may reach without being named: accounts such as teleset/ivanova, or addresses and patterns such as *@qa.teleset.example.",
        examples=[["teleset/duty", "*@qa.teleset.example"]],
    )
    link_hosts: tuple[Text, ...] = Field(
        default=(),
        title="Link hosts",
        description="The only hosts that the links of events may lead to, as names or patterns; empty: any, over https.",
        examples=[["*.teleset.example"]],
    )


class Settings(Model):
    """What an environment may change."""

    sources: tuple[Text, ...] = Field(
        default=(),
        min_length=1,
        title="Sources",
        description="Files, directories or globs of YAML, from this file; by default organizations, types and scenarios, where they exist.",
        examples=[["organizations"]],
    )
    backend: Store | None = Field(default=None, title="Backend", description="The notification system whose settings are managed.")
    ledger: Literal["backend"] | Store = Field(
        default="backend", title="Ledger", description="Where locks and history are kept: backend, or a database of its own."
    )
    secrets: Secrets = Field(default=Secrets(), title="Secrets", description="What organization files may refer to.")
    transports: dict[Id, Transport] = Field(default={}, title="Transports", description="How messages leave, by channel.", json_schema_extra=_BY_ID)
    confirmation: Confirmation = Field(default=Confirmation(), title="Confirmation", description="Which addresses must be confirmed before they are used.")
    policy: PolicySection = Field(default=PolicySection(), title="Policy", description="What is clamped, whatever the organization files say.")
    safety: Safety = Field(default=Safety(), title="Safety", description="How many people one apply may concern.")
    retention: Retention = Field(default=Retention(), title="Retention", description="How long things are remembered.")
    limits: Limits = Field(default=Limits(), title="Limits", description="How large an input may be.")
    testing: Testing = Field(default=Testing(), title="Testing", description="How far test events may go.")
    watch: Watch = Field(default=Watch(), title="Watch", description="How watch keeps the live side in line, and who operates it.")
    channels: tuple[Id, ...] = Field(default=(), title="Channels", description="Channels of this project beside the built-in ones.", examples=[["pager"]])
    recipients: Recipients | None = Field(default=None, title="Recipients", description="The only recipients allowed.")


class Environment(Settings):
    """What differs in one environment: maps are merged key by key, scalars and lists replace."""


class ProjectFile(Settings):
    """The project: whose settings are managed, where they are declared, and how carefully they are applied."""

    model_config = ConfigDict(
        title="Project",
        json_schema_extra={"if": {"not": {"required": ["environments"]}}, "then": {"required": ["backend"]}},
    )
    version: Literal[1] = Field(title="Version of the format", description="Always 1.", json_schema_extra={"x-code": "unsupported-version"})
    kind: Literal["Project"] = Field(title="Kind", description="Project: the project file.", json_schema_extra={"x-code": "unknown-kind"})
    manager: Id = Field(title="Manager", description="The mark our objects carry in the backend; never change it.", examples=["teleset-platform-7f3a"])
    id: Text | None = Field(default=None, title="Id", description="Tells this project from a copy of it; written by init.")
    environments: dict[Id, Environment] = Field(
        default={},
        title="Environments",
        description="What differs by environment; --env chooses one.",
        examples=[{"production": {"backend": {"url": {"env": "TELESET_PRODUCTION_URL"}}}}],
        json_schema_extra=_BY_ID,
    )
    lint: dict[str, Any] = Field(
        default={},
        title="Lint rules",
        description="How severe a rule or another finding is here, and a rule's options, by its code (which `reconciler codes` explains).",
        examples=[{"inn-checksum": "warning"}],
    )


class _Generator(GenerateJsonSchema):
    """Absent is not null here: an optional key may be left out, never written as null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**inner, "default": default} if isinstance(default, str) else inner


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a project file, as it is published."""
    generated = ProjectFile.model_json_schema(schema_generator=_Generator)
    # Options that hold a secret, whatever the type: by reference, as everywhere.
    generated["$defs"]["Store"]["patternProperties"] = {SECRET_OPTION: {"$ref": "#/$defs/Reference", "x-secret": True}}
    demand_references(generated["$defs"]["Transport"])
    generated["properties"]["lint"] |= lint_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **generated}

"""How messages leave, in reconciler.yaml: the options that an editor should know, of every transport. Which go together, the transport itself says."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field
from pydantic.json_schema import JsonSchemaValue

from reconciler.project.shapes import END, SECRET_OPTION, Model, Option, PublicUrl, Reference, Secret, Text

_SECRET_FIELD = r"^(.*[_-])?([Pp]assw(or)?d|[Pp]wd|psw|[Ss]ecret|[Tt]oken|[Aa]pi[_-]?([Kk]ey|id)|[Aa]uthorization)" + END

Templates = dict[str, Option]


class Transport(Model):
    """How messages of one channel leave. Options beside these are those of the type."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [{"type": "smtp", "host": "smtp.example", "sender": "Notices <notices@teleset.example>"}],
        },
    )
    __pydantic_extra__: dict[str, Option]
    type: Text | None = Field(default=None, title="Type", description="Which transport: smtp, webhook, http-sms, smpp, apprise or inapp.", examples=["smtp"])
    host: Text | None = Field(default=None, title="Host", description="The server's name.", examples=["smtp.example"])
    port: Annotated[int, Field(ge=1, le=65535)] | None = Field(default=None, title="Port", description="The server's port.", examples=[587])
    username: Text | None = Field(default=None, title="User name", description="The name to log in with.", json_schema_extra={"x-secret": True})
    password: Secret | None = Field(default=None, title="Password", description="A reference to the password; never the password itself.")
    tls: Literal["starttls", "tls", "none"] | None = Field(
        default=None,
        title="Encryption",
        description="How the connection is encrypted: starttls (demanded), tls from the first byte, or none.",
        examples=["starttls"],
    )
    ca_file: Text | None = Field(
        default=None, title="Authorities", description="The file of the certificate authorities that are believed, instead of the system's; from this file."
    )
    sender: Text | None = Field(
        default=None,
        title="Sender",
        description="Whom messages come from: an address with or without a name, or the name of an SMS sender.",
        examples=["TeleSet"],
    )
    reply_to: Text | None = Field(default=None, title="Reply to", description="Where answers to e-mail go, if not to the sender.")
    timeout: Annotated[float, Field(ge=0.1, le=600)] | None = Field(
        default=None, title="Timeout", description="How many seconds one answer is waited for.", examples=[30]
    )
    per_second: Annotated[float, Field(ge=0, le=100_000)] | None = Field(
        default=None, title="Rate", description="At most so many messages a second; 0: as many as there are.", examples=[10]
    )
    connections: Annotated[int, Field(ge=1, le=32)] | None = Field(
        default=None, title="Connections", description="How many connections work at once.", examples=[4]
    )
    url: PublicUrl | Reference | None = Field(
        default=None, title="URL", description="What is called; {to} or {address} stands for the recipient's address. A URL with a password is a reference."
    )
    api_url: PublicUrl | None = Field(
        default=None, title="Interface", description="Another host for the service's interface.", examples=["https://telegram-proxy.teleset.example"]
    )
    method: Literal["POST", "PUT", "GET"] | None = Field(default=None, title="Method", description="The method of the HTTP request; POST unless said.")
    headers: Templates | None = Field(default=None, title="Headers", description="Headers of the HTTP request; values are templates or references.")
    query: Templates | None = Field(default=None, title="Query", description="What is added to the URL after ?; values are templates or references.")
    form: Templates | None = Field(
        default=None,
        title="Form",
        description="The fields of a form to send; values are templates or references.",
        examples=[{"phone": "{to}", "text": "{text}"}],
    )
    json_: dict[str, Any] | None = Field(
        None,
        alias="json",
        title="JSON body",
        description="The JSON to send; the texts in it are templates, at any depth.",
        examples=[{"to": "{to}", "text": "{text}"}],
        json_schema_extra={"x-secret": True},
    )
    success_field: Text | None = Field(
        default=None, title="Field of success", description="Where in a JSON answer success stands, such as messages.0.status.", examples=["status"]
    )
    success_values: tuple[str | float | bool, ...] | None = Field(
        default=None, title="Values of success", description="What stands there when the message was taken; without them it has to be there.", examples=[["ok"]]
    )
    body: Literal["short", "text"] | None = Field(default=None, title="Body", description="Which text of a message is sent: the short one, or the whole.")


def demand_references(transport: JsonSchemaValue) -> None:
    """Options that hold a secret are references, whatever the type; so is the URL of Apprise, which is full of tokens. Changes the model's schema in place."""
    reference = {"$ref": "#/$defs/Reference", "x-secret": True}
    transport["patternProperties"] = {SECRET_OPTION: reference}
    for part in ("headers", "query", "form", "json"):
        transport["properties"][part]["patternProperties"] = {_SECRET_FIELD: reference}
    transport["if"] = {"properties": {"type": {"const": "apprise"}}, "required": ["type"]}
    url = {key: transport["properties"]["url"][key] for key in ("title", "description")}
    # No text that says anything matches: what may stand there is a reference.
    transport["then"] = {"properties": {"url": {**url, "pattern": "^" + END, "examples": [""], "x-code": "literal-secret", "x-secret": True}}}

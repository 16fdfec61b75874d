"""SMS through a provider's HTTP interface: one request for each message, made as the project file says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote, urlencode, urlsplit

from pydantic import Field

from reconciler.delivering.faults import http_fault
from reconciler.delivering.transports.http import Line, trusting
from reconciler.delivering.transports.options import Options, Paced, parse, wrong
from reconciler.delivering.transports.templates import fill, unknown_names
from reconciler.model.delivery import Courier, Message, Sinks
from reconciler.model.errors import RejectedError
from reconciler.model.values import Json

if TYPE_CHECKING:
    from reconciler.delivering.transports import Surroundings

_Scalar = str | int | float | bool


class HttpSmsOptions(Options):
    """`url`, `headers`, `query`, `form` and `json` are templates (see `templates`). `success_field` is where in a JSON answer success stands (`messages.0.status`),
    `success_values` what stands there then; without values it has to be there."""

    url: Annotated[str, Field(min_length=1, max_length=4096)]
    method: Literal["POST", "PUT", "GET"] = "POST"
    headers: dict[str, str] = Field(default={})
    query: dict[str, _Scalar] = Field(default={})
    form: dict[str, _Scalar] | None = None
    json_: dict[str, Any] | None = Field(default=None, alias="json")
    sender: Annotated[str, Field(max_length=64)] = ""
    success_field: Annotated[str, Field(min_length=1)] | None = None
    success_values: list[_Scalar] = Field(default=[])
    ca_file: Annotated[str, Field(min_length=1)] | None = None


def http_sms_transport(channel: str, options: Mapping[str, Json], surroundings: Surroundings) -> HttpSmsTransport:
    """Raises `Unusable("transport-options")`, also for a placeholder that does not exist."""
    said = parse(HttpSmsOptions, channel, options)
    templates = {"url": said.url, "headers": said.headers, "query": said.query, "form": said.form, "json": said.json_}
    if bad := [name for name, template in templates.items() if unknown_names(template)]:
        raise wrong(channel, *bad)
    if said.form is not None and said.json_ is not None:
        raise wrong(channel, "form", "json")
    if said.success_values and said.success_field is None:
        raise wrong(channel, "success_field")
    if urlsplit(fill(said.url, dict.fromkeys(("to", "digits", "text", "id", "sender"), "x"))).scheme not in ("http", "https"):
        raise wrong(channel, "url")
    if any(not _is_header(name, value) for name, value in said.headers.items()):
        raise wrong(channel, "headers")
    return HttpSmsTransport(channel, said, surroundings.directory)


def _is_header(name: str, value: str) -> bool:
    return name.isascii() and name.replace("-", "").isalnum() and value.isprintable() and value.isascii()


@dataclass(frozen=True, slots=True)
class HttpSmsTransport(Paced[HttpSmsOptions]):
    """`sink` is a URL in the place of the provider's."""

    channel: str
    options: HttpSmsOptions
    directory: Path
    sink: str = ""

    @property
    def label(self) -> str:
        return f"http-sms {urlsplit(self.options.url).hostname or '?'}"

    def courier(self) -> Courier:
        file = self.directory / self.options.ca_file if self.options.ca_file is not None else None
        return _HttpSmsCourier(self, Line(self.channel, self.options.timeout, context=trusting(self.channel, file)))

    def diverted(self, sinks: Sinks) -> HttpSmsTransport:
        """To a sink there is no rate to keep."""
        return replace(self, options=self.options.model_copy(update={"per_second": 0.0}), sink=f"{sinks.http}/{self.channel}")


class _HttpSmsCourier:
    def __init__(self, transport: HttpSmsTransport, line: Line) -> None:
        self._transport, self._line = transport, line

    def send(self, message: Message) -> str:
        transport, said, address = self._transport, self._transport.options, message.destination.address.value
        values = {
            "to": address,
            "digits": "".join(filter(str.isdigit, address)),
            "text": message.content.short,
            "id": message.id,
            "sender": said.sender,
        }
        url = transport.sink or fill(said.url, {name: quote(value, safe="") for name, value in values.items()})
        if said.query:
            url += ("&" if "?" in url else "?") + urlencode(fill(said.query, values))
        headers, body = _body(said, values)
        headers |= fill(said.headers, values)
        headers["X-Reconciler-Message"] = message.id
        if transport.sink:
            headers["X-Reconciler-To"] = quote(address, safe=":/?&=@+")
        answer = self._line.request(said.method, url, headers, body)
        if (fault := http_fault(transport.channel, answer.status, answer.retry_after)) is not None:
            raise fault
        if said.success_field is not None and not transport.sink and not _succeeded(answer.body, said.success_field, said.success_values):
            raise RejectedError("delivery-refused", channel=transport.channel, answer=f"HTTP {answer.status}")
        return f"HTTP {answer.status}"

    def close(self) -> None:
        self._line.close()


def _body(said: HttpSmsOptions, values: Mapping[str, str]) -> tuple[dict[str, str], bytes | None]:
    if said.json_ is not None:
        return {"Content-Type": "application/json; charset=utf-8"}, json.dumps(fill(said.json_, values), ensure_ascii=False).encode()
    if said.form is not None:
        return {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}, urlencode(fill(said.form, values)).encode("ascii")
    return {}, None if said.method == "GET" else b""


def _succeeded(body: bytes, field: str, expected: Sequence[_Scalar]) -> bool:
    """Whether a JSON answer says so. What is no JSON says nothing."""
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError):
        return False
    for part in field.split("."):
        if isinstance(found, dict) and part in found:
            found = found[part]
        elif isinstance(found, list) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        else:
            return False
    return not expected or any(type(found) is type(one) and found == one for one in expected)

"""Everything else, through the library Apprise: messengers, push, chat, SMS services. What it knows of an answer it only logs, so its log is where we look for numbers."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal
from urllib.parse import quote

from pydantic import Field

from reconciler.delivering.faults import http_fault, lost_answer
from reconciler.delivering.transports.options import Options, Paced, parse, wrong
from reconciler.delivering.transports.plain import PlainTransport
from reconciler.model.delivery import Courier, Message, Sinks
from reconciler.model.errors import BackendError, RejectedError, TransientError
from reconciler.model.values import Json

if TYPE_CHECKING:
    from reconciler.delivering.transports import Surroundings

API_HOSTS: Final[Mapping[str, str]] = {"tgram": "{}/bot", "smsc": "{}"}
"""Services whose host can be another one (`api_url`): how their address is made of it."""


class AppriseOptions(Options):
    """`url` is an Apprise URL in which `{address}` stands for the recipient's. `body`: which of a message's texts is sent. `api_url`: another host for the service's
    interface (of `tgram` and `smsc`)."""

    url: Annotated[str, Field(min_length=1, max_length=4096)]
    body: Literal["short", "text"] = "short"
    api_url: Annotated[str, Field(pattern=r"^https?://[^\s?#]+$")] | None = None


def apprise_transport(channel: str, options: Mapping[str, Json], surroundings: Surroundings) -> AppriseTransport:  # noqa: ARG001 - as all are made
    """Raises `Unusable("transport-options")`, also for a URL without `{address}`, and for SMPP, whose answers Apprise does not read."""
    said = parse(AppriseOptions, channel, options)
    scheme, colon, _ = said.url.partition("://")
    if not colon or "{address}" not in said.url or scheme.lower() in ("smpp", "smpps"):
        raise wrong(channel, "url")
    if said.api_url is not None and scheme.lower() not in API_HOSTS:
        raise wrong(channel, "api_url")
    return AppriseTransport(channel, said, scheme.lower())


@dataclass(frozen=True, slots=True)
class AppriseTransport(Paced[AppriseOptions]):
    """`service` is the scheme of its URL: `tgram`."""

    channel: str
    options: AppriseOptions
    service: str

    @property
    def label(self) -> str:
        return f"apprise {self.service}"

    def courier(self) -> Courier:
        """Raises `RejectedError("apprise-service")` for a service that Apprise does not know, or lacks a library for."""
        _hush()
        from apprise.manager_plugins import NotificationManager

        known: Any = NotificationManager()  # type: ignore[no-untyped-call]
        if self.service not in known or not known[self.service].enabled:
            raise RejectedError("apprise-service", channel=self.channel)
        return _AppriseCourier(self)

    def diverted(self, sinks: Sinks) -> PlainTransport:
        """Apprise's own requests differ from service to service, and go to where each of them is: a sink gets what would be handed to it.

        Not the title: whether a service has one, only its plugin knows, and what is proven must be in the text.
        """
        return PlainTransport(self.channel, long=self.options.body == "text").diverted(sinks)


class _AppriseCourier:
    def __init__(self, transport: AppriseTransport) -> None:
        from apprise import AppriseAsset, PersistentStoreMode

        self._transport = transport
        self._asset = AppriseAsset(app_id="reconciler", app_desc="reconciler", async_mode=False, storage_mode=PersistentStoreMode.MEMORY)

    def send(self, message: Message) -> str:
        from apprise import Apprise, NotifyFormat, NotifyType

        said, channel = self._transport.options, self._transport.channel
        url = said.url.replace("{address}", quote(message.destination.address.value, safe=""))
        plugin: Any = Apprise.instantiate(url, asset=self._asset)
        if plugin is None:
            raise RejectedError("apprise-address", channel=channel)
        self._set_bounds(plugin)
        content, heard = message.content, list[str]()
        # Through the library and not the plugin alone: it is what makes text of characters that mean something to the service.
        service = Apprise(asset=self._asset)
        service.add(plugin)
        sent = service.notify(
            body=content.text if said.body == "text" else content.short,
            title=content.subject if plugin.title_maxlen > 0 else "",
            notify_type=NotifyType.INFO,
            body_format=NotifyFormat.TEXT,
            log_callback=lambda entry, _: heard.append(entry.message[:8192]),
            log_level=logging.DEBUG,
        )
        if not sent:
            raise fault_of(channel, heard)
        # A URL that was asked: success means 200 then, for nearly all services.
        return "HTTP 200" if any("POST URL" in record for record in heard) else ""

    def _set_bounds(self, plugin: Any) -> None:
        said = self._transport.options
        plugin.socket_connect_timeout = plugin.socket_read_timeout = said.timeout
        plugin.redirects = False
        plugin.retry = 0
        if said.api_url is not None:
            plugin.notify_url = API_HOSTS[self._transport.service].format(said.api_url.rstrip("/"))

    def close(self) -> None:
        pass


_STATUS: Final = re.compile(r"\berror=([1-5][0-9]{2})\b")
_RETRY_AFTER: Final = re.compile(r'retry_after\\?"\s*:\s*([0-9]{1,6})\b')
_OWN_ERROR: Final = re.compile(r"\(code=([0-9]{1,6})\)")
_BEFORE: Final[tuple[tuple[str, type[BackendError], str], ...]] = (
    ("CERTIFICATE_VERIFY_FAILED", RejectedError, "transport-certificate"),
    ("Temporary failure in name resolution", TransientError, "transport-dns"),
    ("NameResolutionError", RejectedError, "transport-unknown-host"),
    ("Failed to resolve", RejectedError, "transport-unknown-host"),
    ("ConnectTimeoutError", TransientError, "transport-timeout"),
    ("connect timeout", TransientError, "transport-timeout"),
    ("NewConnectionError", TransientError, "transport-unreachable"),
    ("SSLError", RejectedError, "transport-tls"),
)
"""Words by which the libraries below say that nothing was handed over, in the order in which they are sought."""


def fault_of(channel: str, records: list[str]) -> BackendError:
    """The error that Apprise's log tells of. Nothing of its text goes on, only numbers. What it does not tell is not known."""
    text = "\n".join(records)
    if found := _STATUS.search(text):
        waits = _RETRY_AFTER.search(text)
        fault = http_fault(channel, int(found[1]), float(waits[1]) if waits else None)
        return fault or RejectedError("delivery-refused", channel=channel, answer=f"HTTP {found[1]}")
    if found := _OWN_ERROR.search(text):
        return RejectedError("delivery-refused", channel=channel, answer=f"error {found[1]}")
    for words, kind, code in _BEFORE:
        if words in text:
            return kind(code, channel=channel)
    return lost_answer(channel)


@cache
def _hush() -> None:
    """What Apprise logs goes to nobody but us, who are called with it: it quotes addresses, texts and tokens."""
    logger = logging.getLogger("apprise")
    logger.addHandler(logging.NullHandler())
    logger.setLevel(logging.DEBUG)
    logger.propagate = False

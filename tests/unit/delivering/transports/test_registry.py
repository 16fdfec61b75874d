"""Every transport is made from its options and from nothing else, and each option is documented."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reconciler.delivering.sinks import LoopbackSinks, sinks
from reconciler.delivering.transports import TRANSPORTS, stand_in, transport_of
from reconciler.delivering.transports.apprise import AppriseOptions
from reconciler.delivering.transports.http_sms import HttpSmsOptions
from reconciler.delivering.transports.options import Options
from reconciler.delivering.transports.smpp import SmppOptions
from reconciler.delivering.transports.smtp import SmtpOptions
from reconciler.delivering.transports.webhook import WebhookOptions
from reconciler.model.delivery import Message, Transport
from reconciler.model.errors import RejectedError, Unusable
from tests.delivery.samples import CONTENT, deliver, message

ROOT = Path(__file__).parents[4]


class Cabinet:
    def __init__(self) -> None:
        self.messages: list[Message] = []

    def deliver(self, message: Message) -> None:
        self.messages.append(message)


OPTIONS: dict[str, dict[str, Any]] = {
    "apprise": {"url": "tgram://123456789:abcdefghijklmnopqrstuvwxyz/{address}"},
    "http-sms": {"url": "https://sms.example/", "form": {"to": "{to}"}},
    "inapp": {},
    "smpp": {"host": "smsc.example", "username": "robot", "password": "sesame", "sender": "TeleSet"},
    "smtp": {"host": "smtp.example", "sender": "notices@teleset.example"},
    "webhook": {},
}
MODELS: dict[str, type[Options]] = {
    "apprise": AppriseOptions,
    "http-sms": HttpSmsOptions,
    "inapp": Options,
    "smpp": SmppOptions,
    "smtp": SmtpOptions,
    "webhook": WebhookOptions,
}


def make(name: str, **options: Any) -> Any:
    return transport_of("sms", {"type": name, **OPTIONS[name], **options}, deliver=Cabinet())


@pytest.mark.parametrize("name", TRANSPORTS)
def test_every_row_is_a_transport_with_a_name_without_secrets(name: str) -> None:
    transport: Transport = make(name)
    assert (transport.channel, transport.per_second) == ("sms", 0)
    assert 1 <= transport.connections <= 32
    label = make(name).label
    assert label.startswith(name)
    assert not any(secret in label for secret in ("sesame", "abcdef", "robot"))
    assert "sesame" not in str(transport.label if hasattr(transport, "label") else "")


@pytest.mark.parametrize("name", TRANSPORTS)
def test_unknown_options_are_named_and_values_are_not(name: str) -> None:
    with pytest.raises(Unusable) as raised:
        make(name, pasword="s3cret", timeout="s3cret")
    assert (raised.value.code, raised.value.arguments["options"]) == ("transport-options", ("pasword", "timeout"))
    assert "s3cret" not in str(raised.value)


@pytest.mark.parametrize("name", TRANSPORTS)
def test_every_option_is_documented_and_nothing_else(name: str) -> None:
    page = (ROOT / "docs" / "transports.md").read_text(encoding="utf-8")
    section = re.search(rf"^## `{name}`.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section is not None
    common = re.search(r"^## Options of all.*?(?=^## )", page, re.MULTILINE | re.DOTALL)
    assert common is not None
    rows = re.findall(r"^\| `([a-z_]+)` \|", section[0], re.MULTILINE)
    shared = re.findall(r"^\| `([a-z_]+)` \|", common[0], re.MULTILINE)
    fields = {field.alias or key for key, field in MODELS[name].model_fields.items()}
    assert sorted({*rows, *shared}) == sorted(fields)
    assert sorted(shared) == sorted(Options.model_fields)


@pytest.mark.parametrize("name", TRANSPORTS)
def test_the_project_file_knows_every_option(name: str) -> None:
    from reconciler.project.transports import Transport as InFile

    known = {field.alias or key for key, field in InFile.model_fields.items()}
    assert {field.alias or key for key, field in MODELS[name].model_fields.items()} <= known


@pytest.mark.parametrize(
    ("name", "options", "wrong"),
    [
        ("smtp", {"sender": "nobody"}, ("sender",)),
        ("smtp", {"sender": "a@b.example\r\nBcc: c@d.example"}, ("sender",)),
        ("smtp", {"reply_to": "x"}, ("reply_to",)),
        ("smtp", {"username": "robot"}, ("password", "username")),
        ("smtp", {"username": "robot", "password": "x", "tls": "none"}, ("tls",)),
        ("smtp", {"port": 0}, ("port",)),
        ("smtp", {"port": "25"}, ("port",)),
        ("smtp", {"connections": 33}, ("connections",)),
        ("smtp", {"timeout": 0}, ("timeout",)),
        ("smtp", {"per_second": -1}, ("per_second",)),
        ("http-sms", {"form": {"to": "{phone}"}}, ("form",)),
        ("http-sms", {"json": {"to": [{"x": "{phone}"}]}, "form": None}, ("json",)),
        ("http-sms", {"json": {"to": "{to}"}}, ("form", "json")),
        ("http-sms", {"url": "ftp://sms.example/"}, ("url",)),
        ("http-sms", {"success_values": ["ok"]}, ("success_field",)),
        ("http-sms", {"headers": {"X": "a\r\nb"}}, ("headers",)),
        ("http-sms", {"headers": {"X Y": "a"}}, ("headers",)),
        ("apprise", {"url": "tgram://123/456"}, ("url",)),
        ("apprise", {"url": "smpp://user:password@host/1/{address}"}, ("url",)),
        ("apprise", {"url": "ntfy://{address}", "api_url": "https://x.example"}, ("api_url",)),
        ("smpp", {"sender": "ТелеСеть"}, ("sender",)),
        ("smpp", {"password": "longer-than-8"}, ("password",)),
    ],
)
def test_what_does_not_go_together(name: str, options: dict[str, Any], wrong: tuple[str, ...]) -> None:
    with pytest.raises(Unusable) as raised:
        make(name, **options)
    assert raised.value.arguments["options"] == wrong


def test_a_password_may_be_said_in_the_clear_to_this_machine() -> None:
    assert make("smtp", host="127.0.0.1", tls="none", username="robot", password="x").label == "smtp 127.0.0.1:25"


def test_types_and_channels_that_need_none() -> None:
    assert transport_of("webhook", {}).label == "webhook"
    assert transport_of("inapp", {}, deliver=Cabinet()).label == "inapp"
    with pytest.raises(Unusable, match="transport-options"):
        transport_of("email", {})
    with pytest.raises(Unusable, match="unknown-transport"):
        transport_of("email", {"type": "pigeon"})
    with pytest.raises(Unusable, match="no-inapp"):
        transport_of("inapp", {})


def test_the_cabinet_gets_the_message_itself() -> None:
    cabinet = Cabinet()
    one = message("", "inapp")
    assert deliver(transport_of("inapp", {}, deliver=cabinet), one) == ""
    assert cabinet.messages == [one]


@pytest.fixture(scope="module")
def room() -> Any:
    with sinks() as opened:
        yield opened


@pytest.mark.parametrize("channel", ["email", "sms", "webhook", "telegram", "inapp", "pager"])
def test_every_channel_has_a_stand_in(channel: str, room: LoopbackSinks) -> None:
    address = {"email": "a@teleset.example", "webhook": "https://bus.teleset.example/x"}.get(channel, "+79160000001")
    one = message(address, channel, f"of-{channel}")
    answer = deliver(stand_in(channel, secret_of=lambda _: "secret").diverted(room), one)
    assert answer == ("250 2.0.0" if channel == "email" else "HTTP 200")
    (got,) = (got for got in room.received() if got.id == f"of-{channel}")
    assert (got.channel, got.to) == (channel, address)
    assert ("webhook-signature" in got.headers) == (channel == "webhook")
    if channel not in ("email", "webhook"):
        with pytest.raises(RejectedError, match="no-transport"):
            stand_in(channel).courier()


def test_the_cabinets_stand_in_gets_the_whole_text(room: LoopbackSinks) -> None:
    deliver(transport_of("inapp", {}, deliver=Cabinet()).diverted(room), message("ivanova", "inapp", "whole"))
    (got,) = (got for got in room.received() if got.id == "whole")
    assert CONTENT.subject in got.raw.decode()


def test_each_transport_loads_only_its_own_libraries() -> None:
    code = "import sys\nfrom reconciler.delivering.transports import transport_of\n{}\nprint(*({{'apprise', 'urllib3', 'smpplib', 'aiosmtpd', 'requests', 'jinja2', 'babel', 'email', 'smtplib'}} & set(sys.modules)))"

    def loaded(made: str) -> set[str]:
        return set(subprocess.run([sys.executable, "-c", code.format(made)], check=True, capture_output=True, encoding="utf-8").stdout.split())

    assert loaded("") == set()
    assert loaded("transport_of('webhook', {})") <= {"email"}
    assert loaded("transport_of('telegram', {'type': 'apprise', 'url': 'tgram://x/{address}'})") <= {"email"}
    assert loaded("transport_of('email', {'type': 'smtp', 'host': 'x', 'sender': 'a@b.example'})") <= {"email", "smtplib"}

"""Apprise's own plugins against stand-ins of what they talk to."""

from __future__ import annotations

import json
import logging
import socket
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest

from reconciler.delivering.sinks import LoopbackSinks
from reconciler.delivering.transports import LabelledTransport
from reconciler.delivering.transports.apprise import fault_of
from reconciler.model.errors import BackendError, RejectedError
from tests.delivery.samples import CONTENT, TEXT, deliver, message, outcomes, sent, transport
from tests.delivery.servers import Web, black_hole, web_server

TOKEN = "123456789:abcdefghijklmnopqrstuvwxyz_ABCDEFGH"


def telegram(web: Web | None = None, port: int = 0, **options: Any) -> LabelledTransport:
    api = f"http://127.0.0.1:{port or (web.port if web else 1)}"
    return transport("telegram", **{"type": "apprise", "url": f"tgram://{TOKEN}/{{address}}", "api_url": api, "timeout": 2.0, **options})


def test_telegram_receives_cyrillic_right() -> None:
    content = replace(CONTENT, short=f"{TEXT} <b>5 < 6 & 7</b> *_[x]")
    with web_server() as web:
        assert deliver(telegram(web), message("987654321", "telegram", content=content)) == "HTTP 200"
    (request,) = web.requests
    assert request.path == f"/bot{TOKEN}/sendMessage"
    asked = json.loads(request.body)
    assert str(asked["chat_id"]) == "987654321"
    assert asked["parse_mode"] == "HTML"
    assert asked["text"] == f"{TEXT} &lt;b&gt;5 &lt; 6 &amp; 7&lt;/b&gt; *_[x]"


def test_the_whole_text_where_that_is_asked_for() -> None:
    with web_server() as web:
        deliver(telegram(web, body="text"), message("987654321", "telegram"))
    assert json.loads(web.requests[0].body)["text"].startswith(TEXT)


def test_smsc_receives_cyrillic_right() -> None:
    with web_server() as web:
        own = transport("sms", type="apprise", url="smsc://login:password@{address}", api_url=f"http://127.0.0.1:{web.port}/sys/send.php", timeout=2.0)
        web.answers = [(200, {}, b'{"id":1,"cnt":1}'), (200, {}, b'{"error":"no money for +79160000001","error_code":3}')]
        assert deliver(own, message("+79160000001", "sms")) == "HTTP 200"
        assert outcomes(sent(own, message("+79160000001", "sms"))) == [("permanent-failure", "delivery-refused", "error 3")]
    fields = parse_qs(web.requests[0].body.decode("ascii"))
    assert (web.requests[0].path, fields["mes"], fields["psw"]) == ("/sys/send.php", [TEXT], ["password"])
    assert fields["phones"][0].endswith("79160000001")


def test_answers_become_numbers_and_nothing_of_them_is_logged(capfd: pytest.CaptureFixture[str]) -> None:
    logged: list[str] = []

    class Everything(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.name.startswith("apprise"):
                logged.append(record.getMessage())

    handler = Everything(level=logging.DEBUG)
    logging.getLogger().addHandler(handler)
    try:
        with web_server() as web:
            web.answers = [(403, {}, b'{"ok":false,"description":"bot was blocked by Anna Ivanova"}')]
            receipts = sent(telegram(web), message("987654321", "telegram"))
    finally:
        logging.getLogger().removeHandler(handler)
    assert outcomes(receipts) == [("permanent-failure", "delivery-refused", "HTTP 403")]
    said = capfd.readouterr()
    for secret in (TOKEN, "Ivanova", "987654321"):
        assert secret not in repr(receipts) + said.out + said.err
    assert logged == []


def test_telegrams_way_of_saying_how_long_is_understood() -> None:
    with web_server() as web:
        web.answers = [(429, {}, b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":1}}')]
        (receipt,) = sent(telegram(web), message("987654321", "telegram"))
    assert (receipt.status.value, receipt.tries) == ("delivered", 2)
    assert receipt.done is not None
    assert receipt.done - receipt.queued >= 1


def test_nobody_listens_and_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    (receipt,) = sent(telegram(port=port), message("987654321", "telegram"))
    assert (receipt.status.value, receipt.code) == ("temporary-failure", "transport-unreachable")
    with black_hole() as port:
        (receipt,) = sent(telegram(port=port, timeout=0.3), message("987654321", "telegram"))
    assert (receipt.status.value, receipt.code, receipt.tries) == ("technical-failure", "delivery-unknown", 1)


def test_redirects_are_not_followed() -> None:
    with web_server() as web:
        web.answers = [(302, {"Location": f"http://127.0.0.1:{web.port}/elsewhere"}, b"")]
        assert outcomes(sent(telegram(web), message("987654321", "telegram"))) == [("permanent-failure", "delivery-refused", "HTTP 302")]
    assert len(web.requests) == 1


def test_a_service_nobody_knows_and_an_address_it_does_not_take() -> None:
    with pytest.raises(RejectedError, match="apprise-service"):
        transport("push", type="apprise", url="nosuchservice://{address}").courier()
    assert outcomes(sent(telegram(), message("%%%", "telegram")))[0][0] in ("permanent-failure", "technical-failure")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Socket Exception: ... NameResolutionError: Failed to resolve 'x' ([Errno -2] Name or service not known)", "transport-unknown-host"),
        ("Socket Exception: ... [Errno -3] Temporary failure in name resolution", "transport-dns"),
        ("Socket Exception: ... [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "transport-certificate"),
        ("Socket Exception: ... ConnectTimeoutError(..., 'Connection to x timed out. (connect timeout=2)')", "transport-timeout"),
        ("Socket Exception: ... Read timed out. (read timeout=2)", "delivery-unknown"),
        ("something else", "delivery-unknown"),
        ("Failed: Unavailable, error=503.", "delivery-put-off"),
    ],
)
def test_what_it_logs_of_a_connection(said: str, code: str) -> None:
    fault: BackendError = fault_of("push", ["POST URL", said])
    assert (fault.code, set(fault.arguments) - {"answer"}) == (code, {"channel"})


def test_a_sink_gets_what_would_be_handed_to_it(room: LoopbackSinks) -> None:
    own = transport("push", type="apprise", url="ntfy://host/{address}", body="text").diverted(room)
    assert deliver(own, message("ivanova-phone", "push", "msg_17")) == "HTTP 200"
    (got,) = room.received()
    assert (got.channel, got.id, got.to) == ("push", "msg_17", "ivanova-phone")
    assert json.loads(got.raw) == {"id": "msg_17", "to": "ivanova-phone", "title": "", "body": CONTENT.text}

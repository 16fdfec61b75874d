"""SMS through providers' HTTP interfaces, as the project file describes them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from reconciler.delivering.sinks import LoopbackSinks
from reconciler.delivering.transports import LabelledTransport
from tests.delivery.samples import TEXT, deliver, message, outcomes, sent, transport
from tests.delivery.servers import Authority, Web, black_hole, web_server


def gateway(web: Web | None = None, **options: Any) -> LabelledTransport:
    url = "https://sms.example/send" if web is None else f"http://127.0.0.1:{web.port}/send"
    return transport("sms", **{"type": "http-sms", "url": url, "timeout": 5.0, "sender": "TeleSet", **options})


SMS = message("+79160000001", "sms", "msg_17")


def test_a_form() -> None:
    with web_server() as web:
        own = gateway(
            web, form={"phones": "{digits}", "mes": "{text}", "sender": "{sender}", "id": "{id}", "fmt": 3}, headers={"Authorization": "Bearer t0ken"}
        )
        assert deliver(own, SMS) == "HTTP 200"
    (request,) = web.requests
    assert parse_qs(request.body.decode("ascii"), strict_parsing=True) == {
        "phones": ["79160000001"],
        "mes": [TEXT],
        "sender": ["TeleSet"],
        "id": ["msg_17"],
        "fmt": ["3"],
    }
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded; charset=utf-8"
    assert (request.headers["Authorization"], request.headers["X-Reconciler-Message"]) == ("Bearer t0ken", "msg_17")


def test_json_at_any_depth() -> None:
    with web_server() as web:
        deliver(gateway(web, method="PUT", json={"messages": [{"to": ["{to}"], "text": "«{text}»", "flash": False, "n": 1}]}), SMS)
    (request,) = web.requests
    assert request.method == "PUT"
    assert json.loads(request.body) == {"messages": [{"to": ["+79160000001"], "text": f"«{TEXT}»", "flash": False, "n": 1}]}


def test_a_query_and_a_url_are_quoted() -> None:
    with web_server() as web:
        deliver(gateway(web, method="GET", url=f"http://127.0.0.1:{web.port}/{{to}}/send?v=1", query={"text": "{text}"}), SMS)
    (request,) = web.requests
    assert (request.method, request.body) == ("GET", b"")
    assert urlsplit(request.path).path == "/%2B79160000001/send"
    assert parse_qs(urlsplit(request.path).query) == {"v": ["1"], "text": [TEXT]}


def test_what_is_put_in_is_not_looked_at_again() -> None:
    from dataclasses import replace

    from tests.delivery.samples import CONTENT

    with web_server() as web:
        deliver(gateway(web, json={"text": "{text}", "to": "{to}"}), message("+79160000001", "sms", content=replace(CONTENT, short='{to} {unknown}\r\nX: "1"')))
    assert json.loads(web.requests[0].body)["text"] == '{to} {unknown}\r\nX: "1"'


@pytest.mark.parametrize(
    ("answer", "passes"),
    [(b'{"status":"ok"}', True), (b'{"status":"error","phone":"+79160000001"}', False), (b'{"id":1}', False), (b"OK", False), (b"", False), (b'["ok"]', False)],
)
def test_success_is_what_the_answer_says(answer: bytes, passes: bool) -> None:
    with web_server() as web:
        web.answers = [(200, {}, answer)]
        (receipt,) = sent(gateway(web, form={"to": "{to}"}, success_field="status", success_values=["ok"]), SMS)
    assert receipt.status.value == ("delivered" if passes else "permanent-failure")
    assert "7916" not in receipt.answer


@pytest.mark.parametrize(("answer", "passes"), [(b'{"messages":[{"id":"17"}]}', True), (b'{"messages":[]}', False)])
def test_without_values_the_field_has_to_be_there(answer: bytes, passes: bool) -> None:
    with web_server() as web:
        web.answers = [(200, {}, answer)]
        (receipt,) = sent(gateway(web, form={"to": "{to}"}, success_field="messages.0.id"), SMS)
    assert receipt.status.value == ("delivered" if passes else "permanent-failure")


def test_true_is_not_one() -> None:
    with web_server() as web:
        web.answers = [(200, {}, b'{"ok":1}')]
        assert outcomes(sent(gateway(web, form={"to": "{to}"}, success_field="ok", success_values=[True]), SMS)) == [
            ("permanent-failure", "delivery-refused", "HTTP 200")
        ]


def test_a_lost_answer_is_not_sent_again() -> None:
    with black_hole() as port:
        (receipt,) = sent(gateway(url=f"http://127.0.0.1:{port}/", form={"to": "{to}"}, timeout=0.2), SMS)
    assert (receipt.status.value, receipt.code, receipt.tries) == ("technical-failure", "delivery-unknown", 1)


def test_a_429_is_tried_again(authority: Authority) -> None:
    with web_server(authority) as web:
        web.answers = [(429, {}, b"")]
        own = gateway(url=f"https://localhost:{web.port}/", form={"to": "{to}"}, ca_file=str(authority.ca))
        (receipt,) = sent(own, SMS)
    assert (receipt.status.value, receipt.tries) == ("delivered", 2)


def test_a_sink_gets_the_same_request(room: LoopbackSinks) -> None:
    own = gateway(form={"phones": "{to}", "mes": "{text}"}, query={"v": "1"}, headers={"X-Key": "k"}, success_field="status")
    assert deliver(own.diverted(room), SMS) == "HTTP 200"
    (got,) = room.received()
    assert (got.channel, got.id, got.to, got.path, got.headers["x-key"]) == ("sms", "msg_17", "+79160000001", "/sms?v=1", "k")
    assert parse_qs(got.raw.decode("ascii")) == {"phones": ["+79160000001"], "mes": [TEXT]}

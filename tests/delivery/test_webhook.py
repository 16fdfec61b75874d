"""Signed webhooks to a real HTTPS server, and where they are not sent."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Callable
from typing import Any

import pytest
from standardwebhooks import Webhook

from reconciler.delivering.sinks import LoopbackSinks
from reconciler.delivering.transports import LabelledTransport, transport_of
from reconciler.model.errors import RejectedError, Unusable
from reconciler.model.routing import Destination
from tests.delivery.samples import CONTENT, deliver, message, outcomes, sent
from tests.delivery.servers import Authority, Web, black_hole, web_server

SECRET = "whsec_" + base64.b64encode(b"a key of thirty-two bytes, or so").decode()


def webhook(secret: str | None = SECRET, *, hosts: tuple[str, ...] = ("localhost",), **options: Any) -> LabelledTransport:
    return transport_of("webhook", {"type": "webhook", "timeout": 5.0, **options}, hosts=hosts, secret_of=lambda _: secret)


def url(web: Web, scheme: str = "https") -> str:
    return f"{scheme}://localhost:{web.port}/hook?x=1"


def test_a_webhook_is_signed_as_the_specification_says(authority: Authority) -> None:
    with web_server(authority) as web:
        assert deliver(webhook(ca_file=str(authority.ca)), message(url(web), "webhook", "msg_17")) == "HTTP 200"
    (request,) = web.requests
    assert (request.method, request.path, request.headers["Host"]) == ("POST", "/hook?x=1", f"localhost:{web.port}")
    assert request.headers["webhook-id"] == "msg_17"
    assert Webhook(SECRET).verify(request.body, request.headers) == CONTENT.data
    assert request.headers["Content-Type"] == "application/json; charset=utf-8"


def test_without_a_secret_there_is_no_signature_and_with_a_bad_one_nothing_is_sent() -> None:
    def absent(_: Destination) -> str | None:
        raise Unusable("secret-unset", name="X")

    with web_server() as web:
        deliver(webhook(None), message(url(web, "http"), "webhook"))
        assert "webhook-signature" not in web.requests[0].headers
        assert web.requests[0].headers["webhook-id"] == "m1"
        with pytest.raises(RejectedError, match="webhook-secret"):
            deliver(webhook("whsec_ä"), message(url(web, "http"), "webhook"))
        with pytest.raises(RejectedError, match="webhook-secret"):
            deliver(transport_of("webhook", {}, hosts=["localhost"], secret_of=absent), message(url(web, "http"), "webhook"))
    assert len(web.requests) == 1


def test_a_429_is_waited_for_as_long_as_asked_and_passes() -> None:
    with web_server() as web:
        web.answers = [(429, {"Retry-After": "1"}, b"slow down, ivanova@teleset.example"), (503, {}, b"")]
        (receipt,) = sent(webhook(), message(url(web, "http"), "webhook"))
    assert (receipt.status.value, receipt.answer, receipt.tries) == ("delivered", "HTTP 200", 3)
    assert receipt.done is not None
    assert 1.0 <= receipt.done - receipt.queued < 5
    assert "ivanova@" not in repr(receipt)


def test_nobody_waits_for_longer_than_is_bearable() -> None:
    with web_server() as web:
        web.answers = [(429, {"Retry-After": "86400"}, b"")]
        (receipt,) = sent(webhook(), message(url(web, "http"), "webhook"))
    assert (receipt.status.value, receipt.code, receipt.answer, receipt.tries) == ("temporary-failure", "delivery-put-off", "HTTP 429", 1)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(404, "permanent-failure"), (410, "permanent-failure"), (302, "permanent-failure"), (500, "temporary-failure"), (408, "temporary-failure")],
)
def test_other_answers(status: int, outcome: str) -> None:
    with web_server() as web:
        web.answers = [(status, {"Location": f"http://localhost:{web.port}/elsewhere"}, b"")] * 10
        (receipt,) = sent(webhook(), message(url(web, "http"), "webhook"))
    assert (receipt.status.value, receipt.answer) == (outcome, f"HTTP {status}")
    assert {request.path for request in web.requests} == {"/hook?x=1"}, "nobody follows"


def test_an_endless_answer_is_not_read_to_its_end() -> None:
    with web_server() as web:
        web.answers = [(200, {}, b"x" * 5_000_000), (200, {}, b"")]
        assert (
            outcomes(sent(webhook(connections=1), message(url(web, "http"), "webhook", "m1"), message(url(web, "http"), "webhook", "m2")))
            == [("delivered", "", "HTTP 200")] * 2
        )


def test_the_certificate_is_that_of_the_name(authority: Authority) -> None:
    with web_server(authority) as web:
        (receipt,) = sent(webhook(), message(url(web), "webhook"))
        assert (receipt.status.value, receipt.code) == ("permanent-failure", "transport-certificate")
        other = url(web).replace("localhost", "other.teleset.example")
        (receipt,) = sent(webhook(ca_file=str(authority.ca), hosts=("*.teleset.example",)), message(other, "webhook"))
        assert receipt.code == "transport-unknown-host"
    assert web.requests == []


def test_silence_is_bounded_and_a_webhook_may_be_sent_again() -> None:
    with black_hole() as port:
        (receipt,) = sent(webhook(timeout=0.2), message(f"http://localhost:{port}/", "webhook"))
    assert (receipt.status.value, receipt.code, receipt.tries) == ("temporary-failure", "transport-timeout", 4)


PRIVATE = [
    "https://127.0.0.1/",
    "https://localhost/",
    "https://10.0.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://0.0.0.0/",
    "https://2130706433/",
]


@pytest.mark.parametrize("private", PRIVATE)
def test_what_is_not_public_is_not_called(private: str) -> None:
    (receipt,) = sent(webhook(hosts=()), message(private, "webhook"))
    assert (receipt.status.value, receipt.code) == ("permanent-failure", "webhook-private")


def test_a_name_with_one_private_address_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answering("93.184.216.34", "10.1.2.3"))
    assert outcomes(sent(webhook(hosts=()), message("https://shop.example/", "webhook"))) == [("permanent-failure", "webhook-private", "")]


def answering(*rounds: str) -> Callable[..., Any]:
    """A name server that gives all these addresses for every name."""
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
        if host[0].isdigit():
            return list(real(host, port, *rest, **more))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in rounds]

    return look_up


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch, authority: Authority) -> None:
    """DNS rebinding: a name that answers with another address the second time does not get us there, because there is no second time."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host == "localhost":
            asked.append(host)
            return answering("127.0.0.1")(host, port) if len(asked) == 1 else answering("127.0.0.2")(host, port)
        return real(host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with web_server(authority) as web:
        receipts = sent(webhook(ca_file=str(authority.ca), connections=1), *(message(url(web), "webhook", f"m{number}") for number in range(3)))
    assert outcomes(receipts) == [("delivered", "", "HTTP 200")] * 3
    assert asked == ["localhost"]


def test_an_address_that_does_not_answer_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answering("127.0.0.2", "127.0.0.1"))
    with web_server() as web:
        own = webhook(connections=1)
        assert (
            outcomes(sent(own, message(url(web, "http"), "webhook", "m1"), message(url(web, "http"), "webhook", "m2"))) == [("delivered", "", "HTTP 200")] * 2
        )
    monkeypatch.setattr(socket, "getaddrinfo", answering("127.0.0.2", "127.0.0.3"))
    (receipt,) = sent(webhook(), message(url(web, "http"), "webhook"))
    assert (receipt.code, receipt.tries) == ("transport-unreachable", 4)


def test_the_policy_is_asked_by_name() -> None:
    named = webhook(hosts=("*.teleset.example",))
    assert outcomes(sent(named, message("https://elsewhere.example/", "webhook")))[0][1] == "webhook-not-allowed"
    assert outcomes(sent(webhook(hosts=()), message("http://shop.example/", "webhook")))[0][1] == "webhook-not-https"


def test_a_sink_gets_the_same_request_and_is_told_where_it_was_for(room: LoopbackSinks) -> None:
    address = "https://bus.teleset.example/notify?a=1&b=Ж".replace("Ж", "%D0%96")
    assert deliver(webhook(hosts=()).diverted(room), message(address, "webhook", "msg_17")) == "HTTP 200"
    (got,) = room.received()
    assert (got.channel, got.id, got.to) == ("webhook", "msg_17", address)
    assert Webhook(SECRET).verify(got.raw, dict(got.headers)) == CONTENT.data
    assert json.loads(got.raw) == CONTENT.data

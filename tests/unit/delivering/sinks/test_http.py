"""The sink for requests, held against the protocol."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from reconciler.delivering.sinks import Fault, LoopbackSinks, sinks


@pytest.fixture(scope="module")
def room() -> Iterator[LoopbackSinks]:
    with sinks() as opened:
        yield opened


def connection(room: LoopbackSinks, timeout: float = 5) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(room.http).netloc, timeout=timeout)


def post(room: LoopbackSinks, to: str, body: bytes = b"{}", **headers: str) -> http.client.HTTPResponse:
    own = connection(room)
    own.request("POST", "/push/x?y=1", body, {"X-Reconciler-To": to, **headers})
    answer = own.getresponse()
    answer.read()
    own.close()
    return answer


def test_what_is_kept_of_a_request(room: LoopbackSinks) -> None:
    body = '{"text": "ё «№» ₽"}'.encode()
    assert post(room, "%2B7916%20x", body, **{"X-Reconciler-Message": "m17", "X-Other": "o"}).status == 200
    got = room.received()[-1]
    assert (got.channel, got.id, got.to, got.raw, got.path, got.headers["x-other"]) == ("push", "m17", "+7916 x", body, "/push/x?y=1", "o")


@pytest.mark.parametrize(
    ("headers", "body", "id"),
    [({"webhook-id": "w"}, b"{}", "w"), ({}, b'{"id": "j"}', "j"), ({}, b'{"id": 1}', ""), ({}, b"[1]", ""), ({}, b"\xff", ""), ({}, b"[" * 100_000, "")],
)
def test_where_an_id_is_looked_for(headers: dict[str, str], body: bytes, id: str, room: LoopbackSinks) -> None:
    post(room, "x", body, **headers)
    assert room.received()[-1].id == id


def test_connections_stay_open_and_requests_may_come_together(room: LoopbackSinks) -> None:
    own = connection(room)
    for number in range(3):
        own.request("POST", "/a", json.dumps({"id": f"k{number}"}))
        assert own.getresponse().read() == b"{}"
    own.close()
    host, port = urlsplit(room.http).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=5) as raw:
        raw.sendall(b'POST /a HTTP/1.1\r\nContent-Length: 11\r\n\r\n{"id":"p1"}GET /b HTTP/1.1\r\n\r\n')
        answers = b""
        while answers.count(b"200 OK") < 2:
            answers += raw.recv(4096)
    assert [got.id for got in room.received()[-5:]] == ["k0", "k1", "k2", "p1", ""]


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"411"),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b"411"),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", b"413"),
        (b"X" * 70_000, b"431"),
    ],
    ids=["chunked", "negative", "large", "head"],
)
def test_what_it_does_not_take_it_says(head: bytes, status: bytes, room: LoopbackSinks) -> None:
    host, port = urlsplit(room.http).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=5) as raw:
        raw.sendall(head)
        assert status in raw.recv(100)


def test_it_misbehaves_as_asked(room: LoopbackSinks) -> None:
    room.set("slow", Fault(code=429, retry_after=7, times=1))
    answer = post(room, "slow")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
    assert post(room, "slow").status == 200
    room.set("lost", Fault(drop=True))
    assert post(room, "lost").status == 200
    room.set("paused", Fault(pause=0.3))
    began = time.monotonic()
    assert post(room, "paused").status == 200
    assert time.monotonic() - began >= 0.3
    room.set("silent", Fault(silent=True))
    own = connection(room, 0.3)
    own.request("POST", "/", b"{}", {"X-Reconciler-To": "silent"})
    with pytest.raises(TimeoutError):
        own.getresponse()
    own.close()
    assert [sum(got.to == to for got in room.received()) for to in ("slow", "lost", "paused", "silent")] == [1, 0, 1, 0]

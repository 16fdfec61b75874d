"""Another token without a restart, and what GitHub and GitLab send in its place."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from reconciler.engine.confirmation_page import WRONG
from reconciler.engine.http_server import MOST_BODY, MOST_BYTES
from reconciler.model.errors import Unusable
from reconciler.model.watching import Trigger
from reconciler.watching import access
from reconciler.watching.operated import operated
from reconciler.watching.token import Token
from tests.watching_server.samples import Controller
from tests.watching_server.test_operated import asked, project
from tests.watching_server.test_server import TOKEN, Client, served

FIRST, SECOND = "the-first-token-of-all", "the-second-token-ever"


def signed(body: bytes, token: str = TOKEN) -> str:
    return "sha256=" + hmac.new(token.encode(), body, hashlib.sha256).hexdigest()


@pytest.fixture
def controller() -> Controller:
    return Controller()


@pytest.fixture
def ask(controller: Controller) -> Iterator[Client]:
    with served(controller, seconds=5.0) as client:
        yield client


def test_another_token_in_the_file_holds_from_the_next_request_on(tmp_path: Path, controller: Controller) -> None:
    file = tmp_path / "token"
    file.write_text(FIRST + "\n", encoding="utf-8")
    more = "watch: {listen: 127.0.0.1:0, token: {file: token}}\n"
    with operated(project(tmp_path, more), None, status=controller.status, trigger=controller.trigger) as address:

        def called(token: str) -> int:
            return asked(address, "POST", "/-/reconcile", Authorization=f"Bearer {token}")[0]

        assert (called(FIRST), called(SECOND)) == (202, 401)
        new = tmp_path / "new"
        new.write_text(SECOND, encoding="utf-8")
        new.replace(file)
        assert (called(FIRST), called(SECOND)) == (401, 202)
        assert asked(address, "GET", "/metrics", Host="elsewhere.example", Authorization=f"Bearer {SECOND}")[0] == 200
        assert asked(address, "GET", "/metrics", Host="elsewhere.example", Authorization=f"Bearer {FIRST}")[0] == 401


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("POST", "/-/reconcile", {"Authorization": f"Bearer {TOKEN}"}, 202),
        ("POST", "/-/reconcile", {"Authorization": f"Bearer {SECOND}"}, 401),
        ("POST", "/-/reconcile", {}, 401),
        ("GET", "/metrics", {"Host": "elsewhere.example", "Authorization": f"Bearer {TOKEN}"}, 200),
        ("GET", "/", {"Host": "elsewhere.example"}, 401),
        ("GET", "/", {}, 200),
    ],
)
def test_a_request_is_judged_by_a_token_that_is_read_once(controller: Controller, method: str, path: str, headers: dict[str, str], status: int) -> None:
    """Where it is read more often, another one may come in between."""
    read: list[str] = []

    def token() -> str:
        read.append(TOKEN)
        return TOKEN

    with served(controller, token=token) as ask:
        read.clear()
        assert ask(method, path, **headers).status == status
    assert len(read) == (0 if (path, headers) == ("/", {}) else 1)


@pytest.mark.parametrize("bad", ["", "short", None])
def test_what_cannot_be_used_leaves_the_one_before_in_force_and_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture, bad: str | None) -> None:
    file = tmp_path / "token"
    file.write_text(FIRST, encoding="utf-8")

    def read() -> str:
        from reconciler.project import resolve_references

        return str(resolve_references({"token": {"file": "token"}}, directory=tmp_path, environ={})["token"])

    token = Token(read)
    if bad is None:
        file.unlink()
    else:
        file.write_text(bad, encoding="utf-8")
    with caplog.at_level(logging.INFO, logger="reconciler"):
        assert [token.value(), token.value()] == [FIRST.encode()] * 2
        assert [getattr(record, "event", "") for record in caplog.records] == ["token-unusable"]
        file.write_text(SECOND, encoding="utf-8")
        assert token.value() == SECOND.encode()
        assert [getattr(record, "event", "") for record in caplog.records] == ["token-unusable", "token-changed"]
    assert FIRST not in caplog.text
    assert SECOND not in caplog.text


def test_at_the_start_it_must_be_at_hand() -> None:
    with pytest.raises(Unusable, match="watch-token-short"):
        Token("short")


@pytest.mark.parametrize("size", [0, 2, MOST_BODY + 1, MOST_BYTES * 3, 300_000])
def test_what_github_signs(ask: Client, controller: Controller, size: int) -> None:
    body = b"x" * size
    got = ask("POST", "/-/reconcile", body.decode(), X_Hub_Signature_256=signed(body), X_GitHub_Event="push", Content_Type="application/json")
    assert (got.status, got.text) == (202, "accepted\n")
    assert controller.triggered == [Trigger.HOOK]


def test_the_example_of_githubs_own_pages() -> None:
    from reconciler.engine.http_server import Request

    body = b"Hello, World!"
    headers = {"X-Hub-Signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}
    may = access.Access("It's a Secret to Everybody", loopback=True)
    assert may.may_call(Request("POST", "/", headers, "127.0.0.1", pieces=lambda most: iter([body[:3], body[3:]]))) is access.Verdict.YES
    assert may.may_call(Request("POST", "/", headers, "127.0.0.1", pieces=lambda most: iter([body[:3]]))) is access.Verdict.NO


@pytest.mark.parametrize(
    "signature",
    [
        signed(b'{"ref":"other"}'),
        signed(b"{}", "another-token-altogether"),
        signed(b"{}").removeprefix("sha256="),
        signed(b"{}")[:-1],
        "sha1=" + "0" * 40,
        "sha256=",
        "ё",
    ],
)
def test_what_is_signed_otherwise_counts_as_a_wrong_token(ask: Client, controller: Controller, signature: str) -> None:
    for _ in range(WRONG):
        assert ask("POST", "/-/reconcile", "{}", X_Hub_Signature_256=signature.encode().decode("latin-1")).status == 401
    assert ask("POST", "/-/reconcile", "{}", X_Hub_Signature_256=signed(b"{}")).status == 429
    assert controller.triggered == []
    assert f'reconciler_hook_requests_total{{result="denied"}} {WRONG + 1}.0' in ask("GET", "/metrics").text


def test_a_signature_opens_no_page(ask: Client) -> None:
    assert ask("GET", "/metrics", Host="watch.teleset.example", X_Hub_Signature_256=signed(b"")).status == 401


def test_a_body_that_is_too_long_is_signed_by_nobody(ask: Client, controller: Controller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "MOST_SIGNED", 1_000)
    body = b"x" * 1_001
    assert ask("POST", "/-/reconcile", body.decode(), X_Hub_Signature_256=signed(body)).status == 401
    assert ask("POST", "/-/reconcile", body[:1_000].decode(), X_Hub_Signature_256=signed(body[:1_000])).status == 202
    assert controller.triggered == [Trigger.HOOK]


@pytest.mark.parametrize("length", ["9" * 5_000, "-1", "1e3", "٣"])
def test_a_length_that_is_none(ask: Client, length: str) -> None:
    sent = f"POST /-/reconcile HTTP/1.1\r\nHost: x\r\nX-Hub-Signature-256: sha256=0\r\nContent-Length: {length}\r\n\r\n".encode()
    assert b" 401 " in ask.raw(sent).partition(b"\r\n")[0]


def test_a_body_that_never_comes_holds_up_nobody(controller: Controller) -> None:
    with served(controller, seconds=0.3) as ask:
        sent = f"POST /-/reconcile HTTP/1.1\r\nHost: x\r\nX-Hub-Signature-256: {signed(b'')}\r\nContent-Length: 1000\r\n\r\nabc".encode()
        assert b"202" not in ask.raw(sent)
        assert ask("GET", "/healthz").status == 200
    assert controller.triggered == []

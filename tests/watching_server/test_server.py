"""The server of `watch`, over real sockets: what it answers, to whom, and what it makes of those who mean harm."""

from __future__ import annotations

import base64
import http.client
import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from reconciler.engine.confirmation_page import WRONG, Page
from reconciler.engine.http_server import ROOM
from reconciler.model.errors import RejectedError, Unusable
from reconciler.model.watching import Trigger
from reconciler.reporting.status_page import POLICY
from reconciler.watching.access import Access, Verdict
from reconciler.watching.hook import GAP, Hook
from reconciler.watching.server import serving
from tests.watching_server.samples import Controller, busy, passed, status
from tests.wire import talk

TOKEN = "correct-horse-battery-staple"
CODE = "A" * 42 + "b"
OTHER = {"Host": "watch.teleset.example"}


@dataclass
class Got:
    status: int
    headers: dict[str, str]
    text: str


class Client:
    def __init__(self, address: str) -> None:
        self.port = int(address.rpartition(":")[2])

    def __call__(self, method: str, target: str, body: str | None = None, **headers: str) -> Got:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        got = Got(response.status, dict(response.getheaders()), response.read().decode())
        connection.close()
        return got

    def raw(self, sent: bytes, *, seconds: float = 10.0) -> bytes:
        """What comes back for these bytes, as far as it comes."""
        return talk(self.port, sent, seconds=seconds)


@contextmanager
def served(controller: Controller, token: str | Callable[[], str] = TOKEN, confirmer: Page | None = None, seconds: float = 1.0) -> Iterator[Client]:
    now = replace(controller.now, moved=time.time())
    controller.now = now
    with serving("127.0.0.1:0", status=controller.status, trigger=controller.trigger, token=token, confirmer=confirmer, seconds=seconds) as address:
        yield Client(address)


@pytest.fixture
def controller() -> Controller:
    return Controller(busy())


@pytest.fixture
def ask(controller: Controller) -> Iterator[Client]:
    with served(controller) as client:
        yield client


def basic(password: str) -> str:
    return "Basic " + base64.b64encode(f"anybody:{password}".encode()).decode()


def test_probes(ask: Client, controller: Controller) -> None:
    assert (ask("GET", "/healthz").status, ask("GET", "/healthz").text) == (200, "ok\n")
    assert ask("GET", "/readyz").text == "ok\n"
    controller.now = replace(controller.now, failures=3)
    assert (ask("GET", "/healthz").status, ask("GET", "/readyz").status, ask("GET", "/readyz").text) == (200, 503, "failing\n")
    controller.now = replace(controller.now, moved=time.time() - 10_000)
    assert (ask("GET", "/healthz").status, ask("GET", "/healthz").text) == (503, "stuck\n")
    assert ask("GET", "/healthz", **OTHER).status == 503, "probes need no token, from wherever they come"


def test_metrics_and_page(ask: Client) -> None:
    metrics = ask("GET", "/metrics")
    assert (metrics.status, metrics.headers["Content-Type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert "reconciler_guard_refusals_open" in metrics.text
    page = ask("GET", "/", Accept_Language="en")
    assert (page.status, page.headers["Content-Security-Policy"], page.headers["Cache-Control"]) == (200, POLICY, "no-store")
    assert "What guards hold back" in page.text
    assert "Что удерживают предохранители" in ask("GET", "/", Accept_Language="ru").text


def test_head_says_how_long_it_would_be(ask: Client) -> None:
    head = ask("HEAD", "/")
    assert (head.status, head.text) == (200, "")
    assert int(head.headers["Content-Length"]) > 1_000


@pytest.mark.parametrize("target", ["/", "/metrics"])
@pytest.mark.parametrize(
    "headers",
    [
        OTHER,
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "localhost.evil.example:80"},
        {"Host": ""},
        {"X-Forwarded-For": "198.51.100.7"},
        {"Forwarded": "for=198.51.100.7"},
        {"Via": "1.1 proxy"},
    ],
)
def test_what_does_not_come_from_this_machine_needs_the_token(ask: Client, target: str, headers: dict[str, str]) -> None:
    """Behind a proxy, or by a name that somebody made to lead to 127.0.0.1."""
    refused = ask("GET", target, **headers)
    assert (refused.status, refused.headers["WWW-Authenticate"][:5]) == (401, "Basic")
    assert "teleset" not in refused.text
    assert ask("GET", target, **headers, Authorization=f"Bearer {TOKEN}").status == 200
    assert ask("GET", target, **headers, Authorization=basic(TOKEN)).status == 200
    for wrong in (f"Bearer {TOKEN}x", "Bearer", "Basic !!!", basic(""), basic(TOKEN[:-1]), f"Digest {TOKEN}"):
        assert ask("GET", target, **headers, Authorization=wrong).status == 401, wrong


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:9464", "[::1]:9464", "127.9.9.9"])
def test_who_is_on_this_machine_may_look(ask: Client, host: str) -> None:
    assert ask("GET", "/", Host=host).status == 200


def test_without_a_token_there_is_no_hook_and_nobody_looks_from_elsewhere(controller: Controller) -> None:
    with served(controller, token="") as ask:
        assert ask("GET", "/").status == 200
        assert ask("GET", "/", **OTHER).status == 403
        assert ask("GET", "/", **OTHER, Authorization="Bearer ").status == 403
        assert ask("POST", "/-/reconcile").status == 404
        assert ask("POST", "/-/reconcile", Authorization="Bearer ").status == 404
    assert controller.triggered == []


def test_the_hook(ask: Client, controller: Controller) -> None:
    assert ask("POST", "/-/reconcile").status == 401, "not even from this machine"
    assert ask("POST", "/-/reconcile", Authorization=basic(TOKEN)).status == 401, "what a browser sends of its own accord does not count"
    assert ask("GET", "/-/reconcile", Authorization=f"Bearer {TOKEN}").status == 405
    assert controller.triggered == []
    assert ask("POST", "/-/reconcile", Authorization=f"Bearer {TOKEN}").status == 202
    assert controller.triggered == [Trigger.HOOK]
    assert 'reconciler_hook_requests_total{result="accepted"} 1.0' in ask("GET", "/metrics").text


def test_many_calls_are_two_and_the_last_is_not_lost(ask: Client, controller: Controller) -> None:
    for _ in range(10):
        assert ask("POST", "/-/reconcile", Authorization=f"Bearer {TOKEN}").status == 202
    assert 1 <= len(controller.triggered) <= 2
    time.sleep(GAP + 0.8)
    assert len(controller.triggered) == 2


def test_what_gitlab_sends_is_taken_whole(ask: Client, controller: Controller) -> None:
    body = "{" + "x" * 300_000 + "}"
    got = ask("POST", "/-/reconcile", body, X_Gitlab_Token=TOKEN, Content_Type="application/json")
    assert (got.status, got.text) == (202, "accepted\n")
    assert controller.triggered == [Trigger.HOOK]


def test_the_hook_triggers_at_most_once_in_a_while() -> None:
    triggered: list[Trigger] = []
    now = [0.0]
    hook = Hook(triggered.append, lambda: now[0])
    hook.call()
    hook.call()
    hook.call()
    hook.settle()
    assert len(triggered) == 1
    now[0] = GAP
    hook.settle()
    hook.settle()
    assert len(triggered) == 2
    now[0] = 2 * GAP
    hook.settle()
    assert len(triggered) == 2


def test_who_guesses_is_not_listened_to_for_a_while(ask: Client, controller: Controller) -> None:
    for number in range(WRONG):
        assert ask("POST", "/-/reconcile", Authorization=f"Bearer guess-number-{number}").status == 401
    late = ask("POST", "/-/reconcile", Authorization=f"Bearer {TOKEN}")
    assert (late.status, late.headers["Retry-After"]) == (429, "600")
    assert controller.triggered == []
    assert ask("GET", "/healthz").status == 200


def test_a_request_without_a_token_is_no_guess(ask: Client) -> None:
    for _ in range(WRONG + 5):
        assert ask("GET", "/metrics", **OTHER).status == 401
    assert ask("GET", "/metrics", **OTHER, Authorization=f"Bearer {TOKEN}").status == 200


def test_a_token_of_any_letters() -> None:
    from reconciler.engine.http_server import Request

    token = "пароль-из-букв-ё-и-ъ"
    access = Access(token, loopback=False)
    sent = token.encode().decode("latin-1")
    assert access.may_call(Request("POST", "/", {"Authorization": f"Bearer {sent}"}, "192.0.2.1")) is Verdict.YES
    assert access.may_look(Request("GET", "/", {"Authorization": basic(token)}, "fe80::1%eth0")) is Verdict.YES
    assert access.may_call(Request("POST", "/", {"Authorization": f"Bearer {sent[:-1]}"}, "192.0.2.1")) is Verdict.NO


@pytest.mark.parametrize("listen", ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"])
def test_elsewhere_it_does_not_listen_without_a_token(controller: Controller, listen: str) -> None:
    with pytest.raises(Unusable, match="watch-needs-token"), serving(listen, status=controller.status, trigger=controller.trigger):
        pass


def test_elsewhere_nobody_looks_without_the_token(controller: Controller) -> None:
    with serving("0.0.0.0:0", status=controller.status, trigger=controller.trigger, token=TOKEN) as address:
        ask = Client(address)
        assert ask("GET", "/", Host="127.0.0.1").status == 401
        assert ask("GET", "/metrics", Host="localhost", Authorization=f"Bearer {TOKEN}").status == 200
        assert ask("GET", "/readyz").status in (200, 503)


@pytest.mark.parametrize(("listen", "token", "code"), [("localhost:1", "", "bad-listen"), ("127.0.0.1:0", "short", "watch-token-short")])
def test_what_cannot_be_served(controller: Controller, listen: str, token: str, code: str) -> None:
    with pytest.raises(Unusable, match=code), serving(listen, status=controller.status, trigger=controller.trigger, token=token):
        pass


def test_a_port_that_is_taken(controller: Controller) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(RejectedError, match="listen-failed"),
        serving(f"127.0.0.1:{taken.getsockname()[1]}", status=controller.status, trigger=controller.trigger),
    ):
        pass


# Those who mean harm


@pytest.mark.parametrize(
    "target",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/./",
        "/metrics/",
        "/metrics/../",
        "/HEALTHZ",
        "/-/",
        "/-/reconcile/",
        "http://127.0.0.1/",
        "*",
        "\\",
        "/%00",
        "/;/",
    ],
)
def test_there_is_nothing_else(ask: Client, target: str) -> None:
    answer = ask.raw(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.0 404 ")
    assert b"root:" not in answer


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PROPFIND", "GeT"])
def test_other_methods(ask: Client, controller: Controller, method: str) -> None:
    for target in ("/", "/-/reconcile"):
        answer = ask.raw(f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n\r\n".encode())
        assert answer.startswith(b"HTTP/1.0 501 ")
        assert TOKEN.encode() not in answer
    assert ask("POST", "/", Authorization=f"Bearer {TOKEN}").status == 405
    assert ask("POST", "/metrics").headers["Allow"] == "GET, HEAD"
    assert controller.triggered == []


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"\r\n", b"\x00\x01\x02\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 60_000 + b"\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 3_000 + b"\r\n", b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n", b"POST /-/reconcile HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST /-/reconcile HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", b"POST /-/reconcile HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)  # fmt: skip
def test_nonsense_ends_nothing(ask: Client, controller: Controller, sent: bytes) -> None:
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", ask.port), timeout=10) as connection:
        try:
            connection.sendall(sent)
            while connection.recv(4096):
                pass
        except OSError:
            pass
    assert time.monotonic() - started < 6
    assert ask("GET", "/healthz").status == 200
    assert controller.triggered == []


def test_slow_clients_do_not_keep_probes_waiting(controller: Controller) -> None:
    """They fill the room, and a probe is answered all the same: who has waited longest without a word makes place."""
    with served(controller, seconds=30.0) as ask:
        held = [socket.create_connection(("127.0.0.1", ask.port), timeout=10) for _ in range(ROOM + 30)]
        for connection in held:
            with suppress(OSError):
                connection.sendall(b"POST /-/reconcile HTTP/1.1\r\nX: ")
        started = time.monotonic()
        assert [ask("GET", "/healthz").status for _ in range(5)] == [200] * 5
        assert time.monotonic() - started < 3
        closing = time.monotonic()
    assert time.monotonic() - closing < 3, "the end waits for nobody"
    for connection in held:
        connection.close()


def test_who_trickles_is_cut_off(ask: Client) -> None:
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", ask.port), timeout=10) as slow:
        for _ in range(100):
            try:
                slow.sendall(b"G")
            except OSError:
                break
            time.sleep(0.03)
        with suppress(OSError):
            assert slow.recv(1000) == b""
    assert time.monotonic() - started < 6


def test_many_at_once_are_all_answered(ask: Client) -> None:
    found: list[int] = []

    def look() -> None:
        found.extend(ask("GET", target).status for target in ("/metrics", "/", "/healthz") * 3)

    threads = [threading.Thread(target=look) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == [200] * 16 * 9


def test_no_token_is_in_any_answer_or_log(ask: Client, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    said = ask("POST", "/-/reconcile", Authorization=f"Bearer {TOKEN}").text + ask("GET", f"/?token={TOKEN}").text + ask("GET", "/metrics").text
    streams = capsys.readouterr()
    assert TOKEN not in said + caplog.text + streams.out + streams.err


def test_a_controller_that_fails_ends_one_request_only(controller: Controller) -> None:
    broken = threading.Event()

    def asked() -> object:
        if broken.is_set():
            raise ValueError(TOKEN)
        return controller.now

    with serving("127.0.0.1:0", status=asked, trigger=controller.trigger, token=TOKEN) as address:  # type: ignore[arg-type]
        ask = Client(address)
        broken.set()
        with pytest.raises(http.client.HTTPException):
            ask("GET", "/healthz")
        time.sleep(0.7)
        broken.clear()
        assert ask("GET", "/metrics").status == 200


# The page that confirms addresses, beside it


@pytest.mark.parametrize("url", ["https://lk.example/confirm?token={token}", "https://lk.example/?t={token}", "https://lk.example/c/{token}"])
def test_addresses_are_confirmed_on_the_same_server(controller: Controller, url: str) -> None:
    confirmed: list[str] = []
    with served(controller, confirmer=Page(confirmed.append, url)) as ask:
        target = url.removeprefix("https://lk.example").replace("{token}", CODE)
        shown = ask("GET", target, **OTHER, Accept_Language="en")
        assert (shown.status, "Confirm the address" in shown.text, confirmed) == (200, True, [])
        form = {"Content_Type": "application/x-www-form-urlencoded"}
        assert ask("POST", target.partition("?")[0], f"token={CODE}", **OTHER, **form).status == 200
        assert confirmed == [CODE]
        assert ask("GET", "/", **OTHER).status == 401, "the rest stays closed"
        assert ask("POST", "/-/reconcile", f"token={CODE}", **form).status == 401
        assert ask("GET", "/nothing", **OTHER).status == 404


# Its end

PROGRAM = """
import signal, sys, threading, time
from reconciler.watching.attending import attending
from reconciler.watching.server import serving
from tests.watching_server.samples import passed, status
ended = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: ended.set())
now = status(passed(1), moved=time.time())
with serving("127.0.0.1:0", status=lambda: now, trigger=print, token="x" * 16, seconds=30.0) as address, attending(lambda: now):
    print(address, flush=True)
    # Not every kernel gives a signal to the main thread, which only looks for one now and then.
    for _ in range(300):
        if ended.wait(0.2):
            break
print("ended", threading.active_count(), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM is POSIX's")
def test_sigterm_ends_it_whoever_is_connected() -> None:
    root = Path(__file__).parents[2]
    with ExitStack() as held, subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=root, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        ask = Client(process.stdout.readline().strip())
        assert ask("GET", "/readyz").status == 200
        for _ in range(20):
            held.enter_context(socket.create_connection(("127.0.0.1", ask.port), timeout=10))
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        said = process.stdout.read().strip()
        assert (process.wait(10), said) == (0, "ended 1")
        assert time.monotonic() - started < 5


def test_nothing_is_left_behind(controller: Controller) -> None:
    before: Callable[[], set[str]] = lambda: {thread.name for thread in threading.enumerate()}  # noqa: E731
    known = before()
    controller.now = status(passed(1))
    for _ in range(3):
        with served(controller) as ask:
            ask("GET", "/")
    assert before() == known

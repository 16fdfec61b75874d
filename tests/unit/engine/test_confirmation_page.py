"""The page behind `confirmation.url`, over real HTTP."""

from __future__ import annotations

import base64
import hashlib
import http.client
import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from reconciler.engine.confirmation_page import CLIENTS, WRONG, WRONG_SECONDS, Page, Wrongs
from reconciler.engine.http_server import ROOM, Server
from reconciler.engine.serving import place_of
from reconciler.model.errors import RejectedError, TransientError, Unusable
from reconciler.reporting import confirm_page
from tests.wire import talk

TOKEN = "A" * 42 + "b"
DEAD = "D" * 43
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Tokens:
    """Knows one good token, once."""

    good: set[str] = field(default_factory=lambda: {TOKEN})
    asked: list[str] = field(default_factory=list)
    busy: bool = False

    def __call__(self, token: str) -> None:
        self.asked.append(token)
        if self.busy:
            raise TransientError("backend-locked", backend="x")
        if token not in self.good:
            raise RejectedError("confirmation-unknown")
        self.good.discard(token)


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
def page(tokens: Tokens) -> Page:
    return Page(tokens, "https://lk.example/confirm?token={token}")


@pytest.fixture
def server(page: Page) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), page, seconds=1.0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Got:
    status: int
    headers: dict[str, str]
    text: str


Ask = Callable[..., Got]


@pytest.fixture
def ask(server: Server) -> Ask:
    def run(method: str, target: str, body: str | None = None, **headers: str) -> Got:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
        connection.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()} | (FORM if body is not None else {}))
        response = connection.getresponse()
        got = Got(response.status, dict(response.getheaders()), response.read().decode())
        connection.close()
        return got

    return run


def test_opening_the_link_confirms_nothing_and_the_button_does_once(ask: Ask, tokens: Tokens, page: Page) -> None:
    for _ in range(3):
        opened = ask("GET", f"/confirm?token={TOKEN}", Accept_Language="en-GB,en;q=0.9")
        assert opened.status == 200
    assert ask("HEAD", f"/confirm?token={TOKEN}").text == ""
    assert tokens.asked == []
    assert 'method="post" action="?"' in opened.text
    found = re.search(r'name="token" value="([^"]*)"', opened.text)
    assert found is not None
    done = ask("POST", "/confirm?", f"token={found[1]}", Accept_Language="en")
    assert (done.status, "The address is confirmed" in done.text) == (200, True)
    again = ask("POST", "/confirm?", f"token={TOKEN}", Accept_Language="en")
    assert (again.status, "ask your administrator" in again.text) == (400, True)
    assert (page.confirmed, page.refused) == (1, 1)


def test_what_does_not_work_gets_one_answer(ask: Ask) -> None:
    answers = {ask("POST", "/confirm", f"token={token}").text for token in (DEAD, "", "x", "%00", "%D1%8F" * 20)}
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("accepted", "title"),
    [
        ("", "Подтвердите адрес"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "Подтвердите адрес"),
        ("de,en;q=0.5", "Confirm your address"),
        ("en;q=0.3,ru;q=0.7", "Подтвердите адрес"),
        ("en;q=x,ru", "Подтвердите адрес"),
    ],
)
def test_it_speaks_the_language_of_the_browser(ask: Ask, accepted: str, title: str) -> None:
    got = ask("GET", f"/confirm?token={TOKEN}", Accept_Language=accepted)
    assert f"<h1>{title}</h1>" in got.text
    assert "token=" not in re.sub(r"<form.*?</form>", "", got.text)


def test_it_loads_nothing_is_kept_nowhere_and_cannot_be_framed(ask: Ask) -> None:
    got = ask("GET", f"/confirm?token={TOKEN}")
    policy = got.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    style = re.search(r"<style>(.*?)</style>", got.text, re.DOTALL)
    assert style is not None
    assert base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() in policy
    assert (got.headers["Cache-Control"], got.headers["Referrer-Policy"], got.headers["X-Content-Type-Options"]) == ("no-store", "no-referrer", "nosniff")
    assert not re.search(r"https?:|<script|<img|<link|src=", got.text)


@pytest.mark.parametrize(
    "target",
    ["/", "/confirm", "/confirm?token=", "/confirm?token=short", f"/confirm?token={TOKEN}x", f"/confirm?other={TOKEN}", '/confirm?token="><script>x</script>'],
)
def test_what_no_link_leads_to_is_not_found(ask: Ask, target: str) -> None:
    got = ask("GET", target.replace('"', "%22").replace("<", "%3C").replace(">", "%3E"))
    assert got.status == 404
    assert "script" not in got.text
    assert "<form" not in got.text


def test_a_link_may_carry_the_token_in_its_path(tokens: Tokens) -> None:
    page = Page(tokens, "https://lk.example/c/{token}/done")
    assert page.shown(f"/c/{TOKEN}/done", "en")[0] == 200
    assert page.shown(f"/{TOKEN}/done", "en")[0] == 200, "a proxy may cut off the beginning of the path"
    assert page.shown("/c//done", "en")[0] == 404


def test_other_requests_are_turned_away_without_being_quoted(ask: Ask) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "PROPFIND"):
        got = ask(method, f"/confirm?token={TOKEN}")
        assert got.status == 501
        assert TOKEN not in got.text
        assert method not in got.text
        assert "default-src 'none'" in got.headers["Content-Security-Policy"]


def test_a_body_has_to_be_a_small_form(server: Server, ask: Ask, tokens: Tokens) -> None:
    def raw(head: str, body: bytes = b"") -> bytes:
        return talk(server.server_address[1], f"POST /confirm HTTP/1.1\r\nHost: x\r\n{head}\r\n".encode() + body)

    assert b" 400 " in raw("Content-Type: application/json\r\nContent-Length: 2\r\n", b"{}")
    assert b" 400 " in raw("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 999999\r\n")
    assert b" 400 " in raw("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: -1\r\n")
    assert b" 400 " in raw("Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n", b"a=b")
    assert tokens.asked == []
    assert ask("POST", "/confirm", "&".join(f"a{number}=b" for number in range(200))).status == 400


def test_who_is_slow_or_sends_without_end_is_cut_off(server: Server, ask: Ask) -> None:
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.server_address[1]), timeout=10) as slow:
        for _ in range(40):
            try:
                slow.sendall(b"G")
            except OSError:
                break
            time.sleep(0.05)
        assert slow.recv(1000) == b""
    assert time.monotonic() - started < 5
    answer = talk(server.server_address[1], b"GET /confirm HTTP/1.1\r\n" + b"X: " + b"y" * 60_000 + b"\r\n\r\n")
    assert b" 200 " not in answer
    assert ask("GET", f"/confirm?token={TOKEN}").status == 200


def test_many_at_once_do_not_stop_it(server: Server, ask: Ask) -> None:
    held = [socket.create_connection(("127.0.0.1", server.server_address[1]), timeout=10) for _ in range(ROOM + 20)]
    time.sleep(0.3)
    turned_away = 0
    for connection in held:
        connection.setblocking(False)
        try:
            turned_away += connection.recv(1) == b""
        except BlockingIOError:
            pass
        except OSError:
            turned_away += 1
    assert turned_away >= 15
    for connection in held:
        connection.close()
    time.sleep(1.5)
    assert ask("GET", f"/confirm?token={TOKEN}").status == 200


def test_who_guesses_is_not_listened_to_for_a_while(ask: Ask, tokens: Tokens) -> None:
    for _ in range(WRONG):
        assert ask("POST", "/confirm", f"token={DEAD}").status == 400
    late = ask("POST", "/confirm", f"token={TOKEN}")
    assert (late.status, late.headers["Retry-After"]) == (429, str(int(WRONG_SECONDS)))
    assert tokens.asked == [DEAD] * WRONG


def test_wrong_tokens_are_counted_for_each_client_and_forgotten() -> None:
    now = [0.0]
    wrongs = Wrongs(lambda: now[0])
    for _ in range(WRONG):
        assert not wrongs.too_many("a")
        wrongs.add("a")
    assert wrongs.too_many("a")
    assert not wrongs.too_many("b")
    now[0] = WRONG_SECONDS
    assert not wrongs.too_many("a")
    for number in range(CLIENTS + 10):
        wrongs.add(str(number))
    assert len(wrongs._known) == CLIENTS


@pytest.mark.parametrize(
    ("proxy", "said", "client"),
    [
        (False, "198.51.100.7", "127.0.0.1"),
        (True, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (True, "nonsense", "127.0.0.1"),
        (True, "", "127.0.0.1"),
        (True, "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
    ],
)
def test_who_asks_is_told_by_the_proxy_alone(tokens: Tokens, proxy: bool, said: str, client: str) -> None:
    assert Page(tokens, "https://x/{token}", proxy).client("127.0.0.1", {"X-Forwarded-For": said}) == client


def test_while_the_database_is_busy_the_link_stays_good(ask: Ask, tokens: Tokens) -> None:
    tokens.busy = True
    busy = ask("POST", "/confirm", f"token={TOKEN}", Accept_Language="en")
    assert (busy.status, "Your link still works" in busy.text) == (503, True)
    tokens.busy = False
    assert ask("POST", "/confirm", f"token={TOKEN}").status == 200


def test_what_goes_wrong_inside_ends_one_request_only(ask: Ask, page: Page, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)

    def broken(token: str) -> None:
        raise ValueError(token)

    good, page.confirm = page.confirm, broken
    with pytest.raises(http.client.HTTPException):
        ask("POST", "/confirm", f"token={TOKEN}")
    page.confirm = good
    assert ask("POST", "/confirm", f"token={TOKEN}").status == 200
    streams = capsys.readouterr()
    assert TOKEN not in caplog.text + streams.out + streams.err
    assert "confirmed" in caplog.text


@pytest.mark.parametrize("listen", ["127.0.0.1:8080", "[::1]:0", "127.5.5.5:1"])
def test_it_listens_on_this_machine(listen: str) -> None:
    assert place_of(listen, proxy=False)[1] < 65_536


@pytest.mark.parametrize("listen", ["0.0.0.0:8080", "[::]:8080", "192.0.2.1:80"])
def test_it_listens_elsewhere_only_behind_a_proxy(listen: str) -> None:
    with pytest.raises(Unusable, match="listen-elsewhere"):
        place_of(listen, proxy=False)
    assert place_of(listen, proxy=True)


@pytest.mark.parametrize("listen", ["", "8080", "localhost:8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "::1:80", "[127.0.0.1]x:1", "256.0.0.1:80"])
def test_what_is_no_place_to_listen_at(listen: str) -> None:
    with pytest.raises(Unusable, match="bad-listen"):
        place_of(listen, proxy=True)


def test_both_languages_say_what_to_do() -> None:
    assert "administrator" in confirm_page.dead("en")
    assert "администратор" in confirm_page.dead("ru")

"""Who is in the way of whom: one address must not be able to speak for another, nor to take all the room."""

from __future__ import annotations

import socket
from contextlib import ExitStack

import pytest

from reconciler.engine.confirmation_page import WRONG
from reconciler.engine.http_server import ROOM
from reconciler.watching.server import serving
from tests.watching_server.samples import Controller, busy
from tests.watching_server.test_server import TOKEN, Client, served


@pytest.mark.parametrize(("proxy", "status"), [(True, 202), (False, 429)])
def test_whoever_guesses_behind_a_proxy_shuts_out_himself_alone(proxy: bool, status: int) -> None:
    controller = Controller(busy())
    with serving("127.0.0.1:0", status=controller.status, trigger=controller.trigger, token=TOKEN, proxy=proxy) as address:
        ask = Client(address)
        for number in range(WRONG):
            assert ask("POST", "/-/reconcile", Authorization=f"Bearer guess-number-{number}", X_Forwarded_For="10.0.0.1, 198.51.100.7").status == 401
        assert ask("POST", "/-/reconcile", Authorization=f"Bearer {TOKEN}", X_Forwarded_For="198.51.100.7").status == 429
        assert ask("POST", "/-/reconcile", Authorization=f"Bearer {TOKEN}", X_Forwarded_For="198.51.100.8").status == status


def test_who_has_an_answer_and_holds_on_makes_room() -> None:
    """A body that is announced and never sent is waited for a while, and not at the expense of anybody else."""
    with served(Controller(busy()), seconds=30.0) as ask, ExitStack() as held:
        for _ in range(ROOM):
            connection = held.enter_context(socket.create_connection(("127.0.0.1", ask.port), timeout=10))
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n")
            assert connection.recv(4096).startswith(b"HTTP/1.0 200")
        assert ask("GET", "/healthz").status == 200

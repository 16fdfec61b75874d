"""Mail to a real SMTP server, and every way in which that can go wrong."""

from __future__ import annotations

import email
import email.policy
import socket
from pathlib import Path
from typing import Any

import pytest

from reconciler.model.errors import BackendError, RejectedError, TransientError
from tests.delivery.samples import CONTENT, deliver, message, outcomes, sent, transport
from tests.delivery.servers import Authority, Mailbox, black_hole, smtp_server, took

SENDER = "ТелеСеть <notices@teleset.example>"


def smtp(port: int, **more: Any) -> Any:
    return transport(**{"type": "smtp", "host": "127.0.0.1", "port": port, "tls": "none", "sender": SENDER, "timeout": 5.0, **more})


def test_mail_arrives_over_starttls_after_a_login(authority: Authority) -> None:
    mailbox = Mailbox()
    with smtp_server(mailbox, authority, login=("robot", "sesame")) as port:
        own = smtp(port, host="localhost", tls="starttls", ca_file=str(authority.ca), username="robot", password="sesame")
        receipts = sent(own, *(message(f"user{number}@teleset.example", id=f"m{number}") for number in range(10)))
    assert outcomes(receipts) == [("delivered", "", "250 2.0.0")] * 10
    assert sorted(to for to, _ in mailbox.mails) == [[f"user{number}@teleset.example"] for number in range(10)]
    assert len(mailbox.sessions) <= 4, "connections are used again"
    read = email.message_from_bytes(mailbox.mails[0][1], policy=email.policy.default)
    body = read.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == CONTENT.text
    assert read["X-Reconciler-Message"].startswith("m")
    assert str(read["From"]) == SENDER


def test_mail_arrives_over_tls_from_the_first_byte(authority: Authority) -> None:
    mailbox = Mailbox()
    with smtp_server(mailbox, authority, implicit=True) as port:
        assert deliver(smtp(port, host="localhost", tls="tls", ca_file=str(authority.ca)), message("a@teleset.example")) == "250 2.0.0"
    assert len(mailbox.mails) == 1


def test_a_relative_file_of_authorities_is_looked_for_from_the_project(authority: Authority) -> None:
    with smtp_server(Mailbox(), authority, implicit=True) as port:
        own = transport(directory=authority.ca.parent, type="smtp", host="localhost", port=port, tls="tls", ca_file="ca.pem", sender=SENDER)
        assert deliver(own, message("a@teleset.example")) == "250 2.0.0"


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_nobody_here_believes_ends_it(tls: str, authority: Authority) -> None:
    mailbox = Mailbox()
    with smtp_server(mailbox, authority, implicit=tls == "tls") as port:
        receipts = sent(smtp(port, host="localhost", tls=tls), message("a@teleset.example", id="m1"), message("b@teleset.example", id="m2"))
    assert outcomes(receipts) == [("technical-failure", "transport-certificate", "")] * 2
    assert mailbox.mails == []


def test_tls_where_there_is_none_is_said_so() -> None:
    with smtp_server(Mailbox()) as port:
        with pytest.raises(RejectedError, match="transport-no-tls"):
            smtp(port, tls="starttls").courier()
        with pytest.raises(RejectedError, match="transport-tls"):
            smtp(port, tls="tls").courier()


def test_a_wrong_password_is_tried_once_and_not_for_every_message(authority: Authority) -> None:
    mailbox = Mailbox()
    with smtp_server(mailbox, authority, login=("robot", "sesame")) as port:
        own = smtp(port, host="localhost", tls="starttls", ca_file=str(authority.ca), username="robot", password="swordfish", connections=1)
        receipts = sent(own, *(message(f"user{number}@teleset.example", id=f"m{number}") for number in range(5)))
    assert outcomes(receipts) == [("technical-failure", "transport-login", "535 5.7.8")] * 5
    assert [one.tries for one in receipts] == [1, 0, 0, 0, 0]


def test_a_file_of_authorities_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("none", encoding="utf-8")
    with smtp_server(Mailbox()) as port, pytest.raises(RejectedError, match="transport-ca-file"):
        smtp(port, tls="tls", ca_file=str(tmp_path / "ca.pem")).courier()


def test_a_refusal_is_for_good_and_the_connection_goes_on() -> None:
    mailbox = Mailbox(["550 5.1.1 no such user <secret@teleset.example>"])
    with smtp_server(mailbox) as port:
        receipts = sent(smtp(port, connections=1), message("a@teleset.example", id="m1"), message("b@teleset.example", id="m2"))
    assert outcomes(receipts) == [("permanent-failure", "delivery-refused", "550 5.1.1"), ("delivered", "", "250 2.0.0")]
    assert [to for to, _ in mailbox.mails] == [["b@teleset.example"]]
    assert len(mailbox.sessions) == 1
    assert "secret" not in repr(receipts)


def test_a_temporary_answer_is_tried_again_and_passes() -> None:
    mailbox = Mailbox(["451 4.3.0 later", "451 4.3.0 later"])
    with smtp_server(mailbox) as port:
        (receipt,) = sent(smtp(port), message("a@teleset.example"))
    assert (receipt.status.value, receipt.tries, len(mailbox.mails)) == ("delivered", 3, 1)


def test_a_temporary_answer_without_end_is_a_temporary_failure() -> None:
    with smtp_server(Mailbox(["451 4.3.0 later"] * 10)) as port:
        (receipt,) = sent(smtp(port), message("a@teleset.example"))
    assert (receipt.status.value, receipt.code, receipt.answer, receipt.tries) == ("temporary-failure", "delivery-put-off", "451 4.3.0", 4)


@pytest.mark.parametrize(
    ("greeting", "code"), [(b"", "transport-timeout"), (b"220 hole\r\n", "transport-timeout"), (b"554 5.7.1 go away\r\n", "transport-refused")]
)
def test_a_server_that_does_not_let_us_in_is_bounded(greeting: bytes, code: str) -> None:
    with black_hole(greeting=greeting) as port:
        own = smtp(port, timeout=0.3)
        with pytest.raises(BackendError, match=code):
            own.courier()
        assert took(lambda: sent(own, message("a@teleset.example"))) < 5


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    (receipt,) = sent(smtp(port), message("a@teleset.example"))
    assert (receipt.status.value, receipt.code, receipt.tries) == ("temporary-failure", "transport-unreachable", 4)


def test_a_name_that_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object, **__: object) -> None:
        raise socket.gaierror(fault, "text of the system")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    fault = socket.EAI_AGAIN
    with pytest.raises(TransientError, match="transport-dns"):
        smtp(25, host="smtp.teleset.example").courier()
    fault = socket.EAI_NONAME
    with pytest.raises(RejectedError, match="transport-unknown-host"):
        smtp(25, host="smtp.teleset.example").courier()
    assert outcomes(sent(smtp(25, host="smtp.teleset.example"), message("a@teleset.example"))) == [("technical-failure", "transport-unknown-host", "")]


def test_an_address_in_other_letters_needs_smtputf8() -> None:
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        assert deliver(smtp(port), message("анна@teleset.example")) == "250 2.0.0"
    assert mailbox.mails[0][0] == ["анна@teleset.example"]


def test_a_server_without_extensions_gets_one_command_after_another() -> None:
    with plain_server() as (port, lines):
        own = smtp(port)
        assert deliver(own, message("a@teleset.example")) == "250"
        with pytest.raises(RejectedError, match="transport-no-utf8"):
            deliver(own, message("анна@teleset.example"))
    assert [line.split(b" ")[0].upper() for line in lines[:5]] == [b"EHLO", b"HELO", b"MAIL", b"RCPT", b"DATA"]


def plain_server() -> Any:
    """A server of 1982: it knows HELO, and says no to everything that comes before it was asked for."""
    import socketserver
    import threading
    from contextlib import contextmanager

    lines: list[bytes] = []

    class Handler(socketserver.StreamRequestHandler):
        timeout = 10

        def handle(self) -> None:
            self.wfile.write(b"220 old\r\n")
            while line := self.rfile.readline().strip():
                lines.append(line)
                verb = line.split(b" ")[0].upper()
                if verb == b"QUIT":
                    return
                self.wfile.write({b"EHLO": b"502 what\r\n", b"DATA": b"354 go\r\n"}.get(verb, b"250 ok\r\n"))
                if verb == b"DATA":
                    while self.rfile.readline() != b".\r\n":
                        pass
                    self.wfile.write(b"250 ok\r\n")

    @contextmanager
    def running() -> Any:
        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
            server.daemon_threads = True
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            yield server.server_address[1], lines
            server.shutdown()
            thread.join(5)

    return running()

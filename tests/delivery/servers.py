"""Real servers on loopback, each bounded in time by its context: SMTP with TLS and a login, HTTP and HTTPS that do what they are told, a message centre of SMPP."""

from __future__ import annotations

import shutil
import socket
import socketserver
import ssl
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority of this test, and a server's certificate of it for `localhost` and 127.0.0.1."""

    ca: Path
    certificate: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


def make_authority(directory: Path) -> Authority:
    """Made by openssl; tests that need it skip where there is none."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificates")

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True, timeout=30)

    openssl(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        "ca.key",
        "-out",
        "ca.pem",
        "-days",
        "2",
        "-subj",
        "/CN=test authority",
    )
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    (directory / "extensions").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n", encoding="utf-8")
    openssl(
        "x509",
        "-req",
        "-in",
        "server.csr",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        "extensions",
        "-out",
        "server.pem",
    )
    return Authority(directory / "ca.pem", directory / "server.pem", directory / "server.key")


@dataclass
class Mailbox:
    """What an SMTP server took. `answers` are given to RCPT, one after another, before it says yes."""

    answers: list[str] = field(default_factory=list)
    mails: list[tuple[list[str], bytes]] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)

    async def handle_RCPT(self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        self.sessions.add(id(session))
        answer = self.answers.pop(0) if self.answers else "250 2.1.5 ok"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append((list(envelope.rcpt_tos), content))
        return "250 2.0.0 taken"


@contextmanager
def smtp_server(mailbox: Mailbox, authority: Authority | None = None, *, login: tuple[str, str] | None = None, implicit: bool = False) -> Iterator[int]:
    """aiosmtpd; gives its port."""

    def judge(server: Any, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        return AuthResult(success=login == (data.login.decode(), data.password.decode()), handled=False)

    context = authority.context() if authority is not None else None
    more: dict[str, Any] = {"authenticator": judge, "auth_required": True, "auth_require_tls": context is not None and not implicit} if login else {}
    controller = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=_free_port(),
        ssl_context=context if implicit else None,
        tls_context=None if implicit else context,
        require_starttls=context is not None and not implicit,
        enable_SMTPUTF8=True,
        **more,
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@contextmanager
def black_hole(*, greeting: bytes = b"") -> Iterator[int]:
    """Accepts connections, says `greeting`, and then nothing, whatever comes; gives its port."""
    held: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        ended = threading.Event()

        def accept() -> None:
            while not ended.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                connection.sendall(greeting)
                held.append(connection)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            ended.set()
            thread.join(5)
            for connection in held:
                connection.close()


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Web:
    """What an HTTP server was asked. `answers` are (status, headers, body), given one after another before 200 and `{}`."""

    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    port: int = 0


@contextmanager
def web_server(authority: Authority | None = None) -> Iterator[Web]:
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            web.requests.append(Request(self.command, self.path, dict(self.headers), body))
            status, headers, answer = web.answers.pop(0) if web.answers else (200, {}, b"{}")
            self.send_response(status)
            for name, value in {"Content-Length": str(len(answer)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(answer)
            except ConnectionError:
                self.close_connection = True

        do_GET = do_PUT = do_POST  # noqa: N815 - the library's names

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: Any) -> None:
            """A handshake that a client gives up is part of what is tested."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if authority is not None:
            server.socket = authority.context().wrap_socket(server.socket, server_side=True)
        web.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield web
        finally:
            server.shutdown()
            thread.join(5)


@dataclass
class Centre:
    """A message centre of SMPP 3.4. `statuses` are given to parts, one after another, before 0. `parts` are (sender, number, coding, class, bytes)."""

    password: str = "sesame"
    statuses: list[int] = field(default_factory=list)
    parts: list[tuple[str, str, int, int, bytes]] = field(default_factory=list)
    binds: int = 0

    def texts(self) -> list[tuple[str, str]]:
        """(number, text), parts put together by their headers."""
        found: dict[tuple[str, int], list[bytes]] = {}
        for index, (_, number, coding, kind, data) in enumerate(self.parts):
            assert coding == 8, "UCS-2"
            key = (number, data[3] if kind & 0x40 else -index)
            found.setdefault(key, []).append(data[6:] if kind & 0x40 else data)
        return [(number, b"".join(parts).decode("utf-16-be")) for (number, _), parts in found.items()]


@contextmanager
def message_centre(centre: Centre) -> Iterator[int]:
    """Gives its port."""

    class Handler(socketserver.StreamRequestHandler):
        timeout = 10

        def handle(self) -> None:
            while head := self.rfile.read(16):
                length, command, _, sequence = struct.unpack(">IIII", head)
                body = self.rfile.read(length - 16)
                status, answer = self._answer(command, body)
                self.wfile.write(struct.pack(">IIII", 16 + len(answer), command | 0x80000000, status, sequence) + answer)
                if command == 6:
                    return

        def _answer(self, command: int, body: bytes) -> tuple[int, bytes]:
            if command in (1, 2, 9):
                centre.binds += 1
                right = body.split(b"\0")[1].decode() == centre.password
                return (0, b"test\0") if right else (14, b"\0")
            if command != 4:
                return 0, b""
            status = centre.statuses.pop(0) if centre.statuses else 0
            if status == 0:
                centre.parts.append(_submitted(body))
            return status, b"id\0" if status == 0 else b""

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join(5)


def _submitted(body: bytes) -> tuple[str, str, int, int, bytes]:
    """The mandatory fields of submit_sm (SMPP 3.4, section 4.4.1)."""
    _, _, rest = body.partition(b"\0")
    sender, _, rest = rest[2:].partition(b"\0")
    number, _, rest = rest[2:].partition(b"\0")
    kind = rest[0]
    _, _, rest = rest[3:].partition(b"\0")
    _, _, rest = rest.partition(b"\0")
    coding, length = rest[2], rest[4]
    return sender.decode(), number.decode(), coding, kind, rest[5 : 5 + length]


def took(call: Callable[[], Any]) -> float:
    """Seconds."""
    began = time.monotonic()
    call()
    return time.monotonic() - began

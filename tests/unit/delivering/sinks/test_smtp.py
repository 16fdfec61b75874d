"""The sink for mail, held against the protocol."""

from __future__ import annotations

import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from reconciler.delivering.sinks import Fault, LoopbackSinks, sinks

MAIL = b"From: a@a.example\r\nX-Reconciler-Message: m17\r\nSubject: x\r\n\r\n"


@pytest.fixture(scope="module")
def room() -> Iterator[LoopbackSinks]:
    with sinks() as opened:
        yield opened


def take(room: LoopbackSinks, to: str) -> list[bytes]:
    return [one.raw for one in room.received() if one.to == to]


class Raw:
    """Bytes in, bytes out."""

    def __init__(self, room: LoopbackSinks) -> None:
        self.socket = socket.create_connection(room.smtp, timeout=5)
        self.file = self.socket.makefile("rb")
        assert self.line().startswith(b"220 ")

    def line(self) -> bytes:
        return self.file.readline()

    def say(self, data: bytes, lines: int = 1) -> list[bytes]:
        self.socket.sendall(data)
        return [self.line() for _ in range(lines)]

    def close(self) -> None:
        self.file.close()
        self.socket.close()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"one line\r\n",
        b".\r\n",
        b"..\r\n",
        b".starts with a dot\r\nand .not here\r\n.\r\n..two\r\n",
        "ё «№» ₽\r\n".encode(),
        b"x" * 998 + b"\r\n",
        b"lone \n and \r inside\r\n",
        b"no end",
    ],
    ids=repr,
)
def test_every_byte_comes_through(body: bytes, room: LoopbackSinks, request: pytest.FixtureRequest) -> None:
    to = f"b{abs(hash(body))}@x.example"
    with smtplib.SMTP(*room.smtp, local_hostname="email.sandbox.invalid", timeout=5) as client:
        client.sendmail("a@a.example", [to], MAIL + body)
    expected = MAIL + body
    assert take(room, to) == [expected if expected.endswith(b"\r\n") else expected + b"\r\n"]


def test_what_is_kept_of_a_mail(room: LoopbackSinks) -> None:
    before = time.time()
    with smtplib.SMTP(*room.smtp, local_hostname="pager.sandbox.invalid", timeout=5) as client:
        client.sendmail("a@a.example", ["one@x.example", "анна@x.example"], MAIL.decode(), mail_options=["SMTPUTF8"])
    one, two = room.received()[-2:]
    assert (one.channel, one.id, one.to, two.to) == ("pager", "m17", "one@x.example", "анна@x.example")
    assert before <= one.at <= time.time()


def test_an_id_is_one_of_the_headers_and_not_of_the_text(room: LoopbackSinks) -> None:
    with smtplib.SMTP(*room.smtp, timeout=5) as client:
        client.sendmail("a@a.example", ["no-id@x.example"], b"Subject: x\r\n\r\nX-Reconciler-Message: m18\r\n")
    assert [(got.id, got.channel) for got in room.received() if got.to == "no-id@x.example"] == [("", "email")]


def test_a_whole_conversation_at_once_and_byte_by_byte(room: LoopbackSinks) -> None:
    talk = b"EHLO email.sandbox.invalid\r\nMAIL FROM:<a@a.example> BODY=8BITMIME\r\nRCPT TO:<%s>\r\nDATA\r\n"
    with closing(Raw(room)) as raw:
        lines = raw.say(talk % b"all@x.example", 9)
        assert {b"PIPELINING", b"8BITMIME", b"SMTPUTF8"} <= {line[4:].strip() for line in lines[:6]}
        assert [line[:3] for line in lines[6:]] == [b"250", b"250", b"354"]
        ended = raw.say(b"Subject: x\r\n\r\ny\r\n.\r\nMAIL FROM:<a@a.example>\r\nRCPT TO:<next@x.example>\r\nDATA\r\nz\r\n.\r\nQUIT\r\n", 6)
        assert [line[:3] for line in ended] == [b"250", b"250", b"250", b"354", b"250", b"221"]
        assert raw.line() == b""
    with closing(Raw(room)) as raw:
        for byte in (talk % b"slow@x.example").replace(b"EHLO email.sandbox.invalid", b"HELO me") + b"..a\r\n.\r\n":
            raw.socket.sendall(bytes([byte]))
        assert [raw.line()[:3] for _ in range(5)] == [b"250", b"250", b"250", b"354", b"250"]
    assert take(room, "all@x.example") == [b"Subject: x\r\n\r\ny\r\n"]
    assert take(room, "next@x.example") == [b"z\r\n"]
    assert take(room, "slow@x.example") == [b".a\r\n"]


def test_commands_out_of_order_are_refused(room: LoopbackSinks) -> None:
    with closing(Raw(room)) as raw:
        assert [line[:3] for line in raw.say(b"RCPT TO:<a@x.example>\r\nDATA\r\nMAIL FROM:nobody\r\nEXPN x\r\n", 4)] == [b"503", b"503", b"501", b"502"]
        assert [line[:3] for line in raw.say(b"MAIL FROM:<>\r\nMAIL FROM:<>\r\nRCPT TO:<>\r\nRSET\r\nDATA\r\n", 5)] == [b"250", b"503", b"501", b"250", b"503"]


def test_what_is_too_much_ends_the_connection(room: LoopbackSinks) -> None:
    with closing(Raw(room)) as raw:
        try:
            raw.socket.sendall(b"x" * 10_000_000)
            assert raw.line() == b""
        except OSError:
            pass


def test_it_misbehaves_as_asked(room: LoopbackSinks) -> None:
    with smtplib.SMTP(*room.smtp, timeout=5) as client:
        room.set("refused@x.example", Fault(code=550, enhanced="5.1.1"))
        with pytest.raises(smtplib.SMTPDataError) as refused:
            client.sendmail("a@a.example", ["refused@x.example"], MAIL)
        assert refused.value.smtp_code == 550
        room.set("later@x.example", Fault(code=451, times=2))
        for _ in range(2):
            with pytest.raises(smtplib.SMTPDataError):
                client.sendmail("a@a.example", ["later@x.example"], MAIL)
        client.sendmail("a@a.example", ["later@x.example"], MAIL)
        room.set("lost@x.example", Fault(drop=True))
        client.sendmail("a@a.example", ["lost@x.example"], MAIL)
        room.set("paused@x.example", Fault(pause=0.3))
        began = time.monotonic()
        client.sendmail("a@a.example", ["paused@x.example"], MAIL)
        assert time.monotonic() - began >= 0.3
        room.set("refused@x.example", None)
        client.sendmail("a@a.example", ["refused@x.example"], MAIL)
    assert [len(take(room, f"{name}@x.example")) for name in ("refused", "later", "lost", "paused")] == [1, 1, 0, 1]
    room.set("silent@x.example", Fault(silent=True))
    client = smtplib.SMTP(*room.smtp, timeout=0.3)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        client.sendmail("a@a.example", ["silent@x.example"], MAIL)
    client.close()


def test_a_fault_of_everybody_yields_to_ones_own() -> None:
    with sinks() as room, smtplib.SMTP(*room.smtp, timeout=5) as client:
        room.set("", Fault(drop=True))
        room.set("kept@x.example", Fault(pause=0.01))
        client.sendmail("a@a.example", ["kept@x.example"], MAIL)
        client.sendmail("a@a.example", ["other@x.example"], MAIL)
        assert [got.to for got in room.received()] == ["kept@x.example"]


def test_sinks_end_with_their_run_and_leave_nothing() -> None:
    with sinks() as room:
        process, path = room._process, room._path
        host, port = room.smtp
        assert host == "127.0.0.1"
        assert path.exists()
    assert process.returncode == 0
    assert not path.parent.exists()
    with pytest.raises(OSError):
        socket.create_connection((host, port), timeout=1)


def test_sinks_end_with_a_process_that_is_killed(tmp_path: object) -> None:
    code = "import os, sys\nfrom reconciler.delivering.sinks import sinks\nwith sinks() as room:\n    print(room.smtp[1], room._path, flush=True)\n    sys.stdin.read()\n"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as victim:
        assert victim.stdout is not None
        port, path = victim.stdout.readline().decode().split(maxsplit=1)
        socket.create_connection(("127.0.0.1", int(port)), timeout=5).close()
        victim.kill()
    ends = time.monotonic() + 10
    while time.monotonic() < ends:
        try:
            socket.create_connection(("127.0.0.1", int(port)), timeout=1).close()
        except OSError:
            break
        time.sleep(0.05)
    else:
        pytest.fail("the sinks outlive who opened them")
    import pathlib
    import shutil

    file = pathlib.Path(path.strip())
    while file.exists() and time.monotonic() < ends:
        time.sleep(0.05)
    assert not file.exists()
    shutil.rmtree(file.parent, ignore_errors=True)

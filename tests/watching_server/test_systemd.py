"""sd_notify, against a socket that listens as systemd does."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reconciler.watching.systemd import Manager

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX") or sys.platform == "win32", reason="no such sockets here")


@pytest.fixture
def place() -> Iterator[Path]:
    # Not pytest's own directory: a socket's path has to be short.
    with tempfile.TemporaryDirectory() as directory:
        yield Path(directory) / "notify"


def bound(address: str) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listening.settimeout(5)
    listening.bind(address)
    return listening


def test_the_manager_hears_it(place: Path) -> None:
    with bound(str(place)) as listening:
        manager = Manager({"NOTIFY_SOCKET": str(place), "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(os.getpid())})
        assert manager.every == 15.0
        manager.ready()
        manager.alive()
        manager.ending()
        assert [listening.recv(100) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]


@pytest.mark.skipif(sys.platform != "linux", reason="abstract sockets are Linux's")
def test_an_abstract_socket() -> None:
    name = f"reconciler-test-{os.getpid()}"
    with bound(f"\0{name}") as listening:
        assert Manager({"NOTIFY_SOCKET": f"@{name}"}).say("READY=1")
        assert listening.recv(100) == b"READY=1"


@pytest.mark.parametrize("environ", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "vsock:2:1"}, {"NOTIFY_SOCKET": "/nowhere/at/all"}])
def test_where_nobody_listens_nothing_happens(environ: dict[str, str]) -> None:
    manager = Manager({**environ, "WATCHDOG_USEC": "x"})
    assert not manager.say("READY=1")
    assert manager.every == 0.0


def test_a_watchdog_of_another_process_is_not_ours(place: Path) -> None:
    assert Manager({"NOTIFY_SOCKET": str(place), "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}, process=2).every == 0.0


def test_a_manager_that_went_away_is_no_obstacle(place: Path) -> None:
    manager = Manager({"NOTIFY_SOCKET": str(place)})
    with bound(str(place)):
        assert manager.say("READY=1")
    assert not manager.say("WATCHDOG=1")

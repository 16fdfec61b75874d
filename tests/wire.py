"""What goes over a connection, byte by byte."""

from __future__ import annotations

import socket
from contextlib import suppress


def talk(port: int, sent: bytes, *, seconds: float = 10.0) -> bytes:
    """What comes back for these bytes from a server on this machine, as far as it comes."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection, suppress(OSError):
        connection.sendall(sent)
        while piece := connection.recv(4096):
            received += piece
    return received

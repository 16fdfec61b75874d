"""What sinks took, in a file: a line of JSON that says how long, then the bytes. One process writes it, another reads it while it grows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reconciler.model.delivery import Received


class Spool:
    """Writes. What was added can be read by anybody as soon as `add` is back."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab", buffering=0)

    def add(self, *, channel: str, id: str, to: str, at: float, raw: bytes, path: str = "", headers: Mapping[str, str] | None = None) -> None:
        head = {"channel": channel, "id": id, "to": to, "at": at, "path": path, "headers": headers or {}, "size": len(raw)}
        self._file.write(json.dumps(head).encode("ascii") + b"\n" + raw + b"\n")

    def close(self) -> None:
        self._file.close()


def read(path: Path) -> Iterator[Received]:
    """Everything that is there, whole, one after another."""
    yield from Reader(path).fresh()


class Reader:
    """Reads a spool while it grows: each thing once."""

    def __init__(self, path: Path) -> None:
        self._path, self._at = path, 0

    def fresh(self) -> Iterator[Received]:
        """What has come, whole, since it was last read."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            file.seek(self._at)
            while (line := file.readline()).endswith(b"\n"):
                head: dict[str, Any] = json.loads(line)
                raw = file.read(head["size"] + 1)
                if len(raw) != head["size"] + 1:
                    return
                self._at = file.tell()
                yield Received(head["channel"], head["id"], head["to"], head["at"], raw[:-1], head["path"], head["headers"])

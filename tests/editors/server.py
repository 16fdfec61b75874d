"""A client of the real yaml-language-server: what an editor does, without the editor."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ATTEMPTED = Path(sys.prefix) / "editors"
"""Where scripts/environment.sh installs it."""

INSTALLED = ATTEMPTED / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"

CURSOR = "█"
TIMEOUT = 60
"""Seconds for one answer. It comes in a fraction of one; this is for a machine under load."""

_CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One diagnostic of the server; line and column count from 1."""

    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing a completion offers: what is shown, what is inserted, and the text beside it."""

    label: str
    insert: str
    about: str


class LanguageServer:
    """One running server. `settings` is the section `yaml` of an editor's settings; nothing is ever fetched from anywhere."""

    def __init__(self, root: Path, settings: Mapping[str, Any] | None = None) -> None:
        self._settings = {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}, **(settings or {})}
        self._process = subprocess.Popen(["node", str(INSTALLED), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._problems: dict[str, list[Problem]] = {}
        self._count = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        folder = {"uri": root.resolve().as_uri(), "name": root.name}
        self._request("initialize", {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder], "capabilities": _CAPABILITIES})
        self._notify("initialized", {})

    def stop(self) -> None:
        """End this process, politely if it listens."""
        with suppress(OSError, queue.Empty, EOFError):
            self._request("shutdown", None, timeout=5)
            self._notify("exit", None)
            self._process.wait(5)
        self._process.kill()
        self._process.wait(10)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self._reader.join(10)

    def completions(self, file: Path, text: str) -> dict[str, Proposal]:
        """What is offered at the cursor in `text`, were it the text of `file`; by label."""
        answer = self._ask("textDocument/completion", file, text)
        items = [Proposal(item["label"], item.get("insertText", ""), _plain(item.get("documentation"))) for item in (answer or {}).get("items", ())]
        assert len({item.label for item in items}) == len(items), "something is offered twice"
        return {item.label: item for item in items}

    def hover(self, file: Path, text: str) -> str:
        """What is shown for the thing under the cursor; "" for nothing."""
        answer = self._ask("textDocument/hover", file, text)
        return _plain(answer["contents"]) if answer else ""

    def problems(self, file: Path, text: str) -> list[Problem]:
        """What is underlined in `text`, were it the text of `file`."""
        uri = self._open(file, text)
        while uri not in self._problems:
            self._take(self._next(TIMEOUT))
        self._close(uri)
        return self._problems.pop(uri)

    def _ask(self, method: str, file: Path, text: str) -> Any:
        before, _, after = text.partition(CURSOR)
        uri = self._open(file, before + after)
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        answer = self._request(method, {"textDocument": {"uri": uri}, "position": position})
        self._close(uri)
        return answer

    def _open(self, file: Path, text: str) -> str:
        # A name for each text: the server remembers a file it has seen in this version.
        self._count += 1
        uri = file.resolve().with_name(f"{self._count}-{file.name}").as_uri()
        self._notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        return uri

    def _close(self, uri: str) -> None:
        self._notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def _request(self, method: str, params: Any, timeout: float = TIMEOUT) -> Any:
        self._count += 1
        number = self._count
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._next(timeout)
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            self._take(message)

    def _notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _take(self, message: dict[str, Any]) -> None:
        """What the server says or asks by itself."""
        params = message.get("params")
        if message.get("method") == "textDocument/publishDiagnostics" and isinstance(params, dict):
            self._problems[params["uri"]] = [
                Problem(found["range"]["start"]["line"] + 1, found["range"]["start"]["character"] + 1, found["message"]) for found in params["diagnostics"]
            ]
        elif "method" in message and "id" in message:
            asked = params["items"] if message["method"] == "workspace/configuration" and isinstance(params, dict) else None
            answer = None if asked is None else [self._settings if item["section"] == "yaml" else {} for item in asked]
            self._send({"id": message["id"], "result": answer})

    def _next(self, timeout: float) -> dict[str, Any]:
        """The next message. Raises `queue.Empty` when there is none in time, `EOFError` when the server has ended."""
        message = self._messages.get(timeout=timeout)
        if message is None:
            raise EOFError
        return message

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        with suppress(OSError, ValueError):
            while line := stream.readline():
                length = 0
                while line.strip():
                    name, _, value = line.partition(b":")
                    length = int(value) if name.lower() == b"content-length" else length
                    line = stream.readline()
                self._messages.put(json.loads(stream.read(length)))
        self._messages.put(None)


def _plain(text: Any) -> str:
    """A text of the protocol, marked up or not."""
    return str(text["value"] if isinstance(text, dict) else text or "")

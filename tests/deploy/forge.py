"""The parts of the APIs of GitHub and GitLab that the pipelines use, served on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "t0ken-of-the-bot"
BOT = {"login": "github-actions[bot]", "id": 7}
STRANGER = {"login": "stranger", "id": 8}


@dataclass
class Forge:
    """One merge request, number 5, and its comments. `merged` are the commits it was merged as, `failing` how many answers are to be 503 first."""

    url: str = ""
    comments: list[dict[str, Any]] = field(default_factory=list)
    merged: set[str] = field(default_factory=set)
    failing: int = 0
    written: list[str] = field(default_factory=list)

    def comment(self, body: str, author: dict[str, Any]) -> dict[str, Any]:
        made = {"id": len(self.comments) + 100, "body": body, "user": author, "author": author}
        self.comments.append(made)
        return made

    @property
    def bodies(self) -> list[str]:
        return [one["body"] for one in self.comments if one["user"] == BOT]

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: str) -> tuple[int, Any]:
        if self.failing:
            self.failing -= 1
            return 503, {}
        if method != "GET":
            self.written.append(f"{method} {path}")
        match method, path.split("/"):
            case "GET", [*_, "user"]:
                return 200, BOT
            case "GET", [*_, "commits", commit, "pulls" | "merge_requests"]:
                here = commit in self.merged
                return 200, [{"number": 5, "iid": 5, "merged_at": "2026-11-22T12:00:00Z", "state": "merged"}] if here else []
            case "GET", [*_, "issues" | "merge_requests", "5", "comments" | "notes"]:
                start = (int(query["page"][0]) - 1) * int(query["per_page"][0])
                return 200, self.comments[start : start + int(query["per_page"][0])]
            case "POST", [*_, "issues" | "merge_requests", "5", "comments" | "notes"]:
                return 201, self.comment(body, BOT)
            case "PATCH" | "PUT", [*_, "comments" | "notes", id]:
                known = next(one for one in self.comments if str(one["id"]) == id)
                known["body"] = body
                return 200, known
            case _:
                return 404, {"message": "Not Found"}


@contextmanager
def serving() -> Iterator[Forge]:
    forge = Forge()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            address = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length))["body"] if length else ""
            known = TOKEN in (self.headers.get("Authorization", "") + self.headers.get("PRIVATE-TOKEN", ""))
            code, value = forge.answer(self.command, address.path, parse_qs(address.query), body) if known else (401, {})
            content = json.dumps(value).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = _serve  # noqa: N815 - the names that http.server calls

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    forge.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield forge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

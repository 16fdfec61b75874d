"""comment.py put FILE: writes FILE as the comment of a merge request, or updates the one that is there.
comment.py digest: prints the digest of the plan in the merge request that a commit came from; nothing where its plan had no changes.

A comment is found by its first line and its author: what anybody else writes is neither updated nor believed.

GitHub: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, PULL_REQUEST (put), GITHUB_SHA (digest), RECONCILER_COMMENT_AUTHOR (github-actions[bot]).
GitLab: CI_API_V4_URL, CI_PROJECT_ID, RECONCILER_COMMENT_TOKEN, CI_MERGE_REQUEST_IID (put), CI_COMMIT_SHA (digest).
RECONCILER_ENV as for reconciler. Needs nothing but Python. Exit codes: 75 where the forge cannot be reached, 1 for anything else.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TIMEOUT = 30
PAGE = 100
AGAIN = 75
DIGEST = re.compile(r"(?:Digest|Отпечаток): `([0-9a-f]+)`")


def fetch(url: str, data: bytes | None, headers: dict[str, str], *, method: str = "GET") -> Any:
    """The JSON of one answer. The address is the runner's own, never one that comes from the repository."""
    request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
        return json.load(answer)


class Forge:
    """What both have in common: JSON over HTTP, in pages."""

    url: str
    headers: dict[str, str]
    text = "body"

    def ask(self, path: str, *, method: str = "GET", body: str | None = None) -> Any:
        data = None if body is None else json.dumps({self.text: body}).encode()
        headers = {**self.headers, "Content-Type": "application/json"}
        return fetch(f"{self.url}/{path}", data, headers, method=method)

    def pages(self, path: str) -> Iterator[dict[str, Any]]:
        page = 1
        while found := self.ask(f"{path}?per_page={PAGE}&page={page}"):
            yield from found
            if len(found) < PAGE:
                return
            page += 1

    def merge_request(self) -> str:
        """The one this job belongs to."""
        raise NotImplementedError

    def merged(self) -> str:
        """The one this commit came from; "" where there is none."""
        raise NotImplementedError

    def comments(self, merge_request: str) -> str:
        raise NotImplementedError

    def is_ours(self, comment: dict[str, Any]) -> bool:
        raise NotImplementedError

    def update(self, merge_request: str, comment: dict[str, Any], body: str) -> None:
        raise NotImplementedError


class GitHub(Forge):
    def __init__(self) -> None:
        self.url = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}"
        self.headers = {"Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}", "Accept": "application/vnd.github+json"}
        self.author = os.environ.get("RECONCILER_COMMENT_AUTHOR") or "github-actions[bot]"

    def merge_request(self) -> str:
        return os.environ["PULL_REQUEST"]

    def merged(self) -> str:
        found = self.ask(f"commits/{os.environ['GITHUB_SHA']}/pulls")
        return next((str(one["number"]) for one in found if one["merged_at"]), "")

    def comments(self, merge_request: str) -> str:
        return f"issues/{merge_request}/comments"

    def is_ours(self, comment: dict[str, Any]) -> bool:
        return bool(comment["user"]["login"] == self.author)

    def update(self, merge_request: str, comment: dict[str, Any], body: str) -> None:  # noqa: ARG002 - GitLab needs it
        self.ask(f"issues/comments/{comment['id']}", method="PATCH", body=body)


class GitLab(Forge):
    def __init__(self) -> None:
        self.api = os.environ["CI_API_V4_URL"]
        self.url = f"{self.api}/projects/{urllib.parse.quote(os.environ['CI_PROJECT_ID'], safe='')}"
        self.headers = {"PRIVATE-TOKEN": os.environ["RECONCILER_COMMENT_TOKEN"]}
        self.me: int | None = None

    def merge_request(self) -> str:
        return os.environ["CI_MERGE_REQUEST_IID"]

    def merged(self) -> str:
        found = self.ask(f"repository/commits/{os.environ['CI_COMMIT_SHA']}/merge_requests")
        return next((str(one["iid"]) for one in found if one["state"] == "merged"), "")

    def comments(self, merge_request: str) -> str:
        return f"merge_requests/{merge_request}/notes"

    def is_ours(self, comment: dict[str, Any]) -> bool:
        if self.me is None:
            self.me = fetch(f"{self.api}/user", None, self.headers)["id"]
        return bool(comment["author"]["id"] == self.me)

    def update(self, merge_request: str, comment: dict[str, Any], body: str) -> None:
        self.ask(f"{self.comments(merge_request)}/{comment['id']}", method="PUT", body=body)


def find(forge: Forge, merge_request: str, mark: str) -> dict[str, Any] | None:
    """Our comment that begins with `mark`."""
    return next((one for one in forge.pages(forge.comments(merge_request)) if one["body"].splitlines()[:1] == [mark] and forge.is_ours(one)), None)


def put(forge: Forge, file: str) -> None:
    body = Path(file).read_text(encoding="utf-8")
    merge_request = forge.merge_request()
    known = find(forge, merge_request, body.splitlines()[0])
    if known is None:
        forge.ask(forge.comments(merge_request), method="POST", body=body)
    else:
        forge.update(merge_request, known, body)


def digest(forge: Forge) -> str:
    """Raises `SystemExit` where there is no merge request, or no plan in it: then nobody has looked at anything."""
    merge_request = forge.merged()
    if not merge_request:
        sys.exit("this commit came from no merge request, so nobody has looked at a plan")
    mark = f"<!-- {' '.join(['reconciler plan', os.environ.get('RECONCILER_ENV', '')]).strip()} -->"
    comment = find(forge, merge_request, mark)
    if comment is None:
        sys.exit(f"merge request {merge_request} has no comment of ours that begins with {mark}")
    # Above all fences, nothing that comes from files can hold a backtick.
    found = DIGEST.search(comment["body"].partition("\n```")[0])
    return found[1] if found else ""


def main(arguments: list[str]) -> None:
    forge = GitHub() if os.environ.get("GITHUB_ACTIONS") else GitLab()
    match arguments:
        case ["put", file]:
            put(forge, file)
        case ["digest"]:
            sys.stdout.write(f"{digest(forge)}\n")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except urllib.error.HTTPError as error:
        # Neither its text nor the request, which holds the token.
        sys.stderr.write(f"the forge answered {error.code} to {error.url.partition('?')[0]}\n")
        sys.exit(AGAIN if error.code in (429, 500, 502, 503, 504) else 1)
    except (urllib.error.URLError, TimeoutError):
        sys.stderr.write("the forge cannot be reached\n")
        sys.exit(AGAIN)
    except KeyError as error:
        sys.exit(f"{error.args[0]} is not set, or the forge did not say it")

"""What `sources` name, in a list of files instead of a directory: what a commit holds is never unpacked."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from reconciler.documents.discover import SUFFIXES, matches, wild
from reconciler.model.diagnostic import Diagnostic, Location, Severity


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a commit, by their paths from its root. `links` are symbolic links and where they lead, as git keeps them; they are followed inside of the commit."""

    files: frozenset[str]
    links: dict[str, str] = field(default_factory=dict)

    def real(self, path: str) -> str:
        """`path` without symbolic links; "" where it leaves the commit, leads in a circle or nowhere."""
        done = ""
        left = [part for part in path.split("/") if part not in ("", ".")]
        for _ in range(4096):
            if not left:
                return done or "."
            part, *left = left
            if part == "..":
                if not done:
                    return ""
                done = posixpath.dirname(done)
                continue
            here = posixpath.join(done, part)
            if (target := self.links.get(here)) is None:
                done = here
            elif target.startswith("/"):
                return ""
            else:
                left = [*(name for name in target.split("/") if name not in ("", ".")), *left]
        return ""


def discover_listed(patterns: Sequence[str], listing: Listing, directory: str, *, explicit: bool) -> tuple[dict[str, str], list[Diagnostic]]:
    """The files that `patterns` name, seen from `directory` ("" for the root): the shown path → the path in the commit without links; what is wrong. As `discover` does."""
    search = _Search(listing, directory, explicit=explicit)
    for pattern in patterns:
        search.add(pattern)
    unique: dict[str, str] = {}
    root = posixpath.join("/", directory)
    for shown, real in sorted((posixpath.relpath(posixpath.join(root, path), root), real) for path, real in search.found):
        unique.setdefault(real, shown)
    return {shown: real for real, shown in unique.items()}, search.diagnostics


class _Search:
    def __init__(self, listing: Listing, directory: str, *, explicit: bool) -> None:
        self._listing = listing
        self._directory = directory
        self._explicit = explicit
        self._entries = _entries((*listing.files, *listing.links))
        self.found: list[tuple[str, str]] = []
        self.diagnostics: list[Diagnostic] = []

    def add(self, pattern: str) -> None:
        pattern = pattern.replace("\\", "/")
        real = self._real(pattern)
        if real in self._entries:
            below = list(self._walk(pattern, real, ()))
            if not below:
                self._report("no-yaml-here", pattern, Severity.ERROR if self._explicit else Severity.NOTE)
            self.found += below
        elif real in self._listing.files:
            self.found.append((posixpath.normpath(pattern), real))
        elif not real and posixpath.normpath(posixpath.join(self._directory, pattern)) in self._listing.links:
            self._report("no-such-file", pattern, hint="link")
        elif wild(pattern):
            self._add_glob(pattern)
        elif self._explicit:
            self._report("no-such-file", pattern)

    def _add_glob(self, pattern: str) -> None:
        parts = [part for part in pattern.split("/") if part != "."]
        fixed = next(i for i, part in enumerate(parts) if wild(part))
        start = "/".join(parts[:fixed]) or "."
        real = self._real(start)
        below = list(self._walk(start, real, ())) if real in self._entries else []
        found = [(shown, file) for shown, file in below if matches(posixpath.relpath(shown, start).split("/"), parts[fixed:])]
        if not found and self._explicit:
            self.diagnostics.append(Diagnostic("sources-match-nothing", Severity.ERROR, {"pattern": pattern}, location=Location(pattern)))
        self.found += found

    def _walk(self, shown: str, real: str, above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """(shown path, path in the commit) of the YAML files below. `above` are the directories on the way here: coming back to one of them is a loop."""
        if real in above:
            self._report("symlink-loop", shown)
            return
        for name in sorted(self._entries[real]):
            if name.startswith("."):
                continue
            path = posixpath.normpath(posixpath.join(shown, name))
            there = self._listing.real(posixpath.join(real, name))
            if there in self._entries:
                yield from self._walk(path, there, (*above, real))
            elif there not in self._listing.files:
                # It may have led to a directory full of files: what is not there would look deleted.
                self._report("no-such-file", path, hint="link")
            elif name.lower().endswith(SUFFIXES):
                yield path, there

    def _real(self, path: str) -> str:
        return "" if path.startswith("/") else self._listing.real(posixpath.join(self._directory, path))

    def _report(self, code: str, path: str, severity: Severity = Severity.ERROR, *, hint: str = "") -> None:
        path = posixpath.normpath(path)
        self.diagnostics.append(Diagnostic(code, severity, {"path": path}, location=Location(path), hint=hint))


def _entries(paths: Collection[str]) -> dict[str, set[str]]:
    """What each directory holds, "." for the root."""
    found: dict[str, set[str]] = {".": set()}
    for path in paths:
        parts = path.split("/")
        for depth in range(len(parts), 0, -1):
            names = found.setdefault("/".join(parts[: depth - 1]) or ".", set())
            if parts[depth - 1] in names:
                break
            names.add(parts[depth - 1])
    return found

"""What people name on a command line or in `sources` → the files to read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from reconciler.model.diagnostic import Diagnostic, Location, Severity

SUFFIXES = (".yaml", ".yml")
_WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read. `path` is what people are shown, with `/`; `content` stands in for a file that is not on disk."""

    path: str
    file: Path | None
    content: bytes | None = None


def discover(patterns: Sequence[str], root: Path, *, explicit: bool) -> tuple[list[Source], list[Diagnostic]]:
    """The files that `patterns` (files, directories or globs, relative to `root`) name: sorted by path, each once.

    Directories are searched to the bottom for `*.yaml` and `*.yml`; hidden entries are skipped, symbolic links followed. A named file may have any suffix.
    With `explicit`, somebody wrote the patterns and each must match; without, what does not exist is passed over.
    """
    search = _Search(root, explicit=explicit)
    for pattern in patterns:
        search.add(pattern)
    unique: dict[str, Source] = {}
    for source in sorted(search.sources, key=lambda s: s.path):
        unique.setdefault(os.path.normcase(os.path.realpath(source.file or source.path)), source)
    return list(unique.values()), list({(d.code, d.location): d for d in search.diagnostics}.values())


class _Search:
    def __init__(self, root: Path, *, explicit: bool) -> None:
        self.root = root
        self.explicit = explicit
        self.sources: list[Source] = []
        self.diagnostics: list[Diagnostic] = []

    def add(self, pattern: str) -> None:
        path = self.root / pattern
        try:
            if path.is_dir():
                self._add_directory(path)
            elif path.exists():
                self.sources.append(Source(self._shown(path), path))
            elif path.is_symlink() and _loops(path):
                self._report("symlink-loop", path)
            elif wild(pattern):
                self._add_glob(pattern)
            elif self.explicit:
                self._report("no-such-file", path, hint="link" if path.is_symlink() else "")
        except (OSError, ValueError):  # ValueError: a NUL in the name
            self._report("unreadable-file", path)

    def _add_directory(self, directory: Path) -> None:
        found = [Source(self._shown(file), file) for file in self._walk(directory, ())]
        if not found:
            self._report("no-yaml-here", directory, Severity.ERROR if self.explicit else Severity.NOTE)
        self.sources += found

    def _add_glob(self, pattern: str) -> None:
        parts = [part for part in pattern.replace("\\", "/").split("/") if part != "."]
        fixed = next(i for i, part in enumerate(parts) if wild(part))
        start = self.root.joinpath("/".join(parts[:fixed]) or ("/" if fixed else "."))
        found: list[Source] = []
        if start.is_dir():
            found += [Source(self._shown(file), file) for file in self._walk(start, ()) if matches(file.relative_to(start).parts, parts[fixed:])]
        if not found and self.explicit:
            self.diagnostics.append(Diagnostic("sources-match-nothing", Severity.ERROR, {"pattern": pattern}, location=Location(pattern.replace("\\", "/"))))
        self.sources += found

    def _walk(self, directory: Path, above: tuple[str, ...]) -> Iterator[Path]:
        """The YAML files below, sorted. `above` are the real paths of the directories on the way here: coming back to one of them is a loop."""
        real = os.path.normcase(os.path.realpath(directory))
        if real in above:
            self._report("symlink-loop", directory)
            return
        try:
            entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
        except OSError:
            self._report("unreadable-file", directory, hint="directory")
            return
        for entry in entries:
            path = directory / entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_symlink() and _loops(path):
                self._report("symlink-loop", path)
            elif entry.is_symlink() and not path.exists():
                # It may have led to a directory full of files: what is not there would look deleted.
                self._report("no-such-file", path, hint="link")
            elif entry.is_dir():
                yield from self._walk(path, (*above, real))
            elif entry.name.lower().endswith(SUFFIXES):
                yield path

    def _report(self, code: str, path: Path, severity: Severity = Severity.ERROR, *, hint: str = "") -> None:
        shown = self._shown(path)
        self.diagnostics.append(Diagnostic(code, severity, {"path": shown}, location=Location(shown), hint=hint))

    def _shown(self, path: Path) -> str:
        """Relative to the root where that is possible (not across Windows drives), with `/`."""
        try:
            return Path(os.path.relpath(path, self.root)).as_posix()
        except ValueError:
            return path.as_posix()


def wild(pattern: str) -> bool:
    """Whether a pattern is a glob."""
    return bool(_WILD.intersection(pattern))


def _loops(link: Path) -> bool:
    """Whether following a link never arrives (`a → b → a`)."""
    try:
        link.stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether a glob names this path or a directory above it; `**` stands for any number of directories."""
    if not pattern:
        return True
    if pattern[0] == "**":
        return any(matches(parts[skip:], pattern[1:]) for skip in range(len(parts) + (len(pattern) == 1)))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and matches(parts[1:], pattern[1:])

"""Files in canonical order and style. What they mean stays: a file where that is not certain is left alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reconciler.documents.decoding import decode
from reconciler.documents.discover import Source, discover
from reconciler.documents.load import load
from reconciler.documents.parse import parse
from reconciler.documents.reading import read
from reconciler.engine.collector import paused
from reconciler.engine.open import has_project, open_for_reading, without_project_file
from reconciler.engine.read import Reading
from reconciler.model.diagnostic import Diagnostic, Location, Severity
from reconciler.model.errors import InvalidInput, Unusable
from reconciler.model.formatted import Fix, Formatted, FormattedFile, Status
from reconciler.model.limits import Limits
from reconciler.model.settings import NotificationType
from reconciler.model.values import Json
from reconciler.project import DEFAULT_SOURCES, PROJECT_FILE, Project
from reconciler.schema.files import KINDS
from reconciler.schema.marks import sensitive
from reconciler.schema.order import KeyOrder, key_order
from reconciler.settings.catalogue import CATALOGUE

if TYPE_CHECKING:
    from reconciler.engine.fix import Titles
    from reconciler.engine.validate import Stdin


def fmt(
    paths: Sequence[str] = (),
    *,
    directory: Path,
    base: Path | None = None,
    fix: bool = False,
    write: bool = True,
    difference: bool = False,
    stdin: Stdin | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Formatted:
    """Format files: those of `paths` (files, directories or patterns, relative to `base`, the current directory), or those of the project in `directory` with its project file; or a text (`stdin`), which is
    never written anywhere.

    `fix` also mends what can only mean one thing; without `write` it is only said what would be done. One file that cannot be formatted does not hold up the next.
    Raises `Unusable("nothing-to-format")` where there are neither paths nor a project.
    """
    with paused():
        formatter = _Formatter(directory, base if base is not None else Path.cwd(), fix=fix, write=write, difference=difference)
        sources = [stdin.source(formatter.limits)] if stdin is not None else formatter.sources(paths)
        files = []
        for position, source in enumerate(sources, 1):
            if progress is not None:
                progress(position, len(sources))
            files.append(formatter.format(source))
        return Formatted(tuple(files), tuple(formatter.diagnostics))


class _Formatter:
    """One run."""

    def __init__(self, directory: Path, base: Path, *, fix: bool, write: bool, difference: bool) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._directory = directory
        self._base = base
        self._fix = fix
        self._write = write
        self._difference = difference
        self._sources: list[Source] = []
        self._projects = _projects(directory)
        self.limits = self._projects[0].limits if self._projects else Limits()
        self._titles = _titles(self._own_types) if fix else None

    def sources(self, paths: Sequence[str]) -> list[Source]:
        if paths:
            self._sources, diagnostics = discover(paths, self._base, explicit=True)
            self.diagnostics += diagnostics
        elif has_project(self._directory):
            project_file = Source(PROJECT_FILE, self._directory / PROJECT_FILE)
            self._sources = [project_file, *self._declared()]
        else:
            raise Unusable("nothing-to-format", directory=self._directory.as_posix())
        return self._sources

    def _declared(self) -> list[Source]:
        """The files that the project, in any of its environments, reads."""
        named = tuple(dict.fromkeys(pattern for project in self._projects for pattern in project.sources))
        sources, diagnostics = discover(named or DEFAULT_SOURCES, self._directory, explicit=bool(named))
        self.diagnostics += diagnostics
        return without_project_file(sources, self._directory)

    def _own_types(self) -> Mapping[str, NotificationType]:
        """The notification types that the files at hand, and the project, declare."""
        from reconciler.settings.findings import Findings
        from reconciler.settings.types import types_of

        found, _ = discover(tuple(pattern for project in self._projects for pattern in project.sources or DEFAULT_SOURCES), self._directory, explicit=False)
        return types_of(Reading().documents([*self._sources, *found], limits=self.limits), (), Findings(complete=False))[0]

    def format(self, source: Source) -> FormattedFile:
        """Format one file, and write it if it changes and is to be written."""
        from reconciler.documents.scanning import UnformattableText

        content = read(source, self.limits.file_size)
        if isinstance(content, Diagnostic):
            return self._left(source, content)
        try:
            return self._format(source, content)
        except UnformattableText as reason:
            return self._left(source, Diagnostic("fmt-gave-up", location=Location(source.path, reason.line + 1), hint=reason.reason))
        except OSError:
            return self._left(source, Diagnostic("not-writable", arguments={"path": source.path}, location=Location(source.path)))

    def _left(self, source: Source, *diagnostics: Diagnostic) -> FormattedFile:
        self.diagnostics += diagnostics
        return FormattedFile(source.path, Status.LEFT)

    def _format(self, source: Source, content: bytes) -> FormattedFile:
        from reconciler.documents.edits import Form
        from reconciler.documents.format import formatted

        text, undecodable = decode(content)
        fixes: list[Fix] = []
        mended = text
        if self._titles is not None and undecodable is None:
            from reconciler.engine.fixing import fixed

            mended, fixes = fixed(text, self.limits, self._titles)
        documents = parse(mended, self.limits)
        if undecodable is not None or any(finding.severity is Severity.ERROR for one in documents for finding in one.findings):
            alone = Source(source.path, None, content)
            return self._left(source, *load([alone], sensitive=sensitive, limits=self.limits).diagnostics)
        if not any(one.data is not None and _kind_of(one.data) in KINDS for one in documents):
            if documents:
                return replace(self._left(source, Diagnostic("fmt-not-ours", Severity.NOTE, location=Location(source.path))), content=content)
            return FormattedFile(source.path, Status.UNCHANGED, content=content)
        result = formatted(mended, documents, self.limits, _keys_of)
        new = Form.of(content).encode(result)
        if new == content:
            return FormattedFile(source.path, Status.UNCHANGED, content=content)
        shown = self._shown(text, result) if self._difference else ()
        if self._write and source.file is not None and not self._put(source.file, content, new):
            return self._left(source, Diagnostic("fmt-gave-up", location=Location(source.path), hint="changed"))
        status = Status.CHANGED if self._write else Status.WOULD_CHANGE
        return FormattedFile(source.path, status, tuple(fixes), shown, new if source.file is None else None)

    def _shown(self, before: str, after: str) -> tuple[str, ...]:
        from reconciler.engine.difference import Version, difference

        return difference(*(Version(text, parse(text, self.limits)) for text in (before, after)))

    def _put(self, file: Path, before: bytes, after: bytes) -> bool:
        """Write it, unless somebody else has written meanwhile."""
        from reconciler.documents.writing import put

        if file.read_bytes() != before:
            return False
        put(file, after)
        return True


def _keys_of(said: Mapping[str, str]) -> KeyOrder | None:
    return key_order(said.get("kind", ""))


def _projects(directory: Path) -> list[Project]:
    """The project as it is without an environment, and in each; [] where there is none, or none that can be understood."""
    if not has_project(directory):
        return []
    try:
        project = open_for_reading(Reading(), directory)
        return [project, *(open_for_reading(Reading(), directory, environment) for environment in project.environments)]
    except InvalidInput:
        return []


def _titles(own: Callable[[], Mapping[str, NotificationType]]) -> Titles:
    from reconciler.engine.fix import Titles

    return Titles({type_.id: type_ for type_ in CATALOGUE}, own)


def _kind_of(data: Mapping[str, Json]) -> str:
    """The kind of a document; "" for what cannot be one."""
    kind = data.get("kind")
    return kind if isinstance(kind, str) else ""

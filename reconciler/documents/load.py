"""Files → Documents, and the way back from a `Place` to file, line and column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

from reconciler.documents.chunks import split
from reconciler.documents.comments import Remarks, may_hold_remarks, remarks
from reconciler.documents.decoding import decode
from reconciler.documents.discover import Source
from reconciler.documents.finding import Finding
from reconciler.documents.parse import Parsed, parse
from reconciler.documents.reading import read
from reconciler.model.diagnostic import Argument, Diagnostic, Location, Place, Severity
from reconciler.model.document import Document
from reconciler.model.limits import Limits
from reconciler.model.values import Json, Pointer

if TYPE_CHECKING:
    from reconciler.documents.pages import Page

Sensitive: TypeAlias = Callable[[Mapping[str, Json], Pointer], bool]
"""(a document's data, the pointer of a scalar in its text) → whether the scalar must be masked. The pointer may be one the schema does not know."""


@dataclass(frozen=True, slots=True)
class _Origin:
    """Which chunk of which file a document came from."""

    path: str
    chunk: int


@dataclass(frozen=True)
class Loaded:
    """What was read. `files` counts the files looked at, readable or not; `complete` is False when some document could not be used as a whole.

    `diagnostics` are located already, and sorted; those of later stages go through `locate`.
    """

    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
    files: int
    complete: bool
    _origins: Mapping[int, _Origin] = field(repr=False)
    _contents: Mapping[str, bytes] = field(repr=False)
    _sensitive: Sensitive = field(repr=False)

    def locate(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The diagnostics with every `Place` (their own, and those among their arguments) turned into a `Location`, sorted by path, line, column and code.

        An argument named `written` that is a `Place` becomes the source text of the scalar there, as it was typed (`0212345670`, which the data holds as a number):
        a `str`, or a `Personal` where it is sensitive, or "" where there is no scalar. Each file is gone through once.
        """
        found = list(diagnostics)
        atlas = self._atlas(place for diagnostic in found for place in _places(diagnostic))
        return sorted((self._located(diagnostic, atlas) for diagnostic in found), key=_reading_order)

    def fingerprint(self) -> bytes:
        """The same for the same files, wherever they are and in whatever order. It covers personal data: kept it must be keyed."""
        return fingerprint(sha256(content).digest() for content in self._contents.values())

    def source_text(self, place: Place) -> str | None:
        """A scalar as it is written in its file, quotes included; None where there is none. May be personal."""
        return self._atlas([place])[place.document].survey.written.get(place.pointer)

    def remarks(self, paths: Container[str] | None = None) -> list[Remarks]:
        """What comments say to the program, file by file: in these files, or in all of them. A file without such a comment costs one search."""
        asked = ((path, content) for path, content in self._contents.items() if (paths is None or path in paths) and may_hold_remarks(content))
        return [remarks(path, decode(content)[0]) for path, content in asked]

    def _atlas(self, places: Iterable[Place]) -> dict[int, Page]:
        """A page for each document that a place is in."""
        from reconciler.documents.pages import Page
        from reconciler.documents.positions import survey

        pointers: defaultdict[int, set[Pointer]] = defaultdict(set)
        for place in places:
            pointers[place.document].add(place.pointer)
        by_path: defaultdict[str, list[int]] = defaultdict(list)
        for number in pointers:
            by_path[self._origins[number].path].append(number)
        data = {document.number: document.data for document in self.documents if document.number in pointers}
        pages: dict[int, Page] = {}
        for path, numbers in by_path.items():
            chunks = split(decode(self._contents[path])[0])
            for number in numbers:
                chunk = chunks[self._origins[number].chunk]
                pages[number] = Page(path, chunk, data[number], self._sensitive, survey(chunk.text, pointers[number]))
        return pages

    def _located(self, diagnostic: Diagnostic, atlas: Mapping[int, Page]) -> Diagnostic:
        arguments: dict[str, Argument] = {}
        for name, value in diagnostic.arguments.items():
            if isinstance(value, Place):
                page = atlas[value.document]
                arguments[name] = page.written(value.pointer) if name == "written" else page.location(page.find(value))
            else:
                arguments[name] = value
        if diagnostic.place is None:
            return replace(diagnostic, arguments=arguments)
        from reconciler.documents.excerpts import shown_pointer

        page = atlas[diagnostic.place.document]
        location = replace(page.location(page.find(diagnostic.place)), keys=shown_pointer(diagnostic.place.pointer))
        return replace(diagnostic, arguments=arguments, place=None, location=location)


def fingerprint(digests: Iterable[bytes]) -> bytes:
    """The fingerprint of files with these SHA-256 digests."""
    return sha256(b"".join(sorted(digests))).digest()


def load(
    sources: Sequence[Source], *, sensitive: Sensitive, limits: Limits | None = None, first: int = 0, progress: Callable[[int, int], None] | None = None
) -> Loaded:
    """Read the files. `limits` are those of every project unless given, `first` the number of the first document; `progress` is told how many of how many files are read.

    Never raises for what is in or about a file: one broken file or document does not hide the next. A document is left out where its text cannot be read or would say
    something else than it means; entries that cannot be kept (a key that is not text, a number that is not finite) are left out of it, and reported.
    """
    limits = limits or Limits()
    documents: list[Document] = []
    diagnostics: list[Diagnostic] = []
    origins: dict[int, _Origin] = {}
    contents: dict[str, bytes] = {}
    complete = True
    for position, source in enumerate(sources, 1):
        if progress is not None:
            progress(position, len(sources))
        content = read(source, limits.file_size)
        if isinstance(content, Diagnostic):
            diagnostics.append(content)
            complete = False
            continue
        text, broken = decode(content)
        parsed = parse(text, limits) if broken is None else []
        if broken:
            diagnostics.append(_unread(source.path, broken))
            complete = False
        elif not parsed:
            hint = "comments" if text.strip() else ""
            diagnostics.append(Diagnostic("empty-file", Severity.WARNING, location=Location(source.path), hint=hint))
        for index, one in enumerate(parsed):
            if one.data is not None:
                number = first + len(documents)
                origins[number] = _Origin(source.path, index)
                documents.append(Document(number, source.path, one.data))
            if one.findings:
                diagnostics += _diagnostics(source.path, one, sensitive)
                complete = complete and not any(finding.severity is Severity.ERROR for finding in one.findings)
        contents[source.path] = content
    return Loaded(tuple(documents), tuple(sorted(diagnostics, key=_reading_order)), len(sources), complete, origins, contents, sensitive)


def _unread(path: str, finding: Finding) -> Diagnostic:
    location = Location(path, finding.spot.line + 1, finding.spot.column + 1)
    return Diagnostic(finding.code, finding.severity, finding.arguments, location=location, hint=finding.hint)


def _diagnostics(path: str, parsed: Parsed, sensitive: Sensitive) -> list[Diagnostic]:
    from reconciler.documents.pages import Page
    from reconciler.documents.positions import Survey, survey

    lines = {spot.line for finding in parsed.findings for spot in (finding.spot, finding.other) if spot}
    found = survey(parsed.chunk.text, (), lines) if parsed.data is not None else Survey()
    page = Page(path, parsed.chunk, parsed.data, sensitive, found)
    return [_diagnostic(page, finding) for finding in parsed.findings]


def _diagnostic(page: Page, finding: Finding) -> Diagnostic:
    from reconciler.documents.excerpts import shown_key

    arguments: dict[str, Argument] = dict(finding.arguments)
    for name in ("key", "name"):
        if isinstance(value := arguments.get(name), str) and finding.code != "invisible-character":
            arguments[name] = shown_key(value)
    if finding.other:
        arguments["other"] = page.location(finding.other)
    return Diagnostic(finding.code, finding.severity, arguments, location=page.location(finding.spot), hint=finding.hint)


def _places(diagnostic: Diagnostic) -> list[Place]:
    places = [value for value in diagnostic.arguments.values() if isinstance(value, Place)]
    return [*places, diagnostic.place] if diagnostic.place else places


def _reading_order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    location = diagnostic.location or Location("")
    return location.path, location.line, location.column, diagnostic.code, diagnostic.hint

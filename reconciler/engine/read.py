"""Text → what people declared: every stage that looks at files, in order, with everything they have to say in one list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reconciler.documents.comments import Remarks
from reconciler.documents.discover import Source
from reconciler.documents.load import Loaded, load
from reconciler.engine.secrets import Secrets
from reconciler.model.diagnostic import Diagnostic, Part, Place, Severity, worst
from reconciler.model.document import Document
from reconciler.model.errors import InvalidInput
from reconciler.model.limits import Limits
from reconciler.model.policy import Policy
from reconciler.schema.check import check
from reconciler.schema.marks import sensitive
from reconciler.schema.prune import original, prune
from reconciler.settings.catalogue import CATALOGUE
from reconciler.settings.resolve import Resolution, resolve


@dataclass(slots=True)
class _Batch:
    """The files of one load. `first` is the number of each file's first document; once released, `loaded` is None and a file is read again when it is asked about. `reread` are the
    files of the last `again`: what was said about them is located in the text it was said about.
    """

    numbers: range
    loaded: Loaded | None
    limits: Limits
    sources: dict[str, Source]
    first: dict[str, int]
    reread: dict[str, Loaded] = field(default_factory=dict)

    def locate(self, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        if self.loaded is not None:
            return self.loaded.locate(diagnostics)
        by_path: dict[str, list[Diagnostic]] = {}
        for diagnostic in diagnostics:
            if diagnostic.place is not None:
                by_path.setdefault(self.path(diagnostic.place.document), []).append(diagnostic)
        return [located for path, wanted in by_path.items() for located in self._again(path, wanted)]

    def again(self, numbers: Iterable[int]) -> list[Document]:
        paths = dict.fromkeys(self.path(number) for number in sorted(numbers) if number in self.numbers)
        self.reread = {path: self._load(path) for path in paths}
        return [document for loaded in self.reread.values() for document in loaded.documents]

    def remarks(self, paths: Collection[str] | None) -> list[Remarks]:
        if self.loaded is not None:
            return self.loaded.remarks(paths)
        return [remarks for path in self.first if paths is None or path in paths for remarks in self._load(path).remarks()]

    def path(self, number: int) -> str:
        return max(((first, path) for path, first in self.first.items() if first <= number), default=(0, ""))[1]

    def _again(self, path: str, wanted: list[Diagnostic]) -> list[Diagnostic]:
        loaded = self.reread.get(path) or self._load(path)
        known = {document.number for document in loaded.documents}
        # A file that has changed meanwhile may have lost the document: then its place is not said.
        return loaded.locate([diagnostic for diagnostic in wanted if diagnostic.place is not None and diagnostic.place.document in known])

    def _load(self, path: str) -> Loaded:
        return load([self.sources[path]], sensitive=sensitive, limits=self.limits, first=self.first[path])


@dataclass(slots=True)
class Reading:
    """One pass over some files, in one numbering of documents. `files` counts those of the last load, which are the project's; `broken` says that some document could not be used whole;
    `diagnostics` grow with every stage; their places are found in the text by `located`. `progress` is told how many of how many
    files are read.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: int = 0
    broken: bool = False
    progress: Callable[[int, int], None] | None = None
    _batches: list[_Batch] = field(default_factory=list)
    _pruned: dict[int, Document] = field(default_factory=dict)

    def documents(self, sources: Sequence[Source], *, limits: Limits | None = None) -> tuple[Document, ...]:
        """Load, and judge by the schemas; what the schemas object to is left out of the documents returned, so that the rest can be looked at."""
        start = max((batch.numbers.stop for batch in self._batches), default=0)
        limits = limits or Limits()
        loaded = load(sources, sensitive=sensitive, limits=limits, first=start, progress=self.progress)
        objections = check(loaded.documents)
        self.diagnostics += [*loaded.diagnostics, *objections]
        self.files = loaded.files
        self.broken = self.broken or not loaded.complete
        end = max((document.number + 1 for document in loaded.documents), default=start)
        first: dict[str, int] = {}
        for document in loaded.documents:
            first.setdefault(document.path, document.number)
        self._batches.append(_Batch(range(start, end), loaded, limits, {source.path: source for source in sources}, first))
        by_document: dict[int, list[Diagnostic]] = {}
        for objection in objections:
            if objection.place is not None:
                by_document.setdefault(objection.place.document, []).append(objection)
        self._pruned |= {document.number: prune(document, by_document[document.number]) for document in loaded.documents if document.number in by_document}
        return tuple(self._pruned.get(document.number, document) for document in loaded.documents)

    def resolution(self, documents: Sequence[Document], *, policy: Policy | None, complete: bool, secrets: Secrets | None = None) -> Resolution:
        """The settings of `documents`. Exhaust its `parts` and then `conclude` it: only then is everything found that is wrong."""
        wrong = (found.place for found in self.diagnostics if found.severity is Severity.ERROR and found.place is not None)
        return resolve(
            documents,
            catalogue=CATALOGUE,
            policy=policy,
            complete=complete,
            broken=self.broken,
            secret_tag=secrets.tag if secrets is not None else None,
            reference=secrets.value if secrets is not None else None,
            spoilt=frozenset((place.document, place.pointer[1]) for place in wrong if place.pointer[:1] == ("accounts",) and len(place.pointer) > 1),
        )

    def conclude(self, resolution: Resolution) -> None:
        """Take over what was found while resolving."""
        self.take(resolution.diagnostics)

    def take(self, found: Iterable[Diagnostic]) -> None:
        """Take over what was found in the documents without what the schemas object to, with its places in the whole ones."""
        if not self._pruned:
            self.diagnostics += found
            return
        for each in found:
            arguments = {name: self._whole(value) if isinstance(value, Place) else value for name, value in each.arguments.items()}
            self.diagnostics.append(replace(each, arguments=arguments, place=each.place and self._whole(each.place)))

    def _whole(self, place: Place) -> Place:
        pruned = self._pruned.get(place.document)
        return place if pruned is None else replace(place, pointer=original(pruned, place.pointer))

    def again(self, numbers: Iterable[int]) -> tuple[Document, ...]:
        """The documents of these numbers, read once more, with what else is in their files. What has gone or was spoilt meanwhile is left out."""
        documents = [document for batch in self._batches for document in batch.again(numbers)]
        spoilt = {objection.place.document for objection in check(documents) if objection.place is not None}
        return tuple(document for document in documents if document.number not in spoilt)

    def located(self, diagnostics: Iterable[Diagnostic] | None = None) -> list[Diagnostic]:
        """The diagnostics (all that were found, unless given) with their places in the text, sorted by place."""
        rest = self.diagnostics if diagnostics is None else list(diagnostics)
        found: list[Diagnostic] = []
        for batch in self._batches:
            here = [diagnostic for diagnostic in rest if diagnostic.place is not None and diagnostic.place.document in batch.numbers]
            found += batch.locate(here) if here else []
        found += [diagnostic for diagnostic in rest if diagnostic.place is None]
        return sorted(found, key=reading_order)

    def remarks(self, paths: Collection[str] | None = None) -> list[Remarks]:
        """What comments in these files say to the program; in all of them, unless given. After `release` they are read again."""
        return [remarks for batch in self._batches for remarks in batch.remarks(paths)]

    def demand_valid(self) -> None:
        """Raises `InvalidInput` with everything found, when anything found is an error."""
        if worst(self.diagnostics) is Severity.ERROR:
            raise InvalidInput(tuple(self.located()))

    def fingerprint(self) -> bytes:
        """The same for the same texts; to be asked before `release`. It covers personal data: kept it must be keyed."""
        return b"".join(batch.loaded.fingerprint() for batch in self._batches if batch.loaded is not None)

    def path_of(self, number: int) -> str:
        """The path of the file that a document of this number came from; "" for one that is not known."""
        return next((batch.path(number) for batch in self._batches if number in batch.numbers), "")

    @property
    def loads(self) -> int:
        """How many times files were read for it."""
        return len(self._batches)

    def continued(self, sources: Mapping[str, Source], *, without: Collection[str] = ()) -> Reading:
        """A reading that still knows the documents of this one, where they are in these `sources` (the places of files by now) and not among those `without`; what it reads is numbered on."""
        fresh = Reading(files=self.files)
        for batch in self._batches:
            first = {path: number for path, number in batch.first.items() if path in sources and path not in without}
            fresh._batches.append(_Batch(batch.numbers, None, batch.limits, {path: sources[path] for path in first}, first))
        # The last one says where to number on from, though nothing may be left of it.
        fresh._batches = [batch for batch in fresh._batches[:-1] if batch.first] + fresh._batches[-1:]
        return fresh

    def release(self) -> None:
        """Let go of everything parsed. Places can still be found: the files concerned are read again for them."""
        for batch in self._batches:
            batch.loaded = None


def place_of(document: int, address: str) -> Place:
    """Where the object of an address is declared in its document."""
    _, slash, account = address.partition("/")
    return Place(document, ("accounts", account) if slash and ":" not in address else ("id",), Part.KEY)


def reading_order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    """By path, line, column and code; what has no place first."""
    location = diagnostic.location
    return (location.path, location.line, location.column, diagnostic.code) if location is not None else ("", 0, 0, diagnostic.code)

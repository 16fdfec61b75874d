"""Files → the desired state of one backend. Nothing of the files is kept but addresses, canonical bytes and document numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reconciler.documents.discover import Source
from reconciler.engine.lint import Linting, surroundings
from reconciler.engine.open import project_sources
from reconciler.engine.outline import Outline, outline_of
from reconciler.engine.read import Reading, place_of
from reconciler.engine.secrets import Secrets
from reconciler.engine.settle import demand
from reconciler.model.address import organization_of
from reconciler.model.backend import Capabilities, Scope
from reconciler.model.diagnostic import Diagnostic, Place, Severity
from reconciler.model.errors import Unusable
from reconciler.model.moved import Moved
from reconciler.model.resource import Resource, State
from reconciler.model.scenario import Scenario
from reconciler.model.settings import NotificationType, Settings
from reconciler.planning.notes import not_held
from reconciler.project import Project
from reconciler.settings.resolve import Part, Resolution


@dataclass(frozen=True, slots=True)
class Declared:
    """What the files ask for. `diagnostics` are the notes and warnings (errors are raised), `files` how many files said it.

    `lineage` are the documents of each organization and of those it inherits from; `moves` what has another address now. `fingerprint` is that of the texts.
    `scenarios` are the test events; no plan knows of them. `texts_only`: nothing but the texts went in, no value that they only refer to. `outline` says which file speaks of whom.
    """

    state: State
    organizations: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    files: int
    reading: Reading
    types: tuple[NotificationType, ...]
    lineage: Mapping[str, tuple[int, ...]]
    moves: tuple[Moved, ...] = ()
    fingerprint: bytes = field(default=b"", repr=False)
    scenarios: tuple[Scenario, ...] = ()
    texts_only: bool = False
    outline: Outline = field(default_factory=dict)

    def places(self, addresses: Iterable[str]) -> Mapping[str, Place]:
        """Where in the documents the objects of these addresses are declared; those that are not declared are left out."""
        wanted = {address: self.state[address].document for address in addresses if address in self.state}
        return {address: place_of(document, address) for address, document in wanted.items() if document is not None}


class Compiler(Protocol):
    """What is needed of a backend to know what it would hold."""

    @property
    def capabilities(self) -> Capabilities: ...

    def compile(self, settings: Settings) -> Iterable[Resource]: ...


def declare(
    reading: Reading,
    project: Project,
    backend: Compiler,
    *,
    scope: Scope,
    secrets: Secrets | None,
    sources: Sequence[Source] | None = None,
    judged: bool = True,
) -> Declared:
    """Everything the project's files declare, resolved whole and then narrowed to `scope`, as the backend's own objects. Without `secrets` none is looked at.

    `sources` stand in for the project's files on disk. What was accepted before need not be `judged` by rules again.

    Raises `InvalidInput` with every mistake of every file when there is one: nothing may be compared, least of all deleted, by half a declaration.
    """
    documents = reading.documents(project_sources(reading, project) if sources is None else sources, limits=project.limits)
    resolution = reading.resolution(documents, policy=project.policy, complete=True, secrets=secrets)
    if judged:
        demand_whole_moves(resolution.moves, scope)
    # What a rule calls an error is one here too: nobody should be able to apply what validate refuses. The rest is validate's to say.
    linting = Linting(reading, resolution, project.lint, surroundings=surroundings(project), complete=True, least=Severity.ERROR)
    limited = judged and _limited(backend.capabilities)
    resources: list[Resource] = []
    organizations: set[str] = set()
    for part in resolution.parts():
        if judged:
            linting.look(part)
        if limited:
            reading.diagnostics += not_held(part.settings, backend.capabilities, part.documents)
        here = [organization.id for organization in part.settings.organizations]
        organizations.update(here)
        if all(map(scope.includes, here)):
            resources += (_declared(made, project.manager, part) for made in backend.compile(part.settings))
    diagnostics, fingerprint = _concluded(reading, resolution, project)
    return Declared(
        State(resources),
        frozenset(organizations),
        diagnostics,
        reading.files,
        reading,
        resolution.types,
        _lineage(resolution),
        resolution.moves,
        fingerprint,
        scenarios=resolution.scenarios,
        texts_only=secrets is not None and not secrets.used,
        outline=outline_of(documents),
    )


def _concluded(reading: Reading, resolution: Resolution, project: Project) -> tuple[tuple[Diagnostic, ...], bytes]:
    """What is left to say, and the fingerprint of the texts, of which nothing is kept then."""
    reading.conclude(resolution)
    diagnostics = demand(reading, project.lint)
    fingerprint = reading.fingerprint()
    reading.release()
    return diagnostics, fingerprint


def _declared(made: Resource, manager: str, part: Part) -> Resource:
    return Resource(made.address, made.canonical, made.manager or manager, "", part.documents.get(made.address), made.unknown)


def _lineage(resolution: Resolution) -> dict[str, tuple[int, ...]]:
    return {id: tuple(one.document.number for one in (entry, *entry.ancestors) if one.document is not None) for id, entry in resolution.entries.items()}


def _limited(capabilities: Capabilities) -> bool:
    """Whether there is anything about a recipient that the backend could not hold."""
    return bool(capabilities.channels) or not (capabilities.inapp and capabilities.several_contacts_per_channel and capabilities.quiet_hours)


def demand_whole_moves(moves: Iterable[Moved], scope: Scope) -> None:
    """Raises `Unusable` where a move leads into or out of the scope: one half of it would look like a loss, the other like somebody new."""
    for moved in moves:
        ends = [organization_of(moved.source), organization_of(moved.target)]
        if len({scope.includes(end) for end in ends}) > 1:
            raise Unusable("move-crosses-scope", source=moved.source, target=moved.target, organizations=tuple(ends))

"""What the change of a few files concerns, and what is declared now if only that is read anew.

A part is only ever taken of what was found in order as a whole. Wherever something is unusual the answer is None: then everything is read, and says so itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from reconciler.documents.discover import Source
from reconciler.documents.load import load
from reconciler.engine.connect import Connection
from reconciler.engine.declare import Declared, declare
from reconciler.engine.lint import comparing
from reconciler.engine.outline import Outline, outline_of
from reconciler.engine.pausing import pauses_of
from reconciler.engine.secrets import Secrets
from reconciler.engine.session import Session
from reconciler.engine.texts import Texts
from reconciler.model.address import organization_of
from reconciler.model.backend import Scope
from reconciler.model.errors import InvalidInput, Unusable
from reconciler.model.limits import Limits
from reconciler.model.resource import State
from reconciler.project import PROJECT_FILE
from reconciler.schema.marks import sensitive

MOST: Final = 0.5
"""The share of all files above which a part is not worth the care."""

LOADS: Final = 200
"""After so many parts everything is read once more: what is remembered of the files grows with each."""


class Known(NamedTuple):
    """What was declared by some texts, under an installation key."""

    texts: Texts
    key: bytes
    declared: Declared


class Part(NamedTuple):
    """The `organizations` that the `changed` files concern, and the `sources` that have to be read to know them: what they inherit from, and the types."""

    organizations: frozenset[str]
    sources: Sequence[Source]
    changed: frozenset[str]


def session_of_part(connection: Connection, known: Known, texts: Texts) -> tuple[Session, Known] | None:
    """A session of what has changed since what is `known` was found to be live, and what is known with it; None where everything has to be looked at. Raises what asking the ledger raises."""
    project = connection.project
    if comparing(project.lint) or connection.ledger.key() != known.key or (part := part_of(known, texts, project.limits)) is None:
        return None
    reading = known.declared.reading.continued(texts.sources, without=part.changed)
    secrets, scope = Secrets(known.key, project.directory, project.policy), Scope(part.organizations)
    try:
        declared = declare(reading, project, connection.backend, scope=scope, secrets=secrets, sources=part.sources)
    except (InvalidInput, Unusable):
        return None
    whole = merged(known.declared, part, declared, texts)
    if not whole.organizations:
        # That nobody is declared any more, no part can tell from one organization less.
        return None
    session = Session(
        connection,
        replace(declared, fingerprint=whole.fingerprint, files=whole.files),
        scope,
        known.key,
        installed=True,
        pauses=pauses_of(connection),
        part=True,
    )
    return session, Known(texts, known.key, whole)


def part_of(known: Known, texts: Texts, limits: Limits) -> Part | None:
    """What has to be looked at for the texts of now, where those that are `known` are in force; None for everything."""
    changed = texts.changed_since(known.texts)
    before = known.declared.outline
    if not (texts.whole and known.texts.whole) or PROJECT_FILE in changed or len(changed) > MOST * len(texts.sources) or known.declared.reading.loads > LOADS:
        return None
    loaded = load([texts.sources[path] for path in sorted(changed) if path in texts.sources], sensitive=sensitive, limits=limits)
    if not loaded.complete:
        return None
    after = {path: said for path, said in before.items() if path not in changed} | dict(outline_of(loaded.documents))
    touched = [outline[path] for outline in (before, after) for path in changed if path in outline]
    if any(said.types or said.others for said in touched):
        return None
    named = {id for said in touched for id in said.organizations}
    concerned = _with_heirs(named, (before, after))
    if _moves(known.declared, concerned, changed):
        return None
    paths = _needed(concerned, after) | changed & texts.sources.keys()
    if not concerned or len(paths) > MOST * len(texts.sources):
        return None
    return Part(frozenset(concerned), [texts.sources[path] for path in sorted(paths)], changed)


def _with_heirs(named: set[str], outlines: Iterable[Outline]) -> set[str]:
    """These organizations, and all that inherit from them, now or before."""
    children: defaultdict[str, set[str]] = defaultdict(set)
    for outline in outlines:
        for said in outline.values():
            for child, parent in said.parents.items():
                children[parent].add(child)
    found, todo = set(named), list(named)
    while todo:
        more = children.get(todo.pop(), set()) - found
        found |= more
        todo += more
    return found


def _moves(declared: Declared, organizations: set[str], changed: frozenset[str]) -> bool:
    """Whether a move is written in one of these files, or leads from or to one of these organizations."""
    return any(
        organizations.intersection((organization_of(moved.source), organization_of(moved.target))) or declared.reading.path_of(moved.place.document) in changed
        for moved in declared.moves
    )


def _needed(organizations: set[str], outline: Outline) -> set[str]:
    """The files that say what these organizations are: their own, those of whom they inherit from, those with types, scenarios that name their people, and what these in turn need to be
    valid by themselves.
    """
    where: defaultdict[str, list[str]] = defaultdict(list)
    parents: dict[str, str] = {}
    for path, said in outline.items():
        parents |= said.parents
        for id in said.organizations:
            where[id].append(path)
    paths = {path for path, said in outline.items() if said.types or not organizations.isdisjoint(said.named)}
    todo = [*organizations, *(id for path in paths for id in (*outline[path].organizations, *outline[path].named))]
    seen = set(todo)
    while todo:
        id = todo.pop()
        fresh = [path for path in where.get(id, ()) if path not in paths]
        paths.update(fresh)
        more = {other for path in fresh for other in outline[path].organizations | outline[path].named} | ({parents[id]} if id in parents else set())
        todo += more - seen
        seen |= more
    return paths


def merged(known: Declared, part: Part, declared: Declared, texts: Texts) -> Declared:
    """Everything that is declared, by what is `known` and what was `declared` of a part since."""
    read = {source.path for source in part.sources} | part.changed
    kept = (one for address, one in known.state.items() if organization_of(address) not in part.organizations and address not in declared.state)
    ways = {(moved.source, moved.target) for moved in known.moves}
    return replace(
        known,
        state=State((*kept, *declared.state.values())),
        organizations=known.organizations - part.organizations | declared.organizations,
        diagnostics=(*(one for one in known.diagnostics if one.location is None or one.location.path not in read), *declared.diagnostics),
        files=len(texts.sources) - 1,
        reading=declared.reading,
        lineage={id: numbers for id, numbers in known.lineage.items() if id not in part.organizations} | dict(declared.lineage),
        moves=(*known.moves, *(moved for moved in declared.moves if (moved.source, moved.target) not in ways)),
        fingerprint=texts.fingerprint(),
        texts_only=known.texts_only and declared.texts_only,
        outline={path: said for path, said in known.outline.items() if path not in read} | dict(declared.outline),
    )

"""What somebody who looks into a problem needs to know, collected from everywhere; what cannot be collected is there as its fault."""

from __future__ import annotations

import platform
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Final, TypeVar

from reconciler.documents.discover import Source, discover
from reconciler.documents.excerpts import shown_key
from reconciler.documents.load import load
from reconciler.engine.doctor.case import Case
from reconciler.engine.doctor.examine import Examined, examine
from reconciler.engine.doctor.installation import DISTRIBUTION
from reconciler.engine.doctor.trace import Traced, trace
from reconciler.engine.doctor.world import Blocked, Surroundings, World
from reconciler.engine.formerly import last_commit
from reconciler.engine.history import Told, ToldDeliveries, deliveries
from reconciler.engine.identity import owner
from reconciler.engine.open import project_sources
from reconciler.engine.plan import Planned, plan
from reconciler.engine.read import Reading
from reconciler.engine.review.look import Review, review
from reconciler.model.errors import ReconcilerError
from reconciler.model.ledger import Holder
from reconciler.model.limits import Limits
from reconciler.model.personal import DOTS, mask
from reconciler.model.values import Json, Pointer
from reconciler.project import DEFAULT_SOURCES, PROJECT_FILE
from reconciler.schema.files import KINDS
from reconciler.schema.marks import sensitive

T = TypeVar("T")

_NAME: Final = re.compile(r"^[A-Za-z0-9._-]+")
"""The name at the beginning of a requirement."""

ENTRIES: Final = 50
"""Entries of the history that are told."""
_LOOKED_THROUGH: Final = 1000

VARIABLES: Final = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "NO_COLOR", "PYTHONIOENCODING", "PYTHONPATH", "PYTHONUTF8", "RECONCILER_ENV", "RECONCILER_LANG", "TZ")
"""Variables that change what we do. Whether they are set is told, their values are not."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything, or why it is not there. `project` is None where the project file cannot be read as a whole; `holder` is None where nobody holds the lock, `traced` where
    nobody asked about a recipient."""

    examined: Examined
    versions: Mapping[str, Json]
    planned: Planned | ReconcilerError
    review: Review | ReconcilerError
    traced: Traced | ReconcilerError | None
    told: Told | ReconcilerError
    deliveries: ToldDeliveries | ReconcilerError
    holder: Holder | ReconcilerError | None
    project: Json
    files: Sequence[Mapping[str, Json]] | ReconcilerError


def gather(directory: Path, *, environment: str | None, around: Surroundings, case: Case | None = None) -> Gathered:
    """Look, and write nothing. `case` is a recipient that something does not reach. Raises nothing that could be put into words instead."""
    examined = examine(directory, environment=environment, around=around)
    world = examined.world
    return Gathered(
        examined=examined,
        versions=_versions(around),
        planned=tried(lambda: _plan(world)),
        review=tried(lambda: _review(world)),
        traced=None if case is None else tried(lambda: _trace(world, case)),
        told=tried(lambda: _history(world)),
        deliveries=tried(lambda: _deliveries(world)),
        holder=tried(lambda: world.live().ledger.holder(owner())),
        project=_project(directory),
        files=tried(lambda: _files(world)),
    )


def tried(make: Callable[[], T]) -> T | ReconcilerError:
    """What `make` gives, or its fault as a value; what nobody expected is named by its kind alone, since its words may quote data."""
    try:
        return make()
    except Blocked as blocked:
        return blocked.fault or ReconcilerError("check-failed", error=blocked.check, options="")
    except ReconcilerError as error:
        return error
    except Exception as error:  # noqa: BLE001 - one part that fails must not take the others along
        return ReconcilerError("check-failed", error=type(error).__name__, options="")


def _plan(world: World) -> Planned:
    # A database that has just been found not to answer need not be waited for again.
    world.live()
    return plan(world.directory, environment=world.environment)


def _review(world: World) -> Review:
    world.live()
    return review(world.directory, environment=world.environment, now=datetime.now(UTC))


def _trace(world: World, case: Case) -> Traced:
    world.live()
    return trace(world.directory, case, environment=world.environment)


def _history(world: World) -> Told:
    target = world.live().target
    mine = world.live().ledger.history(_LOOKED_THROUGH, of=(target.manager, target.environment))
    before = last_commit(mine[ENTRIES:], manager=target.manager, environment=target.environment)
    return Told(target, tuple(mine[:ENTRIES]), before)


def _deliveries(world: World) -> ToldDeliveries:
    world.live()
    return deliveries(world.directory, environment=world.environment, limit=ENTRIES)


def _versions(around: Surroundings) -> Mapping[str, Json]:
    from reconciler import __version__

    installed = next(iter(metadata.distributions(name=DISTRIBUTION, path=list(around.paths))), None)
    names = {name for requirement in (installed.requires if installed else None) or () for name in _NAME.findall(requirement)}
    libraries = {name: _version(name) for name in sorted(names)}
    return {
        "reconciler": __version__,
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "platform": platform.platform(),
        "machine": platform.machine(),
        "sqlite": sqlite3.sqlite_version,
        "encodings": {"output": around.encoding, "files": sys.getfilesystemencoding()},
        "libraries": libraries,
        "variables": [name for name in VARIABLES if name in around.environ],
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _project(directory: Path) -> Json:
    """The project file as data, with everything masked that may be a secret or personal. Made of data and not of lines: comments, anchors and tags are not in it."""
    file = directory / PROJECT_FILE
    if not file.is_file():
        return None
    loaded = load([Source(PROJECT_FILE, file)], sensitive=sensitive)
    if not loaded.complete or len(loaded.documents) != 1 or loaded.documents[0].kind != "Project":
        return None
    data = loaded.documents[0].data
    return _masked(data, data, ())


def _masked(data: Mapping[str, Json], value: Json, pointer: Pointer) -> Json:
    if isinstance(value, Mapping):
        return {shown_key(key): _masked(data, part, (*pointer, key)) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(data, part, (*pointer, position)) for position, part in enumerate(value)]
    if not sensitive(data, pointer):
        return value
    return mask(value) if isinstance(value, str) and "://" in value else DOTS


def _files(world: World) -> Sequence[Mapping[str, Json]]:
    """Each file with its size, and how many documents of which kind and how many accounts it declares."""
    try:
        project = world.chosen()
        sources, limits = project_sources(Reading(), project), project.limits
    except (ReconcilerError, Blocked):
        (sources, _), limits = discover(DEFAULT_SOURCES, world.directory, explicit=False), Limits()
    return [_file(source, limits) for source in sources]


def _file(source: Source, limits: Limits) -> Mapping[str, Json]:
    try:
        size = source.file.stat().st_size if source.file is not None else 0
    except OSError:
        size = -1
    documents = load([source], sensitive=sensitive, limits=limits).documents
    kinds = Counter(one.kind if one.kind in KINDS else "?" for one in documents)
    accounts = sum(len(found) for one in documents if isinstance(found := one.data.get("accounts"), Mapping))
    return {"path": source.path, "bytes": size, "documents": dict(sorted(kinds.items())), "accounts": accounts}

"""The data of a project file, and the name of an environment → `Project`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reconciler.model.diagnostic import Place
from reconciler.model.errors import Unusable
from reconciler.model.limits import Limits
from reconciler.model.notice import Watch
from reconciler.model.plan import Guards
from reconciler.model.policy import Policy
from reconciler.model.values import Json, Pointer

if TYPE_CHECKING:
    from reconciler.project.file import ProjectFile

DEFAULT_SOURCES = ("organizations", "types", "scenarios")
"""Where files are looked for when the project names no `sources`: those of them that exist."""


PROJECT_DOCUMENT = 0
"""The project file is read before anything it names, so its document has the first number."""

_POLICY: Final[Mapping[str, tuple[str, ...]]] = {
    "forced": ("policy", "forced"),
    "forbidden": ("policy", "forbidden"),
    "channels": ("policy", "channels"),
    "confirm": ("confirmation", "channels"),
}
"""The names in a `Policy` that must exist, and their place in the file."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it is for one environment.

    `directory` is where the project file is, and what its relative paths start from. `environment` is "" where there are none, or none was chosen.
    `sources` is () where the project names none (`DEFAULT_SOURCES` hold then). `ledger` holds the options of a ledger of its own, None where it lives
    in the backend. `backend_options` (without `type`), `ledger` and `transports` still contain references to secrets. `retention_removed`, `retention_deliveries` and
    `confirmation_lifetime` are in days; `confirmation_send` is `manual` or `apply`. `safelist` says whom live tests may reach (accounts, or patterns of addresses), `link_hosts` where links of events may lead to (empty: anywhere). `lint` holds what is said of lint rules by id: `severity`, and the rule's options.
    `live` says that real people may be written to: in the environment, or in any where none was chosen, the backend is neither in memory nor a SQLite file, and
    `recipients` are not limited.
    """

    manager: str
    directory: Path
    id: str = ""
    environment: str = ""
    environments: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    backend_type: str = ""
    backend_options: Mapping[str, Json] = field(default_factory=dict)
    ledger: Mapping[str, Json] | None = None
    transports: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    guards: Guards = field(default_factory=Guards)
    confirmation_url: str = ""
    confirmation_send: str = "manual"
    confirmation_lifetime: int = 7
    retention_removed: int = 30
    retention_deliveries: int = 90
    limits: Limits = field(default_factory=Limits)
    safelist: tuple[str, ...] = ()
    link_hosts: tuple[str, ...] = ()
    lint: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    live: bool = False
    watch: Watch = field(default_factory=Watch)


def load_project(data: Mapping[str, Json], *, directory: Path, environment: str | None, connecting: bool = True) -> Project:
    """The project that `data`, a document the schema accepts, describes for an environment.

    `environment` None means that nobody chose one: a verb that connects cannot go on then where the project has any; one that does not
    (`connecting=False`) gets the project without an overlay. Raises `Unusable`: `environment-required`, `unknown-environment`, `backend-missing`.
    """
    overlays = data.get("environments")
    overlays = overlays if isinstance(overlays, Mapping) else {}
    name = _chosen(environment, tuple(overlays), connecting=connecting)
    overlay = overlays.get(name)
    base = {key: value for key, value in data.items() if key != "environments"}
    variants = {known: _overlay(base, said) for known, said in overlays.items() if isinstance(said, Mapping)}
    merged = variants.get(name, base)

    from reconciler.project.file import ProjectFile, in_days
    from reconciler.project.watch import watch_of

    file = ProjectFile.model_validate(merged)
    backend = _options(merged.get("backend"))
    if connecting and "type" not in backend:
        raise Unusable("backend-missing", environment=name, hint="environment" if name else "")
    return Project(
        manager=file.manager,
        directory=directory,
        id=file.id or "",
        environment=name,
        environments=tuple(overlays),
        sources=file.sources,
        backend_type=str(backend.get("type", "")),
        backend_options={key: value for key, value in backend.items() if key != "type"},
        ledger=None if file.ledger == "backend" else _options(merged.get("ledger")),
        transports={key: _options(value) for key, value in _options(merged.get("transports")).items()},
        policy=_policy(file, name, overlay if isinstance(overlay, Mapping) else {}),
        guards=_guards(file),
        confirmation_url=file.confirmation.url or "",
        confirmation_send=file.confirmation.send,
        confirmation_lifetime=in_days(file.confirmation.lifetime),
        retention_removed=in_days(file.retention.removed),
        retention_deliveries=in_days(file.retention.deliveries),
        limits=_limits(file),
        safelist=file.testing.safelist,
        link_hosts=file.testing.link_hosts,
        watch=watch_of(file.watch),
        live=any(map(_is_live, [merged] if name or not variants else variants.values())),
        lint={rule: said if isinstance(said, Mapping) else {"severity": said} for rule, said in file.lint.items()},
    )


def _chosen(environment: str | None, known: tuple[str, ...], *, connecting: bool) -> str:
    if environment is None:
        if known and connecting:
            raise Unusable("environment-required", environments=known)
        return ""
    if environment in known:
        return environment
    if not known:
        raise Unusable("unknown-environment", environment=environment, environments=(), hint="none")
    similar = get_close_matches(environment, known, n=1)
    if similar:
        raise Unusable("unknown-environment", environment=environment, environments=known, suggestion=similar[0], hint="similar")
    raise Unusable("unknown-environment", environment=environment, environments=known)


def _overlay(base: Mapping[str, Json], overlay: Mapping[str, Json]) -> Mapping[str, Json]:
    """`base` under `overlay`: maps key by key, anything else replaced. A reference to a secret is a value, not a map to be merged."""
    merged = dict(base)
    for key, value in overlay.items():
        before = base.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping) and not (_is_reference(before) or _is_reference(value)):
            merged[key] = _overlay(before, value)
        else:
            merged[key] = value
    return merged


def _is_reference(value: Json) -> bool:
    return isinstance(value, Mapping) and len(value) == 1 and ("env" in value or "file" in value) and isinstance(next(iter(value.values())), str)


def _options(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}


def _is_live(project: Mapping[str, Json]) -> bool:
    backend = _options(project.get("backend"))
    url = backend.get("url")
    local = backend.get("type") == "memory" or (isinstance(url, str) and url.startswith("sqlite:"))
    return not local and "recipients" not in project


def _policy(file: ProjectFile, environment: str, overlay: Mapping[str, Json]) -> Policy:
    """The clamps, and where each is written."""
    policy = Policy(
        forced=file.policy.forced,
        forbidden=file.policy.forbidden,
        channels=file.policy.channels,
        webhook_hosts=file.policy.webhook_hosts,
        recipients=None if file.recipients is None else file.recipients.allow,
        own_channels=file.channels,
        confirm=file.confirmation.channels,
        secret_names=file.secrets.env,
        secret_files=file.secrets.files,
    )
    written = {name: _written_at(pointer, environment, overlay) for name, pointer in _POLICY.items() if getattr(policy, name)}
    return replace(policy, origin={name: Place(PROJECT_DOCUMENT, pointer) for name, pointer in written.items()})


def _written_at(pointer: tuple[str, ...], environment: str, overlay: Mapping[str, Json]) -> Pointer:
    """Where a value stands in the project file: in the environment if that says it, else at the top."""
    value: Json = overlay
    for name in pointer:
        if not isinstance(value, Mapping) or name not in value:
            return pointer
        value = value[name]
    return ("environments", environment, *pointer)


def _limits(file: ProjectFile) -> Limits:
    said = file.limits
    return Limits(_bytes(said.max_file_size), said.max_depth, _bytes(said.max_expansion), said.max_documents)


def _bytes(size: str) -> int:
    """`512KiB` as a number."""
    return int(size[:-3]) << (10 if size.endswith("KiB") else 20)


def _guards(file: ProjectFile) -> Guards:
    loss, readdress = file.safety.loss, file.safety.readdress
    return Guards(loss_people=loss.people, loss_ratio=loss.share, readdress_people=readdress.people, readdress_ratio=readdress.share)

"""The project's files, as far as they can be judged without connecting to anything."""

from __future__ import annotations

from reconciler.engine.doctor.world import Blocked, World
from reconciler.engine.open import has_project, project_sources
from reconciler.engine.read import Reading
from reconciler.engine.secrets import Secrets
from reconciler.engine.validate import validate
from reconciler.model.diagnostic import Severity
from reconciler.model.errors import InvalidInput
from reconciler.model.health import Finding, Level, skipped, well
from reconciler.project import Project
from reconciler.project.references import unset_references


def project(world: World) -> Finding:
    try:
        found = world.file()
    except InvalidInput as error:
        return Finding("project-file-invalid", arguments={"count": len(error.diagnostics)})
    return well("project", manager=found.manager)


def environment(world: World) -> Finding:
    """Which one was asked for. That one is missing is no mistake: some checks need none."""
    known = world.need("project", world.file).environments
    chosen = world.chosen()
    if chosen.environment:
        return well("environment", environment=chosen.environment)
    if known:
        return skipped("environment-open", environments=known, environment=known[0])
    return well("no-environments")


def sources(world: World) -> Finding:
    """Whether everything that the project names is there."""
    reading = Reading()
    found = project_sources(reading, world.need("environment", world.chosen))
    wrong = next((diagnostic for diagnostic in reading.diagnostics if diagnostic.severity is Severity.ERROR), None)
    if wrong is not None:
        return Finding(wrong.code, arguments=wrong.arguments, hint=wrong.hint)
    return well("sources", count=len(found))


def files(world: World) -> Finding:
    """What `validate` would say, as numbers."""
    if not has_project(world.directory):
        raise Blocked("project")
    found = validate(directory=world.directory)
    errors, warnings = (sum(one.severity is severity for one in found.diagnostics) for severity in (Severity.ERROR, Severity.WARNING))
    if errors:
        return Finding("files-invalid", arguments={"count": errors, "files": found.files})
    return well("files-warned" if warnings else "files", files=found.files, count=warnings)


def references(world: World) -> Finding:
    """Whether what the project and its files refer to is set. Names are told, values never."""
    chosen = world.need("environment", world.chosen)
    if chosen.environments and not chosen.environment:
        raise Blocked("environment")
    environ = world.around.environ
    stores = [dict(chosen.backend_options), dict(chosen.ledger or {})]
    if unset := unset_references(stores, directory=chosen.directory, environ=environ):
        return Finding("references-unset", arguments={"names": tuple(sorted(unset)), "name": min(unset)})
    others = unset_references([dict(transport) for transport in chosen.transports.values()], directory=chosen.directory, environ=environ)
    others |= _unset_in_files(world, chosen)
    if others:
        return Finding("secrets-unset", Level.WARNING, {"names": tuple(sorted(others)), "name": min(others)})
    return well("references")


def _unset_in_files(world: World, chosen: Project) -> set[str]:
    """What the files refer to and is not set. Where they may refer to nothing they need not be read."""
    if not (chosen.policy.secret_names or chosen.policy.secret_files):
        return set()
    secrets = Secrets(b"\0", chosen.directory, chosen.policy, world.around.environ)
    reading = Reading()
    documents = reading.documents(project_sources(reading, chosen), limits=chosen.limits)
    for _ in reading.resolution(documents, policy=chosen.policy, complete=True, secrets=secrets).parts():
        pass
    return secrets.missing

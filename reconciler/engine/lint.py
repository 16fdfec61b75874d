"""The rules, run over settings while they are resolved."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.engine.read import Reading
from reconciler.linting import RULES
from reconciler.linting.linter import Configuration, Linter, severity_of
from reconciler.linting.subject import Subject, Surroundings, Written
from reconciler.model.diagnostic import Diagnostic, Place, Severity
from reconciler.model.settings import Organization
from reconciler.project import Project
from reconciler.settings.index import Entry
from reconciler.settings.resolve import Part, Resolution


def surroundings(project: Project | None) -> Surroundings:
    """What rules are told of a project; nothing where there is none."""
    if project is None:
        return Surroundings()
    policy = project.policy
    return Surroundings(project.live, frozenset(policy.forced), frozenset(policy.channels), narrowed=policy.recipients is not None)


def comparing(configuration: Configuration) -> bool:
    """Whether a rule that holds organizations against each other is an error here: then none can be judged alone."""
    return any(rule.compares and severity_of(rule.id, rule.severity, configuration) is Severity.ERROR for rule in RULES)


class Linting:
    """One run of the rules beside one resolution. `complete`: everything that belongs to the declaration was named.

    `whole` says that rules about what is missing can be asked, as far as no error is in their way.
    """

    def __init__(
        self,
        reading: Reading,
        resolution: Resolution,
        configuration: Configuration,
        *,
        surroundings: Surroundings,
        complete: bool,
        least: Severity = Severity.NOTE,
    ) -> None:
        self._reading = reading
        self._resolution = resolution
        self._linter = Linter(RULES, configuration, least=least)
        self._surroundings = surroundings
        self._types = {type_.id: type_ for type_ in resolution.types}
        self.whole = complete and not reading.broken and not surroundings.narrowed
        self._errors = _Errors(resolution, complete=self.whole)
        self._errors.take(reading.diagnostics)
        self._taken = 0

    def look(self, part: Part) -> None:
        """Add what the rules find in the organizations of a part to the reading's diagnostics."""
        fresh = self._resolution.diagnostics[self._taken :]
        self._taken += len(fresh)
        self._errors.take(fresh)
        for organization in part.settings.organizations:
            self._reading.take(self._linter.look(self._subject(organization)))

    def _subject(self, organization: Organization) -> Subject:
        entry = self._resolution.entries[organization.id]
        assert entry.document is not None  # noqa: S101 - what is only referred to has no part
        accounts = {f"{entry.id}/{id}": Written(document.number, ("accounts", id), data) for id, (document, data) in entry.accounts.items()}
        return Subject(
            organization,
            Written(entry.document.number, (), entry.data),
            accounts,
            self._types,
            self._surroundings,
            whole=self._errors.whole(entry),
            spoilt=self._errors.accounts(entry),
        )


class _Errors:
    """Where something could not be used: in an account, elsewhere in an organization, or somewhere that may concern everybody."""

    def __init__(self, resolution: Resolution, *, complete: bool) -> None:
        self._owners = dict(_owners(resolution))
        self._complete = complete
        self._organizations: set[str] = set()
        self._accounts: dict[str, set[str]] = {}

    def take(self, diagnostics: list[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            if diagnostic.severity is Severity.ERROR:
                self._take(diagnostic.place)

    def _take(self, place: Place | None) -> None:
        owner = self._owners.get(place.document) if place is not None else None
        if place is None or owner is None:
            self._complete = False
        elif place.pointer[:1] == ("accounts",) and len(place.pointer) > 1:
            self._accounts.setdefault(owner, set()).add(f"{owner}/{place.pointer[1]}")
        else:
            self._organizations.add(owner)

    def whole(self, entry: Entry) -> bool:
        return self._complete and not (self._organizations and self._organizations.intersection(one.id for one in (entry, *entry.ancestors)))

    def accounts(self, entry: Entry) -> frozenset[str]:
        return frozenset(self._accounts.get(entry.id, ()))


def _owners(resolution: Resolution) -> Iterator[tuple[int, str]]:
    """The documents of each organization, by number."""
    for entry in resolution.entries.values():
        if entry.document is not None:
            yield entry.document.number, entry.id
        for document, _ in entry.accounts.values():
            yield document.number, entry.id

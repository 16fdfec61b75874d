"""The arrow Documents → Settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reconciler.model.diagnostic import Diagnostic
from reconciler.model.document import Document
from reconciler.model.moved import Moved
from reconciler.model.policy import Policy
from reconciler.model.scenario import Scenario
from reconciler.model.settings import NotificationType, Organization, Settings
from reconciler.settings.clauses import check_policy
from reconciler.settings.findings import Findings, at
from reconciler.settings.ground import Ground
from reconciler.settings.index import Entry, index
from reconciler.settings.moves import moves_of
from reconciler.settings.organization import OrganizationResolver
from reconciler.settings.references import References, SecretLookup
from reconciler.settings.scenarios import scenarios_of
from reconciler.settings.types import check_types, types_of


@dataclass(frozen=True, slots=True)
class Part:
    """The settings of one organization (or, in the first part, all types), and which document declares each address."""

    settings: Settings
    documents: Mapping[str, int] = field(default_factory=dict)


class Resolution:
    """Settings in the making: one organization at a time, so that a large declaration is never held whole.

    `diagnostics` are complete once `parts()` is exhausted.
    """

    def __init__(
        self,
        types: Mapping[str, NotificationType],
        declared_types: Mapping[str, int],
        entries: Mapping[str, Entry],
        ground: Ground,
        moves: tuple[Moved, ...] = (),
        scenarios: tuple[Scenario, ...] = (),
    ) -> None:
        self.types = tuple(types.values())  # in the order of listings: the catalogue's, then as declared
        self.entries = entries
        self.moves = moves
        self.scenarios = scenarios
        self._declared_types = declared_types
        self._ground = ground

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return self._ground.findings.diagnostics

    def parts(self) -> Iterator[Part]:
        """First all types, then the organizations by id."""
        yield Part(Settings(types=self._sorted_types()), self._declared_types)
        for entry in self.entries.values():
            organization = OrganizationResolver(self._ground, entry).resolve()
            if entry.document is not None:
                yield Part(Settings(organizations=(organization,)), _documents(entry, entry.document, organization))

    def settings(self) -> Settings:
        """Everything at once: for small worlds and tests."""
        parts = list(self.parts())
        return Settings(self._sorted_types(), tuple(organization for part in parts for organization in part.settings.organizations))

    def _sorted_types(self) -> tuple[NotificationType, ...]:
        return tuple(sorted(self.types, key=lambda type_: type_.id))


def _documents(entry: Entry, document: Document, organization: Organization) -> dict[str, int]:
    documents = {f"{entry.id}/{id}": declared.number for id, (declared, _) in entry.accounts.items()}
    documents[organization.id] = document.number
    return documents


def resolve(
    documents: Sequence[Document],
    *,
    catalogue: tuple[NotificationType, ...],
    policy: Policy | None = None,
    complete: bool = True,
    broken: bool = False,
    secret_tag: SecretLookup | None = None,
    reference: SecretLookup | None = None,
    spoilt: frozenset[tuple[int, str | int]] = frozenset(),
) -> Resolution:
    """What the documents declare.

    `policy` None: no project is known, so its channels and allowances cannot be judged. `complete` False: not everything is loaded, so a reference that leads nowhere is a
    note. `broken`: some of what should be loaded could not be read, which makes it a note too unless it looks like a slip. `secret_tag` gives the keyed tag of a secret, `reference` the value of a personal field written as a reference; without them nothing secret is looked at.
    `spoilt` are accounts, by document and id, of which something was left out before because it is wrong.
    """
    findings = Findings(complete=complete, broken=broken)
    types, declared_types = types_of(documents, catalogue, findings)
    ground = Ground(types, policy, findings, References(findings, policy, tag=secret_tag, value=reference), spoilt)
    check_types(documents, types, ground.channels, findings)
    if policy is not None:
        check_policy(policy, ground)
    entries = index(documents, findings)
    for document in documents:
        if document.kind == "Project":
            findings.add("misplaced-project", at(document.number, ("kind",)))
    scenarios = scenarios_of(documents, types, entries, ground.channels, findings)
    return Resolution(types, declared_types, entries, ground, moves_of(documents, entries, findings), scenarios)

"""Guards count people, for each organization and over all; a limit that is reached refuses the plan.

`loss` and `readdress` have limits (`Guards`): a number of people, over all organizations together, and a ratio of one organization that counts once more people
than the floor are concerned. For `silence`, `empty` and `protected` one is enough. Nothing that is only created trips a guard.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reconciler.model.address import TYPE_PREFIX, kind_of, organization_of
from reconciler.model.change import Change, Delete
from reconciler.model.plan import Guards, Refusal
from reconciler.model.resource import Resource, State
from reconciler.planning.digest import changes_digest
from reconciler.planning.impact import Impact, Interpret
from reconciler.planning.silence import silenced


@dataclass(frozen=True, slots=True)
class Evidence:
    """What guards judge by. `ours` is what is live and ours, `whole` says that nothing was left out of either side."""

    changes: Sequence[Change]
    impact: Impact
    desired: State
    ours: Mapping[str, Resource]
    whole: bool
    interpret: Interpret
    key: bytes

    def population(self) -> Counter[str]:
        """How many people each organization has now: accounts of ours, and the organization where it receives something itself."""
        people = Counter(organization_of(address) for address in self.ours if kind_of(address) == "account")
        people.update(
            organization.id for organization in self.impact.before.settings.organizations if organization.id in self.ours and organization.recipient.contacts
        )
        return people

    def refusal(self, guard: str, subject: str, addresses: Collection[str], population: int, detail: str = "") -> Refusal:
        """A refusal of what happens to `addresses`. Its digest covers their changes; for one who does not change, the types are the cause."""
        counted = set(addresses)
        causes = {change.address for change in self.changes} & counted
        if causes != counted:
            causes |= {change.address for change in self.changes if change.address.startswith(TYPE_PREFIX)}
        digest = changes_digest(self.key, (change for change in self.changes if change.address in causes), guard, subject, detail)
        return Refusal(guard, subject, len(counted), max(population, len(counted)), tuple(sorted(counted)), digest, detail)


def refusals(evidence: Evidence, guards: Guards) -> tuple[Refusal, ...]:
    """Every refusal, in the order loss, readdress, silence, empty, protected; by organization within each."""
    people = evidence.impact.people
    lost = set(people.stops)
    for type_, losers in people.stops_type.items():
        lost.update(address for address in losers if type_ in evidence.impact.essential(organization_of(address)))
    return (
        *_limited("loss", lost, guards.loss_people, guards.loss_ratio, guards.floor, evidence),
        *_limited("readdress", people.readdressed, guards.readdress_people, guards.readdress_ratio, guards.floor, evidence),
        *_silence(evidence),
        *_empty(evidence),
        *_protected(evidence),
    )


def _limited(guard: str, counted: Collection[str], people: int, ratio: float, floor: int, evidence: Evidence) -> Iterator[Refusal]:
    if not counted:
        return
    population, concerned = evidence.population(), _by_organization(counted)
    if len(concerned) > 1 and len(counted) >= people:
        # One refusal, and so one approval, for what is most likely one cause.
        yield evidence.refusal(guard, "", counted, population.total())
        return
    for organization, addresses in concerned.items():
        count = len(addresses)
        if count >= people or (count > floor and count / max(population[organization], count) >= ratio):
            yield evidence.refusal(guard, organization, addresses, population[organization])


def _silence(evidence: Evidence) -> Iterator[Refusal]:
    for organization, type_, addresses in silenced(evidence.impact, evidence.desired, evidence.ours, evidence.interpret):
        yield evidence.refusal("silence", organization, addresses, len(addresses), type_)


def _empty(evidence: Evidence) -> Iterator[Refusal]:
    """An organization that is still declared and had accounts has none any more; or nobody at all is declared any more."""
    gone = [change.address for change in evidence.changes if isinstance(change, Delete) and organization_of(change.address)]
    if not gone:
        return
    declared = {organization_of(address) for address in evidence.desired if kind_of(address) == "account"}
    if evidence.whole and not any(organization_of(address) for address in evidence.desired):
        yield evidence.refusal("empty", "", gone, len(gone))
        return
    for organization, addresses in _by_organization(gone).items():
        if organization in evidence.desired and organization not in declared:
            yield evidence.refusal("empty", organization, addresses, len(addresses))


def _protected(evidence: Evidence) -> Iterator[Refusal]:
    """Who is protected now is deleted, or stops receiving everything. Taking the protection away is allowed, but only in a change of its own beforehand."""
    ends = {change.address for change in evidence.changes if isinstance(change, Delete)}.union(evidence.impact.people.stops)
    protected = [address for address, recipient in evidence.impact.before.recipients.items() if recipient.protected and address in ends]
    for organization, addresses in _by_organization(protected).items():
        yield evidence.refusal("protected", organization, addresses, len(addresses))


def _by_organization(addresses: Iterable[str]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for address in sorted(addresses):
        grouped[organization_of(address)].append(address)
    return grouped

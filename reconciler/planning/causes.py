"""What caused each change, told by what was last applied: three states, of which two differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from reconciler.canonical import DIGEST_LENGTH, canonical, keyed_digest
from reconciler.model.cause import DRIFTED, Cause
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.resource import BUILTIN_MANAGER, Resource
from reconciler.planning.saved import tag


@dataclass(frozen=True, slots=True)
class Sources:
    """What the desired state was made from, as keyed tags: `files` of all documents ("" where only a part was looked at), `catalogue` of the built-in types."""

    files: str = ""
    catalogue: str = ""


def catalogue_version(resources: Iterable[Resource]) -> str:
    """What tells one catalogue from another: a digest of the built-in types among `resources`. They are public, so it needs no key."""
    builtin = sorted(resource.canonical for resource in resources if resource.manager == BUILTIN_MANAGER)
    return sha256(b"\n".join(builtin)).hexdigest()[:DIGEST_LENGTH]


def catalogue_tag(key: bytes, resources: Iterable[Resource], version: str) -> str:
    """A tag of the built-in types among `resources`, and of the version of the program."""
    return keyed_digest(key, canonical([version, catalogue_version(resources)]))


def looked_up(changes: Iterable[Change]) -> set[str]:
    """The addresses whose last tag tells the cause of these changes: what moves was applied under its former one."""
    return {address for change in changes for address in ((change.before.address, change.address) if isinstance(change, Move) else (change.address,))}


def causes(changes: Sequence[Change], applied: Mapping[str, str], key: bytes, *, last: Sources, now: Sources) -> dict[str, Cause]:
    """The cause of each change, by address. `applied` are the tags last applied, `last` and `now` what was declared then and is now."""
    declared = Cause.FILES
    if last.catalogue and last.catalogue != now.catalogue:
        declared = Cause.CATALOGUE if last.files and last.files == now.files else Cause.EITHER
    adopted = {change.address for change in changes if isinstance(change, Adopt)}
    former = {change.address: change.before.address for change in changes if isinstance(change, Move)}
    found: dict[str, Cause] = {}
    for change in changes:
        cause = Cause.FILES if change.address in adopted else _cause(change, applied.get(former.get(change.address, change.address), ""), key, declared)
        known = found.get(change.address)
        found[change.address] = cause if known is None else _together(known, cause)
    return found


def _cause(change: Change, applied: str, key: bytes, declared: Cause) -> Cause:
    match change:
        case Adopt() | Move():
            return Cause.FILES
        case Create(after) if not applied:
            return _by_the_catalogue(after, Cause.FILES)
        case Create(after):
            return Cause.DRIFT if tag(key, after) == applied else Cause.BOTH
        case _ if not applied:
            return Cause.UNKNOWN
        case Delete(before):
            return Cause.FILES if tag(key, before) == applied else Cause.BOTH
        case Update(before, after):
            if tag(key, after) == applied:
                return Cause.DRIFT
            return _by_the_catalogue(after, declared) if tag(key, before) == applied else Cause.BOTH


def _by_the_catalogue(after: Resource, declared: Cause) -> Cause:
    """The built-in types are nothing but the catalogue."""
    return Cause.CATALOGUE if after.manager == BUILTIN_MANAGER else declared


def _together(one: Cause, other: Cause) -> Cause:
    """The cause of a move and of what differs beside it."""
    return Cause.BOTH if {one, other} & DRIFTED else other if one is Cause.FILES else one


def parted(
    found: Mapping[str, Cause], desired: Mapping[str, Resource], base: Mapping[str, Resource], tip: Mapping[str, Resource] | None = None
) -> dict[str, Cause]:
    """The causes, with what the files caused told apart: by what is `desired` here otherwise than in `base`, another revision, or by what both want and nobody applied yet. `tip` is what the other side declares
    by now, where it has moved on: what it alone has changed, the branch does not change back.

    Of an object whose last tag is not known it can be said that the branch changes it, and otherwise nothing. What has only drifted, no branch has caused.
    """
    parts: dict[str, Cause] = {}
    for address, cause in found.items():
        here = _canonical(desired, address)
        other = here != _canonical(base, address)
        behind = not other and tip is not None and here != _canonical(tip, address)
        parts[address] = _parted(cause, other=other, behind=behind)
    return parts


def _parted(cause: Cause, *, other: bool, behind: bool) -> Cause:
    match cause:
        case Cause.DRIFT:
            return cause
        case _ if behind:
            return Cause.BEHIND
        case Cause.BOTH:
            return Cause.BRANCH_AND_DRIFT if other else Cause.MERGED_AND_DRIFT
        case _ if other:
            return Cause.BRANCH
        case Cause.FILES:
            return Cause.MERGED
        case _:
            return cause


def _canonical(state: Mapping[str, Resource], address: str) -> bytes | None:
    return state[address].canonical if address in state else None


def tags_after(changes: Iterable[Change], key: bytes) -> dict[str, str]:
    """What the ledger keeps when these changes are made: a tag for each object, "" for what is gone."""
    gone = {change.before.address: "" for change in changes if isinstance(change, Delete | Move)}
    return gone | {change.address: tag(key, change.after) for change in changes if not isinstance(change, Delete)}

"""Every change, in the order it will be made: a value one can print, save, compare and approve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.model.beside import Beside
from reconciler.model.cause import Cause
from reconciler.model.change import Adopt, Change, Create, Delete, Move, Update
from reconciler.model.moved import Moved
from reconciler.model.reach import People
from reconciler.model.values import Json


@dataclass(frozen=True, slots=True)
class Target:
    """Where a plan would write. `backend` is its label, without credentials, "" where none was asked; `environment` is "" where a project has none."""

    environment: str
    backend: str
    manager: str

    @property
    def on_paper(self) -> bool:
        """Whether two declarations are compared, and nothing live."""
        return not self.backend


@dataclass(frozen=True, slots=True)
class Conflict:
    """A declared object that somebody else holds: `owner` is the manager, "" for an object without a mark.

    Where `owner` is the plan's own manager, a row carries our mark inside an object without one. With `holds` it is the other way round: an object of ours that is no longer declared, but has these objects of `owner` inside and so cannot be deleted.
    """

    address: str
    owner: str
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something live that is not ours and is left alone. `owner` is "" where it carries no mark; `address` may be a contact inside our account."""

    address: str
    owner: str


@dataclass(frozen=True, slots=True)
class Because:
    """What is behind a refusal. `cause` is the one that all its changes share (None where they have several); `path` the one file where all that would be deleted was
    declared, `gone` that it is there no more, `since` the commit that removed it. `organizations` counts those concerned, `undo` is a command that leads back ("" where
    none is known).
    """

    cause: Cause | None
    path: str = ""
    gone: bool = False
    since: str = ""
    organizations: int = 1
    undo: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A guard that refuses: `counted` of `population` people (or objects) of `subject` (an organization, or "" for all together).

    `guard` is `loss`, `readdress`, `silence`, `empty` or `protected`. `addresses` are those counted, sorted; `detail` is the type concerned, if one is;
    `digest` covers exactly the changes counted; `because` is what is known of why they would be made.
    """

    guard: str
    subject: str
    counted: int
    population: int
    addresses: tuple[str, ...]
    digest: str
    detail: str = ""
    because: Because | None = None


@dataclass(frozen=True, slots=True)
class Guards:
    """The figures the guards go by. A ratio counts once it is more than `floor` people of one organization."""

    loss_people: int = 20
    loss_ratio: float = 0.10
    readdress_people: int = 20
    readdress_ratio: float = 0.10
    floor: int = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done, and what is known about it. `changes` are in the order they will be made; `digest` covers only them. `moved_done` are the moves of the files
    that have nothing to move (any more), `approved` the refusals that somebody's word has passed: they are no `refusals` any more. `ours_already` is what was to be taken over
    and needs not be, `left_out` the organizations that pauses keep out. `causes` says of each change, by address, what moved since the last apply; with `only` (`drift` or
    `declared`) the plan was narrowed to such causes, and `outside` are the addresses that were left out; `options` are those it was asked for with, as they are typed. `beside` is what stands beside the plan and is never compared;
    `foreseen` is that part of `Resource.observed` for those who change or come, as it will be.
    """

    target: Target
    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    people: People = field(default_factory=People)
    conflicts: tuple[Conflict, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    foreign: tuple[Foreign, ...] = ()
    digest: str = ""
    pending_migrations: tuple[str, ...] = ()
    moved_done: tuple[Moved, ...] = ()
    approved: tuple[Refusal, ...] = ()
    ours_already: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    causes: Mapping[str, Cause] = field(default_factory=dict)
    only: str = ""
    outside: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    beside: Beside = field(default_factory=Beside)
    foreseen: Mapping[str, Mapping[str, Json]] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.changes)

    @property
    def counts(self) -> Counts:
        return Counts.of(self.changes)


@dataclass(frozen=True, slots=True)
class Counts:
    """Changes by what they do."""

    add: int = 0
    change: int = 0
    delete: int = 0
    adopt: int = 0
    move: int = 0

    @classmethod
    def of(cls, changes: tuple[Change, ...]) -> Counts:
        def count(kind: type[Change]) -> int:
            return sum(isinstance(change, kind) for change in changes)

        return cls(count(Create), count(Update), count(Delete), count(Adopt), count(Move))

"""What has to happen to one resource: a closed union, each member with exactly the fields it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from reconciler.model.resource import Resource
from reconciler.model.values import Absent, Json, Pointer


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One leaf of a specification that differs. Lists are leaves. At least one side is present."""

    pointer: Pointer
    before: Json | Absent
    after: Json | Absent


@dataclass(frozen=True, slots=True)
class Create:
    after: Resource

    @property
    def address(self) -> str:
        return self.after.address


@dataclass(frozen=True, slots=True)
class Update:
    before: Resource
    after: Resource
    fields: tuple[FieldChange, ...]

    @property
    def address(self) -> str:
        return self.after.address


@dataclass(frozen=True, slots=True)
class Delete:
    before: Resource

    @property
    def address(self) -> str:
        return self.before.address


@dataclass(frozen=True, slots=True)
class Adopt:
    """Put our mark on an object that has none; its value does not change."""

    before: Resource
    after: Resource

    @property
    def address(self) -> str:
        return self.after.address


@dataclass(frozen=True, slots=True)
class Move:
    """Give an object of ours another address, keeping what is known of it; its value does not change."""

    before: Resource
    after: Resource

    @property
    def address(self) -> str:
        return self.after.address


Change: TypeAlias = Create | Update | Delete | Adopt | Move

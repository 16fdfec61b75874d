"""What is to be taken over of that which nobody manages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Adoption:
    """Exactly the objects of `addresses`, or (`everything`) all that are declared and carry no manager's mark."""

    addresses: frozenset[str] = frozenset()
    everything: bool = False

    @classmethod
    def of(cls, addresses: Iterable[str]) -> Adoption:
        return cls(frozenset(addresses))

    def __bool__(self) -> bool:
        return self.everything or bool(self.addresses)

    def includes(self, address: str) -> bool:
        return self.everything or address in self.addresses


NOTHING = Adoption()
EVERYTHING = Adoption(everything=True)

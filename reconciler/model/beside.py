"""What a backend knows of people and nobody declares: shown beside a plan, never compared, never overwritten."""

from __future__ import annotations

from dataclasses import dataclass

from reconciler.model.personal import Personal


@dataclass(frozen=True, slots=True)
class Waiting:
    """A contact whose declared address is used only once it is confirmed. `serving` is the one that is used until then; None where there is none."""

    recipient: str
    contact: str
    channel: str
    address: Personal
    serving: Personal | None = None


@dataclass(frozen=True, slots=True)
class OptOut:
    """What a recipient refused at the address of a contact: `types`, of which `*` is everything."""

    recipient: str
    contact: str
    channel: str
    address: Personal
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a plan once it is applied: how many contacts await confirmation, how many have opt-outs that are in force, and the first few of each. `asks`: apply itself
    asks those who wait.
    """

    waiting: int = 0
    refused: int = 0
    first_waiting: tuple[Waiting, ...] = ()
    first_refused: tuple[OptOut, ...] = ()
    asks: bool = False

    def __bool__(self) -> bool:
        return bool(self.waiting or self.refused)

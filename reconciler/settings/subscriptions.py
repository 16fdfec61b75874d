"""Profile and contacts → the enabled cells: which contact receives which type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reconciler.model.policy import INAPP, Policy
from reconciler.model.settings import Contact, NotificationType
from reconciler.settings.choice import Choice, Value
from reconciler.settings.contacts import Declared
from reconciler.settings.layers import Profile

Cells = Mapping[str, tuple[str, ...]]
Chosen = tuple[Contact, Mapping[str, Value], Choice]


class Subscribed(NamedTuple):
    """The cells of one recipient, and what is in their way.

    `missing` are (type, channel) listed without a contact while another one works; `unreached` types that are on and reach nothing;
    `blocked` types that are on and that the project forbids. `inapp`: some cell is in the recipient's cabinet.
    """

    cells: Cells
    missing: tuple[tuple[str, str], ...] = ()
    unreached: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    inapp: bool = False


class Clamps:
    """What a project decides over every declaration: forbidden before forced before what people chose."""

    def __init__(self, types: Mapping[str, NotificationType], policy: Policy | None) -> None:
        self.forced = frozenset(policy.forced if policy else ())
        self.forbidden = frozenset(policy.forbidden if policy else ())
        self._channels = frozenset(policy.channels if policy else ())
        self._allowed = {id: frozenset(type_.allowed_channels) for id, type_ in types.items() if type_.allowed_channels}
        self.restricting = bool(self._channels or self._allowed)
        self.defaults = {id: type_.default_channels for id, type_ in types.items()}

    def admits(self, type_: str, channel: str) -> bool:
        if self._channels and channel not in self._channels:
            return False
        allowed = self._allowed.get(type_)
        return allowed is None or channel in allowed


class Subscriber:
    """Computes cells. Recipients with the same profile and the same kinds of contacts share one result: it is by far the usual case."""

    def __init__(self, clamps: Clamps) -> None:
        self._clamps = clamps
        self._shared: dict[tuple[int, tuple[tuple[str, str], ...]], tuple[Profile, Subscribed]] = {}

    def subscribe(self, profile: Profile, contacts: Sequence[Declared], *, shared: bool) -> Subscribed:
        """`shared` says that the profile is not this recipient's alone, so that the result is worth keeping."""
        if not shared or any(declared.choice is not None for declared in contacts):
            return self._compute(profile, contacts)
        signature = (id(profile), tuple((declared.contact.id, declared.contact.channel) for declared in contacts))
        known = self._shared.get(signature)
        if known is None:
            known = self._shared[signature] = (profile, self._compute(profile, contacts))
        return known[1]

    def _compute(self, profile: Profile, contacts: Sequence[Declared]) -> Subscribed:
        clamps, selection = self._clamps, profile.selection
        plain = [(declared.contact.id, declared.contact.channel) for declared in contacts if declared.choice is None]
        chosen = [(declared.contact, selection.expand(declared.choice), declared.choice) for declared in contacts if declared.choice is not None]
        wished = {type_ for type_, on in profile.on.items() if on}
        if clamps.forced or selection.mandatory:
            wished |= clamps.forced.intersection(selection.selectable) | selection.mandatory
        candidates = selection.selectable if chosen else wished
        have = {INAPP, *(declared.contact.id for declared in contacts), *(declared.contact.channel for declared in contacts)}
        cells: dict[str, tuple[str, ...]] = {}
        missing: list[tuple[str, str]] = []
        unreached: list[str] = []
        alike: dict[tuple[str, ...], tuple[str, ...]] = {}
        special = bool(chosen) or clamps.restricting
        for type_ in sorted(candidates - clamps.forbidden if clamps.forbidden else candidates):
            listed = profile.listed.get(type_) or profile.channels
            names = clamps.defaults[type_] if listed is None else listed
            reached = None if special else alike.get(names)
            if reached is None:
                reached = alike[names] = self._reached(type_, names, plain, chosen, wished=type_ in wished)
            if not reached:
                if type_ in wished:
                    unreached.append(type_)
                continue
            cells[type_] = reached
            if listed is not None and not have.issuperset(listed) and type_ in wished:
                missing += [(type_, name) for name in listed if name not in have]
        inapp = any(INAPP in reached for reached in (cells if special else alike).values())
        return Subscribed(cells, tuple(missing), tuple(unreached), tuple(sorted(wished & clamps.forbidden)), inapp)

    def _reached(self, type_: str, names: Sequence[str], plain: Sequence[tuple[str, str]], chosen: Sequence[Chosen], *, wished: bool) -> tuple[str, ...]:
        admits = self._clamps.admits
        reached = [id for id, channel in plain if (id in names or channel in names) and admits(type_, channel)] if wished else []
        if wished and INAPP in names and admits(type_, INAPP):
            reached.append(INAPP)
        for contact, said, choice in chosen:
            inherited = wished and (contact.id in names or contact.channel in names)
            if admits(type_, contact.channel) and self._says(type_, said, choice, inherited=inherited):
                reached.append(contact.id)
        return tuple(sorted(reached))

    @staticmethod
    def _says(type_: str, said: Mapping[str, object], choice: Choice, *, inherited: bool) -> bool:
        """A contact's own choice: exact ones replace the recipient's, others say what differs."""
        return bool(said.get(type_, False if choice.exact else inherited))

"""Why a value is what it is: one recipient resolved again, layer by layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reconciler.model.address import organization_of
from reconciler.model.diagnostic import Place
from reconciler.model.policy import Policy
from reconciler.model.settings import EMPLOYEE, EXTERNAL, NotificationType
from reconciler.settings.choice import NONE, Value, parse_choice
from reconciler.settings.findings import at, inside, key
from reconciler.settings.index import Entry
from reconciler.settings.inheritance import DEFAULT_LOCALE, DEFAULT_TIMEZONE, base_profile
from reconciler.settings.layers import Layer, Profile, layer_of
from reconciler.settings.selection import Selection
from reconciler.settings.unreached import said_at


@dataclass(frozen=True, slots=True)
class Step:
    """What one layer says about one thing. `subject` is `on`, `channels`, `quiet_hours`, `locale`, `timezone`, `support` or `contact`; `layer` is `catalogue`, an organization's id,
    `role:X`, the account's address, `contact:X` or `policy`. `decides` marks the nearest layer that speaks. `place` is None for what no file says.
    """

    subject: str
    layer: str
    value: str
    place: Place | None
    decides: bool = False


def trace(entries: Mapping[str, Entry], types: Mapping[str, NotificationType], policy: Policy | None, address: str, type_: str) -> tuple[Step, ...]:
    """The steps by which a recipient comes to receive a type or not, the farthest layer first. Raises `KeyError` for an unknown address or type."""
    return traces(entries, types, policy, address, [type_])[type_]


def traces(
    entries: Mapping[str, Entry], types: Mapping[str, NotificationType], policy: Policy | None, address: str, wanted: Iterable[str]
) -> dict[str, tuple[Step, ...]]:
    """The same for several types of one recipient, whose layers are looked at once."""
    recipient = _recipient(entries, address)
    profile = recipient.profile(types)
    said = [(layer, {} if layer.choice is None else profile.selection.expand(layer.choice)) for layer in profile.layers]
    return {type_: _trace(recipient, profile, said, types[type_], policy) for type_ in wanted}


def _trace(
    recipient: _Recipient, profile: Profile, said: Sequence[tuple[Layer, Mapping[str, Value]]], definition: NotificationType, policy: Policy | None
) -> tuple[Step, ...]:
    type_ = definition.id
    spoken = [(layer, values[type_]) for layer, values in said if type_ in values]
    steps = [Step("on", "catalogue", "off", None), *(Step("on", layer.name, _word(value), said_at(layer, type_)) for layer, value in spoken)]
    clamped = _clamps(profile.selection, policy, type_)
    channels = [Step("channels", "catalogue", ", ".join(definition.default_channels), None)]
    channels += [
        Step("channels", layer.name, ", ".join(layer.channels) or NONE, layer.at("channels")) for layer in profile.layers if layer.channels is not None
    ]
    listed = [Step("channels", layer.name, ", ".join(value), said_at(layer, type_)) for layer, value in spoken if isinstance(value, tuple)]
    forbidden = bool(clamped) and clamped[-1].value == "off"
    own = () if forbidden else recipient.contact_steps(profile.selection, type_)
    return (*_deciding(steps + clamped), *_deciding(channels + listed), *own)


def trace_values(entries: Mapping[str, Entry], types: Mapping[str, NotificationType], address: str) -> tuple[Step, ...]:
    """Where a recipient's locale, time zone, support, channels and quiet hours come from; of channels nothing where no layer names them, since each type has its own."""
    recipient = _recipient(entries, address)
    steps: list[Step] = []
    for name, default in (("locale", DEFAULT_LOCALE), ("timezone", DEFAULT_TIMEZONE)):
        found = [Step(name, "catalogue", default, None)]
        owners = (*reversed(recipient.entry.ancestors), recipient.entry)
        found += [Step(name, owner.id, str(owner.data[name]), owner.place(name)) for owner in owners if name in owner.data]
        if recipient.own and name in recipient.data:
            found.append(Step(name, address, str(recipient.data[name]), recipient.at(name)))
        steps += _deciding(found)
    support = [
        Step("support", owner.id, _support(owner.data["support"]), owner.place("support"))
        for owner in (*reversed(recipient.entry.ancestors), recipient.entry)
        if "support" in owner.data
    ]
    steps += _deciding([Step("support", "catalogue", NONE, None), *support])
    layers = recipient.profile(types).layers
    steps += _deciding(
        [Step("channels", layer.name, ", ".join(layer.channels) or NONE, layer.at("channels")) for layer in layers if layer.channels is not None]
    )
    quiet = [
        Step("quiet_hours", layer.name, "–".join(layer.quiet_hours) if layer.quiet_hours else "none", layer.at("quiet_hours"))
        for layer in layers
        if layer.quiet_set
    ]
    return (*steps, *_deciding([Step("quiet_hours", "catalogue", "none", None), *quiet]))


@dataclass(frozen=True, slots=True)
class _Recipient:
    address: str
    entry: Entry
    data: Mapping[str, Any]
    place: Place
    own: bool

    def at(self, *pointer: str | int) -> Place:
        return inside(self.place, *pointer)

    def profile(self, types: Mapping[str, NotificationType]) -> Profile:
        external = self.data.get("audience") == EXTERNAL
        selection = Selection(types, EXTERNAL if external else EMPLOYEE)
        profile = Profile(selection) if external else base_profile(self.entry, selection)
        if not self.own:
            return profile
        for layer in self._own_layers(external=external):
            profile = profile.with_layer(layer)
        return profile

    def _own_layers(self, *, external: bool) -> list[Layer]:
        layers = []
        role = self.data.get("role")
        roles = self.entry.data.get("roles")
        notifications = roles[role].get("notifications") if isinstance(roles, dict) and role in roles else None
        if not external and isinstance(notifications, dict):
            layers.append(layer_of(f"role:{role}", notifications, self.entry.place("roles", str(role), "notifications")))
        if isinstance(notifications := self.data.get("notifications"), dict):
            layers.append(layer_of(self.address, notifications, self.at("notifications")))
        return layers

    def contact_steps(self, selection: Selection, type_: str) -> tuple[Step, ...]:
        contacts = self.data.get("contacts")
        steps = []
        for id, written in sorted((contacts if isinstance(contacts, dict) else {}).items()):
            choice = parse_choice(written["types"]) if isinstance(written, dict) and "types" in written else None
            if choice is not None and (said := selection.expand(choice).get(type_)) is not None:
                steps.append(Step("contact", f"contact:{id}", _word(said), self.at("contacts", id, "types"), decides=True))
        return tuple(steps)


def _recipient(entries: Mapping[str, Entry], address: str) -> _Recipient:
    entry = entries[organization_of(address)]
    _, slash, id = address.partition("/")
    if not slash:
        return _Recipient(address, entry, entry.data, entry.place(), own=False)
    document, data = entry.accounts[id]
    return _Recipient(address, entry, data, at(document.number, ("accounts", id)), own=True)


def place_of(entries: Mapping[str, Entry], address: str) -> Place:
    """Where an organization or account is declared: its key. Raises `KeyError` where it is not."""
    recipient = _recipient(entries, address)
    return key(recipient.place) if recipient.own else recipient.entry.place("id")


def _clamps(selection: Selection, policy: Policy | None, type_: str) -> list[Step]:
    """What no recipient can change: a mandatory type is on, then the project's word."""
    clamps = []
    if type_ in selection.mandatory:
        clamps.append(Step("on", "catalogue", "on", None))
    if policy is not None and type_ in policy.forced and type_ in selection.selectable:
        clamps.append(Step("on", "policy", "on", None))
    if policy is not None and type_ in policy.forbidden:
        clamps.append(Step("on", "policy", "off", None))
    return clamps


def _deciding(steps: list[Step]) -> list[Step]:
    """The last step decides: layers come the farthest first."""
    return [Step(step.subject, step.layer, step.value, step.place, decides=position == len(steps) - 1) for position, step in enumerate(steps)]


def _support(written: Mapping[str, str]) -> str:
    return ", ".join(f"{way} {written[way]}" for way in ("email", "phone", "url") if way in written) or NONE


def _word(said: Value) -> str:
    return ", ".join(said) if isinstance(said, tuple) else ("on" if said else "off")

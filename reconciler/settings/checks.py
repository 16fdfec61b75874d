"""What can be wrong with one layer of preferences, reported where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reconciler.model.diagnostic import Place
from reconciler.model.settings import NotificationType
from reconciler.settings.choice import ALL, Choice, parse_choice
from reconciler.settings.findings import Findings, inside, key
from reconciler.settings.layers import Layer, quiet_of
from reconciler.settings.selection import Mistake, Selection

_REFERENCES = frozenset({"unknown-type", "selector-matches-nothing"})


class LayerCheck:
    """Checks `notifications` blocks. In the defaults of an organization or role lists name channels; in an account also its own contacts."""

    def __init__(self, findings: Findings, types: Mapping[str, NotificationType], channels: frozenset[str]) -> None:
        self._findings = findings
        self._types = types
        self._channels = channels
        self._restricted = frozenset(type_.id for type_ in types.values() if type_.allowed_channels)

    def notifications(self, written: Mapping[str, Any], layer: Layer, selection: Selection, contacts: Iterable[str] | None) -> None:
        """The block `layer` was made of. `contacts` are the ids of the account's own contacts; None for a layer of defaults."""
        place = layer.place
        if layer.choice is not None:
            self._choice(layer.choice, written["types"], place, selection, contacts, "types")
        channels = written.get("channels")
        if isinstance(channels, list):
            self._names(channels, inside(place, "channels"), None, contacts)
        quiet = quiet_of(written.get("quiet_hours"))
        if quiet is not None and quiet[0] == quiet[1]:
            self._findings.add("empty-quiet-hours", inside(place, "quiet_hours"), time=quiet[0])

    def types(self, written: Any, place: Place, selection: Selection, contacts: Iterable[str] | None) -> None:
        choice = parse_choice(written)
        if choice is not None:
            self._choice(choice, written, place, selection, contacts)

    def _choice(self, choice: Choice, written: Any, place: Place, selection: Selection, contacts: Iterable[str] | None, *pointer: str) -> None:
        for mistake in selection.mistakes(choice):
            self.report(mistake, item_place(written, mistake.item, inside(place, *pointer)), selection.audience)
        for item, value in choice.items.items():
            if value is not True and value is not False and (item in self._restricted or not self._channels.issuperset(value)):
                self._names(written[item], inside(place, *pointer, item), item, contacts)
        if isinstance(choice.every, tuple):
            self._names(written[ALL], inside(place, *pointer, ALL), None, contacts)

    def contact_types(self, written: Any, place: Place, selection: Selection) -> None:
        """The choice a contact carries for itself: on or off, since the contact is already given."""
        choice = parse_choice(written)
        for item, value in (choice or Choice()).items.items():
            if isinstance(value, tuple):
                self._findings.add("channels-in-contact-types", inside(place, item), type=item)
        self.types({item: bool(value) for item, value in written.items()} if isinstance(written, dict) else written, place, selection, None)

    def report(self, mistake: Mistake, place: Place, audience: str) -> None:
        add = self._findings.unresolved if mistake.code in _REFERENCES else self._findings.add
        add(
            mistake.code,
            place,
            hint=mistake.hint,
            type=mistake.item,
            suggestion=mistake.suggestion,
            other=mistake.other,
            audience=audience,
        )

    def _names(self, names: list[Any], place: Place, item: str | None, contacts: Iterable[str] | None) -> None:
        own = frozenset(contacts or ())
        type_ = self._types.get(item) if item is not None else None
        for position, name in enumerate(names):
            if not isinstance(name, str):
                continue
            where = inside(place, position)
            if name not in self._channels and name not in own:
                if contacts is None:
                    self._findings.unresolved("unknown-channel", where, channel=name, known=tuple(sorted(self._channels)))
                else:
                    self._findings.add("unknown-contact", where, contact=name, known=tuple(sorted(own)), channels=tuple(sorted(self._channels)))
            elif type_ is not None and type_.allowed_channels and name in self._channels and name not in type_.allowed_channels:
                self._findings.add("channel-not-allowed", where, channel=name, type=type_.id, known=tuple(sorted(type_.allowed_channels)))


def item_place(written: Any, item: str, place: Place) -> Place:
    """Where an item of a `types` value stands: a key of a map, or an element of a list."""
    if isinstance(written, list) and item in written:
        return inside(place, written.index(item))
    return key(inside(place, item))

"""Layers of declared preferences, folded into the profile of a recipient: the nearest layer that speaks wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reconciler.model.diagnostic import Place
from reconciler.settings.choice import Choice, Value, parse_choice
from reconciler.settings.findings import inside
from reconciler.settings.selection import Selection


class Layer(NamedTuple):
    """One `notifications` block as far as it speaks. `name` is its owner's address or `role:X`; `place` is where the block is written."""

    name: str
    place: Place
    choice: Choice | None = None
    channels: tuple[str, ...] | None = None
    quiet_hours: tuple[str, str] | None = None
    quiet_set: bool = False

    def at(self, *pointer: str | int) -> Place:
        return inside(self.place, *pointer)


def layer_of(name: str, notifications: Mapping[str, Any], place: Place) -> Layer:
    """The layer a `notifications` block stands for."""
    channels = notifications.get("channels")
    quiet = notifications.get("quiet_hours")
    return Layer(
        name=name,
        place=place,
        choice=parse_choice(notifications["types"]) if "types" in notifications else None,
        channels=tuple(channel for channel in channels if isinstance(channel, str)) if isinstance(channels, list) else (() if channels == "none" else None),
        quiet_hours=quiet_of(quiet),
        quiet_set=quiet is not None,
    )


def quiet_of(written: object) -> tuple[str, str] | None:
    """(from, to) of a `quiet_hours` value; None for `none`."""
    if isinstance(written, dict) and isinstance(written.get("from"), str) and isinstance(written.get("to"), str):
        return written["from"], written["to"]
    return None


@dataclass(slots=True)
class Profile:
    """What some layers together say: per type whether it is on and the channels listed for it (None: none listed)."""

    selection: Selection
    layers: tuple[Layer, ...] = ()
    on: dict[str, bool] = field(default_factory=dict)
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    channels: tuple[str, ...] | None = None
    quiet_hours: tuple[str, str] | None = None

    def with_layer(self, layer: Layer) -> Profile:
        """This profile under one nearer layer. An exact choice decides every type; lists of channels stay until a nearer layer lists others."""
        on, listed = self.on, self.listed
        if layer.choice is not None:
            # Off is what absence says too, so "exactly these" need not name the others.
            on, listed = {} if layer.choice.every is False else dict(on), dict(listed)
            for type_, value in self.selection.named(layer.choice, every=layer.choice.every or None).items():
                if value is True or value is False:
                    on[type_] = value
                else:
                    on[type_] = True
                    listed[type_] = value
        return Profile(
            self.selection,
            (*self.layers, layer),
            on,
            listed,
            self.channels if layer.channels is None else layer.channels,
            layer.quiet_hours if layer.quiet_set else self.quiet_hours,
        )

    def decided_by(self, type_: str) -> Layer | None:
        """The nearest layer that says whether a type is on."""
        return next((layer for layer in reversed(self.layers) if self.says(layer, type_) is not None), None)

    def listed_by(self, type_: str) -> Layer | None:
        """The nearest layer that lists the channels of a type; None where `channels` or the catalogue decides."""
        return next((layer for layer in reversed(self.layers) if isinstance(self.says(layer, type_), tuple)), None)

    def channels_by(self) -> Layer | None:
        """The nearest layer that lists channels for all types."""
        return next((layer for layer in reversed(self.layers) if layer.channels is not None), None)

    def says(self, layer: Layer, type_: str) -> Value | None:
        """What one layer says of a type."""
        return None if layer.choice is None else self.selection.expand(layer.choice).get(type_)

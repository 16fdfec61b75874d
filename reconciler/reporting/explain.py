"""Why a value is what it is → its layers, lowest first, and the one that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reconciler.model.diagnostic import Location
from reconciler.reporting import phrases
from reconciler.reporting.layout import table
from reconciler.reporting.style import PLAIN, Style
from reconciler.reporting.wording import location_text, term, visible

_LAYERS: Final = {
    "catalogue": phrases.LAYER_CATALOGUE,
    "ancestor": phrases.LAYER_ANCESTOR,
    "organization": phrases.LAYER_ORGANIZATION,
    "role": phrases.LAYER_ROLE,
    "account": phrases.LAYER_ACCOUNT,
    "contact": phrases.LAYER_CONTACT,
    "policy": phrases.LAYER_POLICY,
    "clamp": phrases.LAYER_CLAMP,
}

_SUBJECTS: Final = {
    "on": phrases.ABOUT_ON,
    "channels": phrases.ABOUT_CHANNELS,
    "contact": phrases.ABOUT_CONTACT,
    "locale": phrases.ABOUT_LOCALE,
    "timezone": phrases.ABOUT_TIMEZONE,
    "support": phrases.ABOUT_SUPPORT,
    "quiet_hours": phrases.QUIET_HOURS,
}


@dataclass(frozen=True, slots=True)
class Layer:
    """One place that says something about a value.

    `name` is the layer and whose it is (`organization teleset`, `role coordinator`); its first word is translated. `value` is what it says, in YAML terms and
    without personal data; `note` why it does not count, or what it did.
    """

    name: str
    value: str
    location: Location | None = None
    decides: bool = False
    note: str = ""


def render_explain(subject: str, layers: Sequence[Layer], value: str, *, language: str, style: Style = PLAIN) -> str:
    """`subject` (`teleset/ivanova payment channels`), a line for each layer with its place, `>` before the one that decides, and the value that results."""
    rows = [
        (">" if layer.decides else " ", layer_name(layer.name, language), visible(term(layer.value, language)), _place(layer), _note(layer, language))
        for layer in layers
    ]
    lines = [style.strong(line) if line.startswith(">") else line for line in table(rows)]
    return "\n".join([style.strong(_heading(subject, language)), "", *lines, "", f"{phrases.RESULT.say(language)}: {visible(term(value, language))}"])


def _heading(subject: str, language: str) -> str:
    """`teleset/ivanova payment: channels`"""
    whose, _, about = subject.rpartition(" ")
    phrase = _SUBJECTS.get(about)
    return visible(f"{whose}: {phrase.say(language)}" if whose and phrase else subject)


def layer_name(name: str, language: str) -> str:
    """A layer in the reader's language: its first word translated."""
    kind, space, owner = name.partition(" ")
    phrase = _LAYERS.get(kind)
    return visible(f"{phrase.say(language)}{space}{owner}" if phrase else name)


def _place(layer: Layer) -> str:
    return location_text(layer.location) if layer.location is not None else ""


def _note(layer: Layer, language: str) -> str:
    parts = [phrases.DECIDES.say(language)] if layer.decides else []
    return "; ".join([*parts, visible(layer.note)] if layer.note else parts)

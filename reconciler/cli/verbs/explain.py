"""explain: why a value is what it is."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconciler.cli import options
from reconciler.cli.bilingual import Option, Verb, Words
from reconciler.cli.terminal import Terminal
from reconciler.reporting.layers import named_layer

if TYPE_CHECKING:
    from reconciler.engine.explain import Explained, Reason
    from reconciler.engine.show import Shown
    from reconciler.reporting.explain import Layer
    from reconciler.reporting.machine import JsonDocument


@click.command(
    "explain",
    cls=Verb,
    words=Words(
        """Tell why ADDRESS (such as teleset or teleset/ivanova) receives TYPE or does not: every layer that says something, the file and line, and which is heard.

        Without TYPE it tells where locale, time zone, support, channels and quiet hours come from. Reads only files, unless --live.""",
        """Объяснить, почему ADDRESS (например, teleset или teleset/ivanova) получает уведомления TYPE или нет: все уровни, файл и строка, и какой из них решает.

        Без TYPE показывает, откуда взялись язык, часовой пояс, поддержка, каналы и тихие часы. Без --live читает только файлы.""",
    ),
)
@click.argument("address")
@click.argument("type", required=False, default="")
@click.option(
    "--live",
    is_flag=True,
    cls=Option,
    words=Words("Show as well what is live, and what is known there beside it.", "Показать и действующее состояние, и что известно о нём в системе."),
)
@options.connecting
@click.pass_obj
def command(terminal: Terminal, *, address: str, type: str, live: bool, directory: Path, environment: str | None) -> None:
    from reconciler.engine.explain import explain

    explained = explain(directory, address, type, environment=environment)
    shown = _live(directory, explained.recipient.address, environment) if live else None
    blocks = list(_blocks(explained, "en" if terminal.machine else terminal.language))
    if terminal.machine:
        from reconciler.reporting.machine import document
        from reconciler.reporting.machine.settings import explain_document

        parts = [explain_document(subject, layers, value) for subject, layers, value in blocks]
        pieces = [{key: part[key] for key in part if key != "format_version"} for part in parts]
        terminal.give(document(suspended=explained.recipient.suspended, explained=pieces, **_live_value(shown, explained.recipient.address)))
        return
    from reconciler.reporting import phrases
    from reconciler.reporting.explain import render_explain

    texts = [render_explain(subject, layers, value, language=terminal.language, style=terminal.style()) for subject, layers, value in blocks]
    if explained.system:
        texts.append(phrases.IS_SYSTEM.say(terminal.language, type=type))
    if explained.recipient.suspended:
        texts.append(phrases.IS_SUSPENDED.say(terminal.language, address=address))
    if shown is not None:
        from reconciler.reporting.show import render_live

        recipient = shown.recipient(explained.recipient.address)
        style = terminal.style()
        texts.append(render_live(recipient, shown.settings, target=shown.target, observed=shown.observed, language=terminal.language, style=style))
    terminal.say("\n\n".join(texts))


def _live(directory: Path, address: str, environment: str | None) -> Shown:
    from reconciler.engine.show import show_one

    return show_one(directory, address, environment=environment)


def _live_value(shown: Shown | None, address: str) -> dict[str, JsonDocument | None]:
    """`live`: null where it was looked for and is not there, and no key where nobody asked."""
    if shown is None:
        return {}
    from reconciler.reporting.machine.settings import recipient_value

    recipient = shown.recipient(address)
    return {"live": None if recipient is None else recipient_value(recipient, shown.observed.get(address, {}))}


def _blocks(explained: Explained, language: str) -> list[tuple[str, list[Layer], str]]:
    """(what is explained, the layers that speak, what comes of it), one for each subject."""
    blocks = []
    for subject, reasons in groupby(explained.reasons, key=lambda reason: reason.subject):
        layers = [_layer(reason, explained, language) for reason in reasons]
        blocks.append((" ".join(filter(None, (explained.recipient.address, explained.type, subject))), layers, _value(subject, layers, explained)))
    return blocks


def _layer(reason: Reason, explained: Explained, language: str) -> Layer:
    from reconciler.reporting.explain import Layer

    note = _note(explained, language) if reason.decides and reason.subject == "channels" else ""
    return Layer(named_layer(reason.layer, explained.recipient.address), reason.value, reason.location, reason.decides, note)


def _note(explained: Explained, language: str) -> str:
    """Why some of the channels decided on reach nobody."""
    from reconciler.reporting import phrases

    said = ((phrases.NO_SUCH_CONTACT, explained.missing), (phrases.LEFT_OUT, explained.left_out))
    return "; ".join(phrase.say(language, channels=channels) for phrase, channels in said if channels)


def _value(subject: str, layers: list[Layer], explained: Explained) -> str:
    """What comes of it. Of a type's channels only those count for which there is a contact, and a type that is off reaches none."""
    if subject == "channels" and explained.type:
        return ", ".join(explained.recipient.subscriptions.get(explained.type, ())) or "none"
    value = next((layer.value for layer in layers if layer.decides), layers[-1].value)
    return value if subject != "on" or value == "off" else "on"

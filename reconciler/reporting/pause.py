"""Pauses → text and JSON."""

from __future__ import annotations

from collections.abc import Sequence

from reconciler.model.ledger import Holder
from reconciler.model.pause import Pause
from reconciler.model.plan import Target
from reconciler.reporting import phrases
from reconciler.reporting.commands import command
from reconciler.reporting.header import pause_text, render_header
from reconciler.reporting.layout import labelled, moment
from reconciler.reporting.lock import lock_value
from reconciler.reporting.machine import JsonDocument, document
from reconciler.reporting.machine.plan import pause_value, target_value
from reconciler.reporting.wording import visible


def render_paused(target: Target, pauses: Sequence[Pause], holder: Holder | None, *, language: str) -> str:
    """What is paused now, and who is writing all the same."""
    blocks = [render_header(target, None, language=language), _rows(pauses, phrases.PAUSED.say(language), language)]
    blocks.append(phrases.PAUSED_NOW.say(language, command=command("resume", environment=target.environment)))
    if holder is not None and not holder.dead:
        blocks.append(visible(phrases.STILL_WRITING.say(language, owner=str(holder.owner), operation=holder.operation, since=moment(holder.since))))
    return "\n\n".join(blocks)


def render_resumed(target: Target, ended: Sequence[Pause], left: Sequence[Pause], *, language: str) -> str:
    names = ", ".join(pause.organization or phrases.ALL_OF_IT.say(language) for pause in ended)
    blocks = [render_header(target, None, language=language), phrases.PAUSE_ENDED.say(language, names=visible(names))]
    if left:
        blocks.append(_rows(left, phrases.STILL_PAUSED.say(language), language))
    return "\n\n".join(blocks)


def paused_document(target: Target, pauses: Sequence[Pause], holder: Holder | None) -> JsonDocument:
    return document(target=target_value(target), paused=[pause_value(pause) for pause in pauses], lock=lock_value(holder))


def resumed_document(target: Target, ended: Sequence[Pause], left: Sequence[Pause]) -> JsonDocument:
    return document(target=target_value(target), resumed=[pause_value(pause) for pause in ended], paused=[pause_value(pause) for pause in left])


def _rows(pauses: Sequence[Pause], label: str, language: str) -> str:
    return "\n".join(labelled([(label, visible(pause_text(pause, language))) for pause in pauses]))

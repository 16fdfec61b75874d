"""A walk along the chain to a recipient → text and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconciler.model.health import Checked, Level
from reconciler.model.plan import Target
from reconciler.reporting import phrases_review as phrases
from reconciler.reporting.doctor import doctor_document, render_doctor
from reconciler.reporting.header import render_header
from reconciler.reporting.machine import JsonDocument, document
from reconciler.reporting.machine.plan import target_value
from reconciler.reporting.review import support_lines
from reconciler.reporting.style import PLAIN, Style


def render_chain(
    checks: Sequence[Checked], *, target: Target, question: str, support: Mapping[str, Mapping[str, str]], language: str, style: Style = PLAIN
) -> str:
    """What was asked, a line for each link, and where a link is broken the support of the organization. `question` is `payment → teleset/ivanova (email)`."""
    blocks = [render_header(target, None, language=language), style.strong(question), render_doctor(checks, language=language, style=style)]
    blocks.append(phrases.CHAIN_BROKEN.say(language) if _broken(checks) else phrases.CHAIN_WHOLE.say(language))
    if _broken(checks) and (lines := support_lines(support, language)):
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def chain_document(checks: Sequence[Checked], *, target: Target, account: str, type: str, channel: str, now: str, support: Mapping[str, str]) -> JsonDocument:
    """As `doctor_document`, with what was asked and the name of the first link that is broken (null where none is)."""
    value = {key: part for key, part in doctor_document(checks).items() if key != "format_version"}
    asked = {"account": account, "type": type or None, "channel": channel or None, "now": now}
    return document(target=target_value(target), asked=asked, broken=_broken(checks) or None, support=dict(support), **value)


def _broken(checks: Sequence[Checked]) -> str:
    return next((one.check for one in checks if one.finding.level is Level.PROBLEM), "")
